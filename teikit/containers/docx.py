"""Word (DOCX): paragraphs, tables, text boxes, notes, comments, page breaks and the numbers of lists.

Footnotes and endnotes become `[1]` in the text and `[1] …` at the end; comments stand in brackets where they were made; running heads
stand beside the text. Runs in italics, bold and the like are set off. Tracked changes are read as accepted: what was deleted is counted
and left out, and so is hidden text. Text that is merely blackened – dark highlighting or shading under dark letters – stops the
conversion: everyone who opens the file can read it.

Without `teikit[docx]` a Word file cannot be read. Format: ECMA-376 part 1, chapter 17.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from teikit.containers.docx_formatting import Formatting
from teikit.containers.docx_numbering import Numbering
from teikit.containers.docx_package import Package
from teikit.containers.docx_xml import attribute, local, value
from teikit.containers.extracted import Extracted, PageText
from teikit.containers.flow import PAGE_BREAK, SOFT_PAGE_BREAK, Flow, table_text
from teikit.containers.set_off import own_letters, plain, set_off
from teikit.containers.word_processing import Met
from teikit.patterns import lazy_pattern

_INSERTED = ("ins", "moveTo")
_DELETED = ("del", "moveFrom")
_PROPERTIES = ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr")
_PASSED_OVER = (*_DELETED, *_PROPERTIES, "delText", "instrText", "delInstrText", "Fallback")
_LETTERS = ("t", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym", "lastRenderedPageBreak")
_HEX = lazy_pattern(r"[0-9A-Fa-f]{2,4}")
_BLACK = ("000000", "black", "#000000", "windowText", "tx1")


def extract(data: bytes, name: str) -> Extracted:
    """The text of a Word document.

    Raises:
        SourceError: It is broken, encrypted or too large, text is only blackened, or the library is not installed.
    """
    package = Package(data, name)
    try:
        document = _Document(package)
        pages = document.pages()
    finally:
        package.close()
    return Extracted(pages, "Word", tuple(document.met.findings()), document.met.left_out())


class _Document:
    """The parts of the file and what was met on the way."""

    def __init__(self, package: Package):
        self.met = Met(package.name, "Word")
        self.root = package.document()
        self.notes = {kind: _by_id(package.parts(f"{kind}s")) for kind in ("footnote", "endnote", "comment")}
        self.headers = package.parts("header")
        self.footers = package.parts("footer")
        styles = next(iter(package.parts("styles")), None)
        self.numbering = Numbering(next(iter(package.parts("numbering")), None), styles)
        self.formatting = Formatting(styles)
        self.flow = Flow()
        self.begun = ""

    def pages(self) -> tuple[PageText, ...]:
        self._look_around()
        self.flow.headers = self._furniture(self.headers)
        for body in self.root:
            if local(body) == "body":
                self._blocks(body)
        if self.begun:
            self.flow.add(self.begun)
        self.flow.footers = self._furniture(self.footers)
        return self.flow.pages()

    def _look_around(self) -> None:
        """What the body has beside text: changes, pictures, shapes."""
        for one in self.root.iter("{*}ins", "{*}moveTo", "{*}del", "{*}moveFrom"):
            self.met.changes += 1
            nested = any(local(above) in _DELETED for above in one.iterancestors())
            if local(one) in _DELETED and not nested and (gone := _all_text(one)).strip():
                self.met.deleted.add(gone)
        for one in self.root.iter("{*}blip", "{*}imagedata"):
            self.met.pictures += not any(local(above) == "Fallback" for above in one.iterancestors())
        self.met.shapes = sum(_is_black_shape(one) for one in self.root.iter("{*}wsp", "{*}rect"))

    def _furniture(self, parts: list[etree._Element]) -> list[str]:
        """Running heads or feet, each once; page numbers are the program's and not the text's."""
        texts = (plain(self._paragraph(one)).strip() for part in parts for one in part.iter("{*}p"))
        return list(dict.fromkeys(text for text in texts if text and not text.isdecimal()))

    def _blocks(self, parent: etree._Element | None) -> None:
        for one in parent if parent is not None else ():
            name = local(one)
            if name == "p":
                self._block(one)
            elif name == "tbl":
                for text in table_text(list(self._rows(one))):
                    self.flow.add(text)
            elif name == "AlternateContent":
                self._blocks(one.find("{*}Choice"))
            elif name and name not in _PASSED_OVER:
                self._blocks(one)

    def _block(self, paragraph: etree._Element) -> None:
        properties = paragraph.find("{*}pPr")
        boxes: list[etree._Element] = []
        label = self.numbering.label(paragraph)
        text = self.begun + label + self._paragraph(paragraph, boxes)
        self.begun = ""
        if self.formatting.breaks_page(properties) and self.flow.paragraphs:
            text = PAGE_BREAK + text
        if properties is not None and properties.find("{*}rPr/{*}del") is not None and not boxes:
            # Its end is deleted, so the next paragraph goes on with it.
            self.begun = text
            return
        if properties is not None and _ends_page(properties.find("{*}sectPr")):
            text += PAGE_BREAK
        self.flow.add(text)
        for box in boxes:
            self._blocks(box)

    def _rows(self, table: etree._Element) -> Iterator[list[str]]:
        for row in table.iter("{*}tr"):
            if next(row.iterancestors("{*}tbl")) is not table:
                continue
            cells = [one for one in row.iter("{*}tc") if next(one.iterancestors("{*}tr")) is row]
            yield ["\n".join(text for one in cell.iter("{*}p") if (text := self._cell(one)).strip()) for cell in cells]

    def _cell(self, paragraph: etree._Element) -> str:
        # A text box inside a cell is read with the paragraph that holds it.
        if any(local(one) == "txbxContent" for one in _until_cell(paragraph)):
            return ""
        return self.numbering.label(paragraph) + self._paragraph(paragraph)

    def _paragraph(self, paragraph: etree._Element, boxes: list[etree._Element] | None = None) -> str:
        return "".join(self._inline(paragraph, boxes))

    def _inline(self, parent: etree._Element | None, boxes: list[etree._Element] | None) -> Iterator[str]:
        for one in parent if parent is not None else ():
            name = local(one)
            if not name or name in _PASSED_OVER:
                continue
            if name == "r":
                if not self._hidden(one):
                    yield self._run(one, boxes)
            elif name in _LETTERS:
                yield _letters(one, name)
            elif name in ("footnoteReference", "endnoteReference", "commentReference"):
                yield self._note(one, name.removesuffix("Reference"))
            elif name == "txbxContent":
                if boxes is None:
                    yield " " + " ".join(self._paragraph(inner) for inner in one.iter("{*}p"))
                else:
                    boxes.append(one)
            elif name == "ruby":
                yield "".join(self._inline(one.find("{*}rubyBase"), boxes))
                if reading := "".join(self._inline(one.find("{*}rt"), boxes)):
                    yield f"（{reading}）"
            elif name == "AlternateContent":
                yield from self._inline(one.find("{*}Choice"), boxes)
            else:
                yield from self._inline(one, boxes)

    def _run(self, run: etree._Element, boxes: list[etree._Element] | None) -> str:
        """The letters of a run, with signs where it is set off; the mark of a note is raised by nature."""
        text = "".join(self._inline(run, boxes))
        if not text or any(local(one).endswith("Reference") for one in run if local(one)):
            return text
        return set_off(text, self.formatting.set_off(run))

    def _hidden(self, run: etree._Element) -> bool:
        """Whether a run is hidden; one that is merely blackened stops everything."""
        words = "".join(str(one.text or "") for one in run.iterchildren("{*}t"))
        if not words.strip():
            return False
        look = self.formatting.look(run)
        if look.hidden:
            self.met.hidden.add(words)
            return True
        self.met.seen(words, look.ground, look.ink)
        return False

    def _note(self, reference: etree._Element, kind: str) -> str:
        node = self.notes[kind].get(attribute(reference, "id"))
        if node is None:
            return ""
        # A note that refers to itself is read once.
        del self.notes[kind][attribute(reference, "id")]
        text = " ".join(text for one in node.iter("{*}p") if (text := self._paragraph(one).strip()))
        self.notes[kind][attribute(reference, "id")] = node
        return self.met.comment(attribute(node, "author"), text) if kind == "comment" else self.flow.note(text)


def _letters(node: etree._Element, name: str) -> str:
    if name == "t":
        text = own_letters(str(node.text or ""))
        return " ".join(text.splitlines()) if "\n" in text else text
    if name in ("tab", "ptab"):
        return "\t"
    if name == "br":
        return PAGE_BREAK if attribute(node, "type") == "page" else "\n"
    if name == "lastRenderedPageBreak":
        return SOFT_PAGE_BREAK
    if name == "sym":
        given = attribute(node, "char")
        code = int(given, 16) if _HEX.fullmatch(given) else 0
        # Symbol fonts live in the private use area; the low byte is the letter of the font, often ASCII.
        return chr(code & 0xFF if 0xF000 <= code <= 0xF0FF else code) if code else ""
    return "\n" if name == "cr" else "-"


def _by_id(parts: list[etree._Element]) -> dict[str, etree._Element]:
    # Separators are kept as notes of their own kind.
    notes = [one for part in parts for one in part if local(one)]
    return {attribute(one, "id"): one for one in notes if attribute(one, "type") in ("", "normal")}


def _ends_page(section: etree._Element | None) -> bool:
    """Whether a section ends with its page."""
    if section is None:
        return False
    kind = section.find("{*}type")
    return kind is None or value(kind) not in ("continuous", "nextColumn")


def _all_text(node: etree._Element) -> str:
    return "".join(str(one.text or "") for one in node.iter("{*}t", "{*}delText"))


def _until_cell(paragraph: etree._Element) -> Iterator[etree._Element]:
    for one in paragraph.iterancestors():
        if local(one) == "tc":
            return
        yield one


def _is_black_shape(shape: etree._Element) -> bool:
    """Whether a drawn shape is filled with black and has no words of its own."""
    if any(local(one) == "Fallback" for one in shape.iterancestors()) or _all_text(shape).strip():
        return False
    if local(shape) == "rect":
        return attribute(shape, "fillcolor").split(" ")[0] in _BLACK
    fill = shape.find("{*}spPr/{*}solidFill")
    return fill is not None and any(value(one) in _BLACK for one in fill)
