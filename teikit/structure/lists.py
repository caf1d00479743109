"""Paragraphs whose lines are points: long ones that are numbered are paragraphs of their own, all others items of a list.

`1. The Minister said …` is `p n="1"`; `(a) the dues;` behind "three points:" is an item; a point under a point is in a list of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from teikit.model import Block, Item, ItemList, Paragraph, Text
from teikit.model.contents import Content, cut, trimmed
from teikit.patterns import lazy_pattern
from teikit.source import SourceText, Span
from teikit.structure.labels import label_of
from teikit.structure.lines import Row, extent, put_together
from teikit.structure.points import Point, runs_of

_ANNOUNCES = lazy_pattern(r"[:：;；,，.。—–-]\s*\Z")
#: A numbered point of so many letters is a paragraph, not an item.
_PARAGRAPH, _DENSE = 80, 30
_NUMBERED = ("article", "number.", "han.", "han、", "number、")
#: Signs that head an item even where each stands in a paragraph of its own; dashes may head what somebody says.
_SURE = ("•", "▪", "◦", "‣", "●", "◎", "-", "*")


def as_points(source: SourceText, paragraph: Paragraph, rows: Sequence[Row]) -> list[Block] | None:
    """The blocks that a paragraph's lines make; `None` where they are no points."""
    runs = list(runs_of([row.text for row in rows]))
    if not runs:
        return None
    out: list[Block] = []
    at = 0
    for end, points in runs:
        lead = rows[at : points[0].first]
        if points[0].label.bullet and lead and not _ANNOUNCES.search(lead[-1].text):
            return None
        if lead:
            out.append(_rest(paragraph, lead, first=not out))
        out += _blocks(source, rows, points, numbered=not lead and _numbered(rows, points))
        at = end
    if at < len(rows):
        out.append(_rest(paragraph, rows[at:], first=False))
    return out


def _rest(paragraph: Paragraph, rows: Sequence[Row], *, first: bool) -> Paragraph:
    return Paragraph(extent(rows), put_together(rows), paragraph.n if first else "", paragraph.rend)


def _numbered(rows: Sequence[Row], points: Sequence[Point]) -> bool:
    """Whether points are paragraphs of a text: long, or with points of their own."""
    if not points[0].style.startswith(_NUMBERED):
        return False
    if points[0].style.startswith("article"):
        return True

    def long(point: Point) -> bool:
        text = "".join(row.text for row in rows[point.first : point.last + 1])
        return bool(point.inner) or len(text) >= (_DENSE if any(letter > "\u2e80" for letter in text) else _PARAGRAPH)

    return any(map(long, points))


def _blocks(source: SourceText, rows: Sequence[Row], points: Sequence[Point], *, numbered: bool) -> list[Block]:
    if not numbered:
        return [_list(source, rows, points)]
    out: list[Block] = []
    for point in points:
        own = rows[point.first : point.last + 1]
        out.append(Paragraph(extent(own), put_together(own), point.label.n))
        if point.inner:
            out.append(_list(source, rows, point.inner))
    return out


def _list(source: SourceText, rows: Sequence[Row], points: Sequence[Point]) -> ItemList:
    items = []
    for point in points:
        own = rows[point.first : point.last + 1]
        inner = (_list(source, rows, point.inner),) if point.inner else ()
        span = Span(own[0].span.start, inner[-1].span.end if inner else own[-1].span.end)
        items.append(Item(span, *_labelled(source, put_together(own), span.start + point.label.end), inner=inner))
    return ItemList(Span(items[0].span.start, items[-1].span.end), tuple(items))


def _labelled(source: SourceText, content: Content, at: int) -> tuple[Content, Content]:
    """The content of an item and its label, which ends at an offset; one that is a part of a marker stays where it is."""
    halves = cut(source, content, at)
    if halves is None or not trimmed(halves[0]) or not trimmed(halves[1]):
        return content, ()
    label, words = trimmed(halves[0]), trimmed(halves[1])
    blank = source.text[at : at + 1].isspace()
    return ((Text(Span(at, at + 1), " "), *words) if blank else words), label


def bulleted(source: SourceText, blocks: Sequence[Block], words: Sequence[str]) -> list[Block]:
    """Neighbouring paragraphs that begin with the same sign as one list.

    Args:
        source: The transcript.
        blocks: The blocks of a text.
        words: The text of each; empty for what is no paragraph.
    """
    out: list[Block] = []
    held: list[tuple[Paragraph, int]] = []
    sign = ""

    def flush() -> None:
        if len(held) > 1:
            items = [Item(one.span, *_labelled(source, one.content, one.span.start + width)) for one, width in held]
            out.append(ItemList(Span(items[0].span.start, items[-1].span.end), tuple(items)))
        else:
            out.extend(one for one, _ in held)
        held.clear()

    for block, text in zip(blocks, words, strict=True):
        label = label_of(text) if isinstance(block, Paragraph) and text[:1] in _SURE else None
        own = text[:1] if label is not None and label.bullet else ""
        if held and own != sign:
            flush()
        if own and label is not None and isinstance(block, Paragraph):
            held.append((block, label.end))
            sign = own
        else:
            out.append(block)
    flush()
    return out


def numbers_of(texts: Sequence[str]) -> dict[int, str]:
    """The numbers of paragraphs that count on from each other: index → number."""
    found: dict[int, str] = {}

    def take(points: Sequence[Point]) -> None:
        for point in points:
            if point.label.n:
                found[point.first] = point.label.n
            take(point.inner)

    for _, points in runs_of(texts):
        take(points)
    return found
