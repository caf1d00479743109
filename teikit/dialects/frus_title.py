"""The title of an edited document: what kind of paper it is, who sent it to whom, and the line of place and date under it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import regex

from teikit.notations import FoundDate, find_dates
from teikit.patterns import lazy_pattern

_KINDS = (
    "telegram|memorand[au]m|memoranda|letter|notes?|minutes|message|backchannel message|airgram|despatch|dispatch|report|paper|study|"
    "telephone conversation|conversation|transcript|record|summary|chronology|intelligence|national security|central intelligence|"
    "national intelligence|special national|operations coordinating|contact report|briefing|information|action|draft|circular|"
    "preliminary|personal|tentative|informal|statement|address|interview|excerpts?|abstract|annex|editorial note|directive|"
    "presidential|proclamation|agreement|administrative|plan|research|current|field|staff|situation|analytical|final|special|the|"
    "department|director|regional|note verbale|communiqué|joint|text"
)
_KIND = lazy_pattern(rf"(?i:{_KINDS})\b")
#: "United States Delegation Minutes of the First Meeting, London, May 11, 1950".
_KIND_INSIDE = lazy_pattern(
    r"(?:\p{Lu}[\p{L}.’'-]*\s+){1,7}(?:Minutes|Record|Memorandum|Memoranda|Report|Notes|Summary|Telegram|Draft|Verbatim|Paper|Statement)"
    r"\s+(?:of|for|on|by|from|to)\b.*\b\d{4}\b"
)
_LINKS = lazy_pattern(
    r"\b(?i:from|by|of|for|between|prepared|to|on|with|among|concerning|no\.|\d+|transcript|estimate|meeting)\b"
)
#: The document's number in its volume before a title, and the mark of the source note behind it.
_FRAME = lazy_pattern(r"^\d{1,4}\.\s+|(?:\s+|(?<=\D))\[\d{1,2}\]$")
_NOT_AN_EDITORS = lazy_pattern(r"\((?i:extracts?)\)|\[\d{1,2}\]")
#: Other editions give place and date in the first line, the place in capitals: "Letter LONDON, 14 July 1949".
_CAPITAL_PLACE = lazy_pattern(r"\p{Lu}{3,}\]?\s*,\s*\[?(?:\d|\p{Lu}\p{Ll}+\s+\d)[^\n]{0,20}[\d\[\]]{4,6}")
_FROM_TO = lazy_pattern(r"\b(?:[Ff]rom|FROM|[Bb]y|BY)\s+(?P<rest>(?:the\s+)?\S.*)", regex.DOTALL)
#: What may stand before a "to" that belongs to an office: "Special Assistant to the President".
_OFFICE = lazy_pattern(
    r"(?:assistants?|advis[eo]rs?|counsel|counsell?ors?|representatives?|ambassadors?|missions?|delegations?|delegates?|officers?|"
    r"secretary|aides?|deputy|deputies|observers?|consultants?|liaison|envoys?|chargé|candidate|minister|attaché|chief\s+of\s+staff|emissary)$",
    regex.IGNORECASE,
)
_TO = lazy_pattern(r"\s+(?:to|TO)\s+(?=\S)")
#: "Memorandum by the Secretary of State of a Conversation With …" is to nobody.
_OF_A_TALK = lazy_pattern(
    r",?\s+(?:of|on|concerning|regarding)\s+(?:a|an|his|her|the)\s+(?:\p{L}+\s+)?(?:Conversation|Conference|Talk|Interview|Meeting|Discussion)s?\b"
)
_PLACE_BEFORE = lazy_pattern(r",\s+\p{Lu}[\p{L}.]+(?:\s\p{Lu}[\p{L}.]+)?$")
_ARTICLE = lazy_pattern(r"^the\s+", regex.IGNORECASE)
_CONVERSED = lazy_pattern(r"\b(?:Between|Among|Memorandum of|Notes of|Minutes of|Record of|Conversation|Meeting)\b")
#: A date that is withheld stands in brackets; so does everything else that is, and then it is no dateline.
_ONLY_A_BRACKET = lazy_pattern(r"\[(?![\p{Lu}\d][^\[\]]*\d{4})[^\[\]]*\]\.?$")
#: A body alone is no paper: "Department of External Affairs" over a cablegram.
_ONLY_A_BODY = lazy_pattern(
    r"(?:the\s+)?(?:department|embassy|legation|ministry|office|bureau|mission|director|staff)\s+(?:of|in|at|to|for)\s+"
    r"(?!.*\b(?:paper|memorand\w+|report|statement|study|summary|estimate|message|telegram|minutes|record|note|press|draft|plan|policy|brief)\b)"
    r"[\p{L} ,’'-]{2,50}$",
    regex.IGNORECASE,
)
_IN_CAPITALS = lazy_pattern(
    r"(?:TELEGRAM|AIRGRAM|LETTER|MEMORANDUM|MESSAGE|NOTE|DESPATCH|PAPER|REPORT)\b.{0,40}\b(?:FROM|BY)\b.{4,}"
    r"|(?:SUMMARY )?(?:MINUTES|NOTES?|RECORD) (?:OF|FOR)\b.{5,}|MEMORANDUM FOR (?:THE )?(?:RECORD|FILES?)\b.*"
)
_LONG_WORD = lazy_pattern(r"\p{L}[\p{L}’'-]*")
_BRACKETED = lazy_pattern(r"\[[^\[\]]*\]")
_WITHHELD = lazy_pattern(r"\S\s*\[[^\[\]]*not decl", regex.IGNORECASE)
_LONGEST_TITLE = 600
#: Who writes to whom: an office with its article, a man with his title.
_LONGEST_PAIR = 240
_PARTY = lazy_pattern(
    r"(?:The|the)\s+\p{Lu}|(?:Mr|Mrs|Messrs|Miss|Dr|M|Sr|Señor|Sir|Lord|Earl|Count|Baron|Prince|Viscount|General|Gen|Colonel|Col|Major|Captain|"
    r"Commander|Admiral|Governor|President|Secretary|Ambassador|Minister|Chargé|Consul|Vice\s+Consul|Senator|Judge|Chief|Prime\s+Minister)\b\.?\s+\p{Lu}"
)
_LONGEST_DATELINE = 170
_DATE_SIGN = lazy_pattern(r"\d|undated|no date|not declassified", regex.IGNORECASE)
_PLACE = lazy_pattern(
    r"^[\[(]?\s*(?:(?P<place>[\p{Lu}“\"‘'][^;:!?\n]{0,90}?|(?<=\[)[^\[\]\n]{1,60}(?=\]))\s*[,\]—–-]+[\s\])(,]*"
    r"(?i:in|about|on|circa|ca\.|probably|not\s+later\s+than|received)?\s*[\[(]?)?\s*$"
)
#: "New York October 12, 1955—6 p.m.": the comma was left out.
_BARE_PLACE = lazy_pattern(r"^(?P<place>\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+){0,2})\s+$")
_UNDATED = lazy_pattern(
    r"^\[?(?:(?P<place>\p{Lu}[^;:!?\d\[\]]{0,60}?)[,\]]+\s*)?[\[(]?(?i:undated|no\s+date|n\.d\.|date\s+not\s+declassified)[\])]?\.?$"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A line of place and date.

    Attributes:
        place: `(start, end)` of the place in the line, or `None`.
        date: The first date in it, or `None` where it is undated.
    """

    place: tuple[int, int] | None
    date: FoundDate | None


