"""Days of the calendar as ISO 8601: what exists, what a two-digit year means, what is nearest to another day."""

from __future__ import annotations

from datetime import date, timedelta

# Transcripts of diplomacy: what lies outside is a number and not a year.
FIRST_YEAR, LAST_YEAR = 1500, 2099
_HALF_YEAR = timedelta(days=183)


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or `None` where the calendar has no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> str | None:
    """A month as ISO 8601, or `None`."""
    return f"{year:04d}-{month:02d}" if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 else None


def near_year(month: int, day: int, near: date) -> date | None:
    """A day and month in the year that brings it nearest to another day."""
    days = [
        found for year in (near.year - 1, near.year, near.year + 1) if (found := day_of(year, month, day)) is not None
    ]
    best = min(days, key=lambda found: abs(found - near), default=None)
    return best if best is not None and abs(best - near) <= _HALF_YEAR else None


def near_month(day: int, near: date) -> date | None:
    """A day of the month that another day is in; a day still to come is left alone: it may be last month's or this one's."""
    return day_of(near.year, near.month, day) if day <= near.day else None


def nearest_month(day: int, near: date) -> date | None:
    """A day of the month in the month that brings it nearest to another day."""
    found = []
    for months in (-1, 0, 1):
        year, month = divmod(near.year * 12 + near.month - 1 + months, 12)
        if (one := day_of(year, month + 1, day)) is not None:
            found.append(one)
    return min(found, key=lambda one: abs(one - near), default=None)


def full_year(digits: str, near: date | None, *, assume: bool = False) -> int | None:
    """A year of four digits, or of two with the century of another day.

    Args:
        digits: The digits.
        near: The other day.
        assume: Whether two digits alone may be taken as 1940–2039, as in date-time groups, which are no older.
    """
    if len(digits) == 4:
        return int(digits)
    if len(digits) != 2:
        return None
    if near is not None:
        return min((century + int(digits) for century in (1800, 1900, 2000)), key=lambda year: abs(year - near.year))
    if assume:
        return 1900 + int(digits) if int(digits) >= 40 else 2000 + int(digits)
    return None
