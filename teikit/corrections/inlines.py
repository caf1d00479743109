"""Inline nodes cut in two at a place of the source; no letter is lost or moved."""

from __future__ import annotations

from dataclasses import replace

from teikit.model import DateText, Foreign, Furniture, Highlight, Inline, LineBreak, Phrase, Stamp, Text
from teikit.source import SourceText, Span

#: What may be taken apart: their elements say something of the words and add none.
_LOOSE = (DateText, Foreign, Highlight, Phrase, Stamp, Furniture)
#: From here on stand the scripts that set no blanks between words.
_DENSE = "\u3000"
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


def settled(content: Content) -> Content:
    """Content in which nothing is page furniture: its words are text again."""
    out: list[Inline] = []
    for node in content:
        if isinstance(node, Furniture):
            out += settled(node.content)
        elif isinstance(node, Stamp):
            out += node.content
        else:
            out.append(node)
    return tuple(out)


def joined(source: SourceText, first: Content, between: Content, second: Content) -> Content:
    """Two stretches as one; a word cut in two by a hyphen is whole again, and the break is kept."""
    first, second = trimmed(first), trimmed(second)
    if not first or not second:
        return (*first, *between, *second)
    last, start = first[-1], second[0]
    end = last.span.end
    if isinstance(last, Text) and isinstance(start, Text):
        text = last.text
        if text.endswith("-") and text[-2:-1].isalpha() and start.text[:1].islower() and source.text[end - 1] == "-":
            half = replace(last, span=Span(last.span.start, end - 1), text=text[:-1])
            return (*first[:-1], half, LineBreak(Span(end - 1, end), "-", True), *between, *second)
    dense = isinstance(last, Text) and last.text[-1:] >= _DENSE
    blank = () if dense else (Text(Span(end, end), "\n"),)
    return (*first, *blank, *between, *second)
