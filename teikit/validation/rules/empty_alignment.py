"""What has words answers something that has words.

A paragraph aligned with an empty one, or two empty ones aligned with each other, show as a blank beside the text. A paragraph
that only holds a redaction, a page break with its stamp, or a picture is not empty.

Bad:

    <p xml:id="ja-p1" corresp="#en-p1">総理は…</p>   <p xml:id="en-p1" corresp="#ja-p1"/>

Good:

    <p xml:id="ja-p1">総理は…</p>   <!-- no counterpart is made up -->
"""

from __future__ import annotations

from collections.abc import Iterator

from teikit.findings import Finding, Severity
from teikit.validation.document import local_name
from teikit.validation.index import Index
from teikit.validation.plan import Plan
from teikit.validation.rules._common import ALIGNED, name_of

ID = "TK011"
NAME = "aligned with nothing"
SEVERITY = Severity.WARNING
SCOPE = "document"


def check(index: Index, plan: Plan) -> Iterator[Finding]:  # rules have one signature
    """Aligned elements without content."""
    tags = index.tags
    last = len(tags) - 1
    for number, attribute, _, _ in index.pointers:
        # What has an element in it is not empty, and most have.
        if attribute != "corresp" or (number < last and tags[number + 1][2] > tags[number][2]):
            continue
        node = index.elements[number]
        if len(node) == 0 and not (node.text or "").strip() and local_name(node) in ALIGNED:
            yield index.document.finding(
                ID,
                SEVERITY,
                node,
                f"{name_of(node)} is empty, but @corresp sets it beside {node.get('corresp')}",
                attribute="corresp",
                hint="Fill it, or remove it and the pointers to it: a counterpart that does not exist is not made up.",
            )
