"""OpenDocument text (ODT): paragraphs, lists with their numbers, tables, text boxes, notes, comments and page breaks, through odfdo.

Footnotes and endnotes become `[1]` in the text and `[1] …` at the end; comments stand in brackets where they were made; running heads
stand beside the text. Spans in italics, bold and the like are set off. Deletions that are tracked lie outside the text; they are counted
and left out, and so is hidden text. Text that is merely blackened by a dark background stops the conversion.

The package is opened within the limits that hold for every archive; odfdo gives its elements. The words are put together here, for
odfdo's own plain text has no numbers before the items of lists, folds no white space, tells neither hidden text nor blackened, and takes
no notice of pages.

Without `teikit[odt]` an OpenDocument text cannot be read. Format: OpenDocument 1.3 part 3 (OASIS).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from teikit.containers.archive import BROKEN, member_bytes, opened, parsed
from teikit.containers.extracted import Extracted, PageText, library
from teikit.containers.flow import PAGE_BREAK, SOFT_PAGE_BREAK, Flow, table_text
from teikit.containers.numbers import whole_number
from teikit.containers.odt_styles import Lists, Styles, get
from teikit.containers.set_off import own_letters, plain, set_off
from teikit.containers.word_processing import Met
from teikit.errors import SourceError

if TYPE_CHECKING:
    from odfdo import Element

_PASSED_OVER = (
    "text:tracked-changes",
    "office:forms",
    "text:sequence-decls",
    "text:variable-decls",
    "text:user-field-decls",
    "office:annotation-end",
    "svg:title",
    "svg:desc",
    "text:page-number",
)
_MIMETYPE = "application/vnd.oasis.opendocument.text"
_MOST_BLANKS = 200
_MOST_REPEATED = 64
_HEADERS = ("style:header", "style:header-first", "style:header-left")
_FOOTERS = ("style:footer", "style:footer-first", "style:footer-left")
_Around = tuple[tuple[str, str], ...]


def extract(data: bytes, name: str) -> Extracted:
    """The text of an OpenDocument text.

    Raises:
        SourceError: It is broken, encrypted or too large, is a sheet or a drawing, text is only blackened, or the library is not
            installed.
    """
    odfdo = library("odfdo", "odt", name)
    with opened(data, name) as archive:
        present = archive.namelist()
        if "mimetype" in present:
            kind = member_bytes(archive, "mimetype", name).decode("ascii", "replace").strip()
            if not kind.startswith(_MIMETYPE):
                raise SourceError(f"this is an OpenDocument file, but no text ({kind}); save it as .odt", file=name)
        manifest = "META-INF/manifest.xml"
        if manifest in present and b"encryption-data" in member_bytes(archive, manifest, name):
            raise SourceError("this document is encrypted; save it without a password", file=name)
        roots = [parsed(member_bytes(archive, "content.xml", name), f"{name}!content.xml")]
        if "styles.xml" in present:
            roots.append(parsed(member_bytes(archive, "styles.xml", name), f"{name}!styles.xml"))
    for root in roots:
        # Comments and instructions say nothing, and odfdo takes them for elements.
        etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    try:
        read = _Document([odfdo.Element.from_tag(root) for root in roots], name)
        pages = read.pages()
    except (*BROKEN, KeyError, TypeError, AttributeError, etree.XMLSyntaxError) as error:
        raise SourceError(
            "this OpenDocument text is not built as its format demands; save it again in LibreOffice", file=name
        ) from error
    return Extracted(pages, "OpenDocument", tuple(read.met.findings()), read.met.left_out())


class _Document:
    def __init__(self, parts: list[Element], name: str):
        self.content = parts[0]
        self.shared = parts[1:]
        self.styles = Styles(parts)
        self.lists = Lists(self.styles)
        self.met = Met(name, "the word processor")
        self.flow = Flow()

    def pages(self) -> tuple[PageText, ...]:
        self.met.changes = len(self.content.get_elements("descendant::text:changed-region"))
        for gone in self.content.get_elements("descendant::text:deletion"):
            if words := "".join(_words(gone)).strip():
                self.met.deleted.add(words)
        self.met.pictures = len(self.content.get_elements("descendant::draw:image"))
        self.met.shapes = sum(
            self._is_black(one)
            for one in self.content.get_elements("descendant::draw:rect | descendant::draw:custom-shape")
        )
        self.flow.headers = self._furniture(_HEADERS)
        for body in self.content.get_elements("office:body/office:text"):
            self._blocks(body, ())
        self.flow.footers = self._furniture(_FOOTERS)
        return self.flow.pages()

    def _is_black(self, shape: Element) -> bool:
        """Whether a drawn shape is filled with black and has no words of its own."""
        for part in (self.content, *self.shared):
            style = part.get_element(
                f"descendant::style:style[@style:name={_quoted(get(shape, 'draw:style-name'))}]/style:graphic-properties"
            )
            if style is not None:
                black = get(style, "draw:fill-color") == "#000000" and get(style, "draw:fill") in ("solid", "")
                return black and not "".join(_words(shape)).strip()
        return False

    def _furniture(self, names: tuple[str, ...]) -> list[str]:
        """Running heads or feet, each once; page numbers are the program's and not the text's."""
        found: list[str] = []
        for part in self.shared:
            for name in names:
                for one in part.get_elements(f"descendant::style:master-page/{name}/descendant::text:p"):
                    text = " ".join(plain(self._paragraph(one, ())).split())
                    if text and not text.isdecimal():
                        found.append(text)
        return list(dict.fromkeys(found))

    def _blocks(self, parent: Element, around: _Around) -> None:
        for one in parent.children:
            name = one.tag
            if name in ("text:p", "text:h"):
                label = (
                    self.lists.heading(whole_number(get(one, "text:outline-level")) or 1) if name == "text:h" else ""
                )
                self._block(one, around, "" if get(one, "text:is-list-header") == "true" else label)
            elif name == "text:list":
                self._list(one, "", 1, around)
            elif name == "table:table":
                self._table(one, around)
            elif name == "text:soft-page-break":
                self.flow.add(SOFT_PAGE_BREAK)
            elif name == "text:section" and get(one, "text:display") == "none":
                self.met.hidden.add("".join(_words(one)))
            elif isinstance(name, str) and name not in _PASSED_OVER:
                self._blocks(one, around)

    def _block(self, node: Element, around: _Around, label: str) -> None:
        boxes: list[Element] = []
        text = label + self._paragraph(node, around, boxes)
        before, after = self.styles.page_breaks(get(node, "text:style-name"))
        self.flow.add((PAGE_BREAK if before and self.flow.paragraphs else "") + text + (PAGE_BREAK if after else ""))
        for box in boxes:
            self._blocks(box, around)

    def _list(self, node: Element, style: str, level: int, around: _Around) -> None:
        style = get(node, "text:style-name") or style
        if not style:
            first = node.get_element("descendant::text:p")
            style = self.styles.list_of(get(first, "text:style-name")) if first is not None else ""
        continues = get(node, "text:continue-numbering") == "true" or bool(get(node, "text:continue-list"))
        self.lists.begin(style, level, continues)
        for item in node.children:
            if item.tag not in ("text:list-item", "text:list-header"):
                continue
            own = item.tag == "text:list-item"
            label = ""
            # An item that holds nothing but an inner list shows no number.
            if own and any(one.tag in ("text:p", "text:h") for one in item.children[:1]):
                label = self.lists.label(style, level, get(item, "text:start-value"))
            for one in item.children:
                if one.tag == "text:list":
                    self._list(one, style, level + 1, around)
                elif one.tag in ("text:p", "text:h"):
                    self._block(one, around, label)
                    label = ""
                elif one.tag == "text:soft-page-break":
                    self.flow.add(SOFT_PAGE_BREAK)

    def _table(self, table: Element, around: _Around) -> None:
        before, after = self.styles.page_breaks(get(table, "table:style-name"))
        texts = table_text(list(self._rows(table, around)))
        if texts and before and self.flow.paragraphs:
            texts[0] = PAGE_BREAK + texts[0]
        for text in texts:
            self.flow.add(text)
        if after:
            self.flow.add(PAGE_BREAK)

    def _rows(self, table: Element, around: _Around, sign: str = "") -> Iterator[list[str]]:
        for one in table.children:
            if one.tag == "text:soft-page-break":
                sign = SOFT_PAGE_BREAK
            elif one.tag == "table:table-row":
                cells = [cell for cell in one.children if cell.tag == "table:table-cell"]
                row = [text for cell in cells for text in self._cell(cell, around)]
                if row:
                    row[0] = sign + row[0]
                    sign = ""
                yield from [row] * _repeated(one, "table:number-rows-repeated", row)
            elif one.tag in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
                yield from self._rows(one, around, sign)
                sign = ""

    def _cell(self, cell: Element, around: _Around) -> list[str]:
        around = (("table-cell", get(cell, "table:style-name")), *around)
        paragraphs = cell.get_elements("descendant::text:p | descendant::text:h")
        # A note or text box inside the cell is read with the paragraph that holds it.
        outer = [
            one
            for one in paragraphs
            if not one.xpath("ancestor::text:note | ancestor::draw:text-box | ancestor::office:annotation")
        ]
        text = "\n".join(words for one in outer if (words := self._paragraph(one, around)).strip())
        return [text] * _repeated(cell, "table:number-columns-repeated", [text])

    def _paragraph(self, node: Element, around: _Around, boxes: list[Element] | None = None) -> str:
        return "".join(self._inline(node, (("paragraph", get(node, "text:style-name")), *around), boxes))

    def _inline(self, node: Element, around: _Around, boxes: list[Element] | None) -> Iterator[str]:
        yield self._letters(node.text, around)
        for one in node.children:
            name = one.tag
            if name == "text:s":
                count = whole_number(get(one, "text:c"))
                yield " " * min(1 if count is None else count, _MOST_BLANKS)
            elif name == "text:tab":
                yield "\t"
            elif name == "text:line-break":
                yield "\n"
            elif name == "text:soft-page-break":
                yield SOFT_PAGE_BREAK
            elif name == "text:note":
                yield self.flow.note(self._inner(one.get_element("text:note-body"), around))
            elif name == "office:annotation":
                author = one.get_element("dc:creator")
                yield self.met.comment("" if author is None else str(author.text or ""), self._inner(one, around))
            elif name == "draw:text-box":
                if boxes is None:
                    yield f" {self._inner(one, around)}"
                else:
                    boxes.append(one)
            elif name in ("text:hidden-text", "text:hidden-paragraph", "text:conditional-text"):
                if words := str(one.text or "").strip() or get(one, "text:string-value"):
                    self.met.hidden.add(words)
            elif name == "text:ruby-text":
                yield f"（{''.join(self._inline(one, around, boxes))}）"
            elif name == "text:span":
                yield from self._inline(one, (("text", get(one, "text:style-name")), *around), boxes)
            elif isinstance(name, str) and name not in _PASSED_OVER:
                yield from self._inline(one, around, boxes)
            yield self._letters(one.tail, around)

    def _inner(self, node: Element | None, around: _Around) -> str:
        """The paragraphs of a note, a comment or a box in one line."""
        paragraphs = node.get_elements("descendant::text:p | descendant::text:h") if node is not None else []
        return " ".join(text for one in paragraphs if (text := self._paragraph(one, around).strip()))

    def _letters(self, text: str | None, around: _Around) -> str:
        """Characters with white space folded, as OpenDocument reads it; hidden ones are left out, blackened ones stop everything."""
        if not text:
            return ""
        if text.strip():
            look = self.styles.look(around)
            if look.hidden:
                self.met.hidden.add(text)
                return ""
            self.met.seen(text, look.ground, look.ink)
            return set_off(_folded(own_letters(text)), look.set_off)
        return _folded(text)


def _words(node: Element) -> Iterator[str]:
    """All characters in a node, none looked at."""
    yield str(node.text or "")
    for one in node.children:
        if one.tag not in ("office:change-info", "dc:creator", "dc:date", "text:s"):
            yield from _words(one)
        yield str(one.tail or "")


def _repeated(node: Element, name: str, texts: list[str]) -> int:
    """How often a row or cell stands there; empty ones are not counted out."""
    times = whole_number(get(node, name))
    return min(times, _MOST_REPEATED) if times is not None and any(text.strip() for text in texts) else 1


def _quoted(name: str) -> str:
    return f"'{name}'" if "'" not in name else "''"


def _folded(text: str) -> str:
    """Runs of white space as one blank."""
    inner = " ".join(text.split())
    if not inner:
        return " "
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")
