"""Dates in the words of European languages: `January 22, 1952`, `24th June, 1946`, `31. Oktober 1997`, `12 сентября 1996 г.` and so on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import regex

from teikit.notations.calendar_days import day_of, full_year, month_of, near_year
from teikit.notations.notation import Notation
from teikit.notations.raw_dates import RawDate
from teikit.patterns import compiled_pattern, lazy_pattern

_SUFFIX = r"st|nd|rd|th|er|º|°|-го|-е"
# A full stop belongs to the day only before its month ("31. Oktober"); after "October 31" it ends the sentence.
_DAY = rf"(?:[0-3]?\d)(?:\s?(?:{_SUFFIX})(?!\p{{L}})|\.(?=\s*(?:[-–—/]|\p{{L}})))?"
_LAST_DAY = rf"(?:[0-3]?\d)(?:\s?(?:{_SUFFIX})(?!\p{{L}}))?"
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
# "6 Sep 60": a year that is not written out, and may be a number of men.
_SHORT_YEAR = re.compile(r"\s+['’]?\d\d(?![\d:.,])")
# Russian puts the day between quotation marks: «12» мая.
_OPENING = '«"„“'
_YEAR = r"(?:1[5-9]\d\d|20\d\d)(?!\d|[.,]\d{3}(?!\d))"
_DASH = r"\s*(?:[-–—/]|\.?\s*(?:to|bis|au|al|a|do|по)\s|\.?\s*(?P<and>(?:and|und|et|y|i|и|és)\s))\s*"
# How far a date reaches before and after the first letter of its month.
_BEFORE, _AFTER = 50, 140
_FIGURE = re.compile(r"\d")
_ORDINAL = lazy_pattern(r"\d+")


def western_dates(text: str, notation: Notation, near: date | None) -> Iterator[RawDate]:
    """Dates with the month as a word; without a year only where a day near by gives one.

    Args:
        text: The text, its digits in ASCII.
        notation: The language.
        near: A day whose year the dates without one belong to.
    """
    if not notation.months or notation.lang in ("ja", "zh", "ko"):
        return
    pattern, beginnings = _pattern(notation), _beginnings(notation)
    for start, end in _windows(text, notation):
        for match in _matches(pattern, beginnings, text, start, end):
            yield from _read(match, notation, near)


def _matches(
    pattern: regex.Pattern[str], beginnings: re.Pattern[str], text: str, start: int, end: int
) -> Iterator[regex.Match[str]]:
    """Where a pattern fits, one after the other, tried only where one may begin."""
    while (begin := beginnings.search(text, start, end)) is not None:
        match = pattern.match(text, begin.start(), end)
        if match is not None:
            yield match
        start = match.end() if match is not None else begin.start() + 1


def _windows(text: str, notation: Notation) -> Iterator[tuple[int, int]]:
    """The stretches around what looks like the name of a month: the grammar is too slow to be tried everywhere."""
    begin = stop = -1
    for match in _anchors(notation).finditer(text):
        if _FIGURE.search(text, max(0, match.start() - _BEFORE // 2), match.start() + _BEFORE) is None:
            continue
        start, end = max(0, match.start() - _BEFORE), min(len(text), match.start() + _AFTER)
        if start > stop:
            if stop >= 0:
                yield begin, stop
            begin = start
        stop = end
    if stop >= 0:
        yield begin, stop


@cache
def _anchors(notation: Notation) -> re.Pattern[str]:
    """The first three letters of every month; in English the first of them is a capital."""
    heads = sorted({name[:3] for name in notation.months})
    first = str.upper if notation.lang == "en" else _either_case
    letters = (r"\s?".join((first(head[0]), *map(_either_case, head[1:]))) for head in heads)
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(letters)})")


@cache
def _beginnings(notation: Notation) -> re.Pattern[str]:
    """What a date of `_pattern` begins with: a figure, quoted or not, or the first three letters of a month in whatever case."""
    heads = sorted({name[:3] for name in notation.months})
    letters = (r"\s?".join(map(re.escape, head)) for head in heads)
    return re.compile(rf"(?<![^\W_])(?:[{_OPENING}]?\d|{'|'.join(letters)})", re.IGNORECASE)


def _either_case(letter: str) -> str:
    return f"[{re.escape(letter)}{re.escape(letter.upper())}]" if letter.isalpha() else re.escape(letter)


def _read(match: regex.Match[str], notation: Notation, near: date | None) -> Iterator[RawDate]:
    if _BLANK_LINE.search(match.group()):
        return
    name = match["month"] or ""
    month = _month(name, notation)
    month2 = _month(match["month2"], notation) if match["month2"] else month
    if month is None or month2 is None:
        return
    # "may" and "march" in small letters are verbs; a name in capitals or with a capital is the month.
    if notation.lang == "en" and not name[:1].isupper():
        return
    year_text = match["year"]
    if match["day"] is None:
        if year_text is None:
            return
        whole = month_of(int(year_text), month)
        if whole:
            yield RawDate(match.start(), match.end(), month=whole)
        return
    first_day = int(_ORDINAL.findall(match["day"])[0])
    last_day = int(_ORDINAL.findall(match["day2"])[0]) if match["day2"] else None
    if year_text is None:
        if near is None or _SHORT_YEAR.match(match.string, match.end()):
            return
        first = near_year(month, first_day, near)
        last = near_year(month2, last_day, near) if last_day is not None else None
    else:
        year = full_year(year_text, near)
        if year is None:
            return
        first_year = int(match["year1"]) if match["year1"] else year
        first = day_of(first_year, month, first_day)
        last = day_of(year, month2, last_day) if last_day is not None else None
    relative = year_text is None
    if first is None or last_day is None:
        if first is not None:
            yield RawDate(match.start(), match.end("core"), first, relative=relative)
    elif last is not None and last > first and not (match["and"] and (last - first).days > 1):
        yield RawDate(match.start(), match.end("core"), first, last, relative=relative)
    elif last is not None:
        # No stretch of days: two dates beside each other, of which the first may lack its year.
        ends = (match.end("day"), match.end("month"), match.end("year1"))
        first_end = max(end for end in ends if end < match.start("day2"))
        yield RawDate(match.start(), first_end, first, relative=relative)
        second = [at for at in (match.start("day2"), match.start("month2")) if at >= 0]
        yield RawDate(min(second), match.end("core"), last, relative=relative)


def _month(name: str, notation: Notation) -> int | None:
    folded = "".join(name.casefold().split())
    return notation.months.get(folded) or notation.months.get(folded.rstrip("."))


@cache
def _pattern(notation: Notation) -> regex.Pattern[str]:
    names = sorted(notation.months, key=len, reverse=True)
    # Names of three letters and more may be letter-spaced by a scanner ("A p r i l").
    month = "|".join(r"\s?".join(regex.escape(letter) for letter in name) for name in names)
    month = rf"(?:{month})(?!\p{{L}})\.?"
    of = r"(?:\s+(?:of|de|del|of\s+the\s+month\s+of))?\s*"
    end_year = rf"(?:\s*,?\s*(?:de\s+|del\s+)?(?P<year>{_YEAR})(?:\s?(?:{_words(notation.dates.get('year_words', ()))})(?!\p{{L}}))?)"
    if notation.lang == "hu":
        days = r"\s*(?P<and>(?!))?(?P<day>\d{1,2})(?:\s*[-–]\s*(?P<day2>\d{1,2}))?(?:\.|(?=-\p{L}))(?:-?\p{L}{1,3})?"
        core = rf"(?:(?P<year>{_YEAR})\.?\s*)?(?P<month>{month})(?:{days})?(?P<month2>(?!))?(?P<year1>(?!))?"
        return compiled_pattern(rf"(?<![\p{{L}}\p{{N}}])(?P<core>{core})", regex.IGNORECASE)
    day_first = rf"""
        (?:[{_OPENING}](?P<day>[0-3]?\d)[»"”“]|(?P<day>{_DAY}))(?:{of}(?P<month>{month})\s*,?\s*(?P<year1>{_YEAR})?{_DASH}(?P<day2>{_DAY}){of}(?P<month2>{month})
                        |{_DASH}(?P<day2>{_DAY}){of}(?P<month>{month})
                        |{of}(?P<month>{month})){end_year}?"""
    month_first = rf"""
        (?P<month>{month}),?\s*(?P<day>{_LAST_DAY})(?!\d|[:.]\d)
        (?:\s*,?\s*(?P<year1>{_YEAR})?{_DASH}(?P<month2>{month})\s*(?P<day2>{_LAST_DAY})(?!\d)|{_DASH}(?P<day2>{_LAST_DAY})(?!\d|[:.]\d|\s*[ap]\.?\s?m\b))?
        {end_year}?"""
    month_only = rf"(?P<month>{month})\s*,?\s*(?:de\s+|del\s+)?(?P<year>{_YEAR})"
    orders = [month_first, day_first] if notation.lang == "en" else [day_first]
    return compiled_pattern(
        rf"(?<![\p{{L}}\p{{N}}.])(?P<core>{'|'.join(orders)}|{month_only})", regex.IGNORECASE | regex.VERBOSE
    )


def _words(phrases: tuple[str, ...]) -> str:
    return (
        "|".join(regex.escape(one).replace(r"\ ", r"\s") for one in sorted(phrases, key=len, reverse=True)) or r"(?!)"
    )
