"""What the archive's record says of a telegram, printed behind its text: `Message Attributes` and a line for each field.

In: `Document Number: 1976GENEVA00123`. Out: an item of a list in a division of type `attachment`, and an `idno`. What the telegram
itself says goes before what the record says of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from teikit.dialects.facts import Facts
from teikit.dialects.flow import join
from teikit.dialects.inline import Reading, read_inlines
from teikit.dialects.protocol import Trace
from teikit.dialects.telegram_lines import Told
from teikit.model import Division, Fact, Head, Inline, Item, ItemList, Text
from teikit.notations import read_date
from teikit.patterns import lazy_pattern
from teikit.source import SourceText, Span

_TITLE = lazy_pattern(r"\W*(?i:message attributes|electronic telegram attributes)\W*$")
_FIELD = lazy_pattern(r"(?P<label>\p{Lu}[\p{L} /()'-]{1,40}):(?:\s+(?P<value>\S.*))?$")
_NOTHING = ("n/a", "''", "-")
_FEWEST = 3
#: Fields that the header has a place for.
_ROLES = {
    "document number": "idno",
    "subject": "subject",
    "tags": "tags",
    "from": "from",
    "to": "to",
    "draft date": "sent-date",
    "reference": "reference",
}


def record_start(told: Sequence[Told]) -> int:
    """The index of the line that heads the record; behind the last line where there is none."""
    for index, one in enumerate(told):
        if one.text and _TITLE.match(one.text):
            fields = [after for after in told[index + 1 :] if after.kind != "blank" and _FIELD.match(after.text)]
            return index if len(fields) >= _FEWEST else len(told)
    return len(told)


def read_record(
    source: SourceText, told: Sequence[Told], reading: Reading, facts: Facts, trace: Trace
) -> Division | None:
    """The record as a division; `None` where there are no lines."""
    lines = [one for one in told if one.kind != "blank"]
    if not lines:
        return None
    items: list[Item] = []
    fields: list[tuple[Span, list[Told]]] = []
    for one in lines[1:]:
        trace.note(one.line.number, "the archive's record")
        found = _FIELD.match(one.text)
        if found or not fields:
            end = one.span.start + (found.end("label") + 1 if found else 0)
            fields.append((Span(one.span.start, end), [one]))
        else:
            fields[-1][1].append(one)
    trace.note(lines[0].line.number, "head of the archive's record")
    known = {role: facts.first(role) is not None for role in _ROLES.values()}
    for label, held in fields:
        end = held[-1].span.end
        start = label.end
        while start < end and source.text[start].isspace():
            start += 1
        words = source.text[label.start : label.end]
        mark: tuple[Inline, ...] = (Text(label, words),) if words else ()
        content = read_inlines(join(source, (Span(start, end),)), reading) if start < end else ()
        items.append(Item(Span(label.start, end), content, mark))
        role = _ROLES.get(words.rstrip(":").casefold(), "")
        value = " ".join(source.text[start:end].split())
        if role and not known[role] and value.casefold() not in _NOTHING:
            facts.add(role, _fact(role, value, Span(start, end)))
    head = Head(lines[0].span, read_inlines(join(source, (lines[0].span,)), reading))
    span = Span(lines[0].span.start, lines[-1].span.end)
    listed = ItemList(Span(items[0].span.start, items[-1].span.end), tuple(items))
    return Division(span, "attachment", (head, listed), reading.lang, id=f"{reading.lang}2")


def _fact(role: str, value: str, span: Span) -> Fact:
    day = read_date(value, "en") if role == "sent-date" else None
    return Fact(value, span, "en", when=(day.when or "") if day else "")
