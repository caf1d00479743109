"""What several rules ask of a document."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from lxml import etree

from teikit.relaxng.nearness import distance
from teikit.validation.document import XML_ID, plain_text
from teikit.validation.index import LANGUAGE, Index

_NUMBER = re.compile(r"\d+")
ALIGNED = ("head", "opener", "p", "sp", "ab", "list", "item", "closer", "trailer", "salute", "dateline")
"""Elements that are set side by side in two languages."""


def near(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant; empty where none is near, or where several numbers of one series are."""
    names = list(known)
    if name != (letters := _NUMBER.sub("", name)):
        series = [other for other in names if _NUMBER.sub("", other) == letters]
        if series:
            close = [other for other in series if distance(name, other, 1) == 1]
            return close[0] if len(close) == 1 else ""
    found = difflib.get_close_matches(name, names, 1, 0.75)
    return found[0] if found else ""


def label(index: Index, version: int) -> str:
    """What a person calls a version: its language and kind."""
    attributes = index.tags[version][1]
    return f"{attributes.get('type', 'text')} ({attributes.get(LANGUAGE, '?')})"


def name_of(node: etree._Element) -> str:
    """An element for a message: `<p xml:id="en-p3">`."""
    identifier = node.get(XML_ID)
    local = str(node.tag).rpartition("}")[2]
    return f'<{local} xml:id="{identifier}">' if identifier else f"<{local}>"


def text_of(node: etree._Element) -> str:
    """The letters of an element, white space made single."""
    return " ".join(plain_text(node).split())
