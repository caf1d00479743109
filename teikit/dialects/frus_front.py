"""What stands before the text of an edited document, group by group: title, dateline, labelled lists, salute; and the facts they tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from teikit.dialects.frus_front_lines import INITIAL, NUMBERED, WERE_PRESENT, bare_title, last_label
from teikit.dialects.frus_front_reader import LineReader
from teikit.dialects.frus_labels import Label, is_item, read_label
from teikit.dialects.frus_shapes import hashes, page_break
from teikit.dialects.frus_title import correspondents
from teikit.dialects.furniture import PAGE_BREAK
from teikit.dialects.groups import Group
from teikit.dialects.spoken_lines import goes_over, is_running_text, margin
from teikit.dialects.turns import begins_turn
from teikit.model import Head, Inline, Item, ItemList, OpenerLine, Paragraph, Phrase, Role
from teikit.notations import find_dates, load_notation
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
_LONGEST_ENTRY = 80
#: So many lines may hold a letter's number, its office, place and day, and when it was received.
_FEW_LINES = 4


@dataclass
class FrontReader(LineReader):
    """Reads the groups before a text."""

    _listing: str = ""
    _alone: bool = False
    _labels: bool = False

    def filing(self, groups: Sequence[Group]) -> None:
        """Read what stands over a title."""
        for group in groups:
            for line in group.split():
                self._filed(line)
        self._flush()

    def title(self, group: Group) -> None:
        """Read the title and what it says of sender and recipient."""
        words = bare_title(group.text)
        start = group.span.start + group.text.index(words)
        self.facts.add("title", self._fact(Span(start, start + len(words)), group))
        self.titled = next((one.day for one in find_dates(words, "en") if one.day), None)
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

    def read(self, groups: Sequence[Group], stop: int | None = None) -> int:
        """Read as many groups as stand before the text.

        Args:
            groups: The groups.
            stop: The index of the first that is not to be read, whatever it is.

        Returns:
            How many they are.
        """
        last = last_label(groups)
        at = 0
        while at < (len(groups) if stop is None else stop):
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
        if PAGE_BREAK.match(text):
            self._flush()
            self.blocks += page_break(group)
            self._note(group, "page break")
            return True
        first = group.lines[0].text.strip()
        label = read_label(first)
        if label is not None and first[label.end - 1] != ":" and is_running_text(group):
            label = None  # "Present at the meeting were the President, the Secretary …" is a sentence
        if label is not None and self._labelled(group, label, following):
            return True
        self._alone = self._alone and len(group.lines) == 1
        if following is None:
            return False
        if 1 < len(group.lines) <= _FEW_LINES and self._filed_lines(group):
            return True
        if len(group.lines) <= 2 and (day := self._read_day(group.text)) is not None:
            self._dateline(group, day)
            return True
        if len(group.lines) == 1 and self._filed_lines(group):
            return True
        if begins_turn(text) and not before_label:
            return False
        if self.classification(group):
            return True
        if len(text) <= 120 and _SALUTE.match(text):
            return self._line(group, "salute")
        if self._goes_on(group, following):
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

    def _goes_on(self, group: Group, following: Group) -> bool:
        """Whether a list goes on after a blank line: lines of names, or single names under a label that stood alone."""
        if not self._listing or not all(is_item(line.text.strip()) for line in group.lines):
            return False
        if len(group.lines) > 1:
            return not is_running_text(group)
        text = group.text
        return (
            self._alone
            and (not text.isupper() or _is_entry(following))
            and text[0] not in "[("
            and text[-1] not in "?!"
            and (not NUMBERED.match(text) or (INITIAL.match(text) is not None and len(text) <= 90 and text[-1] != "."))
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
        texts = [line.text for line in lines]
        wide = margin(texts) if label.role not in _LISTED and label.value < len(first.text) else 0
        if len(lines) > 1 and not all(goes_over(text, wide) for text in texts[:-1]):
            self._items(label.role, first, label, lines[1:])
            return
        first = Group(first.source, tuple(line.lines[0] for line in lines))
        span = first.span
        value = Span(span.start + label.value, span.end)
        content = [*self._inlines(first.source, Span(span.start, value.start))]
        inner = self._inlines(first.source, value, lines=len(lines) > 1)
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
        for line in _whole(lines):
            items.append(Item(line.span, self._inlines(line.source, line.span, lines=len(line.lines) > 1)))
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


def _whole(lines: Sequence[Group]) -> list[Group]:
    """The entries of a list; one whose line ends in the middle of a name ("Assistant Secretary of State for") takes the next line too."""
    out: list[Group] = []
    for line in lines:
        if out and goes_over(out[-1].text):
            out[-1] = Group(line.source, (*out[-1].lines, *line.lines))
        else:
            out.append(line)
    return out


def _is_entry(group: Group) -> bool:
    """Whether a group may be a name in a list: behind capitals it tells that they are a country or a name, and no heading over a text."""
    text = group.folded
    return len(group.lines) == 1 and len(text) <= _LONGEST_ENTRY and text[-1] not in ".:?!" and text[0] not in "[("
