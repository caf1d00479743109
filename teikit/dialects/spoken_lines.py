"""Lines set by hand or by a program at a margin: where a group of them is one paragraph, and where voices begin in it.

A transcript may hold a paragraph on one line, or on many of about the same length. `Washington: isolating problems …` at the beginning of
a line is then no label if the line before stops in the middle of its sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from teikit.dialects.groups import Group
from teikit.dialects.turns import begins_turn
from teikit.patterns import lazy_pattern

_CLOSED = lazy_pattern(r"[.!?:;…—–\-\"”’')\]*_]\s*$")
_SENTENCE_END = lazy_pattern(r"[.!?…:][\"”’')\]*_\d]*\s*$")
_SMALL = lazy_pattern(r"[\p{Ll}\p{Pd}(\d$“\"]")
#: A line that ends so is broken in the middle of its sentence, or of a name.
_OPEN = lazy_pattern(
    r"(?<!\p{L})(?:a|an|the|of|to|in|on|by|for|from|with|and|or|that|which|was|is|had|has|be|not|as|at|his|its|their"
    r"|(?:Mr|Mrs|Ms|Dr|St|Gen|Amb|Sec|Col|Adm|Lt|Capt|Gov|Sen|Hon|Prof)\.)$|(?<![\p{L}.])\p{Lu}\.$"
)
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
