"""Turns, decided over the whole text: which labels are speakers.

Most colons and most brackets at the beginning of a paragraph are none. A label is a speaker where speech follows it in the same paragraph
and the text bears it out: the label recurs, or other labels of the same form do, or it holds a title, or it names a participant. What
only a known speaker may be (a label whose mark is missing, an interpreter, a label on a line of its own) is looked for when the speakers
are known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from teikit.dialects.labels import Candidate, candidate, label_key
from teikit.notations import Notation, load_notation
from teikit.patterns import lazy_pattern

#: So many labels of a form bear one another out.
_MANY = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """A label at the beginning of a paragraph.

    Attributes:
        index: Which paragraph.
        end: Offset after the label, brackets and colon included, in the paragraph.
        name: The name in it, without brackets and colon.
        form: `bracket`, `colon`, `hidden`, `dash` or `question`.
        cert: `high` where several signs agree, `medium` where one alone speaks for it.
    """

    index: int
    end: int
    name: str
    form: str
    cert: str = "high"


def begins_turn(text: str, lang: str = "en") -> bool:
    """Whether a paragraph begins with what may be a label; only the whole text can tell whether it is one."""
    found = candidate(text, load_notation(lang))
    return found is not None and not found.weak and found.form in ("colon", "hidden")


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
    candidates = {index: one for index, text in enumerate(paragraphs) if (one := candidate(text, notation)) is not None}
    if not candidates:
        return {}
    found = {
        index: turn
        for index, turn in _borne_out(candidates, notation, label_key(" ".join(participants))).items()
        if turn.cert == "high" or not _ONLY_A_NAME.match(paragraphs[index], turn.end)
    }
    if not found or not _converse(found, notation, label_key(" ".join(participants))):
        return {}
    _between_turns(found, candidates, len(paragraphs))
    _known_speakers(found, candidates, paragraphs, notation)
    distinct = {label_key(turn.name) for turn in found.values()}
    # One voice that speaks once is a heading, not a conversation.
    return dict(sorted(found.items())) if len(found) > 1 or len(distinct) > 1 else {}


def _borne_out(candidates: dict[int, Candidate], notation: Notation, named: str) -> dict[int, Turn]:
    """The candidates that enough signs speak for."""
    strong = {index: one for index, one in candidates.items() if not one.weak}
    if _counts_up([one for one in strong.values() if one.shy and len(one.name.strip(".")) == 1]):
        strong = {index: one for index, one in strong.items() if not (one.shy and len(one.name.strip(".")) == 1)}
    counts = Counter(label_key(one.name) for one in strong.values())
    forms = Counter(one.form for one in strong.values())
    recurring = {
        form: len(
            {label_key(one.name) for one in strong.values() if one.form == form and counts[label_key(one.name)] > 1}
        )
        for form in forms
    }
    repeated = {
        form: sum(1 for one in strong.values() if one.form == form and counts[label_key(one.name)] > 1)
        for form in forms
    }
    found: dict[int, Turn] = {}
    for index, one in strong.items():
        key = label_key(one.name)
        if one.shy and not (
            counts[key] > 1 and (recurring[one.form] > 1 or (counts[key] >= _MANY and _others(one, forms)))
        ):
            continue
        signs = 0
        signs += counts[key] > 1
        signs += notation.has_title(one.name)
        signs += len(key) > 1 and key in named
        signs += repeated[one.form] >= _MANY and forms[one.form] >= _MANY
        signs += one.form == "hidden" and len(strong) > 1
        if signs >= (1 if len(strong) > 1 else 2):
            cert = "high" if signs > 1 or counts[key] > 1 else "medium"
            found[index] = Turn(index, one.end, one.name, one.form, cert)
    return found


def _counts_up(initials: list[Candidate]) -> bool:
    """Whether single letters number points (A, B, C) and are nobody's initials."""
    steps = [ord(after.name[0]) - ord(before.name[0]) for before, after in pairwise(initials)]
    return bool(steps) and 2 * steps.count(1) >= len(steps) and {one.form for one in initials} != {"question"}


