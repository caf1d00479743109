"""Japanese, Chinese and Korean dates: eras, the Republic's years, numerals in characters, days without month or year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import regex

from teikit.notations.calendar_days import day_of, month_of, near_month, near_year
from teikit.notations.numbers import han_number
from teikit.notations.raw_dates import RawDate
from teikit.patterns import lazy_pattern

# The year before an era's first.
_ERAS = {
    **{
        "明治": 1867,
        "大正": 1911,
        "昭和": 1925,
        "平成": 1988,
        "令和": 2018,
        "明": 1867,
        "大": 1911,
        "昭": 1925,
        "平": 1988,
    },
    **{
        "令": 2018,
        "民国": 1911,
        "民國": 1911,
        "中华民国": 1911,
        "中華民國": 1911,
        "中華民国": 1911,
        "단기": -2333,
        "檀紀": -2333,
    },
    **{
        "光緒": 1874,
        "光绪": 1874,
        "宣統": 1908,
        "宣统": 1908,
        "主體": 1911,
        "주체": 1911,
        "西暦": 0,
        "公元": 0,
        "서기": 0,
    },
}
_NUMBER = r"(?:\d{1,4}|[〇○零一二三四五六七八九十廿卅百元正]{1,5})"
_ERA = "|".join(sorted((era for era in _ERAS if len(era) > 1), key=len, reverse=True))
_DATE = lazy_pattern(
    rf"""
    (?:(?P<era>{_ERA})\s*)?(?:\(\s*\d{{4}}\s*\))?
    (?:(?P<year>{_NUMBER})\s*(?:\(\s*\d{{4}}\s*\)\s*)?[年년]\s*|(?P<this>本年|今年|同年|昨年|去年|明年|来年|금년|올해|작년)\s*)?
    (?P<month>{_NUMBER})\s*[月월]
    (?:\s*(?P<day>{_NUMBER})\s*[日号號일]?(?:\s*(?:[-–—~〜～、及]|から|至|到|부터|및)\s*(?:同月|同|本月|동월)?\s*(?P<day2>{_NUMBER}))?\s*[日号號일])?
    """,
    regex.VERBOSE,
)
_SHORT = lazy_pattern(
    r"(?<![\p{L}\p{N}])(?P<era>昭和?|平成?|令和?|大正?|明治?|[SHTMR])\s?(?P<year>\d{1,2})\s?[.．・/]\s?(?P<month>\d{1,2})\s?[.．・/]\s?(?P<day>\d{1,2})(?!\p{N})"
)
_LATIN_ERAS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_ALONE = lazy_pattern(
    rf"(?<![\p{{N}}月月월年년第前後数〇一二三四五六七八九十][\s]?)(?<![\p{{N}}\p{{Han}}])(?P<day>{_NUMBER})(?:日(?![間本米中ソ韓朝露英独仏系刊曜程])|일(?=[,\s에]))"
)


def eastern_dates(text: str, near: date | None, lang: str) -> Iterator[RawDate]:
    """Dates in the order year, month, day, with the parts that are missing taken from a day near by.

    Args:
        text: The text, its digits in ASCII.
        near: A day that tells year, or year and month, where the text does not.
        lang: The language; only Japanese shortens its eras.
    """
    done: list[tuple[int, int]] = []
    for match in _DATE.finditer(text):
        if (found := _read(match, near)) is not None:
            done.append((found.start, found.end))
            yield found
    for match in _SHORT.finditer(text) if lang == "ja" else ():
        era = _LATIN_ERAS.get(match["era"], match["era"])
        day = day_of(_ERAS[era] + int(match["year"]), int(match["month"]), int(match["day"]))
        if day is not None:
            yield RawDate(match.start(), match.end(), day)
    if near is None:
        return
    at = 0
    for match in _ALONE.finditer(text):
        while at < len(done) and done[at][1] <= match.start():
            at += 1
        if at < len(done) and done[at][0] < match.end():
            continue
        number = _number(match["day"])
        day = near_month(number, near) if number is not None and 1 <= number <= 31 else None
        if day is not None:
            yield RawDate(match.start(), match.end(), day, relative=True)


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdigit() else han_number(text)


def _read(match: regex.Match[str], near: date | None) -> RawDate | None:
    month, day = _number(match["month"]), _number(match["day"])
    last_day = _number(match["day2"])
    relative = False
    if month is None or not 1 <= month <= 12:
        return None
    year = _number(match["year"])
    if match["era"] is not None and year is not None:
        year += _ERAS[match["era"]]
    elif year is not None and (year < 1000 or (match["year"] or "").startswith(("元", "正"))):
        return None
    elif year is None:
        if near is None or (match["era"] is not None):
            return None
        relative = True
        if match["this"] is None:
            if day is None:
                return None
            first = near_year(month, day, near)
            year = first.year if first is not None else None
        else:
            year = near.year + {"昨年": -1, "去年": -1, "작년": -1, "明年": 1, "来年": 1}.get(match["this"], 0)
    if year is None:
        return None
    if day is None:
        whole = month_of(year, month)
        return RawDate(match.start(), match.end(), month=whole, relative=relative) if whole and not relative else None
    first = day_of(year, month, day)
    last = day_of(year, month, last_day) if last_day is not None else None
    if first is None or (last is not None and last <= first):
        return None
    return RawDate(match.start(), match.end(), first, last, relative=relative)
