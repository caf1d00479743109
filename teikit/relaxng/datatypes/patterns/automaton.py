"""Matches any text in time linear in its length: an automaton built by partial derivatives while texts are read.

A state is the set of what may still come (Antimirov's partial derivatives: sequences of parts of the expression). Each
state keeps, for every character seen, the state it leads to, so that common texts cost one look-up a character. Python's
`re` is quicker still, but knows no Unicode categories and may take exponential time; see `pattern`.
"""

from __future__ import annotations

from functools import lru_cache

from teikit.relaxng.datatypes.patterns.characters import CharacterClass
from teikit.relaxng.datatypes.patterns.nodes import Characters, Choice, Node, Repeat, Sequence

MAX_TRANSITIONS = 50_000
"""When so many are remembered, all are forgotten: memory stays bounded, whatever the texts are."""

Term = tuple[Node, ...]


class State:
    """What may still come after some text.

    Attributes:
        terms: The ways to go on, each a sequence of parts still to match.
        accepting: Whether the text may end here.
        following: The state after one more character; `None` where it is not allowed.
    """

    __slots__ = ("accepting", "following", "terms")

    def __init__(self, terms: frozenset[Term]) -> None:
        self.terms = terms
        self.accepting = any(all(part.nullable for part in term) for term in terms)
        self.following: dict[str, State | None] = {}

    def expected(self) -> list[CharacterClass]:
        """The classes of characters that may come next, each once, in no particular order of terms."""
        found: dict[str, CharacterClass] = {}
        for term in self.terms:
            for part in term:
                for members in _first(part):
                    found.setdefault(members.source, members)
                if not part.nullable:
                    break
        return [found[source] for source in sorted(found)]


class Automaton:
    """The automaton of one expression."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._forget()

    def _forget(self) -> None:
        self._states: dict[frozenset[Term], State] = {}
        self._transitions = 0
        self.start = self._state(frozenset({(self._node,)}))

    def _state(self, terms: frozenset[Term]) -> State:
        state = self._states.get(terms)
        if state is None:
            state = self._states[terms] = State(terms)
        return state

    def _step(self, state: State, character: str) -> State | None:
        if self._transitions >= MAX_TRANSITIONS:
            self._forget()
        self._transitions += 1
        terms: set[Term] = set()
        for term in state.terms:
            terms.update(_derive_sequence(term, character))
        after = self._state(frozenset(terms)) if terms else None
        state.following[character] = after
        return after

    def matches(self, text: str) -> bool:
        """Whether the whole text is matched."""
        state = self.start
        for character in text:
            try:
                after = state.following[character]
            except KeyError:
                after = self._step(state, character)
            if after is None:
                return False
            state = after
        return state.accepting

    def stuck(self, text: str) -> tuple[int, State]:
        """How far the text can be followed, and the state there: its length, unless a character is not allowed."""
        state = self.start
        for index, character in enumerate(text):
            after = state.following[character] if character in state.following else self._step(state, character)
            if after is None:
                return index, state
            state = after
        return len(text), state


def _derive_sequence(term: Term, character: str) -> set[Term]:
    """What may follow once a sequence of parts has consumed the character."""
    found: set[Term] = set()
    for index, part in enumerate(term):
        rest = term[index + 1 :]
        found.update(head + rest for head in _derive(part, character))
        if not part.nullable:
            break
    return found


def _derive(node: Node, character: str) -> set[Term]:
    if isinstance(node, Characters):
        return {()} if node.members.contains(character) else set()
    if isinstance(node, Sequence):
        return _derive_sequence(node.parts, character)
    if isinstance(node, Choice):
        return set().union(*(_derive(branch, character) for branch in node.branches))
    assert isinstance(node, Repeat)
    rest = node.rest()
    tail: Term = () if rest is None else (rest,)
    return {head + tail for head in _derive(node.part, character)}


@lru_cache(maxsize=256)
def _first(node: Node) -> tuple[CharacterClass, ...]:
    """The classes of characters that the node may begin with."""
    if isinstance(node, Characters):
        return (node.members,)
    if isinstance(node, Repeat):
        return _first(node.part)
    found: list[CharacterClass] = []
    if isinstance(node, Choice):
        for branch in node.branches:
            found.extend(_first(branch))
    elif isinstance(node, Sequence):
        for part in node.parts:
            found.extend(_first(part))
            if not part.nullable:
                break
    return tuple(found)
