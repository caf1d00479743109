"""Lines set by hand or by a program at a margin: where a group of them is one paragraph, and where voices begin in it.

A transcript may hold a paragraph on one line, or on many of about the same length. `Washington: isolating problems …` at the beginning of
a line is then no label if the line before stops in the middle of its sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from teikit.dialects.groups import Group
from teikit.dialects.turns import Turn, begins_turn
from teikit.patterns import lazy_pattern
from teikit.source import Line

_CLOSED = lazy_pattern(r"[.!?:;…—–\-\"”’')\]*_]\s*$")
_SENTENCE_END = lazy_pattern(r"[.!?…:][\"”’')\]*_\d]*\s*$")
_SMALL = lazy_pattern(r"[\p{Ll}\p{Pd}(\d$“\"]")
#: A line that ends so is broken in the middle of its sentence, or of a name.
_OPEN = lazy_pattern(
    r"(?<!\p{L})(?:a|an|the|of|to|in|on|by|for|from|with|and|or|that|which|was|is|had|has|be|not|as|at|his|its|their"
    r"|(?:Mr|Mrs|Ms|Dr|St|Gen|Amb|Sec|Col|Adm|Lt|Capt|Gov|Sen|Hon|Prof)\.)$|(?<![\p{L}.])\p{Lu}\.$"
)
#: Who speaks behind the end of a sentence, in a text of questions and answers, and who comes after whom.
_ASKED = lazy_pattern(r"(?<=[.?!…”\"’)\]])\s+(?P<voice>[QA])[.:]\s+(?=[\p{Lu}\p{N}“\"‘\[(…—])")
_ANSWERS = {"Q": "A", "A": "Q"}
#: A margin lies between these; a line that reaches so much of it is full.
_NARROWEST, _WIDEST, _FULL = 38, 110, 0.75


def margin(lines: Sequence[str]) -> int:
    """How wide some lines were set; 0 where they have no common margin, a paragraph to a line or lines of a list.

    Args:
        lines: The lines of one group, without blanks at their ends.
    """
    widest = max((len(line) for line in lines[:-1]), default=0)
    if not _NARROWEST <= widest <= _WIDEST or len(lines[-1]) > _WIDEST:
        return 0
    full = sum(len(line) >= _FULL * widest for line in lines[:-1])
    return widest if full * 3 >= 2 * (len(lines) - 1) else 0


def goes_over(line: str, wide: int = 0) -> bool:
    """Whether a line stops in the middle of a sentence or a name: by its last word, or because it reaches its margin and has no stop.

    Args:
        line: The line, without blanks at its end.
        wide: What `margin` says of its group.
    """
    return _OPEN.search(line) is not None or (bool(wide) and len(line) >= _FULL * wide and not _CLOSED.search(line))


def is_running_text(group: Group) -> bool:
    """Whether the lines of a group are one paragraph of sentences, broken at a margin, and not a list of names."""
    lines = [line.text.strip() for line in group.lines]
    if len(lines) < 2 or not _SENTENCE_END.search(lines[-1]) or not margin(lines):
        return False
    broken = sum(_SMALL.match(after) is not None or goes_over(before) for before, after in pairwise(lines))
    return broken * 3 >= len(lines) - 1


def part_voices(groups: Sequence[Group], turns: Mapping[int, Turn]) -> list[Group]:
    """Paragraphs that hold a question and its answer (`Q. Why? A. It rains.`), parted between them.

    Names are left where they are: what an edition prints as one paragraph may be a speech that quotes another.

    Args:
        groups: The paragraphs.
        turns: The turns that begin paragraphs: only where questions and answers do is one looked for inside.
    """
    if not {turn.name for turn in turns.values()} >= {"Q", "A"}:
        return list(groups)
    out: list[Group] = []
    for index, group in enumerate(groups):
        voice = turns[index].name if index in turns else ""
        cuts: list[int] = []
        for found in _ASKED.finditer(group.text, 1) if voice in _ANSWERS else ():
            if found["voice"] == _ANSWERS[voice]:
                voice = found["voice"]
                cuts.append(found.start("voice"))
        out += _cut(group, cuts) if cuts else [group]
    return out


def _cut(group: Group, cuts: Sequence[int]) -> list[Group]:
    """A group parted at some offsets of its text."""
    lines = list(group.lines)
    out: list[Group] = []
    for cut in cuts:
        place = group.span.start + cut
        at = next(index for index, line in enumerate(lines) if line.start <= place < line.end)
        line = lines[at]
        here = place - line.start
        before = Line(line.number, line.start, place, line.text[:here])
        out.append(Group(group.source, (*lines[:at], before) if line.text[:here].strip() else tuple(lines[:at])))
        lines = [Line(line.number, place, line.end, line.text[here:]), *lines[at + 1 :]]
    return [*out, Group(group.source, tuple(lines))]


def part_speakers(groups: Sequence[Group]) -> list[Group]:
    """Groups in which a later line begins a turn, parted: before each such line, and, where no margin joins them, before every line."""
    out: list[Group] = []
    for group in groups:
        texts = [line.text.strip() for line in group.lines]
        if len(texts) < 2 or not any(begins_turn(text) for text in texts[1:]):
            out.append(group)
            continue
        wide = margin([one for one, after in pairwise(texts) if not begins_turn(after)] + texts[-1:])
        held = [group.lines[0]]
        for before, text, line in zip(texts, texts[1:], group.lines[1:], strict=False):
            if goes_over(before, wide) or (wide and not begins_turn(text)):
                held.append(line)
            else:
                out.append(Group(group.source, tuple(held)))
                held = [line]
        out.append(Group(group.source, tuple(held)))
    return out
