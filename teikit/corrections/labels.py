"""Who speaks: paragraphs that begin with a label made turns, and turns that are none made paragraphs."""

from __future__ import annotations

import unicodedata

import regex

from teikit.corrections.layout import Layout
from teikit.corrections.pieces import SPEAKABLE, Piece, silence, speak, unturned
from teikit.corrections.places import pattern_of
from teikit.corrections.sidecar import Entry
from teikit.dialects.labels import label_key
from teikit.model.contents import cut, trimmed
from teikit.patterns import lazy_pattern
from teikit.source import Span

_BRACKETS = "()（）[]【】〔〕<>«»‹›{}|=#:：;.,、 \u3000\t\n*_—–-"
_CLOSED = (":", "：", ")", "）", "】", "〕", "]", "—", "–", ".")
_COLON = lazy_pattern(r"[^\S\n]*[:：]")


def key_of(label: str) -> str:
    """A label for comparing: without brackets, colon, blanks and case."""
    return label_key(unicodedata.normalize("NFKC", label).strip(_BRACKETS))


def speaker(layout: Layout, entry: Entry) -> None:
    """Make every paragraph that begins with a label a turn."""
    wanted = entry["label"]
    known, why = _turns(layout, wanted), ""
    starts = regex.compile(pattern_of(wanted) + ("" if wanted.rstrip().endswith(_CLOSED) else r"(?=[^\S\n]*[:：])"))
    for pieces in layout.lists():
        for index in range(len(pieces) - 1, -1, -1):  # from the end, so that each turn goes up to the next one
            if pieces[index].kind == "paragraph":
                match = starts.match(layout.source.text, pieces[index].span.start)
                if match is None:
                    continue
                why = _turn_at(layout, pieces, index, Span(*match.span()))
                known = known or not why
    if why and not known:
        layout.places.impossible(entry, wanted, why)
    elif not known and layout.places.all(wanted):
        layout.places.impossible(entry, wanted, "begin no paragraph")
    elif not known:
        layout.places.missing(entry, wanted)


def not_speaker(layout: Layout, entry: Entry) -> None:
    """Make every turn with a label a paragraph."""
    wanted = key_of(entry["label"])
    if not _turns(layout, entry["label"]):
        if not layout.places.all(entry["label"]):
            layout.places.missing(entry, entry["label"])
        return
    for pieces in layout.lists():
        for index, piece in enumerate(pieces):
            if piece.kind == "turn" and key_of(layout.words(piece.label)) == wanted:
                layout.note(Span(piece.span.start, piece.span.start + 1), "no turn")
                unturned(piece)
                silence(pieces, index)


def _turns(layout: Layout, label: str) -> bool:
    """Whether a turn bears the label."""
    wanted = key_of(label)
    return any(
        piece.kind == "turn" and key_of(layout.words(piece.label)) == wanted
        for pieces in layout.lists()
        for piece in pieces
    )


def turn(layout: Layout, place: Span) -> str:
    """Make the paragraph that begins at a place a turn; the place is its label."""
    found = layout.at(place.start)
    assert found is not None
    return _turn_at(layout, *found, place)


def _turn_at(layout: Layout, pieces: list[Piece], index: int, place: Span) -> str:
    """Make a paragraph a turn.

    Returns:
        Why it cannot be done; empty where it is done.
    """
    piece = pieces[index]
    end = place.end
    if layout.source.text[end - 1] not in _CLOSED[:2] and (colon := _COLON.match(layout.source.text, end)):
        end = colon.end()
    halves = cut(layout.source, piece.content, end)
    if halves is None:
        return "end within a marker, which cannot be divided"
    label, said = trimmed(halves[0]), trimmed(halves[1])
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    if not said and (following is None or following.kind not in SPEAKABLE):
        return "are followed by nothing that could be said"
    piece.kind, piece.label, piece.content, piece.spoken = "turn", label, said, False
    if not said:
        piece.node = None
    speak(pieces, index)
    layout.note(place, "turn")
    return ""


def relabel(layout: Layout, pieces: list[Piece], index: int, place: Span) -> str:
    """A turn whose label ends elsewhere."""
    piece = pieces[index]
    colon = _COLON.match(layout.source.text, place.end)
    if piece.label and piece.label[-1].span.end in (place.end, colon.end() if colon else -1):
        return ""
    kept = (piece.kind, piece.label, piece.content, piece.speech)
    unturned(piece)
    why = turn(layout, place)
    if why:
        piece.kind, piece.label, piece.content, piece.speech = kept
    return why
