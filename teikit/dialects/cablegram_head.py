"""The first line of an Australian document: kind, number, place, date and time."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from teikit.notations import FoundDate, find_dates
from teikit.patterns import lazy_pattern

_KIND = (
    r"(?:circular\s+|departmental\s+|savingram\s+|draft\s+|personal\s+|air\s*)?(?:cablegrams?|cables?|telegrams?|letters?|memorand(?:um|a)|minutes?|notes?|"
    r"despatch(?:es)?|dispatch(?:es)?|extracts?|report|summary(?:\s+record)?|record|message|submission|agendum|statement|aide\s*m[ée]moire|savingram|"
    r"teleprinter\s+message|paper|agenda|document|record\s+of\s+conversation|press\s+statement)"
)
_STARTS = lazy_pattern(rf"{_KIND}\b", regex.IGNORECASE)
_CAPITAL_PLACE = lazy_pattern(r"(?P<place>\[?(?:\p{Lu}[\p{Lu}.'’-]+)(?:[ ,]+\p{Lu}[\p{Lu}.'’-]+){0,4}\]?)\s*,?\s*\[?$")
_NAMED_PLACE = lazy_pattern(r"^\[?(?P<place>\p{Lu}[\p{L}.'’ ,-]{1,60}?)\]?\s*,\s*\[?$")
_LEAD = lazy_pattern(
    rf"^(?P<kind>{_KIND})\b\s*(?P<number>(?:[A-Z]{{0,5}}\.?\s?\d[\w/.,() -]*?|unnumbered))?\s*(?:\[\d{{1,2}}\])?\s*"
    r"(?:\(extracts?\))?\s*,?\s*$",
    regex.IGNORECASE,
)
#: Figures that the editors supplied ("194[9]"), a bracket read as a figure ("PARIS, 123 December 1948]"), the mark of a note that has run
#: into the year ("May 19811").
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_SUPPLIED = lazy_pattern(
    r"(?<=\d)\[(?=\d{1,2}\])|(?<=\d\[\d{1,2})\]"
    rf"|\[(?=(?:[12]?\d|3[01])\]\s+{_MONTH})|(?<=\[(?:[12]?\d|3[01]))\](?=\s+{_MONTH})"
)
_LOST_BRACKET = lazy_pattern(rf"(?<![\[\d])1(?=(?:[12]?\d|3[01])\s+{_MONTH}\s+\d{{4}}\])")
_NOTE_MARK = lazy_pattern(rf"(?<={_MONTH},?\s(?:1[89]|20)\d\d)\d{{1,2}}$")
#: Markdown's marks, or the document's number in its volume, before the line.
_FRAME = lazy_pattern(r"(?:#{1,6}\s+|\*\*(?=[^*])|\d{1,3}\.\s+(?=\p{Lu}))")
_LONGEST = 140


@dataclass(frozen=True, slots=True)
class HeadLine:
    """The first line, read: `(start, end)` of each part in it, or `None`."""

    date: FoundDate | None
    kind: tuple[int, int] | None = None
    number: tuple[int, int] | None = None
    place: tuple[int, int] | None = None


def read_typed_line(text: str) -> HeadLine | None:
    """`read_head_line` of a line as it was typed, with runs of blanks; the parts are places in it."""
    if text.isprintable() and "  " not in text and text[:1] != " ":
        return read_head_line(text)  # no blank in it is one too many
    kept = [at for at, letter in enumerate(text) if not letter.isspace() or (at and not text[at - 1].isspace())]
    line = read_head_line("".join(" " if text[at].isspace() else text[at] for at in kept))
    if line is None or len(kept) == len(text):
        return line

    def placed(span: tuple[int, int] | None) -> tuple[int, int] | None:
        return (kept[span[0]], kept[span[1] - 1] + 1) if span is not None else None

    day = line.date
    if day is not None:
        day = replace(day, start=kept[day.start], end=kept[day.end - 1] + 1)
    return HeadLine(day, placed(line.kind), placed(line.number), placed(line.place))


def read_head_line(text: str) -> HeadLine | None:
    """Read `Cablegram 87A LONDON, 13 June 1944, 5.30 p.m.` or `Kuala Lumpur, 21 February 1965`; `None` where it is neither."""
    frame = _FRAME.match(text)
    if frame is not None:
        line = read_head_line(text[frame.end() :].removesuffix("**"))
        return _shifted(line, frame.end()) if line is not None and line.date is not None else None
    if len(text) > _LONGEST or text[:1] in "#*_":
        return None
    day = _day(text)
    if day is None:
        lead = _LEAD.match(text)
        return HeadLine(None, lead.span("kind"), lead.span("number") if lead["number"] else None) if lead else None
    before = text[: day.start]
    if _LOST_BRACKET.search(text):
        before = f"{before[:-1]}["
    if not before.strip(" ,[("):
        return HeadLine(day) if len(text) - day.end < 40 else None
    if (place := _CAPITAL_PLACE.search(before)) is not None:
        lead = _LEAD.match(before[: place.start()])
        kind = lead.span("kind") if lead else None
        number = lead.span("number") if lead and lead["number"] else None
        return HeadLine(day, kind, number, place.span("place"))
    if (lead := _LEAD.match(before)) is not None:
        return HeadLine(day, lead.span("kind"), lead.span("number") if lead["number"] else None)
    if (kind := _STARTS.match(before)) is not None and text[-1] not in ".;:?!":
        return HeadLine(day, kind.span())
    if (place := _NAMED_PLACE.match(before)) is not None and len(text) - day.end < 45:
        return HeadLine(day, place=place.span("place"))
    return None


def _shifted(line: HeadLine, by: int) -> HeadLine:
    def moved(span: tuple[int, int] | None) -> tuple[int, int] | None:
        return (span[0] + by, span[1] + by) if span is not None else None

    day = replace(line.date, start=line.date.start + by, end=line.date.end + by) if line.date is not None else None
    return HeadLine(day, moved(line.kind), moved(line.number), moved(line.place))


def _day(text: str) -> FoundDate | None:
    """The first date of a line, its damage mended."""
    lost: set[int] = set()
    if text[-1:].isdigit():
        lost.update(place for match in _NOTE_MARK.finditer(text) for place in range(*match.span()))
    if "[" in text or "]" in text:
        lost.update(at.start() for at in _SUPPLIED.finditer(text))
        if found := _LOST_BRACKET.search(text):
            lost.add(found.start())
    if not lost:
        return next(find_dates(text, "en"), None)
    kept = [index for index in range(len(text)) if index not in lost]
    day = next(find_dates("".join(text[index] for index in kept), "en"), None)
    if day is None:
        return None
    start, end = kept[day.start], kept[day.end - 1] + 1
    start -= text[start - 1 : start] == "[" and "]" in text[start:end]
    return replace(day, start=start, end=end + (text[end : end + 1] == "]" and "[" in text[start:end]))
