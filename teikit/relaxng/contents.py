"""Explains content: children that may not be where they are, content that ends too early, text out of place.

Each function says what is wrong and how the reader should go on, so that one mistake is told once.
"""

from __future__ import annotations

from dataclasses import dataclass

from teikit.relaxng.automaton import FREE_TEXT, STRINGS, Automaton, Fan, State
from teikit.relaxng.completion import Items, after_items, alternatives, reach
from teikit.relaxng.derivatives import named, starts
from teikit.relaxng.frames import Draft, Frame
from teikit.relaxng.names import QName, describe, is_infinite
from teikit.relaxng.nearness import distance, nearest
from teikit.relaxng.patterns import NOT_ALLOWED, Attribute, Element
from teikit.relaxng.values import describe as describe_value
from teikit.relaxng.vocabulary import Vocabulary
from teikit.relaxng.wording import MAX_NAMES, Namer, listed, tag

_MAX_INSERTED = 4


@dataclass(slots=True)
class Recovery:
    """How to go on after a child that is not allowed.

    Attributes:
        draft: What is wrong.
        name: The name under which the child is read; `None` where nothing is known of it.
        fan: How the child is read; `None` where nothing is known of it.
        state: The state around, if it moves on as if the child were right; `None` where it stays.
        missing: The element that is missing before the child, if that is what is wrong.
        alias: A namespace that stands for another from here on: (used, meant).
        lonely: Whether the mistake is of this child alone, and not of a run of them.
        suspect: Whether the child may have been meant as another element, or should not be there at all.
    """

    draft: Draft
    name: QName | None = None
    fan: Fan | None = None
    state: State | None = None
    missing: QName | None = None
    alias: tuple[str, str] | None = None
    lonely: bool = False
    suspect: bool = False


def raw(name: QName) -> str:
    """A name as the parser writes it."""
    return f"{name[0]}}}{name[1]}" if name[0] else name[1]


