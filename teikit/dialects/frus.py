"""Edited documents in the manner of *Foreign Relations of the United States*: title, dateline, lists, text.

The first paragraph is the title that the editors gave (`Telegram From the Embassy in Laos to the Department of State`); who sent the paper
to whom is read from it. Near it stands the dateline (`Washington, January 22, 1952, 2322Z.`). Before the text there may be lists under
PARTICIPANTS, PRESENT, SUBJECT, MEMORANDUM FOR, FROM or TO, classification marks, numbers and a salute. The text is paragraphs that blank
lines divide; one line with few words is a heading; lists and tables keep a line an item; signatures close it; what is attached
(`Attachment`, `Tab A`, `Enclosure`) follows as a division of its own. The older volumes print the number of the file over the title
(`File No. 763.72/283`), the kind of paper in brackets (`[Telegram—Paraphrase]`), and when it was received. A telegram printed whole, with
FM, TO and its date-time group, is read as the telegram dialect reads one.

In: `PARTICIPANTS` and names line by line. Out: `list[@type="participants"]` and `particDesc`. In: `Kissinger: Yes.` in a paper where
labels recur. Out: `sp`; so `Q. Why? A. It rains.` in one paragraph. In: `2726. Subj: Harbor Dues. Ref: State 259582.` Out: number, subject
and reference in the header. A memorandum in reported speech ("Mr. Kissinger stated that…") has none.
"""

from __future__ import annotations

from collections.abc import Sequence

from teikit.dialects.facts import Facts, header
from teikit.dialects.footnotes import find_footnotes, read_footnote
from teikit.dialects.frus_body import BodyReader
from teikit.dialects.frus_files import lines_over_title
from teikit.dialects.frus_front import FrontReader
from teikit.dialects.frus_front_lines import bare_title, split_opening
from teikit.dialects.frus_labels import read_label
from teikit.dialects.frus_message import message_number, read_message_lines
from teikit.dialects.frus_telegram import read_inner_telegram, telegram_start
from teikit.dialects.frus_title import correspondents, is_title, may_be_title, read_dateline
from teikit.dialects.generic import looks_like_markdown
from teikit.dialects.groups import Group, groups
from teikit.dialects.hands import declare_editors, series_hands
from teikit.dialects.identity import cable_id
from teikit.dialects.inline import Reading
from teikit.dialects.protocol import Declined, Match, Trace
from teikit.model import Block, Cable, Division, Fact, Speech
from teikit.notations import find_dates
from teikit.patterns import lazy_pattern
from teikit.source import SourceText, Span

#: A dateline that has lost its date.
_PLACE_ALONE = lazy_pattern(r"\p{Lu}\p{Ll}[\p{L}’' -]{1,30}[ .,]*")
#: How many lines are looked at to recognise the layout, and how many groups may stand between title and dateline.
_FIRST_LINES, _NEAR = 80, 5


