"""A file says which schema it was written for.

Two `xml-model` instructions before the root, one for the grammar and one for Schematron, are how oXygen, VS Code and teikit
find the schema while one writes. Without them an editor shows no help, and another validator has to be told. `--fix` adds
them.

Bad:

    <?xml version="1.0"?>
    <TEI …>

Good:

    <?xml version="1.0"?>
    <?xml-model href="teikit.rng" type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"?>
    <?xml-model href="teikit.sch" type="application/xml" schematypens="http://purl.oclc.org/dsdl/schematron"?>
    <TEI …>
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from teikit.findings import Finding, Severity
from teikit.validation.edits import Edit
from teikit.validation.index import Index
from teikit.validation.plan import Plan

ID = "TK021"
NAME = "file names no schema"
SEVERITY = Severity.INFORMATION
SCOPE = "document"


_MODEL = (
    '<?xml-model href="{}" type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"?>\n'
    '<?xml-model href="{}" type="application/xml" schematypens="http://purl.oclc.org/dsdl/schematron"?>\n'
)


def check(index: Index, plan: Plan) -> Iterator[Finding]:
    """A file that names no schema, and was given none."""
    if not plan.schema and not plan.corpus_schema and _silent(index):
        yield index.document.finding(
            ID,
            SEVERITY,
            index.document.root,
            "the file names no schema, so it was checked against teikit's",
            hint="Add xml-model instructions before the root; --fix does it.",
        )


def fix(index: Index) -> Iterator[Edit]:
    """Put the instructions before the root."""
    place = index.document.place(index.document.root)
    if _silent(index) and place is not None:
        yield Edit(place.offset, place.offset, _MODEL.format("teikit.rng", "teikit.sch"))


def _silent(index: Index) -> bool:
    root = index.document.root
    if any(str(name).startswith("{http://www.w3.org/2001/XMLSchema-instance}") for name in root.attrib):
        return False
    node = root.getprevious()
    while node is not None:
        if isinstance(node, etree._ProcessingInstruction) and node.target in ("xml-model", "oxygen"):
            return False
        node = node.getprevious()
    return True
