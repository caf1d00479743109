"""How words are compared: without regard to case, width, spacing and the typist's choice of quotation marks."""

from __future__ import annotations

import unicodedata

import regex

_SPACES = regex.compile(r"\s+")
# NFKC leaves these alone, and typists choose among them freely.
_LOOKALIKES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u2010": "-", "\u2011": "-", "\u00ad": None})
# Scripts that put no space between words, so that a space inside a word is layout ("主 管", "極 秘").
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}ー"
_BETWEEN_UNSPACED = regex.compile(rf"(?<=[{_UNSPACED}])\s+(?=[{_UNSPACED}])")
_LETTER_SPACED = regex.compile(r"(?<!\S)\S(?:\s\S){2,}(?!\S)")


def fold(text: str) -> str:
    """The form in which phrases are compared."""
    folded = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES).casefold()
    return _BETWEEN_UNSPACED.sub("", _SPACES.sub(" ", folded).strip())


def fold_label(text: str) -> str:
    """The form in which labels are compared: marks around them gone, letter-spacing closed (`S U B J E C T :`)."""
    folded = fold(text).strip(" *_:;.,-–—=()[]<>（）【】〔〕「」").strip()
    if _LETTER_SPACED.fullmatch(folded):
        return folded.replace(" ", "")
    return _LETTER_SPACED.sub(lambda match: match.group().replace(" ", ""), folded)


def is_unspaced(text: str) -> bool:
    """Whether a text holds characters of a script without spaces between words."""
    return regex.search(rf"[{_UNSPACED}]", text) is not None
