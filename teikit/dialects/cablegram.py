"""Documents in the manner of *Documents on Australian Foreign Policy*: cablegrams, letters, notes, with footnotes.

The first line tells kind, number, place, date and time (`Cablegram 87A LONDON, 13 June 1944, 5.30 p.m.`), in later volumes only place and
date. Classification and precedence follow (`MOST IMMEDIATE SECRET`), then a heading in capitals or in Markdown's bold, and the text.
Footnotes stand at the end, numbered from 1 and pointed to by `[1]` or `[1](#f1)`; the archive's reference closes the page
(`_[AA:A1838/2, 852/10/5, i]_`). What the editors left out (`[matter omitted]`) is a gap, but no redaction. The title stands in the
edition's list of contents and not in the text: where the file's name tells it (`…-beasley-to-evatt`) it is taken from there.

In: `Your D.933. [3]`. Out: `ref` and `note`, linked. In: `DR. EVATT: …`. Out: `sp`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import regex

from teikit.dialects.cablegram_head import HeadLine, read_typed_line
from teikit.dialects.cablegram_title import letter_title, named_title
from teikit.dialects.facts import Facts, header
from teikit.dialects.flow import Flow
from teikit.dialects.footnotes import Footnotes, find_footnotes, read_footnote
from teikit.dialects.frus_body import BodyReader
from teikit.dialects.frus_front import FrontReader
from teikit.dialects.frus_shapes import hashes
from teikit.dialects.frus_title import correspondents
from teikit.dialects.generic import looks_like_markdown
from teikit.dialects.groups import Group, groups
from teikit.dialects.hands import declare_editors, series_hands
from teikit.dialects.identity import cable_id
from teikit.dialects.inline import Reading, read_inlines
from teikit.dialects.protocol import Declined, Match, Trace
from teikit.findings import Finding, Severity
from teikit.model import Block, Cable, Closer, Division, Fact, Inline, Mark, OpenerLine, Phrase, Role
from teikit.notations import find_dates
from teikit.patterns import lazy_pattern
from teikit.source import SourceText, Span

_REFERENCE = lazy_pattern(r"_?\[\s*(?P<words>(?:[A-Z]{2,10}\s?:\s?|[A-Z]{2,6}\s+(?=\d))[^\[\]\n]{2,120})\]_?$|__$")
_EXTRACT = lazy_pattern(r"\(extracts?\)", regex.IGNORECASE)
_MARKS = lazy_pattern(r"\[\d{1,2}\](?:\(#f\d+\))?")
_DOCUMENT = lazy_pattern(
    r"(?:#{1,4}\s+)?(?:\d{1,3}\s+)?(?P<title>(?:\p{L}+\s+){0,3}?(?:[Tt]elegram|[Mm]essage|[Ll]etter|[Mm]emorandum|[Mm]inute|[Cc]able(?:gram)?|[Nn]ote|[Rr]ecord|"
    r"[Ss]ubmission|[Rr]eport|[Bb]rief)\s+(?:[Ff]rom|[Oo]f|[Bb]y|[Tt]o)\b.{3,120})$"
)
_HEAD_LINES = 3
_NUMBERED_CLASS = lazy_pattern(r"(?P<number>\d{1,5})\.\s+(?=\p{Lu})")


class Cablegram:
    """The dialect of Australian documents."""

    name = "cablegram"
    surest = 0.9

    def sniff(self, source: SourceText) -> Match | Declined:
        """The first line says kind, place and date; footnotes or an archive's reference at the end confirm it."""
        found = _opened(groups(source))
        head = _first_line(found)[1]
        reference = any(group.folded[:1] in ("[", "_") and _REFERENCE.match(group.folded) for group in found[-12:])
        if head is None:
            if reference:
                return Match(0.7, "an archive's reference in brackets closes it")
            return Declined("the first line does not give kind, place and date (“Cablegram 87A LONDON, 13 June 1944”)")
        notes = any(_MARKS.search(group.text) for group in found)
        if head.kind and head.place and head.date:
            return Match(0.9, "kind, place and date in the first line")
        if reference or notes:
            return Match(
                0.85, "place and date in the first line, " + ("an archive's reference" if reference else "footnotes")
            )
        if head.date is None:
            return Declined("the first line has no date, and no reference of an archive closes the text")
        return Match(0.4, "place and date in the first line")

    def read(self, source: SourceText, trace: Trace) -> Cable:
        """Read head, text, footnotes and the archive's reference."""
        found, lang = _opened(groups(source)), source.lang or "en"
        facts = Facts()
        notes, closing = _notes(found)
        text = found[: notes.start] if notes else found[: len(found) - len(closing)]
        targets = notes.targets(lang) if notes else {}
        hands = series_hands(facts, found, lang)
        reading = Reading(lang, markdown=_is_markdown(source), notes=targets, hands=hands)
        front = FrontReader(reading, facts, trace, capitals_head=True)
        rest: Sequence[Group] = text
        blocks: list[Block] = []
        at, line = _first_line(rest)
        if line is not None:
            above = [OpenerLine(one.span, _inlines(source, one.span, reading), "line") for one in rest[:at]]
            told = _head_line(rest[at], line, front, facts)
            for told_line in (*above, told):
                front.line(told_line)
            for one in rest[:at]:
                trace.note(one.lines[0].number, "opener: names")
            trace.note(rest[at].lines[0].number, "opener: kind, number, place, date")
            rest, line = self._rest_of_head(rest[at + 1 :], line, front)
        rest = self._headings(rest, front)
        marked = "".join(one.text for one in text)
        unmarked = [note.n for note in notes.notes if f"[{note.n}]" not in marked] if notes else []
        _title(source, facts, line, found[0].folded if at else "", unmarked)
        if not facts.first("to"):
            for fact in facts.all("addressed"):
                facts.add("to", fact)
        people = [fact.text for fact in facts.all("participants", "title", "from", "to")]
        body = BodyReader(front.reading, facts, trace, people).read(rest) if rest else ()
        blocks += [*front.blocks, *body]
        for note in notes.notes if notes else ():
            blocks.append(read_footnote(note, front.reading, lang))
            for number in (one.number for group in note.groups for one in group.lines):
                trace.note(number, f"footnote {note.n}")
        for group in closing:
            blocks += _closing(group, front.reading, facts, trace)
        span = Span(found[0].span.start, found[-1].span.end) if found else Span(0, 0)
        declare_editors(facts, blocks)
        division = Division(span, "document", tuple(blocks), lang, id=lang)
        identifier, findings = cable_id(source)
        doubts = (*source.findings, *findings, *_supplied(source, facts))
        return Cable(identifier, source, self.name, header(facts, (lang,)), (division,), findings=doubts)

    def _rest_of_head(
        self, rest: Sequence[Group], line: HeadLine, front: FrontReader
    ) -> tuple[Sequence[Group], HeadLine]:
        """Kind, place and date on lines of their own, in any order, classification between them."""
        at = taken = 0
        while at < min(_HEAD_LINES, len(rest) - 1) and not (line.kind and line.date):
            group = rest[at]
            more = read_typed_line(group.text) if len(group.lines) == 1 else None
            if more is not None and ((more.kind and not line.kind) or (more.date and not line.date)):
                for early in rest[taken:at]:
                    front.classification(early)
                front.line(_head_line(group, more, front, front.facts))
                front.trace.note(group.lines[0].number, "opener: kind, number, place, date")
                line = HeadLine(more.date or line.date, more.kind or line.kind, more.number, more.place or line.place)
                taken = at + 1
            elif not front.is_classification(group):
                break
            at += 1
        return rest[taken:], line

    def _headings(self, rest: Sequence[Group], front: FrontReader) -> Sequence[Group]:
        """The lines under the first: classification, the edition's own title, the subject."""
        group = rest[0] if rest else None
        title = _DOCUMENT.match(_MARKS.sub("", group.folded)) if group is not None and len(group.lines) == 1 else None
        if group is not None and title is not None and len(rest) > 1:
            front.facts.add("title", Fact(title["title"].strip(), group.span, "en"))
            for role, span in zip(("from", "to"), correspondents(title["title"]), strict=True):
                if span is not None:
                    front.facts.add(role, Fact(title["title"][slice(*span)], group.span, "en"))
            front.head(group, "title")
            rest = rest[1:]
        return rest[front.read(rest) :]


