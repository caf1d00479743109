"""Dates and times in running text, as ISO 8601.

Nothing is invented: an ambiguous date (`3/4/52` in English) is left alone, a zone is given only where it is written, and what
a date lacks is filled in from a day near by only where the caller names one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

import regex

from teikit.notations.bare_text import without_brackets
from teikit.notations.calendar_days import near_month
from teikit.notations.eastern import eastern_dates
from teikit.notations.notation import Notation, load_notation
from teikit.notations.raw_dates import RawDate
from teikit.notations.telegraphic import date_time_groups, dates_in_figures
from teikit.notations.times import Clock, clock_after
from teikit.notations.western import western_dates
from teikit.patterns import compiled_pattern, lazy_pattern

# Full-width figures and marks to ASCII, one for one, so that offsets stay.
_NARROW = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0F: "/", 0xFF0E: ".", 0xFF0C: ",", 0xFF1A: ":"}
_WIDE = lazy_pattern("[" + "".join(map(chr, _NARROW)) + "]")
_EASTERN_SIGNS = lazy_pattern(r"[年月日월년일]")
# What may follow "on the 11th" where it is a day and not the eleventh of something.
_THE_NTH = lazy_pattern(
    r"\b(?:on\s+)?the\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)(?=\s*[,.;:)]|\s+(?:at|from|and|to|until|I|we|he|she|they|in\s+the\s+(?:morning|afternoon|evening)"
    r"|inst\.?|instant|of\s+(?:this|the)\s+month)\b)",
    regex.IGNORECASE,
)
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)", re.IGNORECASE)
_THE_NTH_SURE = lazy_pattern(r"\bon\s+the\s+", regex.IGNORECASE)
# A dateline is short; in longer texts "undated" speaks of other papers.
_DATELINE = 240


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date where it stands in a text.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        when: ISO 8601 (`1994-02-13`, `1979-07`, `1979-07-08T19:31:00Z`, `1952-01-22T16:00:00`), a zone only where written.
        from_: Where a range begins.
        to: Where it ends.
        not_before: Earliest.
        not_after: Latest.
        undated: The text says that there is no date.
        relative: Worked out from `near`: the text itself gives only the day, or day and month.
        supplied: A part of it stands between an editor's brackets (`18 February 1[9]46`, `[3 August] 1948`).
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
    supplied: bool = False

    @property
    def day(self) -> date | None:
        """The (first) calendar day, where the text gives a whole one."""
        iso = self.when or self.from_ or self.not_before
        return date.fromisoformat(iso[:10]) if iso and len(iso) >= 10 else None


def find_dates(text: str, lang: str | Notation = "en", *, near: date | None = None) -> Iterator[FoundDate]:
    """Find dates in order and without overlaps.

    Args:
        text: Any text.
        lang: Its language; dates in English and in figures are found in every language.
        near: A day from which year, or year and month, are taken where a date lacks them (the date of the cable).
    """
    main = lang if isinstance(lang, Notation) else load_notation(lang)
    notations = (main,) if main.lang == "en" else (main, load_notation("en"))
    plain = text if text.isascii() or not _WIDE.search(text) else text.translate(_NARROW)
    bare = without_brackets(plain)
    dates: list[FoundDate] = []
    done = 0
    for raw, notation in _raw_dates(bare.text, notations, near):
        if raw.start < done:
            continue
        one = _with_time(bare.text, raw, notation)
        done = one.end
        start, end = bare.span(one.start, one.end)
        dates.append(replace(one, start=start, end=end, supplied="[" in plain[start:end]))
    if not dates and len(text) <= _DATELINE:
        for notation in notations:
            if (match := _undated(notation).search(text)) is not None:
                dates.append(FoundDate(match.start(), match.end(), undated=True))
                break
    yield from dates


def _raw_dates(text: str, notations: tuple[Notation, ...], near: date | None) -> list[tuple[RawDate, Notation]]:
    main = notations[0]
    found: list[tuple[RawDate, Notation]] = []
    for notation in notations:
        found.extend((one, notation) for one in western_dates(text, notation, near))
    found.extend((one, main) for one in date_time_groups(text, near))
    found.extend((one, main) for one in dates_in_figures(text, main, near))
    if main.lang in ("ja", "zh", "ko") or (not text.isascii() and _EASTERN_SIGNS.search(text)):
        eastern = main if main.lang in ("ja", "zh", "ko") else load_notation("ja")
        found.extend((one, eastern) for one in eastern_dates(text, near, eastern.lang))
    if near is not None and _ORDINAL.search(text):
        found.extend((one, notations[-1]) for one in _nth(text, near))
    found.sort(key=lambda one: (one[0].start, one[0].start - one[0].end))
    return found


def read_date(text: str, lang: str | Notation = "en", *, near: date | None = None) -> FoundDate | None:
    """The date that a short text (a dateline, a header fact) speaks of: its first whole one, else its first."""
    found = list(find_dates(text, lang, near=near))
    return next((one for one in found if one.day is not None and not one.relative), found[0] if found else None)


def _nth(text: str, near: date) -> Iterator[RawDate]:
    for match in _THE_NTH.finditer(text):
        if not _THE_NTH_SURE.match(match.group()) and "month" not in match.group():
            following = text[match.end() : match.end() + 12].casefold()
            if "month" not in following and "inst" not in following:
                continue
        if (day := near_month(int(match["day"]), near)) is not None:
            yield RawDate(match.start("day"), match.end(), day, relative=True)


def _with_time(text: str, raw: RawDate, notation: Notation) -> FoundDate:
    if raw.first is None:
        return FoundDate(raw.start, raw.end, when=raw.month, relative=raw.relative)
    first = raw.first.isoformat()
    if raw.time is not None:
        return FoundDate(raw.start, raw.end, when=f"{first}T{raw.time}", relative=raw.relative)
    clock = clock_after(text, raw.end, notation)
    if clock is None:
        if raw.last is not None:
            return FoundDate(raw.start, raw.end, from_=first, to=raw.last.isoformat(), relative=raw.relative)
        return FoundDate(raw.start, raw.end, when=first, relative=raw.relative)
    return _timed(raw, clock, raw.first)


def _timed(raw: RawDate, clock: Clock, first: date) -> FoundDate:
    begin = f"{first.isoformat()}T{clock.first}{clock.zone}"
    if clock.last is None:
        if raw.last is not None:
            return FoundDate(
                raw.start, raw.end, from_=first.isoformat(), to=raw.last.isoformat(), relative=raw.relative
            )
        return FoundDate(raw.start, clock.end, when=begin, relative=raw.relative)
    last = raw.last or first
    if clock.last < clock.first and raw.last is None:
        # From late in the evening into the night: the end is on the next day.
        last = first + timedelta(days=1)
    return FoundDate(
        raw.start, clock.end, from_=begin, to=f"{last.isoformat()}T{clock.last}{clock.zone}", relative=raw.relative
    )


@cache
def _undated(notation: Notation) -> regex.Pattern[str]:
    phrases = "|".join(regex.escape(one) for one in notation.dates.get("undated", ())) or r"(?!)"
    return compiled_pattern(rf"(?<!\p{{L}})(?:{phrases})(?!\p{{L}})", regex.IGNORECASE)
