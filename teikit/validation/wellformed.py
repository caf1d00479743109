"""The first layer: a file read, decoded, parsed, or a finding that says in words why not.

Nothing is loaded from the network, no document type declaration is read unless asked for, and a file that is too large is
refused before it fills the memory. Sources: XML 1.0 (fifth edition), 2.1 and 4.3.3; Namespaces in XML 1.0.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit
from xml.parsers import expat

from lxml import etree

from teikit.findings import Finding, Location, Severity
from teikit.validation.document import Document

_DECLARATION = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[>]*(\[)?")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BEFORE_ROOT = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)


def parser(*, huge: bool = False, dtd: bool = False) -> etree.XMLParser:
    """A parser for documents. Duplicate identifiers are left to the rules: lxml would refuse the whole file for one."""
    entities: Any = True if dtd else "internal"
    return etree.XMLParser(
        collect_ids=False,
        no_network=True,
        load_dtd=dtd,
        resolve_entities=entities,
        attribute_defaults=False,
        huge_tree=huge,
    )


_PARSER = parser()


def read(name: str, path: Path | None, data: bytes, *, allow_dtd: bool = False) -> Document | Finding:
    """A document, or the finding that says why it is none.

    Args:
        name: The path as the user gave it.
        path: The file; `None` for standard input.
        data: Its bytes.
        allow_dtd: Whether a document type declaration, with local files, is read.
    """
    if not data.strip():
        return _finding(name, "empty", "the file is empty", "Remove it, or write the document.", 1, 1)
    text = _decode(name, data)
    if isinstance(text, Finding):
        return text
    start = text.find("<!DOCTYPE", 0, _BEFORE_ROOT.match(text).end() + 9)  # type: ignore[union-attr]
    has_dtd = start >= 0
    if has_dtd and not allow_dtd:
        line, column = _place(text, start)
        return _finding(
            name,
            "dtd",
            "the file has a document type declaration, which can name other files and define entities; it is not read",
            "Remove it, or trust the file with local ones by --allow-dtd.",
            line,
            column,
        )
    try:
        if has_dtd:
            root = etree.fromstring(data, _local_parser(), base_url=path.resolve().as_uri() if path else "")
        else:
            # libxml2 knows fewer names of encodings than Python does.
            foreign = not data.isascii() and _encoding(data) not in ("utf-8", "utf-16", "us-ascii")
            given = undeclared(text).encode("utf-8") if foreign else data
            root = etree.fromstring(given, _PARSER if len(data) < 9_000_000 else parser(huge=True))
    except etree.XMLSyntaxError as error:
        return explain(name, text, error)
    except ValueError as error:
        return _finding(name, "not-well-formed", f"the file cannot be read as XML: {error}", "", 1, 1)
    return Document(name, path, data, text, root, expanded=has_dtd)


class _LocalOnly(etree.Resolver):
    def resolve(self, system_url: str, public_id: str, context: Any = None) -> Any:
        parts = urlsplit(system_url or "")
        if parts.scheme in ("", "file"):
            return cast("Any", self).resolve_filename(unquote(parts.path), context)
        return cast("Any", self).resolve_empty(context)


def _local_parser() -> etree.XMLParser:
    made = parser(dtd=True)
    made.resolvers.add(_LocalOnly())
    return made


def _encoding(data: bytes) -> str:
    """The encoding that the XML declaration names, in small letters; `utf-8` where it names none."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    match = _DECLARATION.match(data[:200].removeprefix(b"\xef\xbb\xbf").decode("ascii", "replace"))
    return match[1].lower() if match else "utf-8" if data[:1] == b"<" and data[1:2] != b"\0" else "unknown"


def undeclared(text: str) -> str:
    """A document without an encoding in its XML declaration, and as long as before, so that places stay right."""
    if not text.startswith("<?xml"):
        return text
    end = text.find("?>")
    declaration = re.sub(r"""\s+encoding\s*=\s*("[^"]*"|'[^']*')""", lambda match: " " * len(match[0]), text[:end])
    return declaration + text[end:]


_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def _encoding_of(data: bytes) -> str:
    """The encoding by which bytes are read: by their mark, else what they look like, else what they say of themselves."""
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "")
    if encoding:
        return encoding
    if data[:2] in (b"<\0", b"\0<"):
        return "utf-16-le" if data[:2] == b"<\0" else "utf-16-be"
    match = _DECLARATION.match(data[:200].decode("ascii", "replace"))
    return match[1] if match else "utf-8"


def encoded(text: str, like: bytes) -> bytes:
    """A text in the encoding of a file, with its mark; what the encoding lacks as a character reference."""
    encoding = _encoding_of(like)
    if encoding == "utf-16":
        encoding = "utf-16-le" if like[:2] == b"\xff\xfe" else "utf-16-be"
        return like[:2] + text.encode(encoding)
    return text.encode(encoding, "xmlcharrefreplace")


def _decode(name: str, data: bytes) -> str | Finding:
    encoding = _encoding_of(data)
    try:
        return data.decode(encoding)
    except LookupError:
        return _finding(
            name, "encoding", f"the file says it is in {encoding}, which is unknown", "Save it as UTF-8.", 1, 1
        )
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode(encoding, "replace")) + 1
        if b"\0" in data[:1000] and not encoding.startswith("utf-16"):
            return _finding(name, "binary", "the file is not text: it has zero bytes", "Give a TEI file.", line, column)
        said = "says it is in" if _DECLARATION.match(data[:200].decode("ascii", "replace")) else "is taken for"
        return _finding(
            name,
            "encoding",
            f"the file {said} {encoding.upper()}, but the byte 0x{data[error.start]:02X} here is none of it",
            "Save the file as UTF-8, or name its real encoding in the XML declaration.",
            line,
            column,
        )


