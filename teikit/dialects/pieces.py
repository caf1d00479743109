"""Lines of a typed page into the pieces of one paragraph, with the pages that cut it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from teikit.model import Inline, LineBreak, Text
from teikit.source import SourceText, Span


def pieces_of(
    source: SourceText, lines: Sequence[Span], between: Mapping[int, tuple[Inline, ...]]
) -> list[Span | tuple[Inline, ...]]:
    """Spans of text and, between them, what cuts them; lines that follow each other are one span.

    Args:
        source: The transcript.
        lines: The letters of each line.
        between: By index of a line, the nodes that stand before it.
    """
    pieces: list[Span | tuple[Inline, ...]] = []
    for index, span in enumerate(lines):
        last = pieces[-1] if pieces else None
        if not isinstance(last, Span):
            pieces.append(span)
        elif index not in between:
            pieces[-1] = Span(last.start, span.end)
        else:
            if cut_word(source.text, last, span):
                pieces[-1] = Span(last.start, last.end - 1)
                pieces.append((LineBreak(Span(last.end - 1, last.end), "-", True), *between[index]))
            else:
                pieces.append((Text(Span(last.end, last.end), "\n"), *between[index]))
            pieces.append(span)
    return pieces


def cut_word(text: str, before: Span, after: Span) -> bool:
    """Whether a word is cut in two by a hyphen at the end of one stretch and goes on in the next."""
    return (
        before.end - before.start > 2
        and text[before.end - 1] == "-"
        and text[before.end - 2].isalpha()
        and text[after.start].isalpha()
        and text[before.end - 2].isupper() == text[after.start].isupper()
    )
