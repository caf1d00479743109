"""A paragraph line by line: the words of each line, and the inline nodes that were made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from teikit.model.contents import Content, cut, trimmed
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
    """

    number: int
    span: Span
    text: str
    indent: int
    content: Content


def rows_of(source: SourceText, content: Content) -> list[Row] | None:
    """The lines of some content; `None` where a marker runs over the end of one, so that they cannot be told apart."""
    content = trimmed(content)
    if not content:
        return None
    start, end = content[0].span.start, max(node.span.end for node in content)
    rows: list[Row] = []
    rest = content
    for number in range(source.line_at(start), source.line_at(max(start, end - 1)) + 1):
        line = source.lines[number - 1]
        halves = cut(source, rest, min(line.end, end)) if line.end < end else (rest, ())
        if halves is None:
            return None
        mine, rest = halves
        mine = trimmed(mine)
        if not mine:
            continue
        first, last = max(line.start, start), min(line.end, end)
        words = source.text[first:last]
        text = words.strip()
        begun = first + len(words) - len(words.lstrip())
        rows.append(Row(number, Span(begun, begun + len(text)), text, begun - line.start, mine))
    return rows


def put_together(source: SourceText, rows: Sequence[Row], content: Content) -> Content:
    """The content of neighbouring lines as it stood before they were told apart."""
    first = cut(source, content, rows[0].span.start)
    second = cut(source, first[1], rows[-1].span.end) if first else None
    assert second is not None, "lines were cut there before"
    return trimmed(second[0])
