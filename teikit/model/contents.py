"""Inline nodes cut in two at a place of the source; no letter is lost or moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from teikit.model.inlines import DateText, Foreign, Furniture, Highlight, Inline, LineBreak, Phrase, Stamp, Text
from teikit.source import SourceText, Span

#: What may be taken apart: their elements say something of the words and add none.
_LOOSE = (DateText, Foreign, Highlight, Phrase, Stamp, Furniture)
Content = tuple[Inline, ...]


def cut(source: SourceText, content: Content, at: int) -> tuple[Content, Content] | None:
    """Divide content at an offset of the source.

    Returns:
        What stands before it and what stands behind; `None` where the offset lies within a marker that is one whole.
    """
    left: list[Inline] = []
    right: list[Inline] = []
    for node in content:
        if node.span.end <= at and not right and node.span.start < at:
            left.append(node)
        elif node.span.start >= at or right:
            right.append(node)
        else:
            halves = _halves(source, node, at)
            if halves is None:
                return None
            left += halves[0]
            right += halves[1]
    return tuple(left), tuple(right)


def cut_all(source: SourceText, content: Content, places: Sequence[int]) -> list[Content] | None:
    """Divide content at many offsets of the source, in one pass.

    Returns:
        The pieces, one more than offsets; `None` where one of these lies within a marker that is one whole.
    """
    out: list[list[Inline]] = [[] for _ in range(len(places) + 1)]
    at = 0
    for node in content:
        while at < len(places) and places[at] <= node.span.start:
            at += 1
        inside = places[at : bisect_left(places, node.span.end, at)] if at < len(places) else ()
        if not inside:
            out[at].append(node)
            continue
        pieces = _text_at(source, node, inside) if isinstance(node, Text) else _node_at(source, node, inside)
        if pieces is None:
            return None
        for number, piece in enumerate(pieces):
            out[at + number] += piece
    return [tuple(piece) for piece in out]


def _node_at(source: SourceText, node: Inline, places: Sequence[int]) -> list[Content] | None:
    pieces: list[Content] = []
    rest: Content = (node,)
    for place in places:
        halves = cut(source, rest, place)
        if halves is None:
            return None
        pieces.append(halves[0])
        rest = halves[1]
    return [*pieces, rest]


def _text_at(source: SourceText, node: Text, places: Sequence[int]) -> list[Content] | None:
    """A text divided; see `_cut_text`."""
    start = node.span.start
    if "".join(source.text[start : node.span.end].split()) != "".join(node.text.split()):
        return None
    pieces: list[Content] = []
    at = 0
    for place in (*places, node.span.end):
        first = at
        letters = len("".join(source.text[start:place].split()))
        while at < len(node.text) and (letters or node.text[at].isspace()):
            letters -= not node.text[at].isspace()
            at += 1
        piece = node.text[first:at]
        pieces.append((Text(Span(start, place), piece),) if piece else ())
        start = place
    return pieces


def _halves(source: SourceText, node: Inline, at: int) -> tuple[Content, Content] | None:
    if isinstance(node, Text):
        return _cut_text(source, node, at)
    if isinstance(node, _LOOSE):
        return cut(source, node.content, at)
    if isinstance(node, LineBreak) and not node.hyphen:
        return (node,), ()
    return None


def _cut_text(source: SourceText, node: Text, at: int) -> tuple[Content, Content] | None:
    """White space was folded: what counts is how many letters stand before the cut."""
    if "".join(source.text[node.span.start : node.span.end].split()) != "".join(node.text.split()):
        return None
    letters = len("".join(source.text[node.span.start : at].split()))
    place = 0
    while letters or (place < len(node.text) and node.text[place].isspace()):
        letters -= not node.text[place].isspace()
        place += 1
    before = Text(Span(node.span.start, at), node.text[:place])
    behind = Text(Span(at, node.span.end), node.text[place:])
    return (before,) if before.text else (), (behind,) if behind.text else ()


def trimmed(content: Content) -> Content:
    """Content without white space and plain line breaks at its ends."""
    nodes = list(content)
    while nodes and _blank(nodes[0]):
        nodes.pop(0)
    while nodes and _blank(nodes[-1]):
        nodes.pop()
    if nodes and isinstance(last := nodes[-1], Text):
        nodes[-1] = replace(last, text=last.text.rstrip())
    if nodes and isinstance(first := nodes[0], Text):
        nodes[0] = replace(first, text=first.text.lstrip())
    return tuple(nodes)


def _blank(node: Inline) -> bool:
    return (isinstance(node, Text) and not node.text.strip()) or (isinstance(node, LineBreak) and not node.hyphen)
