"""What is wrong with a date, in words, and what was probably meant.

Kept apart from the types so that a run without mistakes never loads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from teikit.relaxng.datatypes.calendar import MONTHS, PERIOD, astronomical, days_in_month
from teikit.relaxng.datatypes.datatype import show_character

_WHAT = {
    "dateTime": "a date and time", "dateTimeStamp": "a date and time", "time": "a time", "date": "a date",
    "gYearMonth": "a year and month", "gYear": "a year", "gMonthDay": "a month and day", "gDay": "a day",
    "gMonth": "a month",
}  # fmt: skip
_ZONE = r"(?:Z|[+-]\d\d:\d\d)?"
_YMD = re.compile(rf"(-?\d{{4,}})-(\d\d)-(\d\d)(?:T.*|{_ZONE})")
_Y = re.compile(rf"(-?\d{{4,}}){_ZONE}")
_YM = re.compile(rf"(-?\d{{4,}})-(\d\d){_ZONE}")
_MD = re.compile(rf"--(\d\d)-(\d\d){_ZONE}")
_HMS = re.compile(r"(?:.*T)?(\d\d):(\d\d):(\d\d)(\.\d*)?(.*)")
_ENDS_IN_ZONE = re.compile(r"[+-](\d{1,2}):?(\d\d)?$")


def date_fault(name: str, form: str, literal: str) -> str:
    """What keeps a literal from being of a type of dates, as a clause.

    Args:
        name: The type's name: `gYearMonth`.
        form: How the type is written: `YYYY-MM`.
        literal: The literal, which is not of the type.
    """
    if not literal:
        return f"{_WHAT[name]} is needed"
    if day := _day_fault(name, literal):
        return day
    if re.fullmatch(PERIOD, literal):
        return "only one can stand here, not a period"
    if "T" in form and (time := _date_time_fault(literal)):
        return time
    if name == "time" and (time := _time_fault(literal)):
        return time
    if "T" not in form and name != "time" and re.search(r"\d[T ]\d{1,2}:\d\d", literal):
        return f"{_WHAT[name]} has no time of day"
    if _month_in(literal):
        return "months are written in digits"
    if re.search(r"[A-Za-z]{3}", literal) and re.search(r"\d", literal):
        return f"words cannot stand beside {_WHAT[name]}"
    if re.search(r"\d[/.]\d", literal) and name != "time":
        return "the parts are separated by hyphens, the year first"
    if form.startswith("YYYY"):
        if re.match(r"-?\d{1,3}(?:-|$)", literal):
            return "a year has four digits"
        if re.match(r"-?0\d{4,}", literal):
            return "a year of more than four digits has no zero before it"
        if literal.startswith("-0000"):
            return "the year 0 has no sign"
    if other := _other_parts(name, literal):
        return other
    if re.search(r"-\d(?:-|$|[TZ+])", literal):
        return "month and day have two digits each" if name != "gYearMonth" else "a month has two digits"
    if name == "date" and re.fullmatch(r"\d{8}", literal):
        return "hyphens stand between year, month and day"
    if re.search(r"\d", literal) and (strange := re.search(r"[^\dTZ:+.-]", literal)):
        return f"{show_character(strange.group())} cannot stand in {_WHAT[name]}"
    return f"this is not the form of {_WHAT[name]}"


def _other_parts(name: str, literal: str) -> str:
    """Whether the form is right, but for another type: a year where a date is asked for."""
    parts = 3 if _YMD.fullmatch(literal) else 2 if _YM.fullmatch(literal) else 1 if _Y.fullmatch(literal) else 0
    if name == "date" and parts in (1, 2):
        return "the day is missing" if parts == 2 else "month and day are missing"
    if name == "gYearMonth" and parts in (1, 3):
        return "the month is missing" if parts == 1 else "a day does not belong here"
    if name == "gYear" and parts > 1:
        return "only the year belongs here"
    return ""


def _day_fault(name: str, literal: str) -> str:
    """Whether the form is right, but there is no such month or day."""
    year: str | None = None
    if found := _YMD.fullmatch(literal):
        year, month, day = found.groups()
    elif name == "gYearMonth" and (found := _YM.fullmatch(literal)):
        year, month, day = *found.groups(), "01"
    elif name == "gMonthDay" and (found := _MD.fullmatch(literal)):
        month, day = found.groups()
    elif name == "gMonth" and (found := re.fullmatch(rf"--(\d\d){_ZONE}", literal)):
        month, day = found[1], "01"
    elif name == "gDay" and (found := re.fullmatch(rf"---(\d\d){_ZONE}", literal)):
        month, day = "12", found[1]
    else:
        return ""
    if not 1 <= int(month) <= 12:
        swapped = name in ("date", "dateTime") and 1 <= int(day) <= 12
        return f"there is no month {int(month)}" + (", the month stands before the day" if swapped else "")
    if int(day) == 0:
        return "there is no day 0"
    length = days_in_month(None if year is None else astronomical(year), int(month))
    if int(day) > length:
        if name == "gDay":
            return f"no month has {int(day)} days"
        return f"{MONTHS[int(month) - 1]}{'' if year is None else ' ' + year} has {length} days"
    return ""


def _date_time_fault(literal: str) -> str:
    if "T" not in literal:
        if re.search(r"\d +\d{1,2}:", literal):
            return 'between date and time stands a "T"'
        return "the time of day is missing"
    return _time_fault(literal.partition("T")[2])


def _time_fault(literal: str) -> str:
    """What is wrong with a time of day, if it looks like one."""
    if re.search(r"[ap]\.?m\.?$", literal, re.IGNORECASE):
        return "hours are counted to 24"
    if re.match(r"\d\d:\d\d(?:Z|[+-]|$)", literal):
        return "the seconds are missing"
    if re.match(r"\d:", literal):
        return "hours have two digits"
    if found := _HMS.fullmatch(literal):
        hour, minute, second, fraction, zone = found.groups()
        if int(hour) == 24:
            return "hour 24 is midnight, so minutes and seconds must be 00"
        if int(hour) > 24:
            return f"there is no hour {int(hour)}"
        if int(minute) > 59:
            return f"there is no minute {int(minute)}"
        if int(second) > 59:
            return f"there is no second {int(second)}"
        if fraction == ".":
            return "digits must follow the point"
        if zone and (offset := _ENDS_IN_ZONE.fullmatch(zone)):
            if int(offset[1]) > 14 or (int(offset[1]) == 14 and offset[2] not in (None, "00")):
                return "no time zone is more than 14:00 hours away from UTC"
            return 'a time zone is "Z" or written like +01:00'
        if zone not in ("", "Z"):
            return 'after the seconds only a time zone can follow, "Z" or like +01:00'
    return ""


def date_repairs(name: str, literal: str) -> Iterator[tuple[str, bool]]:
    """Dates that may have been meant, best first, with whether to say so plainly; not all are of the type.

    Args:
        name: The type's name.
        literal: The literal, which is not of the type.
    """
    text = literal
    if found := re.fullmatch(r"(.*\d)(?:\s*T\s*|\s+)(\d{1,2}:.*)", text):
        text = f"{found[1]}T{found[2]}"
    date, mark, time = text.partition("T") if re.search(r"\dT", text) else (text, "", "")
    if name == "time":
        yield from ((candidate, True) for candidate in _repair_time(literal))
    elif mark:
        for candidate in _repair_time(time):
            for day, certain in _repair_date(date):
                yield f"{day}T{candidate}", certain
    yield from _repair_date(date)
    if mark and name == "dateTimeStamp":
        yield f"{text}Z", False
    if found := re.fullmatch(r"-*(\d{1,2})-*", literal):
        number = int(found[1])
        yield (f"--{number:02}" if name == "gMonth" else f"---{number:02}"), True
    if found := re.fullmatch(r"-*(\d{1,2})[-/.](\d{1,2})", literal):
        yield f"--{int(found[1]):02}-{int(found[2]):02}", True
    if found := re.fullmatch(r"--(\d\d)-\d\d", literal):
        month = int(found[1])
        if 1 <= month <= 12:
            yield f"--{month:02}-{days_in_month(None, month):02}", False


def _repair_date(date: str) -> Iterator[tuple[str, bool]]:
    yield date, True
    if found := re.fullmatch(r"(-?)(\d{4,})[-/. ](\d{1,2})[-/. ](\d{1,2})", date):
        sign, year, month, day = found.groups()
        yield f"{sign}{year}-{int(month):02}-{int(day):02}", True
        if int(month) > 12 >= int(day) >= 1:
            yield f"{sign}{year}-{int(day):02}-{int(month):02}", True
        if 1 <= int(month) <= 12:
            last = days_in_month(astronomical(sign + year), int(month))
            yield f"{sign}{year}-{int(month):02}-{last:02}", False
    if found := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", date):
        yield f"{found[1]}-{found[2]}-{found[3]}", True
    if found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", date):
        # Whether day or month comes first is known only where one of them is over 12.
        first, second = int(found[1]), int(found[2])
        yield f"{found[3]}-{second:02}-{first:02}", first > 12
        yield f"{found[3]}-{first:02}-{second:02}", second > 12
    if found := re.fullmatch(r"(-?\d{4,})[-/. ](\d{1,2})", date):
        yield f"{found[1]}-{int(found[2]):02}", True
    if found := re.match(r"(-?\d{4,}-\d\d-\d\d|\d{4})\s*(?:/|-+|–|to|until)", date):
        yield found[1], False
    if found := re.fullmatch(r"\D*(\d{4})\D*", date):
        yield found[1], False
    if (month := _month_in(date)) and not re.search(r"\d", date):
        yield f"--{month:02}", True
    if (month := _month_in(date)) and (numbers := re.findall(r"\d+", date)):
        years = [number for number in numbers if len(number) == 4]
        days = [int(number) for number in numbers if len(number) < 3]
        if len(years) == 1 and len(days) == 1:
            yield f"{years[0]}-{month:02}-{days[0]:02}", True
        if len(years) == 1:
            yield f"{years[0]}-{month:02}", True
        if not years and len(days) == 1:
            yield f"--{month:02}-{days[0]:02}", True


def _month_in(text: str) -> int:
    """The number of the month that the text names in English, or 0."""
    words = re.findall(r"[A-Za-z]{3,}", text)
    for number, month in enumerate(MONTHS, start=1):
        if any(month.lower().startswith(word.lower()) for word in words):
            return number
    return 0


def _repair_time(time: str) -> Iterator[str]:
    found = re.fullmatch(
        r"(\d{1,2}):(\d\d)(?::(\d\d(?:\.\d+)?))?\s*([AaPp])?\.?(?:[Mm]\.?)?\s*(Z|[+-]\d{1,2}(?::?\d\d)?)?", time
    )
    if found:
        hour, minute, second, half, zone = found.groups()
        number = int(hour)
        if half:
            number = number % 12 + (12 if half in "Pp" else 0)
        offset = ""
        if zone:
            parts = re.fullmatch(r"([+-])(\d{1,2}):?(\d\d)?", zone)
            offset = f"{parts[1]}{int(parts[2]):02}:{parts[3] or '00'}" if parts else zone
        yield f"{number:02}:{minute}:{second or '00'}{offset}"
    if found := re.fullmatch(r"(\d\d)(\d\d)\s*(?:hours|hrs|h)?", time, re.IGNORECASE):
        yield f"{found[1]}:{found[2]}:00"
