"""PAGE XML: the text of one page by regions and lines, as Transkribus, eScriptorium and OCR-D write it.

Regions come in their `ReadingOrder`, or by the index that Transkribus writes in `@custom`, or as they stand; lines likewise. Of several
`TextEquiv` the one with the lowest `@index` counts; a line without one is put together from its words. Letters that a transcriber
tagged as to be blacked out (`blackening`) become a run of ■ of the same length: they are not to be read, so they are not passed on.

Format: PAGE content 2010–2019 (PRImA Research Lab).
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from lxml import etree

from teikit.containers.archive import parsed
from teikit.containers.extracted import Extracted, told
from teikit.findings import Finding, Severity

_INDEX = regex.compile(r"readingOrder\s*\{[^}]*?index\s*:\s*(\d+)")
_BLACKENED = regex.compile(r"blackening\s*\{[^}]*?offset\s*:\s*(\d+)[^}]*?length\s*:\s*(\d+)")
_BLACKENED_BACKWARDS = regex.compile(r"blackening\s*\{[^}]*?length\s*:\s*(\d+)[^}]*?offset\s*:\s*(\d+)")


def extract(data: bytes, name: str) -> Extracted:
    """The text of one page.

    Raises:
        SourceError: The XML is broken.
    """
    text, blackened = page_text(parsed(data, name))
    return Extracted(f"{text}\n" if text else "", "PAGE XML", tuple(blackening_told(name, blackened)))


def blackening_told(name: str, count: int) -> Iterator[Finding]:
    """What is said where letters were tagged as to be blacked out."""
    if count:
        yield told(
            "TK924",
            name,
            f"{count} {'stretch is' if count == 1 else 'stretches are'} tagged as blackened; ■ stands for each letter of it",
            "Remove the tag where the text may be read.",
            Severity.WARNING,
        )


def page_text(root: etree._Element) -> tuple[str, int]:
    """The text of a page, a blank line between regions, and how many stretches were blackened."""
    counts = [0]
    blocks = []
    for one in root.iter("{*}Page"):
        blocks += [text for region in _ordered_regions(one) if (text := _region_text(region, counts))]
    return "\n\n".join(blocks), counts[0]


def image_name(root: etree._Element) -> str:
    """The name of the image that the page was read from."""
    return next((str(one.get("imageFilename", "")) for one in root.iter("{*}Page")), "")


def _ordered_regions(page: etree._Element) -> list[etree._Element]:
    """The regions at the top of the page, in reading order; those that the order leaves out follow as they stand."""
    top = _by_index([one for one in page if _local(one).endswith("Region")])
    by_id = {one.get("id"): one for one in page.iter() if _local(one).endswith("Region")}
    order = page.find("{*}ReadingOrder")
    named: list[etree._Element] = []
    for group in order if order is not None else ():
        named += [by_id[ref] for ref in _references(group) if ref in by_id]
    # A region inside another is read with it.
    named = [one for one in dict.fromkeys(named) if one in top]
    return named + [one for one in top if one not in named]


def _references(group: etree._Element) -> Iterator[str]:
    if ref := group.get("regionRef"):
        yield ref
    members = [one for one in group if isinstance(one.tag, str)]
    if _local(group).startswith("Ordered"):
        members.sort(key=lambda one: _number(one.get("index")))
    for one in members:
        yield from _references(one)


def _region_text(region: etree._Element, counts: list[int]) -> str:
    lines = [text for line in _by_index(list(region.findall("{*}TextLine"))) if (text := _line_text(line, counts))]
    inner = [
        text
        for one in _by_index([one for one in region if _local(one).endswith(("Region", "TableCell"))])
        if (text := _region_text(one, counts))
    ]
    text = "\n".join(lines)
    if not text and not inner:
        text = _equivalent(region)
    return "\n\n".join([text, *inner] if text else inner)


def _line_text(line: etree._Element, counts: list[int]) -> str:
    text = _equivalent(line)
    if not text:
        text = " ".join(word for one in line.findall("{*}Word") if (word := _word_text(one)))
    custom = line.get("custom") or ""
    stretches = [(int(start), int(length)) for start, length in _BLACKENED.findall(custom)]
    stretches += [(int(start), int(length)) for length, start in _BLACKENED_BACKWARDS.findall(custom)]
    for start, length in stretches:
        end = min(start + length, len(text))
        if start < end:
            counts[0] += 1
            text = text[:start] + "".join(" " if one.isspace() else "■" for one in text[start:end]) + text[end:]
    return " ".join(text.splitlines()).strip()


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
    return int(value) if value and value.isdecimal() else 1 << 30


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
