"""What a bracket means by where it stands: a word supplied, an abbreviation resolved, a footnote's mark, a doubt."""

from __future__ import annotations

import regex

from teikit.notations.codes import exemptions
from teikit.notations.marker import Level, Marker
from teikit.notations.notation import Notation
from teikit.patterns import lazy_pattern

_ABBREVIATION = lazy_pattern(
    r"(?<![\p{L}\p{N}])((?:\p{Lu}[\p{Lu}\p{N}&./-]{1,14}|\p{Lu}\.(?:\s?\p{Lu}\.)+)s?)['’]?s?\s?\Z"
)
_LAST_WORD = lazy_pattern(r"((?<!\d,?)[\p{L}\p{N}](?:[\p{L}\p{N}.'’-]|,(?=\d))*)[\s,;:]*\Z")
_WORDS_BEFORE = lazy_pattern(r"((?:[\p{L}\p{N}.'’-]+\s+){0,3}[\p{L}\p{N}.'’-]+)\s*\Z")
# What no supplied word holds: a reference to a file, an address, code. A colon may end it ("[LBJ:]").
_FOREIGN = lazy_pattern(r":(?!$)|[=\\<>{}|@#]|/(?!\p{L})|(?<!\p{L})/")
_SENTENCE = lazy_pattern(r"\p{Lu}[\p{L}’']*,?(?:\s+\S+){2,}\p{Ll}{2}[.!?]")
_CLOSED = lazy_pattern(r"(?:\A|[.!?:”\"])\s*\Z")
_SIGN, _LETTER = lazy_pattern(r"[\p{L}\p{N}]"), lazy_pattern(r"\p{L}")
_PUNCTUATION = frozenset(",;:.!\"'“”’‘-–—)(")
# A supplied passage is a few words; what is longer may as well be the drafter's own bracket.
_LONGEST_SUPPLIED = 60
_FEW_WORDS = 8


def supplied(
    text: str, start: int, end: int, inner: str, notation: Notation
) -> tuple[Marker, int | None, int | None] | None:
    """A word or an expansion that an editor put between square brackets into a sentence.

    Args:
        text: The whole text.
        start: Offset of the opening bracket.
        end: Offset after the closing one.
        inner: What stands between them.
        notation: The language.

    Returns:
        The marker with start and end of the abbreviation it resolves; `None` where it may be the drafter's own bracket.
    """
    words = inner.strip()
    if not words or len(words) > _LONGEST_SUPPLIED or len(words.split()) > _FEW_WORDS or "\n\n" in inner:
        return None
    if words in _PUNCTUATION and start and not text[start - 1 : start].isspace():
        return Marker("supplied", words), None, None
    if not _SIGN.search(words) or _FOREIGN.search(words) or text[end : end + 1] == "(" or exemptions(words):
        return None
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    before, after = text[max(line_start, start - 80) : start], text[end : line_end if line_end >= 0 else len(text)][:80]
    if not _LETTER.search(before) and not _LETTER.search(after):
        return None
    if _SENTENCE.fullmatch(words) and _CLOSED.search(before):
        return None  # a sentence between sentences is nothing that was put into one
    if (abbreviation := _ABBREVIATION.search(before)) is not None and resolves(abbreviation[1], words):
        at = start - len(before) + abbreviation.start(1)
        return Marker("expansion", words), at, at + len(abbreviation[1])
    return Marker("supplied", words, certainty=_certainty(before, after, words, notation)), None, None


def word_before(text: str, start: int) -> tuple[int, int] | None:
    """The word that `[sic]` or `[?]` speaks of."""
    window = max(0, start - 60)
    match = _LAST_WORD.search(text, window, start)
    return (match.start(1), match.end(1)) if match else None


def resolves(abbreviation: str, expansion: str) -> bool:
    """Whether an expansion's words begin with the abbreviation's letters, in order (`UR`: Uruguay Round)."""
    letters = [char.casefold() for char in abbreviation.rstrip("s") if char.isalpha()]
    initials = [word[0].casefold() for word in regex.findall(r"[\p{L}][\p{L}'’.]*", expansion)]
    if len(letters) < 2 or not initials or len(initials) < (len(letters) + 1) // 2 or letters[0] != initials[0]:
        return False
    # Either every letter begins a word (some words, such as "of", begin none) …
    at = 0
    for initial in initials:
        if at < len(letters) and initial == letters[at]:
            at += 1
    if at == len(letters):
        return True
    # … or every word of weight gives one, with more letters from inside it (APEC: Asia-Pacific Economic Cooperation).
    text = [char.casefold() for char in expansion if char.isalpha()]
    found = iter(text)
    return (
        len(initials) > 1
        and all(letter in found for letter in letters)
        and all(initial in letters for initial in initials if len(initials) <= len(letters))
    )


def _certainty(before: str, after: str, words: str, notation: Notation) -> Level | None:
    """Sure are a part of a word, a function word, and a name after a title; all else is likely."""
    if before[-1:].isalpha() or after[:1].isalpha():
        return None
    if words.casefold() in notation.function_words:
        return None
    if (match := _WORDS_BEFORE.search(before)) is not None and regex.match(r"\p{Lu}", words):
        last = match[1].split()
        if any(notation.has_title(" ".join(last[-count:])) for count in (1, 2, 3)):
            return None
    return "medium"
