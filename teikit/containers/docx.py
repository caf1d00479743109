"""Word (DOCX): paragraphs, tables, text boxes, notes, comments and the numbers of lists, read from WordprocessingML itself.

Footnotes and endnotes become `[1]` in the text and `[1] …` at the end; comments stand in brackets where they were made. Tracked changes
are read as accepted and reported. Hidden text is left out and reported. Text that is merely blackened – black highlighting or shading
under dark letters – stops the conversion: everyone who opens the file can read it.

Format: ECMA-376 part 1, chapter 17.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

import regex
from lxml import etree

from teikit.containers.archive import member_bytes, opened, parsed
from teikit.containers.docx_numbering import Numbering
from teikit.containers.extracted import Extracted, PageText, told
from teikit.containers.flow import Flow, light, table_text
from teikit.errors import SourceError
from teikit.findings import Finding, Severity

_INSERTED = ("ins", "moveTo")
_DELETED = ("del", "moveFrom")
_PASSED_OVER = (
    *_DELETED,
    "delText",
    "instrText",
    "delInstrText",
    "pPr",
    "rPr",
    "tblPr",
    "trPr",
    "tcPr",
    "sectPr",
    "Fallback",
)


def extract(data: bytes, name: str) -> Extracted:
    """The text of a Word document.

    Raises:
        SourceError: It is broken, encrypted or too large, or text is only blackened.
    """
    with opened(data, name) as archive:
        document = _Document(archive, name)
    return Extracted(document.pages(), "Word", tuple(document.findings()))


_HEX = regex.compile(r"[0-9A-Fa-f]{2,4}")


class _Document:
    """The parts of the file and what was met on the way."""

    def __init__(self, archive: zipfile.ZipFile, name: str):
        self.name = name
        main = _main_part(archive, name)
        self.body = self._part(archive, main)
        present = set(archive.namelist())
        parts = {
            kind: self._part(archive, f"word/{kind}.xml") if f"word/{kind}.xml" in present else None
            for kind in ("footnotes", "endnotes", "comments", "numbering", "styles")
        }
        self.notes = {kind: _by_id(parts[f"{kind}s"]) for kind in ("footnote", "endnote", "comment")}
        self.headers = [self._part(archive, one) for one in _furniture(archive, main, name, "header")]
        self.footers = [self._part(archive, one) for one in _furniture(archive, main, name, "footer")]
        self.numbering = Numbering(parts["numbering"], parts["styles"])
        self.flow = Flow()
        self.changes = 0
        self.comments = 0
        self.hidden = 0

    def _part(self, archive: zipfile.ZipFile, member: str) -> etree._Element:
        return parsed(member_bytes(archive, member, self.name), f"{self.name}!{member}")

    def pages(self) -> tuple[PageText, ...]:
        self.changes = sum(_local(one) in (*_INSERTED, *_DELETED) for one in self.body.iter())
        self.flow.headers = self._furniture(self.headers)
        for body in self.body:
            if _local(body) == "body":
                self._blocks(body)
        self.flow.footers = self._furniture(self.footers)
        return self.flow.pages()

    def findings(self) -> Iterator[Finding]:
        if self.changes:
            yield told(
                "TK921",
                self.name,
                f"the document has {self.changes} tracked changes; it is read as if all were accepted",
                "Accept or reject them in Word, and convert it again.",
                Severity.WARNING,
            )
        if self.comments:
            yield told(
                "TK922",
                self.name,
                f"{self.comments} comments stand in brackets where they were made",
                "Delete them in Word if they are no part of the transcript.",
            )
        if self.hidden:
            yield told(
                "TK923",
                self.name,
                f"{self.hidden} stretches are formatted as hidden text and left out",
                "Show or delete hidden text in Word.",
                Severity.WARNING,
            )

    def _furniture(self, parts: list[etree._Element]) -> list[str]:
        """Running heads or feet, each once; page numbers are the program's and not the text's."""
        texts = (self._paragraph(one).strip() for part in parts for one in part.iter("{*}p"))
        return list(dict.fromkeys(text for text in texts if text and not text.isdecimal()))

    def _blocks(self, parent: etree._Element | None) -> None:
        for one in parent if parent is not None else ():
            name = _local(one)
            if name == "p":
                if one.find("{*}pPr/{*}pageBreakBefore") is not None and self.flow.paragraphs:
                    self.flow.add("\f")
                boxes: list[etree._Element] = []
                self.flow.add(self.numbering.label(one) + self._paragraph(one, boxes))
                for box in boxes:
                    self._blocks(box)
            elif name == "tbl":
                for text in table_text(list(self._rows(one))):
                    self.flow.add(text)
            elif name == "AlternateContent":
                self._blocks(one.find("{*}Choice"))
            elif name and name not in _PASSED_OVER:
                self._blocks(one)

    def _rows(self, table: etree._Element) -> Iterator[list[str]]:
        for row in table.iter("{*}tr"):
            if next(row.iterancestors("{*}tbl")) is not table:
                continue
            cells = [one for one in row.iter("{*}tc") if next(one.iterancestors("{*}tr")) is row]
            yield ["\n".join(text for one in cell.iter("{*}p") if (text := self._cell(one)).strip()) for cell in cells]

    def _cell(self, paragraph: etree._Element) -> str:
        return self.numbering.label(paragraph) + self._paragraph(paragraph)

    def _paragraph(self, paragraph: etree._Element, boxes: list[etree._Element] | None = None) -> str:
        return "".join(self._inline(paragraph, boxes))

    def _inline(self, parent: etree._Element | None, boxes: list[etree._Element] | None) -> Iterator[str]:
        for one in parent if parent is not None else ():
            name = _local(one)
            if not name or name in _PASSED_OVER:
                continue
            if name == "r" and self._left_out(one):
                continue
            if name in ("t", "tab", "br", "cr", "noBreakHyphen", "sym", "ptab"):
                yield _letters(one, name)
            elif name in ("footnoteReference", "endnoteReference", "commentReference"):
                yield self._note(one, name.removesuffix("Reference"))
            elif name == "txbxContent":
                if boxes is None:
                    yield " " + " ".join(self._paragraph(inner) for inner in one.iter("{*}p"))
                else:
                    boxes.append(one)
            elif name == "AlternateContent":
                yield from self._inline(one.find("{*}Choice"), boxes)
            else:
                yield from self._inline(one, boxes)

    def _left_out(self, run: etree._Element) -> bool:
        """Whether a run is hidden; one that is merely blackened stops everything."""
        properties = run.find("{*}rPr")
        words = "".join(str(one.text or "") for one in run.iter("{*}t")).strip()
        if properties is None or not words.strip("■█▇▆▓ "):
            return False
        vanish = properties.find("{*}vanish")
        if vanish is not None and _value(vanish) not in ("0", "false", "off"):
            self.hidden += 1
            return True
        highlight, shading, colour = (properties.find(f"{{*}}{one}") for one in ("highlight", "shd", "color"))
        black = (highlight is not None and _value(highlight) == "black") or (
            shading is not None and _attribute(shading, "fill") == "000000"
        )
        if black and not light(_value(colour) if colour is not None else ""):
            raise SourceError(
                f"{len(words)} characters are only blackened over (black highlighting or shading) and can still be read: "
                "converting would leak them; replace them with ■ and convert again",
                file=self.name,
            )
        return False

    def _note(self, reference: etree._Element, kind: str) -> str:
        node = self.notes[kind].get(_attribute(reference, "id"))
        if node is None:
            return ""
        text = " ".join(text for one in node.iter("{*}p") if (text := self._paragraph(one).strip()))
        if kind == "comment":
            self.comments += 1
            author = _attribute(node, "author")
            return f"[Comment{f' by {author}' if author else ''}: {text}]"
        return self.flow.note(text)


def _letters(node: etree._Element, name: str) -> str:
    if name == "t":
        return " ".join(str(node.text or "").splitlines()) if "\n" in (node.text or "") else str(node.text or "")
    if name in ("tab", "ptab"):
        return "\t"
    if name == "br":
        return "\f" if _attribute(node, "type") == "page" else "\n"
    if name == "sym":
        given = _attribute(node, "char")
        code = int(given, 16) if _HEX.fullmatch(given) else 0
        # Symbol fonts live in the private use area; the low byte is the letter of the font, often ASCII.
        return chr(code & 0xFF if 0xF000 <= code <= 0xF0FF else code) if code else ""
    return "\n" if name == "cr" else "-"


def _by_id(part: etree._Element | None) -> dict[str, etree._Element]:
    if part is None:
        return {}
    # Separators are kept as notes of their own kind.
    return {
        _attribute(one, "id"): one for one in part if not _attribute(one, "type") or _attribute(one, "type") == "normal"
    }


def _main_part(archive: zipfile.ZipFile, name: str) -> str:
    """The part that holds the text; most often, not always, `word/document.xml`."""
    return next(iter(_related(archive, "_rels/.rels", "", name, "officeDocument")), "word/document.xml")


def _furniture(archive: zipfile.ZipFile, main: str, name: str, kind: str) -> list[str]:
    """The header or footer parts that the document refers to, in the order of their names."""
    folder, part = posixpath.split(main)
    return _related(archive, f"{folder}/_rels/{part}.rels", folder, name, kind)


def _related(archive: zipfile.ZipFile, member: str, folder: str, name: str, kind: str) -> list[str]:
    """The members that a part is related to in this way."""
    present = set(archive.namelist())
    if member not in present:
        return []
    found = {
        posixpath.normpath(posixpath.join("/", folder, str(one.get("Target", "")))).lstrip("/")
        for one in parsed(member_bytes(archive, member, name), f"{name}!{member}")
        if str(one.get("Type", "")).endswith(f"/{kind}")
    }
    return sorted(found & present)


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _attribute(node: etree._Element, name: str) -> str:
    return next((str(value) for key, value in node.attrib.items() if etree.QName(key).localname == name), "")


def _value(node: etree._Element) -> str:
    return _attribute(node, "val")
