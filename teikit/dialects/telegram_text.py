"""The head and the text of a telegram as blocks: paragraphs and lists, the pages between, the signature and what follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from teikit.dialects.facts import Facts, category_id
from teikit.dialects.flow import join
from teikit.dialects.inline import Reading, read_inlines
from teikit.dialects.protocol import Trace
from teikit.dialects.telegram_head import SECTION, is_addressed, is_number_line, read_head
from teikit.dialects.telegram_lines import (
    Told,
    categories_of,
    close_up,
    export_parts,
    furniture_node,
    page_nodes,
    part_head,
)
from teikit.dialects.telegram_opener import HeadBlocks, HeadFacts
from teikit.dialects.telegram_paragraphs import Joiner, Stretch, read_items, read_stretch
from teikit.model import Block, Closer, Fact, Furniture, Inline, Mark, OpenerLine, PageBreak, Trailer
from teikit.notations import guess_language
from teikit.patterns import lazy_pattern
from teikit.source import SourceText, Span

_SIGNATURE = lazy_pattern(r"^\p{Lu}[\p{Lu}'’\-]+(?:[ ,]+\p{Lu}[\p{Lu}'’.\-]*){0,3}$")
_SIGNED_LINE = lazy_pattern(r"^(?P<text>.{3,}[.!?][\"')]?)\s+(?P<name>\p{Lu}{4,})$")
_AFTER_SIGNATURE = lazy_pattern(r"^(?:NOTE BY\b|\*|##|#\d{1,5}$|CORRECTED|UNQUOTE\b|BT\b)")
_NOT_SIGNATURE = lazy_pattern(r"^(?:END|BEGIN|UNQUOTE|QUOTE|SUMMARY|COMMENT|TEXT|NNNN?|BT)\b")
_CLOSED = lazy_pattern(r"[.!?:;\"')\]*#]\s*$")
#: "AND WERE GIVEN IT." ends a sentence; "HARKER." may be a name.
_SENTENCE_END = lazy_pattern(r"\s.*(?<![JS]R)\.$")
_LONGEST_SIGNATURE = 32
#: No head that stands again before a section is longer, blank lines counted.
_LONGEST_HEAD = 90


class TelegramText:
    """Reads the lines of a telegram.

    Args:
        source: The transcript.
        told: Its lines, or some of them, each with what it is.
        reading: How inlines are read; the language is found out.
        facts: What the lines tell is added here.
        trace: What each line was taken for is noted here.

    Attributes:
        heading: What the head tells; after `read`.
        reading: The reading in the language found; after `read`.
    """

    def __init__(self, source: SourceText, told: Sequence[Told], reading: Reading, facts: Facts, trace: Trace):
        self.source, self.facts, self.trace = source, facts, trace
        self.reading = replace(reading, foreign=False)
        self.told, self.step = close_up(part_head(list(told)))
        self.heading = HeadFacts(source, self.reading, facts)
        self.head_end = 0
        self.last = max((index for index, told in enumerate(self.told) if told.kind == "line"), default=-1)

    def read(self, lang: str = "") -> list[Block]:
        """Read head and text; every letter is in a block, in the order of the source.

        Args:
            lang: The language of the text; it is found out where none is given.
        """
        head = read_head(self.told)
        blocks = HeadBlocks(self.heading, self.trace).blocks(head.lines)
        self.head_end = head.end
        self._part_signature(head.end)
        body = self.told[head.end :]
        if not lang:
            told_lang = guess_language(" ".join(told.text for told in body if told.kind == "line")[:20_000])
            lang = self.source.lang or told_lang or "en"
        self.reading = replace(self.reading, lang=lang, near=self._day() or self.reading.near)
        self._later_heads(head.end)
        return blocks + self._body(body, head.end)

    def _day(self) -> date | None:
        sent = self.facts.first("sent-date")
        try:
            return date.fromisoformat(sent.when[:10]) if sent else None
        except ValueError:
            return None

    def _later_heads(self, start: int) -> None:
        """The head that stands again before each further section belongs to the page."""
        for index in range(start, len(self.told)):
            told = self.told[index]
            if told.kind != "page" or told.page != 1:
                continue
            again = read_head(self.told, index + 1, _LONGEST_HEAD)
            if any(line.role in ("from", "date", "number") for line in again.lines):
                for line in again.lines:
                    if line.told.kind in ("line", "mark"):
                        line.told.kind = "head"
                self._captions_again(again.end)
        self._section_heads(start)

    def _section_heads(self, start: int) -> None:
        """The lines over the number of a further section, where the heading of the page was lost."""
        for index in range(start, len(self.told)):
            told = self.told[index]
            section = SECTION.search(told.text) if told.kind == "line" and is_number_line(told.text) else None
            if section is None or section["one"] in ("1", "01", "ONE"):
                continue
            told.kind = "head"
            for above in reversed(self.told[start:index]):
                if above.kind == "line" and is_addressed(above.text):
                    above.kind = "head"
                elif above.kind != "blank":
                    break
            self._captions_again(index + 1)

    def _captions_again(self, start: int) -> None:
        """The captions of the first head, where they stand again under a later one."""
        first = {told.text for told in self.told[: self.head_end] if told.kind in ("line", "mark")}
        for told in self.told[start:]:
            if told.kind == "line" and told.text in first:
                told.kind = "head"
            elif told.kind != "blank":
                return

    def _body(self, body: Sequence[Told], offset: int) -> list[Block]:
        lines = [told for told in body if told.kind == "line"]
        closing = self._closing(lines)
        joiner = Joiner(lines)
        out: list[Stretch | list[Told]] = []
        pages: list[Told] = []
        blank = False
        end: list[Told] = []
        for index, told in enumerate(body, offset):
            if told.kind == "blank":
                blank = True
            elif told.kind == "end" and index > self.last:
                end.append(told)
                out += [pages] if pages else []
                out.append(Stretch([told], kind="end"))
                pages = []
            elif told.kind == "export":
                out += [pages] if pages else []
                out.append(Stretch([told], kind="export"))
                pages = []
            elif told.kind != "line":
                pages.append(told)
            else:
                last = out[-1] if out else None
                open_stretch = last if isinstance(last, Stretch) and last.kind in ("text", "item") else None
                if id(told) in closing:
                    out += [pages] if pages else []
                    out.append(Stretch([told], kind="closing"))
                elif open_stretch and joiner.goes_on(open_stretch.lines[-1], told, blank=blank, page=bool(pages)):
                    if pages:
                        open_stretch.between[len(open_stretch.lines)] = pages
                    open_stretch.lines.append(told)
                else:
                    out += [pages] if pages else []
                    out.append(joiner.stretch(told))
                pages = []
                blank = False
        out += [pages] if pages else []
        return self._blocks(out)

    def _part_signature(self, start: int) -> None:
        """A name behind the last sentence of the text, on its line, is the signature."""
        if self.last < start:
            return
        told = self.told[self.last]
        found = _SIGNED_LINE.match(told.text)
        if not found or _NOT_SIGNATURE.match(found["name"]):
            return
        text = told.text[: found.end("text")]
        cut = told.span.start + found.start("name")
        first = Told(told.line, Span(told.span.start, told.span.start + len(text)), text, "line")
        name = Told(told.line, Span(cut, told.span.end), found["name"], "line")
        self.told[self.last : self.last + 1] = [first, name]
        self.last += 1

    def _closing(self, lines: Sequence[Told]) -> set[int]:
        """The signature, and what the communications centre wrote after it."""
        after: list[int] = []
        for index in range(len(lines) - 1, max(0, len(lines) - 6), -1):
            told = lines[index]
            if (
                len(told.text) <= _LONGEST_SIGNATURE
                and _SIGNATURE.match(told.text)
                and not _NOT_SIGNATURE.match(told.text)
                and not _SENTENCE_END.search(told.text)
                and (self._apart(lines[index - 1], told) or _CLOSED.search(lines[index - 1].text))
            ):
                return {id(told), *after}
            if not _AFTER_SIGNATURE.match(told.text):
                return set(after) if index < len(lines) - 1 else set()
            after.append(id(told))
        return set()

    def _apart(self, before: Told, told: Told) -> bool:
        return told.line.number - before.line.number > self.step

    def _blocks(self, parts: Sequence[Stretch | list[Told]]) -> list[Block]:
        blocks: list[Block] = []
        items: list[Stretch] = []

        def flush() -> None:
            if len(items) == 1:
                blocks.append(read_stretch(self.source, items[0], self.reading))
            elif items:
                blocks.append(read_items(self.source, items, self.reading))
            items.clear()

        for part in parts:
            if isinstance(part, Stretch) and part.kind == "item":
                items.append(part)
                self._note_all(part, "list item")
                continue
            flush()
            if isinstance(part, list):
                blocks += [node for node in page_nodes(part) if isinstance(node, PageBreak | Furniture | Mark)]
                for told in part:
                    self._note(told, "page furniture")
            elif part.kind in ("closing", "export"):
                self._close(blocks, part.lines[0], part.kind)
            elif part.kind == "end":
                if any(isinstance(block, Trailer) for block in blocks):
                    blocks.append(furniture_node(part.lines[0], "footer"))
                else:
                    blocks.append(Trailer(part.lines[0].span, self._plain(part.lines[0].span)))
                self._note(part.lines[0], "trailer")
            else:
                blocks.append(read_stretch(self.source, part, self.reading))
                self._note_all(part, f"paragraph {part.n}".strip())
        flush()
        return blocks

    def _close(self, blocks: list[Block], told: Told, kind: str) -> None:
        signed = kind == "closing" and bool(_SIGNATURE.match(told.text)) and not _NOT_SIGNATURE.match(told.text)
        line = OpenerLine(told.span, self._plain(told.span), "signed" if signed else "line")
        if kind == "export":
            self._export(told)
        if blocks and isinstance(blocks[-1], Closer):
            last = blocks.pop()
            assert isinstance(last, Closer)
            blocks.append(Closer(Span(last.span.start, told.span.end), (*last.lines, line)))
        else:
            blocks.append(Closer(told.span, (line,)))
        self._note(told, "closer: signature" if signed else "closer")

    def _export(self, told: Told) -> None:
        """A line that an export adds: the classification now and the handling restrictions are facts."""
        label, value = export_parts(told.text)
        at = told.span.end - len(value)
        for found in categories_of(value):
            if found.scheme in ("classification", "handling") and "classification" in label.lower() + found.scheme:
                span = Span(at + found.start, at + found.end)
                words = self.source.text[span.start : span.end]
                self.facts.add(found.scheme, Fact(words, span, "en", category=category_id(found)))

    def _plain(self, span: Span) -> tuple[Inline, ...]:
        return read_inlines(join(self.source, (span,)), replace(self.reading, dates=False))

    def _note(self, told: Told, what: str) -> None:
        self.trace.note(told.line.number, what)

    def _note_all(self, part: Stretch, what: str) -> None:
        for told in part.lines:
            self._note(told, what)
        for pages in part.between.values():
            for told in pages:
                self._note(told, "page furniture, the sentence goes on")
