"""The lines before a text read as the opener: their nodes, and the facts they tell of numbers, dates, persons and stamps."""

from __future__ import annotations

from datetime import date

from teikit.dialects.facts import Facts, category_id
from teikit.dialects.flow import Flow
from teikit.dialects.front_lines import LETTER, NUMBER, PART, FrontLine
from teikit.dialects.groups import Group
from teikit.dialects.inline import Reading, fold_blanks, read_inlines
from teikit.model import DateText, Fact, Gap, Inline, Mark, OpenerLine, Phrase, Role, Stamp, Text
from teikit.notations import Notation, load_notation
from teikit.patterns import lazy_pattern
from teikit.source import Span

_LISTED = lazy_pattern(r"\s*[;；、]\s*")
_COMMAS = lazy_pattern(r"\s*[,，]\s*(?![^()（）]*[)）])")
_HASHES = lazy_pattern(r"#{1,6}(?=\s)")
#: "Bonn, " before a date.
_PLACE = lazy_pattern(r"(?P<place>\p{Lu}[\p{L}’' .\-]{1,40}),\s*(?:the\s+|den\s+|le\s+|el\s+)?$")
_MARKED = lazy_pattern(r"\s*\[(?P<n>\d{1,3})\]$")
_ROLES = {"classification": Role.CLASSIFICATION, "precedence": Role.PRECEDENCE, "handling": Role.HANDLING}
_PHRASES = {
    "from": Role.SENDER,
    "to": Role.RECIPIENT,
    "info": Role.INFORMATION,
    "action": Role.ACTION,
    "number": Role.NUMBER,
    "reference": Role.REFERENCE,
    "tags": Role.TAGS,
    "subject": Role.SUBJECT,
    "distribution": Role.DISTRIBUTION,
    "place": Role.PLACE,
}


def read_front_line(line: FrontLine, reading: Reading, facts: Facts) -> OpenerLine:
    """Read one line: its inline nodes, and the facts it tells."""
    start, end = line.group.span
    text = line.group.text
    marks: list[Inline] = []
    if hashes := _HASHES.match(text):
        marks.append(Mark(Span(start, start + hashes.end()), hashes.group(), "Markdown's mark of a heading"))
        start += hashes.end() + len(text[hashes.end() :]) - len(text[hashes.end() :].lstrip())
    if line.kind == "stamp":
        category = next((category_id(one) for one in line.categories if one.scheme == "release"), "")
        inner = read_inlines(Flow.of(line.group.source, (start, end)), reading)
        kind = "release" if category else ""
        if category or line.kind == "stamp":
            facts.add("provenance", _fact(line.group, start, end, reading.lang))
        return OpenerLine(line.group.span, (*marks, Stamp(Span(start, end), inner, kind, category)), "bare")
    if line.kind == "salute":
        inner = read_inlines(Flow.of(line.group.source, (start, end)), reading)
        return OpenerLine(line.group.span, (*marks, *inner), "salute")
    content = [*marks, *_with_phrases(line, Span(start, end), reading, facts)]
    has_date = any(isinstance(node, DateText) for node in content)
    _facts_of(line, content, reading, facts)
    dated = has_date and (not line.role or line.role in ("sent", "received", "date"))
    return OpenerLine(line.group.span, tuple(content), "dateline" if dated else "line")


def _with_phrases(line: FrontLine, span: Span, reading: Reading, facts: Facts) -> list[Inline]:
    """The line's nodes, categories and values marked as what they are."""
    source, at = line.group.source, span.start
    out: list[Inline] = []
    pieces: list[tuple[Span, Role, str]] = []
    for category in line.categories:
        where = Span(line.group.span.start + category.start, line.group.span.start + category.end)
        if role := _ROLES.get(category.scheme):
            key = category_id(category)
            pieces.append((where, role, key))
            words = fold_blanks(source.text[where.start : where.end])
            facts.add(category.scheme, Fact(words, where, reading.lang, category=key))
    if not pieces and line.value is not None and line.role in _PHRASES and line.value.start < line.value.end:
        pieces.append((line.value, _PHRASES[line.role], ""))
    if not pieces and (number := NUMBER.search(source.text, span.start, span.end)) and line.kind == "number":
        pieces.append((Span(*number.span("number")), Role.NUMBER, ""))
    for where, role, key in pieces:
        if where.start < at:
            continue
        out += read_inlines(Flow.of(source, (at, where.start)), reading)
        inner = read_inlines(Flow.of(source, where), reading)
        # A number that is blacked out is a gap and nothing else.
        out += (
            inner
            if role is Role.NUMBER and any(isinstance(node, Gap) for node in inner)
            else (Phrase(where, inner, role, key),)
        )
        at = where.end
    out += read_inlines(Flow.of(source, (at, span.end)), reading)
    return out


