"""The texts of a cable laid out as pieces, to be looked up by their place in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain

from teikit.corrections.pieces import Piece, flat, melted
from teikit.corrections.places import Places
from teikit.corrections.sidecar import Corrections, Entry
from teikit.dialects import Trace
from teikit.model import Cable, Inline
from teikit.source import Span


class Layout:
    """What a correction is made on.

    Attributes:
        cable: What a dialect read.
        source: The transcript.
        corrections: The sidecar.
        trace: What each line was taken for.
        places: Finds the words that a correction quotes, and gathers what does not fit.
        texts: The pieces of each text.
        edges: What was made an opener, a closer or a trailer, and where.
    """

    def __init__(self, cable: Cable, corrections: Corrections, trace: Trace):
        self.cable = cable
        self.source = cable.source
        self.corrections = corrections
        self.trace = trace
        self.places = Places(cable.source, corrections.file)
        self.edges: list[tuple[Entry, Span]] = []
        self.texts = [flat(division.blocks) for division in cable.divisions]

    def lists(self) -> Iterator[list[Piece]]:
        """Every list of pieces: of the texts, and of the divisions in them."""
        stack = list(reversed(self.texts))
        while stack:
            pieces = stack.pop()
            yield pieces
            stack += [piece.inner for piece in reversed(pieces) if piece.kind == "division"]

    def at(self, offset: int) -> tuple[list[Piece], int] | None:
        """The piece that holds an offset; lists and tables that hold it are taken apart."""
        for pieces in self.lists():
            near = max(
                0, bisect_right(pieces, offset, key=_start) - 1
            )  # mostly there; pieces stand in order but for a few
            for index in chain((near,) if pieces else (), range(len(pieces))):
                piece = pieces[index]
                if piece.kind != "division" and piece.span.start <= offset < piece.span.end:
                    if piece.kind in ("list", "table"):
                        pieces[index : index + 1] = melted(piece)
                        return self.at(offset)
                    return pieces, index
        return None

    def note(self, span: Span, what: str) -> None:
        """Note what the lines of a span are taken for now."""
        for number in range(self.source.line_at(span.start), self.source.line_at(max(span.start, span.end - 1)) + 1):
            self.trace.note(number, f"{what}, says the sidecar")

    def words(self, content: tuple[Inline, ...]) -> str:
        """The words of the source that some content was made of."""
        return self.source.text[content[0].span.start : content[-1].span.end] if content else ""


def _start(piece: Piece) -> int:
    return piece.span.start
