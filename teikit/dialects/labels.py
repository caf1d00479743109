"""What a speaker's label may look like at the beginning of a paragraph.

`Secretary Kissinger:`, `（総理）`, `RN—`, `Q.`, `K:`, `HASSAN (via interpreter):`, `Johnson [hereafter LBJ]:`, `[Butz?]:`, `A______:`,
`[name not declassified]:`. Whether one is a speaker only the whole text can tell (`teikit.dialects.turns`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from teikit.notations import Notation, find_categories, read_marker
from teikit.patterns import lazy_pattern

_BRACKETED = lazy_pattern(
    r"(?P<label>[(（【〔]\s*(?P<name>[^()（）【】〔〕\n]{1,40}?)\s*[)）】〕])(?P<after>\s*[:：]?)"
)
_ASIDE = r"(?P<aside>(?:\s*[(（\[][^()（）\[\]:：\n]{1,60}[)）\]]){1,2})?"
_COLON = lazy_pattern(
    rf"(?P<label>(?P<name>[^\s:：.;!?\[\]()（）“\"][^:：\n;!?\[\]()（）。“”\"]{{0,60}}?){_ASIDE}\s?[:：])"
    r"(?=[\s\p{L}\p{N}\[“\"'‘«„「(（—–….-]|$)"
)
_DOUBTFUL = lazy_pattern(r"(?P<label>\[(?P<name>\p{Lu}[\p{L}.'’ -]{1,40}\??)\]\s?[:：])(?=\s|\p{L})")
_DASH = lazy_pattern(
    rf"(?P<label>(?P<name>\p{{Lu}}[\p{{L}}.'’]*(?: \p{{Lu}}[\p{{L}}.'’]*){{0,2}}){_ASIDE}(?:—|--|–))"
    r"(?=[\p{Lu}\p{N}\[“\"'‘(.…]| \p{Lu})"
)
_QUESTION = lazy_pattern(r"(?P<label>(?P<name>[QA])\.)\s+(?=[\p{Lu}\p{N}“\"‘'\[(])")
_HIDDEN = lazy_pattern(r"(?P<label>(?P<name>\[[^\[\]\n]{1,80}\]|[■█▇▓]{2,}|X{3,})\s?[:：])(?=\s|\p{L})")
_HIDDEN_DASH = lazy_pattern(r"(?P<label>(?P<name>\[[^\[\]\n]{1,80}\])(?:—|--|–))(?=\s?\p{Lu})")
_LETTER = lazy_pattern(r"\p{L}")
_NUMBERING = lazy_pattern(r"^(?:\d{1,3}|[a-z]|[ivxlc]{2,5}|[IVX]{2,5}|[一二三四五六七八九十]{1,3}|[ア-ン])$")
_CAPITAL = lazy_pattern(r"^[\p{Lu}\p{Lt}\p{Lo}]")
_SPEECH_MARK = ".。!?！？…—–-"
_NAME_PART = lazy_pattern(r"[\s.,'’\-]+")
_INTERPRETER = lazy_pattern(
    r"(?:the\s+|\p{Lu}\p{L}+\s+)?(?:interpret(?:er|ation)|translator|notetaker)s?$", regex.IGNORECASE
)
_SMALL_WORDS = frozenset(
    [
        "of",
        "the",
        "de",
        "la",
        "le",
        "du",
        "von",
        "van",
        "der",
        "den",
        "da",
        "di",
        "del",
        "al",
        "bin",
        "ibn",
        "and",
        "y",
        "e",
        "et",
        "und",
        "el",
        "ul",
        "ud",
        "dos",
        "das",
        "do",
        "zu",
    ]
)
#: Portion marks and their kind: a bracket that holds no more than three capitals classifies a paragraph or counts it.
_SHORT_CAPITALS = lazy_pattern(r"^(?:\p{Lu}{1,3}|LOU|SBU|\p{Lu}(?:/\p{Lu}+)+)$")
_COUNTED = lazy_pattern(r"\s+(?:No\.?\s*)?(?:\d{1,3}|[A-Z]|[IVX]{1,5})$")
_QUESTION_TITLE = lazy_pattern(r"^[QA]\.\s+\p{L}{1,12}\.?$")
#: A label that Markdown sets off: `**The President:** Good morning.`, `_Q_: Why?`
_SET_OFF = lazy_pattern(
    r"\s*(?P<mark>\*{1,3}|_{1,2})(?P<label>[^\s*_][^*_\n]{0,90}?)(?P=mark)(?P<colon>\s?[:：])?(?=\s|$)"
)
_FEWEST_WORDS_OF_SPEECH = 2
_FARTHEST_COLON = 130


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a label.

    Attributes:
        end: Offset after it, brackets and colon included.
        name: The name without brackets, colon and aside.
        form: `bracket`, `colon`, `hidden`, `dash` or `question`.
        shy: An initial, a dash, a question: enough of them must alternate.
        weak: Only a known speaker may bear it: no speech follows, or it names an office of the conversation.
        interpreter: It names the interpreter.
    """

    end: int
    name: str
    form: str
    shy: bool = False
    weak: bool = False
    interpreter: bool = False


