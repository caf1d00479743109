"""A telegram printed whole inside an edited document: the Department's own head and text under the editors' title.

Where FM, TO and a date-time group stand below the title, the lines from there on are read as the telegram that they are. The posts of
the head stand beside those that the editors' title names.
"""

from __future__ import annotations

from collections.abc import Sequence

from teikit.dialects.facts import Facts
from teikit.dialects.groups import Group
from teikit.dialects.inline import Reading
from teikit.dialects.protocol import Trace
from teikit.dialects.telegram_head import read_head
from teikit.dialects.telegram_lines import Told, tell_lines
from teikit.dialects.telegram_text import TelegramText
from teikit.model import Block
from teikit.patterns import lazy_pattern
from teikit.source import SourceText

#: What a head may begin with.
_BEGINS = lazy_pattern(
    r"PAGE\s+\d{1,3}\s+\p{Lu}|(?:ACTION|ORIGIN|INFO)\s+\p{Lu}{1,5}-\d|(?:(?:[A-Z]{1,2}|0)\s+){0,4}\d{6}\s?[Zz]\b|FM\s*:?\s+\p{Lu}{2}"
    r"|TELEGRAM(?:\s+\d+)?$|INCOMING|OUTGOING|(?i:department\s+of\s+state(?:\s+telegram)?)$"
)
#: So many groups may stand between the title and the head, so many lines the head may have.
_FARTHEST, _REACH = 12, 110
_KEPT = (
    *("number", "precedence", "classification", "handling", "tags", "reference", "info", "action", "distribution"),
    *("from", "to", "drafted", "approved", "cleared", "executive_order"),
)
#: What the editors' dateline and labels may tell already.
_UNLESS_KNOWN = ("subject", "sent-date")


def telegram_start(source: SourceText, groups: Sequence[Group]) -> int | None:
    """The index of the group with which a telegram's own head begins; `None` where there is none."""
    for index, group in enumerate(groups[:_FARTHEST]):
        if not _BEGINS.match(group.lines[0].text.strip()):
            continue
        told = _told(source, group.lines[0].number, group.lines[0].number + _REACH)
        lines = read_head(told).lines
        roles = {line.role for line in lines}
        sent = any(line.role == "from" and line.told.text.startswith("FM") for line in lines)
        return index if sent and roles & {"to", "info"} else None
    return None


def read_inner_telegram(
    source: SourceText, groups: Sequence[Group], reading: Reading, facts: Facts, trace: Trace
) -> tuple[list[Block], int]:
    """Read the groups as a telegram: all of them where the text is typed in capitals, and else its head.

    Returns:
        The blocks, every letter of the groups in them in order, and how many groups were read.
    """
    first, last = groups[0].lines[0].number, groups[-1].lines[-1].number
    inner = Facts()
    read = len(groups)
    if not _in_capitals(groups):
        head = read_head(_told(source, first, first + _REACH))
        end = head.lines[-1].told.line.number
        read = next((index for index, group in enumerate(groups) if group.lines[0].number > end), read)
        last = groups[read - 1].lines[-1].number
    blocks = TelegramText(source, _told(source, first, last), reading, inner, trace).read(reading.lang)
    for role in (*_KEPT, *(one for one in _UNLESS_KNOWN if not facts.first(one))):
        for fact in inner.all(role):
            facts.add(role, fact)
    return blocks, read


def _in_capitals(groups: Sequence[Group]) -> bool:
    letters = "".join(group.text for group in groups[_FARTHEST:] or groups)
    small, capital = sum(map(str.islower, letters)), sum(map(str.isupper, letters))
    return small * 9 < capital


def _told(source: SourceText, first: int, last: int) -> list[Told]:
    return [one for one in tell_lines(source) if first <= one.line.number <= last]
