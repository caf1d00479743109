"""The sheets that an archive puts into a file: withdrawal sheets, markers, lists of restrictions; they are no part of the memorandum."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from teikit.dialects.memcon_lines import Typed
from teikit.model import Block, Division, Furniture, Mark, PageBreak
from teikit.patterns import lazy_pattern
from teikit.source import Span

_SHEET = lazy_pattern(
    r"restrictioncodes|withdrawal/?redactionsheet|foiamarker|administrativemarker|mandatorydeclassificationreview|folderobjectid|oa/boxnumber"
    r"|closedinaccordancewith",
    regex.IGNORECASE,
)
#: A page on which so many lines begin like turns is the memorandum's, whatever stands at its end.
_SPOKEN = lazy_pattern(r"\p{Lu}[\p{L} .'’-]{3,40}:\s+[\p{Lu}\"“]")
_FEWEST_TURNS = 4


def sheet_lines(lines: Sequence[Typed]) -> set[int]:
    """Lines of the pages that the archive put in: withdrawal sheets, markers, lists of restrictions."""
    found: set[int] = set()
    page: list[int] = []
    sign = -1
    for index, typed in enumerate(lines):
        if typed.kind == "break":
            found |= _sheet(lines, page, sign)
            page, sign = [], -1
            continue
        page.append(index)
        if typed.kind == "line" and sign < 0 and _SHEET.search("".join(typed.text.split())):
            sign = index
    return found | _sheet(lines, page, sign)


def _sheet(lines: Sequence[Typed], page: Sequence[int], sign: int) -> set[int]:
    """The lines of a page that are a sheet; where pages are not told apart, those behind the last that is spoken."""
    if sign < 0:
        return set()
    spoken = [index for index in page if index < sign and _SPOKEN.match(lines[index].text)]
    if len(spoken) < _FEWEST_TURNS:
        return set(page)
    last = max(spoken)
    start = next((index for index in range(last, sign) if lines[index].kind == "blank"), sign)
    return {index for index in page if index >= start}


def divisions(blocks: list[Block], lang: str) -> tuple[Division, ...]:
    """The memorandum, and behind it the archive's sheets, which are no part of it."""
    after: list[Block] = []
    for at in range(len(blocks) - 1, -1, -1):
        if isinstance(blocks[at], Division):
            after = blocks[at:]
            break
        if not isinstance(blocks[at], PageBreak | Furniture | Mark):
            break
    sheet = after[0] if after else None
    if not isinstance(sheet, Division) or len(after) == len(blocks):
        span = Span(blocks[0].span.start, blocks[-1].span.end) if blocks else Span(0, 0)
        return (Division(span, "document", tuple(blocks), lang, id=lang),)
    memo = blocks[: -len(after)]
    pages: list[Block] = []
    while memo and isinstance(memo[-1], PageBreak | Furniture | Mark) and not isinstance(memo[-1], Furniture):
        pages.insert(0, memo.pop())
    inner = (*pages, *sheet.blocks, *after[1:])
    if not memo:
        return (Division(Span(inner[0].span.start, inner[-1].span.end), "document", inner, lang, id=lang),)
    return (
        Division(Span(memo[0].span.start, memo[-1].span.end), "document", tuple(memo), lang, id=lang),
        Division(Span(inner[0].span.start, inner[-1].span.end), "attachment", inner, lang, id=f"{lang}2"),
    )
