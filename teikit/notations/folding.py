"""How words are compared: without regard to case, width, spacing and the typist's choice of quotation marks."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from teikit.patterns import lazy_pattern

_SPACES = lazy_pattern(r"\s+")
# NFKC leaves these alone, and typists choose among them freely.
_LOOKALIKES = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u2010": "-", "\u2011": "-", "\u00ad": None}
)
# Scripts that put no space between words, so that a space inside a word is layout ("主 管", "極 秘").
UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}ー"
_UNSPACED = lazy_pattern(rf"[{UNSPACED}]")
_BETWEEN_UNSPACED = lazy_pattern(rf"(?<=[{UNSPACED}])\s+(?=[{UNSPACED}])")
# NFKC would take "1½" apart into "11⁄2"; private-use stand-ins carry the fractions through it.
_VULGAR = "½¼¾⅓⅔⅕⅛⅜⅝⅞"
_HIDE = {ord(char): chr(0xF8E0 + at) for at, char in enumerate(_VULGAR)}
_SHOW = {0xF8E0 + at: char for at, char in enumerate(_VULGAR)}
_LETTER_SPACED = lazy_pattern(r"(?<!\S)\S(?:\s\S){2,}(?!\S)")


def fold(text: str) -> str:
    """The form in which phrases are compared."""
    if text.isascii():
        return str(_SPACES.sub(" ", text.casefold())).strip()
    folded = unicodedata.normalize("NFKC", text.translate(_HIDE)).translate(_SHOW).translate(_LOOKALIKES).casefold()
    return str(_BETWEEN_UNSPACED.sub("", _SPACES.sub(" ", folded).strip()))


@lru_cache(maxsize=20_000)
def fold_label(text: str) -> str:
    """The form in which labels are compared: marks around them gone, letter-spacing closed (`S U B J E C T :`)."""
    folded = fold(text).strip(" *_:;.,-–—=()[]<>（）【】〔〕「」").strip()
    if _LETTER_SPACED.fullmatch(folded):
        return folded.replace(" ", "")
    return str(_LETTER_SPACED.sub(lambda match: match.group().replace(" ", ""), folded))


def is_unspaced(text: str) -> bool:
    """Whether a text holds characters of a script without spaces between words."""
    return not text.isascii() and _UNSPACED.search(text) is not None
