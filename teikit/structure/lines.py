"""A paragraph line by line: the words of each line, and the inline nodes that were made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from teikit.model.contents import Content, cut_all, trimmed
from teikit.source import SourceText, Span


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a paragraph.

    Attributes:
        number: Its number in the source.
        span: Its words, without the blanks around them.
        text: The same as text.
        indent: How many blanks stand before it.
        content: The nodes that were made of it.
        whole: The same with the blanks and the break behind it.
    """

    number: int
    span: Span
    text: str
    indent: int
    content: Content
    whole: Content


def rows_of(source: SourceText, content: Content) -> list[Row] | None:
    """The lines of some content; `None` where a marker runs over the end of one, so that they cannot be told apart."""
    content = trimmed(content)
    if not content:
        return None
    start, end = content[0].span.start, max(node.span.end for node in content)
    rows: list[Row] = []
    numbers = range(source.line_at(start), source.line_at(max(start, end - 1)) + 1)
    # What stands before a line's first letter goes with the line before it.
    lines = [source.lines[number - 1] for number in numbers]
    pieces = cut_all(source, content, [line.end - len(line.text.lstrip()) for line in lines[1:]])
    if pieces is None:
        return None
    for line, whole in zip(lines, pieces, strict=True):
        mine = trimmed(whole)
        if not mine:
            continue
        first, last = max(line.start, start), min(line.end, end)
        words = source.text[first:last]
        text = words.strip()
        begun = first + len(words) - len(words.lstrip())
        rows.append(Row(line.number, Span(begun, begun + len(text)), text, begun - line.start, mine, whole))
    return rows


def extent(rows: Sequence[Row]) -> Span:
    """Where neighbouring lines stand."""
    return Span(rows[0].span.start, rows[-1].span.end)


def put_together(rows: Sequence[Row]) -> Content:
    """The content of neighbouring lines as it stood before they were told apart."""
    return trimmed(tuple(node for row in rows for node in row.whole))
