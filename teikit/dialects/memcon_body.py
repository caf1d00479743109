"""A typed memorandum of conversation put together: head, turns, the lines that close it, the archive's own sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import regex

from teikit.dialects.facts import Facts, header
from teikit.dialects.flow import join
from teikit.dialects.identity import cable_id
from teikit.dialects.inline import Reading, read_inlines
from teikit.dialects.memcon_fields import split_head
from teikit.dialects.memcon_head import HeadReader
from teikit.dialects.memcon_lines import Typed, is_stamp, mark_of, page_nodes, typed_lines
from teikit.dialects.memcon_sheets import divisions, sheet_lines
from teikit.dialects.memcon_stretches import PORTION, PORTIONS, Stretch
from teikit.dialects.memcon_turns import Label, find_labels
from teikit.dialects.pieces import pieces_of
from teikit.dialects.protocol import Trace
from teikit.model import (
    Block,
    Cable,
    Closer,
    Division,
    Fact,
    Furniture,
    Inline,
    Mark,
    Opener,
    OpenerLine,
    PageBreak,
    Paragraph,
    Phrase,
    Role,
    Speech,
    Text,
    Trailer,
)
from teikit.notations import guess_language, load_notation
from teikit.notations.letter_spacing import join_spaced
from teikit.patterns import lazy_pattern
from teikit.source import SourceText, Span

_END = lazy_pattern(
    r"^\W*(?:end\s+of\s+(?:the\s+)?(?:conversation|meeting|memorandum|telcon|call|transcript)|end|# # #|#{2,})\W*$",
    regex.IGNORECASE,
)
_CLOSED = lazy_pattern(r"[.!?:;)\]\"'”’—–-]\s*$|-\w{1,4}-?\W*$")
_VOCABULARY = lazy_pattern(r"\p{L}{3,}")
_WIDE = 45


def read_memcon(source: SourceText, name: str, trace: Trace) -> Cable:
    """Read a memorandum of conversation; every letter of it is in a block, in the order of the source."""
    return _Memcon(source, name, trace).read()


class _Memcon:
    def __init__(self, source: SourceText, name: str, trace: Trace):
        self.source, self.name, self.trace = source, name, trace
        self.lines = typed_lines(source)
        self.facts = Facts()
        self.reading = Reading("en", foreign=False)

    def read(self) -> Cable:
        fields, start = split_head(self.lines)
        words = {word.casefold() for word in _VOCABULARY.findall(self.source.text)}
        blocks = self._first_page(HeadReader(self.source, self.reading, self.facts, words, self.trace).blocks(fields))
        if not self.facts.first("subject") and (called := self.facts.first("subtitle")):
            self.facts.add("title", called)
        body = self.lines[start:] if fields else self.lines
        self._classification()
        told_lang = guess_language(" ".join(typed.text for typed in body if typed.kind == "line")[:20_000])
        lang = self.source.lang or told_lang or "en"
        self.reading = replace(self.reading, lang=lang, near=self._day())
        blocks += self._body(body)
        texts = divisions(blocks, lang)
        identifier, findings = cable_id(self.source)
        return Cable(
            identifier,
            self.source,
            self.name,
            header(self._with_date(), (lang,)),
            texts,
            findings=(*self.source.findings, *findings),
        )

    def _first_page(self, blocks: list[Block]) -> list[Block]:
        """Where the pages are told, the first one begins before the head."""
        if not any(typed.kind == "break" or typed.n for typed in self.lines):
            return blocks
        first = next(typed for typed in self.lines if typed.kind != "blank").span.start
        page = PageBreak(Span(first, first))
        if blocks and isinstance(blocks[0], Opener):
            line = OpenerLine(page.span, (page,), "bare")
            return [replace(blocks[0], lines=(line, *blocks[0].lines)), *blocks[1:]]
        return [page, *blocks]

    def _classification(self) -> None:
        """The classification of the whole: the mark of the first page that has one."""
        for typed in self.lines:
            if typed.kind == "furniture" and not is_stamp(typed.text) and (category := mark_of(typed.text)):
                words = " ".join(typed.text.split())
                self.facts.add("classification", Fact(words, typed.span, "en", category=category))
                return

    def _day(self) -> date | None:
        fact = self.facts.first("setting-date") or self.facts.first("date")
        try:
            return date.fromisoformat(fact.when[:10]) if fact else None
        except ValueError:
            return None

    def _with_date(self) -> Facts:
        """Without a date of its own, a memorandum has that of the conversation."""
        if not self.facts.first("date") and (day := self.facts.first("setting-date")):
            self.facts.add("date", Fact(day.text, day.span, day.lang, when=day.when, to=day.to))
        return self.facts

    # -- the text

    def _body(self, lines: Sequence[Typed]) -> list[Block]:
        sheets = sheet_lines(lines)
        labels = find_labels(lines, [fact.text for fact in self.facts.all("participants")], sheets)
        out: list[Stretch | list[Typed]] = []
        pages: list[Typed] = []
        blank = True
        for index, typed in enumerate(lines):
            if typed.kind == "blank":
                blank = True
                continue
            if typed.page:
                pages.append(typed)
                continue
            last = out[-1] if out and isinstance(out[-1], Stretch) else None
            kind = "sheet" if index in sheets else self._kind(typed)
            label = labels.get(index)
            if last and not label and kind == last.kind and self._goes_on(last, typed, blank=blank, page=bool(pages)):
                if pages:
                    last.between[len(last.lines)] = pages
                last.lines.append(typed)
            else:
                out += [pages] if pages else []
                out.append(Stretch([typed], label, "text" if label else kind))
            pages = []
            blank = False
        out += [pages] if pages else []
        return self._blocks(out)

    def _kind(self, typed: Typed) -> str:
        if len(typed.text) < 60 and _END.match(join_spaced(typed.text)):
            return "end"
        match = regex.match(r"(?P<label>\p{L}[\p{L} ]{3,20}?)\s*:\s", typed.text + " ")
        if match and load_notation("en").role_of(match["label"]) in ("drafted", "approved", "cleared"):
            return "closing"
        return "text"

    def _goes_on(self, last: Stretch, typed: Typed, *, blank: bool, page: bool) -> bool:
        before = last.lines[-1].text
        if last.kind in ("end", "closing"):
            return False
        if last.kind == "sheet":
            return not blank and not page
        if not page:
            return not blank
        opened = not _CLOSED.search(before) or (before.endswith("-") and before[-2:-1].isalpha())
        return (opened and len(before) >= _WIDE) or typed.text[:1].islower()

    def _blocks(self, parts: Sequence[Stretch | list[Typed]]) -> list[Block]:
        blocks: list[Block] = []
        said: list[Block] = []
        sheets: list[Block] = []
        turn: tuple[Label, tuple[Inline, ...], int] | None = None

        def end_turn() -> None:
            nonlocal turn
            if turn is None:
                return
            label, speaker, start = turn
            after: list[Block] = []
            while said and isinstance(said[-1], PageBreak | Furniture | Mark):
                after.insert(0, said.pop())
            end = said[-1].span.end if said else speaker[-1].span.end
            cert = "" if label.cert == "high" else label.cert
            blocks.append(Speech(Span(start, end), speaker, tuple(said), cert=cert))
            blocks.extend(after)
            said.clear()
            turn = None

        def end_sheets() -> None:
            if sheets:
                end_turn()
                blocks.append(Division(Span(sheets[0].span.start, sheets[-1].span.end), "attachment", tuple(sheets)))
                sheets.clear()

        for part in parts:
            if isinstance(part, list):
                nodes = [node for node in page_nodes(part) if isinstance(node, PageBreak | Furniture | Mark)]
                (sheets if sheets else said if turn else blocks).extend(nodes)
                for typed in part:
                    self._note(typed, "page furniture")
                continue
            if part.kind == "sheet":
                reading = replace(self.reading, hold_lines=True, dates=False)
                sheets.append(self._paragraph(part, reading))
                continue
            end_sheets()
            if part.kind in ("end", "closing"):
                end_turn()
                self._close(blocks, part)
            elif part.label:
                end_turn()
                speaker, rest = self._speaker(part)
                turn = (part.label, speaker, part.lines[0].span.start)
                if rest:
                    said.append(rest)
            else:
                (said if turn else blocks).append(self._paragraph(part, self.reading))
        end_turn()
        end_sheets()
        return blocks

    def _speaker(self, part: Stretch) -> tuple[tuple[Inline, ...], Paragraph | None]:
        """The label, and what is said in its paragraph."""
        assert part.label
        first = part.lines[0]
        cut = first.span.start + part.label.end
        speaker = read_inlines(join(self.source, (Span(first.span.start, cut),)), replace(self.reading, dates=False))
        while cut < first.span.end and self.source.text[cut].isspace():
            cut += 1
        for typed in part.lines:
            self._note(typed, f"turn of {part.label.name}")
        return speaker, self._content(part, cut, self.reading)

    def _paragraph(self, part: Stretch, reading: Reading) -> Paragraph:
        for typed in part.lines:
            self._note(typed, "the archive's sheet" if part.kind == "sheet" else "paragraph")
        found = self._content(part, part.lines[0].span.start, reading)
        assert found
        return found

    def _content(self, part: Stretch, start: int, reading: Reading) -> Paragraph | None:
        spans = [typed.span for typed in part.lines]
        spans[0] = Span(start, spans[0].end)
        between = {index: page_nodes(pages) for index, pages in part.between.items()}
        for pages in part.between.values():
            for typed in pages:
                self._note(typed, "page furniture, the sentence goes on")
        if spans[0].start >= spans[0].end:
            spans = spans[1:]
            moved = {index - 1: nodes for index, nodes in between.items()}
            before = moved.pop(0, ())
            between = moved
            if not spans:
                return None
        else:
            before = ()
        span = Span(spans[0].start, spans[-1].end)
        portion = PORTION.search(self.source.text, max(span.start, span.end - 8), span.end)
        nodes: tuple[Inline, ...] = before
        if portion and portion.start() > spans[-1].start:
            spans[-1] = Span(spans[-1].start, portion.start())
            nodes += read_inlines(join(self.source, pieces_of(self.source, spans, between)), reading)
            where = Span(portion.start(), span.end)
            category = f"classification-{PORTIONS[portion['mark']]}"
            nodes += (Phrase(where, (Text(where, portion.group()),), Role.PORTION, category),)
        else:
            nodes += read_inlines(join(self.source, pieces_of(self.source, spans, between)), reading)
        return Paragraph(span, nodes)

    def _close(self, blocks: list[Block], part: Stretch) -> None:
        typed = part.lines[0]
        nodes = read_inlines(join(self.source, (typed.span,)), replace(self.reading, dates=False))
        if part.kind == "end":
            blocks.append(Trailer(typed.span, nodes))
            self._note(typed, "trailer")
            return
        label, _, value = typed.text.partition(":")
        role = load_notation("en").role_of(label) or "drafted"
        at = typed.span.end - len(value.lstrip())
        self.facts.add(role, Fact(" ".join(value.split()), Span(at, typed.span.end), "en"))
        line = OpenerLine(typed.span, nodes, "line")
        if blocks and isinstance(blocks[-1], Closer):
            last = blocks.pop()
            assert isinstance(last, Closer)
            blocks.append(Closer(Span(last.span.start, typed.span.end), (*last.lines, line)))
        else:
            blocks.append(Closer(typed.span, (line,)))
        self._note(typed, "closer")

    def _note(self, typed: Typed, what: str) -> None:
        self.trace.note(typed.line.number, what)
