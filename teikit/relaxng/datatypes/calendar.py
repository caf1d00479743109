"""How days are counted: the proleptic Gregorian calendar, as XSD 1.0 and 1.1 number its years.

XSD 1.0 has no year 0000 and writes 1 BCE as -0001; XSD 1.1 writes it as 0000. Both are read here as 1 BCE, and all
years before it as XSD 1.0 numbers them, so that -0005, 5 BCE, is a leap year.
"""

from __future__ import annotations

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

PERIOD = r"\D*\d{4}(?:-\d\d){0,2}\s*(?:/|--?|–|—|to|until)\s*\d{4}(?:-\d\d){0,2}\D*"
"""What looks like two years or dates joined to a period."""

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

SECONDS_A_DAY = 86_400


def astronomical(year: str) -> int:
    """The year counted through zero, so that 1 BCE is 0 and 2 BCE is -1."""
    number = int(year)
    return number + 1 if number < 0 else number


def days_in_month(year: int | None, month: int) -> int:
    """The length of a month; with no year given, February may have 29 days.

    Args:
        year: The astronomical year.
        month: 1 to 12.
    """
    if month == 2 and (year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))):
        return 29
    return _LENGTHS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """Days since 1 March of the astronomical year 0; any integer is a year."""
    shifted = year - (month < 3)
    since_march = (153 * ((month - 3) % 12) + 2) // 5
    return 365 * shifted + shifted // 4 - shifted // 100 + shifted // 400 + since_march + day - 1
