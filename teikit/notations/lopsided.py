"""Markers that have lost one of their brackets: `[text not declassified each for July`, `less than 1 line not declassified] to`.

The verb of a withheld passage beside a bracket that nothing closes or opens leaves no doubt; an everyday verb would.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from teikit.notations.amounts import only_amounts, read_amount
from teikit.notations.folding import fold
from teikit.notations.marker import Found
from teikit.notations.notation import Notation
from teikit.notations.reading import read_inner
from teikit.notations.verbs import verb_pattern
from teikit.patterns import lazy_pattern

_BRACKET = lazy_pattern(r"[\[\]]")
_WORD = lazy_pattern(r"(?<![\p{L}\p{N}½¼¾-])[\p{L}\p{N}½¼¾]")
#: So far from its bracket a marker's verb ends.
_REACH = 100
_LONGEST_LINE = 60


def lopsided_markers(text: str, pairs: list[tuple[int, int]], notations: tuple[Notation, ...]) -> Iterator[Found]:
    """Withheld passages whose marker has only one square bracket, in order.

    Args:
        text: The text.
        pairs: Its balanced brackets.
        notations: The languages whose words are looked for.
    """
    paired = {at for start, end in pairs for at in (start, end - 1)}
    for match in _BRACKET.finditer(text):
        if match.start() in paired:
            continue
        found = (_opened if match.group() == "[" else _closed)(text, match.start(), notations)
        if found is not None:
            yield found


def _opened(text: str, at: int, notations: tuple[Notation, ...]) -> Found | None:
    """From an opening bracket to the verb."""
    window = text[at + 1 : at + 1 + _REACH].split("\n\n", 1)[0]
    window = _BRACKET.split(window, 1)[0]
    told = False
    for notation in notations:
        verb = verb_pattern("withheld", notation).search(window.lower())
        if verb is None:
            continue
        told = True
        marker = read_inner(window[: verb.end()], "[", notation)
        if marker is not None and marker.kind == "withheld" and only_amounts(fold(window[: verb.start()]), notation):
            return Found(at, at + 1 + verb.end(), replace(marker, certainty="medium"))
    # To the end of the line, where the verb has a slip of the typist in it.
    line = window.split("\n", 1)[0].rstrip(" .;,")
    if not told and 0 < len(line) <= _LONGEST_LINE:
        for notation in notations:
            marker = read_inner(line, "[", notation)
            if marker is not None and marker.kind == "withheld":
                return Found(at, at + 1 + len(line), replace(marker, certainty="medium"))
    return None


def _closed(text: str, at: int, notations: tuple[Notation, ...]) -> Found | None:
    """From the first word of an amount to a closing bracket."""
    start = max(0, at - _REACH)
    window = text[start:at].rsplit("\n\n", 1)[-1]
    window = _BRACKET.split(window)[-1]
    start = at - len(window)
    for notation in notations:
        verbs = [
            one
            for one in verb_pattern("withheld", notation).finditer(window.lower())
            if not window[one.end() :].strip()
        ]
        if not verbs:
            continue
        for word in _WORD.finditer(window, 0, verbs[0].start()):
            before = fold(window[word.start() : verbs[0].start()])
            amount = read_amount(before, notation)
            if amount is None or amount.start > 0 or not only_amounts(before, notation):
                continue
            marker = read_inner(window[word.start() :], "[", notation)
            if marker is not None and marker.kind == "withheld":
                return Found(start + word.start(), at + 1, replace(marker, certainty="medium"))
    return None
