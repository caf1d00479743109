"""Where elements and attributes stand in the text of a file: line, column, offset.

lxml knows lines alone, and only up to 65,535. A pass with expat finds every start tag; it is made when the first finding
of a file needs it, so that sound files do not pay for it.
"""

from __future__ import annotations

import contextlib
import re
from bisect import bisect_right
from typing import NamedTuple
from xml.parsers import expat

from lxml import etree

_ATTRIBUTE = re.compile(rb"""([^\s=/>"'<]+)\s*=\s*("[^"]*"|'[^']*')""")
_NAME = re.compile(rb"<[^\s/>]+")


class Place(NamedTuple):
    """A place in a text, counted from 1 (line, column in characters) and 0 (offset in bytes of UTF-8)."""

    line: int
    column: int
    offset: int


class AttributePlace(NamedTuple):
    """Where an attribute stands: its name, and the bytes of its value without the quotes."""

    place: Place
    start: int
    end: int


class Positions:
    """The places of all start tags of a document, in document order.

    Args:
        data: The document as UTF-8, well-formed.
        root: The root of the tree that was parsed from it.
    """

    def __init__(self, data: bytes, root: etree._Element):
        self._data = data
        self._offsets: list[int] = []
        self._instructions: list[tuple[str, int]] = []
        self._lines = [0]
        self._lines.extend(match.end() for match in re.finditer(rb"\r\n|\r|\n", data))
        parser = expat.ParserCreate("utf-8", "}")
        parser.buffer_text = False

        def start(_name: str, _attributes: object) -> None:
            self._offsets.append(parser.CurrentByteIndex)

        def instruction(target: str, _data: str) -> None:
            self._instructions.append((target, parser.CurrentByteIndex))

        parser.StartElementHandler = start
        parser.ProcessingInstructionHandler = instruction
        with contextlib.suppress(expat.ExpatError):  # lxml accepted it: what was found so far still serves
            parser.Parse(data, True)
        self._tag: tuple[int | None, dict[str, AttributePlace]] = (None, {})
        self._ordinal: dict[int, int] = {}
        # The elements must be held: lxml makes a new proxy, with a new id, when nobody holds the old one.
        self._held = list(root.iter(etree.Element))
        for number, node in enumerate(self._held):
            self._ordinal[id(node)] = number

    def _here(self, offset: int) -> Place:
        line = bisect_right(self._lines, offset)
        start = self._lines[line - 1]
        return Place(line, len(self._data[start:offset].decode("utf-8", "replace")) + 1, offset)

    def element(self, node: etree._Element) -> Place | None:
        """The `<` of an element's start tag."""
        number = self._ordinal.get(id(node))
        if number is None or number >= len(self._offsets):
            return None
        return self._here(self._offsets[number])

    def end_of_name(self, node: etree._Element) -> int | None:
        """The offset after the name in the start tag: where an attribute can be put in."""
        if (place := self.element(node)) is None:
            return None
        match = _NAME.match(self._data, place.offset)
        return match.end() if match else None

    def attributes(self, node: etree._Element) -> dict[str, AttributePlace]:
        """The attributes of an element by the names that the file writes (`xml:id`)."""
        end = self.end_of_name(node)
        if end is None or self._tag[0] != end:
            self._tag = (end, self._attributes(end))
        return self._tag[1]

    def _attributes(self, end: int | None) -> dict[str, AttributePlace]:
        """The attributes of the start tag whose name ends here."""
        found: dict[str, AttributePlace] = {}
        while end is not None:
            gap = re.compile(rb"\s+").match(self._data, end)
            match = _ATTRIBUTE.match(self._data, gap.end()) if gap else None
            if match is None:
                return found
            name = match[1].decode("utf-8", "replace")
            found[name] = AttributePlace(self._here(match.start()), match.start(2) + 1, match.end(2) - 1)
            end = match.end()
        return found

    def attribute(self, node: etree._Element, name: str) -> Place | None:
        """The first letter of an attribute's name; of the element where it has no such attribute."""
        short = name.removeprefix("@")
        places = self.attributes(node)
        if short.startswith("{"):
            namespace, _, local = short[1:].partition("}")
            bindings = {"xml": "http://www.w3.org/XML/1998/namespace", **node.nsmap}
            prefixes = [prefix for prefix, bound in bindings.items() if prefix and bound == namespace]
            short = next((f"{prefix}:{local}" for prefix in prefixes if f"{prefix}:{local}" in places), local)
        if short in places:
            return places[short].place
        for written, at in places.items():
            if written.rpartition(":")[2] == short.rpartition(":")[2]:
                return at.place
        return self.element(node)

    def instructions(self, target: str) -> list[Place]:
        """The places of the processing instructions with this target, in order."""
        return [self._here(offset) for name, offset in self._instructions if name == target]
