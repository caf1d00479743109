"""Two paragraphs made one, and one made two."""

from __future__ import annotations

from dataclasses import replace

from teikit.corrections.inlines import joined
from teikit.corrections.layout import Layout
from teikit.corrections.pieces import PAGE, POINTED, part, pointed, silence, unturned
from teikit.corrections.sidecar import Entry
from teikit.model import Furniture, Inline, PageBreak
from teikit.model.contents import cut, trimmed
from teikit.source import Span


def split(layout: Layout, entry: Entry) -> None:
    """Begin a paragraph where an editor says that one begins."""
    words = f"{entry['before']} {entry['after']}"
    found = _pairs(layout, entry["before"], entry["after"])
    if len(found) != 1:
        if found:
            layout.places.ambiguous(entry, words, found)
        else:
            layout.places.missing(entry, words)
        return
    at = found[0].end
    where = layout.at(at)
    if where is None:
        layout.places.impossible(entry, words, "stand outside the texts of the document")
        return
    pieces, index = where
    piece = pieces[index]
    if piece.span.start == at:
        return
    if piece.label and at < piece.label[-1].span.end:
        layout.places.impossible(entry, words, "stand within a speaker's label")
        return
    halves = cut(layout.source, piece.content, at)
    if halves is None:
        layout.places.impossible(entry, words, "stand within a marker, which cannot be divided")
        return
    kind = "paragraph" if piece.kind == "turn" else None
    fresh = part(piece, halves[1], Span(at, piece.span.end), kind)
    for one in fresh:
        one.spoken = piece.spoken or piece.kind == "turn"
        if one.kind in ("paragraph", "note"):
            one.node = None
    piece.content, piece.span = trimmed(halves[0]), Span(piece.span.start, found[0].start)
    pieces[index + 1 : index + 1] = fresh
    layout.note(Span(at, at + 1), "begins here")


def join(layout: Layout, entry: Entry) -> None:
    """Make two paragraphs one, with the page between them inside it."""
    words = f"{entry['before']} … {entry['after']}"
    firsts, seconds = layout.places.all(entry["before"]), layout.places.all(entry["after"])
    for found, quoted in ((firsts, entry["before"]), (seconds, entry["after"])):
        if not found:
            layout.places.missing(entry, quoted)
            return
    pairs = [(first, second) for first in firsts for second in seconds if _neighbours(layout, first, second)]
    if not pairs:
        if not any(_together(layout, first, second) for first in firsts for second in seconds):
            layout.places.impossible(
                entry, words, "do not stand at the end of one paragraph and at the beginning of the next one"
            )
        return
    if len(pairs) > 1:
        layout.places.ambiguous(entry, words, [first for first, _ in pairs])
        return
    follows = layout.at(pairs[0][1].start)
    if follows is not None and pointed(follows[0][follows[1]]):
        layout.places.impossible(entry, words, POINTED)
        return
    _merge(layout, *pairs[0])


def _pairs(layout: Layout, before: str, after: str) -> list[Span]:
    """Places where one stretch of words follows another: (end of the first, start of the second)."""
    out = []
    for first in layout.places.all(before):
        for second in layout.places.all(after):
            if first.end <= second.start and not layout.source.text[first.end : second.start].strip():
                out.append(Span(first.end, second.start))
    return out


def _together(layout: Layout, first: Span, second: Span) -> bool:
    """Whether both stand in one piece already, one soon after the other."""
    one, other = layout.at(first.start), layout.at(second.start)
    return one is not None and one == other and first.end <= second.start


def _neighbours(layout: Layout, first: Span, second: Span) -> bool:
    """Whether one place ends a paragraph and the other begins the next one."""
    text = layout.source.text
    if first.end > second.start:
        return False
    one, other = layout.at(first.end - 1), layout.at(second.start)
    if one is None or other is None or one[0] is not other[0] or one[1] >= other[1]:
        return False
    pieces, left, right = one[0], one[1], other[1]
    return (
        all(piece.kind in PAGE for piece in pieces[left + 1 : right])
        and not text[first.end : pieces[left].span.end].strip()
        and not text[pieces[right].span.start : second.start].strip()
        and not {pieces[left].kind, pieces[right].kind} & {*PAGE, "division"}
    )


def _merge(layout: Layout, first: Span, second: Span) -> None:
    """Make the two paragraphs of two places one; what a page set between them stands inside it."""
    found, follows = layout.at(first.end - 1), layout.at(second.start)
    assert found is not None
    assert follows is not None
    pieces, index = found
    left, right = pieces[index], pieces[follows[1]]
    if right.kind == "turn":
        unturned(right)
    between: list[Inline] = []
    for piece in pieces[index + 1 : follows[1]]:
        if isinstance(piece.node, Furniture):
            between.append(replace(piece.node, span=piece.span, content=piece.content))
        elif piece.kind == "furniture":
            between.append(Furniture(piece.span, piece.content))
        else:
            assert not isinstance(piece.node, type(None))
            between.append(piece.node)  # type: ignore[arg-type]  # a page break or a mark, which are inline nodes as well
    if between and not any(isinstance(node, PageBreak) for node in between):
        between.insert(0, PageBreak(Span(between[0].span.start, between[0].span.start)))
    left.content = joined(layout.source, left.content, tuple(between), right.content)
    left.span = Span(left.span.start, right.span.end)
    del pieces[index + 1 : follows[1] + 1]
    if left.kind != "turn" and not left.spoken:
        silence(pieces, index)
    layout.note(Span(second.start, second.start + 1), "goes on")