class Contents:
    """Explains the content of elements.

    Args:
        automaton: The schema's.
        vocabulary: The schema's.
    """

    def __init__(self, automaton: Automaton, vocabulary: Vocabulary) -> None:
        self._automaton = automaton
        self._vocabulary = vocabulary
        self._allowed: dict[State, list[QName]] = {}

    def open(self, state: State, name: QName) -> Fan | None:
        """The fan of a child in a state."""
        key = raw(name)
        return state.opens[key] if key in state.opens else self._automaton.open(state, key)

    def known(self, name: QName) -> Fan | None:
        """A fan that reads an element of this name as the schema has it anywhere; `None` for unknown names."""
        patterns = self._vocabulary.by_name.get(name)
        if not patterns:
            patterns = tuple(e for e in self._vocabulary.wildcards if e.name_class.contains(name))
            if not patterns:
                return None
        contents = tuple(dict.fromkeys(pattern.content for pattern in patterns))
        return Fan(self._automaton.plan(contents), patterns, ())

    def allowed(self, state: State) -> list[QName]:
        """The names that may come next: those without which the content stays incomplete first, then as the schema."""
        known = self._allowed.get(state)
        if known is not None:
            return known
        needed: dict[QName, None] = {}
        elements: dict[Element, None] = {}
        for pattern in state.alternatives:
            if not pattern.nullable:
                for items in alternatives(pattern):
                    if items and isinstance(items[0], Element):
                        needed.update(dict.fromkeys((n.namespace, n.local) for n in named(items[0])))
            elements.update(dict.fromkeys(starts(pattern)))
        ordered = sorted(elements, key=lambda element: element.origin.order)
        rest = [(name.namespace, name.local) for element in ordered for name in named(element)]
        found = self._allowed[state] = list(dict.fromkeys((*needed, *rest)))
        return found

    def wildcards(self, state: State) -> list[str]:
        """The wildcards among what may come next, in words."""
        elements = [element for pattern in state.alternatives for element in starts(pattern)]
        return [f"an element of {describe(e.name_class)}" for e in dict.fromkeys(elements) if is_infinite(e.name_class)]

    def expected(self, state: State, near: list[QName], namer: Namer) -> tuple[tuple[str, ...], int]:
        """At most eight names of what may come next, and how many more there are."""
        allowed = self.allowed(state)
        names = namer.elements([*near, *(name for name in allowed if name not in near)])
        if state.text != 0:
            names.append("text")
        names += self.wildcards(state)
        return tuple(names[:MAX_NAMES]), max(0, len(names) - MAX_NAMES)

    # Children that are not allowed

    def reject(self, frame: Frame, state: State, name: QName, shown: str, namer: Namer) -> Recovery:
        """Explain a child that a state does not allow."""
        allowed = self.allowed(state)
        for attempt in (self._other_namespace, self._unknown, self._too_early, self._too_late):
            recovery = attempt(frame, state, name, shown, allowed, namer)
            if recovery is not None:
                break
        else:
            recovery = self._misplaced(frame, state, name, shown, allowed, namer)
        draft = recovery.draft
        draft.name = draft.name or shown
        meant = recovery.name or name
        if not draft.expected:
            near = [other for other in (recovery.missing, meant) if other is not None and other in allowed]
            draft.expected, draft.expected_more = self.expected(state, near, namer)
        draft.documentation = draft.documentation or self._vocabulary.documentation(meant)
        return recovery

    def _other_namespace(
        self, frame: Frame, state: State, name: QName, shown: str, allowed: list[QName], namer: Namer
    ) -> Recovery | None:
        if name in self._vocabulary.by_name or name[0] in self._vocabulary.namespaces and name[0] != "":
            return None
        same = [other for other in allowed if other[1] == name[1]]
        if not same and (not name[0] or any(distance(name[0], uri, 3) <= 3 for uri in self._vocabulary.namespaces)):
            same = list(self._vocabulary.by_local.get(name[1], ()))
        if not same:
            return None
        meant = same[0]
        was = f"in the namespace {name[0]}" if name[0] else "in no namespace"
        if meant[0]:
            hint = f'Give it the namespace {meant[0]}: write xmlns="{meant[0]}" on it or on the outermost element.'
        else:
            hint = "Leave its namespace out; elements of this schema are in none."
        draft = Draft("element-namespace", f"{tag(shown)} is {was}, which the schema does not know", hint)
        fan = self.open(state, meant) if meant in allowed else None
        recovery = Recovery(draft, meant, fan or self.known(meant), None, None, (name[0], meant[0]), lonely=True)
        if fan is not None:
            recovery.state = state
        return recovery

    def _unknown(
        self, frame: Frame, state: State, name: QName, shown: str, allowed: list[QName], namer: Namer
    ) -> Recovery | None:
        vocabulary = self._vocabulary
        if name in vocabulary.by_name or any(e.name_class.contains(name) for e in vocabulary.wildcards):
            return None
        draft = Draft("element-unknown", f"there is no element {tag(shown)}")
        if name[0] not in vocabulary.namespaces and name[0]:
            draft.message = f"{tag(shown)} is in the namespace {name[0]}, which the schema does not know"
            return Recovery(draft, lonely=True)
        here = nearest(name[1], [local for namespace, local in allowed if namespace == name[0]])
        if here:
            meant = (name[0], here[0])
            draft.hint = f"Did you mean {tag(namer.element(meant))}?"
            return Recovery(draft, meant, self.open(state, meant), state, lonely=True)
        somewhere = nearest(name[1], [local for _ns, local in vocabulary.namespaces.get(name[0], ())])
        if somewhere:
            meant = (name[0], somewhere[0])
            draft.hint = f"Did you mean {tag(namer.element(meant))}? {self._where(meant, frame, namer)}"
            return Recovery(draft, meant, self.known(meant), lonely=True, suspect=True)
        return Recovery(draft, lonely=True, suspect=True)

    def _too_early(
        self, frame: Frame, state: State, name: QName, shown: str, allowed: list[QName], namer: Namer
    ) -> Recovery | None:
        """Something that must come before the child is not there."""
        found = [(items, i) for i, pattern in enumerate(state.alternatives) if (items := reach(pattern, name))]
        if not found:
            return None
        items, index = min(found, key=lambda pair: len(pair[0]))
        if len(items) > _MAX_INSERTED or not all(isinstance(item, Element) for item in items):
            return None
        left = after_items(state.alternatives[index], items, self._automaton.patterns)
        if left is NOT_ALLOWED:
            return None
        moved = self._automaton.state(
            tuple(left if i == index else NOT_ALLOWED for i in range(len(state.alternatives)))
        )
        fan = self.open(moved, name)
        if fan is None:
            return None
        missing = _first_name(items)
        names = _names(items, namer)
        before = listed(names, "and then")
        draft = Draft(
            "element-missing",
            f"{before} must come before {tag(shown)}, and {'is' if len(names) == 1 else 'are'} not there",
            f"Insert {before} before it, in {tag(frame.shown)}.",
            name=namer.element(missing) if missing else "",
        )
        if missing:
            draft.documentation = self._vocabulary.documentation(missing)
        return Recovery(draft, name, fan, moved, missing)

    def _too_late(
        self, frame: Frame, state: State, name: QName, shown: str, allowed: list[QName], namer: Namer
    ) -> Recovery | None:
        """The child was allowed before, until another one came."""
        if name in frame.awaited:
            return None
        for earlier, child in reversed(frame.left.items()):
            fan = self.open(earlier, name)
            if fan is None:
                continue
            related = (child.place.line or 0, child.place.column)
            at = f"line {child.place.line}" if child.place.line else "before it"
            if child.name == name:
                first = frame.first[name].place
                draft = Draft(
                    "element-repeated",
                    f"{tag(frame.shown)} can have only one {tag(shown)} here",
                    f"The other one is at line {first.line}." if first.line else "",
                    related=(first.line or 0, first.column),
                )
            else:
                draft = Draft(
                    "element-order",
                    f"{tag(shown)} must come before {tag(child.shown)}",
                    f"Here it follows the {tag(child.shown)} at {at}.",
                    related=related,
                )
            return Recovery(draft, name, fan)
        return None

    def _misplaced(
        self, frame: Frame, state: State, name: QName, shown: str, allowed: list[QName], namer: Namer
    ) -> Recovery:
        inside = tag(frame.shown) if frame.shown else "a document, as its outermost element"
        draft = Draft(
            "element-not-allowed", f"{tag(shown)} is not allowed in {inside}", self._where(name, frame, namer)
        )
        if frame.counts and frame.shown and self._ever(frame, name):
            draft.message = f"{tag(shown)} is not allowed at this place in {inside}"
        if not allowed and state.text == 0 and not self.wildcards(state):
            complete = "must be empty" if frame.children == 1 and not frame.left else "is complete"
            draft.message += f", which {complete}"
        return Recovery(draft, name, self.known(name), suspect=True)

    def meant_by_content(self, around: State, child: QName, written: str) -> tuple[QName, Fan, State] | None:
        """The element that a misplaced one was meant to be, by the first child in it.

        Returns:
            Its name, its fan in the state around, and the state inside; `None` where no element allowed in the state
            around can begin with the child.
        """
        allowed = self.allowed(around)
        near = nearest(written, [local for _ns, local in allowed])
        for name in sorted(allowed, key=lambda other: near.index(other[1]) if other[1] in near else len(near)):
            fan = self.open(around, name)
            inside = fan.plan.content if fan is not None else None
            if fan is not None and inside is not None and self.open(inside, child) is not None:
                return name, fan, inside
        return None

    def _ever(self, frame: Frame, name: QName) -> bool:
        """Whether the child may be somewhere in the element, if not here."""
        parents = self._vocabulary.parents.get(name, ())
        return frame.name in parents

    def _where(self, name: QName, frame: Frame, namer: Namer) -> str:
        parents = [parent for parent in self._vocabulary.parents.get(name, ()) if parent != frame.name]
        if not parents:
            return ""
        return f"It may stand in {listed([tag(parent) for parent in namer.elements(parents)], 'and', 4)}."

    # Content that ends too early

    def incomplete(self, frame: Frame, state: State, namer: Namer) -> Draft:
        """Explain an element that ends before it may."""
        if state.text == STRINGS and not any(starts(pattern) for pattern in state.alternatives):
            pattern = self._automaton.patterns.choice(state.alternatives)
            words = describe_value(pattern)
            draft = Draft("text-value", f"{tag(frame.shown)} is empty, and needs text: {words}")
            draft.expected = (words,)
            return draft
        options: dict[Items, None] = {}
        for pattern in state.alternatives:
            options.update(dict.fromkeys(alternatives(pattern)))
        fewest = min((len(items) for items in options), default=0)
        phrases = [self._phrase(items, namer) for items in options if len(items) == fewest]
        phrases = list(dict.fromkeys(phrase for phrase in phrases if phrase))
        has = "" if frame.children == 0 else " more"
        needs = f"it needs {listed(phrases, 'or')}" if phrases else "something is missing at its end"
        if len(phrases) == 1 and fewest == 1 and phrases[0].startswith("<"):
            needs = f"it needs{has or ' at least one'} {phrases[0]}" if not has else f"it needs {phrases[0]} at its end"
        draft = Draft("content-incomplete", f"{tag(frame.shown)} is not complete: {needs}")
        draft.name = frame.shown
        draft.expected, draft.expected_more = self.expected(state, [], namer)
        draft.documentation = self._vocabulary.documentation(frame.name)
        return draft

    def _phrase(self, items: Items, namer: Namer) -> str:
        names = _names(items, namer)
        return listed(names, "and then")

    # Text

    def text(self, frame: Frame, state: State, used: dict[QName, int], namer: Namer) -> Draft:
        """Explain text where none may be."""
        draft = Draft("text-not-allowed", f"text is not allowed directly in {tag(frame.shown)}", name=frame.shown)
        holders = [name for name in self.allowed(state) if self._holds_text(state, name)]
        if holders:
            # What the document's author uses elsewhere is the likeliest wrapping.
            holders.sort(key=lambda name: -used.get(name, 0))
            draft.hint = f"Put it into an element that may hold text, such as {tag(namer.element(holders[0]))}."
        elif not self.allowed(state) and not self.wildcards(state) and not frame.left:
            draft.message = f"{tag(frame.shown)} must be empty, and holds text"
        draft.expected, draft.expected_more = self.expected(state, holders[:1], namer)
        draft.documentation = self._vocabulary.documentation(frame.name)
        return draft

    def _holds_text(self, state: State, name: QName) -> bool:
        fan = self.open(state, name)
        return fan is not None and fan.plan.bare is not None and fan.plan.bare.text == FREE_TEXT


def _first_name(items: Items) -> QName | None:
    for item in items:
        if isinstance(item, Element):
            for name in named(item):
                return name.namespace, name.local
    return None


def _names(items: Items, namer: Namer) -> list[str]:
    """Items of a completion in words."""
    words: list[str] = []
    for item in items:
        if isinstance(item, Element):
            names = [tag(namer.element((name.namespace, name.local))) for name in named(item)]
            words.append(" or ".join(names) or f"an element of {describe(item.name_class)}")
        elif isinstance(item, Attribute):
            words.extend(f"@{namer.attribute((name.namespace, name.local))}" for name in named(item))
        else:
            words.append(f"text: {describe_value(item)}")
    return words
