"""Words of another language inside a text, as far as the script or the capitals of a Latin phrase in an East Asian text tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from teikit.notations import guess_language
from teikit.patterns import lazy_pattern

#: The script in which a language is written; Latin is the default.
_SCRIPTS = {
    "ja": "[\\p{Han}\\p{Hiragana}\\p{Katakana}]",
    "zh": "\\p{Han}",
    "ko": "\\p{Hangul}",
    "ru": "\\p{Cyrillic}",
    "uk": "\\p{Cyrillic}",
    "bg": "\\p{Cyrillic}",
    "el": "\\p{Greek}",
    "ar": "\\p{Arabic}",
    "he": "\\p{Hebrew}",
}
_LATIN_PHRASE = lazy_pattern(r"\p{Latin}[\p{Latin}'’\-]*(?:[ ,]+\p{Latin}[\p{Latin}'’\-]*)*")
_OTHER_PHRASE = lazy_pattern(
    r"(?:[\p{Han}\p{Hiragana}\p{Katakana}ー々]+[、。・ 　]?)+|(?:[\p{Cyrillic}]{2,}[ ,\-]*)+|(?:\p{Hangul}+[ ,]*)+"
    r"|(?:\p{Arabic}{2,}[ ،]*)+|(?:\p{Hebrew}{2,}[ ,]*)+|(?:\p{Greek}{2,}[ ,]*)+"
)
_NOT_ASCII = lazy_pattern(r"[^\x00-\u02ff\u2000-\u2bff]")
_LETTER = lazy_pattern(r"\p{L}")
_VOWEL = lazy_pattern(r"[AEIOUY].*[AEIOUY]")
#: An abbreviation such as NAFTA or GATT belongs to the text that uses it.
_LONGEST_ABBREVIATION = 6


@dataclass(frozen=True, slots=True)
class ForeignRun:
    """Words of another language, `[start, end)` in the text."""

    start: int
    end: int
    lang: str


def foreign_runs(text: str, lang: str, others: tuple[str, ...] = ()) -> Iterator[ForeignRun]:
    """Find words that another script than the text's own shows to be of another language.

    Args:
        text: The text.
        lang: Its language.
        others: The languages of the other texts of the same cable, which are likelier than others.
    """
    base = lang.split("-", maxsplit=1)[0]
    if base in _SCRIPTS:
        for match in _LATIN_PHRASE.finditer(text):
            phrase = match.group()
            if _is_phrase(phrase):
                yield ForeignRun(match.start(), match.end(), _latin_language(phrase, others))
    elif _NOT_ASCII.search(text):
        for match in _OTHER_PHRASE.finditer(text):
            phrase = match.group().rstrip(" ,、。・　،-")
            if len(phrase) > 1 or base not in _SCRIPTS:
                yield ForeignRun(match.start(), match.start() + len(phrase), _script_language(phrase, others))


def _is_phrase(phrase: str) -> bool:
    words = phrase.replace(",", " ").split()
    long = [word for word in words if len(word) > _LONGEST_ABBREVIATION or not word.isupper()]
    if len(words) == 1:
        return bool(long) and len(words[0]) > 2
    return bool(long) or len(words) > 2 or any(len(word) > 4 and _VOWEL.search(word) for word in words)


def _latin_language(phrase: str, others: tuple[str, ...]) -> str:
    for other in others:
        if other.split("-")[0] not in _SCRIPTS:
            return other
    return guess_language(phrase) or "en"


def _script_language(phrase: str, others: tuple[str, ...]) -> str:
    for other in others:
        script = _SCRIPTS.get(other.split("-")[0])
        if script and all(regex.match(script, letter) for letter in _LETTER.findall(phrase)):
            return other
    return guess_language(phrase) or "und"
