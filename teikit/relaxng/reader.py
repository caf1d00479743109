"""Feeds documents to expat: bytes, files and streams of any size, in pieces.

expat expands the entities that a document declares itself and bounds their growth. Those that lie outside the document,
or that nobody declared, would be left out in silence; here they stop the reading.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, Final, Protocol
from xml.parsers import expat

from teikit.relaxng.datatypes.datatype import Scope

CHUNK: Final = 1 << 16
_LARGEST_CHUNK: Final = 1 << 26


class EntityError(Exception):
    """A reference to an entity that cannot be followed; carries a sentence."""


class Handler(Protocol):
    """What takes the events of a document."""

    @property
    def start(self) -> Callable[[str, dict[str, str]], None]:
        """Takes a start tag: name and attributes, as `namespace}local`."""

    @property
    def characters(self) -> Callable[[str], None]:
        """Takes text."""

    @property
    def end(self) -> Callable[[str], None]:
        """Takes an end tag."""


def new_parser() -> expat.XMLParserType:
    """A parser of namespaces that joins adjacent text and refuses entities it cannot follow."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.SkippedEntityHandler = _skipped
    parser.ExternalEntityRefHandler = _external
    return parser


def _skipped(name: str, is_parameter: bool) -> None:
    if is_parameter:
        # Declarations that lie outside: what they declare is then undeclared here, which is said where it is used.
        return
    raise EntityError(f"the entity &{name}; is not declared in this document")


def _external(context: str, _base: str | None, system: str | None, _public: str | None) -> int:
    name = context.rpartition("\f")[2] if context else ""
    what = f"the entity &{name}; lies outside the document" if name else "an entity outside the document"
    raise EntityError(f"{what} ({system}), and is not read")


class Prefixes:
    """The prefixes in scope, for the values of QNames, and the unparsed entities, for those of ENTITY.

    Args:
        parser: The parser of the document; its handlers for namespaces and unparsed entities are taken.
    """

    def __init__(self, parser: expat.XMLParserType) -> None:
        self._bound: dict[str, list[str]] = {}
        self._unparsed: frozenset[str] = frozenset()
        parser.UnparsedEntityDeclHandler = self._declare
        parser.StartNamespaceDeclHandler = self._start
        parser.EndNamespaceDeclHandler = self._end

    def _start(self, prefix: str | None, uri: str | None) -> None:
        self._bound.setdefault(prefix or "", []).append(uri or "")

    def _end(self, prefix: str | None) -> None:
        self._bound[prefix or ""].pop()

    def _declare(self, name: str, *_ids: str | None) -> None:
        self._unparsed |= {name}

    def scope(self) -> Scope:
        """Prefix to namespace; the default namespace under the empty prefix."""
        bound = self._bound.items()
        found = Scope((prefix, uris[-1]) for prefix, uris in bound if uris and (uris[-1] or not prefix))
        found.unparsed_entities = self._unparsed
        found["xml"] = "http://www.w3.org/XML/1998/namespace"
        found.setdefault("", "")
        return found


class EncodingError(Exception):
    """A document in an encoding that cannot be read; carries a sentence."""


def feed(parser: expat.XMLParserType, source: bytes | BinaryIO, chunk: int = 0) -> None:
    """Give a document to the parser.

    Args:
        parser: With its handlers set.
        source: The document.
        chunk: The size of the pieces in which bytes are given; 0 gives them whole.

    Raises:
        expat.ExpatError: Where it is not well-formed.
        EntityError: At an entity that cannot be followed.
        EncodingError: Where the encoding that the document names cannot be read.
    """
    try:
        _feed(parser, source, chunk)
    except (LookupError, ValueError) as error:
        # Only what expat says of encodings: a mistake of ours must not pass for one of the document.
        ours = isinstance(error, KeyError | IndexError) or "encoding" not in str(error)
        if ours and not isinstance(error, UnicodeError):
            raise
        raise EncodingError("the encoding that the document names cannot be read") from None


def _feed(parser: expat.XMLParserType, source: bytes | BinaryIO, chunk: int) -> None:
    if isinstance(source, bytes):
        if not chunk:
            parser.Parse(source, True)
            return
        for start in range(0, len(source), chunk):
            parser.Parse(source[start : start + chunk], False)
        parser.Parse(b"", True)
        return
    size = chunk or CHUNK
    last = -1
    while piece := source.read(size):
        parser.Parse(piece, False)
        # A single token longer than the piece is scanned anew each time it grows, so let it grow faster.
        at = parser.CurrentByteIndex
        size = min(size * 2, _LARGEST_CHUNK) if at == last else (chunk or CHUNK)
        last = at
    parser.Parse(b"", True)
