"""The first line of an Australian document: kind, number, place, date and time; and the title that its file's name gives."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from teikit.notations import FoundDate, find_dates

_KIND = (
    r"(?:circular\s+|departmental\s+|savingram\s+|draft\s+|personal\s+|air\s*)?(?:cablegrams?|cables?|telegrams?|letters?|memorand(?:um|a)|minutes?|notes?|"
    r"despatch(?:es)?|dispatch(?:es)?|extracts?|report|summary(?:\s+record)?|record|message|submission|agendum|statement|aide\s*m[ée]moire|savingram|"
    r"teleprinter\s+message|paper|agenda|document|record\s+of\s+conversation|press\s+statement)"
)
_STARTS = regex.compile(rf"{_KIND}\b", regex.IGNORECASE)
_CAPITAL_PLACE = regex.compile(r"(?P<place>\[?(?:\p{Lu}[\p{Lu}.'’-]+)(?:[ ,]+\p{Lu}[\p{Lu}.'’-]+){0,4}\]?)\s*,?\s*\[?$")
_NAMED_PLACE = regex.compile(r"^\[?(?P<place>\p{Lu}[\p{L}.'’ ,-]{1,60}?)\]?\s*,\s*\[?$")
_LEAD = regex.compile(
    rf"^(?P<kind>{_KIND})\b\s*(?P<number>(?:[A-Z]{{0,5}}\.?\s?\d[\w/.,() -]*?|unnumbered))?\s*(?:\(extracts?\))?\s*,?\s*$",
    regex.IGNORECASE,
)
_SLUG = regex.compile(r"^[\p{L}\d]+(?:_\d+[a-z]?)?-(?P<words>\p{L}[\p{L}\d-]+)$")
_ALONE = regex.compile(rf"{_KIND}$", regex.IGNORECASE)
_SMALL = frozenset(
    ["to", "from", "and", "of", "the", "in", "on", "by", "for", "with", "at", "a", "an", "de", "la", "von"]
)
_PAPER = regex.compile(
    rf"^(?:{_KIND}|record|extracts?|teletext|facsimile\s+message|inward|outward)(?:\s+(?:no\s+)?\d+)?,?(?:\s+from\s+|\s+(?=\S+(?:\s\S+){{0,6}}\s+to\s))",
    regex.IGNORECASE,
)
_LONGEST = 140


@dataclass(frozen=True, slots=True)
class HeadLine:
    """The first line, read: `(start, end)` of each part in it, or `None`."""

    date: FoundDate | None
    kind: tuple[int, int] | None = None
    number: tuple[int, int] | None = None
    place: tuple[int, int] | None = None


def read_head_line(text: str) -> HeadLine | None:
    """Read `Cablegram 87A LONDON, 13 June 1944, 5.30 p.m.` or `Kuala Lumpur, 21 February 1965`; `None` where it is neither."""
    if len(text) > _LONGEST or text[:1] in "#*_":
        return None
    day = next(find_dates(text, "en"), None)
    if day is None:
        return HeadLine(None) if _LEAD.match(text) else None
    before = text[: day.start]
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


def slug_title(stem: str) -> str:
    """The title that a file's name tells: `dfat10_107-beasley-to-evatt` is "Beasley to Evatt"; empty where it tells none."""
    match = _SLUG.match(stem)
    if match is None:
        return ""
    words = [word for word in match["words"].split("-") if word]
    if words and len(words[-1]) == 1 and words[-1].isdigit():
        words.pop()  # the mark of a footnote to the title
    if len(words) < 2:
        return ""
    if "to" in words[2:] and _ALONE.match(words[0]) and words[1] not in _SMALL:
        words[0] += ","  # "Letter, Hasluck to Gorton"
    return " ".join(
        word
        if index and word in _SMALL
        else word.upper() + "."
        if len(word) == 1 and word.isalpha()
        else word[:1].upper() + word[1:]
        for index, word in enumerate(words)
    )


def slug_parties(title: str) -> tuple[str, str]:
    """Sender and recipient in such a title; empty where it names none."""
    bare = _PAPER.sub("", title)
    sender, found, recipient = bare.partition(" to ")
    if not found or not recipient or len(sender.split()) > 9:
        return "", ""
    return sender.strip(" ,"), recipient.strip(" ,")
