"""Who speaks in a typed memorandum of conversation, decided over the whole document.

A label begins a line and ends with a colon. OCR sets it in single letters (`P r e s i d e n t  Tudjman:`), spoils its colon or loses it;
a label that the document bears out elsewhere is therefore known again by its letters alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from teikit.dialects.memcon_lines import Typed
from teikit.notations import load_notation
from teikit.notations.letter_spacing import join_spaced
from teikit.patterns import lazy_pattern

_LABEL = lazy_pattern(
    r"(?P<label>(?P<name>[\p{L}\[][^:;\n()]{0,78}?)(?P<aside>\s*\([^()\n:]{2,40}\))?\s{0,3}(?P<mark>[:;]))(?=\s|[\"“(\[]|$)"
)
_DAMAGED = lazy_pattern(r"\s{0,3}(?:[:;.,•·*|!]|[-—–]{1,2})\s{1,}(?=[\p{Lu}\"“(\[])|\s{3,}(?=[\p{Lu}\"“(\[])")
_FIRST_WORDS = lazy_pattern(r"\s+(?=(?:I|I'm|I'll|I've|Yes|No|Well|We|You|Thank|Hello|Let|Okay|OK)\b)")
_SMALL = frozenset(["of", "the", "for", "and", "to", "de", "la", "von", "van", "der", "bin", "al"])
_END = 3
#: So many names with the same ends are looked at; no conversation has more.
_MOST = 40
_LETTERS = lazy_pattern(r"\p{L}")


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a line.

    Attributes:
        end: Offset after it in the line's text, its mark included.
        name: The name, letter-spacing joined.
        key: Its letters alone, casefolded.
        cert: `high`, or `medium` where its mark is damaged or missing.
    """

    end: int
    name: str
    key: str
    cert: str = "high"


def find_labels(lines: Sequence[Typed], participants: Sequence[str], without: Collection[int] = ()) -> dict[int, Label]:
    """Find the labels of a text: index of the line → label.

    Args:
        lines: All lines of the text, blank ones and furniture included.
        participants: What the head says of who took part.
        without: Lines on which nobody speaks.
    """
    candidates = {
        index: label
        for index, typed in enumerate(lines)
        if typed.kind == "line" and index not in without and (label := _candidate(typed))
    }
    starts = {index for index in candidates if _starts(lines, index)}
    counts = Counter(candidates[index].key for index in candidates)
    named = "\n".join(key_of(one) for one in participants)
    notation = load_notation("en")
    many = len(starts) >= 3
    known: dict[str, str] = {}
    for index, label in candidates.items():
        signs = (counts[label.key] > 1) + notation.has_title(label.name) + (len(label.key) > 3 and label.key in named)
        if signs and (signs + (many and index in starts) >= 2 or (index in starts and len(candidates) > 1)):
            known.setdefault(label.key, label.name)
    ends = _by_ends(known)
    found = {
        index: label
        for index, label in candidates.items()
        if _known(label.key, known, ends) and (index in starts or counts[label.key] > 1)
    }
    if len(found) >= 2:
        for index, typed in enumerate(lines):
            if (
                index not in found
                and index not in without
                and typed.kind == "line"
                and (label := _damaged(typed.text, known, ends))
            ) and (_starts(lines, index) or label.cert == "high"):
                found[index] = label
    return found if len(found) > 1 else {}


def key_of(text: str) -> str:
    """The letters of a name, casefolded."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _candidate(typed: Typed) -> Label | None:
    if typed.indent > 6:
        return None
    match = _LABEL.match(typed.text)
    if not match:
        return None
    name = join_spaced(match["name"])
    words = name.split()
    notation = load_notation("en")
    if not 1 <= len(words) <= 7 or len(_LETTERS.findall(name)) > 55 or len(key_of(name)) < 1:
        return None
    if notation.never_speaks(name) or notation.role_of(name) or notation.is_continued(name):
        return None
    first_small = words[0][0].islower() and not notation.has_title(name)
    if first_small or any(word[0].islower() and word not in _SMALL for word in words[1:]):
        return None
    if any(letter.isdigit() for letter in name) and not notation.has_title(name):
        return None
    if match["mark"] == ";" and not notation.has_title(name):
        return None
    return Label(match.end(), name, key_of(name), "high" if match["mark"] == ":" else "medium")


def _starts(lines: Sequence[Typed], index: int) -> bool:
    """Whether a line is the first of a paragraph."""
    return index == 0 or lines[index - 1].kind != "line"


def _by_ends(known: dict[str, str]) -> dict[str, list[str]]:
    """The known names by their first letters and by their last, the longest first: no name is held against all others."""
    ends: dict[str, list[str]] = {}
    for key in sorted(known, key=lambda one: (-len(one), one)):
        for end in {f"{key[:_END]}…", f"…{key[-_END:]}"}:
            ends.setdefault(end, []).append(key)
    return ends


def _known(key: str, known: dict[str, str], ends: dict[str, list[str]]) -> bool:
    alike = (*ends.get(f"{key[:_END]}…", ())[:_MOST], *ends.get(f"…{key[-_END:]}", ())[:_MOST])
    return key in known or any(_near(key, other) for other in alike)


def _near(one: str, other: str) -> bool:
    """Whether two names differ by no more than one letter in ten: a slip of the OCR."""
    allowed = len(other) // 10
    if allowed < 1 or abs(len(one) - len(other)) > allowed:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) <= allowed
    short, long = sorted((one, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _damaged(text: str, known: dict[str, str], ends: dict[str, list[str]]) -> Label | None:
    """A known name at the beginning of a paragraph whose colon is spoilt or lost."""
    for key in ends.get(f"{key_of(text[: 4 * _END])[:_END]}…", ())[:_MOST]:
        name = known[key]
        end = _after(text, key)
        if end is None:
            continue
        mark = _DAMAGED.match(text, end) or _FIRST_WORDS.match(text, end)
        if mark:
            words = mark.group().rstrip()
            return Label(end + len(words), name, key, "high" if words.endswith(":") else "medium")
    return None


def _after(text: str, key: str) -> int | None:
    """Where the letters of a key end, if the text begins with them."""
    at = 0
    for place, letter in enumerate(text):
        if letter.isalnum():
            if letter.casefold() != key[at : at + 1]:
                return None
            at += 1
            if at == len(key):
                return place + 1
        elif letter not in " .'’-":
            return None
    return None
