"""Random documents of a RELAX NG schema: whatever the schema allows, sooner or later this writes.

`Generator.document` walks from the start to an element that it is asked for and is free from there on; every decision goes through
a `Chooser`, which may be Hypothesis (and then shrinks to the smallest document that shows a fault) or a seeded random number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

from tests.tools.grammar import XML, Grammar, Node
from tests.tools.samples import samples

_PREFIXES = {XML: "xml"}


class Chooser(Protocol):
    """Where decisions come from."""

    def below(self, count: int) -> int:
        """A number from 0 to `count` - 1; 0 is the simplest choice."""
        ...


class Seeded:
    """Decisions of a random number generator."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def below(self, count: int) -> int:
        return self._random.randrange(count)


@dataclass
class Content:
    """What a pattern wrote: attributes, and the pieces of content in order."""

    attributes: dict[tuple[str, str], str] = field(default_factory=dict)
    pieces: list[str] = field(default_factory=list)


_WORDS = ("the", "Tokyo", "総理", "1994-02-13", "&", "<", "…", "■■", "[…]", "Größe", "  ", "\n", "(C)")
_FOREIGN = ("urn:example:other", "http://purl.org/dc/elements/1.1/")


class Generator:
    """Writes documents of a grammar.

    Args:
        grammar: The grammar.
        chooser: Where decisions come from.
        budget: About how many elements a document may have beyond those that it must.
        sparse: Whether only the goal and what it holds get attributes that they need not have.
    """

    def __init__(self, grammar: Grammar, chooser: Chooser, budget: int = 25, sparse: bool = False) -> None:
        self._sparse = sparse
        self._grammar = grammar
        self._chooser = chooser
        self._budget = budget
        self._ids = 0

    def document(self, goal: Node) -> str:
        """A document in which the goal stands, and around which anything may."""
        content = Content()
        self._write(self._grammar.start, goal, content)
        (root,) = content.pieces
        return root

    # Elements and content

    def _element(self, node: Node, goal: Node | None, near: bool) -> str:
        near = near or goal is node
        self._budget -= 1
        content = Content()
        inner = None if goal is node else goal
        for part, aim in self._aimed(node.parts, inner):
            self._write(part, aim, content, near)
        name, ns = (node.name, node.ns) if node.name else self._any_name(node.excluded[0])
        attributes = "".join(f" {_qualified(key)}={quoteattr(value)}" for key, value in content.attributes.items())
        return f'<{name} xmlns="{ns}"{attributes}>{"".join(content.pieces)}</{name}>'

    def _any_name(self, name_class: Node) -> tuple[str, str]:
        if name_class.kind == "nsName":
            return "any", name_class.ns
        return "any", _FOREIGN[self._chooser.below(len(_FOREIGN))]

    def _aimed(self, parts: Sequence[Node], goal: Node | None) -> list[tuple[Node, Node | None]]:
        """Which one of several parts leads to the goal."""
        if goal is None:
            return [(part, None) for part in parts]
        lengths = [self._steps(part, goal) for part in parts]
        best = lengths.index(min(lengths)) if lengths else 0
        return [(part, goal if index == best else None) for index, part in enumerate(parts)]

    def _steps(self, node: Node, goal: Node) -> float:
        distance = self._grammar.distance(goal)
        return min(
            (distance.get(element, float("inf")) for element in self._grammar.direct(node)), default=float("inf")
        )

    def _write(self, node: Node, goal: Node | None, content: Content, near: bool = False) -> None:
        match node.kind:
            case "element":
                content.pieces.append(self._element(node, goal, near))
            case "attribute":
                key = (node.ns, node.name) if node.name else ("", "any")
                content.attributes[key] = " ".join(self._values(node.parts)) if node.parts else self._text()
            case "text":
                content.pieces.append(escape(self._text()))
            case "data" | "value" | "list":
                content.pieces.append(escape(" ".join(self._values([node]))))
            case "group":
                for part, aim in self._aimed(node.parts, goal):
                    self._write(part, aim, content, near)
            case "interleave":
                self._mixed(node, goal, content, near)
            case "choice":
                self._write(self._chosen(node.parts, goal), goal, content, near)
            case "optional" | "zeroOrMore" | "oneOrMore":
                for index in range(self._count(node, goal, near)):
                    for part, aim in self._aimed(node.parts, goal if index == 0 else None):
                        self._write(part, aim, content, near)
            case "empty":
                pass
            case _:
                raise AssertionError(node.kind)

    def _mixed(self, node: Node, goal: Node | None, content: Content, near: bool) -> None:
        """Interleaved parts: each in its order, dealt out like cards."""
        piles = []
        for part, aim in self._aimed(node.parts, goal):
            pile = Content()
            self._write(part, aim, pile, near)
            content.attributes.update(pile.attributes)
            piles.append(pile.pieces)
        while piles := [pile for pile in piles if pile]:
            content.pieces.append(piles[self._chooser.below(len(piles))].pop(0))

    def _chosen(self, parts: Sequence[Node], goal: Node | None) -> Node:
        if goal is not None:
            lengths = [self._steps(part, goal) for part in parts]
            if min(lengths) < float("inf"):
                nearest = [part for part, length in zip(parts, lengths, strict=True) if length == min(lengths)]
                return nearest[self._chooser.below(len(nearest))]
        costs = [self._grammar.cost(part) for part in parts]
        # Elements that cost more than what is left are left out, unless all do.
        limit = max(min(costs), float(self._budget))
        possible = [part for part, cost in zip(parts, costs, strict=True) if cost <= limit]
        if self._budget <= 0:
            possible = [part for part, cost in zip(parts, costs, strict=True) if cost == min(costs)]
        return possible[self._chooser.below(len(possible))]

    def _count(self, node: Node, goal: Node | None, near: bool) -> int:
        low = 1 if node.kind == "oneOrMore" else 0
        high = 1 if node.kind == "optional" else 3
        if goal is not None and self._steps(node, goal) < float("inf"):
            low = 1
        if any(self._grammar.cost(part) == float("inf") for part in node.parts):
            return low
        only_attribute = all(part.kind == "attribute" for part in node.parts)
        if only_attribute and not near:
            # Far from the goal attributes are few, so that documents stay small.
            return 0 if self._sparse else int(self._chooser.below(12) == 11)
        if not only_attribute and self._budget <= 0:
            return low
        return low + self._chooser.below(high - low + 1)

    # Text and values

    def _text(self) -> str:
        return "".join(_WORDS[self._chooser.below(len(_WORDS))] for _ in range(self._chooser.below(4)))

    def _values(self, parts: Sequence[Node]) -> list[str]:
        """The words that a pattern for a value writes."""
        words: list[str] = []
        for node in parts:
            match node.kind:
                case "value":
                    words.append(node.value)
                case "data":
                    words.append(self._data(node))
                case "text":
                    words.append(self._text())
                case "group" | "list":
                    words.extend(self._values(node.parts))
                case "choice":
                    words.extend(self._values([node.parts[self._chooser.below(len(node.parts))]]))
                case "optional" | "zeroOrMore" | "oneOrMore":
                    low = int(node.kind == "oneOrMore")
                    high = 1 if node.kind == "optional" else 3
                    for _ in range(low + self._chooser.below(high - low + 1)):
                        words.extend(self._values(node.parts))
                case "empty":
                    pass
                case _:
                    raise AssertionError(node.kind)
        return words

    def _data(self, node: Node) -> str:
        if node.name == "ID":
            self._ids += 1
            return f"id{self._ids}"
        values = samples(node.name, node.params)
        return values[self._chooser.below(len(values))]


def _qualified(key: tuple[str, str]) -> str:
    ns, local = key
    if not ns:
        return local
    assert ns in _PREFIXES, f"the generator has no prefix for {ns}"
    return f"{_PREFIXES[ns]}:{local}"
