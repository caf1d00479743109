"""The corrections of a sidecar made on the cable that a dialect read."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import regex

from teikit.corrections.inlines import cut, joined, settled, trimmed
from teikit.corrections.pieces import PAGE, SPEAKABLE, Piece, flat, folded, melted, part, silence, speak, unturned
from teikit.corrections.places import Places, pattern_of
from teikit.corrections.sidecar import Corrections, Entry
from teikit.dialects import Trace
from teikit.dialects.labels import label_key
from teikit.model import Cable, Furniture, Inline, NoteBlock, PageBreak
from teikit.source import Span

_BRACKETS = "()（）[]【】〔〕:：;.,、 \u3000\t\n*_—–-"
_CLOSED = (":", "：", ")", "）", "】", "〕", "]", "—", "–", ".")
_POINTED = "are a note that a mark in the text points to"
_COLON = regex.compile(r"[^\S\n]*[:：]")
#: What ends at the line's end; a paragraph or a turn goes on to the end of its block.
_LINES = ("head", "furniture", "opener", "closer", "trailer", "note")


def correct(cable: Cable, corrections: Corrections, trace: Trace | None = None) -> Cable:
    """Make an editor's corrections.

    Args:
        cable: What a dialect read; the enrichments come afterwards.
        corrections: The sidecar.
        trace: What each line was taken for; corrected lines are noted in it.

    Returns:
        The cable corrected, with a finding for each correction that does not fit. Each letter is where it was.
    """
    if not corrections:
        return cable
    return _Editor(cable, corrections, trace or Trace()).correct()


def _start(piece: Piece) -> int:
    return piece.span.start


def _speaks(piece: Piece) -> bool:
    return piece.kind == "turn" or piece.spoken


def _pointed(piece: Piece) -> bool:
    """Whether a mark in the text may point to it."""
    return isinstance(piece.node, NoteBlock) and bool(piece.node.id)


def _furniture(words: str) -> str:
    """TEI's word for what a page carries: a number, or a heading."""
    return "header" if any(letter.isalpha() for letter in words) else "pageNum"


def key_of(label: str) -> str:
    """A label for comparing: without brackets, colon, blanks and case."""
    return label_key(unicodedata.normalize("NFKC", label).strip(_BRACKETS))


