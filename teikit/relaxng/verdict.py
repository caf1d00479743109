"""The quick way through a document: is it valid?

Nothing is remembered of the document but the states of the elements that are open and the identifiers seen. At the first
doubt the reader stops; `report` then reads the document again, slowly and with a memory, and says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from teikit.relaxng.automaton import Automaton, Scope
from teikit.relaxng.states import STRINGS, Fan, Plan, State

_SPACE = " \t\n\r"
# Nearly all identifiers; what else may be one is for the datatype to say.
_is_name = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*").fullmatch


Tag: TypeAlias = "tuple[str, dict[str, str], int]"
"""A start tag: its name and its attributes, written `namespace}local`, and the number of elements around it."""


class Invalid(Exception):  # noqa: N818 - a signal
    """The document is not valid; what is wrong is for `report` to say."""


class Verdict:
    """Reads the events of one document.

    Args:
        automaton: The schema's.
        scope: Gives the prefixes in scope when a QName asks for them.
        tags: Takes every start tag, in order: name, attributes, and how many elements it stands in.

    Attributes:
        start: Call with the name and the attributes of a start tag, names as `namespace}local`.
        characters: Call with text; consecutive calls are one text.
        end: Call at an end tag.

    Calls raise `Invalid` where the document is not valid.
    """

    __slots__ = ("characters", "end", "finish", "start")

    def __init__(self, automaton: Automaton, scope: Callable[[], Scope], tags: list[Tag] | None = None) -> None:
        state: State = automaton.start
        open_, after, read_string = automaton.open, automaton.after, automaton.read_string
        stack: list[Fan] = []
        note = tags.append if tags is not None else None
        # The text of an element in which it matters what the text says.
        strings: list[str] = []
        matters = STRINGS
        ids: set[str] = set()
        references: set[str] = set()

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal state
            if note is not None:
                note((tag, attributes, len(stack)))
            if strings:
                settle(False)
            try:
                fan = state.opens[tag]
            except KeyError:
                fan = open_(state, tag)
            if fan is None:
                raise Invalid
            stack.append(fan)
            if attributes:
                plan = fan.plan
                good = plan.good
                own = ""
                for name, text in attributes.items():
                    try:
                        known = good[name]
                    except KeyError:
                        inside = read_all(plan, attributes)
                        break
                    if known is not None and text not in known:
                        if name == plan.identifier and _is_name(text):
                            own = text
                            continue
                        inside = read_all(plan, attributes)
                        break
                else:
                    if own:
                        if own in ids:
                            raise Invalid
                        ids.add(own)
                    if plan.required and not plan.required <= attributes.keys():
                        raise Invalid
                    inside = plan.content
            else:
                inside = fan.bare
            if inside is None:
                raise Invalid
            state = inside

        def end(_tag: str) -> None:
            nonlocal state
            if strings:
                settle(True)
            accepts = state.accepts
            if not accepts:
                raise Invalid
            fan = stack.pop()
            following = fan.only
            if following is None:
                following = fan.after[accepts] if accepts in fan.after else after(fan, accepts)
                if following is None:
                    raise Invalid
            state = following

        def characters(text: str) -> None:
            nonlocal state
            if state.free:
                return
            if state.text == matters:
                strings.append(text)
            elif text.strip(_SPACE):
                if state.moved is None:
                    raise Invalid
                state = state.moved

        def settle(at_end: bool) -> None:
            """Judge the text where it matters what it says."""
            nonlocal state
            text = "".join(strings)
            strings.clear()
            # Before a child there can be nothing but white space and text that is free.
            if at_end or text.strip(_SPACE):
                following = read_string(state, text, scope)
                if following is None:
                    raise Invalid
                state = following

        def read_all(plan: Plan, attributes: dict[str, str]) -> State | None:
            """Read attributes of which the tables do not know some."""
            rest = plan.rest
            good = plan.good
            for name, text in attributes.items():
                leaves = automaton.leaves(plan, name)
                if name in good:
                    known = good[name]
                    if known is None or text in known:
                        continue
                matched = []
                for leaf in leaves:
                    check = automaton.check(leaf.value)
                    if automaton.matches(check, text, scope):
                        matched.append(leaf)
                        if check.id_kind is not None:
                            identify(check.id_kind, text)
                if not matched:
                    raise Invalid
                if name not in good:
                    following = automaton.step(rest, tuple(matched))
                    if following is None:
                        raise Invalid
                    rest = following
            if not plan.required <= attributes.keys():
                raise Invalid
            return rest.closed

        def identify(kind: str, text: str) -> None:
            names = text.split()
            if kind == "ID":
                if names[0] in ids:
                    raise Invalid
                ids.add(names[0])
            else:
                references.update(names)

        def finish() -> None:
            """Call when the document is read to its end."""
            if stack or not state.accepts or not references <= ids:
                raise Invalid

        self.start = start
        self.characters = characters
        self.end = end
        self.finish = finish
