"""Documents with one fault put in on purpose: what was done, where, and which names a good message would say.

Faults are cut into the text, so that places stay exact. Everything follows from a seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

_ATTRIBUTE = re.compile(rb"""\s+([^\s=<>/"']+)\s*=\s*("[^"]*"|'[^']*')""")


@dataclass(eq=False)
class Node:
    """An element of a document, with the places of its tags in the bytes."""

    name: str
    start: int
    parent: Node | None
    content: int = 0
    content_end: int = 0
    end: int = 0
    children: list[Node] = field(default_factory=list)
    attributes: list[tuple[str, str, int, int]] = field(default_factory=list)
    text: bool = False

    @property
    def empty_tag(self) -> bool:
        return self.content == self.end


@dataclass(frozen=True)
class Mutant:
    """A document with a fault.

    Attributes:
        kind: What was done.
        data: The document.
        lines: The first and last line on which a message about the fault makes sense.
        names: Names of which a good message says one: `@x` for attributes.
    """

    kind: str
    data: bytes
    lines: tuple[int, int]
    names: frozenset[str]


def parse(data: bytes) -> list[Node]:
    """The elements of a document in document order."""
    nodes: list[Node] = []
    stack: list[Node] = []
    parser = expat.ParserCreate()

    def start(name: str, _attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        node = Node(name, at, stack[-1] if stack else None)
        position = at + 1 + len(name.encode())
        while match := _ATTRIBUTE.match(data, position):
            node.attributes.append((match[1].decode(), match[2][1:-1].decode(), match.start(1), match.end()))
            position = match.end()
        node.content = data.index(b">", position) + 1
        if stack:
            stack[-1].children.append(node)
        stack.append(node)
        nodes.append(node)

    def end(_name: str) -> None:
        node = stack.pop()
        at = parser.CurrentByteIndex
        if data[node.content - 2 : node.content] == b"/>":
            node.content_end = node.end = node.content
        else:
            node.content_end = at
            node.end = data.index(b">", at) + 1

    def characters(text: str) -> None:
        if text.strip():
            stack[-1].text = True

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.Parse(data, True)
    return nodes


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _misspell(name: str, rng: random.Random) -> str:
    prefix, colon, local = name.rpartition(":")
    at = rng.randrange(len(local) - 1) if len(local) > 1 else 0
    kind = rng.randrange(3)
    if kind == 0 and len(local) > 3 and local[at] != local[at + 1]:
        local = local[:at] + local[at + 1] + local[at] + local[at + 2 :]
    elif kind == 1 and len(local) > 4:
        local = local[:at] + local[at + 1 :]
    else:
        local = local[: at + 1] + local[at] + local[at + 1 :]
    return prefix + colon + local


def _rename(data: bytes, node: Node, new: str) -> bytes:
    old = node.name.encode()
    if not node.empty_tag:
        data = data[: node.content_end + 2] + new.encode() + data[node.content_end + 2 + len(old) :]
    return data[: node.start + 1] + new.encode() + data[node.start + 1 + len(old) :]


class Mutator:
    """Puts faults into one document.

    Args:
        data: A valid document in UTF-8.
        names: Names of elements that the schema has.
    """

    def __init__(self, data: bytes, names: list[str]) -> None:
        self.data = data
        self.names = names
        self.nodes = parse(data)
        self.kinds: list[Callable[[random.Random], Mutant | None]] = [
            self.misspelt_element,
            self.other_element,
            self.misspelt_attribute,
            self.unknown_attribute,
            self.deleted_attribute,
            self.moved_attribute,
            self.spoilt_value,
            self.duplicate_id,
            self.deleted_element,
            self.doubled_element,
            self.swapped_elements,
            self.stray_text,
            self.emptied_element,
            self.unwrapped_element,
            self.wrapped_element,
            self.inserted_element,
            self.lost_namespace,
            self.unclosed_element,
            self.bare_ampersand,
            self.undefined_entity,
        ]

    def mutants(self, rng: random.Random, count: int) -> Iterator[Mutant]:
        """So many faults, of all kinds in turn."""
        made = 0
        tries = 0
        while made < count and tries < count * 20:
            kind = self.kinds[tries % len(self.kinds)]
            tries += 1
            mutant = kind(rng)
            if mutant is not None and mutant.data != self.data:
                made += 1
                yield mutant

    def _pick(self, rng: random.Random, among: list[Node]) -> Node | None:
        return rng.choice(among) if among else None

    def _mutant(self, kind: str, data: bytes, first: int, last: int, *names: str) -> Mutant:
        return Mutant(kind, data, (_line(data, first), _line(data, min(last, len(data)))), frozenset(names))

    def misspelt_element(self, rng: random.Random) -> Mutant | None:
        node = rng.choice(self.nodes)
        new = _misspell(node.name, rng)
        return self._mutant("misspelt element", _rename(self.data, node, new), node.start, node.content, new)

    def other_element(self, rng: random.Random) -> Mutant | None:
        node = rng.choice(self.nodes)
        new = rng.choice(self.names)
        if new == node.name:
            return None
        inside = [child.name for child in node.children] + [f"@{name}" for name, *_rest in node.attributes]
        parent = [node.parent.name] if node.parent else []
        data = _rename(self.data, node, new)
        return self._mutant("other element", data, node.start, node.end + len(new), new, node.name, *inside, *parent)

    def misspelt_attribute(self, rng: random.Random) -> Mutant | None:
        node = self._pick(rng, [n for n in self.nodes if any("xmlns" not in a[0] for a in n.attributes)])
        if node is None:
            return None
        name, _value, start, _end = rng.choice([a for a in node.attributes if "xmlns" not in a[0]])
        new = _misspell(name, rng)
        data = self.data[:start] + new.encode() + self.data[start + len(name.encode()) :]
        return self._mutant("misspelt attribute", data, node.start, node.content, f"@{new}", f"@{name}")

    def unknown_attribute(self, rng: random.Random) -> Mutant | None:
        node = rng.choice(self.nodes)
        new = rng.choice(["colour", "classification", "xlink", "datum", "zzz"])
        at = node.start + 1 + len(node.name.encode())
        data = self.data[:at] + f' {new}="1"'.encode() + self.data[at:]
        return self._mutant("unknown attribute", data, node.start, node.content, f"@{new}")

    def deleted_attribute(self, rng: random.Random) -> Mutant | None:
        node = self._pick(rng, [n for n in self.nodes if any("xmlns" not in a[0] for a in n.attributes)])
        if node is None:
            return None
        name, _value, start, end = rng.choice([a for a in node.attributes if "xmlns" not in a[0]])
        data = self.data[:start].rstrip() + self.data[end:]
        return self._mutant("deleted attribute", data, node.start, node.content, f"@{name}", node.name)

    def moved_attribute(self, rng: random.Random) -> Mutant | None:
        node = self._pick(
            rng,
            [n for n in self.nodes if n.parent and any(a[0] != "xml:id" and "xmlns" not in a[0] for a in n.attributes)],
        )
        if node is None or node.parent is None:
            return None
        name, value, _start, _end = rng.choice([a for a in node.attributes if a[0] != "xml:id" and "xmlns" not in a[0]])
        if any(a[0] == name for a in node.parent.attributes):
            return None
        at = node.parent.start + 1 + len(node.parent.name.encode())
        data = self.data[:at] + f' {name}="{value}"'.encode() + self.data[at:]
        return self._mutant("moved attribute", data, node.parent.start, node.parent.content, f"@{name}")

    def spoilt_value(self, rng: random.Random) -> Mutant | None:
        node = self._pick(rng, [n for n in self.nodes if any("xmlns" not in a[0] for a in n.attributes)])
        if node is None:
            return None
        name, _value, start, end = rng.choice([a for a in node.attributes if "xmlns" not in a[0]])
        new = rng.choice(
            ["", "1850-2-3", "1994-02-30", "a b", "%", "en_GB", "X-", "12:60:00", "1e", "9a", "-", "T24:00:00"]
        )
        data = self.data[:start] + f'{name}="{new}"'.encode() + self.data[end:]
        return self._mutant("spoilt value", data, node.start, node.content, f"@{name}")

    def duplicate_id(self, rng: random.Random) -> Mutant | None:
        bearers = [(n, a) for n in self.nodes for a in n.attributes if a[0] == "xml:id"]
        if len(bearers) < 2:
            return None
        (first, one), (_second, other) = rng.sample(bearers, 2)
        data = self.data[: one[2]] + f'xml:id="{other[1]}"'.encode() + self.data[one[3] :]
        mutant = self._mutant("duplicate id", data, first.start, first.content, "@xml:id")
        second = _line(data, _second.start)
        return Mutant(mutant.kind, data, (min(mutant.lines[0], second), max(mutant.lines[1], second)), mutant.names)

    def deleted_element(self, rng: random.Random) -> Mutant | None:
        node = self._pick(rng, [n for n in self.nodes if n.parent])
        if node is None or node.parent is None:
            return None
        data = self.data[: node.start] + self.data[node.end :]
        siblings = [child.name for child in node.parent.children]
        last = node.parent.end - (node.end - node.start)
        return self._mutant("deleted element", data, node.parent.start, last, node.name, node.parent.name, *siblings)

    def doubled_element(self, rng: random.Random) -> Mutant | None:
        node = self._pick(rng, [n for n in self.nodes if n.parent and not _has_id(n)])
        if node is None:
            return None
        copy = self.data[node.start : node.end]
        data = self.data[: node.end] + copy + self.data[node.end :]
        return self._mutant("doubled element", data, node.start, node.end + len(copy), node.name)

    def swapped_elements(self, rng: random.Random) -> Mutant | None:
        pairs = [
            (first, second)
            for node in self.nodes
            for first, second in zip(node.children, node.children[1:], strict=False)
            if first.name != second.name
        ]
        if not pairs:
            return None
        first, second = rng.choice(pairs)
        between = self.data[first.end : second.start]
        data = (
            self.data[: first.start]
            + self.data[second.start : second.end]
            + between
            + self.data[first.start : first.end]
            + self.data[second.end :]
        )
        parent = [first.parent.name] if first.parent else []
        return self._mutant("swapped elements", data, first.start, second.end, first.name, second.name, *parent)

    def stray_text(self, rng: random.Random) -> Mutant | None:
        node = rng.choice(self.nodes)
        if node.empty_tag:
            data = self.data[: node.content - 2] + b">stray</" + node.name.encode() + b">" + self.data[node.content :]
            return self._mutant("stray text", data, node.start, node.content + 5, node.name)
        at = rng.choice([node.content, node.content_end, *(child.end for child in node.children)])
        data = self.data[:at] + b" stray " + self.data[at:]
        return self._mutant("stray text", data, at, at + 7, node.name)

    def emptied_element(self, rng: random.Random) -> Mutant | None:
        node = self._pick(rng, [n for n in self.nodes if n.content_end > n.content])
        if node is None:
            return None
        data = self.data[: node.content] + self.data[node.content_end :]
        return self._mutant("emptied element", data, node.start, node.content, node.name)

    def unwrapped_element(self, rng: random.Random) -> Mutant | None:
        node = self._pick(rng, [n for n in self.nodes if n.parent and not n.empty_tag])
        if node is None or node.parent is None:
            return None
        inside = self.data[node.content : node.content_end]
        data = self.data[: node.start] + inside + self.data[node.end :]
        names = [child.name for child in node.children] + [child.name for child in node.parent.children]
        last = node.parent.end - (node.end - node.start) + len(inside)
        return self._mutant("unwrapped element", data, node.start, last, node.name, node.parent.name, *names)

    def wrapped_element(self, rng: random.Random) -> Mutant | None:
        node = self._pick(rng, [n for n in self.nodes if n.parent])
        if node is None or node.parent is None:
            return None
        new = rng.choice(self.names)
        copy = self.data[node.start : node.end]
        data = self.data[: node.start] + f"<{new}>".encode() + copy + f"</{new}>".encode() + self.data[node.end :]
        return self._mutant(
            "wrapped element", data, node.start, node.end + 2 * len(new) + 5, new, node.name, node.parent.name
        )

    def inserted_element(self, rng: random.Random) -> Mutant | None:
        node = self._pick(rng, [n for n in self.nodes if not n.empty_tag])
        if node is None:
            return None
        new = rng.choice(self.names)
        at = rng.choice([node.content, node.content_end])
        data = self.data[:at] + f"<{new}/>".encode() + self.data[at:]
        names = [child.name for child in node.children]
        return self._mutant("inserted element", data, at, at + len(new) + 3, new, node.name, *names)

    def lost_namespace(self, rng: random.Random) -> Mutant | None:
        node = self._pick(rng, [n for n in self.nodes if not any("xmlns" in a[0] for a in n.attributes)])
        if node is None:
            return None
        at = node.start + 1 + len(node.name.encode())
        data = self.data[:at] + b' xmlns=""' + self.data[at:]
        return self._mutant("lost namespace", data, node.start, node.content, node.name)

    def unclosed_element(self, rng: random.Random) -> Mutant | None:
        node = self._pick(rng, [n for n in self.nodes if n.parent and not n.empty_tag])
        if node is None or node.parent is None:
            return None
        data = self.data[: node.content_end] + self.data[node.end :]
        return self._mutant("unclosed element", data, node.start, node.parent.end, node.name)

    def bare_ampersand(self, rng: random.Random) -> Mutant | None:
        node = self._pick(rng, [n for n in self.nodes if n.text])
        if node is None:
            return None
        data = self.data[: node.content] + b"A & B" + self.data[node.content :]
        return self._mutant("bare ampersand", data, node.content, node.content + 5, node.name)

    def undefined_entity(self, rng: random.Random) -> Mutant | None:
        node = self._pick(rng, [n for n in self.nodes if n.text])
        if node is None:
            return None
        data = self.data[: node.content] + b"&mdash;" + self.data[node.content :]
        return self._mutant("undefined entity", data, node.content, node.content + 7, node.name)


def _has_id(node: Node) -> bool:
    return any(a[0] == "xml:id" for a in node.attributes) or any(_has_id(child) for child in node.children)
