"""The letters of a TEI file's text in the order of the source, in Python: the quick twin of the transcript stylesheet."""

from __future__ import annotations

import json
import unicodedata

from lxml import etree

_TEI = "{http://www.tei-c.org/ns/1.0}"


def letters(text: str) -> str:
    """What counts when nothing may be lost: composed letters without white space and byte order marks."""
    return "".join(unicodedata.normalize("NFC", text).replace("\ufeff", "").split())


def transcript(data: bytes) -> str:
    """The source's body as the TEI file gives it back, white space apart."""
    root = etree.fromstring(data, etree.XMLParser(huge_tree=True, resolve_entities=False))
    out: list[str] = []
    around = {
        kind: root.xpath(f"//*[local-name()='xenoData'][@type='{kind}']")
        for kind in ("transcript-before", "transcript-after")
    }
    out += (found.text or "" for found in around["transcript-before"])
    text = root.find(f"{_TEI}text")
    assert text is not None
    _emit(text, out)
    out += (found.text or "" for found in around["transcript-after"])
    return "".join(out)


def _emit(element: etree._Element, out: list[str]) -> None:
    if not isinstance(element.tag, str):
        if getattr(element, "target", "") == "teikit-source":
            out.append(json.loads(element.text or '""'))
        return
    name = element.tag.removeprefix(_TEI)
    before = after = ""
    if name in ("supplied", "expan"):
        rend = element.get("rend", "[ ]")
        before, after = ("", "") if rend == "none" else rend.split()
    if name == "lb" and element.get("break") == "no":
        before = element.get("rend", "")
    out.append(before + (element.text or ""))
    for child in element:
        _emit(child, out)
        out.append(child.tail or "")
    out.append(after)
