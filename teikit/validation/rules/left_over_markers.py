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

from lxml import etree

from teikit.findings import Finding, Severity
from teikit.validation.document import local_name, plain_text
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
_HOLDERS = frozenset({"desc", "note", "supplied", "surplus", "sic", "orig", "egXML", "code", "ident", "term", "gloss"})


def check(index: Index, plan: Plan) -> Iterator[Finding]:  # rules have one signature
    """Markers in running text."""
    for text in index.all("text")[:1]:
        if _MARKER.search(plain_text(text)) is None:
            continue  # the walk is for the few texts that have one
        for node in text.iter(etree.Element):
            for piece, owner in ((node.text, node), (node.tail, node.getparent())):
                if not piece or piece.isspace() or (node is text and owner is not text):
                    continue
                match = _MARKER.search(piece)
                if match is None or owner is None or _held(owner):
                    continue
                yield index.document.finding(
                    ID,
                    SEVERITY,
                    owner,
                    f'the marker "{match[0][:40]}" is left in the text',
                    hint='Encode it: a redaction is <gap reason="redacted"> with the marker in <desc>.',
                )


def _held(node: etree._Element) -> bool:
    return any(local_name(holder) in _HOLDERS for holder in (node, *node.iterancestors()))
