"""What a dialect is: a layout of transcripts that is recognised without being told, and read into a cable."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from teikit.model import Cable
from teikit.source import SourceText


@dataclass(frozen=True, slots=True)
class Match:
    """A dialect knows this layout. `score` is from 0 to 1; the highest reads. `reason` says what was recognised."""

    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Declined:
    """A dialect does not know this layout; `reason` is a sentence that says why."""

    reason: str


@dataclass
class Trace:
    """What each line of the source was taken for, as `inspect` shows it: line number → words."""

    lines: dict[int, str] = field(default_factory=dict)

    def note(self, number: int, what: str) -> None:
        """Say what a line was taken for; the last word counts."""
        self.lines[number] = what


class Dialect(Protocol):
    """A reader for one layout. Its module's docstring is its manual page.

    A dialect that reads texts in several languages itself, and heeds the borders between them that an editor set (`SourceText.borders`),
    has a class attribute `heeds_borders` that is true; where it has none, teikit divides the transcript at the borders for it (see
    `teikit.dialects.given_borders`).

    One that never gives a score above some other than 1 says so in a class attribute `surest`: it is then not asked about a transcript that
    another knows better.

    Attributes:
        name: How users call it.
    """

    name: ClassVar[str]

    def sniff(self, source: SourceText) -> Match | Declined:
        """Say whether this is its layout."""

    def read(self, source: SourceText, trace: Trace) -> Cable:
        """Read the transcript. Raises nothing for what a transcript says; doubts are findings of the cable."""
