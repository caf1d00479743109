"""The head of a telegram as blocks and facts: openers, the subject as the head, who sent what to whom and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from teikit.dialects.facts import Facts, category_id
from teikit.dialects.flow import join
from teikit.dialects.inline import Reading, read_inlines
from teikit.dialects.protocol import Trace
from teikit.dialects.telegram_head import NUMBER, SECTION, HeadLine
from teikit.dialects.telegram_lines import Told, categories_of, page_nodes
from teikit.dialects.telegram_names import read_address
from teikit.model import Block, Fact, Head, Inline, Opener, OpenerLine, Phrase, Role, Text
from teikit.notations import read_date
from teikit.patterns import lazy_pattern
from teikit.source import SourceText, Span

_ORIGINATOR = lazy_pattern(r"\b(?P<office>OR-\s?\p{Lu}{1,3}(?:[-/]\w{1,2})*)\s*$")
_ROLES = {
    "from": Role.SENDER, "to": Role.RECIPIENT, "info": Role.INFORMATION, "tags": Role.TAGS, "subject": Role.SUBJECT,
    "reference": Role.REFERENCE, "action": Role.ACTION, "distribution": Role.DISTRIBUTION,
    "executive_order": Role.DECLASSIFICATION, "number": Role.NUMBER, "classification": Role.CLASSIFICATION,
    "precedence": Role.PRECEDENCE,
}  # fmt: skip
_SIGNS = {"Z": "flash", "Y": "flash", "O": "immediate", "P": "priority", "R": "routine"}


class HeadFacts:
    """Facts and nodes of a head's lines."""

    def __init__(self, source: SourceText, reading: Reading, facts: Facts):
        self.source, self.reading, self.facts = source, reading, facts
        self.short: dict[str, list[str]] = {"from": [], "to": [], "info": []}
        self.originator = ""

    def fact(self, span: Span, **more: str) -> Fact:
        """A fact in the words of a span."""
        return Fact(" ".join(self.source.text[span.start : span.end].split()), span, "en", **more)

    def nodes(self, line: HeadLine) -> tuple[Inline, ...]:
        """The nodes of one line; its facts are taken in."""
        text, span = line.told.text, line.told.span
        parts: list[tuple[Span, Role, str]] = []
        if line.label:
            parts.append((line.label, Role.LABEL, ""))
        if line.role == "number":
            parts += self._number(text, span)
        elif line.role == "date" and line.value and line.value.start < line.value.end:
            parts += self._precedence_signs(text, span, line.value)
        elif line.role in ("from", "to", "info") and line.value and text[line.value.start - span.start :].strip():
            parts.append(self._address(line.role, line.value))
        elif line.role in ("classification", "precedence") or not line.role:
            parts += self._categories(text, span, line.value)
        elif line.value and line.value.start < line.value.end:
            if line.role not in ("subject", "tags", "reference"):
                self.facts.add(line.role, self.fact(line.value))
            if line.role == "executive_order" and (office := _ORIGINATOR.search(text)):
                self.originator = office["office"]
            if role := _ROLES.get(line.role):
                parts.append((line.value, role, ""))
        return self._tagged(span, parts, dates=line.role == "date")

    def long_fact(self, role: str, lines: Sequence[HeadLine]) -> None:
        """A fact that runs over several lines: a subject, tags, references."""
        values = [line.value for line in lines if line.value and line.value.start < line.value.end]
        if values:
            words = " ".join(" ".join(self.source.text[one.start : one.end].split()) for one in values)
            self.facts.add(role, Fact(words, Span(values[0].start, values[-1].end), "en"))

    def _number(self, text: str, span: Span) -> list[tuple[Span, Role, str]]:
        parts: list[tuple[Span, Role, str]] = []
        for found in categories_of(text):
            if found.scheme in ("classification", "handling"):
                where = Span(span.start + found.start, span.start + found.end)
                self.facts.add(found.scheme, self.fact(where, category=category_id(found)))
                parts.append((where, Role(found.scheme), category_id(found)))
        at = max((part[0].end - span.start for part in parts), default=0)
        if section := SECTION.search(text, at):
            parts.append((Span(span.start + section.start(), span.start + section.end()), Role.PART, ""))
            at = section.end()
        number = NUMBER.search(text, at)
        if number:
            where = Span(span.start + number.start("place"), span.start + number.end("number"))
            parts.append((where, Role.NUMBER, ""))
            self.facts.add("number", self.fact(where))
        return sorted(parts)

    def _precedence_signs(self, text: str, span: Span, value: Span) -> list[tuple[Span, Role, str]]:
        parts: list[tuple[Span, Role, str]] = []
        for found in regex.finditer(r"(?:[A-Z]{1,2}|0)(?=\s)", text[: value.start - span.start]):
            # A nought is a slip for the letter of "immediate".
            sign = _SIGNS.get(found.group()[-1].replace("0", "O"))
            if sign and len(set(found.group())) == 1:
                where = Span(span.start + found.start(), span.start + found.end())
                key = f"precedence-{sign}"
                self.facts.add("precedence", self.fact(where, category=key))
                parts.append((where, Role.PRECEDENCE, key))
        words = self.source.text[value.start : value.end]
        day = read_date(words, "en")
        self.facts.add("sent-date", self.fact(value, when=(day.when or "") if day else ""))
        parts.append((value, Role.DATE_TIME_GROUP, ""))
        return parts

    def _address(self, role: str, value: Span) -> tuple[Span, Role, str]:
        address = read_address(self.source.text[value.start : value.end])
        where = Span(value.start + address.start, value.start + address.end)
        self.facts.add(role, self.fact(where))
        self.short[role].append(address.short)
        return where, _ROLES[role], ""

    def _categories(self, text: str, span: Span, value: Span | None) -> list[tuple[Span, Role, str]]:
        parts = []
        for found in categories_of(text):
            where = Span(span.start + found.start, span.start + found.end)
            if found.scheme in ("classification", "precedence", "handling") and (
                value is None or where.start >= value.start
            ):
                self.facts.add(found.scheme, self.fact(where, category=category_id(found)))
                parts.append((where, Role(found.scheme), category_id(found)))
        return parts

    def _tagged(self, span: Span, parts: Sequence[tuple[Span, Role, str]], *, dates: bool) -> tuple[Inline, ...]:
        """The nodes of a span, some parts of it marked with their roles; every letter is in a node."""
        reading = self.reading if dates else _without_dates(self.reading)
        nodes: list[Inline] = []
        at = span.start
        for where, role, key in sorted(parts):
            if where.start < at or where.end > span.end:
                continue
            nodes += self._plain(at, where.start, reading)
            nodes.append(Phrase(where, self._plain(where.start, where.end, reading), role, key))
            at = where.end
        return (*nodes, *self._plain(at, span.end, reading))

    def _plain(self, start: int, end: int, reading: Reading) -> tuple[Inline, ...]:
        return read_inlines(join(self.source, (Span(start, end),)), reading) if start < end else ()


