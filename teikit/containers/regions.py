"""What regions of a page are called, in the words of PAGE, ALTO, Transkribus and SegmOnto, and what of them is no text."""

from __future__ import annotations

import regex

from teikit.containers.set_off import plain
from teikit.patterns import lazy_pattern

#: Names of regions, in small letters and without anything but letters, and what their words are on the page.
_WORDS = {
    "header": "header",
    "runningtitlezone": "header",
    "runninghead": "header",
    "runningtitle": "header",
    "footer": "footer",
    "pagenumber": "pageNum",
    "numberingzone": "pageNum",
    "foliation": "pageNum",
    "signaturemark": "mark",
    "quiremarkszone": "mark",
    "catchword": "catch",
    "marginalia": "marginalia",
    "margintextzone": "marginalia",
}
_NO_LETTER = lazy_pattern(r"[^\p{L}]")
_NO_WORD = lazy_pattern(r"[^\p{L}\p{N}_.:]+")
_NUMBER = lazy_pattern(r"\W*(?:(?:page|seite|p|s|стр|с)\W*)?(\d{1,4}|[ivxlc]{1,7})\W*", regex.IGNORECASE)
_POINT = lazy_pattern(r"(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)")


def words_of(name: str, text: str) -> str:
    """What a region's words are if they are none of the text: `header`, `footer`, `pageNum` …; empty for text.

    Args:
        name: What the container calls the region.
        text: What stands in it: a running head of nothing but a number is a page number.
    """
    text = plain(text)
    # SegmOnto adds subtypes behind a colon.
    words = _WORDS.get(_NO_LETTER.sub("", name.partition(":")[0]).lower(), "")
    return "pageNum" if words in ("header", "footer") and _NUMBER.fullmatch(text) else words


def printed(line: str) -> str:
    """A line with the hyphen at its end as the page shows it: an OCR writes the soft one, which shows nowhere."""
    return f"{line[:-1]}-" if line.endswith("\u00ad") and line[-2:-1].isalpha() else line


def printed_number(text: str) -> str:
    """The number in a page number ("- 12 -"); empty where there is none."""
    found = _NUMBER.fullmatch(plain(text).strip())
    return found[1] if found else ""


def region_type(name: str) -> str:
    """The name of a region as a value that TEI allows: one word."""
    return str(_NO_WORD.sub("-", name.strip())).strip("-")


def outline(points: str) -> str:
    """An outline as TEI writes it, `x,y` pairs with blanks between; empty where it does not enclose anything."""
    pairs = points.split()
    if len(pairs) < 3 or not all(_POINT.fullmatch(pair) for pair in pairs):
        return ""
    return " ".join(pairs)


def rectangle(left: str, top: str, width: str, height: str) -> str:
    """The outline of a rectangle; empty where a number is missing."""
    try:
        x0, y0, across, down = (float(one) for one in (left, top, width, height))
    except ValueError:
        return ""
    if not (across > 0 and down > 0 and abs(x0) + abs(y0) + across + down < 1e9):
        return ""
    corners = ((x0, y0), (x0 + across, y0), (x0 + across, y0 + down), (x0, y0 + down))
    return " ".join(f"{x:g},{y:g}" if abs(x) + abs(y) < 1e5 else f"{round(x)},{round(y)}" for x, y in corners)


def size(value: str | None) -> int:
    """The width or height of a page; 0 where it is not told."""
    try:
        number = float(value or "")
    except ValueError:
        return 0
    return round(number) if 0 < number < 1e7 else 0