def explain(name: str, text: str, error: etree.XMLSyntaxError) -> Finding:
    """Why a text is not well-formed, at the place where it shows, with the tag that it goes back to."""
    open_tags: list[tuple[str, int, int]] = []
    checker = expat.ParserCreate("utf-8", "}")

    def start(tag: str, _attributes: object) -> None:
        open_tags.append((tag.rpartition("}")[2], checker.CurrentLineNumber, checker.CurrentColumnNumber + 1))

    def end(_tag: str) -> None:
        open_tags.pop()

    checker.StartElementHandler = start
    checker.EndElementHandler = end
    try:
        checker.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as problem:
        return _explained(name, text, problem, open_tags)
    line, column = error.position
    message = re.sub(r", line \d+, column \d+.*$", "", error.msg or "not well-formed")
    if "Excessive depth" in message:
        return _finding(
            name,
            "too-deep",
            "elements are nested more than 256 deep",
            "Look for an end tag that is missing in a long run of elements.",
            line,
            column,
        )
    return _finding(name, "not-well-formed", message[:1].lower() + message[1:], "", line, max(column, 1))


def _explained(name: str, text: str, problem: expat.ExpatError, open_tags: list[tuple[str, int, int]]) -> Finding:
    codes = expat.errors
    line, column = problem.lineno, problem.offset + 1
    lines = _LINE_END.split(text)
    rest = lines[line - 1][problem.offset :] if line <= len(lines) else ""
    reason = expat.ErrorString(problem.code)
    message, hint = f"not well-formed: {reason}", ""
    last = open_tags[-1] if open_tags else None
    if reason == codes.XML_ERROR_TAG_MISMATCH and last:
        closing = re.match(r"(?:</)?([^\s>]+)", rest)
        wrong = closing[1] if closing else ""
        message = f"</{wrong}> closes nothing here: <{last[0]}> of line {last[1]}:{last[2]} is still open"
        hint = f"Write </{last[0]}> before it, or correct one of the two names."
        column = max(column - 2, 1) if not rest.startswith("</") else column
    elif reason == codes.XML_ERROR_NO_ELEMENTS and last:
        message = f"the file ends before <{last[0]}> of line {last[1]}:{last[2]} is closed"
        hint = f"Write </{last[0]}>, or look for where the file was cut off."
    elif reason == codes.XML_ERROR_NO_ELEMENTS:
        message, hint = "there is no element in the file", "Give a TEI file."
    elif reason == codes.XML_ERROR_UNDEFINED_ENTITY:
        entity = re.match(r"&([^;\s]+);?", rest)
        message = f"the entity &{entity[1] if entity else ''}; is not defined"
        hint = "Write the character itself; XML knows only &amp; &lt; &gt; &quot; &apos;."
    elif reason == codes.XML_ERROR_DUPLICATE_ATTRIBUTE:
        message, hint = "the same attribute stands twice in this tag", "Leave one of them out."
    elif reason == codes.XML_ERROR_UNBOUND_PREFIX:
        message, hint = "a prefix here is bound to no namespace", "Declare it with xmlns:…, or correct it."
    elif reason == codes.XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
        message, hint = "something follows after the end of the root element", "A document has one root element."
    elif reason == codes.XML_ERROR_INVALID_TOKEN:
        before = lines[line - 1][: problem.offset] if line <= len(lines) else ""
        message, hint = _invalid_token(rest, before)
        column -= before.endswith(("&", "<"))
    elif reason in (codes.XML_ERROR_UNCLOSED_TOKEN, codes.XML_ERROR_UNCLOSED_CDATA_SECTION):
        message, hint = "what begins here is never closed", "Look for the missing > or quotation mark."
    elif reason == codes.XML_ERROR_MISPLACED_XML_PI:
        message = "the XML declaration does not stand at the very start of the file"
        hint = "Remove what stands before it, blank lines too."
    return _finding(name, "not-well-formed", message, hint, line, column)


def _invalid_token(rest: str, before: str) -> tuple[str, str]:
    first = rest[:1]
    if first == "&" or before.endswith("&"):
        return "a lone & in the text", "Write &amp; instead."
    if first == "<" or before.endswith("<"):
        return "a lone < in the text, or a tag without a name", "Write &lt; instead, or correct the tag."
    if first and ord(first) < 32:
        return f"the control character U+{ord(first):04X}, which XML forbids", "Remove it."
    return f"{first!r} cannot stand here" if first else "the file breaks off here", "Look for a slip in this tag."


def _place(text: str, offset: int) -> tuple[int, int]:
    ends = [match.end() for match in _LINE_END.finditer(text, 0, offset)]
    return len(ends) + 1, offset - (ends[-1] if ends else 0) + 1


def _finding(name: str, rule: str, message: str, hint: str, line: int, column: int) -> Finding:
    return Finding(f"xml:{rule}", Severity.ERROR, Location(name, line, column), message, hint)
