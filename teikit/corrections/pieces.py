"""A text laid out flat: one piece for each paragraph, line and label, so that any of them can become another, and folded up again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from teikit.model import (
    Block,
    Closer,
    Division,
    Furniture,
    Head,
    ItemList,
    Mark,
    NoteBlock,
    Opener,
    OpenerLine,
    PageBreak,
    Paragraph,
    Speech,
    Table,
    Text,
    Trailer,
)
from teikit.model.contents import Content, trimmed
from teikit.source import Span

#: What a page sets between two paragraphs.
PAGE = ("furniture", "page")
#: Why a note cannot be cut or joined.
POINTED = "are a note that a mark in the text points to"
#: What may belong to a turn.
SPEAKABLE = ("paragraph", "note", "list", "table", *PAGE)


@dataclass
class Piece:
    """One unit of a text.

    Attributes:
        kind: `paragraph`, `turn`, `head`, `furniture`, `opener`, `closer`, `trailer`, `note`, `page`, `list`, `table` or `division`.
        span: Its place in the source.
        content: Its inline nodes; for a turn, those of its first paragraph.
        node: The block that it was made of, whose other attributes it keeps; `None` for one that a correction made.
        label: For a turn, the speaker's label.
        speech: For a turn, the block whose attributes it keeps.
        spoken: Whether it belongs to the turn before it.
        inner: For a division, its pieces.
    """

    kind: str
    span: Span
    content: Content = ()
    node: Block | OpenerLine | None = None
    label: Content = ()
    speech: Speech | None = None
    spoken: bool = False
    inner: list[Piece] = field(default_factory=list)


def flat(blocks: Sequence[Block], *, spoken: bool = False) -> list[Piece]:
    """The pieces of some blocks."""
    return [piece for block in blocks for piece in _flat(block, spoken)]


def _flat(block: Block, spoken: bool) -> Iterator[Piece]:
    if isinstance(block, Opener | Closer):
        kind = "opener" if isinstance(block, Opener) else "closer"
        for line in block.lines:
            yield Piece(kind, line.span, line.content, line, spoken=spoken)
    elif isinstance(block, Speech):
        first = block.blocks[0] if block.blocks and isinstance(block.blocks[0], Paragraph) else None
        start = block.speaker[0].span.start if block.speaker else block.span.start
        end = first.span.end if first else block.speaker[-1].span.end if block.speaker else start
        content = first.content if first else ()
        yield Piece("turn", Span(start, end), content, first, block.speaker, block)
        yield from flat(block.blocks[1:] if first else block.blocks, spoken=True)
    elif isinstance(block, Division):
        yield Piece("division", block.span, node=block, inner=flat(block.blocks))
    else:
        kind = _KINDS[type(block)]
        content = block.content if isinstance(block, Paragraph | Head | Trailer | NoteBlock | Furniture) else ()
        yield Piece(kind, block.span, content, block, spoken=spoken)


_KINDS: dict[type, str] = {
    Paragraph: "paragraph",
    Head: "head",
    Trailer: "trailer",
    NoteBlock: "note",
    Furniture: "furniture",
    PageBreak: "page",
    Mark: "page",
    ItemList: "list",
    Table: "table",
}


def folded(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """The blocks of some pieces."""
    out: list[Block] = []
    said: list[Block] = []
    turn: Piece | None = None

    def end_turn() -> None:
        nonlocal turn
        if turn is not None:
            out.append(_speech(turn, said))
        said.clear()
        turn = None

    for piece in pieces:
        if piece.kind == "turn":
            end_turn()
            turn = piece
            if piece.content or piece.node is not None:
                said.append(_paragraph(piece))
            continue
        if not piece.spoken:
            end_turn()
        _add(said if turn is not None else out, piece)
    end_turn()
    return tuple(out)


def _speech(turn: Piece, said: Sequence[Block]) -> Speech:
    span = Span(turn.span.start, max([turn.span.end, *(block.span.end for block in said)]))
    if turn.speech is not None:
        return replace(turn.speech, span=span, speaker=turn.label, blocks=tuple(said))
    return Speech(span, turn.label, tuple(said))


def _paragraph(piece: Piece) -> Paragraph:
    if isinstance(piece.node, Paragraph):
        return replace(piece.node, span=piece.span, content=piece.content)
    return Paragraph(piece.span, piece.content)


def _add(blocks: list[Block], piece: Piece) -> None:
    """Add a piece; lines of one opener or closer stand together."""
    if piece.kind in ("opener", "closer"):
        line = (
            replace(piece.node, span=piece.span, content=piece.content)
            if isinstance(piece.node, OpenerLine)
            else OpenerLine(piece.span, piece.content)
        )
        kind: type[Opener] | type[Closer] = Opener if piece.kind == "opener" else Closer
        last = blocks[-1] if blocks else None
        if isinstance(last, Opener | Closer) and isinstance(last, kind):
            blocks[-1] = replace(last, span=Span(last.span.start, piece.span.end), lines=(*last.lines, line))
        else:
            blocks.append(kind(piece.span, (line,)))
    elif piece.kind == "paragraph":
        blocks.append(_paragraph(piece))
    elif piece.kind == "division":
        assert isinstance(piece.node, Division)
        blocks.append(replace(piece.node, blocks=folded(piece.inner)))
    elif piece.kind == "head":
        kept = piece.node
        blocks.append(
            replace(kept, span=piece.span, content=piece.content)
            if isinstance(kept, Head)
            else Head(piece.span, piece.content)
        )
    elif piece.kind == "trailer":
        blocks.append(Trailer(piece.span, piece.content))
    elif piece.kind == "note":
        blocks.append(
            replace(piece.node, span=piece.span, content=piece.content)
            if isinstance(piece.node, NoteBlock)
            else NoteBlock(piece.span, piece.content)
        )
    elif piece.kind == "furniture":
        blocks.append(
            replace(piece.node, span=piece.span, content=piece.content)
            if isinstance(piece.node, Furniture)
            else Furniture(piece.span, piece.content)
        )
    else:
        assert piece.node is not None
        assert not isinstance(piece.node, OpenerLine)
        blocks.append(piece.node)


def melted(piece: Piece) -> list[Piece]:
    """A list or table as pieces: each item or row one, so that one of them can become something else."""
    node = piece.node
    out: list[Piece] = []
    if isinstance(node, ItemList):
        if node.head:
            out.append(Piece("paragraph", _span(node.head), node.head, spoken=piece.spoken))
        for item in node.items:
            words = beside(item.label, item.content)
            out.append(Piece("paragraph", _span(words) if words else item.span, words, spoken=piece.spoken))
            for one in item.inner:
                out += melted(replace(piece, node=one))
    elif isinstance(node, Table):
        for row in node.rows:
            content: Content = tuple(part for cell in row for part in cell.content)
            if content:
                out.append(Piece("paragraph", _span(content), content, spoken=piece.spoken))
    return out


def _span(content: Content) -> Span:
    return Span(content[0].span.start, content[-1].span.end)


def part(piece: Piece, content: Content, span: Span, kind: str | None = None) -> list[Piece]:
    """A part of a piece as a piece of its own; nothing where nothing but white space is in it."""
    content = trimmed(content)
    if not content:
        return []
    kept = piece.node if kind is None or kind == piece.kind else None
    return [Piece(kind or piece.kind, span, content, kept, spoken=piece.spoken)]


def speak(pieces: list[Piece], index: int) -> None:
    """Give what follows a turn to it, up to the next turn, head or end of the text; pages that end it stay behind it."""
    last = index
    while last + 1 < len(pieces) and pieces[last + 1].kind in SPEAKABLE:
        last += 1
    while last > index and pieces[last].kind in PAGE:
        last -= 1
    for piece in pieces[index + 1 : last + 1]:
        piece.spoken = True


def silence(pieces: list[Piece], index: int) -> None:
    """A piece that is no turn any longer belongs to the turn before it, or to nobody, and so does what followed it."""
    before = pieces[index - 1] if index else None
    spoken = before is not None and (before.kind == "turn" or before.spoken)
    at = index
    while at < len(pieces) and (at == index or (pieces[at].kind != "turn" and pieces[at].spoken)):
        pieces[at].spoken = spoken and pieces[at].kind in SPEAKABLE
        at += 1


def beside(first: Content, second: Content) -> Content:
    """Two stretches as one, with a blank where the source has white space between them."""
    if first and second and first[-1].span.end < second[0].span.start:
        return (*first, Text(Span(first[-1].span.end, second[0].span.start), " "), *second)
    return (*first, *second)


def pointed(piece: Piece) -> bool:
    """Whether a mark in the text may point to it."""
    return isinstance(piece.node, NoteBlock) and bool(piece.node.id)


def unturned(piece: Piece) -> None:
    """Make a turn a paragraph that begins with its label."""
    piece.content = beside(piece.label, piece.content)
    piece.kind, piece.label, piece.speech = "paragraph", (), None