# The same few lines are asked about when the layout is recognised and when they are read.
@lru_cache(maxsize=256)
def is_title(text: str) -> bool:
    """Whether a first paragraph is the title that an edition gives a document; in capitals only where it says from whom it is."""
    text = _FRAME.sub("", text)
    if not text or len(text) > _LONGEST_TITLE or text[-1] in ":;,!?" or _NOT_AN_EDITORS.search(text):
        return False
    if between_two(text) is not None:
        return True
    if (
        _ONLY_A_BODY.match(text) is not None
        or (text.isupper() and not _IN_CAPITALS.match(text))
        or not _is_headline(text)
    ):
        return False
    kind = _KIND.match(text) or _KIND_INSIDE.match(text)
    return kind is not None and _LINKS.search(text) is not None and not _CAPITAL_PLACE.search(text)


def _is_headline(text: str) -> bool:
    """Whether the long words of a line begin with capitals, as a title's do and a sentence's do not."""
    long = [word for word in _LONG_WORD.findall(_BRACKETED.sub("", text)) if len(word) > 4]
    return bool(sum(word[0].islower() for word in long) * 3 <= len(long))


def may_be_title(text: str) -> bool:
    """Whether a first paragraph could be a title of another kind: some words that begin with capitals, no date among them."""
    text = _FRAME.sub("", text)
    if (
        not 3 < len(text) <= 200
        or text[-1] in ".:;,!?"
        or text.isupper()
        or text[0] in "([#*-—"
        or _NOT_AN_EDITORS.search(text)
    ):
        return False
    words = [word for word in regex.findall(r"\p{L}[\p{L}’'-]*", text) if len(word) > 3]
    return bool(words) and all(word[0].isupper() for word in words) and read_dateline(text) is None


