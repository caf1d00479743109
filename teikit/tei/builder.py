"""Building a TEI tree: elements, mixed content, and letters that are not text."""

from __future__ import annotations

import json

from lxml import etree

from teikit.source.text import FORBIDDEN

TEI_NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
XML_ID = f"{{{XML_NAMESPACE}}}id"
XML_LANG = f"{{{XML_NAMESPACE}}}lang"

#: The processing instruction that holds letters of the source which are no text, as a JSON string.
SOURCE_TARGET = "teikit-source"


class _Tags(dict[str, str]):
    def __missing__(self, name: str) -> str:
        self[name] = f"{{{TEI_NAMESPACE}}}{name}"
        return self[name]


_TAGS = _Tags()


def tag(name: str) -> str:
    """The name in Clark notation."""
    return _TAGS[name]


def child(
    parent: etree._Element, name: str, attributes: dict[str, str] | None = None, text: str = ""
) -> etree._Element:
    """Add an element; attributes with empty values are left out."""
    if attributes:
        given = {_ATTRIBUTES.get(key, key): value for key, value in attributes.items() if value}
        element = etree.SubElement(parent, _TAGS[name], given)
    else:
        element = etree.SubElement(parent, _TAGS[name])
    if text:
        element.text = clean(text)
    return element


_ATTRIBUTES = {"xml:id": XML_ID, "xml:lang": XML_LANG}


def clean(text: str) -> str:
    """The text without the characters that XML forbids; the source's findings and the list of what was dropped name them."""
    return text if text.isprintable() else FORBIDDEN.sub("", text)  # none of the forbidden can be printed


def append_text(parent: etree._Element, text: str) -> None:
    """Add text at the end of mixed content."""
    if not text:
        return
    text = clean(text).replace("\r\n", "\n").replace("\r", "\n")
    last = next(parent.iterchildren(reversed=True), None)  # to count the children would take longer the more there are
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def append_source(parent: etree._Element, letters: str) -> None:
    """Add letters of the source that are no text, where they stood."""
    letters = clean(letters)
    if letters.strip():
        data = json.dumps(letters, ensure_ascii=False).replace("?>", "?\\u003e")
        parent.append(etree.ProcessingInstruction(SOURCE_TARGET, data))


def pointers(identifiers: tuple[str, ...]) -> str:
    """Identifiers in this file as the value of a pointing attribute."""
    return " ".join(f"#{identifier}" for identifier in identifiers)
