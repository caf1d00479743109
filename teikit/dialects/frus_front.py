"""What stands before the text of an edited document, group by group: title, dateline, labelled lists, salute; and the facts they tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from teikit.dialects.facts import Facts, category_id
from teikit.dialects.flow import Flow
from teikit.dialects.frus_front_lines import NUMBERED, WERE_PRESENT, bare_title, last_label, read_address
from teikit.dialects.frus_labels import Label, is_item, read_label
from teikit.dialects.frus_shapes import hashes
from teikit.dialects.frus_title import Dateline, correspondents, read_dateline
from teikit.dialects.groups import Group
from teikit.dialects.inline import Reading, read_inlines
from teikit.dialects.openers import covers
from teikit.dialects.protocol import Trace
from teikit.dialects.turns import begins_turn
from teikit.model import Block, Fact, Head, Inline, Item, ItemList, Opener, OpenerLine, Paragraph, Phrase, Role
from teikit.notations import Category, FoundDate, find_categories, find_dates, load_notation
from teikit.patterns import lazy_pattern
from teikit.source import Span

_ROLES = {
    "participants": Role.PARTICIPANTS,
    "subject": Role.SUBJECT,
    "from": Role.SENDER,
    "to": Role.RECIPIENT,
    "reference": Role.REFERENCE,
    "place": Role.PLACE,
    "distribution": Role.DISTRIBUTION,
}
_CATEGORY_ROLES = {"classification": Role.CLASSIFICATION, "precedence": Role.PRECEDENCE, "handling": Role.HANDLING}
_SALUTE = lazy_pattern(
    r"(?:(?:my\s+)?dear\b.{0,80}|(?:mr|madam|your)\.?\s+[\p{L}. ]{2,40}|gentlemen|sir|madam|excellency)\s*[:,—–-]+$",
    regex.IGNORECASE,
)
_NUMBER_LINE = lazy_pattern(
    r"(?:(?:No|Ref|Serial|File|Control)\.?\s*[:.]?\s*)?(?=[^\n]*\d)[A-Z][\w./–—-]*(?:[ /–—-]+[\w./–—()-]+){0,5}$|No\.\s*\d[\w–-]*$"
)
_LABELLED_LINES = ("participants", "distribution", "subject", "to", "from", "reference", "through")
#: Marks a label that stands alone until its list is read.
_PENDING = "label"
_LISTED = ("participants", "distribution")


@dataclass
class FrontReader:
    """Reads the groups before a text.

    Attributes:
        reading: How inlines are read.
        facts: What is told is added here.
        trace: What each line was taken for is noted here.
        blocks: What was read.
        capitals_head: A line in capitals is a heading that tells the subject, and not a letterhead.
    """

    reading: Reading
    facts: Facts
    trace: Trace
    blocks: list[Block] = field(default_factory=list)
    _lines: list[OpenerLine] = field(default_factory=list)
    capitals_head: bool = False
    _listing: str = ""
    _alone: bool = False
    _labels: bool = False

    def title(self, group: Group) -> None:
        """Read the title and what it says of sender and recipient."""
        words = bare_title(group.text)
        start = group.span.start + group.text.index(words)
        self.facts.add("title", self._fact(Span(start, start + len(words)), group))
        for role, span in zip(("from", "to"), correspondents(words), strict=True):
            if span is not None:
                where = Span(start + span[0], start + span[1])
                self.facts.add(role, self._fact(where, group))
        self.head(group, "title")

    def head(self, group: Group, what: str = "head") -> None:
        """Read a group as a heading."""
        self._flush()
        marks, start = hashes(group)
        words = self._inlines(group.source, Span(start, group.span.end), lines=True)
        self.blocks.append(Head(group.span, (*marks, *words)))
        self._note(group, what)

    def read(self, groups: Sequence[Group]) -> int:
        """Read as many groups as stand before the text.

        Returns:
            How many they are.
        """
        last = last_label(groups)
        at = 0
        while at < len(groups):
            following = groups[at + 1] if at + 1 < len(groups) else None
            if not self._group(groups[at], following, before_label=at < last) and not self._between(
                groups[at], at < last
            ):
                break
            at += 1
        self._flush()
        self.blocks = [replace(one, kind="") if isinstance(one, Head) and one.kind else one for one in self.blocks]
        return at

    def _group(self, group: Group, following: Group | None, *, before_label: bool) -> bool:
        text = group.folded
        first = group.lines[0].text.strip()
        if (label := read_label(first)) is not None and self._labelled(group, label, following):
            return True
        self._alone = self._alone and len(group.lines) == 1
        if following is None:
            return False
        if len(group.lines) <= 2 and (day := read_dateline(group.text)) is not None:
            self._dateline(group, day)
            return True
        if begins_turn(text) and not before_label:
            return False
        if self.classification(group):
            return True
        if len(text) <= 120 and _SALUTE.match(text):
            return self._line(group, "salute")
        if self._goes_on(group):
            self._items(self._listing, group, None, list(group.split()))
            return True
        if len(group.lines) > 3 and not self._listing and self._are_people(group):
            self._listing = "participants"
            self._items("participants", group, None, list(group.split()))
            return True
        if len(group.lines) == 1 and len(text) <= 50 and _NUMBER_LINE.match(text) and not text.endswith("."):
            self.facts.add("number", self._fact(group.span, group))
            return self._line(group, "line", Role.NUMBER)
        if self._labels and not before_label:
            return False  # behind the last label, capitals are a heading of the text
        if not self._listing and len(text) <= 200 and text.isupper() and text[0] not in "[(":
            if self.capitals_head and not text.startswith("FOR "):
                self.facts.add("subject", self._fact(group.span, group))
                self.head(group)
                return True
            for line in group.split():
                self._line(line, "line")
            return True
        return False

    def line(self, line: OpenerLine) -> None:
        """Take in a line of the opener that a dialect has read itself."""
        self._lines.append(line)

    def _between(self, group: Group, before_label: bool) -> bool:
        """What stands before a label and is nothing else: letterheads, names of series, remarks."""
        if not before_label:
            return False
        if group.folded.endswith(":") and WERE_PRESENT.search(group.folded):
            self._flush()
            self.blocks.append(Paragraph(group.span, self._inlines(group.source, group.span, lines=True)))
            self._listing = "participants"
            return True
        for line in group.split():
            self._line(line, "line")
        return True

    def _goes_on(self, group: Group) -> bool:
        """Whether a list goes on after a blank line: lines of names, or single names under a label that stood alone."""
        if not self._listing or not all(is_item(line.text.strip()) for line in group.lines):
            return False
        if len(group.lines) > 1:
            return True
        text = group.text
        return (
            self._alone
            and not text.isupper()
            and text[0] not in "[("
            and text[-1] not in "?!"
            and not NUMBERED.match(text)
        )

    def _are_people(self, group: Group) -> bool:
        notation = load_notation("en")
        titled = sum(notation.has_title(" ".join(line.text.split()[:2])) for line in group.lines)
        return titled * 5 >= len(group.lines) * 3 and all(is_item(line.text.strip()) for line in group.lines)

    # -- labelled groups

    def _labelled(self, group: Group, label: Label, following: Group | None) -> bool:
        self._alone, self._labels = False, True
        lines = list(group.split())
        value = lines[0].text[label.value :].strip()
        if not value and len(lines) == 1 and label.role in _LABELLED_LINES and following is not None:
            # The label stands alone: its list is the group that follows.
            self._items(label.role, lines[0], label, [])
            self._listing = label.role
            self._alone = True
            return True
        start, current, held = lines[0], label, [lines[0]]
        for line in lines[1:]:
            other = read_label(line.text)
            if other is not None and (other.role not in _LISTED or current.role not in _LISTED):
                self._told(start, current, held)
                start, current, held = line, other, [line]
            else:
                held.append(line)
        self._told(start, current, held)
        self._listing = current.role if current.role in _LISTED else ""
        return True

    def _told(self, first: Group, label: Label, lines: list[Group]) -> None:
        if len(lines) > 1:
            self._items(label.role, first, label, lines[1:])
            return
        span = first.span
        value = Span(span.start + label.value, span.end)
        content = [*self._inlines(first.source, Span(span.start, value.start))]
        inner = self._inlines(first.source, value)
        role = _ROLES.get(label.role)
        content += (Phrase(value, inner, role),) if role and inner else inner
        self._lines.append(OpenerLine(span, tuple(content), "line"))
        self._note(first, f"opener: {label.role}")
        if value.start < value.end:
            # How a paper refers is part of what it says: "REFTEL", "REF A".
            self._value(label.role, span if label.role == "reference" else value, first)

    def _items(self, role: str, first: Group, label: Label | None, lines: list[Group]) -> None:
        """A list with its label for a heading; a list that goes on after a blank line has none."""
        self._flush()
        head: tuple[Inline, ...] = ()
        items: list[Item] = []
        if label is not None:
            span = first.span
            head = self._inlines(first.source, Span(span.start, span.start + label.end))
            value = Span(span.start + label.value, span.end)
            if value.start < value.end:
                items.append(Item(value, self._inlines(first.source, value)))
                self._value(role, value, first)
            self._note(first, f"list of {role}")
        for line in lines:
            items.append(Item(line.span, self._inlines(line.source, line.span)))
            self._value(role, line.span, line)
            self._note(line, f"list of {role}")
        before = self.blocks[-1] if self.blocks else None
        if label is None and isinstance(before, ItemList) and before.kind == role and items:
            self.blocks[-1] = ItemList(
                Span(before.span.start, items[-1].span.end), (*before.items, *items), before.head, role
            )
            return
        if label is None and isinstance(before, Head) and before.kind == _PENDING and items:
            self.blocks[-1] = ItemList(Span(before.span.start, items[-1].span.end), tuple(items), before.content, role)
            return
        if not items:
            self.blocks.append(Head(first.span, head, _PENDING))
            return
        start = first.span.start if label else lines[0].span.start
        self.blocks.append(ItemList(Span(start, items[-1].span.end), tuple(items), head, role))

    def _value(self, role: str, span: Span, group: Group) -> None:
        if role in ("setting", "date"):
            day = next(find_dates(group.source.text[span.start : span.end], "en", near=self.reading.near), None)
            if day is not None:
                self._day("setting-date", day, span, group)
            return
        if role == "to" and group.source.text[span.start : span.end].strip().lower() in ("the record", "the files"):
            return
        roles = {"place": "setting-place", "reference": "reference", "interpreter": "participants"}
        self.facts.add(roles.get(role, role), self._fact(span, group))

    # -- single lines

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
        return read_inlines(flow, replace(self.reading, hold_lines=lines)) if flow.pieces else ()

    def _fact(self, span: Span, group: Group) -> Fact:
        return Fact(" ".join(group.source.text[span.start : span.end].split()), span, "en")

    def _note(self, group: Group, what: str) -> None:
        for line in group.lines:
            self.trace.note(line.number, what)