class _Editor:
    def __init__(self, cable: Cable, corrections: Corrections, trace: Trace):
        self.cable = cable
        self.source = cable.source
        self.corrections = corrections
        self.trace = trace
        self.places = Places(cable.source, corrections.file)
        self.texts = [flat(division.blocks) for division in cable.divisions]

    def correct(self) -> Cable:
        given = self.corrections.entries
        self._borders()
        for entry in given("split"):
            self._split(entry)
        for entry in given("line"):
            self._line(entry)
        for entry in given("not-speaker"):
            self._not_speaker(entry)
        for entry in given("speaker"):
            self._speaker(entry)
        for entry in given("join"):
            self._join(entry)
        divisions = tuple(
            replace(division, blocks=folded(pieces))
            for division, pieces in zip(self.cable.divisions, self.texts, strict=True)
        )
        return replace(self.cable, divisions=divisions, findings=(*self.cable.findings, *self.places.findings))

    # -- finding pieces

    def _lists(self) -> Iterator[list[Piece]]:
        """Every list of pieces: of the texts, and of the divisions in them."""
        stack = list(reversed(self.texts))
        while stack:
            pieces = stack.pop()
            yield pieces
            stack += [piece.inner for piece in reversed(pieces) if piece.kind == "division"]

    def _at(self, offset: int) -> tuple[list[Piece], int] | None:
        """The piece that holds an offset; lists and tables that hold it are taken apart."""
        for pieces in self._lists():
            near = max(
                0, bisect_right(pieces, offset, key=_start) - 1
            )  # mostly there; pieces stand in order but for a few
            for index in chain((near,) if pieces else (), range(len(pieces))):
                piece = pieces[index]
                if piece.kind != "division" and piece.span.start <= offset < piece.span.end:
                    if piece.kind in ("list", "table"):
                        pieces[index : index + 1] = melted(piece)
                        return self._at(offset)
                    return pieces, index
        return None

    def _note(self, span: Span, what: str) -> None:
        for number in range(self.source.line_at(span.start), self.source.line_at(max(span.start, span.end - 1)) + 1):
            self.trace.note(number, f"{what}, says the sidecar")

    def _words(self, content: tuple[Inline, ...]) -> str:
        return self.source.text[content[0].span.start : content[-1].span.end] if content else ""

    # -- the corrections

    def _borders(self) -> None:
        """Say which borders of languages the dialect did not heed."""
        begun = [(division.lang, division.span.start) for division in self.cable.divisions]
        for entry in self.corrections.entries("language"):
            found = self.places.all(entry["from"])
            if len(found) != 1:
                continue  # told where the borders were set
            line = self.source.lines[self.source.line_at(found[0].start) - 1]
            if not any(lang == entry["lang"] and line.start <= start <= line.end for lang, start in begun):
                self.places.unheeded(entry, self.cable.dialect)

    def _line(self, entry: Entry) -> None:
        if entry.every:
            found = self.places.all(entry["text"])
            if not found:
                self.places.missing(entry, entry["text"])
        else:
            one = self.places.one(entry, entry["text"])
            found = [one] if one else []
        for place in found:
            why = self._retag(place, entry["is"])
            if why:
                self.places.impossible(entry, entry["text"], why)

    def _retag(self, place: Span, kind: str) -> str:
        """Make the lines of a place something else.

        Returns:
            Why it cannot be done; empty where it is done.
        """
        found = self._at(place.start)
        if found is None:
            return "stand outside the texts of the document"
        pieces, index = found
        piece = pieces[index]
        start, end = self._lines(place, piece)
        if kind == "turn" and self.source.text[start : place.start].strip():
            start = place.start
        if kind == "turn" and piece.kind == "turn" and start == piece.span.start:
            return self._relabel(pieces, index, place)
        whole = not (self.source.text[piece.span.start : start] + self.source.text[end : piece.span.end]).strip()
        if piece.kind == kind and whole and kind != "turn":
            return ""
        if piece.kind == "turn":
            label_end = piece.label[-1].span.end if piece.label else start
            if start < label_end:
                unturned(piece)
                silence(pieces, index)
        if kind in _LINES:
            return self._mid(pieces, index, Span(start, end), kind)
        upto = end if piece.kind in _LINES else piece.span.end
        why = self._mid(pieces, index, Span(start, upto), "paragraph")
        if why or kind == "paragraph":
            return why
        return self._turn(place)

    def _lines(self, place: Span, piece: Piece) -> Span:
        """The whole lines of a place, as far as they belong to a piece, without the blanks around them."""
        lines = self.source.lines
        first = lines[self.source.line_at(place.start) - 1]
        last = lines[self.source.line_at(max(place.start, place.end - 1)) - 1]
        start, end = max(first.start, piece.span.start), min(last.end, piece.span.end)
        words = self.source.text[start:end]
        return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))

    def _mid(self, pieces: list[Piece], index: int, span: Span, kind: str) -> str:
        """Make a stretch of a piece one of its own, of another kind."""
        piece = pieces[index]
        first = cut(self.source, piece.content, span.start)
        second = cut(self.source, first[1], span.end) if first else None
        if first is None or second is None:
            return "begin or end within a marker, which cannot be divided"
        (left, _), (mid, right) = first, second
        left, mid, right = trimmed(left), trimmed(mid), trimmed(right)
        if not mid:
            return "are no words of a paragraph"
        self._note(span, kind)
        if kind == "furniture" and piece.kind in ("paragraph", "turn") and (left or piece.kind == "turn") and right:
            lifted = Furniture(span, settled(mid), _furniture(self._words(mid)))
            piece.content = joined(self.source, left, (lifted,), right) if left else (lifted, *right)
            return ""
        mid = settled(mid)
        before = Span(piece.span.start, span.start)
        after = Span(span.end, piece.span.end)
        middle = part(piece, mid, span, kind)
        for one in middle:
            if kind == "furniture":
                one.node = Furniture(span, mid, _furniture(self._words(mid)))
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
        if _pointed(piece) and fresh[0].node is not piece.node:
            return _POINTED
        for one in keepers[1:]:
            if one.kind in ("note", "paragraph"):  # a number or an identifier stays with what comes first
                one.node = None
        pieces[index : index + 1] = fresh
        if kind == "paragraph" and piece.kind != "paragraph" and index and _speaks(pieces[index - 1]):
            speak(pieces, index - 1)  # what was taken for the end of the turn was none
        return ""

    def _turn(self, place: Span) -> str:
        """Make the paragraph that begins at a place a turn; the place is its label."""
        found = self._at(place.start)
        assert found is not None
        return self._turn_at(*found, place)

    def _turn_at(self, pieces: list[Piece], index: int, place: Span) -> str:
        piece = pieces[index]
        end = place.end
        if self.source.text[end - 1] not in _CLOSED[:2] and (colon := _COLON.match(self.source.text, end)):
            end = colon.end()
        halves = cut(self.source, piece.content, end)
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
        self._note(place, "turn")
        return ""

    def _relabel(self, pieces: list[Piece], index: int, place: Span) -> str:
        """A turn whose label ends elsewhere."""
        piece = pieces[index]
        colon = _COLON.match(self.source.text, place.end)
        if piece.label and piece.label[-1].span.end in (place.end, colon.end() if colon else -1):
            return ""
        kept = (piece.kind, piece.label, piece.content, piece.speech)
        unturned(piece)
        why = self._turn(place)
        if why:
            piece.kind, piece.label, piece.content, piece.speech = kept
        return why

    def _speaker(self, entry: Entry) -> None:
        wanted = entry["label"]
        known = self._turns(wanted)
        starts = regex.compile(pattern_of(wanted) + ("" if wanted.rstrip().endswith(_CLOSED) else r"(?=[^\S\n]*[:：])"))
        for pieces in self._lists():
            for index in range(len(pieces) - 1, -1, -1):  # from the end, so that each turn goes up to the next one
                if pieces[index].kind == "paragraph":
                    match = starts.match(self.source.text, pieces[index].span.start)
                    if match and not self._turn_at(pieces, index, Span(*match.span())):
                        known = True
        if not known:
            self.places.missing(entry, wanted)

    def _not_speaker(self, entry: Entry) -> None:
        wanted = key_of(entry["label"])
        if not self._turns(entry["label"]):
            if not self.places.all(entry["label"]):
                self.places.missing(entry, entry["label"])
            return
        for pieces in self._lists():
            for index, piece in enumerate(pieces):
                if piece.kind == "turn" and key_of(self._words(piece.label)) == wanted:
                    self._note(Span(piece.span.start, piece.span.start + 1), "no turn")
                    unturned(piece)
                    silence(pieces, index)

    def _turns(self, label: str) -> bool:
        wanted = key_of(label)
        return any(
            piece.kind == "turn" and key_of(self._words(piece.label)) == wanted
            for pieces in self._lists()
            for piece in pieces
        )

    def _split(self, entry: Entry) -> None:
        words = f"{entry['before']} {entry['after']}"
        found = self._pairs(entry["before"], entry["after"])
        if len(found) != 1:
            if found:
                self.places.ambiguous(entry, words, found)
            else:
                self.places.missing(entry, words)
            return
        at = found[0].end
        where = self._at(at)
        if where is None:
            self.places.impossible(entry, words, "stand outside the texts of the document")
            return
        pieces, index = where
        piece = pieces[index]
        if piece.span.start == at:
            return
        if piece.label and at < piece.label[-1].span.end:
            self.places.impossible(entry, words, "stand within a speaker's label")
            return
        halves = cut(self.source, piece.content, at)
        if halves is None:
            self.places.impossible(entry, words, "stand within a marker, which cannot be divided")
            return
        kind = "paragraph" if piece.kind == "turn" else None
        fresh = part(piece, halves[1], Span(at, piece.span.end), kind)
        for one in fresh:
            one.spoken = piece.spoken or piece.kind == "turn"
            if one.kind in ("paragraph", "note"):
                one.node = None
        piece.content, piece.span = trimmed(halves[0]), Span(piece.span.start, found[0].start)
        pieces[index + 1 : index + 1] = fresh
        self._note(Span(at, at + 1), "begins here")

    def _pairs(self, before: str, after: str) -> list[Span]:
        """Places where one stretch of words follows another: (end of the first, start of the second)."""
        out = []
        for first in self.places.all(before):
            for second in self.places.all(after):
                if first.end <= second.start and not self.source.text[first.end : second.start].strip():
                    out.append(Span(first.end, second.start))
        return out

    def _join(self, entry: Entry) -> None:
        words = f"{entry['before']} … {entry['after']}"
        firsts, seconds = self.places.all(entry["before"]), self.places.all(entry["after"])
        for found, quoted in ((firsts, entry["before"]), (seconds, entry["after"])):
            if not found:
                self.places.missing(entry, quoted)
                return
        pairs = [(first, second) for first in firsts for second in seconds if self._neighbours(first, second)]
        if not pairs:
            if not any(self._together(first, second) for first in firsts for second in seconds):
                self.places.impossible(
                    entry, words, "do not stand at the end of one paragraph and at the beginning of the next one"
                )
            return
        if len(pairs) > 1:
            self.places.ambiguous(entry, words, [first for first, _ in pairs])
            return
        follows = self._at(pairs[0][1].start)
        if follows is not None and _pointed(follows[0][follows[1]]):
            self.places.impossible(entry, words, _POINTED)
            return
        self._merge(*pairs[0])

    def _together(self, first: Span, second: Span) -> bool:
        """Whether both stand in one piece already, one soon after the other."""
        one, other = self._at(first.start), self._at(second.start)
        return one is not None and one == other and first.end <= second.start

    def _neighbours(self, first: Span, second: Span) -> bool:
        text = self.source.text
        if first.end > second.start:
            return False
        one, other = self._at(first.end - 1), self._at(second.start)
        if one is None or other is None or one[0] is not other[0] or one[1] >= other[1]:
            return False
        pieces, left, right = one[0], one[1], other[1]
        return (
            all(piece.kind in PAGE for piece in pieces[left + 1 : right])
            and not text[first.end : pieces[left].span.end].strip()
            and not text[pieces[right].span.start : second.start].strip()
            and not {pieces[left].kind, pieces[right].kind} & {*PAGE, "division"}
        )

    def _merge(self, first: Span, second: Span) -> None:
        found, follows = self._at(first.end - 1), self._at(second.start)
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
        left.content = joined(self.source, left.content, tuple(between), right.content)
        left.span = Span(left.span.start, right.span.end)
        del pieces[index + 1 : follows[1] + 1]
        if left.kind != "turn" and not left.spoken:
            silence(pieces, index)
        self._note(Span(second.start, second.start + 1), "goes on")
