"""What a text is made of: divisions, paragraphs, turns, lists, tables, and the lines that open and close it."""

from __future__ import annotations

from dataclasses import dataclass

from teikit.model.inlines import Furniture, Inline, Mark, PageBreak
from teikit.source import Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. A page that cuts it leaves its break and its furniture among the content.

    Attributes:
        n: The number that it bears in the source ("3", "a"); the number itself stays in the text.
        rend: How the source sets it, where that matters (`center`).
        id: Its identifier, given by the enrichment.
        corresp: Identifiers of its counterparts.
        facs: Identifiers of the zones of page images that show it.
    """

    span: Span
    content: tuple[Inline, ...]
    n: str = ""
    rend: str = ""
    id: str = ""
    corresp: tuple[str, ...] = ()
    facs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a division: the subject of a cable, the title of a section. `facs` are the zones that show it."""

    span: Span
    content: tuple[Inline, ...]
    kind: str = ""
    id: str = ""
    corresp: tuple[str, ...] = ()
    facs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenerLine:
    """One line of an opener or closer.

    `kind` is `dateline`, `salute`, `signed`, `stamp` or `line` (anything else: a number, an addressee, a classification).
    """

    span: Span
    content: tuple[Inline, ...]
    kind: str = "line"


@dataclass(frozen=True, slots=True)
class Opener:
    """What stands before the text: precedence, classification, numbers, dates, addressees."""

    span: Span
    lines: tuple[OpenerLine, ...]


@dataclass(frozen=True, slots=True)
class Closer:
    """What stands after the text: signature, drafting and clearance, distribution."""

    span: Span
    lines: tuple[OpenerLine, ...]


@dataclass(frozen=True, slots=True)
class Trailer:
    """A line that closes a division: "(continued)", （続く）, NNNN."""

    span: Span
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; `label` is its number or heading as it stands, `inner` are the lists under it."""

    span: Span
    content: tuple[Inline, ...]
    label: tuple[Inline, ...] = ()
    inner: tuple[ItemList, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list: participants, references, points."""

    span: Span
    items: tuple[Item, ...]
    head: tuple[Inline, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `marks` are the letters that divide it from the next."""

    span: Span
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table typed with blanks or bars."""

    span: Span
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class NoteBlock:
    """A footnote or endnote where it stands in the source."""

    span: Span
    content: tuple[Inline, ...]
    kind: str = "footnote"
    n: str = ""
    id: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """A turn: who speaks, and all that is said until the next one speaks.

    Attributes:
        speaker: The label as it stands, brackets, colon and all.
        blocks: What is said.
        who: The key of the person, or keys with blanks between where several speak together; empty where the speaker is hidden.
        cert: How sure the attribution is, where it is not.
        id: Its identifier, given by the enrichment.
        corresp: Identifiers of its counterparts.
    """

    span: Span
    speaker: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    who: str = ""
    cert: str = ""
    id: str = ""
    corresp: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Division:
    """A text, a section or an attachment.

    Attributes:
        kind: `original`, `translation`, `document`, `section`, `attachment`, `enclosure`, `notes`.
        lang: Its language (BCP 47); empty for that of the division around it.
        blocks: What it is made of, in the order of the source.
        resp: The key of the hand that made it (the translator).
        id: Its identifier.
        corresp: Identifiers of its counterparts.
    """

    span: Span
    kind: str
    blocks: tuple[Block, ...]
    lang: str = ""
    n: str = ""
    resp: str = ""
    id: str = ""
    corresp: tuple[str, ...] = ()


Block = (
    Paragraph
    | Head
    | Opener
    | Closer
    | Trailer
    | ItemList
    | Table
    | NoteBlock
    | Speech
    | Division
    | PageBreak
    | Furniture
    | Mark
)
