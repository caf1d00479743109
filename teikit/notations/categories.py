"""Classifications, precedences, handling caveats and release stamps in a line of a head or a stamp.

Meant for lines that hold little else: in running prose "secret" and "immediate" are everyday words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from teikit.notations.folding import UNSPACED, is_unspaced
from teikit.notations.notation import SCHEMES, Notation, load_notation


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
    for each in (notation,) if notation.lang == "en" else (notation, load_notation("en")):
        for scheme, pattern, keys in _patterns(each):
            for match in pattern.finditer(text):
                words = "".join(match.group().split()).casefold()
                found.append(Category(match.start(), match.end(), scheme, keys[words]))
    # The longest wins where they overlap: "top secret" over "secret", 極秘 over 秘.
    found.sort(key=lambda one: (one.start - one.end, one.start, SCHEMES.index(one.scheme)))
    taken: list[Category] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in taken):
            taken.append(one)
    return sorted(taken, key=lambda one: one.start)


@cache
def _patterns(notation: Notation) -> list[tuple[str, regex.Pattern[str], dict[str, str]]]:
    tables = (notation.classifications, notation.precedences, notation.caveats, notation.stamps)
    patterns = []
    for scheme, table in zip(SCHEMES, tables, strict=True):
        # A single letter (Z, O, P, R) says nothing outside a date-time group, which the telegram dialects read.
        phrases = sorted((phrase for phrase in table if len(phrase) > 1 or is_unspaced(phrase)), key=len, reverse=True)
        if not phrases:
            continue
        pattern = "|".join(_spaced(phrase) for phrase in phrases)
        keys = {"".join(phrase.split()): table[phrase] for phrase in reversed(phrases)}
        patterns.append((scheme, regex.compile(pattern, regex.IGNORECASE), keys))
    return patterns


def _spaced(phrase: str) -> str:
    """A phrase as a pattern that allows letter-spacing; it must not be a part of a longer word."""
    gap = r"[ \t\u3000]{0,2}"
    words = [gap.join(regex.escape(letter) for letter in word) for word in phrase.split(" ")]
    body = r"\s{1,4}".join(words)
    if is_unspaced(phrase):
        # 秘 alone is a marking only when it stands alone; longer words stand where they stand.
        return rf"(?<![{UNSPACED}]){body}(?![{UNSPACED}])" if len(phrase) == 1 else body
    return rf"(?<![\p{{L}}\p{{N}}]){body}(?![\p{{L}}\p{{N}}])"
