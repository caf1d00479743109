"""What a regular expression says, as a tree: characters, sequences, choices, repetitions."""

from __future__ import annotations

import math

from teikit.relaxng.datatypes.patterns.characters import CharacterClass


class Node:
    """A part of a regular expression. Nodes are compared by identity; the parser makes each once.

    Attributes:
        nullable: Whether it matches the empty string.
        effort: The degree of the polynomial in the length of a text that bounds the steps a backtracking matcher may
            take; infinite where the bound is exponential.
        terms: A bound on the size of a state of the automaton.
    """

    __slots__ = ("effort", "nullable", "terms")

    nullable: bool
    effort: float
    terms: int


class Characters(Node):
    """One character of a class."""

    __slots__ = ("members",)

    def __init__(self, members: CharacterClass) -> None:
        self.members = members
        self.nullable = False
        self.effort = 0
        self.terms = 1


class Sequence(Node):
    """Parts one after another; none of them, for the empty string."""

    __slots__ = ("parts",)

    def __init__(self, parts: tuple[Node, ...]) -> None:
        self.parts = parts
        self.nullable = all(part.nullable for part in parts)
        self.effort = sum(part.effort for part in parts)
        self.terms = sum(part.terms for part in parts)


class Choice(Node):
    """One of several branches."""

    __slots__ = ("branches",)

    def __init__(self, branches: tuple[Node, ...]) -> None:
        self.branches = branches
        self.nullable = any(branch.nullable for branch in branches)
        self.effort = max(branch.effort for branch in branches)
        self.terms = sum(branch.terms for branch in branches)


class Repeat(Node):
    """A part so many times.

    Attributes:
        part: What is repeated.
        least: How often at least.
        most: How often at most; `None` for any number.
    """

    __slots__ = ("_rest", "least", "most", "part")

    def __init__(self, part: Node, least: int, most: int | None) -> None:
        self.part = part
        self.least = 0 if part.nullable else least
        self.most = most
        self.nullable = self.least == 0
        self.effort = self._effort(least)
        count = most if most is not None else max(least, 1)
        self.terms = 1 if isinstance(part, Characters) else min(part.terms * max(count, 1), 1 << 40)
        self._rest: Repeat | None = None

    def _effort(self, least: int) -> float:
        part, most = self.part, self.most
        if most is not None and most <= 1:
            return part.effort
        fixed = isinstance(part, Characters)
        if fixed:
            return 0 if least == most else 1
        if most is None or most > 4 or isinstance(part, Choice):
            return math.inf if part.effort or _has_choice(part) else 1
        return part.effort * most + 1

    def rest(self) -> Repeat | None:
        """What is left to match after the part was matched once; `None` for nothing."""
        if self.most is None and self.least == 0:
            return self
        if self._rest is None:
            most = None if self.most is None else self.most - 1
            if most == 0:
                return None
            self._rest = Repeat(self.part, max(self.least - 1, 0), most)
        return self._rest


def _has_choice(node: Node) -> bool:
    if isinstance(node, Choice):
        return True
    if isinstance(node, Sequence):
        return any(_has_choice(part) for part in node.parts)
    # An optional part inside a repetition is a choice too: with it or without.
    return isinstance(node, Repeat) and (node.least != node.most or _has_choice(node.part))
