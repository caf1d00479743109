"""A day or a stretch of days as a grammar of dates found it, before the time of day is added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RawDate:
    """A date found.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        first: The day, or the first of a stretch.
        last: The last day of a stretch.
        month: A month without a day, as ISO 8601.
        time: A time of day with its zone that is a part of the date itself (date-time groups).
        relative: Worked out from another day.
    """

    start: int
    end: int
    first: date | None = None
    last: date | None = None
    month: str | None = None
    time: str | None = None
    relative: bool = False
