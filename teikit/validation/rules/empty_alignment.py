"""What has words answers something that has words.

A paragraph aligned with an empty one, or two empty ones aligned with each other, show as a blank beside the text. A paragraph
that only holds a redaction, a page break with its stamp, or a picture is not empty.

Bad:

    <p xml:id="ja-p1" corresp="#en-p1">総理は…</p>   <p xml:id="en-p1" corresp="#ja-p1"/>

Good:

    <p xml:id="ja-p1">総理は…</p>   <!-- no counterpart is made up -->
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

from lxml import etree

from teikit.findings import Finding, Severity
from teikit.validation.document import local_name
from teikit.validation.index import Index
from teikit.validation.plan import Plan
from teikit.validation.rules._common import ALIGNED, name_of

ID = "TK011"
NAME = "aligned with nothing"
SEVERITY = Severity.WARNING
SCOPE = "document"


# What Python takes for white space and XML does not is none, too.
_SPACES = "\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
# What begins with a letter is not empty, and most elements do.
_candidates = cast(
    "Callable[[etree._Element], list[etree._Element]]",
    etree.XPath(
        "descendant-or-self::*[@corresp][not(*)]"
        f"[not(normalize-space(translate(substring(., 1, 1), '{_SPACES}', '')))]"
        f"[not(normalize-space(translate(., '{_SPACES}', '')))]"
    ),
)


def check(index: Index, plan: Plan) -> Iterator[Finding]:  # rules have one signature
    """Aligned elements without content."""
    for node in _candidates(index.document.root):
        if len(node) == 0 and not (node.text or "").strip() and local_name(node) in ALIGNED:
            yield index.document.finding(
                ID,
                SEVERITY,
                node,
                f"{name_of(node)} is empty, but @corresp sets it beside {node.get('corresp')}",
                attribute="corresp",
                hint="Fill it, or remove it and the pointers to it: a counterpart that does not exist is not made up.",
            )
