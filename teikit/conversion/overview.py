"""What was recognised in a transcript, in a few lines: facts of the header, persons who speak, and what is withheld, each with its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from teikit.model import Cable, Fact, Gap, Speech
from teikit.model.walk import walk

_MOST = 12
_LONGEST = 90


def overview(cable: Cable) -> Iterator[str]:
    """Say what was recognised, line by line; a kind of fact that the transcript does not tell is left out."""
    for name, facts in _header(cable):
        if facts:
            yield f"{name:14} {_listed([_told(cable, fact) for fact in facts])}"
    turns = [node for node in walk(cable.divisions) if isinstance(node, Speech)]
    yield from _persons(cable, turns)
    doubtful = [turn for turn in turns if turn.cert]
    if doubtful:
        told = [f"line {_line(cable, turn)} {_label(cable, turn)} ({turn.cert})" for turn in doubtful]
        yield f"{'not sure':14} {_listed(told)}"
    gaps = [node for node in walk(cable.divisions) if isinstance(node, Gap)]
    for reason in dict.fromkeys(gap.reason for gap in gaps):
        mine = [gap for gap in gaps if gap.reason == reason]
        told = [f"line {cable.source.line_at(gap.span.start)} {gap.marker}{_measure(gap)}" for gap in mine]
        yield f"{reason:14} {len(mine)}: {_listed(told)}"


def _header(cable: Cable) -> Iterator[tuple[str, Sequence[Fact]]]:
    header = cable.header
    yield "title", [header.title] if header.title else []
    yield "date", header.dates
    yield "number", header.numbers
    for action in header.correspondence:
        yield action.kind, (*action.persons, *action.organisations, *action.places, *action.dates)
    yield "participants", header.participants
    yield "markings", (*header.classification, *header.precedence, *header.handling)
    yield "reference", header.references
    yield "archive", [fact for fact in (header.ms.repository, header.ms.collection, header.ms.idno) if fact]
    yield "hands", [name for hand in header.responsibilities for name in (hand.name, *hand.others) if name.text]


def _told(cable: Cable, fact: Fact) -> str:
    when = f" = {fact.when}" if fact.when else ""
    line = f" (line {cable.source.line_at(fact.span.start)})" if fact.span else ""
    return f"{_short(fact.text)}{when}{line}"


def _persons(cable: Cable, turns: Iterable[Speech]) -> Iterator[str]:
    counts = Counter(who for turn in turns for who in turn.who.split() or [""])
    for person in cable.header.persons:
        if times := counts[person.key]:
            names = ", ".join(dict.fromkeys(fact.text for fact in (*person.names, *person.roles)))
            yield f"{'speaks':14} {person.key}: {names} ({_times(times)})"
    if counts[""]:
        yield f"{'speaks':14} hidden or not told ({_times(counts[''])})"


def _line(cable: Cable, turn: Speech) -> int:
    return cable.source.line_at(turn.speaker[0].span.start if turn.speaker else turn.span.start)


def _label(cable: Cable, turn: Speech) -> str:
    start, end = (turn.speaker[0].span.start, turn.speaker[-1].span.end) if turn.speaker else (0, 0)
    return _short(" ".join(cable.source.text[start:end].split()))


def _measure(gap: Gap) -> str:
    amount = gap.quantity or (f"less than {gap.at_most}" if gap.at_most else "")
    amount = amount or (f"more than {gap.at_least}" if gap.at_least else "")
    words = " ".join(part for part in (amount, gap.unit) if part)
    return f" → {words}" if words else ""


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _listed(told: Sequence[str]) -> str:
    more = f" … and {len(told) - _MOST} more" if len(told) > _MOST else ""
    return "; ".join(told[:_MOST]) + more


def _times(turns: int) -> str:
    return "1 turn" if turns == 1 else f"{turns} turns"