def _is_markdown(source: SourceText) -> bool:
    return looks_like_markdown(source) or "](#" in source.text or "_[" in source.text


def _opened(found: list[Group]) -> list[Group]:
    """The groups; a first line and the archive's reference are groups of their own, a blank line beside them or none."""
    if found and len(found[-1].lines) > 1:
        *above, end = found[-1].split()
        if _REFERENCE.match(end.folded):
            found = [*found[:-1], Group(end.source, tuple(one.lines[0] for one in above)), end]
    if not found or len(found[0].lines) < 2:
        return found
    first = next(found[0].split())
    line = read_typed_line(first.text)
    if line is None or line.date is None or not (line.kind or line.place):
        return found
    return [first, Group(first.source, found[0].lines[1:]), *found[1:]]


def _first_line(found: Sequence[Group]) -> tuple[int, HeadLine | None]:
    """The line of kind, place and date: the first, or the second under a line of names."""
    for index, group in enumerate(found[:2]):
        if len(group.lines) > 1 or (index and (len(found[0].folded) > 100 or found[0].text[-1] in ".:;?!")):
            break
        line = read_typed_line(group.text)
        extract = line is not None and line.place and _EXTRACT.search(found[0].folded)
        if line is not None and (line.date or not index) and (not index or line.kind or extract):
            return index, line
    return 0, None


