"""dateTime, time, date and their parts: gYearMonth, gYear, gMonthDay, gDay, gMonth (XML Schema Part 2, 3.2.7 to 3.2.14).

Values are instants. One with a time zone is counted in UTC, one without is its own kind: the two can be ordered only
where no time zone could change the order (3.2.7.4). 24:00:00 is the end of a day (3.2.7.1), and a second 60 does not
exist (appendix D.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from functools import cached_property
from typing import NamedTuple

from teikit.relaxng.datatypes.calendar import MONTHS, PERIOD, SECONDS_A_DAY, astronomical, day_number, days_in_month
from teikit.relaxng.datatypes.datatype import Namespaces, collapse_space
from teikit.relaxng.datatypes.simpletype import BOUNDS, SimpleType

MAX_YEAR_DIGITS = 400
"""A year may have any number of digits; XSD lets a processor set a limit (5.4)."""

_ZONE = r"(?P<zone>Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_YEAR = r"(?P<year>-?(?:[1-9][0-9]{4,400}|[0-9]{4}))"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME = (
    r"(?:(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9])(?:\.(?P<fraction>[0-9]+))?"
    r"|(?P<midnight>24:00:00(?:\.0+)?))"
)
_FOURTEEN_HOURS = 14 * 3600

# What an attempt at each type looks like, well or badly written; the digits say the parts.
_LOOSE_ZONE = r"(?:\s*(?:Z|[+-]\d{1,2}:?\d{0,2}))?"
_LOOSE_DATE = r"-?\d{1,}[-/.]\d{1,2}[-/.]\d{1,4}"
_LOOSE_TIME = r"\d{1,2}[:.]\d{1,2}(?:[:.]\d{1,2}(?:[.,]\d*)?)?\s*(?:[ap]\.?m\.?)?"


class _Form(NamedTuple):
    """One of the types.

    Attributes:
        lexical: The regular expression of its lexical space, but for the lengths of months.
        loose: The regular expression of what looks like an attempt at it.
        format: The form as a person is told it.
        description: What it is, without the form.
        example: A value.
    """

    lexical: str
    loose: str
    format: str
    description: str
    example: str


_FORMS = {
    "dateTime": _Form(
        f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}", rf"{_LOOSE_DATE}(?:T|\s*,?\s+){_LOOSE_TIME}{_LOOSE_ZONE}",
        "YYYY-MM-DDTHH:MM:SS", "a date and time", "1973-02-17T22:30:00",
    ),
    "dateTimeStamp": _Form(
        f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE[:-1]}", rf"{_LOOSE_DATE}(?:T|\s*,?\s+){_LOOSE_TIME}{_LOOSE_ZONE}",
        "YYYY-MM-DDTHH:MM:SSZ", "a date and time with its time zone", "1973-02-17T22:30:00Z",
    ),
    "time": _Form(
        f"{_TIME}{_ZONE}", rf"(?:{_LOOSE_TIME}|\d{{3,4}}\s*(?:hours|hrs)?){_LOOSE_ZONE}",
        "HH:MM:SS", "a time", "22:30:00",
    ),
    "date": _Form(
        f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}", rf"(?:{_LOOSE_DATE}|\d{{8}}){_LOOSE_ZONE}",
        "YYYY-MM-DD", "a date", "1973-02-17",
    ),
    "gYearMonth": _Form(
        f"{_YEAR}-{_MONTH}{_ZONE}", rf"-?\d{{3,}}[-/.]\d{{1,2}}{_LOOSE_ZONE}",
        "YYYY-MM", "a year and month", "1973-02",
    ),
    "gYear": _Form(f"{_YEAR}{_ZONE}", rf"-?\d{{1,6}}{_LOOSE_ZONE}", "YYYY", "a year", "1973"),
    "gMonthDay": _Form(
        f"--{_MONTH}-{_DAY}{_ZONE}", rf"-{{0,3}}\d{{1,2}}[-/.]\d{{1,2}}{_LOOSE_ZONE}",
        "--MM-DD", "a month and day", "--02-17",
    ),
    "gDay": _Form(f"---{_DAY}{_ZONE}", rf"-{{3,4}}\d{{1,2}}{_LOOSE_ZONE}", "---DD", "a day of the month", "---17"),
    "gMonth": _Form(f"--{_MONTH}{_ZONE}", rf"-{{1,2}}\d{{1,2}}(?:--)?{_LOOSE_ZONE}", "--MM", "a month", "--02"),
}  # fmt: skip

DATE_TYPES = tuple(sorted(_FORMS))


class Instant(NamedTuple):
    """A point on the time line.

    Attributes:
        zoned: Whether a time zone was given, and the time is UTC.
        seconds: Since the day 0 of `calendar.day_number`.
        fraction: The digits of the fraction of a second, without zeros at the end, so that they order as text.
    """

    zoned: bool
    seconds: int
    fraction: str


class DateType(SimpleType):
    """One of the types of dates and times.

    Args:
        name: Its name: `gYearMonth`.
    """

    facets = BOUNDS

    def __init__(self, name: str) -> None:
        self.name = name
        self._form = _FORMS[name]
        self._has_day = "(?P<day>" in self._form.lexical
        self._has_year = "(?P<year>" in self._form.lexical

    @cached_property
    def _matches(self) -> Callable[[str], re.Match[str] | None]:
        return re.compile(self._form.lexical).fullmatch

    def allows(self, text: str, namespaces: Namespaces | None = None) -> bool:
        """See `Datatype.allows`; quick where there is no white space around the date, as almost always."""
        return self._holds(text) or self._holds(collapse_space(text))

    def is_lexical(self, literal: str, namespaces: Namespaces | None) -> bool:
        """Whether it has the form, and the day exists in its month."""
        return self._holds(literal)

    def _holds(self, literal: str) -> bool:
        found = self._matches(literal)
        if found is None or literal.startswith("-0000"):
            return False
        # Only the last days can be missing in a month, and only where the type has both.
        if not self._has_day or found["day"] < "29" or self.name == "gDay":
            return True
        year = astronomical(found["year"]) if self._has_year else None
        return int(found["day"]) <= days_in_month(year, int(found["month"]))

    def to_value(self, literal: str, namespaces: Namespaces | None) -> Hashable:
        """The instant at which it begins."""
        found = self._matches(literal)
        assert found is not None
        parts = found.groupdict()
        # 1972 is a leap year and its December is long, so that every month with a day, and every day, is in it.
        year = astronomical(parts.get("year") or "1972")
        month = int(parts.get("month") or 12)
        day = int(parts.get("day") or 1)
        seconds = day_number(year, month, day) * SECONDS_A_DAY
        if parts.get("midnight"):
            seconds += SECONDS_A_DAY
        elif parts.get("hour"):
            seconds += int(parts["hour"]) * 3600 + int(parts["minute"]) * 60 + int(parts["second"])
        zone = parts.get("zone")
        if zone and zone != "Z":
            offset = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
            seconds += offset if zone[0] == "-" else -offset
        if self.name == "time":
            seconds %= SECONDS_A_DAY
        return Instant(bool(zone), seconds, (parts.get("fraction") or "").rstrip("0"))

    def compare(self, left: Instant, right: Instant) -> int | None:
        """See `SimpleType.compare`; with one time zone unknown, fourteen hours either way decide nothing (3.2.7.4)."""
        if left.zoned == right.zoned:
            return (left[1:] > right[1:]) - (left[1:] < right[1:])
        unknown = _FOURTEEN_HOURS
        if (left.seconds + unknown, left.fraction) < right[1:]:
            return -1
        if (left.seconds - unknown, left.fraction) > right[1:]:
            return 1
        return None

    def fault(self, literal: str) -> str:
        """Names the part that does not exist, is missing, or is written otherwise."""
        from teikit.relaxng.datatypes.datewording import date_fault

        return date_fault(self.name, self._form.format, literal)

    def remedy(self, literal: str) -> str:
        """Offers the same date as it should be written, where one can be read from it."""
        from teikit.relaxng.datatypes.datewording import date_repairs

        for candidate, certain in date_repairs(self.name, literal):
            if self._holds(candidate):
                return f"write {candidate}" if certain else f"write {self._form.format}, for example {candidate}"
        return f"write {self._form.format}, for example {self._form.example}"

    def describe(self) -> str:
        """See `Datatype.describe`."""
        return f"{self._form.description} as {self._form.format}"

    def example(self) -> str:
        """See `Datatype.example`."""
        return self._form.example

    def nearness(self, text: str) -> float:
        """Whether it looks like an attempt at this type."""
        literal = collapse_space(text)
        if self._holds(literal):
            return 1.0
        shape = re.sub(r"[0-9]", "0", literal)
        if shape == re.sub(r"[YMDHS]", "0", self._form.format):
            return 0.95
        if re.fullmatch(self._form.loose, literal, re.IGNORECASE):
            return 0.7
        if re.fullmatch(PERIOD, literal):
            return 0.75 if self.name == ("date" if literal.count("-") > 2 else "gYear") else 0.1
        if re.search(r"[A-Za-z]{3}", literal) and any(month[:3].lower() in literal.lower() for month in MONTHS):
            meant = ("gMonth", "gYearMonth", "date")[min(len(re.findall(r"\d+", literal)), 2)]
            return 0.65 if self.name == meant else 0.05
        if self.name == "gYear" and re.fullmatch(r"\D*\d{4}\D*", literal):
            return 0.3
        # Where nothing tells what was meant, a date is what most will want to write.
        return (0.1 if re.search(r"\d", literal) else 0.02) + (0.03 if self.name == "date" else 0)
