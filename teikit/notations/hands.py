"""Who tells of it: the prefix or ending by which a remark names its hand (`TN: …`, `訳注：…`, `… —прим. пер.`)."""

from __future__ import annotations

from functools import cache

import regex

from teikit.notations.folding import fold
from teikit.notations.marker import Resp
from teikit.notations.notation import Notation
from teikit.patterns import compiled_pattern

# How far into a long remark its meaning is looked for, from either end.
WINDOW = 400


def fold_ends(words: str) -> str:
    """A remark as it is compared; of a long one only its two ends count."""
    return fold(words if len(words) <= 2 * WINDOW else f"{words[:WINDOW]} … {words[-WINDOW:]}")


def name_hand(words: str, folded: str, notation: Notation, square: bool) -> tuple[Resp | None, str, str]:
    """Take off what names the hand: `TN: …`, `訳注：…`, `… —прим. пер.`."""
    for hand, before, after in _hands(notation):
        match = before.match(words)
        if match is None and (match := after.search(words)) is not None and match.start() == 0:
            match = None
        if match is None:
            continue
        if hand == "drafter" and square and notation.lang == "en":
            return None, words, folded
        rest = (words[match.end() :] if match.start() == 0 else words[: match.start()]).strip(" \t\n_*")
        if rest:
            return hand, rest, fold_ends(rest)
    return None, words, folded


@cache
def _hands(notation: Notation) -> list[tuple[Resp, regex.Pattern[str], regex.Pattern[str]]]:
    found: list[tuple[Resp, regex.Pattern[str], regex.Pattern[str]]] = []
    hands: tuple[Resp, ...] = ("translator", "editor", "drafter")
    for hand in hands:
        phrases = notation.prefixes.get(hand, ())
        if not phrases:
            continue
        body = "|".join(
            regex.escape(one).replace(r"\ ", r"\s*").replace("'", "['’]")
            for one in sorted(phrases, key=len, reverse=True)
        )
        before = compiled_pattern(rf"\s*(?:{body})\s*[:：—–]\s*|\s*(?:{body})(?<=\.)\s+", regex.IGNORECASE)
        after = compiled_pattern(rf"\s*[—–\-.,;:…]+\s*(?:{body})\s*\.?\s*\Z", regex.IGNORECASE)
        found.append((hand, before, after))
    return found
