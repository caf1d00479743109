"""A pointer to `#x` needs an element with `xml:id="x"` in the same file.

Every attribute that points is looked at (`who`, `corresp`, `resp`, `target`, `ref`, `ana`, `hand`, `facs`, …), each of its
pointers by itself. Where an identifier is nearly the same, it is suggested. Pointers in examples (`egXML`) are left alone.

Bad:

    <person xml:id="clinton"/> … <sp who="#clintn">

Good:

    <person xml:id="clinton"/> … <sp who="#clinton">
"""

from __future__ import annotations

from collections.abc import Iterator

from teikit.findings import Finding, Severity
from teikit.validation.index import IDENTIFIER, Index
from teikit.validation.plan import Plan
from teikit.validation.rules._common import near

ID = "TK003"
NAME = "pointer leads nowhere"
SEVERITY = Severity.ERROR
SCOPE = "document"
INSTEAD_OF = (
    "sch:corresp-resolves",
    "sch:target-resolves",
    "sch:ref-resolves",
    "sch:source-resolves",
    "sch:who-is-person",
    "sch:to-whom-is-person",
    "sch:ref-is-of-its-kind",
    "sch:ana-is-category",
    "sch:change-is-declared",
    "sch:hand-is-declared",
    "sch:hand-shift-is-declared",
    "sch:rendition-is-declared",
    "sch:resp-is-hand",
    "sch:cat-ref-is-category",
    "sch:facs-is-image",
    "sch:change-who-is-hand",
    "sch:g-is-declared",
    "sch:corresp-same-kind",
    "sch:corresp-is-mutual",
)


def check(index: Index, plan: Plan) -> Iterator[Finding]:  # rules have one signature
    """Local pointers without a target."""
    ids = index.identifiers
    astray = set(_of_doubles(index)) if index.unsettled else set()
    for number, attribute, _, pointers in index.unsettled:
        for pointer in pointers:
            if pointer[0] != "#" or pointer[1:] in ids or (len(pointer) > 1 and pointer[-1] == ")"):
                continue
            if attribute == "corresp" and index.tags[number][1].get(IDENTIFIER) in astray:
                continue  # what it points to has the identifier of another, and is told for that
            if len(pointer) == 1:
                message, hint = f"@{attribute} is a # without an identifier", "Write the identifier after it."
            else:
                message = f'@{attribute} points to {pointer}, but nothing in this file has xml:id="{pointer[1:]}"'
                meant = near(pointer[1:], ids)
                hint = f"Did you mean #{meant}?" if meant else "Correct the pointer, or give its target the identifier."
            yield index.document.finding(ID, SEVERITY, index.elements[number], message, attribute=attribute, hint=hint)


def _of_doubles(index: Index) -> Iterator[str]:
    """What elements with the identifier of another one point to."""
    for number, attribute, value in index.pointers:
        own = index.tags[number][1].get(IDENTIFIER)
        if attribute == "corresp" and own is not None and index.identifiers[own] != number:
            yield from (pointer[1:] for pointer in value.split())
