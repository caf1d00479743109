"""What a line is: a stretch of a text made a piece of another kind."""

from __future__ import annotations

from teikit.corrections.inlines import joined, settled
from teikit.corrections.labels import relabel, turn
from teikit.corrections.layout import Layout
from teikit.corrections.pieces import POINTED, SPEAKABLE, Piece, part, pointed, silence, speak, unturned
from teikit.corrections.sidecar import Entry
from teikit.corrections.standing import EDGES
from teikit.model import Furniture
from teikit.model.contents import cut, trimmed
from teikit.source import Span

#: What ends at the line's end; a paragraph or a turn goes on to the end of its block.
_LINES = ("head", "furniture", "opener", "closer", "trailer", "note")


def line(layout: Layout, entry: Entry) -> None:
    """Make a line, or every line with some words, what an editor says it is."""
    if entry.every:
        found = layout.places.all(entry["text"])
        if not found:
            layout.places.missing(entry, entry["text"])
    else:
        one = layout.places.one(entry, entry["text"])
        found = [one] if one else []
    for place in found:
        why = _retag(layout, place, entry["is"])
        if why:
            layout.places.impossible(entry, entry["text"], why)
        elif entry["is"] in EDGES:
            layout.edges.append((entry, place))


def _retag(layout: Layout, place: Span, kind: str) -> str:
    """Make the lines of a place something else.

    Returns:
        Why it cannot be done; empty where it is done.
    """
    found = layout.at(place.start)
    if found is None:
        return "stand outside the texts of the document"
    pieces, index = found
    piece = pieces[index]
    start, end = _whole_lines(layout, place, piece)
    if kind == "turn" and layout.source.text[start : place.start].strip():
        start = place.start
    if kind == "turn" and piece.kind == "turn" and start == piece.span.start:
        return relabel(layout, pieces, index, place)
    whole = not (layout.source.text[piece.span.start : start] + layout.source.text[end : piece.span.end]).strip()
    if piece.kind == kind and whole and kind != "turn":
        return ""
    if piece.kind == "turn":
        label_end = piece.label[-1].span.end if piece.label else start
        if start < label_end:
            unturned(piece)
            silence(pieces, index)
    if kind in _LINES:
        return _cut_out(layout, pieces, index, Span(start, end), kind)
    upto = end if piece.kind in _LINES else piece.span.end
    why = _cut_out(layout, pieces, index, Span(start, upto), "paragraph")
    if why or kind == "paragraph":
        return why
    return turn(layout, place)


def _whole_lines(layout: Layout, place: Span, piece: Piece) -> Span:
    """The whole lines of a place, as far as they belong to a piece, without the blanks around them."""
    lines = layout.source.lines
    first = lines[layout.source.line_at(place.start) - 1]
    last = lines[layout.source.line_at(max(place.start, place.end - 1)) - 1]
    start, end = max(first.start, piece.span.start), min(last.end, piece.span.end)
    words = layout.source.text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _cut_out(layout: Layout, pieces: list[Piece], index: int, span: Span, kind: str) -> str:
    """Make a stretch of a piece one of its own, of another kind."""
    piece = pieces[index]
    first = cut(layout.source, piece.content, span.start)
    second = cut(layout.source, first[1], span.end) if first else None
    if first is None or second is None:
        return "begin or end within a marker, which cannot be divided"
    (left, _), (mid, right) = first, second
    left, mid, right = trimmed(left), trimmed(mid), trimmed(right)
    if not mid:
        return "are no words of a paragraph"
    layout.note(span, kind)
    if kind == "furniture" and piece.kind in ("paragraph", "turn") and (left or piece.kind == "turn") and right:
        lifted = Furniture(span, settled(mid), _furniture(layout.words(mid)))
        piece.content = joined(layout.source, left, (lifted,), right) if left else (lifted, *right)
        return ""
    mid = settled(mid)
    before = Span(piece.span.start, span.start)
    after = Span(span.end, piece.span.end)
    middle = part(piece, mid, span, kind)
    for one in middle:
        if kind == "furniture":
            one.node = Furniture(span, mid, _furniture(layout.words(mid)))
    if kind == piece.kind and not left and not right:
        piece.content = mid
        return ""
    if piece.kind == "turn":
        piece.span, piece.content = before, left
        if not left:
            piece.node = None
        fresh = [*middle, *part(piece, right, after, "paragraph")]
        for one in fresh:
            one.spoken = one.kind in SPEAKABLE
        pieces[index + 1 : index + 1] = fresh
        return ""
    rest = "paragraph" if piece.kind == "paragraph" else None
    fresh = [*part(piece, left, before, rest), *middle, *part(piece, right, after, rest)]
    for one in fresh:
        one.spoken = piece.spoken and one.kind in SPEAKABLE
    keepers = [one for one in fresh if one.node is not None and one.node is piece.node]
    if pointed(piece) and fresh[0].node is not piece.node:
        return POINTED
    for one in keepers[1:]:
        if one.kind in ("note", "paragraph"):  # a number or an identifier stays with what comes first
            one.node = None
    pieces[index : index + 1] = fresh
    if kind == "paragraph" and piece.kind != "paragraph" and index and _speaks(pieces[index - 1]):
        speak(pieces, index - 1)  # what was taken for the end of the turn was none
    return ""


def _furniture(words: str) -> str:
    """TEI's word for what a page carries: a number, or a heading."""
    return "header" if any(letter.isalpha() for letter in words) else "pageNum"


def _speaks(piece: Piece) -> bool:
    return piece.kind == "turn" or piece.spoken
