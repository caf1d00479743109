"""Tables typed with bars, tabs or blanks."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from teikit.dialects.flow import Flow
from teikit.dialects.groups import Group, line_span
from teikit.dialects.inline import Reading, read_inlines
from teikit.model import Cell, Inline, Mark, Table
from teikit.patterns import lazy_pattern
from teikit.source import Line, Span

_RULE = lazy_pattern(r"[\s|:+=-]*-{2,}[\s|:+=-]*")
_GAP = lazy_pattern(r" {2,}\t?|\t+")
_FEWEST_ROWS, _MOST_COLUMNS = 3, 12
#: A line of more bars is a rule, or noise.
MOST_BARS = 60


def typed_table(group: Group, reading: Reading) -> Table | None:
    """A group as a table: bars in every line, or the same columns, divided by tabs or by two blanks and more, in every line.

    Args:
        group: The lines.
        reading: How the words of a cell are read.

    Returns:
        The table, all letters of the group in it; `None` where the group is none. Rows that say nothing (`---|---`) are marks.
    """
    if len(group.lines) < 2:
        return None
    rules = [_RULE.fullmatch(line.text) is not None for line in group.lines]
    barred = all(1 < line.text.count("|") <= MOST_BARS or rule for line, rule in zip(group.lines, rules, strict=True))
    rows = _barred(group, rules) if barred and not all(rules) else _columns(group, rules)
    if rows is None:
        return None
    made: list[list[Cell]] = []
    before: list[Inline] = []
    for line, rule, cells in zip(group.lines, rules, rows, strict=True):
        if rule:
            span = line_span(line)
            mark = Mark(span, group.source.text[span.start : span.end], "a rule between the rows of a table")
            if made:
                last = made[-1][-1]
                made[-1][-1] = Cell(Span(last.span.start, span.end), (*last.content, mark))
            else:
                before.append(mark)
            continue
        row = [_cell(group, span, reading) for span in cells]
        if before:
            row[0] = Cell(Span(before[0].span.start, row[0].span.end), (*before, *row[0].content))
            before = []
        made.append(row)
    return Table(group.span, tuple(map(tuple, made)))


def is_rule(text: str) -> bool:
    """Whether a line is nothing but a rule between rows (`---|---`)."""
    return _RULE.fullmatch(text) is not None


def cell_spans(line: Line, within: Span) -> list[Span]:
    """The stretches of a line that tabs, or two blanks and more, divide."""
    return _divided(line, within)


def rows_with_bars(text: str, lines: Sequence[Line]) -> list[list[Span]]:
    """The cells of lines that have bars between them."""
    return [[] if is_rule(line.text.strip()) else _between_bars(text, line_span(line)) for line in lines]


def _columns(group: Group, rules: Sequence[bool]) -> list[list[Span]] | None:
    rows = [_divided(line, line_span(line)) for line in group.lines]
    told = [row for row, rule in zip(rows, rules, strict=True) if not rule]
    width = len(told[0]) if told else 0
    same = len(told) >= _FEWEST_ROWS and 2 <= width <= _MOST_COLUMNS and all(len(row) == width for row in told)
    # Blanks may divide sentences, or set a name and its office apart: figures in a column, or three of them, make a table.
    return rows if same and (width > 2 or _has_figures(group, told)) else None


def _has_figures(group: Group, rows: Sequence[Sequence[Span]]) -> bool:
    figures = sum(
        group.source.text[row[-1].start].isdigit() or group.source.text[row[-1].start] in "$£" for row in rows
    )
    return figures * 3 >= 2 * len(rows)


def _divided(line: Line, whole: Span) -> list[Span]:
    text = line.text
    at = whole.start - line.start
    end = whole.end - line.start
    spans = []
    for gap in _GAP.finditer(text, at, end):
        spans.append(Span(line.start + at, line.start + gap.start()))
        at = gap.end()
    spans.append(Span(line.start + at, line.start + end))
    return spans


def _barred(group: Group, rules: Sequence[bool]) -> list[list[Span]]:
    """The cells between bars; each bar goes with the cell behind it, the last with the cell before it."""
    rows: list[list[Span]] = []
    for line, rule in zip(group.lines, rules, strict=True):
        span = line_span(line)
        rows.append([span] if rule else _between_bars(group.source.text, span))
    return rows


def _between_bars(source: str, span: Span) -> list[Span]:
    text = source[span.start : span.end]
    inner = [at for at, letter in enumerate(text) if letter == "|" and text[:at].strip() and text[at + 1 :].strip()]
    edges = [0, *inner, len(text)]
    return [Span(span.start + first, span.start + last) for first, last in itertools.pairwise(edges)]


def _cell(group: Group, span: Span, reading: Reading) -> Cell:
    """A cell, the bars in it marks."""
    text = group.source.text
    content: list[Inline] = []
    at = span.start
    for bar in (*(index for index in range(span.start, span.end) if text[index] == "|"), span.end):
        words = text[at:bar].strip()
        if words:
            first = at + text[at:bar].index(words)
            content += read_inlines(Flow.of(group.source, (first, first + len(words))), reading)
        if bar < span.end:
            content.append(Mark(Span(bar, bar + 1), "|", "a bar between the cells of a table"))
        at = bar + 1
    return Cell(span, tuple(content))
