"""Words that a word processor sets off – italic, bold, underlined, struck through, raised – on their way into the text.

A paragraph is put together, cut and joined in many places. So that the place of such words is not lost there, a sign stands before
them and one behind; `taken_out` takes the signs away again and tells where the words have come to stand. The signs are code points
that Unicode keeps for a program's own use and that stand in no text (U+FDD0 to U+FDEF).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise

from teikit.containers.extracted import Assembled
from teikit.patterns import lazy_pattern
from teikit.source import Page, PageWords, SetOff

BOLD, ITALIC, UNDERLINE, STRUCK, RAISED = 1, 2, 4, 8, 16
_NAMES = {BOLD: "bold", ITALIC: "italic", UNDERLINE: "underline", STRUCK: "strikethrough", RAISED: "superscript"}
_END = 0xFDD0
ENDS = chr(_END)
_SIGN = lazy_pattern(r"[\ufdd0-\ufdef]")
_PIECE = lazy_pattern(r"[^\f\v\n]+")


def begins(look: int) -> str:
    """The sign before words of a look; `ENDS` stands behind them."""
    return chr(_END + look)


def set_off(text: str, look: int) -> str:
    """Text with the signs of a look around its words.

    Args:
        text: The text; what is blank in it, and its breaks, stay outside.
        look: The sum of what it is: `ITALIC`, `BOLD` and so on; 0 for plain text.
    """
    if not look or not text.strip():
        return text

    def one(piece: str) -> str:
        core = piece.strip()
        if not core:
            return piece
        start = piece.index(core)
        return f"{piece[:start]}{begins(look)}{core}{ENDS}{piece[start + len(core) :]}"

    return str(_PIECE.sub(lambda match: one(match.group()), text))


def plain(text: str) -> str:
    """Text without signs."""
    return str(_SIGN.sub("", text)) if not text.isascii() else text


def own_letters(text: str) -> str:
    """Text of a document, in which what looks like a sign is none."""
    return str(_SIGN.sub("\ufffd", text)) if not text.isascii() else text


def taken_out(whole: Assembled) -> tuple[str, tuple[Page, ...], tuple[PageWords, ...], tuple[SetOff, ...]]:
    """A text without signs, its pages and their words at the places that they now have, and the words that are set off."""
    text = whole.text
    signs = [] if text.isascii() else [(match.start(), ord(match.group()) - _END) for match in _SIGN.finditer(text)]
    if not signs:
        return text, tuple(whole.pages), tuple(whole.page_words), ()
    at = _Places([place for place, _ in signs])
    bare = plain(text)
    found: list[SetOff] = []
    for (start, look), (end, _) in pairwise(signs):
        if look:
            _add(found, bare, SetOff(at(start), at(end), _name(look)))
    pages = tuple(
        replace(
            page,
            start=at(page.start),
            zones=tuple(replace(zone, start=at(zone.start), end=at(zone.end)) for zone in page.zones),
        )
        for page in whole.pages
    )
    words = tuple(replace(one, start=at(one.start), end=at(one.end)) for one in whole.page_words)
    return bare, pages, words, tuple(found)


def _add(found: list[SetOff], text: str, one: SetOff) -> None:
    """Add words; those that look like the ones before, with nothing but a blank between, go on with them."""
    if found and found[-1].rend == one.rend and not text[found[-1].end : one.start].strip(" \t"):
        found[-1] = replace(found[-1], end=one.end)
    elif one.end > one.start:
        found.append(one)


def _name(look: int) -> str:
    return " ".join(name for bit, name in _NAMES.items() if look & bit)


class _Places:
    """Where a place comes to stand when the signs before it are gone."""

    def __init__(self, signs: list[int]):
        self.signs = signs

    def __call__(self, offset: int) -> int:
        return offset - bisect_left(self.signs, offset)
