"""Finding the place of page breaks and page furniture in a cable's nodes, and putting them there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from teikit.model import (
    Closer,
    Division,
    Expansion,
    Furniture,
    Gap,
    Head,
    ItemList,
    LineBreak,
    Mark,
    Note,
    NoteBlock,
    Opener,
    OpenerLine,
    PageBreak,
    Paragraph,
    Space,
    Speech,
    Table,
    Text,
    Trailer,
)
from teikit.source import Span

#: What is put in: a page's beginning, its running heads, a note in its margin.
Inserted = PageBreak | Furniture | Note
#: Where a node's children are, in the order in which TEI writes them.
_FIELDS = ("speaker", "head", "label", "lines", "items", "content", "inner", "abbr", "expan", "rows", "blocks")


class Leaf(NamedTuple):
    """A node without children: `text`, `furniture` (text of a running head) or `page` (a break that a dialect set)."""

    start: int
    end: int
    kind: str
    node: object


def leaves(nodes: Sequence[object], kind: str = "text") -> list[Leaf]:
    """The leaves of some nodes in the order of the document."""
    found: list[Leaf] = []
    stack: list[tuple[Any, str]] = [(node, kind) for node in reversed(nodes)]
    while stack:
        node, inside = stack.pop()
        if isinstance(node, tuple) and not isinstance(node, Span):
            stack += [(one, inside) for one in reversed(node)]
        elif isinstance(node, PageBreak):
            found.append(Leaf(node.span.start, node.span.start, "page", node))
        elif isinstance(node, Text | Gap | Space | Mark | LineBreak):
            if node.span.end > node.span.start and not _blank(node):
                found.append(Leaf(node.span.start, node.span.end, inside, node))
        else:
            inside = "furniture" if isinstance(node, Furniture) else inside
            for name in reversed(_FIELDS):
                inner = getattr(node, name, None)
                if isinstance(inner, tuple):
                    stack.append((inner, inside))
    return found


def _blank(node: object) -> bool:
    return (isinstance(node, Text) and not node.text.strip()) or (isinstance(node, LineBreak) and not node.hyphen)


def broken(
    divisions: tuple[Division, ...],
    known: Mapping[int, PageBreak],
    targets: Mapping[int, Sequence[tuple[int, Inserted]]],
    rest: Sequence[Inserted],
    source: str,
) -> tuple[Division, ...]:
    """The divisions with what their pages begin with and carry.

    Args:
        divisions: The texts of a cable.
        known: What the breaks that stand there already become, by their identity.
        targets: What is new, with its place in the source, by the identity of the leaf that holds the first letter behind it.
        rest: What stands behind the last letter.
        source: The text that the leaves were read from.
    """
    done = tuple(_Breaker(known, targets, source).division(one) for one in divisions)
    if rest and done:
        last = done[-1]
        done = (*done[:-1], replace(last, blocks=(*last.blocks, *_as_blocks(rest))))
    return done


def _as_blocks(nodes: Sequence[Any]) -> list[Any]:
    return [NoteBlock(one.span, one.content, one.kind) if isinstance(one, Note) else one for one in nodes]


@dataclass
class _Breaker:
    """Rebuilds nodes. Each method gives what belongs before the node, and the node without it."""

    known: Mapping[int, PageBreak]
    targets: Mapping[int, Sequence[tuple[int, Inserted]]]
    source: str

    def division(self, division: Division) -> Division:
        before, changed = self._division(division)
        return replace(changed, blocks=(*_as_blocks(before), *changed.blocks)) if before else changed

    def _division(self, division: Division) -> tuple[list[Inserted], Division]:
        before, blocks = self._blocks(division.blocks)
        return before, replace(division, blocks=blocks)

    def _blocks(self, blocks: tuple[Any, ...]) -> tuple[list[Inserted], tuple[Any, ...]]:
        """Blocks with the breaks between them; those before the first of them come back alone."""
        first: list[Inserted] = []
        out: list[Any] = []
        for block in blocks:
            before, changed = self._block(block)
            if out:
                out += _as_blocks(before)
            else:
                first = before
            out += _as_blocks(changed) if isinstance(changed, list) else [changed]
        return first, tuple(out)

    def _block(self, block: Any) -> tuple[list[Inserted], Any]:
        if isinstance(block, Division):
            return self._division(block)
        if isinstance(block, Speech):
            before, speaker = self._content(block.speaker)
            inner, said = self._blocks(block.blocks)
            if not block.speaker:
                before, inner = [*before, *inner], []
            return before, replace(block, speaker=speaker, blocks=(*_as_blocks(inner), *said))
        if isinstance(block, Opener | Closer):
            return self._lines(block)
        if isinstance(block, ItemList):
            return self._list(block)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Paragraph | Head | Trailer | NoteBlock):
            before, content = self._content(block.content)
            return before, replace(block, content=content)
        return self._inline(block)

    def _lines(self, block: Opener | Closer) -> tuple[list[Inserted], Opener | Closer]:
        first: list[Inserted] = []
        out: list[OpenerLine] = []
        for line in block.lines:
            before, content = self._content(line.content)
            if out and before:
                out.append(OpenerLine(before[0].span, tuple(before), "bare"))
            elif not out:
                first = before
            out.append(replace(line, content=content))
        return first, replace(block, lines=tuple(out))

    def _list(self, block: ItemList) -> tuple[list[Inserted], ItemList]:
        before, head = self._content(block.head)
        started = bool(block.head)
        items = []
        for item in block.items:
            above, label = self._content(item.label)
            beside, content = self._content(item.content)
            if not started:
                before, above = above, []
                if not item.label:
                    before, beside = [*before, *beside], []
                started = True
            label = (*above, *label) if item.label else label
            content = (*beside, *content)
            lists = []
            for one in item.inner:
                above, changed = self._list(one)
                content = (*content, *above)
                lists.append(changed)
            items.append(replace(item, label=label, content=content, inner=tuple(lists)))
        return before, replace(block, head=head, items=tuple(items))

    def _table(self, block: Table) -> tuple[list[Inserted], Table]:
        first: list[Inserted] = []
        started = False
        rows = []
        for row in block.rows:
            cells = []
            for cell in row:
                before, content = self._content(cell.content)
                if not started:
                    first, before, started = before, [], True
                cells.append(replace(cell, content=(*before, *content)))
            rows.append(tuple(cells))
        return first, replace(block, rows=tuple(rows))

    def _content(self, content: tuple[Any, ...]) -> tuple[list[Inserted], tuple[Any, ...]]:
        """Inline nodes with the breaks between and inside them; those before the first letter come back alone."""
        first: list[Inserted] = []
        out: list[Any] = []
        for node in content:
            before, changed = self._inline(node)
            if before and any(not _blank(one) and not isinstance(one, PageBreak) for one in out):
                cut = isinstance(out[-1], LineBreak) and (out[-1].inside_word or bool(out[-1].hyphen))
                out += [_inside(one) for one in before] if cut else before
            else:
                first += before
            out += changed if isinstance(changed, list) else [changed]
        return first, tuple(out)

    def _inline(self, node: Any) -> tuple[list[Inserted], Any]:
        if isinstance(node, PageBreak):
            return [], self.known.get(id(node), node)
        new = self.targets.get(id(node), ())
        if isinstance(node, Text):
            return self._text(node, new)
        if isinstance(node, Gap | Space | Mark | LineBreak):
            # What lies in the middle of it comes behind: a page that begins after the hyphen of a word, or cuts a marker.
            start = node.span.start
            after = [_inside(one) if isinstance(node, LineBreak) else one for at, one in new if at > start]
            return [one for at, one in new if at <= start], [node, *after] if after else node
        if isinstance(node, Expansion):
            # A choice holds nothing but its two readings, so a page that begins in one begins before both.
            before, abbr = self._content(node.abbr)
            also, expan = self._content(node.expan)
            return [*before, *also], replace(node, abbr=abbr, expan=expan)
        content = getattr(node, "content", None)
        if not isinstance(content, tuple):
            return [], node
        before, inner = self._content(content)
        return before, replace(node, content=inner)

    def _text(self, node: Text, new: Sequence[tuple[int, Inserted]]) -> tuple[list[Inserted], Any]:
        before: list[Inserted] = []
        out: list[Any] = []
        rest = node
        for at, one in new:
            start = rest.span.start
            letters = len("".join(self.source[start:at].split())) if at > start else 0
            if not letters:
                (out if out else before).append(one)
                continue
            cut = after_letters(rest.text, letters)
            inside = not self.source[at - 1].isspace() and not self.source[at].isspace()
            out += [Text(Span(start, at), rest.text[:cut]), _inside(one) if inside else one]
            rest = Text(Span(at, rest.span.end), rest.text[cut:])
        return before, [*out, rest] if out else rest


def _inside(node: Inserted) -> Inserted:
    return replace(node, inside_word=True) if isinstance(node, PageBreak) else node


def after_letters(text: str, letters: int, *, blanks: bool = True) -> int:
    """The place in a text after so many letters and, with `blanks`, the white space that follows them."""
    at = 0
    while at < len(text) and (letters > 0 or (blanks and text[at].isspace())):
        letters -= not text[at].isspace()
        at += 1
    return at
