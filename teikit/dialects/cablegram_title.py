"""The title of an Australian document that stands in the edition's list of contents alone, read back from the file's name.

`dfat3_11-mr-s-m-bruce-high-commissioner-in-london-to-mr-r-g-menzie` has lost commas, stops, hyphens, capitals, and, being long, its end.
They come back from three places, the nearest first: the document's own words (`noel-baker` is "Noel-Baker" where the text types it so),
the forms of the edition's titles (`mr-s-m-bruce` is "Mr S. M. Bruce", an office stands between commas), and, for what was cut off, the
table of bodies and of who held which office on the document's day. What the table supplies is a guess and says so (`certain`).

In: `evatt-to-noel-baker-and-st-laurent`. Out: "Evatt to Noel-Baker and St Laurent", from "Evatt", to "Noel-Baker and St Laurent".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import regex

from teikit.dialects.cablegram_offices import offices
from teikit.dialects.cablegram_typing import SMALL, Typing
from teikit.dialects.cablegram_writer import FIXED, Writer
from teikit.patterns import lazy_pattern

#: Volume and number, then the words: `dfat10_107-beasley-to-evatt`.
_SLUG = lazy_pattern(r"^\p{L}*\d+[a-z]?_\d+[a-z]?-(?P<words>\p{L}[\p{L}\d-]+)$")
_PAPER = lazy_pattern(
    r"^(?:(?:draft|extracts?|from|inward|outward|personal|note\s+of|facsimile)\s+)*"
    r"(?:cablegram|cable|telegram|telex|letter|memorandum|minute|note|despatch|dispatch|message|savingram|submission|statement|report|"
    r"paper|record|teletext|verbatim\s+report|draft|ministerial\s+submission)"
    r"(?:\s+No\.\s*\S+)?(?:[,;]\s*|\s+(?:from\s+)?)(?=\S(?:.*\s)?to\s)",
    regex.IGNORECASE,
)
_ENOUGH = 4  # letters; fewer tell no word
_FILLED = 55  # letters; a longer name may have been cut


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedTitle:
    """What a file's name tells.

    Attributes:
        title: The title; `…` closes one whose end is lost.
        sender: Who sent the paper; empty where the title names none.
        recipient: To whom.
        certain: Whether nothing in it was supplied from the table of offices.
    """

    title: str
    sender: str = ""
    recipient: str = ""
    certain: bool = True


def named_title(stem: str, text: str = "", day: str = "", unmarked: Collection[str] = ()) -> NamedTitle | None:
    """Read the title out of a file's name.

    Args:
        stem: The name without its ending.
        text: The document, for how it types its names.
        day: Its day (ISO 8601), for who held an office; empty where unknown.
        unmarked: Numbers of the footnotes that have no mark in the text: they are to the title.

    Returns:
        The title, or `None` where the name has fewer than two words.
    """
    match = _SLUG.match(stem)
    if match is None:
        return None
    words = [word for word in match["words"].split("-") if word]
    if len(words) > 1 and len(words[-1]) == 1 and words[-1].isdigit() and words[-1] not in unmarked:
        words.pop()  # another of the same name
    if len(words) < 2:
        return None
    typing = Typing(text)
    supplied = lost = False
    if len(match["words"]) >= _FILLED:
        words, supplied, lost = _completed(words, match["words"].endswith("-"), typing, day)
    title = Writer(words, typing, frozenset(unmarked)).text() + ("…" if lost else "")
    sender, recipient = _parties(title)
    return NamedTitle(title.replace(FIXED, ""), sender, recipient, not supplied)


def _completed(words: list[str], whole: bool, typing: Typing, day: str) -> tuple[list[str], bool, bool]:
    """The words with what was cut off, whether the table of offices supplied it, and whether the end is still lost."""
    table = offices()
    if table.closes(words):
        return words, False, "to" not in words
    first = max((at for at, word in enumerate(words) if word in ("to", "from", "by", "and")), default=-1) + 1
    for at in (0, *range(first, len(words))) if first else range(len(words)):
        tail = tuple(words[at:])
        if (len(tail) == 1 and (len(tail[0]) < _ENOUGH or (whole and tail[0] != "department"))) or tail[0] in SMALL:
            continue
        before = " ".join(words[:at])
        found = [
            one
            for one in table.completions((*tail, "") if whole else tail, day)
            if not before or not one.comma or " ".join(one.key[:4]) not in before
        ]
        if not found:
            continue
        if len(found) > 1 and table.posts.intersection(words[:at]):
            found = [one for one in found if one.text in table.reported_to] or found
        key = _common([one.key for one in found])
        while key and (key[-1] in SMALL or key[-1] == "u"):
            key = key[:-1]
        if len(key) > len(tail) or (len(key) == len(tail) and key != tail):
            return [*words[:at], *key], True, len(found) > 1 or "to" not in words
    if whole or words[-1] in SMALL:
        return words, False, True
    if (word := typing.completed(words[-1])) is not None:
        return [*words[:-1], word], False, True
    if len(words[-1]) == 1 and words[-2] not in table.honorifics and len(words[-2]) > 1:
        return words[:-1], False, True
    return words, False, True


def _common(keys: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    first, *others = keys
    size = next(
        (at for at in range(len(first)) if any(len(one) <= at or one[at] != first[at] for one in others)), len(first)
    )
    return first[:size]


def _parties(title: str) -> tuple[str, str]:
    """Sender and recipient in a title; empty where it names none."""
    bare = _PAPER.sub("", title)
    sender, found, recipient = bare.partition(" to ")
    if not found or not recipient or len(sender.split()) > 14:
        return "", ""
    return sender.replace(FIXED, "").strip(), recipient.replace(FIXED, "").strip()


def letter_title(day: date) -> str:
    """The title of a private letter in the edition's volumes of letters: "Thursday, 8th March 1928"."""
    ending = "th" if day.day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return f"{_WEEKDAYS[day.weekday()]}, {day.day}{ending} {_MONTHS[day.month - 1]} {day.year}"
