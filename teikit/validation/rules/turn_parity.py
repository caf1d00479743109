"""Both languages have the same turns, in the same order, by the same persons.

A turn too many in one of them is a label that was missed or mistaken; a turn by another person is a pointer that slipped.
The first turn that differs is reported; what follows it would only repeat it. Texts in which one side has no turns at all
are reported once. A turn by somebody whom the file does not have is left to the rules about pointers, and turns that answer each
other by `@corresp` but stand in another order to the rule about crossing.

Bad:

    <div type="original" xml:lang="ja">  <sp who="#pm">…  <sp who="#clinton">…
    <div type="translation" xml:lang="en"> <sp who="#pm">…  <sp who="#pm">…

Good:

    <div type="translation" xml:lang="en"> <sp who="#pm">…  <sp who="#clinton">…
"""

from __future__ import annotations

from collections.abc import Iterator

from teikit.findings import Finding, Severity
from teikit.validation.index import Index
from teikit.validation.plan import Plan
from teikit.validation.rules._common import label
from teikit.validation.rules.prefixes import REGISTERED

ID = "TK007"
NAME = "turns of two languages differ"
SEVERITY = Severity.WARNING
SCOPE = "document"


_NOBODY = "nobody known"


def check(index: Index, plan: Plan) -> Iterator[Finding]:  # rules have one signature
    """The first turn of a translation that differs."""
    tags = index.tags
    for first, second in index.pairs:
        ours, theirs = index.inside(first, "sp"), index.inside(second, "sp")
        if not ours and not theirs:
            continue
        for number, (left, right) in enumerate(zip(ours, theirs, strict=False), 1):
            who, other = tags[left][1].get("who"), tags[right][1].get("who")
            if who != other and sorted((who or "").split()) != sorted((other or "").split()):
                if _astray(index, who) or _astray(index, other):
                    continue  # one mistake, and told already: the pointer leads nowhere
                if _crosses(index, left, theirs) or _crosses(index, right, ours):
                    break  # told by the rule about crossing
                yield index.document.finding(
                    ID,
                    SEVERITY,
                    index.elements[right],
                    f"turn {number} of the {label(index, second)} is by {other or _NOBODY}, "
                    f"turn {number} of the {label(index, first)} by {who or _NOBODY}",
                    attribute="who" if other is not None else "",
                    hint="Correct @who, or look for a turn that was missed on one side before this one.",
                )
                break
        else:
            if len(ours) != len(theirs):
                extra = ours[len(theirs)] if len(ours) > len(theirs) else theirs[len(ours)]
                yield index.document.finding(
                    ID,
                    SEVERITY,
                    index.elements[extra],
                    f"the {label(index, first)} has {len(ours)} turns, the {label(index, second)} {len(theirs)}; "
                    f"this one has no counterpart",
                    hint="Look for a label that was missed in the other text, or that is none here.",
                )


def _astray(index: Index, who: str | None) -> bool:
    """Whether a turn is given to somebody whom the file does not have, or to nobody by a slip."""
    if who is None:
        return False
    declared = {node.get("ident", "") for node in index.all("prefixDef")}
    for pointer in who.split():
        prefix, colon, _ = pointer.partition(":")
        if pointer[0] == "#":
            astray = pointer[1:] not in index.identifiers
        else:
            astray = prefix not in declared and prefix not in REGISTERED if colon else pointer in index.identifiers
        if astray:
            return True
    return not who.split()


def _crosses(index: Index, turn: int, others: list[int]) -> bool:
    """Whether a turn answers one by the same person that stands elsewhere."""
    attributes = index.tags[turn][1]
    answered = (index.number_of(pointer) for pointer in attributes.get("corresp", "").split())
    return any(one in others and index.tags[one][1].get("who") == attributes.get("who") for one in answered)
