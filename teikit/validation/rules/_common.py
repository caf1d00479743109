"""What several rules ask of a document."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from lxml import etree

from teikit.validation.document import TEI, XML_ID, XML_LANG, plain_text
from teikit.validation.index import Index

ALIGNED = ("head", "opener", "p", "sp", "ab", "list", "item", "closer", "trailer", "salute", "dateline")
"""Elements that are set side by side in two languages."""


def near(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant; empty where none is near."""
    found = difflib.get_close_matches(name, list(known), 1, 0.75)
    return found[0] if found else ""


def versions(index: Index) -> list[etree._Element]:
    """The divisions that hold the text in one language each, the original first."""
    found = [
        node
        for node in index.all("div")
        if node.get("type") in ("original", "translation") and node.get(XML_LANG) is not None
    ]
    return sorted(found, key=lambda node: node.get("type") != "original")


def pairs(index: Index) -> list[tuple[etree._Element, etree._Element]]:
    """The original with each of its translations; of translations without an original, the first with the others."""
    found = versions(index)
    if len(found) < 2:
        return []
    return [(found[0], other) for other in found[1:]]


def inside(node: etree._Element, *names: str) -> list[etree._Element]:
    """The TEI elements of these names within an element, in document order."""
    return list(node.iter(*(f"{{{TEI}}}{name}" for name in names)))


def label(node: etree._Element) -> str:
    """What a person calls a version: its language and kind."""
    return f"{node.get('type', 'text')} ({node.get(XML_LANG, '?')})"


def name_of(node: etree._Element) -> str:
    """An element for a message: `<p xml:id="en-p3">`."""
    identifier = node.get(XML_ID)
    local = str(node.tag).rpartition("}")[2]
    return f'<{local} xml:id="{identifier}">' if identifier else f"<{local}>"


def text_of(node: etree._Element) -> str:
    """The letters of an element, white space made single."""
    return " ".join(plain_text(node).split())
