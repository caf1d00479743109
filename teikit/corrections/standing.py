"""What may stand at the edges of a text only, and where an editor asks for it elsewhere.

TEI has a strict order in a division: heads and openers, the text, closers and trailers (Guidelines 4.2). A line that an editor calls a
closer though text follows it, or an opener though text stands before it, is written as a paragraph, and that is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from teikit.corrections.layout import Layout
from teikit.model import Block, Closer, Division, Furniture, Head, Mark, NoteBlock, Opener, PageBreak, Trailer
from teikit.source import Span

#: Kinds of lines that stand at an edge.
EDGES = ("opener", "closer", "trailer")
_BEFORE = "cannot open the text, of which some stands before them; they are a paragraph"
_BEHIND = "cannot close the text, of which more follows; they are a paragraph"
_ALONE = "cannot close a text of which nothing stands before them; they are a paragraph"


def tell_misplaced(layout: Layout, divisions: Sequence[Division]) -> None:
    """Say which lines an editor made an opener, a closer or a trailer where none can stand.

    Args:
        layout: What the corrections were made on.
        divisions: The texts, corrected.
    """
    if not layout.edges:
        return
    wrong = [found for division in divisions for found in _misplaced(division.blocks)]
    told = set()
    for entry, place in layout.edges:
        why = next((why for span, why in wrong if span.start < place.end and place.start < span.end), "")
        if why and entry.line not in told:
            told.add(entry.line)
            layout.places.misplaced(entry, entry["text"], why)


def _misplaced(blocks: Sequence[Block]) -> Iterator[tuple[Span, str]]:
    """Lines that stand where no opener, closer or trailer can, and why."""
    stage = "top"
    closing: list[Span] = []
    section = False
    for block in blocks:
        if isinstance(block, PageBreak | Furniture | Mark | NoteBlock):
            continue
        if isinstance(block, Opener) and stage == "top":
            continue
        if isinstance(block, Closer | Trailer) and stage != "top":
            stage = "bottom"
            closing += [block.span] if isinstance(block, Trailer) else [line.span for line in block.lines]
            continue
        if isinstance(block, Head) and stage == "top":
            continue
        if stage == "bottom" and not (section and isinstance(block, Head | Division)):
            yield from ((span, _BEHIND) for span in closing)
        closing = []
        if isinstance(block, Head):
            stage, section = "top", True
        elif isinstance(block, Division):
            yield from _misplaced(block.blocks)
            stage, section = "divisions", False
        else:
            if isinstance(block, Opener):
                yield from ((line.span, _BEFORE) for line in block.lines)
            elif isinstance(block, Closer):
                yield from ((line.span, _ALONE) for line in block.lines)
            elif isinstance(block, Trailer):
                yield block.span, _ALONE
            stage = "text"
