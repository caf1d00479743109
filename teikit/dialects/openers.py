"""The lines before a text: numbers, dates, addressees, classification, stamps, the heading; and the facts they tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import regex

from teikit.dialects.facts import Facts, category_id
from teikit.dialects.flow import Flow
from teikit.dialects.groups import Group
from teikit.dialects.inline import Reading, fold_blanks, read_inlines
from teikit.model import DateText, Fact, Gap, Inline, Mark, OpenerLine, Phrase, Role, Stamp, Text
from teikit.notations import Category, Notation, find_categories, find_dates, is_release_stamp, load_notation
from teikit.notations.codes import is_only_codes
from teikit.patterns import lazy_pattern
from teikit.source import Span

_LABEL = lazy_pattern(r"^\s*(?P<label>[^\s:：\[\]()（）][^:：\[\]]{0,40}?)\s*[:：]\s*(?P<value>.*)$", regex.DOTALL)
#: The number of a message; "No. 2 of 40 copies" is that of a copy.
_NUMBER = lazy_pattern(
    r"(?<!\w)(?:[Nn]o\.?|[Nn]r\.?|№|N[°º]|第)\s*(?P<number>\d[\d\-–/.]*\d|\d)(?![\d\-–/.]*\s+of\s+\d+\s+cop)\s*(?:号|號|호)?"
)
_PART = lazy_pattern(r"[(（]\s*\d+\s*(?:of|/|von|из|sur|de|の|之)\s*\d+\s*[)）]|\d+\s*分\s*の\s*\d+", regex.IGNORECASE)
_BRACKETED = lazy_pattern(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_ANY_LABEL = lazy_pattern(r"[\p{L} ,]{2,40}[:：]\s")
_LISTED = lazy_pattern(r"\s*[;；、]\s*")
_COMMAS = lazy_pattern(r"\s*[,，]\s*(?![^()（）]*[)）])")
_HASHES = lazy_pattern(r"#{1,6}(?=\s)")
_LETTER = lazy_pattern(r"\p{L}")
#: What may join two of them: "PERSONAL AND CONFIDENTIAL".
_AND = lazy_pattern(r"(?<=\s{3})(?:and|&amp;|et|und|y|e|и)(?=\s{3})", regex.IGNORECASE)
#: A line of contents, with the page at its end; a line of an address.
_NO_HEAD = lazy_pattern(r"(?:…|\.{2,}|(?:\. ){2,})\s*\d+$|[,，;]$")
#: A sentence of eight words, and the number of a page.
_SENTENCE = lazy_pattern(r"(?:\S+\s+){7,}\S*\p{L}{2,}\.$")
_PAGE = lazy_pattern(r"(?i)(?:#{1,6}\s+)?(?:page|seite|p\.)\s*\d+$")
_MOST_LINES = 12
_LONGEST_SALUTE = 80
#: "Bonn, " before a date.
_PLACE = lazy_pattern(r"(?P<place>\p{Lu}[\p{L}’' .\-]{1,40}),\s*(?:the\s+|den\s+|le\s+|el\s+)?$")
_MARKED = lazy_pattern(r"\s*\[(?P<n>\d{1,3})\]$")
_TYPED_PLACE = lazy_pattern(r"^(?P<place>\p{Han}(?:\s?\p{Han}){1,7})\s?(?P<way>[発發着])$")
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


@dataclass(frozen=True)
class FrontLine:
    """One line before the text.

    Attributes:
        group: The line.
        kind: `stamp`, `category`, `label`, `address`, `salute`, `sender`, `number`, `date`, `place`, `head` or `line`.
        role: For a label, its role.
        value: For a label, the span of what follows it.
        categories: Classifications, precedences and caveats in it.
    """

    group: Group
    kind: str = "line"
    role: str = ""
    value: Span | None = None
    categories: tuple[Category, ...] = ()


def bare(text: str) -> str:
    """A line without Markdown's heading marks, brackets and blanks, for comparing."""
    return str(regex.sub(r"[\s()（）【】\[\]#*・.,:;、。]+", "", text))


def covers(text: str, categories: list[Category]) -> bool:
    """Whether nothing but classifications, precedences, caveats and stamps stands in a line."""
    rest = list(text)
    for category in categories:
        rest[category.start : category.end] = " " * (category.end - category.start)
    return bool(categories) and not _LETTER.search(_AND.sub("", "".join(rest)))


def front_lines(lines: list[Group], lang: str, stamped: set[str]) -> list[FrontLine]:
    """Tell what each line before a text is. Stamps are added to `stamped`, in their bare form."""
    notation = load_notation(lang)
    told = [_tell(line, lang, notation) for line in lines]
    told = _spread_stamps(told, stamped)
    return _choose_head(told, lang)


