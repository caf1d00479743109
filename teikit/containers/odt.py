"""OpenDocument text (ODT): paragraphs, lists, tables, notes and comments, read from `content.xml`.

Footnotes and endnotes become `[1]` in the text and `[1] …` at the end; comments stand in brackets where they were made. Deletions that
are tracked lie outside the text and are reported. Text that is merely blackened by a black background stops the conversion.

Format: OpenDocument 1.3 part 3 (OASIS).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from teikit.containers.archive import member_bytes, opened, parsed
from teikit.containers.extracted import Extracted, PageText, told
from teikit.containers.flow import Flow, counted, light, table_text
from teikit.errors import SourceError
from teikit.findings import Finding, Severity

_PASSED_OVER = (
    "tracked-changes",
    "forms",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "annotation-end",
    "title",
    "desc",
)
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MIMETYPE = "application/vnd.oasis.opendocument.text"
_MOST_BLANKS = 200


def extract(data: bytes, name: str) -> Extracted:
    """The text of an OpenDocument text.

    Raises:
        SourceError: It is broken, encrypted or too large, is a sheet or a drawing, or text is only blackened.
    """
    with opened(data, name) as archive:
        if "mimetype" in archive.namelist():
            kind = member_bytes(archive, "mimetype", name).decode("ascii", "replace").strip()
            if not kind.startswith(_MIMETYPE):
                raise SourceError(f"this is an OpenDocument file, but no text ({kind}); save it as .odt", file=name)
        manifest = "META-INF/manifest.xml"
        if manifest in archive.namelist() and b"encryption-data" in member_bytes(archive, manifest, name):
            raise SourceError("this document is encrypted; save it without a password", file=name)
        root = parsed(member_bytes(archive, "content.xml", name), f"{name}!content.xml")
        styles = [root]
        if "styles.xml" in archive.namelist():
            styles.append(parsed(member_bytes(archive, "styles.xml", name), f"{name}!styles.xml"))
    document = _Document(root, styles, name)
    return Extracted(document.pages(), "OpenDocument", tuple(document.findings()))


class _Document:
    def __init__(self, root: etree._Element, styles: list[etree._Element], name: str):
        self.name = name
        self.root = root
        self.flow = Flow()
        self.comments = 0
        self.changes = sum(1 for _ in root.iter("{*}changed-region"))
        self.blackened = {
            _get(style, "name") for sheet in styles for style in sheet.iter("{*}style") if _blackens(style)
        }
        self.lists = {_get(one, "name"): one for sheet in styles for one in sheet.iter("{*}list-style")}

    def pages(self) -> tuple[PageText, ...]:
        for body in self.root.iterfind(".//{*}body/{*}text"):
            self._blocks(body)
        return self.flow.pages()

    def findings(self) -> Iterator[Finding]:
        if self.changes:
            yield told(
                "TK921",
                self.name,
                f"the document has {self.changes} tracked changes; it is read as if all were accepted",
                "Accept or reject them in the word processor, and convert it again.",
                Severity.WARNING,
            )
        if self.comments:
            yield told(
                "TK922",
                self.name,
                f"{self.comments} comments stand in brackets where they were made",
                "Delete them if they are no part of the transcript.",
            )

    def _blocks(self, parent: etree._Element) -> None:
        for one in parent:
            name = _local(one)
            if name in ("p", "h"):
                self.flow.add(self._paragraph(one))
            elif name == "list":
                self._list(one, "", 1)
            elif name == "table":
                for text in table_text(list(self._rows(one))):
                    self.flow.add(text)
            elif name == "soft-page-break":
                self.flow.add("\f")
            elif name and name not in _PASSED_OVER:
                self._blocks(one)

    def _list(self, node: etree._Element, style: str, level: int) -> None:
        style = _get(node, "style-name") or style
        number = 0
        for item in node:
            if _local(item) not in ("list-item", "list-header"):
                continue
            number += _local(item) == "list-item"
            label = self._label(style, level, number) if _local(item) == "list-item" else ""
            for one in item:
                if _local(one) == "list":
                    self._list(one, style, level + 1)
                elif _local(one) in ("p", "h"):
                    self.flow.add(label + self._paragraph(one))
                    label = ""

    def _label(self, style: str, level: int, number: int) -> str:
        for one in self.lists.get(style, ()):
            if _get(one, "level") == str(level):
                if _local(one) != "list-level-style-number":
                    return "- "
                shape = _get(one, "num-format")
                shown = counted(number, _FORMATS.get(shape, "decimal")) if shape else ""
                return f"{_get(one, 'num-prefix')}{shown}{_get(one, 'num-suffix')} " if shown else ""
        return "- "

    def _rows(self, table: etree._Element) -> Iterator[list[str]]:
        for row in table.iter("{*}table-row"):
            if next(row.iterancestors("{*}table")) is not table:
                continue
            cells = [one for one in row if _local(one) == "table-cell"]
            yield [
                "\n".join(text for one in cell.iter("{*}p", "{*}h") if (text := self._paragraph(one)).strip())
                for cell in cells
            ]

    def _paragraph(self, node: etree._Element) -> str:
        return "".join(self._inline(node))

    def _inline(self, node: etree._Element) -> Iterator[str]:
        yield self._words(node, node.text)
        for one in node:
            name = _local(one)
            if name == "s":
                count = _get(one, "c")
                yield " " * min(int(count) if count.isdecimal() else 1, _MOST_BLANKS)
            elif name == "tab":
                yield "\t"
            elif name == "line-break":
                yield "\n"
            elif name == "soft-page-break":
                yield "\f"
            elif name == "note":
                yield self._note(one)
            elif name == "annotation":
                self.comments += 1
                author = next((str(inner.text or "") for inner in one if _local(inner) == "creator"), "")
                words = " ".join(text for inner in one.iter("{*}p") if (text := self._paragraph(inner).strip()))
                yield f"[Comment{f' by {author}' if author else ''}: {words}]"
            elif name and name not in _PASSED_OVER:
                yield from self._inline(one)
            yield self._words(node, one.tail)

    def _words(self, node: etree._Element, text: str | None) -> str:
        """Characters with white space folded, as OpenDocument reads it; blackened ones stop everything."""
        if not text:
            return ""
        if _get(node, "style-name") in self.blackened and text.strip("■█▇▆▓ \n\t"):
            raise SourceError(
                f"{len(text.strip())} characters are only blackened over (black background) and can still be read: "
                "converting would leak them; replace them with ■ and convert again",
                file=self.name,
            )
        return _folded(text)

    def _note(self, note: etree._Element) -> str:
        words = " ".join(
            text
            for body in note
            if _local(body) == "note-body"
            for one in body.iter("{*}p", "{*}h")
            if (text := self._paragraph(one).strip())
        )
        return self.flow.note(words)


def _folded(text: str) -> str:
    """Runs of white space as one blank."""
    inner = " ".join(text.split())
    if not inner:
        return " "
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")


def _blackens(style: etree._Element) -> bool:
    """Whether a style of characters sets a black ground under letters that are not light."""
    if _get(style, "family") != "text":
        return False
    for one in style:
        if _local(one) == "text-properties" and _get(one, "background-color").lower() == "#000000":
            return not light(_get(one, "color").lstrip("#"))
    return False


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _get(node: etree._Element, name: str) -> str:
    return next((str(value) for key, value in node.attrib.items() if etree.QName(key).localname == name), "")
