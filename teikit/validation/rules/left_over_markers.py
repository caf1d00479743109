"""What a transcriber wrote in brackets is encoded, not left as text.

"[TN: name blacked out]", a run of ■, "[2 lines not declassified]" are marks *about* the text. As text they are read aloud,
searched and counted as the cable's own words. In `gap/desc`, notes, headers and examples they are where they belong.

Bad:

    <p>He met [TN: name blacked out] in Tokyo.</p>

Good:

    <p>He met <gap reason="redacted" unit="name" quantity="1"><desc>[TN: name blacked out]</desc></gap> in Tokyo.</p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from lxml import etree

from teikit.findings import Finding, Severity
from teikit.validation.document import TEI, local_name
from teikit.validation.index import Index
from teikit.validation.plan import Plan

ID = "TK019"
NAME = "marker left in the text"
SEVERITY = Severity.WARNING
SCOPE = "document"
INSTEAD_OF = (
    "sch:marker-words-left",
    "sch:marker-words-suspected",
    "sch:marker-remark-left",
    "sch:marker-reading-left",
    "sch:marker-brackets-left",
    "sch:marker-blocks-left",
)


_MARKER = re.compile(
    r"\[\s*(?:TN|T/N|Translator['’]s note|訳注)\s*[:：]"
    r"|[■█▇▆]{2,}"
    r"|\[[^\[\]]{0,60}\b(?:not declassified|blacked out|withheld|redacted|excised|sanitized|deleted)\b[^\[\]]{0,60}\]"
    r"|[（(\[][^（）()\[\]]{0,20}(?:墨塗り|黒塗り|不開示)[^（）()\[\]]{0,20}[）)\]]",
    re.IGNORECASE,
)
# libxml2 looks for the few texts with such a sign, so that Python need not look at all of them.
_SIGNS = ("[", "■", "█", "▇", "▆", "墨塗", "黒塗", "不開示")
_candidates = etree.XPath(
    ".//text()[not(parent::t:desc)][" + " or ".join(f"contains(., '{sign}')" for sign in _SIGNS) + "]",
    namespaces={"t": TEI},
)
_WORDS = ("墨塗り", "黒塗り", "不開示")
_FIRST, _FIRST_OF_WORDS = "[■█▇▆", "（("
_HOLDERS = frozenset({"desc", "note", "supplied", "surplus", "sic", "orig", "egXML", "code", "ident", "term", "gloss"})


def check(index: Index, plan: Plan) -> Iterator[Finding]:  # rules have one signature
    """Markers in running text."""
    text = index.first("text")
    if text is not None and _suspected(index.document.text):
        for piece in cast("list[Any]", _candidates(text)):
            match = _MARKER.search(piece)
            parent = piece.getparent()
            owner = parent.getparent() if piece.is_tail else parent
            if match is None or owner is None or _held(owner):
                continue
            yield index.document.finding(
                ID,
                SEVERITY,
                owner,
                f'the marker "{match[0][:40]}" is left in the text',
                hint='Encode it: a redaction is <gap reason="redacted"> with the marker in <desc>.',
            )


def _suspected(text: str) -> bool:
    """Whether a file has a marker outside `desc`. Looks at the file as written, which is much faster than at the tree."""
    signs = _FIRST + (_FIRST_OF_WORDS if any(word in text for word in _WORDS) else "")
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            if not text.startswith("<desc", text.rfind("<", 0, at)) and _MARKER.match(text, at):
                return True
            at = text.find(sign, at + 1)
    return False


def _held(node: etree._Element) -> bool:
    return any(local_name(holder) in _HOLDERS for holder in (node, *node.iterancestors()))
