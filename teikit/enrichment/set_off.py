"""Words that a container shows in italics, in bold, underlined: `hi` with the look in `@rend` (TEI Guidelines 3.3.2.2).

What the words are – a title, an emphasis, words of another language – nobody can tell from their look, so nothing is said of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from teikit.enrichment.page_places import after_letters
from teikit.model import Cable, Highlight, Phrase, Reference, Role, Text
from teikit.model.walk import holding
from teikit.source import SetOff, Span


def mark_set_off(cable: Cable) -> Cable:
    """Put the words that the source sets off into `Highlight`; a cable whose source sets off none stays as it is."""
    runs = cable.source.set_off
    if not runs:
        return cable
    marker = _Marker(runs, cable.source.running.text)
    return replace(cable, divisions=marker.all(cable.divisions))


class _Marker:
    def __init__(self, runs: tuple[SetOff, ...], source: str):
        self.runs = runs
        self.ends = [one.end for one in runs]
        self.source = source

    def all(self, nodes: tuple[Any, ...]) -> tuple[Any, ...]:
        """Nodes with what is set off in them."""
        out: list[Any] = []
        for node in nodes:
            out += self._text(node) if isinstance(node, Text) else [self._node(node)]
        return (
            tuple(out) if len(out) != len(nodes) or any(a is not b for a, b in zip(out, nodes, strict=True)) else nodes
        )

    def _node(self, node: Any) -> Any:
        if isinstance(node, tuple):  # a row of a table
            return self.all(node)
        if isinstance(node, Reference) or (isinstance(node, Phrase) and node.role is Role.NUMBER):
            return node  # the mark of a note is what it is, and a number (`idno`) holds letters only
        fresh: dict[str, Any] = {}
        for name in holding(node.__class__):
            inner = getattr(node, name)
            if inner and (changed := self.all(inner)) is not inner:
                fresh[name] = changed
        return replace(node, **fresh) if fresh else node

    def _text(self, node: Text) -> Iterator[Text | Highlight]:
        """The text itself, or its pieces in the order of the source."""
        start, end = node.span.start, node.span.end
        inside = [
            one for one in self._within(start, end) if self.source[max(one.start, start) : min(one.end, end)].strip()
        ]
        if not inside or "".join(self.source[start:end].split()) != "".join(node.text.split()):
            yield node
            return
        at, place = start, 0
        for one in inside:
            first, last = max(one.start, start), min(one.end, end)
            opens = place + after_letters(node.text[place:], self._count(at, first))
            closes = opens + after_letters(node.text[opens:], self._count(first, last), blanks=False)
            if opens > place:
                yield Text(Span(at, first), node.text[place:opens])
            span = Span(first, last)
            yield Highlight(span, (Text(span, node.text[opens:closes]),), one.rend)
            at, place = last, closes
        if place < len(node.text):
            yield Text(Span(at, end), node.text[place:])

    def _within(self, start: int, end: int) -> Iterator[SetOff]:
        for one in self.runs[bisect_right(self.ends, start) :]:
            if one.start >= end:
                return
            yield one

    def _count(self, start: int, end: int) -> int:
        return len("".join(self.source[start:end].split()))
