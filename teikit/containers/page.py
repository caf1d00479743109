"""PAGE XML: the text of one page by regions and lines, as Transkribus, eScriptorium and OCR-D write it.

Regions come in their `ReadingOrder`, or by the index that Transkribus writes in `@custom`, or as they stand; lines likewise. Of several
`TextEquiv` the one with the lowest `@index` counts; a line without one is put together from its words. Running heads, page numbers and
notes in the margin are known by the type of their region and are kept apart from the text. Tags of the transcriber become marks
(`tagged`). A table has a line a row.

Format: PAGE content 2010–2019 (PRImA Research Lab).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from teikit.containers.archive import parsed
from teikit.containers.extracted import Extracted, PageText, Part, image_url, told
from teikit.containers.flow import table_text
from teikit.containers.numbers import whole_number
from teikit.containers.regions import outline, printed, printed_number, region_type, size, words_of
from teikit.containers.tagged import Counts, marked, tags_of
from teikit.findings import Finding, Severity
from teikit.patterns import lazy_pattern

_INDEX = lazy_pattern(r"readingOrder\s*\{[^}]*?index\s*:\s*([0-9]{1,9})(?![0-9])")
#: What names no place comes last.
_LAST = 1 << 30
_STRUCTURE = lazy_pattern(r"structure\s*\{")


def extract(data: bytes, name: str) -> Extracted:
    """The text of one page.

    Raises:
        SourceError: The XML is broken.
    """
    counts = Counts()
    pages = page_texts(parsed(data, name), counts)
    return Extracted(tuple(pages), "PAGE XML", tuple(counts_told(name, counts)))


def counts_told(name: str, counts: Counts) -> Iterator[Finding]:
    """What is said where letters were tagged as to be blacked out, or as struck out."""
    if count := counts.blackened:
        yield told(
            "TK924",
            name,
            f"{count} {'stretch is' if count == 1 else 'stretches are'} tagged as blackened; ■ stands for each letter of it",
            "Remove the tag where the text may be read.",
            Severity.WARNING,
        )
    if count := counts.struck:
        yield told(
            "TK929",
            name,
            f"{count} {'stretch is' if count == 1 else 'stretches are'} tagged as struck out and kept as text",
            "Delete them in the transcription if they are no part of it.",
        )


def page_texts(root: etree._Element, counts: Counts) -> list[PageText]:
    """The pages of a file, most often one."""
    found = []
    for page in root.iter("{*}Page"):
        parts = tuple(part for region in _ordered_regions(page) for part in _parts(region, counts))
        numbers = [number for part in parts if part.words == "pageNum" and (number := printed_number(part.text))]
        found.append(
            PageText(
                parts,
                numbers[0] if len(numbers) == 1 else "",
                image_url(str(page.get("imageFilename", ""))),
                size(page.get("imageWidth")),
                size(page.get("imageHeight")),
            )
        )
    return found


def _ordered_regions(page: etree._Element) -> list[etree._Element]:
    """The regions at the top of the page, in reading order; those that the order leaves out follow as they stand."""
    top = _by_index([one for one in page if _local(one).endswith("Region")])
    by_id = {one.get("id"): one for one in page.iter() if _local(one).endswith("Region")}
    order = page.find("{*}ReadingOrder")
    named: list[etree._Element] = []
    for group in order if order is not None else ():
        named += [by_id[ref] for ref in _references(group) if ref in by_id]
    # A region inside another is read with it.
    inside = set(top)
    named = [one for one in dict.fromkeys(named) if one in inside]
    placed = set(named)
    return named + [one for one in top if one not in placed]


def _references(group: etree._Element) -> Iterator[str]:
    if ref := group.get("regionRef"):
        yield ref
    members = [one for one in group if isinstance(one.tag, str)]
    if _local(group).startswith("Ordered"):
        members.sort(key=lambda one: _number(one.get("index")))
    for one in members:
        yield from _references(one)


def _parts(region: etree._Element, counts: Counts) -> Iterator[Part]:
    """A region and those inside it."""
    points = outline(_points(region))
    if _local(region) == "TableRegion" and region.find("{*}TableCell") is not None:
        for text in table_text(_rows(region, counts)):
            yield Part(text, "", points, "table")
        return
    lines = [text for line in _by_index(list(region.findall("{*}TextLine"))) if (text := _line_text(line, counts))]
    inner = _by_index([one for one in region if _local(one).endswith("Region")])
    cells = [one for one in region if _local(one) == "TableCell"]
    text = "\n".join(lines) or " ".join(word for one in region.findall("{*}Word") if (word := _word_text(one)))
    if not text and not inner and not cells:
        text = _equivalent(region)
    if text:
        kind = _kind(region)
        yield Part(text, words_of(kind, text), points, kind)
    for one in (*inner, *cells):
        yield from _parts(one, counts)


def _kind(region: etree._Element) -> str:
    """What the region is called: by the transcriber in `@custom`, or by the type of PAGE."""
    custom = region.get("custom") or ""
    if _STRUCTURE.search(custom):
        named = next((properties.get("type", "") for name, properties in tags_of(custom) if name == "structure"), "")
        if named:
            return region_type(named)
    return region_type(str(region.get("type", "")))


def _rows(table: etree._Element, counts: Counts) -> list[list[str]]:
    """The cells of a table by row and column; those that name no place stand in a row each, as they come."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for at, cell in enumerate(table.findall("{*}TableCell")):
        text = "\n\n".join(part.text for part in _parts(cell, counts))
        rows.setdefault(_number(cell.get("row")) if cell.get("row") else at, []).append(
            (_number(cell.get("col")), text)
        )
    return [[text for _, text in sorted(cells, key=lambda one: one[0])] for _, cells in sorted(rows.items())]


def _points(region: etree._Element) -> str:
    """The corners of a region: in an attribute since 2013, in elements before."""
    coordinates = region.find("{*}Coords")
    if coordinates is None:
        return ""
    if points := coordinates.get("points"):
        return str(points)
    return " ".join(f"{one.get('x')},{one.get('y')}" for one in coordinates.findall("{*}Point"))


def _line_text(line: etree._Element, counts: Counts) -> str:
    text = _equivalent(line)
    if not text:
        text = " ".join(word for one in line.findall("{*}Word") if (word := _word_text(one)))
    return printed(" ".join(marked(text, line.get("custom") or "", counts, looks=True).splitlines()).strip())


def _word_text(word: etree._Element) -> str:
    return _equivalent(word) or "".join(_equivalent(glyph) for glyph in word.findall("{*}Glyph"))


def _equivalent(node: etree._Element) -> str:
    choices = sorted(node.findall("{*}TextEquiv"), key=lambda one: _number(one.get("index")))
    for choice in choices:
        if text := choice.findtext("{*}Unicode") or choice.findtext("{*}PlainText"):
            return str(text).strip("\r\n")
    return ""


def _by_index(nodes: list[etree._Element]) -> list[etree._Element]:
    """Nodes by the index in `@custom`, where all have one; as they stand otherwise."""
    found = [_INDEX.search(one.get("custom") or "") for one in nodes]
    if not nodes or any(one is None for one in found):
        return nodes
    places = [int(one[1]) for one in found if one]
    return [node for _, _, node in sorted(zip(places, range(len(nodes)), nodes, strict=True), key=lambda row: row[:2])]


def _number(value: str | None) -> int:
    number = whole_number(value)
    return _LAST if number is None else number


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
