"""A cable's identifier is the name of its file.

`cable-7.xml` holds the cable `cable-7`. Whoever has one knows the other; conversion, pages and pointers between files rely
on it. A name that is no XML name (it starts with a digit, or has a space) is compared in the form that the converter gives
it, with `_` before the digit and for what cannot stand in a name. Files without `TEI/@xml:id` are left alone.

Bad, in `wilson-240306.xml`:

    <TEI xml:id="wilson-240360">

Good, in `wilson-240306.xml`:

    <TEI xml:id="wilson-240306">
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from teikit.findings import Finding, Severity
from teikit.validation.document import XML_ID, local_name
from teikit.validation.index import Index
from teikit.validation.plan import Plan

ID = "TK002"
NAME = "identifier is not the file name"
SEVERITY = Severity.ERROR
SCOPE = "document"
INSTEAD_OF = ("sch:tei-id-is-file-name",)

_NCNAME = re.compile(r"[^\W\d][\w.\-·]*")  # near enough for advice


def check(index: Index, plan: Plan) -> Iterator[Finding]:  # rules have one signature
    """Another identifier than the file's name."""
    document = index.document
    identifier = document.root.get(XML_ID)
    if identifier is None or document.path is None or local_name(document.root) != "TEI":
        return
    if not document.path.is_file():  # a pipe has no name of its own
        return
    stem = document.path.name.removesuffix(".xml").removesuffix(".tei")
    if identifier != stem and not (_plain(identifier).endswith(_plain(stem)) and not stem[:1].isalpha()):
        yield document.finding(
            ID,
            SEVERITY,
            document.root,
            f'the identifier is "{identifier}", but the file is called {document.path.name}',
            attribute="xml:id",
            hint=f'Write xml:id="{stem}", or rename the file to {identifier}.xml.'
            if _NCNAME.fullmatch(stem)
            else f"The file's name cannot be an xml:id; rename the file to {identifier}.xml.",
        )


def _plain(text: str) -> str:
    return re.sub(r"[^\w.-]", "_", text).strip("_")
