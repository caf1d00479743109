"""The head of a typed memorandum of conversation: house, title, SUBJECT, PARTICIPANTS, DATE, TIME AND PLACE in two columns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import regex

from teikit.dialects.facts import Facts
from teikit.dialects.flow import join
from teikit.dialects.inline import Reading, read_inlines
from teikit.dialects.memcon_fields import Field
from teikit.dialects.memcon_lines import page_nodes, stamp_at
from teikit.dialects.protocol import Trace
from teikit.model import (
    Block,
    DateText,
    Fact,
    Head,
    Inline,
    Item,
    ItemList,
    Opener,
    OpenerLine,
    Paragraph,
    Phrase,
    Role,
    Stamp,
    Text,
)
from teikit.notations import find_dates, load_notation
from teikit.notations.letter_spacing import is_spaced, join_spaced
from teikit.patterns import lazy_pattern
from teikit.source import SourceText, Span

#: What stands between day and place on one line.
_JOINED = " ,;—–-"
_LIST = ("participants", "distribution")
_SIDE = lazy_pattern(r"\b(?:Side|Delegation|States|Kingdom|Republic|Union|Participants|Party|Team)\b|^U\.?\s?[SKN]\.?")
_SPLIT_NAME = lazy_pattern(r"(?:,|\band|\(|-|\bof|\bto|\bthe|\bfor)\s*$")


def _is_side(words: str, *, alone: bool) -> bool:
    """Whether a line over some participants names their country or delegation: blank lines around it, or words that no person bears."""
    if "," in words or load_notation("en").has_title(words):
        return False
    return alone or " " not in words or bool(_SIDE.search(words))


class HeadReader:
    """Turns the fields of a head into blocks and facts."""

    def __init__(self, source: SourceText, reading: Reading, facts: Facts, words: Collection[str], trace: Trace):
        self.source, self.reading, self.facts, self.words, self.trace = source, reading, facts, words, trace

    def blocks(self, fields: Sequence[Field]) -> list[Block]:
        """All fields in their order."""
        blocks: list[Block] = []
        held: list[OpenerLine] = []
        listed = False

        def flush() -> None:
            if held:
                blocks.append(Opener(Span(held[0].span.start, held[-1].span.end), tuple(held)))
                held.clear()

        for one in fields:
            before = one.pages.pop(0, [])
            if before:
                nodes = page_nodes(before, "footer" if listed else "header")
                if listed:
                    flush()
                    blocks += nodes  # type: ignore[arg-type]  # page breaks, furniture and marks are blocks too
                else:
                    held.append(OpenerLine(Span(before[0].span.start, before[-1].span.end), nodes, "bare"))
                for typed in before:
                    self.trace.note(typed.line.number, "page furniture")
            span = self._span(one)
            for number in one.numbers:
                self.trace.note(number, f"head: {one.role}" if one.role else f"opener: {one.kind}")
            if one.kind == "title" and not listed:
                flush()
                blocks.append(Head(span, self._value(one)))
                self.facts.add("subtitle", self._fact(one.lines))
            elif one.role == "subject" and not listed:
                flush()
                self.facts.add("subject", self._fact(one.lines))
                blocks.append(Head(span, (*self._label(one), *self._value(one)), "subject"))
            elif one.role in _LIST and one.lines:
                flush()
                listed = True
                blocks.append(self._list(one, span))
            else:
                content = (*self._label(one), *self._dated(one))
                dated = any(isinstance(node, DateText) for node in content)
                if listed:
                    blocks.append(Paragraph(span, content))
                else:
                    held.append(OpenerLine(span, content, "dateline" if dated else "line"))
        flush()
        return blocks

    def _span(self, one: Field) -> Span:
        spans = [*([one.label] if one.label else []), *one.lines]
        return Span(spans[0].start, spans[-1].end)

    def _label(self, one: Field) -> tuple[Inline, ...]:
        if not one.label:
            return ()
        words = " ".join(self.source.text[one.label.start : one.label.end].split())
        label: Inline = Phrase(one.label, (Text(one.label, words),), Role.LABEL)
        blank = Text(Span(one.label.end, one.label.end), " ")
        return (label, blank) if one.lines else (label,)

    def _pieces(self, one: Field, lines: Sequence[Span], first: int = 0) -> list[Span | tuple[Inline, ...]]:
        pieces: list[Span | tuple[Inline, ...]] = []
        for index, span in enumerate(lines, first):
            last = pieces[-1] if pieces else None
            if isinstance(last, Span) and index not in one.pages:
                pieces[-1] = Span(last.start, span.end)
            else:
                if index in one.pages:
                    pieces.append(page_nodes(one.pages[index]))
                    for typed in one.pages[index]:
                        self.trace.note(typed.line.number, "page furniture")
                pieces.append(span)
        return pieces

    def _value(self, one: Field) -> tuple[Inline, ...]:
        return read_inlines(join(self.source, self._pieces(one, one.lines)), replace(self.reading, dates=False))

    def _stamp(self, line: Span) -> Stamp | None:
        """A stamp at the right of a line of the letterhead."""
        text = self.source.text[line.start : line.end]
        at = stamp_at(text)
        if at is None:
            return None
        span = Span(line.start + at, line.end)
        category = "release-declassified" if "DECLASSIFIED" in text[at:] else ""
        return Stamp(span, (Text(span, " ".join(text[at:].split())),), "release", category)

    def _words(self, lines: Sequence[Span]) -> str:
        return join_spaced(" ".join(self.source.text[one.start : one.end] for one in lines), self.words)

    def _fact(self, lines: Sequence[Span], **more: str) -> Fact:
        words = regex.sub(r"\s*\((?:U|C|S|TS)\)$", "", self._words(lines))
        return Fact(words, Span(lines[0].start, lines[-1].end), "en", **more) if lines else Fact("")

    def _list(self, one: Field, span: Span) -> ItemList:
        """The participants, one item each; a line set deeper, or one that the line before leaves open, goes on with its item."""
        groups: list[list[int]] = []
        # Beside its label the first may stand nearer to the margin than those below it.
        indents = [max(one.indents[0], min(one.indents[1:], default=0)), *one.indents[1:]]
        base = min(indents)
        apart = one.apart if not all(one.apart[1:]) else [False] * len(one.apart)
        for index, line in enumerate(one.lines):
            text = self.source.text[line.start : line.end].strip()
            before = self.source.text[one.lines[index - 1].start : one.lines[index - 1].end] if index else ""
            deeper = indents[index] > base + 1 and bool(groups) and indents[index] > indents[groups[-1][0]]
            opened = bool(before) and (
                bool(_SPLIT_NAME.search(join_spaced(before, self.words))) or text.startswith("(") or text[:1].islower()
            )
            listed = (
                bool(before)
                and ":" in self.source.text[one.lines[groups[-1][0]].start : one.lines[groups[-1][0]].end]
                and " " not in text
            )
            if groups and not apart[index] and (deeper or opened or listed):
                groups[-1].append(index)
            else:
                groups.append([index])
        items = []
        for group in groups:
            lines = [one.lines[index] for index in group]
            content = read_inlines(
                join(self.source, self._pieces(one, lines, group[0])), replace(self.reading, dates=False)
            )
            items.append(Item(Span(lines[0].start, lines[-1].end), content))
            fact = self._fact(lines)
            above = len(groups) > 1 and (group[0] == 0 or apart[group[0]])
            alone = len(group) == 1 and group[0] + 1 < len(one.lines) and apart[group[0] + 1]
            if not (above and _is_side(fact.text, alone=alone)):
                self.facts.add(one.role, fact)
        return ItemList(span, tuple(items), self._label(one)[:1], one.role)

    def _dated(self, one: Field) -> tuple[Inline, ...]:
        """The value of a line with a date, a time or a place, or of a line without a label."""
        if not one.lines:
            return ()
        if not one.role and (right := self._stamp(one.lines[0])):
            left = replace(one, lines=[Span(one.lines[0].start, right.span.start), *one.lines[1:]])
            return (*self._dated(left), right)
        words = self._words(one.lines)
        days = list(find_dates(words, "en"))
        told = self.source.text[one.label.start : one.label.end].casefold() if one.label else ""
        if one.role == "place" or (one.role == "date" and "place" in told):
            around = f"{words[: days[0].start].strip(_JOINED)} {words[days[0].end :].strip(_JOINED)}" if days else words
            if place := around.strip():
                self.facts.add("setting-place", Fact(place, self._span(one), "en"))
        if not days:
            return read_inlines(join(self.source, self._pieces(one, one.lines)), replace(self.reading, dates=False))
        day = days[0]
        when = day.when or day.from_ or ""
        fact = Fact(words[day.start : day.end], self._span(one), "en", when=when, to=day.to or "")
        if one.role in ("date", "place"):
            self.facts.add("setting-date", fact)
        elif not one.role and when:
            self.facts.add("date", Fact(fact.text, fact.span, "en", when=when[:10]))
        if not is_spaced(" ".join(self.source.text[line.start : line.end] for line in one.lines)):
            return read_inlines(join(self.source, self._pieces(one, one.lines)), self.reading)
        span = Span(one.lines[0].start, one.lines[-1].end)
        inner = read_inlines(join(self.source, self._pieces(one, one.lines)), replace(self.reading, dates=False))
        return (
            DateText(
                span, inner, day.when or "", day.from_ or "", day.to or "", day.not_before or "", day.not_after or ""
            ),
        )
