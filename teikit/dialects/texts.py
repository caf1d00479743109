"""One text of a cable: the lines before it, its paragraphs and turns across the pages, and the lines that close it.

Shared by the dialects that hand out a text as plain paragraphs, in any language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from teikit.dialects.attachments import attachment_label, first_paper, headed, papers
from teikit.dialects.facts import Facts
from teikit.dialects.flow import Flow, join
from teikit.dialects.front_lines import FrontLine, bare, behind_salute, front_lines
from teikit.dialects.furniture import is_furniture, repeated_lines
from teikit.dialects.groups import Group
from teikit.dialects.inline import Reading, read_inlines
from teikit.dialects.openers import near_day, read_front_line
from teikit.dialects.prose import columns, first_prose, heads_section, is_prose, is_sentence, may_sign
from teikit.dialects.protocol import Trace
from teikit.dialects.tables import typed_table
from teikit.dialects.text_blocks import (
    between_paragraphs,
    first_section,
    joined_head,
    pages_after_turns,
    without_banner,
)
from teikit.dialects.text_pages import HASHES, PageCuts
from teikit.dialects.turns import Turn, find_turns
from teikit.model import (
    Block,
    Closer,
    Division,
    Head,
    Inline,
    Mark,
    Opener,
    OpenerLine,
    Paragraph,
    Speech,
    Trailer,
)
from teikit.notations import load_notation
from teikit.patterns import lazy_pattern
from teikit.source import SourceText, Span

_LETTER = lazy_pattern(r"\p{L}")
_PARAGRAPH_NUMBER = lazy_pattern(r"(?P<n>\d{1,3}|[a-z])[.)．、](?=\s|\p{Lo})|[(（](?P<m>\d{1,3}|[a-z])[)）]\s")
#: A numbered paragraph, and the ellipsis of an editor who left the rest out.
_NO_CLOSING = lazy_pattern(r"\d{1,3}[.．]\s*\p{L}|\[(?:…|\.{3}|\. \. \.)\]$")
_END_SIGN = lazy_pattern(r"^\W*N{2,5}\W*$|^#+$|^[*\s]+$|^END ?(?:OF )?(?:MESSAGE|TEXT)\W*$", regex.IGNORECASE)
#: More short paragraphs than these at the end of a text are its own: no signature, drafting and distribution take so many.
_MOST_CLOSING = 12
#: No line that closes a text is longer.
_LONGEST_CLOSING = 90


@dataclass
class TextReader:
    """Reads the groups of one text into blocks.

    Attributes:
        source: The transcript.
        reading: How its inlines are read.
        facts: What its lines tell is added here.
        trace: What each line was taken for is noted here.
        participants: What the cable says of who took part.
        infer_pages: A sentence cut between two paragraphs without any furniture shows a page break.
        sections: Lines that capitals or a number show to be headings head sections; else only Markdown's own marks do.
    """

    source: SourceText
    reading: Reading
    facts: Facts
    trace: Trace
    participants: Sequence[str] = ()
    infer_pages: bool = False
    sections: bool = False

    def read(self, groups: Sequence[Group]) -> tuple[Block, ...]:
        """Read the groups; every letter of them is in the blocks."""
        lang = self.reading.lang
        behind = first_paper(groups, lang)
        groups, attached = groups[:behind], groups[behind:]
        border = first_prose(groups)
        turning = find_turns([group.text for group in groups], lang, self.participants)
        turning = without_banner(turning, groups)
        if turning:
            border = min(turning) if border is None else min(border, *turning)
        border = behind_salute(groups, border, lang)
        stamped: set[str] = set()
        lines = [part for group in groups[:border] for line in group.split() for part in columns(line, lang)]
        front = front_lines(lines, lang, stamped)
        blocks = self._front(front)
        if near := near_day(self.facts):
            self.reading = replace(self.reading, near=near)
        return (*blocks, *first_section(self._body(groups[border:], stamped)), *self.attachments(attached))

    @property
    def page_cuts(self) -> PageCuts:
        """What joins the paragraphs that pages cut."""
        return PageCuts(self.source, self.reading, self.trace, self.infer_pages)

    def attachments(self, groups: Sequence[Group]) -> tuple[Block, ...]:
        """The papers behind a text, each a division of its own; the first line of each announces it."""
        return tuple(self._attachment(one) for one in papers(groups, self.reading.lang))

    def _attachment(self, groups: Sequence[Group]) -> Division:
        """A paper: the lines that announce it and its title are heads, the rest is read like any text."""
        heads, rest = headed(groups, self.reading.lang)
        for one in heads:
            self._trace(one, "head of an attachment")
        titles = [Head(one.span, read_inlines(Flow.of(self.source, one.span), self.reading)) for one in heads]
        kind = attachment_label(groups[0].lines[0].text, self.reading.lang) or "attachment"
        return Division(Span(groups[0].span.start, groups[-1].span.end), kind, (*titles, *self._body(rest, set())))

    def _front(self, lines: Sequence[FrontLine]) -> list[Block]:
        blocks: list[Block] = []
        held: list[OpenerLine] = []

        def flush() -> None:
            if held:
                blocks.append(Opener(Span(held[0].span.start, held[-1].span.end), tuple(held)))
                held.clear()

        for line in lines:
            read = read_front_line(line, self.reading, self.facts)
            self.trace.note(line.group.lines[0].number, f"opener: {line.role or line.kind}")
            if line.kind == "head":
                flush()
                blocks.append(joined_head(blocks, read))
                self.trace.note(line.group.lines[0].number, "head")
            else:
                held.append(read)
        flush()
        return blocks

    # -- the text itself

    def _body(self, groups: Sequence[Group], stamped: set[str]) -> list[Block]:
        lang = self.reading.lang
        repeated = repeated_lines(groups)
        kinds = ["furniture" if is_furniture(group, lang, stamped, repeated) else "text" for group in groups]
        texts = [index for index, kind in enumerate(kinds) if kind == "text"]
        turns = {
            texts[at]: turn
            for at, turn in find_turns([groups[index].text for index in texts], lang, self.participants).items()
        }
        closing = self._closing(groups, texts, turns)
        for index in self._heads([index for index in texts if index < min([closing, *turns])], groups):
            kinds[index] = "head"
        pieces = self.page_cuts.pieces(
            [(index, groups[index], kinds[index]) for index in range(len(groups))], turns, closing
        )
        return self._blocks(pieces, turns)

    def _closing(self, groups: Sequence[Group], texts: list[int], turns: dict[int, Turn]) -> int:
        """The index of the first group that closes the text: short lines with no sentence in them, after all prose."""
        closing = len(groups)
        for index in reversed(texts):
            group = groups[index]
            if (
                index in turns
                or is_sentence(group.text)
                or len(group.folded) > _LONGEST_CLOSING
                or _NO_CLOSING.match(group.text)
            ):
                break
            closing = index
        closes = bool(texts) and closing > texts[0] and sum(index >= closing for index in texts) <= _MOST_CLOSING
        return closing if closes else len(groups)

    def _heads(self, texts: Sequence[int], groups: Sequence[Group]) -> list[int]:
        """Which of the groups before all turns head a section."""
        found = [groups[index] for index in texts]
        return [index for at, index in enumerate(texts) if self.sections and heads_section(found, at)]

    def _blocks(
        self, pieces: Sequence[tuple[str, int, list[Span | tuple[Inline, ...]]]], turns: dict[int, Turn]
    ) -> list[Block]:
        blocks: list[Block] = []
        held: list[Block] = []
        turn: tuple[Turn, tuple[Inline, ...], int] | None = None

        def end_turn() -> None:
            nonlocal turn
            if turn is None:
                return
            found, label, start = turn
            span = Span(start, max(block.span.end for block in held))
            blocks.append(Speech(span, label, tuple(held), cert="" if found.cert == "high" else found.cert))
            held.clear()
            turn = None

        for kind, index, parts in pieces:
            if kind == "page":
                (held if turn else blocks).extend(between_paragraphs(parts))
                continue
            flow = join(self.source, parts)
            spoken = turns.get(index)
            if kind == "closing":
                end_turn()
                self._close(blocks, flow)
            elif kind == "head":
                blocks.append(Head(flow.span, read_inlines(flow, self.reading)))
                self._trace_span(flow.span, "head of a section")
            elif spoken:
                end_turn()
                label, rest = self._label(flow, spoken)
                turn = (spoken, label, flow.span.start)
                held.append(Paragraph(rest.span, read_inlines(rest, self.reading)))
            else:
                self._paragraph(held if turn else blocks, flow, turn is not None)
        end_turn()
        return pages_after_turns(blocks)

    def _label(self, flow: Flow, spoken: Turn) -> tuple[tuple[Inline, ...], Flow]:
        """The speaker's label, and what is left of the paragraph."""
        first = flow.pieces[0]
        assert isinstance(first, Span)
        cut = first.start + spoken.end
        label_start = (
            first.start + len(self.source.text[first.start : cut]) - len(self.source.text[first.start : cut].lstrip())
        )
        label_end = label_start + len(self.source.text[label_start:cut].rstrip())
        label = read_inlines(
            Flow.of(self.source, (label_start, label_end)), replace(self.reading, dates=False, foreign=False)
        )
        while cut < first.end and self.source.text[cut].isspace():
            cut += 1
        self.trace.note(self.source.line_at(label_start), f"turn of {spoken.name}")
        return label, join(self.source, (Span(cut, first.end), *flow.pieces[1:]))

    def _paragraph(self, blocks: list[Block], flow: Flow, spoken: bool) -> None:
        text = flow.plain()
        first = flow.pieces[0]
        assert isinstance(first, Span)
        hashes = HASHES.match(self.source.text, first.start, first.end)
        if hashes and not spoken:
            mark = Mark(Span(hashes.start(), hashes.end(1)), hashes.group(1), "Markdown's mark of a heading")
            rest = join(self.source, (Span(hashes.end(), first.end), *flow.pieces[1:]))
            blocks.append(Head(flow.span, (mark, *read_inlines(rest, self.reading))))
            self._trace_span(flow.span, "head of a section")
            return
        notation = load_notation(self.reading.lang)
        if notation.is_continued(text) or _END_SIGN.match(text):
            blocks.append(Trailer(flow.span, self._verbatim(flow)))
            self._trace_span(flow.span, "trailer")
            return
        if len(flow.pieces) == 1 and (table := typed_table(self._group(first), self.reading)) is not None:
            blocks.append(table)
            self._trace_span(flow.span, "table")
            return
        number = _PARAGRAPH_NUMBER.match(text)
        n = (number["n"] or number["m"] or "") if number else ""
        blocks.append(Paragraph(flow.span, read_inlines(flow, self.reading), n))
        self._trace_span(flow.span, f"paragraph {n}".strip())

    def _group(self, span: Span) -> Group:
        first = self.source.line_at(span.start)
        last = self.source.line_at(max(span.start, span.end - 1))
        return Group(self.source, tuple(self.source.lines[first - 1 : last]))

    def _verbatim(self, flow: Flow) -> tuple[Inline, ...]:
        return read_inlines(flow, replace(self.reading, dates=False))

    def _close(self, blocks: list[Block], flow: Flow) -> None:
        """The lines after the text: what goes on elsewhere, signs of the end, signatures."""
        text = flow.plain()
        if load_notation(self.reading.lang).is_continued(text) or _END_SIGN.match(text):
            blocks.append(Trailer(flow.span, self._verbatim(flow)))
            self._trace_span(flow.span, "trailer")
            return
        nodes = read_inlines(flow, replace(self.reading, hold_lines=True))
        leaves = load_notation(self.reading.lang).takes_leave(text)
        line = OpenerLine(flow.span, nodes, "salute" if leaves else "signed" if may_sign(text) else "line")
        if blocks and isinstance(blocks[-1], Closer):
            last = blocks.pop()
            assert isinstance(last, Closer)
            blocks.append(Closer(Span(last.span.start, flow.span.end), (*last.lines, line)))
        else:
            blocks.append(Closer(flow.span, (line,)))
        self._trace_span(flow.span, "closer")

    def _trace(self, group: Group, what: str) -> None:
        for line in group.lines:
            self.trace.note(line.number, what)

    def _trace_span(self, span: Span, what: str) -> None:
        for number in range(self.source.line_at(span.start), self.source.line_at(max(span.start, span.end - 1)) + 1):
            self.trace.lines.setdefault(number, what)


__all__ = ["TextReader", "bare", "is_prose", "is_sentence"]
