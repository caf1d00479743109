"""How every character of a transcript was used: as text, marker, header fact, furniture, or dropped and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass

from teikit.findings import Finding
from teikit.model import (
    Cable,
    Expansion,
    Fact,
    Furniture,
    Gap,
    LineBreak,
    Mark,
    Space,
    Speech,
    Stamp,
    Supplied,
    Text,
    Unclear,
)
from teikit.model.walk import holding, walk
from teikit.source import Span
from teikit.source.text import FORBIDDEN

#: What a character may be; the numbers stand in the map of the source.
_KINDS = ("lost", "text", "marker", "header fact", "furniture", "dropped")
_LOST, _TEXT, _MARKER, _FACT, _FURNITURE, _DROPPED = range(len(_KINDS))
#: Nodes with brackets or other letters of their own around what they hold.
_MARKED = (Gap, Space, Supplied, Unclear, Expansion, LineBreak)
_MOST = 1000


def usage_report(cable: Cable, findings: Sequence[Finding] = ()) -> dict[str, object]:
    """Account for the characters of a cable's source, each by its place; blanks do not count.

    Args:
        cable: The cable, enriched.
        findings: What was doubtful in its conversion.

    Returns:
        `characters` in the source; `used`, how many of them are `text`, `marker`, `header fact`, `furniture` or `dropped`, which add up to
        all of them; the `dropped` pieces with lines and reason, `forbidden` characters, what of the file was `left out`; `lost`: characters
        that nothing accounts for, with their lines; `turns` with those that are doubtful; the `findings` with their lines.
    """
    painted = _painted(cable)
    text = cable.source.text
    counts = [0] * len(_KINDS)
    lost: list[int] = []
    for at, letter in enumerate(text):
        if letter.isspace() or letter == "\ufeff":
            continue
        kind = _DROPPED if FORBIDDEN.match(letter) else painted[at]
        counts[kind] += 1
        if kind == _LOST:
            lost.append(at)
    turns = [node for node in walk(cable.divisions) if isinstance(node, Speech)]
    return {
        "source": cable.source.name,
        "encoding": cable.source.encoding,
        "dialect": cable.dialect,
        "characters": sum(counts),
        "used": {kind: count for kind, count in zip(_KINDS, counts, strict=True) if count and kind != "lost"},
        "dropped": _dropped(cable, painted),
        "forbidden": _forbidden(cable),
        "left out": [{"what": one.what, "pieces": one.pieces, "letters": one.letters} for one in cable.source.left_out],
        "lost": [{"line": cable.source.line_at(at), "text": text[at]} for at in lost[:_MOST]],
        "turns": {"all": len(turns), "doubtful": [_doubtful(cable, turn) for turn in turns if turn.cert]},
        "findings": [
            {"line": one.location.line, "file": one.location.file, "rule": one.rule, "message": one.message}
            for one in findings
        ],
    }


def _painted(cable: Cable) -> bytearray:
    """For each character of the source what it was used as; a node paints its span before those that it holds."""
    painted = bytearray(len(cable.source.text))

    def paint(span: Span, kind: int) -> None:
        painted[span.start : span.end] = bytes([kind]) * (span.end - span.start)

    around = [span for span in (cable.before, cable.after) if span]
    for span in around:
        paint(span, _DROPPED)
    stack: list[tuple[object, int]] = [(node, _TEXT) for node in reversed(cable.divisions)]
    while stack:
        node, inside = stack.pop()
        if isinstance(node, tuple):  # a row of a table
            stack += [(inner, inside) for inner in reversed(node)]
            continue
        if isinstance(node, Mark):
            paint(node.span, _DROPPED)
        elif isinstance(node, Text):
            paint(node.span, inside)
        elif isinstance(node, _MARKED):
            paint(node.span, _MARKER)
        elif isinstance(node, Furniture | Stamp):
            inside = _FURNITURE
        for name in reversed(holding(type(node))):
            stack += [(inner, inside) for inner in reversed(getattr(node, name))]
    told = [piece.span for piece in cable.dropped]
    for fact in _facts(cable.header):
        if fact.span is not None:
            for at in range(*fact.span):
                if painted[at] == _TEXT or (
                    painted[at] == _DROPPED and any(one.start <= at < one.end for one in around)
                ):
                    painted[at] = _FACT
    for span in told:
        paint(span, _DROPPED)
    return painted


def _facts(header: object) -> Iterator[Fact]:
    """The facts of a header, wherever it holds them."""
    stack: list[object] = [header]
    while stack:
        node = stack.pop()
        if isinstance(node, Fact):
            yield node
        elif isinstance(node, tuple):
            stack += node
        elif is_dataclass(node) and not isinstance(node, type):
            stack += [getattr(node, field.name) for field in fields(node)]


def _dropped(cable: Cable, painted: bytearray) -> list[dict[str, object]]:
    """The pieces that are neither text nor fact; like ones once, with every line."""
    marks = [(node.span, node.reason) for node in walk(cable.divisions) if isinstance(node, Mark)]
    told_of = [*((piece.span, piece.reason) for piece in cable.dropped), *marks]
    pieces = [(span, cable.source.text[span.start : span.end], reason) for span, reason in told_of]
    told = bytearray(len(painted))
    for span, _, _ in pieces:
        told[span.start : span.end] = b"\x01" * (span.end - span.start)
    text = cable.source.text
    for around in (cable.before, cable.after):
        for one in _stretches(around, text, painted, told) if around else ():
            pieces.append((one, text[one.start : one.end], "the page's own marks and words"))
    grouped: dict[tuple[str, str], list[int]] = {}
    for span, words, reason in sorted(pieces):
        grouped.setdefault((" ".join(words.split()), reason), []).append(cable.source.line_at(span.start))
    return [{"text": words, "reason": reason, "lines": lines} for (words, reason), lines in grouped.items()]


def _stretches(span: Span, text: str, painted: bytearray, told: bytearray) -> Iterable[Span]:
    """Stretches of the words around a text that nothing tells of."""
    start: int | None = None
    for at in range(span.start, span.end + 1):
        open_ = at < span.end and painted[at] == _DROPPED and not told[at] and not text[at].isspace()
        if open_ and start is None:
            start = at
        elif not open_ and start is not None:
            yield Span(start, at)
            start = None


def _forbidden(cable: Cable) -> list[dict[str, object]]:
    text = cable.source.text
    found = [match.start() for match in FORBIDDEN.finditer(text)]
    return [{"line": cable.source.line_at(at), "character": f"U+{ord(text[at]):04X}"} for at in found[:_MOST]]


def _doubtful(cable: Cable, turn: Speech) -> dict[str, object]:
    start = turn.speaker[0].span.start if turn.speaker else turn.span.start
    end = turn.speaker[-1].span.end if turn.speaker else start
    label = " ".join(cable.source.text[start:end].split())
    return {"line": cable.source.line_at(start), "label": label, "cert": turn.cert}
