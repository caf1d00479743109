"""Classifications, precedences, handling caveats and release stamps in a line of a head or a stamp.

Meant for lines that hold little else: in running prose "secret" and "immediate" are everyday words.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from teikit.notations.folding import UNSPACED, is_unspaced
from teikit.notations.notation import Notation, load_notation
from teikit.notations.tables import SCHEMES

# Letters that may be typed as one.
_ONE_SIGN = {"ss": "ß", "iii": "Ⅲ", "ii": "Ⅱ"}


@dataclass(frozen=True, slots=True)
class Category:
    """A classification, precedence, caveat or stamp where it stands in a text.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        scheme: The taxonomy: `classification`, `precedence`, `handling` or `release`.
        key: The category (`secret`, `immediate`, `limited-distribution`, `declassified` …).
    """

    start: int
    end: int
    scheme: str
    key: str


def find_categories(text: str, lang: str | Notation = "en") -> list[Category]:
    """The classifications, precedences, caveats and release stamps that stand in a line, letter-spaced ones too.

    Args:
        text: A line or a few.
        lang: The language of the text; English words are found in every language.
    """
    notation = lang if isinstance(lang, Notation) else load_notation(lang)
    found: list[Category] = []
    squeezed = _squeezed(text)
    for each in (notation,) if notation.lang == "en" else (notation, load_notation("en")):
        # A line that has none of the phrases, whatever its spacing, is most lines; a pattern of them all is slow to make.
        present = [one for one in _phrases(each) if one.letters in squeezed]
        for scheme in SCHEMES if present else ():
            keys = {one.letters: one.key for one in reversed(present) if one.scheme == scheme}
            for match in _pattern(tuple(one.phrase for one in present if one.scheme == scheme)).finditer(text):
                found.append(Category(match.start(), match.end(), scheme, keys[_squeezed(match.group())]))
    # The longest wins where they overlap: "top secret" over "secret", 極秘 over 秘.
    found.sort(key=lambda one: (one.start - one.end, one.start, SCHEMES.index(one.scheme)))
    taken: list[Category] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in taken):
            taken.append(one)
    return sorted(taken, key=lambda one: one.start)


def _squeezed(text: str) -> str:
    """A text without its blanks, as phrases are compared."""
    return "".join((text if text.isascii() else unicodedata.normalize("NFKC", text)).split()).casefold()


class _Phrase(NamedTuple):
    letters: str
    phrase: str
    scheme: str
    key: str


@cache
def _phrases(notation: Notation) -> tuple[_Phrase, ...]:
    """The phrases of each scheme, longest first, each also without its blanks."""
    tables = (notation.classifications, notation.precedences, notation.caveats, notation.stamps)
    found: list[_Phrase] = []
    for scheme, table in zip(SCHEMES, tables, strict=True):
        # A single letter (Z, O, P, R) says nothing outside a date-time group, which the telegram dialects read.
        kept = (phrase for phrase in table if len(phrase) > 1 or is_unspaced(phrase))
        for phrase in sorted(kept, key=len, reverse=True):
            found.append(_Phrase("".join(phrase.split()), phrase, scheme, table[phrase]))
    return tuple(found)


@lru_cache(maxsize=512)
def _pattern(phrases: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile("|".join(map(_spaced, phrases)) or r"(?!)", regex.IGNORECASE)


def _in_any_width(letter: str) -> str:
    """A letter or its full-width form, as a pattern."""
    return (
        f"[{letter}{chr(ord(letter) + 0xFEE0)}]" if letter.isascii() and letter.isalnum() else str(regex.escape(letter))
    )


def _spaced(phrase: str) -> str:
    """A phrase as a pattern that allows letter-spacing; it must not be a part of a longer word."""
    gap = r"[ \t\u3000]{0,2}"
    words = [gap.join(map(_in_any_width, word)) for word in phrase.split(" ")]
    for letters, one in _ONE_SIGN.items():
        words = [word.replace(gap.join(map(_in_any_width, letters)), f"(?:{letters}|{one})") for word in words]
    body = r"\s{1,4}".join(words)
    if is_unspaced(phrase):
        # 秘 alone is a marking only when it stands alone; longer words stand where they stand.
        return rf"(?<![{UNSPACED}]){body}(?![{UNSPACED}])" if len(phrase) == 1 else body
    return rf"(?<![\p{{L}}\p{{N}}]){body}(?![\p{{L}}\p{{N}}])"