@lru_cache(maxsize=256)
def read_dateline(text: str, near: date | None = None) -> Dateline | None:
    """Read a line of place and date; `None` where it is none.

    `Washington, January 22, 1952, 2322Z.`, `[Washington,] January 28, 1948.`, `Moscow, undated.`

    Args:
        text: The line.
        near: The day from which the date takes the year that it leaves out.
    """
    if len(text) > _LONGEST_DATELINE or not _DATE_SIGN.search(text) or _ONLY_A_BRACKET.match(text):
        return None
    if (undated := _UNDATED.match(text)) is not None:
        return Dateline(undated.span("place") if undated["place"] else None, None)
    day = next(find_dates(text, "en", near=near), None)
    if day is None:
        return None
    before = _PLACE.match(text[: day.start])
    if before is None and len(text) - day.end <= 2:
        before = _BARE_PLACE.match(text[: day.start])
    if before is None or (len(text) - day.end > 70 and len(text) > 110):
        return None
    if before["place"] and _WITHHELD.search(before["place"]):
        return None
    place = before.span("place") if before["place"] else None
    if place is not None:
        place = _trimmed(text, place)
    return Dateline(place, day)


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Without brackets that hold more than the place; a place in brackets of its own (`[place not declassified]`) keeps them."""
    start, end = span
    if start and text[start - 1] == "[" and text[end : end + 1] == "]":
        return start - 1, end + 1
    while start < end and text[start] in "[( ":
        start += 1
    while end > start and text[end - 1] in "]), ":
        end -= 1
    return start, end


def between_two(title: str) -> tuple[int, int] | None:
    """Where the "to" stands that divides sender and recipient, in a title that names nothing else (`Mr. Harker to Mr. Vane`)."""
    bare = title.rstrip(". ")
    if not 8 < len(bare) <= _LONGEST_PAIR or any(sign in bare for sign in ":;!?"):
        return None
    cut = _dividing_to(bare, 0, len(bare))
    if cut is None:
        return None
    sides = bare[: cut[0]], bare[cut[1] :]
    return cut if all(_PARTY.match(side) and _is_headline(side) for side in sides) and not find_first(bare) else None


def find_first(text: str) -> FoundDate | None:
    """The first date of a text."""
    return next(find_dates(text, "en"), None)


def correspondents(title: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Who sent a paper to whom, as its title says: the spans of sender and recipient.

    `Telegram From the Embassy in Laos to the Department of State`, `Memorandum by the Special Assistant to the President (Bundy) to
    Secretary of State Rusk`: the "to" of an office is not the one that divides them.
    """
    if (cut := between_two(title)) is not None:
        end = len(title.rstrip(". "))
        return _without_article(title, 0, cut[0]), _without_article(title, cut[1], end)
    found = _FROM_TO.search(title)
    if found is None or _CONVERSED.search(title, 0, found.start()):
        return None, None
    start, end = found.span("rest")
    cut = _dividing_to(title, start, end)
    end = _without_day(title, start, end)
    if (about := _OF_A_TALK.search(title, start, end)) is not None and (cut is None or about.start() < cut[0]):
        cut, end = None, about.start()
    sender = _without_article(title, start, cut[0] if cut else end)
    recipient = _without_article(title, cut[1], end) if cut else None
    return sender, recipient


def _dividing_to(title: str, start: int, end: int) -> tuple[int, int] | None:
    fallback: tuple[int, int] | None = None
    for to in _TO.finditer(title, start, end):
        before = title[start : to.start()]
        if before.count("(") > before.count(")"):
            continue
        if before.endswith((")", "]")) or not _OFFICE.search(before):
            return to.start(), to.end()
        fallback = fallback or (to.start(), to.end())
    # "From the Mission to NATO to the Department": only one of several; alone it divides.
    return fallback if fallback and not _OFFICE.search(title[start : fallback[0]]) else None


def _without_day(title: str, start: int, end: int) -> int:
    """Where the words end before place and day, if a title closes with them: "… to the Department of State, August 17, 1972"."""
    day = next((one for one in find_dates(title[start:end], "en") if end - start - one.end <= 2), None)
    if day is None or title[start : start + day.start].rstrip()[-1:] != ",":
        return end
    words = title[start : start + day.start].rstrip(" ,")
    place = _PLACE_BEFORE.search(words)
    return start + (place.start() if place else len(words))


def _without_article(title: str, start: int, end: int) -> tuple[int, int]:
    article = _ARTICLE.match(title[start:end])
    return (start + article.end() if article else start), end
