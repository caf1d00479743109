"""Where in a document a tag or an attribute is."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, Protocol
from xml.parsers import expat


class Place(NamedTuple):
    """A place in a document.

    Attributes:
        line: Counted from 1; `None` where it is not known.
        column: Counted from 1, in characters; `None` where it is not known.
        offset: In bytes from the start; `None` where it is not known.
    """

    line: int | None
    column: int | None
    offset: int | None


NOWHERE = Place(None, None, None)

_ATTRIBUTE = re.compile(r"""([^\s=<>/"']+)\s*=\s*("[^"]*"|'[^']*')""")
_LINE_END = re.compile(r"\r\n|\r|\n")
_SCANNED = 1 << 16


class Places(Protocol):
    """Where the reader is."""

    def here(self) -> Place:
        """The tag or text that is being read."""

    def attribute(self, name: str) -> Place:
        """An attribute of the start tag that is being read, by its name as written; else the tag."""


class ParserPlaces:
    """Places in a document that expat reads.

    Args:
        parser: Reads it; its handler of the XML declaration is taken, to know the encoding.
    """

    def __init__(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        self._encoding: str | None = None
        self._tag: tuple[int | None, dict[str, Place]] = (None, {})
        parser.XmlDeclHandler = self._declared

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self._encoding = encoding

    def here(self) -> Place:
        """The event that expat reports."""
        parser = self._parser
        return Place(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, parser.CurrentByteIndex)

    def attribute(self, name: str) -> Place:
        """An attribute of the start tag, found in its text; else the tag."""
        place = self.here()
        if place.offset is None or self._tag[0] != place.offset:
            self._tag = (place.offset, self._attributes(place))
        return self._tag[1].get(name, place)

    def _attributes(self, place: Place) -> dict[str, Place]:
        """The places of all attributes of the start tag, by their names as written."""
        found: dict[str, Place] = {}
        data: bytes | None = self._parser.GetInputContext()
        if not data or place.line is None or place.column is None or place.offset is None:
            return found
        data = data[:_SCANNED]
        # Documents in UTF-16 need not say so: the first character of a tag tells.
        encoding = self._encoding or "utf-8"
        if data[:2] == b"<\0":
            encoding = "utf-16-le"
        elif data[:2] == b"\0<":
            encoding = "utf-16-be"
        try:
            text = data.decode(encoding, errors="ignore")
        except LookupError:
            return found
        tag = re.match(r"<[^\s/>]+", text)
        if tag is None:
            return found  # within an entity: the reference to it is the place
        at, seen = tag.end(), 0
        line, column, offset = place.line, place.column, place.offset
        while match := _ATTRIBUTE.search(text, at):
            if text[at : match.start()].strip():
                break
            passed = text[seen : match.start()]
            ends = [end.end() for end in _LINE_END.finditer(passed)]
            line += len(ends)
            column = len(passed) - ends[-1] + 1 if ends else column + len(passed)
            offset += len(passed.encode(encoding))
            seen, at = match.start(), match.end()
            found.setdefault(match[1], Place(line, column, offset))
        return found


class TreePlaces:
    """Places in an lxml tree: the line of the element that is being read."""

    def __init__(self) -> None:
        self.element: Any = None

    def here(self) -> Place:
        """The line that lxml remembers of the element."""
        return Place(getattr(self.element, "sourceline", None), None, None)

    def attribute(self, name: str) -> Place:
        """The line of the element: of attributes lxml remembers none."""
        return self.here()
