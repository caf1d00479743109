"""What the schema allows at a place, in the order in which it is useful to be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from teikit.relaxng.automaton import Automaton
from teikit.relaxng.completion import alternatives
from teikit.relaxng.derivatives import named, starts
from teikit.relaxng.names import QName, describe, is_infinite
from teikit.relaxng.patterns import Element
from teikit.relaxng.states import FREE_TEXT, NO_TEXT, Fan, State
from teikit.relaxng.vocabulary import Vocabulary
from teikit.relaxng.wording import MAX_NAMES, Namer


def raw(name: QName) -> str:
    """A name as the parser writes it."""
    return f"{name[0]}}}{name[1]}" if name[0] else name[1]


class Lookups:
    """What a schema allows.

    Args:
        automaton: The schema's.
        vocabulary: The schema's.
        used: How often each element is used in the document so far: what its author knows is told first.
    """

    def __init__(self, automaton: Automaton, vocabulary: Vocabulary, used: Mapping[QName, int]) -> None:
        self.automaton = automaton
        self.vocabulary = vocabulary
        self._used = used
        self._allowed: dict[State, list[QName]] = {}

    def open(self, state: State, name: QName) -> Fan | None:
        """The fan of a child in a state; `None` where it may not come."""
        key = raw(name)
        return state.opens[key] if key in state.opens else self.automaton.open(state, key)

    def known(self, name: QName) -> Fan | None:
        """A fan that reads an element of this name as the schema has it anywhere; `None` for unknown names."""
        patterns = self.vocabulary.by_name.get(name)
        if not patterns:
            patterns = tuple(e for e in self.vocabulary.wildcards if e.name_class.contains(name))
            if not patterns:
                return None
        contents = tuple(dict.fromkeys(pattern.content for pattern in patterns))
        return Fan(self.automaton.plan(contents), patterns, ())

    def state_after(self, fan: Fan) -> State | None:
        """The state after a child, as if it were complete."""
        ends = tuple(range(len(fan.plan.contents)))
        return fan.after[ends] if ends in fan.after else self.automaton.after(fan, ends)

    def needed(self, state: State) -> list[QName]:
        """The names of which one must come before the element can end."""
        first: dict[Element, None] = {}
        for pattern in state.alternatives:
            if not pattern.nullable:
                first.update((items[0], None) for items in alternatives(pattern) if isinstance(items[0], Element))
        ordered = sorted(first, key=lambda element: element.origin.order)
        return list(dict.fromkeys(name.pair for element in ordered for name in named(element)))

    def allowed(self, state: State) -> list[QName]:
        """The names that may come next: those without which the content stays incomplete first, then as the schema."""
        known = self._allowed.get(state)
        if known is not None:
            return known
        elements: dict[Element, None] = {}
        for pattern in state.alternatives:
            elements.update(dict.fromkeys(starts(pattern)))
        ordered = sorted(elements, key=lambda element: element.origin.order)
        rest = [name.pair for element in ordered for name in named(element)]
        found = self._allowed[state] = list(dict.fromkeys((*self.needed(state), *rest)))
        return found

    def wildcards(self, state: State) -> list[str]:
        """The wildcards among what may come next, in words."""
        elements = [element for pattern in state.alternatives for element in starts(pattern)]
        return [f"an element of {describe(e.name_class)}" for e in dict.fromkeys(elements) if is_infinite(e.name_class)]

    def rank(self, names: Iterable[QName]) -> list[QName]:
        """Names, those that the document uses most first, else in the order given."""
        return sorted(dict.fromkeys(names), key=lambda name: -self._used.get(name, 0))

    def is_used(self, name: QName) -> bool:
        """Whether the document has an element of this name so far."""
        return name in self._used

    def expected(self, state: State, near: list[QName], namer: Namer) -> tuple[tuple[str, ...], int]:
        """At most eight names of what may come next, and how many more: near, needed and much used ones first."""
        needed = self.rank(self.needed(state))
        rest = self.rank(self.allowed(state))
        names = namer.elements([*near, *needed, *rest])
        if state.text != NO_TEXT:
            names.append("text")
        names += self.wildcards(state)
        return tuple(names[:MAX_NAMES]), max(0, len(names) - MAX_NAMES)

    def nothing(self, state: State) -> bool:
        """Whether nothing may come next."""
        return not self.allowed(state) and state.text == NO_TEXT and not self.wildcards(state)

    def holders(self, state: State, name: QName | None) -> list[QName]:
        """The elements that may come next and begin with a child, or with text if no name is given; best first."""
        found: list[QName] = []
        needed = self.needed(state)
        for holder in dict.fromkeys((*self.rank(needed), *self.rank(self.allowed(state)))):
            fan = self.open(state, holder)
            inside = fan.plan.content if fan is not None else None
            if inside is None or fan is None:
                continue
            if (
                (fan.bare is not None and inside.text == FREE_TEXT)
                if name is None
                else self.open(inside, name) is not None
            ):
                found.append(holder)
        return found
