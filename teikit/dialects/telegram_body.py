"""A telegram put together: its head, its text, and what the archive's record says of it."""

from __future__ import annotations

from dataclasses import replace

from teikit.dialects.facts import Facts, header
from teikit.dialects.identity import cable_id
from teikit.dialects.inline import Reading
from teikit.dialects.protocol import Trace
from teikit.dialects.telegram_lines import tell_lines
from teikit.dialects.telegram_opener import HeadFacts
from teikit.dialects.telegram_record import read_record, record_start
from teikit.dialects.telegram_text import TelegramText
from teikit.model import Cable, CorrespAction, Division, Fact, Header
from teikit.source import SourceText, Span


def read_telegram(source: SourceText, name: str, trace: Trace) -> Cable:
    """Read a telegram; every letter of it is in a block, in the order of the source."""
    told = tell_lines(source)
    start = record_start(told)
    facts = Facts()
    text = TelegramText(source, told[:start], Reading("en"), facts, trace)
    blocks = text.read()
    lang = text.reading.lang
    record = read_record(source, told[start:], replace(text.reading, dates=False), facts, trace)
    spans = [one.span for one in told[:start] if one.kind != "blank"]
    span = Span(spans[0].start, spans[-1].end) if spans else Span(0, 0)
    identifier, findings = cable_id(source)
    return Cable(
        identifier,
        source,
        name,
        _header(facts, text.heading, lang),
        (Division(span, "document", tuple(blocks), lang, id=lang), *([record] if record else [])),
        findings=(*source.findings, *findings),
    )


def _header(facts: Facts, reader: HeadFacts, lang: str) -> Header:
    made = header(facts, (lang,))
    actions = []
    for action in made.correspondence:
        # Who sends and receives a telegram is a post or an office, whatever its indicator looks like.
        people = tuple(sorted((*action.persons, *action.organisations), key=lambda fact: fact.span or Span(0, 0)))
        actions.append(CorrespAction(action.kind, (), people, action.places, action.dates, action.notes))
    notes = list(made.notes)
    for role, label in (("from", "originator"), ("to", "addressees"), ("info", "informed")):
        short = " ".join(dict.fromkeys(reader.short[role]))
        if role == "from" and short and reader.originator:
            short = f"{short} {reader.originator}"
        if short:
            notes.append((label, Fact(short)))
    return replace(made, correspondence=tuple(actions), notes=tuple(notes))
