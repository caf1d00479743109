"""The texts of a cable side by side: turns first, then the paragraphs within and between them, then the gaps within those.

Turns are anchors: they come in the same order. Where their number differs they are aligned by length like paragraphs. Every counterpart is
written on both sides; what has none is left without.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import TypeVar

from teikit.enrichment.lengths import Link, align_units
from teikit.enrichment.walk import gaps, map_gaps, plain
from teikit.model import Block, Cable, Division, Gap, Head, Opener, Paragraph, Speech
from teikit.notations import load_notation

Pairs = dict[str, list[str]]
_WRITTEN_IN = re.compile(r"[(（\[【][^()（）\[\]【】.。!?]{1,40}[)）\]】]")
_Kind = TypeVar("_Kind", Head, Opener, Speech)


def align_cable(cable: Cable) -> Cable:
    """Align every two texts of a cable that are in different languages."""
    if len(cable.divisions) < 2:
        return cable
    pairs: Pairs = defaultdict(list)
    for first, second in combinations(cable.divisions, 2):
        if first.lang != second.lang:
            _link(pairs, first.id, second.id)
            _align(first, second, pairs)
    return replace(cable, divisions=tuple(_write(division, pairs) for division in cable.divisions))


def _link(pairs: Pairs, one: str, other: str) -> None:
    if one and other and other not in pairs[one]:
        pairs[one].append(other)
        pairs[other].append(one)


def _align(first: Division, second: Division, pairs: Pairs) -> None:
    for one, other in zip(_of(first, Head), _of(second, Head), strict=False):
        _link(pairs, one.id, other.id)
    _align_openers(first, second, pairs)
    turns_a, turns_b = _of(first, Speech), _of(second, Speech)
    if not turns_a or not turns_b:
        _align_paragraphs(_paragraphs(first.blocks), _paragraphs(second.blocks), pairs)
        return
    links = _turn_links(turns_a, turns_b)
    for left, right in links:
        for a in left:
            for b in right:
                _link(pairs, turns_a[a].id, turns_b[b].id)
        if left and right:
            spoken_a = [paragraph for a in left for paragraph in _paragraphs(turns_a[a].blocks)]
            spoken_b = [paragraph for b in right for paragraph in _paragraphs(turns_b[b].blocks)]
            _align_paragraphs(spoken_a, spoken_b, pairs)
            for a, b in zip(left, right, strict=False):
                _align_gaps(gaps_in(turns_a[a].speaker), gaps_in(turns_b[b].speaker), pairs)
    for between_a, between_b in zip(_between(first.blocks), _between(second.blocks), strict=False):
        _align_paragraphs(between_a, between_b, pairs)


def _of(division: Division, kind: type[_Kind]) -> list[_Kind]:
    return [block for block in division.blocks if isinstance(block, kind)]


def _paragraphs(blocks: Sequence[Block]) -> list[Paragraph]:
    """The paragraphs that a translation answers; a name or remark written in between, all in brackets, has no counterpart."""
    return [
        block
        for block in blocks
        if isinstance(block, Paragraph) and not _WRITTEN_IN.fullmatch(plain(block.content).strip())
    ]


def _between(blocks: Sequence[Block]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs before the first turn and those after the last."""
    turns = [index for index, block in enumerate(blocks) if isinstance(block, Speech)]
    return _paragraphs(blocks[: turns[0]]), _paragraphs(blocks[turns[-1] + 1 :])


def _turn_links(first: Sequence[Speech], second: Sequence[Speech]) -> list[Link]:
    if len(first) == len(second):
        return [((index,), (index,)) for index in range(len(first))]
    return align_units([_said(turn) for turn in first], [_said(turn) for turn in second])


def _said(turn: Speech) -> str:
    return " ".join(plain(paragraph.content) for paragraph in _paragraphs(turn.blocks))


def _align_paragraphs(first: Sequence[Paragraph], second: Sequence[Paragraph], pairs: Pairs) -> None:
    for left, right in align_units([plain(one.content) for one in first], [plain(one.content) for one in second]):
        for a in left:
            for b in right:
                _link(pairs, first[a].id, second[b].id)
        if left and right:
            _align_gaps(
                [gap for a in left for gap in gaps(first[a])], [gap for b in right for gap in gaps(second[b])], pairs
            )


def _align_openers(first: Division, second: Division, pairs: Pairs) -> None:
    """Gaps of two heads answer each other where they stand in as many numbers, or behind labels that mean the same."""
    left, right = _of(first, Opener), _of(second, Opener)
    here = [gap for opener in left for gap in gaps(opener)]
    there = [gap for opener in right for gap in gaps(opener)]
    if len(here) == len(there):
        _align_gaps(here, there, pairs)
        return
    labelled = _labelled_gaps(right, second.lang)
    for role, gap in _labelled_gaps(left, first.lang).items():
        if role in labelled:
            _link(pairs, gap.id, labelled[role].id)


def _labelled_gaps(openers: Sequence[Opener], lang: str) -> dict[str, Gap]:
    """The gaps that are all there is behind a label, by the label's role; a role that comes twice tells nothing."""
    notation = load_notation(lang)
    found: dict[str, Gap] = {}
    twice: set[str] = set()
    for line in (line for opener in openers for line in opener.lines):
        hidden = gaps(line)
        role = notation.role_of(plain(line.content).strip().rstrip(":：").strip()) if len(hidden) == 1 else None
        if role:
            twice |= {role} & found.keys()
            found[role] = hidden[0]
    return {role: gap for role, gap in found.items() if role not in twice}


def gaps_in(content: Sequence[object]) -> list[Gap]:
    """The gaps of some inline nodes."""
    return [gap for node in content for gap in gaps(node)]


def _align_gaps(first: Sequence[Gap], second: Sequence[Gap], pairs: Pairs) -> None:
    """Gaps come in the same order; where their numbers differ, the first that are of one unit answer each other."""
    for reason in sorted({gap.reason for gap in first}):
        _align_alike(
            [gap for gap in first if gap.reason == reason], [gap for gap in second if gap.reason == reason], pairs
        )


def _align_alike(left: Sequence[Gap], right: Sequence[Gap], pairs: Pairs) -> None:
    if len(left) == len(right):
        for one, other in zip(left, right, strict=True):
            _link(pairs, one.id, other.id)
        return
    at = 0
    for one in left:
        for index in range(at, len(right)):
            if one.unit and one.unit == right[index].unit:
                _link(pairs, one.id, right[index].id)
                at = index + 1
                break


def _write(division: Division, pairs: Pairs) -> Division:
    def of(identifier: str) -> tuple[str, ...]:
        return tuple(pairs.get(identifier, ()))

    def block(one: Block) -> Block:
        if isinstance(one, Paragraph | Head):
            return replace(one, corresp=of(one.id))
        if isinstance(one, Speech | Division):
            return replace(one, corresp=of(one.id), blocks=tuple(block(inner) for inner in one.blocks))
        return one

    written = block(division)
    found = map_gaps(written, lambda gap: replace(gap, corresp=of(gap.id)))
    assert isinstance(found, Division)
    return found
