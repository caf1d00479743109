"""The text of an edited document: turns, paragraphs, headings, lists and tables, signatures, attachments."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from teikit.dialects.facts import Facts
from teikit.dialects.flow import Flow
from teikit.dialects.frus_front import FrontReader
from teikit.dialects.frus_labels import read_label
from teikit.dialects.frus_shapes import (
    attachment_kind,
    hashes,
    is_head,
    is_signature,
    list_items,
    page_break,
    table_cells,
)
from teikit.dialects.frus_title import between_two
from teikit.dialects.furniture import PAGE_BREAK
from teikit.dialects.groups import Group
from teikit.dialects.inline import Reading, fold_blanks, read_inlines
from teikit.dialects.protocol import Trace
from teikit.dialects.spoken_lines import part_speakers, part_voices
from teikit.dialects.tables import typed_table
from teikit.dialects.turns import Turn, begins_turn, find_turns
from teikit.model import (
    Block,
    Cell,
    Closer,
    Division,
    Gap,
    Head,
    Inline,
    Item,
    ItemList,
    Mark,
    OpenerLine,
    Paragraph,
    Speech,
    Table,
    Text,
)
from teikit.notations import read_marker
from teikit.patterns import lazy_pattern
from teikit.source import Span

_PARAGRAPH_NUMBER = lazy_pattern(r"(?P<n>\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)](?=\s)|[(](?P<m>\d{1,3}|[a-z]{1,4})[)]\s")
_ORNAMENT = lazy_pattern(r"\*{2,}(?:\s*\*+)*$")
_HEADING = lazy_pattern(r"\p{Lu}[^.;:?!]{5,180}(?<![,—–-])(?:\[\d{1,2}\](?:\(#f\d+\))?)?$")
_INNER_BRACKET = lazy_pattern(r"\[[^\[\]]*\]|[■█▇▓]{2,}|X{3,}")


@dataclass
class BodyReader:
    """Reads the groups of a text that stand behind its front.

    Attributes:
        reading: How inlines are read.
        facts: What lines tell is added here.
        trace: What each line was taken for is noted here.
        participants: What the document says of who took part.
        message: A number at the beginning of the text that is the message's and no paragraph's.
    """

    reading: Reading
    facts: Facts
    trace: Trace
    participants: Sequence[str] = ()
    message: Span | None = None
    _out: list[Block] = field(default_factory=list)
    _said: list[Block] = field(default_factory=list)
    _ornaments: list[Mark] = field(default_factory=list)
    _turn: tuple[Turn, tuple[Inline, ...], int] | None = None

    def read(self, groups: Sequence[Group]) -> tuple[Block, ...]:
        """Read the groups; every letter of them is in the blocks, in order."""
        groups = part_speakers(groups)
        turns = find_turns([group.text for group in groups], self.reading.lang, self.participants)
        if turns and len(parted := part_voices(groups, turns)) > len(groups):
            groups = parted
            turns = find_turns([group.text for group in groups], self.reading.lang, self.participants)
        borders = [
            index
            for index, group in enumerate(groups)
            if index not in turns and attachment_kind(group, groups[index + 1 : index + 2])
        ]
        stops = [*borders, len(groups)]
        self._stretch(groups, 0, stops[0], turns)
        for start, end in itertools.pairwise(stops):
            self._attachment(groups[start:end])
        return tuple(self._out)

    def _attachment(self, groups: Sequence[Group]) -> None:
        """What is attached is a division with a head, an opener and a text of its own."""
        facts = Facts()
        front = FrontReader(self.reading, facts, self.trace)
        front.head(groups[0], "head of an attachment")
        rest = list(groups[1:])
        while rest and (
            (is_head(rest[0], rest[1:2]) and not begins_turn(rest[0].text) and not read_label(rest[0].text))
            or (len(rest) > 1 and len(rest[0].lines) == 1 and between_two(rest[0].folded))
        ):
            front.head(rest.pop(0))
        rest = rest[front.read(rest) :]
        # What a part is about and, where the whole names nobody, who took part in it, is so of the file.
        for role in ("subject",) if self.facts.first("participants") else ("subject", "participants"):
            for fact in facts.all(role):
                self.facts.add(role, fact)
        inner = BodyReader(self.reading, Facts(), self.trace, self.participants)
        blocks = (*front.blocks, *(inner.read(rest) if rest else ()))
        kind = attachment_kind(groups[0], groups[1:2]) or "attachment"
        self._out.append(Division(Span(groups[0].span.start, groups[-1].span.end), kind, blocks))

    def _stretch(self, groups: Sequence[Group], start: int, end: int, turns: dict[int, Turn]) -> None:
        closing = self._closing(groups, start, end, turns)
        for index in range(start, end):
            group = groups[index]
            if index >= closing:
                self._end_turn()
                self._close(group)
            elif (turn := turns.get(index)) is not None:
                self._end_turn()
                self._begin_turn(group, turn)
            elif is_head(group, groups[index + 1 : index + 2], spoken=self._turn is not None) or (
                # Bold that has lost its words stands over the heading that was to be bold.
                self._ornaments and index + 1 < closing and _HEADING.match(group.folded)
            ):
                self._end_turn()
                marks, first = hashes(group)
                words = self._inlines(Span(first, group.span.end), group)
                self._out.append(self._marked(Head(group.span, (*marks, *words))))
                self._note(group, "head of a section")
            elif PAGE_BREAK.match(group.text):
                for node in page_break(group):
                    self._add(node)
                self._note(group, "page break")
            elif _ORNAMENT.match(group.text) and index + 1 < closing and index + 1 not in turns:
                self._ornaments.append(Mark(group.span, group.text, "Markdown's mark of emphasis, around nothing"))
                self._note(group, "marks around nothing")
            else:
                if self._turn is not None and _left_out(group) and (index + 1 in turns or index + 1 >= closing):
                    self._end_turn()
                self._add(self._marked(self._block(group)))
        self._end_turn()

    def _closing(self, groups: Sequence[Group], start: int, end: int, turns: dict[int, Turn]) -> int:
        """The first of the groups at the end that hold signatures and what stands with them."""
        closing = end
        for index in range(end - 1, start, -1):
            if index in turns or not is_signature(groups[index]):
                break
            closing = index
        return closing

    def _marked(self, block: Block) -> Block:
        """A block with the marks that stood before it, alone in their line."""
        if self._ornaments and isinstance(block, (Head, Paragraph)):
            start = self._ornaments[0].span.start
            block = replace(block, span=Span(start, block.span.end), content=(*self._ornaments, *block.content))
            self._ornaments = []
        elif self._ornaments:
            span = Span(self._ornaments[0].span.start, self._ornaments[-1].span.end)
            self._add(Paragraph(span, tuple(self._ornaments)))
            self._ornaments = []
        return block

    # -- turns

    def _begin_turn(self, group: Group, turn: Turn) -> None:
        source, start = group.source, group.span.start
        cut = start + turn.end
        label_end = start + len(source.text[start:cut].rstrip())
        while cut < group.span.end and source.text[cut].isspace():
            cut += 1
        self._turn = (turn, self._label(Span(start, label_end), group), start)
        self._note(group, f"turn of {turn.name}")
        if cut < group.span.end:
            span = Span(cut, group.span.end)
            self._said.append(Paragraph(span, self._inlines(span, group)))

    def _label(self, span: Span, group: Group) -> tuple[Inline, ...]:
        """A label as it stands; of its brackets only those that tell of something withheld mean anything."""
        text = group.source.text
        if text[span.start] in "*_":
            return read_inlines(Flow.of(group.source, span), replace(self.reading, dates=False, markdown=True))
        out: list[Inline] = []
        at = span.start
        for bracket in _INNER_BRACKET.finditer(text, span.start, span.end):
            marker = read_marker(bracket.group(), "en")
            if marker is None or marker.kind != "withheld":
                continue
            out += _plain(text, at, bracket.start())
            out += self._inlines(Span(*bracket.span()), group, dates=False)
            at = bracket.end()
        return (*out, *_plain(text, at, span.end))

    def _end_turn(self) -> None:
        if self._turn is None:
            return
        turn, label, start = self._turn
        end = max((block.span.end for block in self._said), default=start + turn.end)
        cert = "" if turn.cert == "high" else turn.cert
        self._out.append(Speech(Span(start, end), label, tuple(self._said), cert=cert))
        self._said = []
        self._turn = None

    def _add(self, block: Block) -> None:
        (self._said if self._turn is not None else self._out).append(block)

    # -- other blocks

    def _block(self, group: Group) -> Block:
        if len(group.lines) > 1:
            barred = all(line.text.count("|") > 1 for line in group.lines)
            if barred and (table := typed_table(group, self.reading)) is not None:
                self._note(group, "table")
                return table
            if (rows := table_cells(group)) is not None:
                self._note(group, "table")
                return Table(group.span, tuple(tuple(self._cell(span, group) for span in row) for row in rows))
            if (items := list_items(group)) is not None:
                self._note(group, "list")
                return ItemList(group.span, tuple(self._item(label, span, group) for label, span in items))
        own = self.message is not None and self.message.start == group.span.start
        number = None if own else _PARAGRAPH_NUMBER.match(group.text)
        n = (number["n"] or number["m"] or "") if number else ""
        self._note(group, f"paragraph {n}".strip())
        reading = self.reading.holding(len(group.lines) > 1)
        return Paragraph(group.span, read_inlines(Flow.of(group.source, group.span), reading), n)

    def _cell(self, span: Span, group: Group) -> Cell:
        return Cell(span, self._inlines(span, group))

    def _item(self, label: Span | None, span: Span, group: Group) -> Item:
        mark = tuple(_plain(group.source.text, *label)) if label else ()
        whole = Span(label.start if label else span.start, max(span.end, label.end if label else span.end))
        return Item(whole, self._inlines(span, group), mark)

    def _close(self, group: Group) -> None:
        lines = []
        for line in group.split():
            kind = "salute" if line.text.rstrip().endswith(",") else "signed"
            lines.append(OpenerLine(line.span, self._inlines(line.span, line), kind))
        last = self._out[-1] if self._out else None
        if isinstance(last, Closer):
            self._out[-1] = Closer(Span(last.span.start, group.span.end), (*last.lines, *lines))
        else:
            self._out.append(Closer(group.span, tuple(lines)))
        self._note(group, "closer")

    def _inlines(self, span: Span, group: Group, *, dates: bool = True) -> tuple[Inline, ...]:
        flow = Flow.of(group.source, span)
        return read_inlines(flow, self.reading if dates else replace(self.reading, dates=False)) if flow.pieces else ()

    def _note(self, group: Group, what: str) -> None:
        for line in group.lines:
            self.trace.note(line.number, what)


def _plain(text: str, start: int, end: int) -> list[Inline]:
    return [Text(Span(start, end), fold_blanks(text[start:end]))] if start < end else []


def _left_out(group: Group) -> bool:
    """Whether a group is nothing but the editor's word that something was left out."""
    if len(group.text) > 600 or group.text[0] != "[" or group.text[-1] != "]":
        return False
    marker = read_marker(group.text, "en")
    return marker is not None and marker.kind == "editorial"


__all__ = ["BodyReader", "Gap"]
