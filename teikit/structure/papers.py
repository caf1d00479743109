"""Papers behind a text that a dialect read as its paragraphs: from the line that announces each on, a division of its own.

Shared with the dialects that tell them before they read a text: what such a line and a title look like (`dialects.attachments`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from teikit.dialects.attachments import MOST_HEADS, attachment_label, is_title
from teikit.model import Block, Division, Furniture, Head, Mark, PageBreak, Paragraph, Speech
from teikit.source import SourceText, Span

_PAPERS = ("attachment", "enclosure")


def with_papers(source: SourceText, division: Division) -> Division:
    """A text with the papers behind it apart; the text itself where there are none, or a dialect has told them already."""
    if any(isinstance(block, Division) for block in division.blocks):
        return division
    blocks = _apart(source, division.blocks, division.lang)
    starts = [at for at, block in enumerate(blocks) if at and _label(source, block, division.lang)]
    first = next((at for at in starts if any(isinstance(block, Paragraph | Speech) for block in blocks[:at])), None)
    if first is None or not any(_has_words(source, block, division.lang) for block in blocks[first:]):
        return division
    starts = [at for at in starts if at >= first]
    # "Attachment" with "Tab A" right behind it announces one paper.
    starts = [at for at in starts if at == first or at - 1 not in starts]
    parts = [
        _paper(source, blocks[begin:end], division.lang)
        for begin, end in zip(starts, [*starts[1:], len(blocks)], strict=True)
    ]
    return replace(division, blocks=(*blocks[:first], *parts))


def _apart(source: SourceText, blocks: Sequence[Block], lang: str) -> list[Block]:
    """The blocks with what follows an announcement inside the last turn taken out of it: nobody says a paper."""
    out = list(blocks)
    last = next((at for at in range(len(out) - 1, -1, -1) if isinstance(out[at], Speech)), None)
    turn = out[last] if last is not None else None
    if last is None or not isinstance(turn, Speech):
        return out
    cut = next((at for at, block in enumerate(turn.blocks) if at and _label(source, block, lang)), None)
    if cut is not None:
        said = turn.blocks[:cut]
        span = Span(turn.span.start, said[-1].span.end)
        out[last : last + 1] = [replace(turn, span=span, blocks=said), *turn.blocks[cut:]]
    return out


def _paper(source: SourceText, blocks: Sequence[Block], lang: str) -> Division:
    kind = _label(source, blocks[0], lang)
    out: list[Block] = []
    heads = 0
    for at, block in enumerate(blocks):
        over = heads == sum(not isinstance(one, PageBreak | Furniture | Mark) for one in blocks[:at])
        if isinstance(block, Paragraph) and over and heads < MOST_HEADS and at < len(blocks) - 1:
            words = _words(source, block)
            if _label(source, block, lang) or ("\n" not in words and is_title(words)):
                out.append(Head(block.span, block.content))
                heads += 1
                continue
        heads += isinstance(block, Head) and over
        out.append(block)
    return Division(Span(blocks[0].span.start, blocks[-1].span.end), kind, tuple(out))


def _words(source: SourceText, block: Block) -> str:
    return source.text[block.span.start : block.span.end].strip()


def _label(source: SourceText, block: Block, lang: str) -> str:
    return attachment_label(_words(source, block), lang) if isinstance(block, Paragraph | Head) else ""


def _has_words(source: SourceText, block: Block, lang: str) -> bool:
    return not isinstance(block, PageBreak | Furniture | Mark) and not _label(source, block, lang)
