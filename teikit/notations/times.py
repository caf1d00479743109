"""The time of day that stands after a date: `5:30 p.m.`, `2322Z`, `11 a.m.–12:05 p.m.`, `14.30 Uhr`, `午前11時35分から午後1時10分まで`.

A time is read only where the text says which half of the day is meant, or counts to 24. A zone is kept where it is written
and never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from teikit.notations.notation import Notation
from teikit.notations.numbers import han_number
from teikit.patterns import compiled_pattern, lazy_pattern

ZONES = {
    **{"z": "Z", "gmt": "Z", "utc": "Z", "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00"},
    **{"mst": "-07:00", "pst": "-08:00", "pdt": "-07:00", "bst": "+01:00", "cet": "+01:00", "mez": "+01:00"},
    **{"mesz": "+02:00", "jst": "+09:00", "kst": "+09:00", "msk": "+03:00"},
}


_ZONE = lazy_pattern(r"(?P<name>[A-Z]*)\s?(?:(?P<sign>[+−–-])\s?(?P<hours>\d{1,2}):?(?P<minutes>\d\d)?)?")
# Numerals up to fifty-nine.
_HAN = "[〇零一二三四五六七八九十]{1,3}"
_BLANK_LINE = lazy_pattern(r"\n[ \t\r]*\n")
# How far after its date a time may end; it also keeps the cost of a long run of spaces down.
_REACH = 160


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day or a stretch between two.

    Attributes:
        end: Offset after it.
        first: `HH:MM:SS`.
        last: The same, where it is a stretch.
        zone: `Z` or an offset such as `-05:00`; empty where none is written.
    """

    end: int
    first: str
    last: str | None = None
    zone: str = ""


def clock_after(text: str, at: int, notation: Notation) -> Clock | None:
    """The time that follows a date, or `None`.

    Args:
        text: The text, its digits in ASCII.
        at: Offset after the date.
        notation: The language.
    """
    match = _pattern(notation).match(text, at, at + _REACH)
    if match is None:
        return None
    blank = _BLANK_LINE.search(match.group())
    if blank is not None and match.group()[: blank.start()].strip(" \t\r") != ",":
        # What stands in another paragraph is the time of something else, unless the sentence goes on.
        return None
    first, last = _part(match, "1", notation), _part(match, "2", notation)
    if first is None:
        return None
    zone = _zone(match["zone"] or match["mz1"] or match["mz2"] or "")
    if last is None:
        if first.half is None and not first.sure:
            return None
        return Clock(match.end("one") if match["two"] else match.end(), first.time(), None, zone)
    if last.half is None and not last.sure and first.half is None and not first.sure:
        return None
    if first.half is None and not first.sure:
        first = _Time(first.hour, first.minute, last.half, last.sure)
        if last.half == "pm" and first.minutes() > last.minutes():
            first = _Time(first.hour, first.minute, "am", True)
    elif last.half is None and not last.sure:
        # 下午3时至5时: what begins in the afternoon ends in it.
        last = _Time(last.hour, last.minute, first.half, first.sure)
    return Clock(match.end(), first.time(), last.time(), zone)


def _zone(written: str) -> str:
    """`Z` or an offset for a zone as written: "EST", "(GMT+2)", "UTC +05:30"."""
    match = _ZONE.fullmatch(written.strip("() ").upper())
    if match is None or not match["sign"]:
        return ZONES.get(match["name"].casefold(), "") if match else ""
    hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
    return f"{'+' if match['sign'] == '+' else '-'}{hours:02d}:{minutes:02d}" if hours <= 14 and minutes < 60 else ""


@dataclass(frozen=True, slots=True)
class _Time:
    hour: int
    minute: int
    half: str | None
    sure: bool

    def minutes(self) -> int:
        hour = self.hour
        if self.half == "pm" and hour < 12:
            hour += 12
        elif self.half == "am" and hour == 12:
            hour = 0
        return hour * 60 + self.minute

    def time(self) -> str:
        minutes = self.minutes()
        return f"{minutes // 60:02d}:{minutes % 60:02d}:00"


def _part(match: regex.Match[str], which: str, notation: Notation) -> _Time | None:
    if match[f"noon{which}"]:
        return _Time(12, 0, None, True)
    if match[f"midnight{which}"]:
        return _Time(0, 0, None, True)
    if match[f"mil{which}"]:
        hour, minute = int(match[f"mil{which}"][:2]), int(match[f"mil{which}"][2:])
        return _Time(hour, minute, None, True) if hour < 24 and minute < 60 else None
    if match[f"h{which}"] is None:
        return None
    hour, minute = _number(match[f"h{which}"]), _number(match[f"m{which}"] or "0")
    if match.groupdict().get(f"half{which}"):
        minute = 30
    if hour > 24 or minute > 59:
        return None
    before, after = match.groupdict().get(f"before{which}"), match[f"after{which}"]
    half = _half(before or after, notation)
    if half is not None and hour > 12:
        half = None
    # Counting to 24: above 12, with a leading zero, or in a language or with a word that has no halves.
    counted = bool(match[f"hours{which}"]) and notation.lang in ("en", "de", "fr", "es", "pl", "hu")
    written = match[f"m{which}"] is not None and notation.lang in ("de", "fr", "es", "pl", "hu", "ru")
    # "17" alone is a number of anything; with minutes, or with 時, it is an hour.
    whole = match[f"m{which}"] is not None or notation.lang in ("ja", "zh", "ko")
    clear = whole and (hour > 12 or match[f"h{which}"].startswith("0") or written)
    sure = half is None and (clear or counted)
    return _Time(0 if hour == 24 else hour, minute, half, sure)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else han_number(text) or 0


