"""Inline nodes as TEI elements (Guidelines chapters 3, 11 and 12)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from lxml import etree

from teikit.model import (
    Correction,
    DateText,
    Expansion,
    Foreign,
    Furniture,
    Gap,
    Highlight,
    Inline,
    LineBreak,
    Mark,
    Note,
    PageBreak,
    Phrase,
    Reference,
    Role,
    Space,
    Stamp,
    Supplied,
    Text,
    Unclear,
)
from teikit.tei.builder import append_source, append_text, child, pointers

#: How a phrase of a cable's head is written. What TEI has no element for is a typed `seg`.
ROLE_ELEMENTS: dict[Role, tuple[str, str]] = {
    Role.PLACE: ("placeName", ""),
    Role.ORGANISATION: ("orgName", ""),
    Role.PERSON: ("persName", ""),
    Role.NUMBER: ("idno", "message"),
}


def encode_inlines(parent: etree._Element, content: Iterable[Inline]) -> None:
    """Write inline nodes into an element that holds mixed content."""
    for node in content:
        _WRITERS[type(node)](parent, node)


def _text(parent: etree._Element, node: Text) -> None:
    append_text(parent, node.text)


def _mark(parent: etree._Element, node: Mark) -> None:
    append_source(parent, node.text)


def _gap(parent: etree._Element, node: Gap) -> None:
    attributes = {
        "xml:id": node.id,
        "corresp": pointers(node.corresp),
        "reason": node.reason,
        "unit": node.unit,
        "quantity": node.quantity,
        "atLeast": node.at_least,
        "atMost": node.at_most,
        "extent": node.extent,
        "precision": node.precision,
        "cert": node.cert,
        "resp": f"#{node.resp}" if node.resp else "",
        "ana": pointers(node.exemptions),
    }
    gap = child(parent, "gap", attributes)
    if node.marker:
        child(gap, "desc", text=node.marker)


def _space(parent: etree._Element, node: Space) -> None:
    space = child(parent, "space", {"unit": node.unit, "quantity": node.quantity})
    if node.marker:
        child(space, "desc", text=node.marker)


def _rend(marks: tuple[str, str]) -> str:
    """The brackets of the source, where they are not the usual ones."""
    if marks == ("[", "]"):
        return ""
    return " ".join(marks) if all(marks) else "none"


def _resp(key: str) -> str:
    return f"#{key}" if key else ""


def _supplied(parent: etree._Element, node: Supplied) -> None:
    attributes = {"reason": node.reason, "rend": _rend(node.marks), "resp": _resp(node.resp)}
    encode_inlines(child(parent, "supplied", attributes), node.content)


def _unclear(parent: etree._Element, node: Unclear) -> None:
    unclear = child(parent, "unclear", {"cert": node.cert, "resp": _resp(node.resp)})
    append_source(unclear, node.marks[0])
    encode_inlines(unclear, node.content)
    append_source(unclear, node.marks[1])


def _expansion(parent: etree._Element, node: Expansion) -> None:
    choice = child(parent, "choice")
    encode_inlines(child(choice, "abbr"), node.abbr)
    encode_inlines(child(choice, "expan", {"rend": _rend(node.marks), "resp": _resp(node.resp)}), node.expan)


def _correction(parent: etree._Element, node: Correction) -> None:
    sic = child(parent, "sic")
    encode_inlines(sic, node.content)
    append_source(parent, node.marker)


def _note(parent: etree._Element, node: Note) -> None:
    attributes = {"xml:id": node.id, "type": node.kind, "place": node.place, "n": node.n, "resp": _resp(node.resp)}
    encode_inlines(child(parent, "note", attributes), node.content)


def _reference(parent: etree._Element, node: Reference) -> None:
    attributes = {
        "xml:id": node.id,
        "type": "noteMark",
        "n": node.n,
        "target": f"#{node.target}" if node.target else "",
    }
    encode_inlines(child(parent, "ref", attributes), node.content)


def _foreign(parent: etree._Element, node: Foreign) -> None:
    encode_inlines(child(parent, "foreign", {"xml:lang": node.lang}), node.content)


def _highlight(parent: etree._Element, node: Highlight) -> None:
    encode_inlines(child(parent, "title" if node.title else "hi", {"rend": node.rend}), node.content)


def _date(parent: etree._Element, node: DateText) -> None:
    attributes = {
        "when": node.when,
        "from": node.from_,
        "to": node.to,
        "notBefore": node.not_before,
        "notAfter": node.not_after,
    }
    values = [value for value in attributes.values() if value]
    is_time = bool(values) and all(value[0] in "012T" and value[2:3] == ":" for value in values)
    encode_inlines(child(parent, "time" if is_time else "date", attributes), node.content)


def _stamp(parent: etree._Element, node: Stamp) -> None:
    attributes = {"type": node.kind, "ana": f"#{node.category}" if node.category else ""}
    encode_inlines(child(parent, "stamp", attributes), node.content)


def _phrase(parent: etree._Element, node: Phrase) -> None:
    name, kind = ROLE_ELEMENTS.get(node.role, ("seg", node.role.value))
    if name == "idno" and not all(isinstance(inner, Text | Mark) for inner in node.content):
        name, kind = "seg", node.role.value  # idno holds text only: a number that is blacked out is a seg with a gap
    attributes = {"type": kind, "ana": f"#{node.category}" if node.category else ""}
    encode_inlines(child(parent, name, attributes), node.content)


def _page_break(parent: etree._Element, node: PageBreak) -> None:
    facs = f"#{node.facs}" if node.facs else ""
    child(parent, "pb", {"n": node.n, "break": "no" if node.inside_word else "", "facs": facs})


def _line_break(parent: etree._Element, node: LineBreak) -> None:
    child(parent, "lb", {"break": "no" if node.inside_word or node.hyphen else "", "rend": node.hyphen})


def _furniture(parent: etree._Element, node: Furniture) -> None:
    encode_inlines(child(parent, "fw", {"type": node.kind}), node.content)


_WRITERS: dict[type, Callable[[etree._Element, Any], None]] = {
    Text: _text,
    Mark: _mark,
    Gap: _gap,
    Space: _space,
    Supplied: _supplied,
    Unclear: _unclear,
    Expansion: _expansion,
    Correction: _correction,
    Note: _note,
    Reference: _reference,
    Foreign: _foreign,
    Highlight: _highlight,
    DateText: _date,
    Stamp: _stamp,
    Phrase: _phrase,
    PageBreak: _page_break,
    LineBreak: _line_break,
    Furniture: _furniture,
}
