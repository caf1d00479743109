"""Groups of lines: what blank lines divide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from teikit.source.span import Line, Span

if TYPE_CHECKING:
    from teikit.source.text import SourceText


@dataclass(frozen=True)
class Group:
    """Lines of the source with no blank line among them.

    Attributes:
        source: The transcript.
        lines: The lines.
        span: From the first letter to the last.
        text: The characters of the span.
    """

    source: SourceText
    lines: tuple[Line, ...]
    span: Span = field(init=False, repr=False, compare=False)
    text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        first, last = self.lines[0], self.lines[-1]
        indent = len(first.text) - len(first.text.lstrip())
        span = Span(first.start + indent, last.start + len(last.text.rstrip()))
        object.__setattr__(self, "span", span)
        object.__setattr__(self, "text", self.source.text[span.start : span.end])

    @cached_property
    def folded(self) -> str:
        """The words with white space folded."""
        return " ".join(self.text.split())

    def split(self) -> Iterator[Group]:
        """Each line as a group of its own."""
        for line in self.lines:
            yield Group(self.source, (line,))


def grouped(source: SourceText, lines: Iterable[Line]) -> Iterator[Group]:
    """The groups of some lines of a source; each line, where none is left blank and a paragraph stands on one line."""
    held: list[Line] = []
    alone = source.line_by_line
    for line in lines:
        if not line.blank:
            if alone and held and not (_in_table(held[-1].text) and _in_table(line.text)):
                yield Group(source, tuple(held))
                held = []
            held.append(line)
        elif held:
            yield Group(source, tuple(held))
            held = []
    if held:
        yield Group(source, tuple(held))


def _in_table(line: str) -> bool:
    return line.count("|") > 1 or "\t" in line.strip()