@lru_cache(maxsize=4096)
def label_key(name: str) -> str:
    """A name for comparing: without blanks, full stops, commas, hyphens and case."""
    return str(_NAME_PART.sub("", name)).casefold()


def candidate(text: str, notation: Notation) -> Candidate | None:
    """The label at the beginning of a paragraph, if there may be one."""
    lead = len(text) - len(text.lstrip())
    if lead == len(text):
        return None
    first = text[lead]
    if first in "*_":
        return _set_off(text, notation)
    if first in "(（【〔":
        return _plain_candidate(_BRACKETED.match(text, lead), text, "bracket", notation)
    if first in "[■█▇▓" or text.startswith("XXX", lead):
        hidden = _HIDDEN.match(text, lead)
        if hidden and _is_withheld(hidden["name"], notation) and speech_follows(text[hidden.end() :]):
            return Candidate(hidden.end(), hidden["name"], "hidden")
        dashed = _HIDDEN_DASH.match(text, lead)
        if dashed and _is_withheld(dashed["name"], notation, "name") and speech_follows(text[dashed.end() :]):
            return Candidate(dashed.end(), dashed["name"], "dash", shy=True)
        doubtful = _DOUBTFUL.match(text, lead)
        if doubtful and speech_follows(text[doubtful.end() :]):
            return Candidate(doubtful.end(), doubtful["name"].rstrip("?"), "colon")
        return None
    question = _QUESTION.match(text, lead) if notation.lang == "en" else None
    start = text[lead : lead + _FARTHEST_COLON]
    if ":" in start or "：" in start:
        found = _plain_candidate(_COLON.match(text, lead), text, "colon", notation)
        if found is not None and not (question and _QUESTION_TITLE.match(found.name)):
            return found
    if question is not None:
        return Candidate(question.end("label"), question["name"], "question", shy=True)
    if ("—" in start or "--" in start or "–" in start) and (dash := _DASH.match(text, lead)) is not None:
        return _plain_candidate(dash, text, "dash", notation)
    return None


def _set_off(text: str, notation: Notation) -> Candidate | None:
    """A label between marks of emphasis, its colon inside them or behind them."""
    match = _SET_OFF.match(text)
    if match is None:
        return None
    label = match["label"] + (match["colon"] or "")
    found = candidate(label + text[match.end() :], notation)
    return replace(found, end=match.end()) if found is not None and found.end == len(label) else None


def _plain_candidate(match: regex.Match[str] | None, text: str, form: str, notation: Notation) -> Candidate | None:
    if match is None:
        return None
    name = match["name"].strip()
    if name[-1:].isdigit() and text[match.end() : match.end() + 1].isdigit():
        return None  # the time of day, "At 1:30"
    if form == "colon" and _INTERPRETER.match(name):
        return Candidate(match.end(), name, form, weak=True, interpreter=True)
    if not _may_speak(name, form, notation):
        return None
    shy = form == "dash" or (len(label_key(name)) == 1 and name.isupper())
    return Candidate(match.end(), name, form, shy=shy, weak=not speech_follows(text[match.end() :]))


def _is_withheld(name: str, notation: Notation, unit: str = "") -> bool:
    marker = read_marker(name, notation)
    return marker is not None and marker.kind == "withheld" and unit in ("", marker.unit)


@lru_cache(maxsize=4096)
def _may_speak(name: str, form: str, notation: Notation) -> bool:
    if _NUMBERING.match(name) or not _CAPITAL.match(name) or not _LETTER.search(name):
        return False
    words = name.split()
    if len(words) > 7 or not all(
        _CAPITAL.match(word) or word.lower().strip(".,") in _SMALL_WORDS or not _LETTER.match(word) for word in words
    ):
        return False
    if form == "bracket" and notation.lang == "en" and (_SHORT_CAPITALS.match(name) or name.startswith("To ")):
        return False
    bare = _COUNTED.sub("", name)
    if any(notation.never_speaks(one) or notation.role_of(one) for one in dict.fromkeys((name, bare))):
        return False
    if notation.is_continued(name) or notation.is_salutation(name):
        return False
    last = words[-1]
    if len(words) > 1 and (notation.never_speaks(last) or notation.role_of(last)) and not notation.has_title(name):
        return False
    if find_categories(name, notation):
        return False
    if form != "bracket":
        return True
    marker = read_marker(f"({name})", notation)
    return marker is None or marker.kind not in ("note", "continued", "incident", "sic", "editorial", "pagebreak")


def speech_follows(text: str) -> bool:
    """Whether what stands behind a label may be speech."""
    said = text.strip()
    if not said:
        return False
    if said[-1] in _SPEECH_MARK:
        return True
    return len(said.split(maxsplit=2)) >= _FEWEST_WORDS_OF_SPEECH or len(_LETTER.findall(said[:80])) >= 5