def _fact(group: Group, start: int, end: int, lang: str) -> Fact:
    return Fact(" ".join(group.source.text[start:end].split()), Span(start, end), lang)


def _facts_of(line: FrontLine, content: list[Inline], reading: Reading, facts: Facts) -> None:
    lang, group = reading.lang, line.group
    number = NUMBER.search(group.source.text, group.span.start, group.span.end)
    if number and (line.kind == "number" or not PART.search(group.text)):
        facts.add("number", Fact(number["number"], Span(*number.span("number")), lang))
    days = [node for node in content if isinstance(node, DateText)]
    if line.role in ("sent", "received", "date"):
        _dated(line, content, days, lang, facts)
    elif line.value is not None and line.role and line.role != "number":
        value = [node for node in content if node.span.start >= line.value.start]
        only_gap = all(isinstance(node, Gap) or (isinstance(node, Text) and not node.text.strip()) for node in value)
        if line.value.start < line.value.end and not only_gap:
            for start, end in _several(line, group):
                facts.add(line.role, _fact(group, start, _before_mark(group, start, end, reading), lang))
    elif not line.role:
        for day in days:
            facts.add("front-date", _day(day, lang, group))
        if days and line.kind == "line":
            _written_at(group, days[0], load_notation(lang), facts)
    if line.kind == "head" and not line.role:
        start, end = _without_hashes(group)
        facts.add("subtitle", _fact(group, start, _before_mark(group, start, end, reading), lang))


def _before_mark(group: Group, start: int, end: int, reading: Reading) -> int:
    """Where a value ends; the mark of a footnote behind it is none of its words."""
    mark = _MARKED.search(group.source.text, start, end)
    return mark.start() if mark and mark["n"] in reading.notes else end


def _written_at(group: Group, day: DateText, notation: Notation, facts: Facts) -> None:
    """A line that is a place and a date: where and when it was written."""
    place = _PLACE.fullmatch(group.source.text, group.span.start, day.span.start)
    weekdays = notation.dates.get("weekdays", ())
    if (
        place is not None
        and place["place"].casefold() not in weekdays
        and not group.source.text[day.span.end : group.span.end].strip(" .")
    ):
        facts.add("sent-place", Fact(place["place"], Span(*place.span("place")), notation.lang))
        facts.add("sent-date", _day(day, notation.lang, group))


def _several(line: FrontLine, group: Group) -> list[Span]:
    """A list of participants, name by name; any other value whole."""
    assert line.value is not None
    if line.role != "participants":
        return [line.value]
    text = group.source.text[line.value.start : line.value.end]
    divider = _LISTED if _LISTED.search(text) else _COMMAS
    spans, at = [], 0
    for found in [*divider.finditer(text), None]:
        end = found.start() if found else len(text)
        if text[at:end].strip():
            spans.append(Span(line.value.start + at, line.value.start + end))
        at = found.end() if found else end
    return spans


def _without_hashes(group: Group) -> Span:
    match = _HASHES.match(group.text)
    return Span(group.span.start + (match.end() + 1 if match else 0), group.span.end)


def _dated(line: FrontLine, content: list[Inline], days: list[DateText], lang: str, facts: Facts) -> None:
    """A line that says where and when: the words before the date are the place."""
    for day in days[:1]:
        facts.add("date" if line.role == "date" else f"{line.role}-date", _day(day, lang, line.group))
    if line.value is None or line.role == "date":
        return
    stop = (
        days[0].span.start
        if days
        else next((node.span.start for node in content[1:] if isinstance(node, Gap)), line.value.end)
    )
    text = line.group.source.text[line.value.start : stop]
    place = text.strip().rstrip(",;—– ").strip()
    if place and LETTER.search(place):
        start = line.value.start + text.index(place)
        facts.add(f"{line.role}-place", Fact(" ".join(place.split()), Span(start, start + len(place)), lang))


def _day(day: DateText, lang: str, group: Group) -> Fact:
    words = " ".join(group.source.text[day.span.start : day.span.end].split())
    return Fact(words, day.span, lang, when=day.when or day.from_, to=day.to)


def near_day(facts: Facts) -> date | None:
    """The day from which later dates take their month and year."""
    for role in ("sent-date", "date", "received-date", "front-date"):
        for fact in facts.by_role.get(role, ()):
            try:
                return date.fromisoformat(fact.when[:10])
            except ValueError:
                continue
    return None