def _others(one: Candidate, forms: Counter[str]) -> bool:
    """Whether labels of another kind stand beside initials or a dash: the text is a conversation anyway."""
    return one.form == "colon" and forms["colon"] > _MANY


def _converse(found: dict[int, Turn], notation: Notation, named: str) -> bool:
    """Whether the labels are those of people: a heading that recurs in a list has no second voice beside it."""
    counts = Counter(label_key(turn.name) for turn in found.values())
    if sum(times > 1 for times in counts.values()) > 1:
        return True
    return any(
        turn.form == "hidden"
        or notation.has_title(turn.name)
        or (len(key := label_key(turn.name)) > 1 and key in named)
        for turn in found.values()
    )


def _between_turns(found: dict[int, Turn], candidates: dict[int, Candidate], end: int) -> None:
    """A label that stands once speaks where the paragraphs on both its sides are turns."""
    for index, one in candidates.items():
        if index in found or one.weak or one.shy:
            continue
        around = [near in found for near in (index - 1, index + 1) if 0 <= near < end]
        if all(around) and around:
            found[index] = Turn(index, one.end, one.name, one.form, "medium")


def _known_speakers(
    found: dict[int, Turn], candidates: dict[int, Candidate], paragraphs: Sequence[str], notation: Notation
) -> None:
    """What only a known speaker may be: an interpreter's label, a label without its mark or without speech."""
    if len(found) < _MANY:
        return
    counts = Counter(label_key(turn.name) for turn in found.values())
    dashes = sum(turn.form == "dash" for turn in found.values())
    labels = {turn.name for turn in found.values() if counts[label_key(turn.name)] >= _MANY and len(turn.name) > 2}
    bare = None
    if labels:
        ordered = "|".join(regex.escape(one) for one in sorted(labels, key=lambda one: (-len(one), one)))
        bare = regex.compile(rf"\s*(?P<name>{ordered})(?:\s?(?P<slip>[;.])|\s*$|(?=\s))")
    for index, text in enumerate(paragraphs):
        if index in found:
            continue
        one = candidates.get(index)
        if one is not None and (one.weak or one.shy):
            # Among many names before a dash, one that stands once is a speaker's if it bears a title, or is withheld.
            dashed = one.form == "dash" and not one.weak and dashes >= _MANY
            once = dashed and (notation.has_title(one.name) or one.name[0] == "[")
            if one.interpreter or once or label_key(one.name) in counts:
                found[index] = Turn(index, one.end, one.name, one.form, "medium")
            continue
        if bare is None or (match := bare.match(text)) is None:
            continue
        rest = text[match.end() :].strip()
        titled = notation.has_title(match["name"])
        if match["slip"] == ";" or (titled and not match["slip"] and _begins_speech(rest)):
            found[index] = replace(Turn(index, match.end(), match["name"], "colon"), cert="medium")


#: Who holds an office, in a list of those present: "First Secretary, Embassy in Moscow: Mr. G. Clark."
_ONLY_A_NAME = lazy_pattern(
    r"\s*(?:Mr|Mrs|Miss|Ms|Dr|Sir|Lord|M|General|Gen|Colonel|Col|Ambassador|Amb)\b\.?\s*(?:\p{Lu}[\p{L}.'’-]*\s*){1,4}(?:\[\d{1,2}\](?:\(#f\d+\))?)?\s*$"
)
_SPEECH_START = lazy_pattern(
    r"(?:I|You|We|Yes|No|Well|It|But|And|That|This|They|He|What|Why|How|Do|Is|Are|Let|Of course|Good|Thank|Oh|All right|"
    r"Right|So|If|There|My|Our|[“\"])(?!\p{L})"
)


def _begins_speech(text: str) -> bool:
    return _SPEECH_START.match(text) is not None


__all__ = ["Turn", "begins_turn", "find_turns"]
