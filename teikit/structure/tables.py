"""Tables that a typist set with bars, tabs or blanks between the other lines of a paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from teikit.dialects.tables import MOST_BARS, cell_spans, is_rule, rows_with_bars
from teikit.model import Block, Cell, Furniture, Inline, Mark, PageBreak, Paragraph, Table, Text
from teikit.model.contents import Content, cut, trimmed
from teikit.source import SourceText, Span
from teikit.structure.lines import Row, extent, put_together

_FEWEST_ROWS, _MOST_COLUMNS = 3, 12
_MOST_TRIED = 3
#: What is longer is a sentence, and the blanks in it are not those between columns.
_LONGEST_CELL = 60


def with_tables(source: SourceText, paragraph: Paragraph, rows: Sequence[Row]) -> list[Block] | None:
    """A paragraph with the stretches of its lines that are tables as tables; `None` where there is none."""
    found = _stretches(source, rows)
    if not found:
        return None
    out: list[Block] = []
    at = 0
    for first, last, spans in found:
        if rows[at:first]:
            out += _rest(paragraph, rows[at:first], first=at == 0)
        table = _table(source, rows[first:last], spans)
        if table is None:
            return None
        out.append(table)
        at = last
    if rows[at:]:
        out += _rest(paragraph, rows[at:], first=False)
    return out


def _rest(paragraph: Paragraph, rows: Sequence[Row], *, first: bool) -> list[Block]:
    """The lines between tables; a page's own lines alone are no paragraph."""
    content = put_together(rows)
    pages = [node for node in content if isinstance(node, Furniture | PageBreak | Mark)]
    if pages and all(node in pages or (isinstance(node, Text) and not node.text.strip()) for node in content):
        return [*pages]
    return [Paragraph(extent(rows), content, paragraph.n if first else "", paragraph.rend)]


def _stretches(source: SourceText, rows: Sequence[Row]) -> list[tuple[int, int, list[list[Span]]]]:
    """Where tables stand: index of the first line, index behind the last, the cells of each line (none for a rule)."""
    found: list[tuple[int, int, list[list[Span]]]] = []
    at = 0
    tried: Counter[int] = Counter()
    while at < len(rows):
        spans = _barred(source, rows, at)
        end = at + len(spans)
        if not spans:
            spans, end = _columned(source, rows, at)
        if spans:
            found.append((at, at + len(spans), spans))
            at += len(spans)
            continue
        # The lines before may only name the columns; those that are none from the third on are none from the fourth.
        tried[end] += 1
        at = end if tried[end] > _MOST_TRIED and end > at else at + 1
    return found


def _barred(source: SourceText, rows: Sequence[Row], first: int) -> list[list[Span]]:
    """The lines from one on that have bars."""
    end = first
    while end < len(rows) and (1 < rows[end].text.count("|") <= MOST_BARS or (end > first and is_rule(rows[end].text))):
        end += 1
    lines = [source.lines[row.number - 1] for row in rows[first:end]]
    told = sum(not is_rule(row.text) for row in rows[first:end])
    return rows_with_bars(source.text, lines) if told > 1 else []


def _columned(source: SourceText, rows: Sequence[Row], first: int) -> tuple[list[list[Span]], int]:
    """The lines from one on that have the same columns, with figures in the last of most; the first may name fewer.

    Returns:
        The cells of each line, none where this is no table; and the index of the line that has not those columns.
    """
    spans: list[list[Span]] = []
    told: list[list[Span]] = []
    end = first
    for end in range(first, len(rows)):  # where it stops is told
        row = rows[end]
        if any(isinstance(node, Furniture) for node in row.content):
            break
        if spans and is_rule(row.text):
            spans.append([])
            continue
        cells = cell_spans(source.lines[row.number - 1], row.span)
        words = [source.text[one.start : one.end] for one in cells]
        if not 2 <= len(cells) <= _MOST_COLUMNS or words[0] == ">" or max(map(len, words)) > _LONGEST_CELL:
            break
        if len(told) == 1 and len(cells) != len(told[0]) and len(cells) != len(told[0]) + 1:
            break
        if len(told) > 1 and len(cells) != len(told[-1]):
            break
        spans.append(cells)
        told.append(cells)
    else:
        end = len(rows)
    while spans and not spans[-1]:
        spans.pop()
    if len(told) < _FEWEST_ROWS:
        return [], end
    figures = sum(source.text[one[-1].start] in "0123456789$£¥.-–—(" for one in told)
    return (spans, end) if figures * 3 >= 2 * (len(told) - 1) and figures > 1 else ([], end)


def _table(source: SourceText, rows: Sequence[Row], spans: Sequence[Sequence[Span]]) -> Table | None:
    made: list[tuple[Cell, ...]] = []
    before: list[Inline] = []
    for row, cells in zip(rows, spans, strict=True):
        if is_rule(row.text):
            mark = Mark(row.span, source.text[row.span.start : row.span.end], "a rule between the rows of a table")
            if made:
                last = made[-1][-1]
                made[-1] = (*made[-1][:-1], Cell(Span(last.span.start, row.span.end), (*last.content, mark)))
            else:
                before.append(mark)
            continue
        found = _cells(source, row, cells)
        if found is None:
            return None
        if before:
            found[0] = Cell(found[0].span, (*before, *found[0].content))
            before = []
        made.append(tuple(found))
    return Table(Span(rows[0].span.start, rows[-1].span.end), tuple(made))


def _cells(source: SourceText, row: Row, spans: Sequence[Span]) -> list[Cell] | None:
    cells: list[Cell] = []
    rest = row.content
    for span in spans:
        halves = cut(source, rest, span.end)
        if halves is None:
            return None
        mine, rest = halves
        content = _without_bars(source, trimmed(mine), span)
        if content is None:
            return None
        cells.append(Cell(span, content))
    return cells


def _without_bars(source: SourceText, content: Content, span: Span) -> Content | None:
    """The words of a cell, its bars marks."""
    out: list[Inline] = []
    for at in (at for at in range(span.start, span.end) if source.text[at] == "|"):
        first = cut(source, content, at)
        second = cut(source, first[1], at + 1) if first else None
        if first is None or second is None:
            return None
        out += (*trimmed(first[0]), Mark(Span(at, at + 1), "|", "a bar between the cells of a table"))
        content = second[1]
    return (*out, *trimmed(content))