def _tell(line: Group, lang: str, notation: Notation) -> FrontLine:
    text = line.text
    categories = find_categories(text, lang)
    released = is_release_stamp(text)
    if released or covers(text, categories):
        kind = "stamp" if released or any(category.scheme == "release" for category in categories) else "category"
        return FrontLine(line, kind, categories=tuple(categories))
    if _salutes(text, notation):
        return FrontLine(line, "salute")
    label = _LABEL.match(text)
    if label and (role := notation.role_of(label["label"])):
        start = line.span.start + label.start("value")
        return FrontLine(line, "label", role, Span(start, line.span.end), tuple(categories))
    if any(text.endswith(ending) and len(text) > len(ending) for ending in notation.address_endings):
        return FrontLine(line, "address", "to", line.span)
    if place := _TYPED_PLACE.match(text):
        role = "received-place" if place["way"] == "着" else "sent-place"
        return FrontLine(line, "place", role, Span(line.span.start, line.span.start + place.end("place")))
    if _NUMBER.search(text) and not _PART.search(text):
        return FrontLine(line, "number", categories=tuple(categories))
    return FrontLine(line, categories=tuple(categories))


def _salutes(text: str, notation: Notation) -> bool:
    """Whether a line addresses the reader of a letter: `Dear Mr. President:`, `Sehr geehrter Herr Minister!`."""
    ends = text.rstrip().endswith((",", ":", "!", "，", "：", "！", "—"))
    return ends and len(text) <= _LONGEST_SALUTE and notation.salutes(text)


def _spread_stamps(told: list[FrontLine], stamped: set[str]) -> list[FrontLine]:
    """A stamp has several lines: those of the same group are part of it."""
    for line in told:
        if line.kind == "stamp":
            stamped.add(bare(line.group.text))
    out: list[FrontLine] = []
    for line in told:
        before = out[-1] if out else None
        joined = (
            before is not None
            and before.kind == "stamp"
            and line.kind in ("line", "number")
            and not is_only_codes(line.group.text)
            and line.group.lines[0].number == before.group.lines[-1].number + 1
            and len(line.group.text) < 60
        )
        if joined:
            line = replace(line, kind="stamp")  # noqa: PLW2901
            stamped.add(bare(line.group.text))
        if line.kind in ("category", "stamp"):
            stamped.add(bare(line.group.text))
        out.append(line)
    return out


def _choose_head(told: list[FrontLine], lang: str) -> list[FrontLine]:
    """The heading: the line that names the part ("1 of 2"), or else the longest of those that nothing else is."""
    notation = load_notation(lang)
    subjects = [line for line in told if line.role == "subject" and line.kind == "label"]
    if subjects:
        return [replace(line, kind="head") if line is subjects[0] else line for line in told]
    plain = [line for line in told if line.kind == "line" and _may_head(line.group.text, lang)]
    parts = [line for line in plain if _PART.search(line.group.text)]
    if not plain or (len(plain) > _MOST_LINES and not parts):
        return told  # no head of a cable has so many lines: which of them heads it nobody can tell
    head = parts[0] if parts else max(plain, key=lambda line: (len(line.group.text), -line.group.span.start))
    offices = [
        line for line in plain if line is not head and notation.has_title(line.group.text) and len(line.group.text) < 40
    ]
    addressed = next((index for index, line in enumerate(told) if line.kind == "address"), None)
    heading = _same_group(told, head)
    out = []
    for index, line in enumerate(told):
        if line in heading:
            out.append(replace(line, kind="head"))
        elif line in offices and addressed is not None and index == addressed + 1:
            out.append(replace(line, kind="sender", role="from", value=line.group.span))
        else:
            out.append(line)
    return out


def _may_head(text: str, lang: str) -> bool:
    """Whether a line can be a heading: words that are neither all in brackets nor a label's, a date's or a sentence's."""
    if len(_LETTER.findall(text)) < 4 or text[0] in "([（【" or _NO_HEAD.search(text):
        return False
    if _PART.search(text):
        return True
    if _SENTENCE.match(text) or _PAGE.match(text):
        return False
    bracketed = sum(len(found.group()) for found in _BRACKETED.finditer(text))
    return (
        bracketed * 5 < len(text) * 2 and not _ANY_LABEL.match(text) and not any(True for _ in find_dates(text, lang))
    )


def _same_group(told: list[FrontLine], head: FrontLine) -> list[FrontLine]:
    """The heading's lines: those right above and below it that are nothing else."""
    at = told.index(head)
    found = [head]
    for step in (-1, 1):
        index = at
        while 0 <= index + step < len(told):
            line, last = told[index + step], told[index]
            near = abs(line.group.lines[0].number - last.group.lines[0].number) == 1
            if line.kind != "line" or not near or not _LETTER.search(line.group.text):
                break
            found.append(line)
            index += step
    return found


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
    if not pieces and (number := _NUMBER.search(source.text, span.start, span.end)) and line.kind == "number":
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
    number = _NUMBER.search(group.source.text, group.span.start, group.span.end)
    if number and (line.kind == "number" or not _PART.search(group.text)):
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
    if place and _LETTER.search(place):
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
