"""Random documents of a RELAX NG schema: whatever the schema allows, sooner or later this writes.

`Grammar` reads the XML syntax as far as "teikit schema build" writes it (no `include`, no `parentRef`, no `mixed`), with code of
its own, so that it tells on the compiler rather than repeating it. `Generator.document` walks from the start to an element that it
is asked for and is free from there on; every decision goes through a `Chooser`, which may be Hypothesis (and then shrinks to the
smallest document that shows a fault) or a seeded random number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

from elementpath.regex import translate_pattern
from lxml import etree

RNG = "{http://relaxng.org/ns/structure/1.0}"
XML = "http://www.w3.org/XML/1998/namespace"
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


@dataclass(eq=False)
class Node:
    """A pattern. `parts` are those within; a reference has none until the grammar resolves it."""

    kind: str
    name: str = ""
    ns: str = ""
    value: str = ""
    params: tuple[tuple[str, str], ...] = ()
    parts: list[Node] = field(default_factory=list)
    excluded: list[Node] = field(default_factory=list)


class Grammar:
    """A grammar as a graph of patterns, with what the generator has to know of each."""

    def __init__(self, path: Path) -> None:
        root = etree.parse(path).getroot()
        self.ns = root.get("ns", "")
        self.start = self._grammar(root, self.ns)
        self.elements = list(self._reachable())
        self._cost: dict[Node, float] = {}
        self._costs()
        self.direct = cache(self._direct)
        self.distance = cache(self._distance)

    def cost(self, node: Node) -> float:
        """How many elements the smallest match has; infinite where there is none."""
        return self._cost.get(node, 0)

    def attribute_names(self) -> set[str]:
        """Every attribute that is named, as `local` or `{namespace}local`."""
        nodes = (node for node in self._nodes() if node.kind == "attribute" and node.name)
        return {f"{{{node.ns}}}{node.name}" if node.ns else node.name for node in nodes}

    # Reading

    def _grammar(self, root: etree._Element, ns: str) -> Node:
        defines: dict[str, Node] = {}
        for define in root.iterchildren(f"{RNG}define"):
            assert define.get("name") not in defines, f"{define.get('name')} is defined twice"
            defines[str(define.get("name"))] = Node("group")
        for define in root.iterchildren(f"{RNG}define"):
            defines[str(define.get("name"))].parts = self._all(define, ns, defines)
        (start,) = root.iterchildren(f"{RNG}start")
        return Node("group", parts=self._all(start, ns, defines))

    def _all(self, parent: etree._Element, ns: str, defines: dict[str, Node]) -> list[Node]:
        children = (child for child in parent if isinstance(child.tag, str) and child.tag.startswith(RNG))
        return [self._node(child, ns, defines) for child in children]

    def _node(self, element: etree._Element, ns: str, defines: dict[str, Node]) -> Node:
        kind = element.tag.removeprefix(RNG)
        ns = element.get("ns", ns)
        match kind:
            case "grammar":
                return self._grammar(element, ns)
            case "ref":
                return Node("group", parts=[defines[str(element.get("name"))]])
            case "value":
                return Node("value", value=element.text or "")
            case "data":
                params = tuple(
                    (str(child.get("name")), child.text or "") for child in element.iterchildren(f"{RNG}param")
                )
                return Node("data", name=str(element.get("type")), params=params)
            case "anyName" | "nsName" | "name":
                node = Node(kind, name=(element.text or "").strip(), ns=ns)
                node.excluded = [part for child in element for part in self._all(child, ns, defines)]
                return node
            case "element" | "attribute":
                parts = self._all(element, ns, defines)
                if (name := element.get("name")) is None:
                    return Node(kind, parts=parts[1:], excluded=parts[:1])
                if name.startswith("xml:"):
                    return Node(kind, name[4:], XML, parts=parts)
                return Node(kind, name, ns if kind == "element" else element.get("ns", ""), parts=parts)
            case (
                "optional"
                | "zeroOrMore"
                | "oneOrMore"
                | "list"
                | "group"
                | "choice"
                | "interleave"
                | "text"
                | "empty"
                | "notAllowed"
            ):
                return Node(kind, parts=self._all(element, ns, defines))
        raise AssertionError(f"line {element.sourceline}: {kind} is not known to the generator")

    # What is known of patterns

    def _reachable(self) -> Iterator[Node]:
        seen = {self.start}
        waiting = [self.start]
        while waiting:
            node = waiting.pop(0)
            if node.kind == "element":
                yield node
            for part in node.parts:
                if part not in seen:
                    seen.add(part)
                    waiting.append(part)

    def _costs(self) -> None:
        """The least solution, from below infinity: repeated until nothing gets cheaper."""
        nodes = list(self._nodes())
        self._cost = {node: float("inf") for node in nodes}
        changed = True
        while changed:
            changed = False
            for node in reversed(nodes):
                inner = [self._cost[part] for part in node.parts]
                match node.kind:
                    case "element":
                        cost = 1 + sum(inner)
                    case "choice":
                        cost = min(inner)
                    case "optional" | "zeroOrMore":
                        cost = 0
                    case "notAllowed":
                        cost = float("inf")
                    case "attribute":
                        cost = 0
                    case _:
                        cost = sum(inner)
                if cost < self._cost[node]:
                    self._cost[node] = cost
                    changed = True

    def _nodes(self) -> Iterator[Node]:
        seen = {self.start}
        waiting = [self.start]
        while waiting:
            node = waiting.pop()
            yield node
            for part in node.parts:
                if part not in seen:
                    seen.add(part)
                    waiting.append(part)

    def _direct(self, node: Node) -> frozenset[Node]:
        """The elements that a pattern may bring without entering one."""
        found: set[Node] = set()
        seen: set[Node] = set()
        waiting = [node]
        while waiting:
            here = waiting.pop()
            if here in seen:
                continue
            seen.add(here)
            if here.kind == "element":
                if self._cost[here] < float("inf"):
                    found.add(here)
            elif here.kind != "attribute":
                waiting.extend(here.parts)
        return frozenset(found)

    def _distance(self, goal: Node) -> dict[Node, int]:
        """How many steps down each element is from the goal."""
        parents: dict[Node, set[Node]] = {}
        for element in self.elements:
            for part in element.parts:
                for child in self.direct(part):
                    parents.setdefault(child, set()).add(element)
        found = {goal: 0}
        waiting = [goal]
        while waiting:
            node = waiting.pop(0)
            for parent in parents.get(node, ()):
                if parent not in found:
                    found[parent] = found[node] + 1
                    waiting.append(parent)
        return found


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


_STRINGS = (
    *(
        "a",
        "x1",
        "en",
        "Tokyo",
        "総理",
        "クリントン",
        "b-c",
        "A.B",
        "é",
        "main",
        "word",
        "#a",
        "0",
        "1",
        "2",
        "12",
        "1994",
        "-3",
        "0.5",
        ".5",
    ),
    *(
        "1.0",
        "3/4",
        "-3/4",
        "1.0.0",
        "1.0rc1",
        "4.9.0",
        "2a3",
        "tei:p",
        "http://example.org/a?b=c",
        "urn:x:y",
        "80mm",
        "50%",
        "-1em",
        "1,2",
    ),
    *(
        "1,2 3,4",
        "10,20 30,40 50,60",
        "0.3,7",
        "true",
        "ja-Latn",
        "x-klingon",
        "#id1",
        "../a.xml#b",
        "one two",
        " lead",
        "",
        "ü/ß",
        "U+3042",
    ),
    *(
        "1st",
        "60Hz",
        "text/xml",
        "image/jpeg",
        "application/x-tei+xml",
        "P1Y",
        "--02-13",
        "Latn",
        "Jpan",
        "US",
        "+81",
        "(b)(1)",
        "0,0 1,1 2,0",
    ),
)
_TYPES: dict[str, tuple[str, ...]] = {
    "date": ("1994-02-13", "2000-02-29", "-0043-03-15", "1994-02-13Z", "1994-02-13+09:00"),
    "gYear": ("1994", "-0043", "12024"),
    "gMonth": ("--02", "--12"),
    "gDay": ("---01", "---31"),
    "gYearMonth": ("1994-02", "1994-12Z"),
    "gMonthDay": ("--02-29", "--12-31"),
    "time": ("11:35:00", "23:59:59.5", "00:00:00Z"),
    "dateTime": ("1994-02-13T11:35:00", "1994-02-13T11:35:00-05:00", "2024-12-31T23:59:59Z"),
    "duration": ("PT1H35M", "P1Y2M3DT4H", "-P1D", "PT0.5S"),
    "decimal": ("0", "1", "0.5", "-3.25", "1.0", "00.70", ".5", "12"),
    "double": ("0", "1.5", "-2E3", "INF", "NaN"),
    "float": ("0", "1.5", "-2E3"),
    "integer": ("0", "-12", "+7"),
    "nonNegativeInteger": ("0", "1", "300", "+7"),
    "positiveInteger": ("1", "300"),
    "int": ("0", "-12"),
    "boolean": ("true", "false", "0", "1"),
    "language": ("en", "ja", "ja-Latn", "en-GB", "x-klingon"),
    "anyURI": ("#a", "a.xml", "http://example.org/?q=%20", "urn:x:y", "../b#c", "person:clinton", "総理"),
    "Name": ("a", "tei:p", "_x", "総理"),
    "NCName": ("a", "_x", "b-1.c", "総理"),
    "NMTOKEN": ("1a", "-", "a:b"),
    "QName": ("a", "xml:b"),
    "IDREF": ("id1",),
}


@cache
def samples(type_name: str, params: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Values of a data type with its facets, simplest first; an assertion where none is known, because then none would be tried."""
    values = _TYPES.get(type_name, _STRINGS if type_name in ("string", "token", "normalizedString") else ())
    fits: list[Callable[[str], bool]] = []
    for name, text in params:
        if name == "pattern":
            matcher = re.compile(translate_pattern(text, back_references=False, lazy_quantifiers=False, anchors=False))
            fits.append(lambda value, matcher=matcher: matcher.fullmatch(value) is not None)  # type: ignore[misc]
        elif name in ("minInclusive", "maxInclusive"):
            bound = float(text)
            fits.append(
                (lambda value, bound=bound: float(value) >= bound)  # type: ignore[misc]
                if name == "minInclusive"
                else (lambda value, bound=bound: float(value) <= bound)  # type: ignore[misc]
            )
        elif name in ("minLength", "maxLength"):
            limit = int(text)
            fits.append(
                (lambda value, limit=limit: len(value) >= limit)  # type: ignore[misc]
                if name == "minLength"
                else (lambda value, limit=limit: len(value) <= limit)  # type: ignore[misc]
            )
        else:
            raise AssertionError(f"facet {name} is not known to the generator")
    collapsed = (value if type_name == "string" else " ".join(value.split()) for value in values)
    found = tuple(dict.fromkeys(value for value in collapsed if all(fit(value) for fit in fits)))
    assert found, f"the generator knows no value of {type_name} {params}"
    return found


def _qualified(key: tuple[str, str]) -> str:
    ns, local = key
    if not ns:
        return local
    assert ns in _PREFIXES, f"the generator has no prefix for {ns}"
    return f"{_PREFIXES[ns]}:{local}"
