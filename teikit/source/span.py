"""Stretches and lines of a transcript. Offsets count characters of the decoded text from 0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of the decoded text, `[start, end)` in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line end.

    Attributes:
        number: Counted from 1.
        start: Offset of its first character.
        end: Offset after its last character, the line end left out.
        text: Its characters.
    """

    number: int
    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether it holds nothing but white space."""
        return not self.text or self.text.isspace()
