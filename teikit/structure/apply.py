"""The structure of all texts of a cable; see the package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from teikit.dialects.protocol import Trace
from teikit.model import Block, Cable, Closer, Division, Head, ItemList, NoteBlock, Paragraph, Speech, Table
from teikit.source import SourceText
from teikit.structure.closings import with_closings
from teikit.structure.lines import rows_of
from teikit.structure.lists import as_points, bulleted, numbers_of
from teikit.structure.nesting import nested
from teikit.structure.notes import both_ways, with_notes
from teikit.structure.papers import with_papers
from teikit.structure.tables import with_tables

_CALLED: dict[type, str] = {ItemList: "item of a list", Table: "row of a table", Closer: "closer"}


def structured(cable: Cable, trace: Trace) -> Cable:
    """Find points, lists, tables in the paragraphs of a cable; every letter stays where it is.

    Args:
        cable: What a dialect read.
        trace: What each line was taken for is noted here.
    """
    source = cable.source.running
    divisions = tuple(_text(source, one, one.id or f"t{at}", trace) for at, one in enumerate(cable.divisions, 1))
    return replace(cable, divisions=divisions)


def _text(source: SourceText, division: Division, prefix: str, trace: Trace) -> Division:
    """One text: its notes first, for a list would take them in; then the papers behind it, then the lines of each paragraph."""
    apart = with_closings(source, with_papers(source, with_notes(source, division, prefix)))
    whole = both_ways(_division(source, apart, trace))
    _tell(source, whole, trace)
    return whole


def _tell(source: SourceText, division: Division, trace: Trace) -> None:
    """Note what has become of lines that the dialect took for paragraphs."""
    for block in division.blocks:
        if isinstance(block, Division):
            _tell(source, block, trace)
            continue
        what = _CALLED.get(type(block), "")
        if isinstance(block, Paragraph) and block.n:
            what = f"paragraph {block.n}"
        elif isinstance(block, NoteBlock):
            what = f"{block.kind} {block.n}".strip()
        elif isinstance(block, Head) and division.kind in ("attachment", "enclosure"):
            what = "head of an attachment"
        for number in _lines(source, block) if what else ():
            if trace.lines.get(number) == "paragraph":
                trace.note(number, what)


def _lines(source: SourceText, block: Block) -> range:
    return range(source.line_at(block.span.start), source.line_at(max(block.span.start, block.span.end - 1)) + 1)


def _division(source: SourceText, division: Division, trace: Trace) -> Division:
    return replace(division, blocks=_blocks(source, division.blocks, trace))


def _blocks(source: SourceText, blocks: Sequence[Block], trace: Trace) -> tuple[Block, ...]:
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Division):
            out.append(_division(source, block, trace))
        elif isinstance(block, Speech):
            out.append(replace(block, blocks=_blocks(source, block.blocks, trace)))
        elif isinstance(block, Paragraph):
            out += _paragraph(source, block, trace)
        elif isinstance(block, ItemList):
            out.append(nested(source, block))
        else:
            out.append(block)
    words = [source.text[one.span.start : one.span.end] if isinstance(one, Paragraph) else "" for one in out]
    numbers = numbers_of(words)
    numbered = [
        replace(one, n=numbers[at]) if isinstance(one, Paragraph) and not one.n and at in numbers else one
        for at, one in enumerate(out)
    ]
    return tuple(bulleted(source, numbered, words))


def _paragraph(source: SourceText, paragraph: Paragraph, trace: Trace) -> list[Block]:
    if "\n" not in source.text[paragraph.span.start : paragraph.span.end]:
        return [paragraph]
    rows = rows_of(source, paragraph.content)
    if rows is None or len(rows) < 2:
        return [paragraph]
    found = with_tables(source, paragraph, rows)
    if found is None:
        found = as_points(source, paragraph, rows)
    elif any(isinstance(one, Paragraph) for one in found):
        found = [
            part for one in found for part in (_paragraph(source, one, trace) if isinstance(one, Paragraph) else [one])
        ]
    for one in found or ():
        what = _CALLED.get(type(one)) or (f"paragraph {one.n}" if isinstance(one, Paragraph) and one.n else "")
        for number in _lines(source, one) if what else ():
            trace.note(number, what)
    return found or [paragraph]
