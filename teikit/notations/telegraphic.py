"""Dates in figures: date-time groups of telegrams, ISO 8601, and day, month and year with points or strokes.

A date-time group is day, hour and minute in six figures, a letter for the zone, month and year (`081931Z JUL 79`); the zones
are lettered A to Z without J, A–M east and N–Y west of Z.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import regex

from teikit.notations.calendar_days import day_of, full_year, nearest_month
from teikit.notations.notation import Notation
from teikit.notations.raw_dates import RawDate
from teikit.patterns import lazy_pattern

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_GROUP = lazy_pattern(
    rf"""
    (?<![\p{{L}}\p{{N}}])(?P<day>[0-3]\d)(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)\s?(?P<zone>[A-IK-Z])
    (?:\s*(?P<month>{"|".join(_MONTHS)})[A-Z]{{0,6}}\.?\s*'?(?P<year>\d{{4}}|\d{{2}})(?!\d))?(?!\p{{N}}|\p{{L}}{{2}})
    """,
    regex.VERBOSE,
)
# Without these, nothing in a text fits `_GROUP`, nor `_FIGURES`, which take long to find that out.
_SIX_FIGURES = re.compile(r"\d{6}")
_DIVIDED = re.compile(r"\d(?:[-./]\s?[\dIVX]| [IVX])")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_FIGURES = lazy_pattern(
    r"""
    (?<![\p{L}\p{N}/.,:-])(?:
        (?P<y>(?:1[5-9]|20)\d\d)(?P<s>[-./])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})
      | (?P<y>(?:1[5-9]|20)\d\d)\.(?P<apart>\ )?(?P<m>\d{1,2}|[IVX]{1,4})\.\ ?(?P<d>\d{1,2})\.?
      | (?P<d2>\d{1,2})(?:(?P<s2>\ )(?P<m2>[IVX]{1,4})\ (?P<y2>(?:1[5-9]|20)\d\d)
                        |(?P<s2>/)(?P<m2>[IVX]{1,4})-(?P<y2>(?:1[5-9]|20)\d\d|\d\d))
      | (?P<d2>\d{1,2})(?P<s2>[./-])\s?(?P<m2>\d{1,2}|[IVX]{1,4})(?P=s2)\s?(?P<y2>(?:1[5-9]|20)\d\d|\d\d)
    )(?![\p{L}\p{N}/-]|[.:,]\d)
    """,
    regex.VERBOSE,
)


def date_time_groups(text: str, near: date | None) -> Iterator[RawDate]:
    """Date-time groups; one without month and year only where a day near by tells them."""
    for match in _GROUP.finditer(text) if _SIX_FIGURES.search(text) else ():
        if match["month"] is None:
            # Without a month only Z is sure: six figures and a letter may be a file number.
            if near is None or match["zone"] != "Z":
                continue
            day = nearest_month(int(match["day"]), near)
        else:
            year = full_year(match["year"], near, assume=True)
            day = None if year is None else day_of(year, _MONTHS.index(match["month"]) + 1, int(match["day"]))
        if day is None or int(match["hour"]) > 23:
            continue
        time = f"{match['hour']}:{match['minute']}:00{zone_offset(match['zone'])}"
        yield RawDate(match.start(), match.end(), day, time=time, relative=match["month"] is None)


def zone_offset(letter: str) -> str:
    """The offset from UTC of a military time zone."""
    if letter == "Z":
        return "Z"
    east, west = "ABCDEFGHIKLM", "NOPQRSTUVWXY"
    hours = east.find(letter) + 1 or -(west.find(letter) + 1)
    return f"{'-' if hours < 0 else '+'}{abs(hours):02d}:00"


def dates_in_figures(text: str, notation: Notation, near: date | None) -> Iterator[RawDate]:
    """Dates in figures where the language or the figures decide the order; else none (`3/4/52` in English)."""
    for match in _FIGURES.finditer(text) if _DIVIDED.search(text) else ():
        if match["y"]:
            if match["apart"] and notation.lang not in ("ko", "hu"):
                # "in 1957. 5. 4 more …" counts paragraphs.
                continue
            month = _month(match["m"])
            day = day_of(int(match["y"]), month, int(match["d"])) if month else None
        else:
            year = full_year(match["y2"], near)
            day = None if year is None else _ordered(match["d2"], match["m2"], match["s2"], year, notation)
        if day is not None:
            yield RawDate(match.start(), match.end(), day)


def _ordered(one: str, two: str, mark: str, year: int, notation: Notation) -> date | None:
    month = _month(two)
    if not two.isdigit():
        return day_of(year, month, int(one)) if month else None
    day_first = day_of(year, int(two), int(one))
    if not _both_orders(notation):
        return day_first if "day month year" in notation.dates.get("order", ()) else None
    if mark == ".":
        return day_first
    month_first = day_of(year, int(one), int(two))
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first
    return None


def _month(text: str) -> int | None:
    """A month in figures, Arabic or Roman."""
    if text.isdigit():
        return int(text)
    return _ROMAN.index(text) + 1 if text in _ROMAN else None


@cache
def _both_orders(notation: Notation) -> bool:
    return len(notation.dates.get("order", ())) > 1
