"""A cable as a TEI document."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from lxml import etree

from teikit.model import Cable, Dropped
from teikit.source import Span
from teikit.tei.blocks import encode_division
from teikit.tei.builder import TEI_NAMESPACE, XML_ID, XML_LANG, child, tag
from teikit.tei.contents import Contents, contents_of
from teikit.tei.facsimile import encode_facsimile
from teikit.tei.header import encode_header
from teikit.tei.serialize import serialize
from teikit.version import __version__

_MODELS = (
    'href="{}teikit.rng" type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"',
    'href="{}teikit.sch" type="application/xml" schematypens="http://purl.oclc.org/dsdl/schematron"',
)


def encode(cable: Cable, schemas: str = "") -> bytes:
    """Write a cable as TEI.

    Args:
        cable: The cable, enriched.
        schemas: Where the schemas lie as seen from the file, with a slash at the end; for the `xml-model` instructions.

    Returns:
        The document, UTF-8.
    """
    contents = contents_of(cable.divisions)
    cable = replace(cable, dropped=_all_dropped(cable, contents))
    root = etree.Element(tag("TEI"), nsmap={None: TEI_NAMESPACE})  # type: ignore[dict-item]  # the stubs do not know the default namespace
    root.set(XML_ID, cable.id)
    root.set(XML_LANG, "en")
    for model in _MODELS:
        root.addprevious(etree.ProcessingInstruction("xml-model", model.format(schemas)))
    encode_header(root, cable, contents, __version__)
    encode_facsimile(root, cable)
    body = child(child(root, "text"), "body")
    for division in cable.divisions:
        encode_division(body, division)
    if not len(body):
        child(body, "div", {"type": "document"})
    return serialize(root)


def _all_dropped(cable: Cable, contents: Contents) -> tuple[Dropped, ...]:
    """What the reader dropped, the marks in the text, and the characters that XML forbids, in the order of the source.

    Form feeds are told by `pb` where they end pages, and are not among them.
    """
    pieces = list(cable.dropped)
    pieces += (Dropped(mark.span, mark.text, mark.reason) for mark in contents.marks)
    for at, character in cable.source.forbidden:
        if character == "\f" and cable.source.pages:
            continue
        reason = f"{unicodedata.name(character, 'a control character')}, which XML cannot hold"
        pieces.append(Dropped(Span(at, at + 1), character, reason))
    return tuple(sorted(pieces, key=lambda piece: piece.span))
