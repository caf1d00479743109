"""Cables that were sent in parts, known by their titles: "Part 1 of 2", "Teil 1 von 2", "(1 of 2)", （2の1）."""

from __future__ import annotations

import re
from typing import NamedTuple

_COUNT = r"(\d{1,2}|two|three|four)"
_NAMED = re.compile(
    rf"(?:part|section|sect\.?|teil|часть|partie|第)\s*(\d{{1,2}}|one|two|three|four)\s*(?:of|/|von|из|de|部?の)\s*{_COUNT}",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(（\[]\s*(\d{1,2})\s*(?:of|/|von|из|de|sur)\s*(\d{1,2})\s*[)）\]]", re.IGNORECASE)
_BACKWARDS = re.compile(r"[（(]\s*(\d{1,2})\s*の\s*(\d{1,2})\s*[）)]")
"""Japanese says the whole first."""
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4}
_EDGES = " ,;:()[]（）-–—'\"‘’“”"


class Part(NamedTuple):
    """A part of a cable.

    Attributes:
        number: Which part it is, counted from 1.
        total: Of how many.
        series: What the parts have in common; it begins with a bracket where a bracket counts them.
    """

    number: int
    total: int
    series: str


def part_of(title: str, message: str) -> Part | None:
    """Which part of what a title says that its document is; `None` where it says nothing of parts.

    Args:
        title: The title.
        message: The number of the message, by which parts that are named belong together. Those that a bracket counts were often
            sent as messages of their own, and belong together by the letters of their titles.
    """
    if match := _NAMED.search(title):
        number, count = (_WORDS.get(part.lower()) or int(part) for part in match.groups())
        rest = title[: match.start()] + title[match.end() :]
        return Part(number, count, message or rest.strip(_EDGES).casefold())
    if match := _BRACKETED.search(title):
        number, count = map(int, match.groups())
    elif match := _BACKWARDS.search(title):
        count, number = map(int, match.groups())
    else:
        return None
    if not 1 <= number <= count or count < 2:
        return None  # a date, or a share
    letters = re.sub(r"[\d\W_]+", " ", title[: match.start()] + title[match.end() :]).strip().casefold()
    return Part(number, count, f"({letters or message}")
