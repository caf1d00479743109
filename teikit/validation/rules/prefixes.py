"""A pointer with a private prefix needs a `prefixDef` that says what the prefix stands for.

`psn:clinton` means nothing until `encodingDesc/listPrefixDef/prefixDef[@ident='psn']` gives a pattern and a replacement
(TEI Guidelines 17.2.3). The part after the prefix must fit the pattern. Registered schemes (`https:`, `doi:`, `urn:`, …)
need no declaration.

Bad:

    <persName ref="psn:clinton">   <!-- and no prefixDef -->

Good:

    <prefixDef ident="psn" matchPattern="([a-z]+)" replacementPattern="people.xml#$1"/>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from teikit.findings import Finding, Severity
from teikit.validation.index import Index
from teikit.validation.plan import Plan
from teikit.validation.rules._common import near

ID = "TK006"
NAME = "prefix that is not declared"
SEVERITY = Severity.ERROR
SCOPE = "document"


REGISTERED = frozenset(
    [
        "http",
        "https",
        "mailto",
        "urn",
        "doi",
        "file",
        "ftp",
        "tel",
        "data",
        "info",
        "hdl",
        "ark",
        "tag",
        "geo",
        "news",
        "nntp",
        "ldap",
        "sftp",
        "ssh",
        "about",
        "cid",
        "mid",
        "magnet",
        "xmpp",
        "isbn",
        "issn",
        "jar",
        "javascript",
    ]
)
_PREFIXED = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)


def check(index: Index, plan: Plan) -> Iterator[Finding]:  # rules have one signature
    """Prefixes without a declaration, and pointers that do not fit it."""
    declared = {node.get("ident", ""): node.get("matchPattern", "") for node in index.all("prefixDef")}
    for number, attribute, value, pointers in index.unsettled:
        if ":" not in value:
            continue
        for pointer in pointers:
            match = _PREFIXED.fullmatch(pointer)
            if match is None or match[1].casefold() in REGISTERED or pointer.startswith("#"):
                continue
            prefix, rest = match.groups()
            if prefix not in declared:
                meant = near(prefix, [*declared, *REGISTERED])
                message = f"@{attribute} uses the prefix {prefix}:, which no prefixDef declares"
                hint = f"Did you mean {meant}:?" if meant else f'Add <prefixDef ident="{prefix}" …> to the header.'
            elif not _fits(declared[prefix], rest):
                message = f"@{attribute} says {pointer}, but what follows {prefix}: must fit {declared[prefix]}"
                hint = "Correct the pointer, or the matchPattern."
            else:
                continue
            yield index.document.finding(ID, SEVERITY, index.elements[number], message, attribute=attribute, hint=hint)


def _fits(pattern: str, text: str) -> bool:
    try:
        return re.fullmatch(pattern, text) is not None
    except re.error:
        return True  # a pattern in XSD's dialect that Python cannot read
