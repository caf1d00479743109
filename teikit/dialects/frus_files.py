"""What the older volumes print around a title: the number of the file, the kind of paper in brackets, when it was received.

`File No. 763.72/283`, `740.0011 European War 1939/12345: Telegram`, `No. 123.` stand over the title or under it, `[Telegram—Paraphrase]`
and `[Received August 5, 8:30 a.m.]` near the dateline, `No. 512.]` at the margin of a letter's head.
"""

from __future__ import annotations

from collections.abc import Sequence

from teikit.dialects.groups import Group
from teikit.patterns import lazy_pattern
from teikit.source import Span

_FILE = lazy_pattern(
    r"\[?(?:(?P<named>(?:File|Serial|Document|Doc|Paper)?\s*No\.?\s*(?P<number>\d(?:[\w./–-]*\w)?(?:\s\w{1,3})?))"
    r"|(?P<decimal>\d{3}[A-Za-z]?\.[\w.]*(?:\s[\p{L}\d.,&()–-]+){0,7}?\s?/[\w–/()-]+(?:\s[\w.-]+)?))"
    r"(?:\s*[:,]\s*(?:Circular\s+)?(?:Telegram|Airgram|Cablegram|Despatch))?\.?\]?\.?"
)
_KIND = lazy_pattern(
    r"\[(?:(?:circular|strictly|most|very|personal|private|secret|confidential|urgent|and|by|special|radio)\s*[,.]?\s*){0,4}"
    r"(?:telegram|cablegram|radiogram|airgram|paraphrase|translation|extracts?|circular|confidential|private|personal|copy|memorandum|"
    r"unofficial|undated|despatch|letter|mailgram|untitled|inclosure|official)"
    r"(?:\s*[—–,:-]+\s*[\p{L} ]{3,40})?\.?\]\.?",
)
_RECEIVED = lazy_pattern(r"[\[(]?\s*Rec(?:eive|’|')?d\b[^\[\]]{2,60}[\])]?\.?$")
_HEADED = lazy_pattern(r"\p{Lu}[^.:;!?\d]{2,60},$")
#: So many lines may stand over a title.
_FARTHEST, _LONGEST = 3, 90


def lines_over_title(groups: Sequence[Group]) -> int:
    """How many groups at the beginning are file numbers and kinds of paper, and not the title."""
    count = 0
    while count < min(_FARTHEST, len(groups) - 1) and _is_filing(groups[count]):
        count += 1
    return count


def _is_filing(group: Group) -> bool:
    return all(file_number(line.text.strip()) or is_kind(line.text.strip()) for line in group.lines)


def file_number(line: str) -> tuple[str, Span] | None:
    """Where the number stands in a line that is nothing but a number, and its role: `idno` of a file, `number` of a paper."""
    match = _FILE.fullmatch(line) if len(line) <= _LONGEST else None
    if match is None:
        return None
    if match["decimal"] or match["named"].casefold().startswith("file"):
        return "idno", Span(*match.span("number" if match["named"] else "decimal"))
    return "number", Span(*match.span("number"))


def is_kind(line: str) -> bool:
    """Whether a line says in brackets what kind of paper it is: `[Telegram—Paraphrase]`."""
    return len(line) <= _LONGEST and line[:1] == "[" and _KIND.fullmatch(line.casefold()) is not None


def is_received(line: str) -> bool:
    """Whether a line says when a paper was received."""
    return len(line) <= _LONGEST and _RECEIVED.fullmatch(line) is not None


def is_letterhead(line: str) -> bool:
    """Whether a line may stand over place and date: `Department of State,`."""
    return len(line) <= _LONGEST and _HEADED.fullmatch(line) is not None
