"""Letter-spaced words, as typists and careless OCR leave them: `P r e s i d e n t  Tudjman`, `S e c r e t a r y o f S t a t e`.

Inside a run of single letters the blanks between words are lost; a capital after a small letter begins a word, and words that the document
has elsewhere in full tell the rest. Meant for names, labels and titles; running text stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from teikit.notations.notation import load_notation
from teikit.patterns import lazy_pattern

_RUN = lazy_pattern(r"(?<![\p{L}\p{N}])\p{L}(?: [\p{L}](?![\p{L}\p{N}'’]))+")
_WORD_START = lazy_pattern(r"(?<=\p{Ll})(?=\p{Lu})")
_BEFORE_MARK = lazy_pattern(r"\s+([,.;:)])")
_SMALL = ("of", "the", "to", "for", "and", "in", "with", "by", "at", "on")
_FEWEST = 2
_SHORT = 3
#: No word is longer; what is, is no word.
_LONGEST = 60


def join_spaced(text: str, vocabulary: Collection[str] = ()) -> str:
    """The text with its letter-spaced words joined and blanks folded.

    Args:
        text: A name, a label, a title.
        vocabulary: Words of the document that are not letter-spaced, casefolded.
    """
    if " " not in text:
        return text
    joined = _RUN.sub(lambda run: _words(run.group().replace(" ", ""), vocabulary), text)
    joined = _BEFORE_MARK.sub(r"\1", joined)
    return " ".join(joined.split())


def _words(letters: str, vocabulary: Collection[str]) -> str:
    return " ".join(_split(word, vocabulary) for word in _WORD_START.split(letters))


def _split(word: str, vocabulary: Collection[str]) -> str:
    """A word off which a small word is cut where the document knows what is left, or where both are small words."""
    if (
        word.casefold() in vocabulary
        or not _FEWEST <= len(word) <= _LONGEST
        or word in _SMALL
        or word.casefold() in _offices()
    ):
        return word
    for small in _SMALL:
        rest = word[: -len(small)]
        if word.endswith(small) and rest:
            apart = _split(rest, vocabulary)
            if " " in apart or rest.casefold() in vocabulary or rest.casefold() in _offices() or rest in _SMALL:
                return f"{apart} {small}"
    for small in _SMALL:
        rest = word[len(small) :]
        if word.startswith(small) and rest.casefold() in vocabulary:
            return f"{small} {rest}"
    return word


@cache
def _offices() -> frozenset[str]:
    """The words of offices, which heads are full of."""
    return frozenset(word for title in load_notation("en").titles for word in title.split() if len(word) > _SHORT)


def is_spaced(text: str) -> bool:
    """Whether a text has letter-spaced words."""
    return _RUN.search(text) is not None