class HeadBlocks:
    """Blocks of a head's lines."""

    def __init__(self, facts_of: HeadFacts, trace: Trace):
        self.facts_of, self.trace = facts_of, trace
        self.source, self.reading, self.facts = facts_of.source, facts_of.reading, facts_of.facts

    def blocks(self, lines: Sequence[HeadLine]) -> list[Block]:
        """All lines in their order: openers, and the subject as the head."""
        blocks: list[Block] = []
        held: list[OpenerLine] = []
        pages: list[Told] = []
        at = 0

        def flush_pages() -> None:
            if pages:
                span = Span(pages[0].span.start, pages[-1].span.end)
                held.append(OpenerLine(span, page_nodes(pages), "bare"))
                pages.clear()

        def flush() -> None:
            flush_pages()
            if held:
                blocks.append(Opener(Span(held[0].span.start, held[-1].span.end), tuple(held)))
                held.clear()

        while at < len(lines):
            line = lines[at]
            at += 1
            if line.told.kind == "blank":
                continue
            if line.told.furniture and not (line.told.kind == "mark" and line.role == "number"):
                pages.append(line.told)
                self._note(line.told, "page furniture")
                continue
            if line.role in ("subject", "tags", "reference", "executive_order") and line.label:
                run, at = _run(lines, at - 1)
                flush_pages()
                own = [one for one in run if one.role]
                self.facts_of.long_fact(line.role, own)
                if line.role == "subject":
                    flush()
                    blocks.append(self._subject(run))
                    for one in run:
                        self._note(one.told, "head: subject")
                    continue
                held += self._opener_lines(run)
                continue
            flush_pages()
            held += self._opener_lines([line])
        flush()
        return blocks

    def _opener_lines(self, run: Sequence[HeadLine]) -> list[OpenerLine]:
        out: list[OpenerLine] = []
        for line in run:
            if line.told.furniture and line.role != "number":
                out.append(OpenerLine(line.told.span, page_nodes([line.told]), "bare"))
                self._note(line.told, "page furniture")
            else:
                kind = "dateline" if line.role == "date" else "line"
                out.append(OpenerLine(line.told.span, self.facts_of.nodes(line), kind))
                self._note(line.told, f"opener: {line.role or 'line'}")
        return out

    def _subject(self, run: Sequence[HeadLine]) -> Head:
        """The subject over all its lines; a word cut at a line end is joined in the title."""
        span = Span(run[0].told.span.start, run[-1].told.span.end)
        first = replace(run[0].told)
        nodes: list[Inline] = list(
            self.facts_of.nodes(HeadLine(first, "", run[0].label, Span(first.span.end, first.span.end)))
        )
        if run[0].label and len(nodes) > 1:
            start = run[0].label.end
            nodes = [node for node in nodes if node.span.start < start]
            pieces: list[Span | tuple[Inline, ...]] = [Span(start, first.span.end)]
            for line in run[1:]:
                last = pieces[-1]
                if line.told.furniture:
                    pieces.append(
                        (Text(Span(line.told.span.start, line.told.span.start), "\n"), *page_nodes([line.told]))
                    )
                elif isinstance(last, Span):
                    pieces[-1] = Span(last.start, line.told.span.end)
                else:
                    pieces.append(line.told.span)
            nodes += read_inlines(join(self.source, pieces), replace(self.reading, dates=False))
        subject = self.facts.first("subject")
        if subject:
            self.facts.add(
                "title", replace(subject, text=regex.sub(r"(?<=\p{Lu}{2})- (?=\p{Lu}{2})", "", subject.text))
            )
        return Head(span, tuple(nodes), "subject")

    def _note(self, told: Told, what: str) -> None:
        self.trace.note(told.line.number, what)


def _run(lines: Sequence[HeadLine], at: int) -> tuple[list[HeadLine], int]:
    """A caption and the lines that go on with it, furniture between them included."""
    run = [lines[at]]
    held: list[HeadLine] = []
    index = at + 1
    stop = index
    while index < len(lines):
        line = lines[index]
        if line.continued and line.role == run[0].role:
            run += [*held, line]
            held = []
            stop = index + 1
        elif line.told.furniture and line.role != "number":
            held.append(line)
        elif line.told.kind != "blank":
            break
        index += 1
    return run, stop


def _without_dates(reading: Reading) -> Reading:
    return Reading(reading.lang, (), reading.near, dates=False, foreign=False, hands=reading.hands)
