"""Changes of a text by place, so that a mended file differs in what was mended and in nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from teikit.validation.document import Document


class Edit(NamedTuple):
    """Bytes `start` to `end` of the document (as UTF-8) become `text`."""

    start: int
    end: int
    text: str


def set_attribute(document: Document, node: etree._Element, name: str, value: str) -> Edit:
    """The edit that gives an attribute a value, whether the tag has it or not.

    Raises:
        LookupError: The element has no place in the file.
    """
    from xml.sax.saxutils import escape  # loads the network with it, which a check without mending does not need

    written = escape(value, {'"': "&quot;", "'": "&apos;"})
    if (at := document.positions.attributes(node).get(name)) is not None:
        return Edit(at.start, at.end, written)
    end = document.positions.end_of_name(node)
    if end is None:
        raise LookupError(name)
    for attribute in document.positions.attributes(node).values():
        end = max(end, attribute.end + 1)
    return Edit(end, end, f' {name}="{written}"')


def apply(data: bytes, edits: Iterable[Edit]) -> tuple[bytes, int]:
    """The text with the edits made, and how many were; of two that overlap the first counts."""
    out: list[bytes] = []
    at = made = 0
    for edit in sorted(set(edits)):
        if edit.start < at:
            continue
        out += [data[at : edit.start], edit.text.encode("utf-8")]
        at = edit.end
        made += 1
    out.append(data[at:])
    return b"".join(out), made
