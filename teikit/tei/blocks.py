"""Divisions, paragraphs, turns, lists and tables as TEI (Guidelines chapters 3.3, 4 and 7).

TEI's order inside a `div` is strict: heads and openers, then the text, then closers. A model that says otherwise (a heading in the
middle, a paragraph after a signature) is not refused: the builder opens a section or writes the line as a paragraph, so that whatever
a reader makes of a transcript is a valid file with every letter in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from lxml import etree

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
    Trailer,
)
from teikit.tei.builder import child, pointers, tag
from teikit.tei.inlines import encode_inlines


def encode_division(parent: etree._Element, division: Division) -> etree._Element:
    """Write a division and all it holds."""
    attributes = {
        "type": division.kind,
        "n": division.n,
        "xml:id": division.id,
        "xml:lang": division.lang,
        "corresp": pointers(division.corresp),
        "resp": f"#{division.resp}" if division.resp else "",
    }
    element = child(parent, "div", attributes)
    _Filler(element).fill(division.blocks)
    return element


class _Filler:
    """Writes blocks into a `div` in an order that TEI allows."""

    def __init__(self, element: etree._Element):
        self.top = element
        self.at = element
        self.stage = "top"

    def fill(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self._add(block)
        for element in dict.fromkeys((self.top, self.at)):
            _never_empty(element)

    def _add(self, block: Block) -> None:
        if isinstance(block, PageBreak | Furniture | Mark):
            encode_inlines(self.at, (block,))
        elif isinstance(block, Head):
            self._head(block)
        elif isinstance(block, Opener):
            if self.stage == "top":
                _lines(child(self.at, "opener"), block.lines)
            else:
                self._as_paragraphs(block.lines)
        elif isinstance(block, Closer):
            if self.stage != "top":
                _lines(child(self.at, "closer"), block.lines)
                self.stage = "bottom"
            else:
                self._as_paragraphs(block.lines)
        elif isinstance(block, Trailer):
            if self.stage == "top":
                self._as_paragraphs((OpenerLine(block.span, block.content),))
            else:
                encode_inlines(child(self.at, "trailer"), block.content)
                self.stage = "bottom"
        elif isinstance(block, NoteBlock):
            _note_block(self.at, block)  # stands anywhere, and is no text that a closer could close
        elif isinstance(block, Division):
            if self.stage == "bottom" or self.at is not self.top:
                self._leave_section()
            encode_division(self.at, block)
            self.stage = "divisions"
        else:
            self._text(block)

    def _head(self, block: Head) -> None:
        if self.stage == "top":
            _head(self.at, block)
            return
        self._leave_section()
        self.at = child(self.top, "div", {"type": "section"})
        self.stage = "top"
        _head(self.at, block)

    def _leave_section(self) -> None:
        """Go back to the division that was asked for; nothing but divisions may follow the section that is left."""
        _never_empty(self.at)
        if self.stage == "bottom" and self.at is self.top:
            _into_section(self.top)
        self.at = self.top

    def _text(self, block: Block) -> None:
        if self.stage == "bottom":
            self.at = _closers_to_paragraphs(self.at)
        elif self.stage == "divisions":
            self.at = child(self.top, "div", {"type": "section"})
        self.stage = "text"
        _WRITERS[type(block)](self.at, block)

    def _as_paragraphs(self, lines: tuple[OpenerLine, ...]) -> None:
        for line in lines:
            self._text(Paragraph(line.span, line.content))


#: What stands over a text.
_TOP = ("head", "opener", "pb", "fw", "lb")


def _into_section(element: etree._Element) -> None:
    """Divisions follow what closes a text, and in TEI nothing may follow that: so the text is a division before them, as they are.

    What stands over it stays over all of them, for it is the head of the whole.
    """
    children = list(element)
    over = [isinstance(node.tag, str) and node.tag in map(tag, _TOP) for node in children]
    first = over.index(False) if False in over else len(children)
    if element.find(tag("div")) is not None:
        _closers_to_paragraphs(element)
        return
    section = child(element, "div", {"type": "section"})
    section.extend(children[first:])


#: What may close a division but not stand inside its text.
_BOTTOM = ("closer", "trailer")
#: The lines of an opener or closer that have an element of their own.
_LINES = ("dateline", "salute", "signed")


def _closers_to_paragraphs(element: etree._Element) -> etree._Element:
    """Text follows what seemed to close the division: then it closed nothing, and its lines are paragraphs.

    Returns:
        Where the text goes on: the division, or a section at its end, since no paragraph may follow a division in it.
    """
    closers = list(element.iterchildren(*(tag(name) for name in _BOTTOM)))
    place = element
    if closers and element.find(tag("div")) is not None:
        place = child(element, "div", {"type": "section"})
        following = [closers[0], *closers[0].itersiblings()]
        place.extend(node for node in following if node is not place)
    for bottom in closers:
        bottom.tag = tag("p")
        for line in bottom.iterchildren(*(tag(name) for name in _LINES)):
            line.set("type", etree.QName(line).localname)
            line.tag = tag("seg")
    return place


def _never_empty(element: etree._Element) -> None:
    """A division may hold nothing but heads, but must hold something."""
    if not any(isinstance(node.tag, str) for node in element):
        child(element, "p")


def _head(parent: etree._Element, block: Head) -> None:
    attributes = {
        "type": block.kind,
        "xml:id": block.id,
        "corresp": pointers(block.corresp),
        "facs": pointers(block.facs),
    }
    encode_inlines(child(parent, "head", attributes), block.content)


def _lines(parent: etree._Element, lines: tuple[OpenerLine, ...]) -> None:
    """The lines of an opener or closer: those with an element of their own in it, the others as `seg`."""
    for line in lines:
        if line.kind == "bare":
            encode_inlines(parent, line.content)
        else:
            name = line.kind if line.kind in _LINES else "seg"
            encode_inlines(child(parent, name), line.content)


def _paragraph(parent: etree._Element, block: Paragraph) -> None:
    attributes = {
        "xml:id": block.id,
        "n": block.n,
        "rend": block.rend,
        "corresp": pointers(block.corresp),
        "facs": pointers(block.facs),
    }
    encode_inlines(child(parent, "p", attributes), block.content)


def _speech(parent: etree._Element, block: Speech) -> None:
    attributes = {
        "xml:id": block.id,
        "who": pointers(tuple(block.who.split())),
        "cert": block.cert,
        "corresp": pointers(block.corresp),
    }
    speech = child(parent, "sp", attributes)
    encode_inlines(child(speech, "speaker"), block.speaker)
    said = False
    for inner in block.blocks:
        if isinstance(inner, PageBreak | Furniture | Mark):
            encode_inlines(speech, (inner,))
        elif isinstance(inner, Paragraph | ItemList | Table | NoteBlock):
            said = said or not isinstance(inner, NoteBlock)
            _WRITERS[type(inner)](speech, inner)
        else:
            said = True
            content = getattr(inner, "content", ())
            encode_inlines(child(speech, "p"), content)
    if not said:
        # A label with no words behind it: what was said is blank.
        child(child(speech, "p"), "space")


def _list(parent: etree._Element, block: ItemList) -> None:
    element = child(parent, "list", {"type": block.kind})
    if block.head:
        encode_inlines(child(element, "head"), block.head)
    for item in block.items:
        inner = child(element, "item")
        if item.label:
            encode_inlines(child(inner, "label"), item.label)
        encode_inlines(inner, item.content)
        for one in item.inner:
            _list(inner, one)


def _table(parent: etree._Element, block: Table) -> None:
    table = child(parent, "table")
    for cells in block.rows:
        row = child(table, "row")
        for cell in cells:
            encode_inlines(child(row, "cell"), cell.content)


_PLACES = {"endnote": "end", "marginalia": "margin"}


def _note_block(parent: etree._Element, block: NoteBlock) -> None:
    attributes = {
        "xml:id": block.id,
        "type": block.kind,
        "n": block.n,
        "place": _PLACES.get(block.kind, "bottom"),
        "target": f"#{block.target}" if block.target else "",
    }
    encode_inlines(child(parent, "note", attributes), block.content)


_WRITERS: dict[type, Callable[[etree._Element, Any], None]] = {
    Paragraph: _paragraph,
    Speech: _speech,
    ItemList: _list,
    Table: _table,
    NoteBlock: _note_block,
}
