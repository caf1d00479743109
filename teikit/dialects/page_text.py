"""Signs that a text was taken from an archive's page without the metadata around it.

Such a text has its paragraphs as a page has them, each on one line and set off by blank lines, and shows the hand that prepared it: a note
that is an archive's call number, a remark in brackets ([handwritten], [signature]), what was blacked out, what was left out (`[…]` alone).
"""

from __future__ import annotations

from itertools import pairwise

import regex

from teikit.dialects.page import archive_facts
from teikit.patterns import lazy_pattern
from teikit.source import SourceText, Span

#: From here on a line is longer than anyone types it.
_UNWRAPPED = 200
_FEWEST = 3
_NOTE = lazy_pattern(r"^\[\d{1,2}\][ \t]+(?P<words>\S.{5,120})$", regex.MULTILINE)
_REMARK = lazy_pattern(
    r"(?i)\[(?:handwritten|hand-written|in handwriting|signature|signed|stamp(?:ed)?|seal|letterhead|marginalia|"
    r"от руки|подпись|печать|штамп)(?:[:,; ][^\[\]\n]{0,80})?\]"
)
_HAND = lazy_pattern(r"\[(?:TN|T\.N\.|Translator['’]s [Nn]ote|Ed\.)\s*:")
_BLACKED = lazy_pattern(r"\[[^\[\]\n]{0,80}\b(?:redacted|blacked out|sanitized|excised)\b[^\[\]\n]{0,20}\]")
_LEFT_OUT = lazy_pattern(r"^\[(?:…|\.{3})\]$", regex.MULTILINE)
_COPY = lazy_pattern(
    r"^(?:Copy (?:No\. ?)?\d+ of \d+|No\. ?\d+ of \d+ copies|Экз(?:емпляр)?\.? № ?\d+)\s*$", regex.MULTILINE
)
_MEMORANDUM = lazy_pattern(
    r"^.{2,60}?[ \t]{8,}\p{Lu}\p{L}+, \d{1,2}\.? \p{L}+ \d{4}\s*\n\s*\n\s*(?:M ?e ?m ?o ?r ?a ?n ?d ?u ?m|V ?e ?r ?m ?e ?r ?k)\b"
)


def page_signs(source: SourceText) -> list[str]:
    """What shows that a text comes from an archive's page; empty where nothing does."""
    lines = source.lines
    written = [line for line in lines if not line.blank]
    if len(written) < _FEWEST or not any(line.end - line.start > _UNWRAPPED for line in written):
        return []
    if any(not one.blank and not other.blank for one, other in pairwise(lines)):
        return []
    text = source.text
    signs = []
    if any(archive_facts(found["words"].strip(), Span(*found.span())) for found in _NOTE.finditer(text)):
        signs.append("a note that is an archive's call number")
    for pattern, what in (
        (_REMARK, "a transcriber's remark"),
        (_HAND, "a translator's remark"),
        (_BLACKED, "what was blacked out"),
        (_LEFT_OUT, "what was left out"),
        (_COPY, "the number of a copy"),
    ):
        if found := pattern.search(text):
            signs.append(f"{what}, {found.group().strip()}")
    return signs


def is_minuted(source: SourceText) -> bool:
    """Whether it begins as the chancelleries' minutes do: who wrote it at the left, place and date at the right, `Memorandum` below."""
    return _MEMORANDUM.match(source.text.lstrip()) is not None