def _notes(found: Sequence[Group]) -> tuple[Footnotes | None, list[Group]]:
    """The footnotes, and the archive's reference before, behind or without them."""
    closing: list[Group] = []
    last = len(found)
    while last > 1 and _REFERENCE.match(found[last - 1].folded):
        last -= 1
        closing.insert(0, found[last])
    return find_footnotes(found[:last], to_title=True), closing


def _head_line(group: Group, line: HeadLine, front: FrontReader, facts: Facts) -> OpenerLine:
    source, start = group.source, group.span.start
    text = group.text
    marks, at = hashes(group)
    content: list[Inline] = [*marks]
    pieces = sorted(
        (span, role) for span, role in ((line.number, Role.NUMBER), (line.place, Role.PLACE)) if span is not None
    )
    for span, role in pieces:
        where = Span(start + span[0], start + span[1])
        content += _inlines(source, Span(at, where.start), front.reading)
        content.append(Phrase(where, _inlines(source, where, front.reading), role))
        words = " ".join(text[span[0] : span[1]].split()).strip("[] ,")
        if words.casefold() != "unnumbered":
            facts.add("number" if role is Role.NUMBER else "sent-place", Fact(words, where, "en"))
        at = where.end
    content += _inlines(source, Span(at, group.span.end), front.reading)
    if line.date is not None:
        day = line.date
        where = Span(start + day.start, start + day.end)
        when = day.when or day.from_ or day.not_before or ""
        if when:
            facts.add(
                "sent-date", Fact(" ".join(text[day.start : day.end].split()), where, "en", when=when, to=day.to or "")
            )
        if day.day is not None:
            front.reading = replace(front.reading, near=day.day)
    return OpenerLine(group.span, tuple(content), "dateline")


def _inlines(source: SourceText, span: Span, reading: Reading) -> tuple[Inline, ...]:
    flow = Flow.of(source, span)
    return read_inlines(flow, reading) if flow.pieces else ()


def _title(source: SourceText, facts: Facts, line: HeadLine | None, above: str, unmarked: Collection[str]) -> None:
    """What the file's name tells, where the text has no title of its own; a letter without a name has its day for a title."""
    if facts.first("title"):
        return
    day = facts.first("sent-date")
    named = named_title(source.stem, source.text, day.when if day else "", unmarked)
    if named is None:
        if line is not None and line.date is not None and line.date.day and not line.kind and not line.place:
            facts.add("title", Fact(letter_title(line.date.day), cert="medium"))
        return
    cert = "" if named.certain else "medium"
    title, recipient = named.title, named.recipient
    if above and title.endswith(" to"):
        # The list of contents broke the title, and its end was taken for the first line of the text.
        title, recipient = f"{title} {above}", above
    facts.add("title", Fact(title, cert=cert))
    for role, words in (("from", named.sender), ("to", recipient)):
        if words:
            facts.add(role, Fact(words, cert=cert))
    told = next(find_dates(title, "en"), None) if day is None else None
    if told is not None and told.when:
        facts.add("sent-date", Fact(title[told.start : told.end], when=told.when, cert="medium"))


def _supplied(source: SourceText, facts: Facts) -> list[Finding]:
    """What is said of a title that neither the text nor the file's name tells whole."""
    title = facts.first("title")
    if title is None or not title.cert:
        return []
    return [
        Finding(
            "TK908",
            Severity.INFORMATION,
            source.location(0),
            f"the title was supplied: “{title.text}”",
            "Give the file the whole title for its name, or write the title into the first line.",
            element="title",
        )
    ]


def _closing(group: Group, reading: Reading, facts: Facts, trace: Trace) -> list[Block]:
    """The archive's reference, without the marks of emphasis around it."""
    for line in group.lines:
        trace.note(line.number, "the archive's reference")
    start, end = group.span
    match = _REFERENCE.match(group.folded)
    if match is not None and match["words"]:
        facts.add("idno", Fact(match["words"].strip(), group.span, "en"))
    text = group.text
    if not text.strip("_"):
        return [Mark(group.span, text, "Markdown's marks of emphasis, around nothing")]
    content: list[Inline] = []
    if text.startswith("_"):
        content.append(Mark(Span(start, start + 1), "_", "Markdown's mark of emphasis"))
        start += 1
    stop = end - 1 if text.endswith("_") and end > start else end
    content += _inlines(group.source, Span(start, stop), replace(reading, dates=False))
    if stop < end:
        content.append(Mark(Span(stop, end), "_", "Markdown's mark of emphasis"))
    return [Closer(group.span, (OpenerLine(group.span, tuple(content), "line"),))]


DIALECT = Cablegram()
