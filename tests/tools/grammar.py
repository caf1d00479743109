"""A grammar in RELAX NG as a graph of patterns, with what a generator of documents has to know of each.

It reads the XML syntax as far as "teikit schema build" writes it (no `include`, no `parentRef`, no `mixed`), with code of its own, so
that it tells on the compiler rather than repeating it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lxml import etree

RNG = "{http://relaxng.org/ns/structure/1.0}"
XML = "http://www.w3.org/XML/1998/namespace"


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
