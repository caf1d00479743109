"""A text without an editor's brackets and footnote marks, in which dates read as they were meant, and the way back."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from teikit.patterns import lazy_pattern

# "7 [October] [1] 1947", "1[9]46", "22(?) May 1944", "May 1953[2](#f2)": the marks go, what the brackets hold stays.
_MARKS = lazy_pattern(r"(?:(?<!\d)|(?<=\d{4}))\[\d{1,2}\](?:\(#\w+\))?|\(#\w+\)|\(\?\)|[\[\]]")


@dataclass(frozen=True, slots=True)
class BareText:
    """A text with pieces taken out.

    Attributes:
        text: What is left.
        kept: Offset in it of each piece that was kept.
        origins: Offset of the same piece in the whole text.
        whole: The whole text.
    """

    text: str
    kept: tuple[int, ...]
    origins: tuple[int, ...]
    whole: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the whole text; a bracket that would be cut in two is taken in."""
        first, last = self._origin(start), self._origin(end - 1) + 1
        inside = self.whole[first:last]
        if inside.count("]") > inside.count("[") and self.whole[first - 1 : first] == "[":
            first -= 1
        if inside.count("[") > inside.count("]") and self.whole[last : last + 1] == "]":
            last += 1
        return first, last

    def _origin(self, offset: int) -> int:
        piece = bisect_right(self.kept, offset) - 1
        return self.origins[piece] + offset - self.kept[piece]


def without_brackets(text: str) -> BareText:
    """Take brackets and footnote marks out of a text."""
    if "[" not in text and "(" not in text and "]" not in text:
        return BareText(text, (0,), (0,), text)
    parts: list[str] = []
    kept, origins = [0], [0]
    at = size = 0
    for match in _MARKS.finditer(text):
        parts.append(text[at : match.start()])
        size += match.start() - at
        at = match.end()
        kept.append(size)
        origins.append(at)
    if not parts:
        return BareText(text, (0,), (0,), text)
    parts.append(text[at:])
    return BareText("".join(parts), tuple(kept), tuple(origins), text)
