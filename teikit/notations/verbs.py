"""The words that say what was done (`not declassified`, 墨塗り, неразборчиво), found exactly or with a slip of the typist."""

from __future__ import annotations

from functools import cache

import regex

from teikit.notations.folding import is_unspaced
from teikit.notations.marker import Kind
from teikit.notations.notation import Notation
from teikit.notations.phrases import alternation
from teikit.patterns import compiled_pattern


@cache
def whole_words(notation: Notation) -> dict[str, Kind]:
    """Phrases that are the whole of a remark, with the kind that each means."""
    kinds: tuple[Kind, ...] = (
        "withheld",
        "sic",
        "illegible",
        "inaudible",
        "unclear",
        "editorial",
        "blank",
        "incident",
        "note",
        "structure",
    )
    found: dict[str, Kind] = {}
    for kind in kinds:
        for phrase in notation.verbs.get(kind, ()):
            found.setdefault(phrase.strip(" .,;:!"), kind)
    for phrase in notation.continued:
        found.setdefault(phrase, "continued")
    return found


@cache
def verb_pattern(kind: str, notation: Notation) -> regex.Pattern[str]:
    """The phrases of a kind, longest first."""
    return compiled_pattern(alternation(notation.verbs.get(kind, ())))


@cache
def _slips(kind: str, notation: Notation) -> regex.Pattern[str] | None:
    """The verbs with a slip or two in their long words; short words must be right, or others would be meant."""
    phrases = []
    for phrase in notation.verbs.get(kind, ()):
        if is_unspaced(phrase) or max(map(len, phrase.split())) < 7:
            continue
        slips = {True: "{e<=2}", False: "{e<=1}"}
        words = (
            rf"(?:(?:{regex.escape(word)}){slips[len(word) >= 10]}{_swapped(word)})"
            if len(word) >= 7
            else regex.escape(word)
            for word in phrase.split()
        )
        phrases.append(r"\s+".join(words))
    if not phrases:
        return None
    return compiled_pattern(rf"(?<!\p{{L}})(?:{'|'.join(phrases)})(?!\p{{L}})", regex.BESTMATCH)


def _swapped(word: str) -> str:
    """A word with two neighbouring letters exchanged ("redcated"), which is one slip for a hand and two for a pattern."""
    if len(word) >= 10:
        return ""
    return "".join(
        "|" + regex.escape(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
        for at in range(len(word) - 1)
        if word[at] != word[at + 1]
    )


def slip_pattern(folded: str, kind: str, notation: Notation) -> regex.Pattern[str] | None:
    """The verbs with slips, where a third of one of them stands in the text as it should: else none can be meant."""
    return _slips(kind, notation) if any(piece in folded for piece in _pieces(kind, notation)) else None


@cache
def _pieces(kind: str, notation: Notation) -> frozenset[str]:
    """Thirds of the longest words: two slips leave one of the three whole."""
    words = (max(phrase.split(), key=len) for phrase in notation.verbs.get(kind, ()) if not is_unspaced(phrase))
    pieces = ((word, len(word) // 3) for word in words if len(word) >= 7)
    return frozenset(word[at * size : (at + 1) * size] for word, size in pieces for at in range(3))
