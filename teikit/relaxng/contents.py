"""Explains content that ends too early, and text where none may be."""

from __future__ import annotations

from teikit.relaxng.completion import Items, alternatives
from teikit.relaxng.derivatives import named, starts
from teikit.relaxng.frames import Draft, Frame
from teikit.relaxng.lookups import Lookups
from teikit.relaxng.patterns import Element
from teikit.relaxng.states import NO_TEXT, STRINGS, State
from teikit.relaxng.values import describe
from teikit.relaxng.wording import Namer, listed, phrase, tag

_FEW = 4


def incomplete(lookups: Lookups, frame: Frame, state: State, namer: Namer) -> Draft:
    """Explain an element that ends before it may."""
    if state.text == STRINGS and not any(starts(pattern) for pattern in state.alternatives):
        words = describe(lookups.automaton.patterns.choice(state.alternatives))
        draft = Draft("text-value", f"{tag(frame.shown)} is empty, and needs text", f"Write {words}.", frame.shown)
        draft.expected = (words,)
        draft.documentation = lookups.vocabulary.documentation(frame.name)
        return draft
    options: dict[Items, None] = {}
    for pattern in state.alternatives:
        options.update(dict.fromkeys(alternatives(pattern)))
    fewest = min((len(items) for items in options), default=0)
    shortest = sorted((items for items in options if len(items) == fewest), key=lambda items: [i.number for i in items])
    needs = _needs(lookups, frame, shortest, namer)
    draft = Draft("content-incomplete", f"{tag(frame.shown)} is not complete: {needs}", name=frame.shown)
    draft.expected, draft.expected_more = lookups.expected(state, [], namer)
    draft.documentation = lookups.vocabulary.documentation(frame.name)
    return draft


def _needs(lookups: Lookups, frame: Frame, options: list[Items], namer: Namer) -> str:
    if not options or not options[0]:
        return "something is missing at its end"
    at_end = " at its end" if frame.children else ""
    if len(options) > _FEW and all(len(items) == 1 and isinstance(items[0], Element) for items in options):
        elements = [item for items in options for item in items if isinstance(item, Element)]
        ranked = lookups.rank(name.pair for element in elements for name in named(element))
        names = [tag(name) for name in namer.elements(ranked)]
        return f"it needs one of {len(names)} elements{at_end}, such as {listed(names[:3], 'or')}"
    phrases = list(dict.fromkeys(phrase(items, namer) for items in options))
    if len(phrases) == 1 and len(options[0]) == 1 and not at_end and phrases[0].startswith("<"):
        return f"it needs at least one {phrases[0]}"
    return f"it needs {listed(phrases, 'or')}{at_end}"


def stray_text(lookups: Lookups, frame: Frame, state: State, namer: Namer) -> Draft:
    """Explain text where none may be."""
    draft = Draft("text-not-allowed", f"text is not allowed directly in {tag(frame.shown)}", name=frame.shown)
    holders = lookups.holders(state, None)
    if holders:
        draft.hint = f"Put it into an element that may hold text, such as {tag(namer.element(holders[0]))}."
    elif lookups.nothing(state) and not frame.left and state.text == NO_TEXT:
        draft.message = f"{tag(frame.shown)} must be empty, and holds text"
    draft.expected, draft.expected_more = lookups.expected(state, holders[:1], namer)
    draft.documentation = lookups.vocabulary.documentation(frame.name)
    return draft
