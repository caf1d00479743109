"""Single lines before the text of an edited document: datelines, classification, addressees, numbers; and the facts they tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from teikit.dialects.facts import Facts, category_id
from teikit.dialects.flow import Flow
from teikit.dialects.front_lines import covers
from teikit.dialects.frus_files import file_number, is_kind, is_letterhead, is_received
from teikit.dialects.frus_front_lines import read_address
from teikit.dialects.frus_title import Dateline, read_dateline
from teikit.dialects.groups import Group
from teikit.dialects.inline import Reading, read_inlines
from teikit.dialects.protocol import Trace
from teikit.model import Block, Fact, Inline, Opener, OpenerLine, Phrase, Role
from teikit.notations import Category, FoundDate, find_categories, find_dates
from teikit.source import Span

_CATEGORY_ROLES = {"classification": Role.CLASSIFICATION, "precedence": Role.PRECEDENCE, "handling": Role.HANDLING}


@dataclass
class LineReader:
    """Reads lines of an opener.

    Attributes:
        reading: How inlines are read.
        facts: What is told is added here.
        trace: What each line was taken for is noted here.
        blocks: What was read.
        capitals_head: A line in capitals is a heading that tells the subject, and not a letterhead.
        titled: The day that the title names.
    """

    reading: Reading
    facts: Facts
    trace: Trace
    blocks: list[Block] = field(default_factory=list)
    _lines: list[OpenerLine] = field(default_factory=list)
    capitals_head: bool = False
    titled: date | None = None

    def _read_day(self, text: str) -> Dateline | None:
        """A dateline; the day of the title gives the year that it leaves out."""
        return read_dateline(text, self.reading.near or self.titled)

    def line(self, line: OpenerLine) -> None:
        """Take in a line of the opener that a dialect has read itself."""
        self._lines.append(line)

    def _dateline(self, group: Group, line: Dateline) -> None:
        content: list[Inline] = []
        at = group.span.start
        source = group.source
        if line.place is not None:
            place = Span(group.span.start + line.place[0], group.span.start + line.place[1])
            content += self._inlines(source, Span(at, place.start))
            content.append(Phrase(place, self._inlines(source, place), Role.PLACE))
            if source.text[place.start] != "[":
                self.facts.add("sent-place", self._fact(place, group))
            at = place.end
        content += read_inlines(Flow.of(source, (at, group.span.end)), self.reading)
        self._lines.append(OpenerLine(group.span, tuple(content), "dateline"))
        self._note(group, "dateline")
        if line.date is not None:
            self._day("sent-date", line.date, group.span, group)

    def _filed(self, line: Group) -> None:
        """A line that tells a file's number, the kind of a paper, or when it was received."""
        text = line.text
        if (found := file_number(text)) is not None:
            role, number = found
            at = line.span.start
            where = Span(at + number.start, at + number.end)
            source = line.source
            content = (
                *self._inlines(source, Span(at, where.start)),
                Phrase(where, self._inlines(source, where), Role.NUMBER),
                *self._inlines(source, Span(where.end, line.span.end)),
            )
            self.facts.add(role, self._fact(where, line))
            self._lines.append(OpenerLine(line.span, content, "line"))
            self._note(line, "opener: number")
            return
        self._line(line, "dateline" if is_received(text) else "line")
        if is_received(text) and (day := next(find_dates(text, "en", near=self.reading.near), None)) is not None:
            self._day("received-date", day, line.span, line)

    def _filed_lines(self, group: Group) -> bool:
        """Lines about the paper, place and day among them perhaps; whether all were such."""
        lines = list(group.split())
        kinds = [self._kind_of(line.text) for line in lines]
        if "" in kinds or set(kinds) == {"head"} or kinds[-1] == "head":
            return False
        for line, kind in zip(lines, kinds, strict=True):
            day = self._read_day(line.text) if kind == "day" else None
            if day is not None:
                self._dateline(line, day)
            elif kind == "head":
                self._line(line, "line")
            else:
                self._filed(line)
        return True

    def _kind_of(self, text: str) -> str:
        if is_received(text) or is_kind(text) or file_number(text) is not None:
            return "file"
        if self._read_day(text) is not None:
            return "day"
        return "head" if is_letterhead(text) else ""

    def _day(self, role: str, day: FoundDate, span: Span, group: Group) -> None:
        start = day.when or day.from_ or day.not_before or ""
        if start:
            where = Span(span.start + day.start, span.start + day.end)
            end = day.to or ""
            words = " ".join(group.source.text[where.start : where.end].split())
            self.facts.add(role, Fact(words, where, "en", when=start, to=end))
        if self.reading.near is None and day.day is not None:
            self.reading = replace(self.reading, near=day.day)

    def _categories(self, line: Group, categories: Sequence[object], address: tuple[int, int] | None = None) -> None:
        content: list[Inline] = []
        start = at = line.span.start
        source = line.source
        found = find_categories(line.text, "en") if categories else []
        pieces: list[tuple[int, int, Category | None]] = [(one.start, one.end, one) for one in found]
        pieces += [(*address, None)] if address else []
        for first, end, category in sorted(pieces, key=lambda piece: piece[:2]):
            where = Span(start + first, start + end)
            content += self._inlines(source, Span(at, where.start))
            role = _CATEGORY_ROLES.get(category.scheme) if category else Role.RECIPIENT
            key = category_id(category) if category else ""
            inner = self._inlines(source, where)
            content += (Phrase(where, inner, role, key),) if role else inner
            if role and category:
                words = " ".join(source.text[where.start : where.end].split())
                self.facts.add(category.scheme, Fact(words, where, "en", category=key))
            at = where.end
        content += self._inlines(source, Span(at, line.span.end))
        self._lines.append(OpenerLine(line.span, tuple(content), "line"))
        self._note(line, "opener: classification")

    def is_classification(self, group: Group) -> bool:
        """Whether a group is nothing but classification, precedence and caveats, and for whom the paper is."""
        text = group.folded
        if len(text) <= 160 and covers(text, find_categories(text, "en")):
            return True
        return self.capitals_head and len(group.lines) == 1 and read_address(group.text) is not None

    def classification(self, group: Group) -> bool:
        """Read such a group; whether it was one."""
        if not self.is_classification(group):
            return False
        text = group.folded
        if covers(text, categories := find_categories(text, "en")):
            for line in group.split():
                self._categories(line, find_categories(line.text, "en") if len(group.lines) > 1 else categories)
        elif (address := read_address(group.text)) is not None:
            self._addressed(group, address)
        return True

    def _addressed(self, group: Group, address: tuple[int, int]) -> None:
        """A line of classification that says for whom the paper is."""
        self._categories(group, ["line"], address)
        where = Span(group.span.start + address[0], group.span.start + address[1])
        self.facts.add("addressed", self._fact(where, group))

    def _line(self, group: Group, kind: str, role: Role | None = None) -> bool:
        content = self._inlines(group.source, group.span, lines=True)
        if role is not None:
            content = (Phrase(group.span, content, role),)
        self._lines.append(OpenerLine(group.span, content, kind))
        self._note(group, f"opener: {role or kind}")
        return True

    def _flush(self) -> None:
        if self._lines:
            span = Span(self._lines[0].span.start, self._lines[-1].span.end)
            self.blocks.append(Opener(span, tuple(self._lines)))
            self._lines = []

    def _inlines(self, source: object, span: Span, *, lines: bool = False) -> tuple[Inline, ...]:
        flow = Flow.of(source, span)  # type: ignore[arg-type]
        return read_inlines(flow, self.reading.holding(lines)) if flow.pieces else ()

    def _fact(self, span: Span, group: Group) -> Fact:
        return Fact(" ".join(group.source.text[span.start : span.end].split()), span, "en")

    def _note(self, group: Group, what: str) -> None:
        for line in group.lines:
            self.trace.note(line.number, what)
