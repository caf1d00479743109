"""Notes below a text and the marks that point to them, where a dialect did not link them; and the way back from every note to its mark.

A note begins its line with a number, a star or 注1; its mark stands behind a word: `agenda.1`, `survey*`, `回電(注1)`, `dues 1/`, `dues²`.
Figures are marks only where each of the notes has one, in the order of the notes: else a year or an amount would be.

In: `… on the agenda.1` and, at the end, `1 See the aide-mémoire.` Out: `ref[@type="noteMark"]` and `note[@type="footnote"]`, each pointing
to the other (Guidelines 3.9).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import regex

from teikit.model import Block, Closer, Division, Head, NoteBlock, OpenerLine, Paragraph, Reference, Text
from teikit.model.contents import Content
from teikit.model.walk import holding, walk
from teikit.notations.numbers import han_number
from teikit.patterns import compiled_pattern, lazy_pattern
from teikit.source import SourceText, Span
from teikit.structure.lines import Row, extent, put_together, rows_of

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE = lazy_pattern(
    r"""
    (?: (?P<slash>\d{1,2})/ | (?P<raised>[¹²³⁴-⁹][⁰¹²³⁴-⁹]?) | (?P<bare>\d{1,2})(?=[ \t]) | (?P<stars>\*{1,4}|[†‡§])
      | (?P<han>[(（〔［\[]?[注註주]\s?(?P<figure>\d{1,2}|[一二三四五六七八九十]{1,2})[)）〕］\]]?[:：]?) )
    [ \t\u3000]*(?=\S)
    """,
    regex.VERBOSE,
)
#: How the mark of a note looks in the text; `{}` is its number or sign.
_MARKS = {
    "slash": r"(?<=[\p{{L}}\p{{P}}\s]){}/(?=[\s\p{{P}}]|\Z)",
    "raised": r"(?<=[\p{{L}}\p{{N}}\p{{P}}]){}(?![⁰¹²³⁴-⁹])",
    "bare": r"(?<=[\p{{L}})\]”’\"]|(?<!\d)[.,;:!?]|(?<!\d)\d{{4}}[.,;])(?<![$£#№]){}(?=\s|\Z|[.,;:)])(?![.,]\d)",
    "stars": r"(?<=[\p{{L}}\p{{N}}\p{{P}}])(?<!\*){}(?!\*)",
    "han": r"[(（〔［\[]?[注註주]\s?{}[)）〕］\]]?",
}
_END = lazy_pattern(
    r"\W*(?:end)?notes\W*|\W*anmerkungen\W*|\W*примечания\W*|\W*przypisy\W*|\W*notas\W*|\W*jegyzetek\W*|\W*[注註]\W*",
    regex.IGNORECASE,
)
_MOST = 60


@dataclass(frozen=True, slots=True)
class _Unit:
    """A paragraph, or a line of what closes the text, that may hold notes: the block it is in, and which line."""

    block: int
    line: int
    content: Content
    rows: tuple[Row, ...]


def with_notes(source: SourceText, division: Division, prefix: str) -> Division:
    """A text with the notes at its end told from its paragraphs and linked to their marks; the text itself where there are none."""
    if any(isinstance(block, NoteBlock) for block in division.blocks):
        return division
    units = _last_units(source, division.blocks)
    for start in range(len(units)):
        found = _notes(units[start:])
        if found:
            linked = _linked(source, division, units[start:], found, prefix)
            if linked is not None:
                return linked
    return division


def _last_units(source: SourceText, blocks: Sequence[Block]) -> list[_Unit]:
    """What may hold notes at the end of a text, in order."""
    end = next((at for at, block in enumerate(blocks) if at and isinstance(block, Division)), len(blocks))
    near = range(max(0, end - _MOST), end)
    if not any(_may_begin(source, blocks[at]) for at in near):
        return []
    out: list[_Unit] = []
    for at in reversed(near):
        block = blocks[at]
        if isinstance(block, Paragraph):
            lines: Sequence[tuple[int, Content]] = [(0, block.content)]
        elif isinstance(block, Closer):
            lines = [(index, line.content) for index, line in enumerate(block.lines)]
        else:
            break
        found = [
            _Unit(at, index, content, tuple(rows)) for index, content in lines if (rows := rows_of(source, content))
        ]
        if len(found) < len(lines):
            break
        out[:0] = found
    return out


def _may_begin(source: SourceText, block: Block) -> bool:
    """A quick look: whether a note may begin with a block or one of its lines."""
    places = [line.span for line in block.lines] if isinstance(block, Closer) else [block.span]
    return any(_NOTE.match(source.text, span.start, span.end) for span in places)


def _notes(units: Sequence[_Unit]) -> list[tuple[str, str, int, int]]:
    """The notes that begin with the first of the units: style, number or sign, unit, row; empty where none begins there."""
    found: list[tuple[str, str, int, int]] = []
    for index, unit in enumerate(units):
        for at, row in enumerate(unit.rows):
            match = _NOTE.match(row.text)
            style = str(match.lastgroup) if match else ""
            if match and match["han"]:
                style = "han"
            key = _key(match, style) if match else ""
            if match and _follows(found, style, key):
                found.append((style, key, index, at))
            elif not found:
                return []
            elif at == 0:
                return found
    return found


def _key(match: regex.Match[str], style: str) -> str:
    if style == "han":
        figure = match["figure"]
        return figure if figure.isdecimal() else str(han_number(figure) or "")
    return str(match[style])


def _follows(found: Sequence[tuple[str, str, int, int]], style: str, key: str) -> bool:
    if style == "stars":
        signs = [one[1] for one in found]
        return key not in signs and (not found or found[0][0] == "stars")
    number = key.translate(_RAISED)
    last = found[-1] if found else None
    return number.isdecimal() and int(number) == len(found) + 1 and (last is None or last[0] == style)


def _linked(
    source: SourceText,
    division: Division,
    units: Sequence[_Unit],
    notes: Sequence[tuple[str, str, int, int]],
    prefix: str,
) -> Division | None:
    """The text with its notes and marks; `None` where a note has no mark."""
    first = units[0]
    before = division.blocks[: first.block]
    head = before[-1] if before else None
    kind = "endnote" if isinstance(head, Head | Paragraph) and _END.fullmatch(_words(source, head.span)) else "footnote"
    taken = {getattr(node, "id", "") for node in walk(division.blocks)}
    targets = [f"{prefix}-note{at}" for at in range(1, len(notes) + 1)]
    if taken.intersection(targets):
        return None
    kept: Block | None = None
    block = division.blocks[first.block]
    if isinstance(block, Closer) and first.line:
        kept = replace(
            block, span=Span(block.span.start, block.lines[first.line - 1].span.end), lines=block.lines[: first.line]
        )
    marked: Sequence[Block] | None = [*before, *([kept] if kept else [])]
    at = 0
    for (style, key, _, _), target in zip(notes, targets, strict=True):
        marker = _Marker(source, style, key, target, at)
        marked = [marker.node(one) for one in marked or ()]
        if not marker.found:
            return None
        at = marker.found
    last = notes[-1][2]
    made = [_note(source, units, notes, index, kind, target) for index, target in enumerate(targets)]
    return replace(division, blocks=(*(marked or ()), *made, *_behind(division.blocks, units, last)))


def _words(source: SourceText, span: Span) -> str:
    return source.text[span.start : span.end].strip()


def _note(
    source: SourceText,
    units: Sequence[_Unit],
    notes: Sequence[tuple[str, str, int, int]],
    index: int,
    kind: str,
    target: str,
) -> NoteBlock:
    _, key, unit, row = notes[index]
    here = units[unit]
    end = next((at for _, _, other, at in notes[index + 1 : index + 2] if other == unit), len(here.rows))
    content = put_together(here.rows[row:end])
    return NoteBlock(extent(here.rows[row:end]), content, kind, key.translate(_RAISED), id=target)


def _behind(blocks: Sequence[Block], units: Sequence[_Unit], last: int) -> list[Block]:
    """What follows the last note: the other lines of its block, and the blocks behind it."""
    at, line = units[last].block, units[last].line
    block = blocks[at]
    out: list[Block] = []
    if isinstance(block, Closer) and line + 1 < len(block.lines):
        rest: tuple[OpenerLine, ...] = block.lines[line + 1 :]
        out.append(replace(block, span=Span(rest[0].span.start, block.span.end), lines=rest))
    return [*out, *blocks[at + 1 :]]


class _Marker:
    """Makes the first mark of a note behind a place a reference to it."""

    def __init__(self, source: SourceText, style: str, key: str, target: str, at: int):
        self.source, self.key, self.target, self.at = source, key, target, at
        self.pattern = compiled_pattern(_MARKS[style].format(regex.escape(key)))
        self.found = 0

    def node(self, node: Any) -> Any:
        """A node with the mark in it."""
        if (
            self.found
            or (getattr(node, "span", None) is not None and node.span.end <= self.at)
            or isinstance(node, Reference | NoteBlock)
        ):
            return node
        if isinstance(node, tuple):
            return self._all(node)
        fresh: dict[str, Any] = {}
        for name in holding(node.__class__):
            inner = getattr(node, name)
            if inner and (changed := self._all(inner)) is not inner:
                fresh[name] = changed
        return replace(node, **fresh) if fresh else node

    def _all(self, nodes: tuple[Any, ...]) -> tuple[Any, ...]:
        out: list[Any] = []
        for node in nodes:
            out += self._text(node) if isinstance(node, Text) else [self.node(node)]
        return (
            tuple(out) if len(out) != len(nodes) or any(a is not b for a, b in zip(out, nodes, strict=True)) else nodes
        )

    def _text(self, node: Text) -> list[Any]:
        start, end = node.span.start, node.span.end
        if self.found or end <= self.at or self.source.text[start:end] != node.text:
            return [node]
        match = self.pattern.search(self.source.text, max(start, self.at), end)
        if match is None or match.end() > end:
            return [node]
        self.found = match.end()
        first, last = match.start() - start, match.end() - start
        span = Span(*match.span())
        mark = Reference(span, (Text(span, match.group()),), self.target, self.key.translate(_RAISED))
        before, behind = (
            Text(Span(start, match.start()), node.text[:first]),
            Text(Span(match.end(), end), node.text[last:]),
        )
        return [one for one in (before, mark, behind) if not isinstance(one, Text) or one.text]


def both_ways(division: Division) -> Division:
    """A text whose notes point back to the first of their marks."""
    nodes = [node for node in walk(division.blocks) if isinstance(node, NoteBlock | Reference)]
    notes = {node.id for node in nodes if isinstance(node, NoteBlock) and node.id and not node.target}
    marks = {node.target for node in nodes if isinstance(node, Reference) and not node.id}
    pairs = notes & marks
    return _Backlinks(pairs).node(division) if pairs else division


class _Backlinks:
    def __init__(self, pairs: set[str]):
        self.pairs = pairs
        self.done: set[str] = set()

    def node(self, node: Any) -> Any:
        """A node with the identifiers of the marks, and the notes pointing to them."""
        if isinstance(node, tuple):
            return tuple(map(self.node, node))
        fresh: dict[str, Any] = {}
        if isinstance(node, Reference) and node.target in self.pairs and node.target not in self.done:
            self.done.add(node.target)
            fresh["id"] = f"{node.target}-mark"
        if isinstance(node, NoteBlock) and node.id in self.pairs:
            fresh["target"] = f"{node.id}-mark"
        for name in holding(node.__class__):
            if inner := getattr(node, name):
                fresh[name] = tuple(map(self.node, inner))
        return replace(node, **fresh) if fresh else node
