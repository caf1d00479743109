"""A stretch of running text: pieces of the source, with what stands between them (a page break, a running head).

A paragraph that a page cut in two is one flow: two spans and between them the break. Marks are looked for in the joined text, so that a
marker may run over a line end, but never over a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teikit.model import Inline
from teikit.source import SourceText, Span

#: Stands in the joined text for whatever lies between two pieces; no pattern of a notation matches it.
BETWEEN = "\ufffc"


@dataclass(frozen=True)
class Flow:
    """Pieces of the source in reading order.

    Attributes:
        source: The transcript.
        pieces: Spans of text, and nodes that stand between them.
    """

    source: SourceText
    pieces: tuple[Span | tuple[Inline, ...], ...]

    @classmethod
    def of(cls, source: SourceText, *spans: Span | tuple[int, int]) -> Flow:
        """A flow of spans that stand side by side."""
        return cls(source, tuple(Span(*span) for span in spans if span[0] < span[1]))

    @property
    def span(self) -> Span:
        """From the first piece to the last."""
        spans = [piece for piece in self.pieces if isinstance(piece, Span)]
        return Span(spans[0].start, spans[-1].end) if spans else Span(0, 0)

    def joined(self) -> tuple[str, list[tuple[int, int]], dict[int, tuple[Inline, ...]]]:
        """The joined text, where each piece begins in it and in the source, and what stands between, by place."""
        text: list[str] = []
        starts: list[tuple[int, int]] = []
        between: dict[int, tuple[Inline, ...]] = {}
        at = 0
        for piece in self.pieces:
            if isinstance(piece, Span):
                starts.append((at, piece.start))
                text.append(self.source.text[piece.start : piece.end])
                at += piece.end - piece.start
            else:
                between[at] = piece
                text.append(BETWEEN)
                at += 1
        return "".join(text), starts, between

    def plain(self) -> str:
        """The words, white space folded, without what stands between."""
        return " ".join(self.joined()[0].replace(BETWEEN, " ").split())


def join(source: SourceText, parts: Iterable[Span | tuple[Inline, ...]]) -> Flow:
    """A flow of spans and what stands between them; empty pieces are left out."""
    kept = tuple(part for part in parts if not (isinstance(part, Span) and part.start >= part.end) and part != ())
    return Flow(source, kept)
