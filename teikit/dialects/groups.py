"""Groups of lines: what blank lines divide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from teikit.source import Line, SourceText, Span


@dataclass(frozen=True)
class Group:
    """Lines of the source with no blank line among them."""

    source: SourceText
    lines: tuple[Line, ...]

    @cached_property
    def span(self) -> Span:
        """From the first letter to the last."""
        first, last = self.lines[0], self.lines[-1]
        indent = len(first.text) - len(first.text.lstrip())
        return Span(first.start + indent, last.start + len(last.text.rstrip()))

    @cached_property
    def text(self) -> str:
        """The characters of the span."""
        return self.source.text[self.span.start : self.span.end]

    @cached_property
    def folded(self) -> str:
        """The words with white space folded."""
        return " ".join(self.text.split())

    def split(self) -> Iterator[Group]:
        """Each line as a group of its own."""
        for line in self.lines:
            yield Group(self.source, (line,))


def groups(source: SourceText, lines: Iterable[Line] | None = None) -> list[Group]:
    """The groups of a source, or of some of its lines."""
    found: list[Group] = []
    held: list[Line] = []
    for line in source.lines if lines is None else lines:
        if line.blank:
            if held:
                found.append(Group(source, tuple(held)))
                held = []
        else:
            held.append(line)
    if held:
        found.append(Group(source, tuple(held)))
    return found


def line_span(line: Line) -> Span:
    """The letters of a line, without the blanks around them."""
    indent = len(line.text) - len(line.text.lstrip())
    return Span(line.start + indent, line.start + len(line.text.rstrip()))
