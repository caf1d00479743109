"""What corrections do to inline nodes: page furniture becomes text again, two stretches become one; no letter is lost or moved."""

from __future__ import annotations

from dataclasses import replace

from teikit.model import Furniture, Inline, LineBreak, Stamp, Text
from teikit.model.contents import Content, trimmed
from teikit.source import SourceText, Span

#: From here on stand the scripts that set no blanks between words.
_DENSE = "\u3000"


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
