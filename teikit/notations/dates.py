"""Dates and times in running text, as ISO 8601."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from teikit.notations.notation import Notation


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date where it stands in a text.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        when: ISO 8601 (`1994-02-13`, `1979-07`, `1979-07-08T19:31:00Z`, `1952-01-22T23:22:00Z`), a zone only where written.
        from_: Where a range begins.
        to: Where it ends.
        not_before: Earliest.
        not_after: Latest.
        undated: The text says that there is no date.
        relative: Worked out from `near`: the text itself gives only the day, or day and month.
    """

    start: int
    end: int
    when: str | None = None
    from_: str | None = None
    to: str | None = None
    not_before: str | None = None
    not_after: str | None = None
    undated: bool = False
    relative: bool = False

    @property
    def day(self) -> date | None:
        """The (first) calendar day, where the text gives a whole one."""
        iso = self.when or self.from_ or self.not_before
        return date.fromisoformat(iso[:10]) if iso and len(iso) >= 10 else None


def find_dates(text: str, lang: str | Notation = "en", *, near: date | None = None) -> Iterator[FoundDate]:
    """Find dates in order and without overlaps; nothing ambiguous, nothing invented."""
    raise NotImplementedError


def read_date(text: str, lang: str | Notation = "en", *, near: date | None = None) -> FoundDate | None:
    """The date that a short text (a dateline, a header fact) as a whole speaks of: its first full one."""
    raise NotImplementedError
