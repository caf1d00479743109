"""Markers in running text: `read_marker` for one bracketed expression, `scan` for a whole text.

A text may mix languages (an English translator in a Japanese cable), so English is read beside the language named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache, lru_cache

import regex

from teikit.notations.acts import is_act
from teikit.notations.blocks import block_runs
from teikit.notations.brackets import bracket_pairs
from teikit.notations.codes import standing_codes
from teikit.notations.context import supplied, word_before
from teikit.notations.folding import fold
from teikit.notations.lopsided import lopsided_markers
from teikit.notations.marker import Found, Marker
from teikit.notations.notation import Notation, load_notation
from teikit.notations.phrases import alternation
from teikit.notations.reading import SQUARE, is_amount, read_inner
from teikit.patterns import compiled_pattern, lazy_pattern

_PAIRS = {"[": "]", "(": ")", "（": "）", "【": "】", "〔": "〕", "［": "］", "<": ">", "〈": "〉", "《": "》"}
# Round and angle brackets hold ordinary text; only short ones are looked into, and only for a word that can mean a marker.
_LONGEST_ROUND = 160
_FIRST_FOOTNOTE = lazy_pattern(r"[\[［]\(?1\)?[\]］]")
_LINK = lazy_pattern(r"\(#[\w.-]+\)")
# How many of the brackets inside a bracket are looked at.
_DEEPEST = 8


def read_marker(text: str, lang: str | Notation = "en") -> Marker | None:
    """Read one bracketed expression, its brackets included.

    Args:
        text: The expression (`[1½ lines not declassified]`, `（続く）`, `████`).
        lang: The language of the text around it.

    Returns:
        What it means; `None` where that is not known. What only the place can tell (a word supplied, an abbreviation
        resolved) is found by `scan`.
    """
    text = text.strip()
    codes = standing_codes(text)
    if len(codes) == 1 and codes[0][:2] == (0, len(text)):
        return Marker("withheld", text, exemptions=codes[0][2], certainty="medium")
    if len(text) >= 2 and _PAIRS.get(text[0]) == text[-1]:
        return _read(text[1:-1], text[0], _notations(lang))
    runs = block_runs(text)
    if len(runs) == 1 and runs[0][:2] == (0, len(text)):
        return _block(text, *runs[0])
    return None


def scan(text: str, lang: str | Notation = "en", *, footnotes: Collection[str] | None = None) -> Iterator[Found]:
    """Find the markers of a text, in order and without overlaps; what is not known stays text.

    Args:
        text: Any text; cost is linear in its length.
        lang: Its main language.
        footnotes: The marks of the document's notes ("1", "2", "*"), where they are known: then no other number in
            brackets is one. Without it, numbers are footnotes in a text that has a `[1]`.
    """
    notations = _notations(lang)
    bracketed = list(_bracketed(text, notations, footnotes))
    _verbless(text, bracketed, notations)
    others = list(_unbracketed(text))
    if text.count("[") != text.count("]"):
        others += lopsided_markers(text, bracket_pairs(text), notations)
    yield from _without_overlaps(bracketed, others)


def _notations(lang: str | Notation) -> tuple[Notation, ...]:
    notation = lang if isinstance(lang, Notation) else load_notation(lang)
    return (notation,) if notation.lang == "en" else (notation, load_notation("en"))


def _read(inner: str, opening: str, notations: tuple[Notation, ...]) -> Marker | None:
    for notation in notations:
        if (marker := _remembered(inner, opening, notation)) is not None:
            return marker
    return None


# The same few markers come back all through a collection.
_remembered = lru_cache(maxsize=20_000)(read_inner)


def _bracketed(text: str, notations: tuple[Notation, ...], footnotes: Collection[str] | None) -> Iterator[Found]:
    done = 0
    numbered = _FIRST_FOOTNOTE.search(text) is not None
    pairs = bracket_pairs(text)
    for index, (start, end) in enumerate(pairs):
        if start < done:
            continue
        opening, inner = text[start], text[start + 1 : end - 1]
        nested = pairs[index + 1] if index + 1 < len(pairs) and pairs[index + 1][0] < end else None
        if nested is not None and opening not in SQUARE and text[nested[0]] in SQUARE:
            continue
        if opening not in SQUARE and (_is_long(inner) or not _may_mark(inner, notations)):
            continue
        if nested is not None and _holds_withheld(text, pairs, index, notations):
            continue
        marker = _read(inner, opening, notations)
        target = None
        if marker is not None and marker.kind == "incident" and _mid_sentence(text, start, marker, notations):
            marker = None
        if marker is None and opening in SQUARE:
            found = supplied(text, start, end, inner, notations[0])
            if found is None or any(is_amount(inner, notation) for notation in notations):
                continue
            marker = found[0]
            target = (found[1], found[2]) if found[1] is not None else None
        if marker is None:
            continue
        if marker.kind == "footnote":
            known = numbered if footnotes is None else marker.words in footnotes
            marker, done = _footnote(text, start, end, marker, known)
        if marker.kind == "sic" or (marker.kind == "unclear" and not marker.words.strip("?")):
            target = word_before(text, start)
        done = max(done, end)
        yield Found(start, done, marker, *(target or (None, None)))


def _is_long(inner: str) -> bool:
    """Whether round brackets hold too much for a marker, however the ends of its lines are typed."""
    return len(inner) > _LONGEST_ROUND and len(" ".join(inner.split())) > _LONGEST_ROUND


def _footnote(text: str, start: int, end: int, marker: Marker, numbered: bool) -> tuple[Marker, int]:
    """The mark of a footnote with the link that Markdown gives it, or a figure that an editor supplied."""
    if (link := _LINK.match(text, end)) is not None:
        return marker, link.end()
    if marker.words.isdigit():
        # "[17]" is a footnote's mark only where the footnotes are counted from 1; "UN1[2]42" has a figure supplied.
        inside = text[start - 1 : start].isalnum() and text[end : end + 1].isalnum()
        if inside or not numbered or text[start] not in "[［":
            return Marker("supplied", marker.words, certainty=None if inside else "medium"), end
    return marker, end


def _holds_withheld(text: str, pairs: list[tuple[int, int]], index: int, notations: tuple[Notation, ...]) -> bool:
    """Whether a bracket holds a smaller one that tells of something withheld: then the smaller one is the marker."""
    end = pairs[index][1]
    for start, stop in pairs[index + 1 : index + 1 + _DEEPEST]:
        if start >= end:
            return False
        if text[start] in SQUARE and stop <= end:
            marker = _read(text[start + 1 : stop - 1], text[start], notations)
            if marker is not None and marker.kind == "withheld":
                return True
    return False


def _mid_sentence(text: str, start: int, marker: Marker, notations: tuple[Notation, ...]) -> bool:
    """In "went [to Thailand]" words are supplied; "Secretary: [to Colby] You…" tells to whom he turns."""
    words = fold(marker.words)
    if marker.words.endswith(":") or (
        not any(
            words.startswith(f"{one} ") for notation in notations for one in notation.verbs.get("incident_start", ())
        )
        and not any(is_act(marker.words, notation) for notation in notations)
    ):
        return False
    before = text[max(0, start - 40) : start].rstrip(" ")
    return bool(before) and before[-1] not in '.:;!?—–-\n\t"”)]'


def _verbless(text: str, found: list[Found], notations: tuple[Notation, ...]) -> None:
    """Read `[3 lines]` as withheld where the same text has markers that say so."""
    if not any(one.marker.kind == "withheld" and one.marker.unit for one in found):
        return
    known = [(one.start, one.end) for one in found if one.marker.kind != "supplied"]
    kept = [one for one in found if one.marker.kind != "supplied"]
    supplied_ones = {one.start: one for one in found if one.marker.kind == "supplied"}
    at = 0
    for start, end in bracket_pairs(text):
        if text[start] not in SQUARE or end - start > 62:
            continue
        while at < len(known) and known[at][1] <= start:
            at += 1
        if at < len(known) and known[at][0] < end:
            continue
        for notation in notations:
            if (marker := is_amount(text[start + 1 : end - 1], notation)) is not None:
                supplied_ones[start] = Found(start, end, marker)
                break
    found[:] = sorted((*kept, *supplied_ones.values()), key=lambda one: one.start)


def _unbracketed(text: str) -> Iterator[Found]:
    for start, end, length, lost in block_runs(text):
        yield Found(start, end, _block(text[start:end], start, end, length, lost))
    for start, end, keys in standing_codes(text):
        yield Found(start, end, Marker("withheld", text[start:end], exemptions=keys, certainty="medium"))


def _block(words: str, _start: int, _end: int, length: int, lost: bool) -> Marker:
    return Marker("illegible" if lost else "withheld", words, unit="char", quantity=str(length))


def _without_overlaps(bracketed: list[Found], others: list[Found]) -> Iterator[Found]:
    """Brackets first: a block or a code inside one belongs to it."""
    others.sort(key=lambda one: one.start)
    at, done = 0, 0
    for other in others:
        while at < len(bracketed) and bracketed[at].end <= other.start:
            yield bracketed[at]
            done = bracketed[at].end
            at += 1
        if at < len(bracketed) and bracketed[at].start < other.end:
            continue
        if other.start >= done:
            yield other
            done = other.end
    yield from bracketed[at:]


def _may_mark(inner: str, notations: tuple[Notation, ...]) -> bool:
    folded = fold(inner)
    return not folded or any(_hints(notation).search(folded) is not None for notation in notations)


@cache
def _hints(notation: Notation) -> regex.Pattern[str]:
    """Words without which no round bracket is a marker."""
    phrases = [*notation.continued]
    for kind in ("withheld", "withheld_weak", "illegible", "inaudible", "sic", "incident", "blank"):
        phrases.extend(notation.verbs.get(kind, ()))
    for hand in notation.prefixes.values():
        phrases.extend(hand)
    return compiled_pattern(
        alternation(phrases) + r"|\(?b\)?\s?\(\d\)|1\.[345]\s?\(|3\.[345]\s?\(|[.…]{1,}\Z|\A\?+\Z|[■█▓▒]"
    )
