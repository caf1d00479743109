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


def sheet_lines(lines: Sequence[Typed]) -> set[int]:
    """Lines of the pages that the archive put in: withdrawal sheets, markers, lists of restrictions."""
    found: set[int] = set()
    page: list[int] = []
    signs: set[str] = set()
    for index, typed in enumerate(lines):
        if typed.kind == "break":
            found |= set(page) if signs else set()
            page, signs = [], set()
            continue
        page.append(index)
        if typed.kind == "line" and (sign := _SHEET.search("".join(typed.text.split()))):
            signs.add(sign.group())
    return found | (set(page) if signs else set())


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
