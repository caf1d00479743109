"""Turns, decided over the whole text: which labels are speakers.

Most colons and most brackets at the beginning of a paragraph are none. A label is a speaker where speech follows it in the same paragraph
and the text bears it out: the label recurs, or other labels of the same form do, or it holds a title, or it names a participant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from teikit.notations import Notation, find_categories, load_notation, read_marker

_OPEN, _CLOSE = "(（【〔", ")）】〕"
_BRACKETED = regex.compile(
    r"(?P<label>[(（【〔]\s*(?P<name>[^()（）【】〔〕\n]{1,40}?)\s*[)）】〕])(?P<after>\s*[:：]?)"
)
_COLON = regex.compile(
    r"(?P<label>(?P<name>[^\s:：.;!?\[\]()（）][^:：\n;!?\[\]()（）。]{0,48}?)"
    r"(?P<aside>\s*[(（\[][^()（）\[\]:：\n]{1,40}[)）\]])?\s?[:：])(?=[\s\p{L}\p{N}\[“\"'‘«„「(（—–-])"
)
_HIDDEN = regex.compile(r"(?P<label>(?P<name>\[[^\[\]\n]{1,80}\]|[■█▇▓]{2,}|X{3,})\s?[:：])(?=\s|\p{L})")
_LETTER = regex.compile(r"\p{L}")
_NUMBERING = regex.compile(r"^(?:\d{1,3}|[a-z]|[ivxlc]{1,5}|[一二三四五六七八九十]{1,3}|[ア-ン])$", regex.IGNORECASE)
_CAPITAL = regex.compile(r"^[\p{Lu}\p{Lt}\p{Lo}]")
_SMALL_WORDS = frozenset(
    {
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
    }
)
_FEWEST_WORDS_OF_SPEECH = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """A label at the beginning of a paragraph.

    Attributes:
        index: Which paragraph.
        end: Offset after the label, brackets and colon included, in the paragraph.
        name: The name in it, without brackets and colon.
        form: `bracket`, `colon` or `hidden`.
        cert: `high` where several signs agree, `medium` where one alone speaks for it.
    """

    index: int
    end: int
    name: str
    form: str
    cert: str = "high"


def find_turns(paragraphs: Sequence[str], lang: str, participants: Sequence[str] = ()) -> dict[int, Turn]:
    """Find the turns of a text.

    Args:
        paragraphs: The paragraphs' text, in order.
        lang: Their language.
        participants: What the cable says of who took part.

    Returns:
        Paragraph index → turn.
    """
    notation = load_notation(lang)
    candidates = [turn for index, text in enumerate(paragraphs) if (turn := _candidate(index, text, notation))]
    if not candidates:
        return {}
    counts = Counter(_key(turn.name) for turn in candidates)
    forms = Counter(turn.form for turn in candidates)
    repeated = {
        form: sum(1 for turn in candidates if turn.form == form and counts[_key(turn.name)] > 1)
        for form in ("bracket", "colon", "hidden")
    }
    named = _key(" ".join(participants))
    found: dict[int, Turn] = {}
    for turn in candidates:
        signs = 0
        signs += counts[_key(turn.name)] > 1
        signs += notation.has_title(turn.name)
        signs += bool(named) and _key(turn.name) in named
        signs += repeated[turn.form] >= 3 and forms[turn.form] >= 3
        signs += turn.form == "hidden" and len(candidates) > 1
        needed = 1 if len(candidates) > 1 else 2
        if signs >= needed:
            cert = "high" if signs > 1 or counts[_key(turn.name)] > 1 else "medium"
            found[turn.index] = Turn(turn.index, turn.end, turn.name, turn.form, cert)
    distinct = {_key(turn.name) for turn in found.values()}
    # One voice that speaks once is a heading, not a conversation.
    return found if len(found) > 1 or len(distinct) > 1 else {}


def _candidate(index: int, text: str, notation: Notation) -> Turn | None:
    lead = len(text) - len(text.lstrip())
    for form, pattern in (("bracket", _BRACKETED), ("hidden", _HIDDEN), ("colon", _COLON)):
        match = pattern.match(text, lead)
        if match and _may_speak(match["name"].strip(), form, notation) and _speech_follows(text[match.end() :]):
            return Turn(index, match.end(), match["name"].strip(), form)
    return None


def _may_speak(name: str, form: str, notation: Notation) -> bool:
    if form == "hidden":
        marker = read_marker(name, notation)
        return marker is not None and marker.kind == "withheld"
    if _NUMBERING.match(name) or notation.never_speaks(name) or notation.role_of(name) or notation.is_continued(name):
        return False
    if not _LETTER.search(name) or not _CAPITAL.match(name) or find_categories(name, notation):
        return False
    marker = read_marker(f"({name})", notation)
    if (
        form == "bracket"
        and marker is not None
        and marker.kind in ("note", "continued", "incident", "sic", "editorial", "pagebreak")
    ):
        return False
    words = name.split()
    return len(words) <= 6 and all(_CAPITAL.match(word) or word.lower().strip(".,") in _SMALL_WORDS for word in words)


def _speech_follows(text: str) -> bool:
    said = text.strip()
    if not said:
        return False
    return len(said.split()) >= _FEWEST_WORDS_OF_SPEECH or len(_LETTER.findall(said)) >= 5 or said[-1] in ".。!?！？…"


def _key(name: str) -> str:
    return str(regex.sub(r"[\s.,'’\-]+", "", name)).casefold()