def _half(word: str | None, notation: Notation) -> str | None:
    if not word:
        return None
    bare = "".join(word.casefold().replace(".", "").split())
    for half in ("am", "pm"):
        if bare in _bare_words(notation, half):
            return half
    return None


@cache
def _bare_words(notation: Notation, half: str) -> frozenset[str]:
    return frozenset("".join(word.replace(".", "").split()) for word in (*notation.dates.get(half, ()), f"{half[0]}m"))


def words(phrases: tuple[str, ...]) -> str:
    """Phrases as a pattern, longest first, spaces as the typist left them."""
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(regex.escape(one).replace(r"\ ", r"\s*") for one in ordered) or r"(?!)"


@cache
def _pattern(notation: Notation) -> regex.Pattern[str]:
    table = notation.dates
    if notation.lang in ("ja", "zh", "ko"):
        return _eastern(notation)
    halves = words((*table.get("am", ()), *table.get("pm", ()), "a.m.", "p.m.", "a.m", "p.m", "am", "pm"))
    hours = words(table.get("hours", ()))
    minutes = words((*table.get("minutes", ()), "min."))

    def one(which: str) -> str:
        return rf"""
            (?:(?:12\s)?(?P<noon{which}>{words(table.get("noon", ()))})\b
              |(?:12\s)?(?P<midnight{which}>{words(table.get("midnight", ()))})\b
              |(?P<mil{which}>[0-2]\d[0-5]\d)\s?(?:(?P<mz{which}>Z\b)|(?:hours|hrs|hours\.|uhr|h)\b)
              |(?:{hours if notation.lang == "pl" else "(?!)"})?\s*
               (?P<h{which}>\d{{1,2}})(?:\s?(?:[:.]|h|ч\.|час\.|часов|часа|час)\s?(?P<m{which}>[0-5]\d)(?!\d))?(?!\d|[.:]\d|/)
               \s?(?P<hours{which}>(?:{hours})(?![\p{{L}}])(?:\s?(?P<m{which}>[0-5]?\d)(?:\s?(?:{minutes})(?!\p{{L}})|(?!\s*[\p{{L}}\p{{N}}:.])))?)?(?:\s?{minutes})?
               (?:\s?(?P<after{which}>{halves})(?![\p{{L}}]))?)"""

    return compiled_pattern(
        rf"""
        (?:\s*[,;(]\s*|\s*[—–]\s*|\s*-{{1,2}}\s*|\s+)
        (?:(?:at|from|between|beginning\s+at|um|von|gegen|à|de|a\s+las|в|с|o|ok\.|od|about|circa)\s+)?
        (?P<one>{one("1")})
        (?P<two>\s*(?:[-–—]|to|until|and|till|bis|à|a|do|до|hasta|-tól)\s*{one("2")})?
        (?:\s*(?P<zone>\(?(?:(?:GMT|UTC)\s?[+−–-]\s?\d{{1,2}}(?::?[0-5]\d)?(?!\d|\s*[ap:.])|(?:{"|".join(ZONES)})\b)\)?))?
        """,
        regex.VERBOSE | regex.IGNORECASE,
    )


def _eastern(notation: Notation) -> regex.Pattern[str]:
    table = notation.dates
    halves = words((*table.get("am", ()), *table.get("pm", ())))
    weekday = r"(?:[月火水木金土日월화수목금토일](?:曜日?|요일)?|(?:星期|周|週|礼拜)[一二三四五六日天])(?![月월])"

    def one(which: str) -> str:
        return rf"""
            (?:(?P<noon{which}>{words(table.get("noon", ()))})
              |(?P<midnight{which}>{words(table.get("midnight", ()))})
              |(?P<mil{which}>[0-2]\d[0-5]\d)(?P<mz{which}>Z)
              |(?P<before{which}>{halves})?(?P<hours{which}>)(?P<after{which}>)\s*
               (?P<h{which}>\d{{1,2}}|{_HAN})\s*(?:[時时点點시]\s*(?:鐘|钟|정각)?\s*(?:(?P<m{which}>\d{{1,2}}|{_HAN}(?=\s*分))\s*[分분]?|(?P<half{which}>半|반))?
                                           |[:：]\s*(?P<m{which}>[0-5]\d)))"""

    return compiled_pattern(
        rf"""
        (?:\s*[（(]\s*{weekday}\s*[)）]|\s*{weekday})?[\s、,，;（(]*(?:の|에)?\s*
        (?P<one>{one("1")})
        (?P<two>\s*(?:から|より|至|到|부터|에서|[-–—~〜～])\s*{one("2")}\s*(?:まで|止|까지)?)?
        (?P<zone>(?!))?
        """,
        regex.VERBOSE,
    )
