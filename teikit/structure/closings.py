"""Lines of drafting, clearance and distribution behind what closes a text: they belong to it, though a blank line divides them."""

from __future__ import annotations

from dataclasses import replace

from teikit.model import Block, Closer, Division, OpenerLine, Paragraph
from teikit.notations import load_notation
from teikit.patterns import lazy_pattern
from teikit.source import SourceText, Span
from teikit.structure.lines import Row, rows_of

_LABEL = lazy_pattern(r"\s*(?P<label>[^\s:：][^:：\n]{0,30}?)\s*[:：]")
_ROLES = ("drafted", "approved", "cleared", "distribution", "cc", "enclosure")
_MOST_LINES, _LONGEST = 15, 90


def with_closings(source: SourceText, division: Division) -> Division:
    """A text whose last paragraphs say who drafted it and who gets it, with those lines in its closer; nested divisions likewise."""
    blocks = list(division.blocks)
    if blocks and isinstance(blocks[-1], Division):
        return replace(division, blocks=(*blocks[:-1], with_closings(source, blocks[-1])))
    first = len(blocks)
    found: list[tuple[Block, list[Row]]] = []
    while first > 1 and isinstance(block := blocks[first - 1], Paragraph):
        rows = _closing(source, block, division.lang)
        if rows is None:
            break
        found.insert(0, (block, rows))
        first -= 1
    if not found or first == 0:
        return division
    lines = tuple(OpenerLine(row.span, row.content) for _, rows in found for row in rows)
    before = blocks[first - 1]
    if isinstance(before, Closer):
        closer = Closer(Span(before.span.start, lines[-1].span.end), (*before.lines, *lines))
        return replace(division, blocks=(*blocks[: first - 1], closer))
    return replace(division, blocks=(*blocks[:first], Closer(Span(lines[0].span.start, lines[-1].span.end), lines)))


def _closing(source: SourceText, block: Paragraph, lang: str) -> list[Row] | None:
    """The lines of a paragraph that is such a closing; else `None`."""
    match = _LABEL.match(source.text, block.span.start, block.span.end)
    if match is None or block.n or not _says(match["label"], lang):
        return None
    rows = rows_of(source, block.content)
    if rows is None or len(rows) > _MOST_LINES or any(len(row.text) > _LONGEST for row in rows):
        return None
    return rows


def _says(label: str, lang: str) -> bool:
    return any(load_notation(one).role_of(label) in _ROLES for one in dict.fromkeys((lang or "en", "en")))
