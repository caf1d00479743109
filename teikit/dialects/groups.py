"""Groups of lines: what blank lines divide."""

from __future__ import annotations

from collections.abc import Iterable

from teikit.source import Group, Line, SourceText, Span
from teikit.source.groups import grouped

__all__ = ["Group", "groups", "line_span"]


def groups(source: SourceText, lines: Iterable[Line] | None = None) -> list[Group]:
    """The groups of a source, or of some of its lines."""
    if lines is None or lines is source.lines:
        return list(source.groups)
    return list(grouped(source, lines))


def line_span(line: Line) -> Span:
    """The letters of a line, without the blanks around them."""
    indent = len(line.text) - len(line.text.lstrip())
    return Span(line.start + indent, line.start + len(line.text.rstrip()))