class Frus:
    """The dialect of edited documents with a title and a dateline."""

    name = "frus"
    surest = 0.98

    def sniff(self, source: SourceText) -> Match | Declined:
        """An editor's title in the first paragraph, and a dateline soon after it."""
        first = split_opening(groups(source, source.lines[:_FIRST_LINES]))
        first = first[(over := lines_over_title(first)) : over + _NEAR + 1]
        title = bare_title(first[0].folded) if first else ""
        known = is_title(title)
        if not known and not may_be_title(title):
            return Declined("the first paragraph is no editor's title such as “Telegram From the Embassy in … to …”")
        for group in first[1 : None if known else 3]:
            if len(group.lines) <= 2 and read_dateline(group.text) is not None:
                return Match(0.98 if known else 0.6, f"an editor's title, and the dateline “{group.folded}”")
        if not known or title.isupper():
            return Declined("the first paragraph may be a title, but no dateline follows it")
        if next(find_dates(title, "en"), None):
            return Match(0.98, f"an editor's title, “{title[:60]}”")
        placed = len(first) > 1 and _PLACE_ALONE.fullmatch(first[1].folded) is not None
        if correspondents(title) == (None, None) and not placed and title.casefold() != "editorial note":
            return Declined("the first paragraph may be a title, but it names no sender, and no dateline follows it")
        return Match(0.45, f"an editor's title, “{title[:60]}”")

    def read(self, source: SourceText, trace: Trace) -> Cable:
        """Read title, front, text and attachments."""
        found, lang = split_opening(groups(source)), source.lang or "en"
        facts = Facts()
        notes = find_footnotes(found)
        targets = notes.targets(lang) if notes else {}
        hands = series_hands(facts, found, lang)
        reading = Reading(lang, markdown=looks_like_markdown(source), notes=targets, hands=hands)
        front = FrontReader(reading, facts, trace)
        rest: Sequence[Group] = found[: notes.start] if notes else found
        over = lines_over_title(found)
        title = bare_title(found[over].folded) if found else ""
        if title and (is_title(title) or may_be_title(title)):
            front.filing(found[:over])
            front.title(found[over])
            rest = rest[over + 1 :]
        start = telegram_start(source, rest)
        taken = front.read(rest, start)
        rest = rest[taken:]
        inner: list[Block] = []
        if start is not None and taken == start:
            inner, taken = read_inner_telegram(source, rest, front.reading, facts, trace)
            rest = rest[taken:]
        elif start is not None:
            rest = rest[front.read(rest) :]
        if not facts.first("subject"):
            _later_subject(rest, facts)
        about = " ".join(group.folded for group in found[: over + 1])
        message = message_number(rest, about)
        if message is not None:
            facts.add("number", Fact(source.text[message.start : message.end], message))
        read_message_lines(rest, about, facts)
        people = [fact.text for fact in facts.all("participants", "title", "from", "to")]
        text = BodyReader(front.reading, facts, trace, people, message)
        body = (*inner, *(text.read(rest) if rest else ()))
        if not facts.first("sent-date") and (told := facts.first("title")) and told.span:
            _titled_day(source, told.span, facts)
        if any(isinstance(block, Speech) for block in body):
            _setting(facts)
        span = Span(found[0].span.start, found[-1].span.end) if found else Span(0, 0)
        below = tuple(read_footnote(note, front.reading, lang) for note in notes.notes) if notes else ()
        for note in notes.notes if notes else ():
            for number in (line.number for group in note.groups for line in group.lines):
                trace.note(number, f"footnote {note.n}")
        blocks = (*front.blocks, *body, *below)
        declare_editors(facts, blocks)
        division = Division(span, "document", blocks, lang, id=lang)
        identifier, findings = cable_id(source)
        return Cable(
            identifier, source, self.name, header(facts, (lang,)), (division,), findings=(*source.findings, *findings)
        )


def _later_subject(rest: Sequence[Group], facts: Facts) -> None:
    """A subject line behind a first paragraph that the editors or the drafter put before it."""
    for group in rest[:_NEAR]:
        label = read_label(group.text) if len(group.lines) == 1 else None
        if label is not None and label.role == "subject" and label.value < len(group.text):
            start = group.span.start + label.value
            facts.add("subject", Fact(" ".join(group.text[label.value :].split()), Span(start, group.span.end), "en"))
            return


def _titled_day(source: SourceText, span: Span, facts: Facts) -> None:
    """Without a dateline, the day that the title ends with is the paper's."""
    words = source.text[span.start : span.end]
    day = next((one for one in find_dates(words, "en") if len(words) - one.end <= 1), None)
    start = (day.when or day.from_ or "") if day else ""
    if day is not None and start:
        where = Span(span.start + day.start, span.start + day.end)
        facts.add("date", Fact(" ".join(words[day.start : day.end].split()), where, "en", when=start, to=day.to or ""))


def _setting(facts: Facts) -> None:
    """A conversation took place where and when the paper is dated, unless it says otherwise."""
    for role, told in (("setting-place", "sent-place"), ("setting-date", "sent-date")):
        if not facts.first(role) and (fact := facts.first(told)):
            facts.add(role, fact)


DIALECT = Frus()
