"""Bodies, offices and who held them, in the words of the titles of *Documents on Australian Foreign Policy* (`cablegram_offices.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from teikit.patterns import lazy_pattern

_WORDS = lazy_pattern(r"[\p{L}\d]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A body, an office, or a man with his office.

    Attributes:
        text: As the edition prints it.
        key: Its words as a file's name has them.
        start: The first day on which it fits (ISO 8601); empty where it always did.
        end: The last day.
        comma: Whether a comma closes it inside a title: "Australian Delegation, United Nations, to Burton".
    """

    text: str
    key: tuple[str, ...]
    start: str = ""
    end: str = ""
    comma: bool = False

    def fits(self, day: str) -> bool:
        """Whether it fits a day; every day where none is known."""
        return not day or ((not self.start or self.start <= day) and (not self.end or day <= self.end))


@dataclass(frozen=True, slots=True)
class Offices:
    """The words of titles.

    Attributes:
        phrases: Longest first.
        honorifics: What stands before a man's name.
        office_words: What an office begins with.
        held_to: Offices held "to" a country or a government.
        short: Bodies by their abbreviation, folded → as printed.
        joined: Names of several words, by their words → as printed.
        words: Words of titles, for one that is cut in the middle.
        posts: Words of posts abroad.
        reported_to: The departments that posts abroad report to.
    """

    phrases: tuple[Phrase, ...]
    honorifics: frozenset[str]
    office_words: frozenset[str]
    held_to: frozenset[str]
    short: dict[str, str]
    joined: dict[tuple[str, ...], str]
    words: tuple[str, ...]
    posts: frozenset[str]
    reported_to: frozenset[str]

    def at(self, words: tuple[str, ...]) -> Phrase | None:
        """The longest phrase that these words begin with."""
        return next((one for one in self.phrases if len(one.key) > 1 and words[: len(one.key)] == one.key), None)

    def closes(self, words: Sequence[str]) -> bool:
        """Whether a whole phrase closes these words."""
        return any(len(one.key) > 1 and tuple(words[-len(one.key) :]) == one.key for one in self.phrases)

    def completions(self, words: tuple[str, ...], day: str) -> list[Phrase]:
        """The phrases of a day that begin with these words, the last of which may be cut short."""
        *whole, cut = words
        size = len(whole)
        return [
            one
            for one in self.phrases
            if len(one.key) > size
            and list(one.key[:size]) == whole
            and one.key[size].startswith(cut)
            and one.key != words
            and one.fits(day)
        ]


def name_key(text: str) -> tuple[str, ...]:
    """The words of a title as a file's name has them: letters and figures, folded, a word at each break."""
    return tuple(_WORDS.findall(text.casefold()))


@cache
def offices() -> Offices:
    """Read the table, once."""
    table = tomllib.loads(Path(__file__).with_name("cablegram_offices.toml").read_text("utf-8"))
    phrases = [
        Phrase(one["name"], name_key(one["name"]), one.get("from", ""), one.get("to", ""), "," in one["name"])
        for one in table["body"]
    ]
    for one in table["office"]:
        phrases.append(Phrase(one["name"], name_key(one["name"])))
        for name, start, end in one["holders"]:
            text = f"{name}, {one['name']}"
            phrases.append(Phrase(text, name_key(text), start, end, comma=True))
    return Offices(
        tuple(sorted(phrases, key=lambda one: (-len(one.key), one.text, one.start))),
        frozenset(table["honorifics"]),
        frozenset(table["office_words"]),
        frozenset(table["held_to"]),
        {"".join(name_key(one)): one for one in table["short"]},
        {name_key(one): one for one in table["joined"]},
        tuple(table["words"]),
        frozenset(table["posts"]),
        frozenset(table["reported_to"]),
    )
