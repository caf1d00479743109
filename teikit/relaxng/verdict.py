"""The quick way through a document: is it valid?

Nothing is remembered of the document but the states of the elements that are open and the identifiers seen. At the first
doubt the reader stops; `report` then reads the document again, slowly and with a memory, and says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable

from teikit.relaxng.automaton import FREE_TEXT, NO_TEXT, STRINGS, Automaton, Fan, Plan, Rest, Scope, State
from teikit.relaxng.patterns import TEXT

_SPACE = " \t\n\r"


class Invalid(Exception):  # noqa: N818 - a signal
    """The document is not valid; what is wrong is for `report` to say."""


class Verdict:
    """Reads the events of one document.

    Args:
        automaton: The schema's.
        scope: Gives the prefixes in scope when a QName asks for them.

    Attributes:
        start: Call with the name and the attributes of a start tag, names as `namespace}local`.
        characters: Call with text; consecutive calls are one text.
        end: Call at an end tag.

    Calls raise `Invalid` where the document is not valid.
    """

    __slots__ = ("characters", "end", "finish", "start")

    def __init__(self, automaton: Automaton, scope: Callable[[], Scope]) -> None:
        state: State = automaton.start
        open_, after, read_string = automaton.open, automaton.after, automaton.read_string
        stack: list[Fan] = []
        push, pop = stack.append, stack.pop
        collected: list[str] = []
        ids: set[str] = set()
        references: set[str] = set()

        def value(plan: Plan, rest: Rest, name: str, text: str) -> Rest:
            """Read an attribute that the tables do not answer for."""
            leaves = automaton.leaves(plan, name)
            matched = []
            for leaf in leaves:
                if leaf.value is TEXT:
                    matched.append(leaf)
                    continue
                check = automaton.check(leaf.value)
                if automaton.matches(check, text, scope):
                    matched.append(leaf)
                    if check.id_kind is not None:
                        identify(check.id_kind, text)
            if not matched:
                raise Invalid
            if name in plan.good:
                return rest
            following = automaton.step(rest, tuple(matched))
            if following is None:
                raise Invalid
            return following

        def identify(kind: str, text: str) -> None:
            names = text.split()
            if kind == "ID":
                if names[0] in ids:
                    raise Invalid
                ids.add(names[0])
            else:
                references.update(names)

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal state
            if collected:
                settle()
            try:
                fan = state.opens[tag]
            except KeyError:
                fan = open_(state, tag)
            if fan is None:
                raise Invalid
            push(fan)
            plan = fan.plan
            if attributes:
                good = plan.good
                rest = plan.rest
                for name, text in attributes.items():
                    try:
                        known = good[name]
                    except KeyError:
                        rest = value(plan, rest, name, text)
                        continue
                    if known is not None and text not in known:
                        rest = value(plan, rest, name, text)
                if plan.required and not plan.required <= attributes.keys():
                    raise Invalid
                inside = rest.closed
            else:
                inside = plan.bare
            if inside is None:
                raise Invalid
            state = inside

        def settle() -> None:
            """Text that matters ends where a child begins: only white space can be before one."""
            nonlocal state
            text = "".join(collected)
            collected.clear()
            if text.strip(_SPACE):
                following = read_string(state, text, scope)
                if following is None:
                    raise Invalid
                state = following

        def characters(text: str) -> None:
            nonlocal state
            kind = state.text
            if kind == FREE_TEXT:
                return
            if kind == STRINGS:
                collected.append(text)
            elif text.strip(_SPACE):
                if kind == NO_TEXT:
                    raise Invalid
                assert state.moved is not None
                state = state.moved

        def end(_tag: str) -> None:
            nonlocal state
            if collected:
                text = "".join(collected)
                collected.clear()
                ended = read_string(state, text, scope)
                if ended is None:
                    raise Invalid
                state = ended
            accepts = state.accepts
            if not accepts:
                raise Invalid
            fan = pop()
            try:
                following = fan.after[accepts]
            except KeyError:
                following = after(fan, accepts)
            if following is None:
                raise Invalid
            state = following

        def finish() -> None:
            """Call when the document is read to its end."""
            if stack or not state.accepts or not references <= ids:
                raise Invalid

        self.start = start
        self.characters = characters
        self.end = end
        self.finish = finish
