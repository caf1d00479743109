"""Blocks of a text put in their places: pages between paragraphs and after turns, the first section, a heading of several lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from teikit.dialects.facts import category_id
from teikit.dialects.groups import Group
from teikit.dialects.prose import is_sentence
from teikit.dialects.turns import Turn
from teikit.model import (
    Block,
    Closer,
    Division,
    Furniture,
    Head,
    Inline,
    LineBreak,
    Mark,
    OpenerLine,
    PageBreak,
    Speech,
    Stamp,
)
from teikit.notations import find_categories, is_release_stamp
from teikit.source import Span


def page_stamp(span: Span, inner: tuple[Inline, ...], text: str, lang: str) -> Stamp:
    """A stamp on a page, with the first of its categories."""
    categories = find_categories(text, lang)
    first = next((one for one in categories if one.scheme == "release"), categories[0] if categories else None)
    kind = "release" if is_release_stamp(text) else ""
    return Stamp(span, inner, kind, category_id(first) if first else "")


def between_paragraphs(parts: Sequence[Span | tuple[Inline, ...]]) -> list[Block]:
    """A page break and its furniture between two paragraphs, as blocks."""
    nodes = [node for part in parts if not isinstance(part, Span) for node in part]
    return [node for node in nodes if isinstance(node, PageBreak | Furniture | Mark)]


def pages_after_turns(blocks: list[Block]) -> list[Block]:
    """Page furniture at the end of a turn belongs after it, not to it."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Speech):
            said = list(block.blocks)
            after: list[Block] = []
            while said and isinstance(said[-1], PageBreak | Furniture | Mark):
                after.insert(0, said.pop())
            out.append(replace(block, blocks=tuple(said)) if after else block)
            out += after
        else:
            out.append(block)
    return out


def first_section(blocks: list[Block]) -> list[Block]:
    """A text that begins with the heading of a section begins with that section, and not under the heading of the whole."""
    if not blocks or not isinstance(blocks[0], Head):
        return blocks
    end = next((at for at, block in enumerate(blocks) if at and isinstance(block, Head | Closer)), len(blocks))
    if end == len(blocks) or not any(isinstance(block, Head) for block in blocks[end:]):
        return blocks
    first = blocks[:end]
    return [Division(Span(first[0].span.start, first[-1].span.end), "section", tuple(first)), *blocks[end:]]


def joined_head(blocks: list[Block], line: OpenerLine) -> Head:
    """A heading of several lines is one heading."""
    if not blocks or not isinstance(blocks[-1], Head):
        return Head(line.span, line.content)
    before = blocks.pop()
    assert isinstance(before, Head)
    ending = LineBreak(Span(before.span.end, line.span.start))
    return Head(Span(before.span.start, line.span.end), (*before.content, ending, *line.content))


def without_banner(turns: dict[int, Turn], groups: Sequence[Group]) -> dict[int, Turn]:
    """A label that stands once, before the lines of the head, announces the paper ("SPECIMEN: …") and speaks for nobody."""
    first = min(turns, default=None)
    if first is None or len(turns) < 3:
        return turns
    alone = sum(turn.name == turns[first].name for turn in turns.values()) == 1
    headed = any(
        not is_sentence(group.text) for group in groups[first + 1 : min(index for index in turns if index > first)]
    )
    return {index: turn for index, turn in turns.items() if index != first} if alone and headed else turns
