"""What answers each other says so on both sides.

If `ja-p3` names `en-p3` in `@corresp`, `en-p3` names `ja-p3`. A pointer on one side alone makes the pages of the two
languages disagree. `--fix` adds the pointer that is missing. An element whose own `@corresp` leads nowhere, or is empty, is left
to the rules about pointers: once that is mended, it points back.

Bad:

    <p xml:id="ja-p3" corresp="#en-p3"> … <p xml:id="en-p3">

Good:

    <p xml:id="ja-p3" corresp="#en-p3"> … <p xml:id="en-p3" corresp="#ja-p3">
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from teikit.findings import Finding, Severity
from teikit.validation.document import TEI, XML_ID
from teikit.validation.edits import Edit, set_attribute
from teikit.validation.index import IDENTIFIER, Index
from teikit.validation.plan import Plan
from teikit.validation.rules._common import name_of

ID = "TK009"
NAME = "alignment on one side only"
SEVERITY = Severity.ERROR
SCOPE = "document"
INSTEAD_OF = ("sch:corresp-is-mutual",)


def check(index: Index, plan: Plan) -> Iterator[Finding]:  # rules have one signature
    """Elements that are pointed to and do not point back."""
    for node, target in _one_sided(index):
        yield index.document.finding(
            ID,
            SEVERITY,
            node,
            f"@corresp points to {name_of(target)}, which does not point back",
            attribute="corresp",
            hint=f"Add #{node.get(XML_ID)} to its @corresp, or take the pointer away here; --fix adds it.",
        )


def fix(index: Index) -> Iterator[Edit]:
    """Add the pointers that are missing."""
    missing: dict[etree._Element, list[str]] = {}
    for node, target in _one_sided(index):
        missing.setdefault(target, []).append(f"#{node.get(XML_ID)}")
    for target, pointers in missing.items():
        yield set_attribute(
            index.document, target, "corresp", " ".join([*target.get("corresp", "").split(), *pointers])
        )


def _one_sided(index: Index) -> Iterator[tuple[etree._Element, etree._Element]]:
    tags, identifiers = index.tags, index.identifiers
    for number, attribute, value in index.pointers:
        if attribute != "corresp" or (own := tags[number][1].get(IDENTIFIER)) is None:
            continue
        back = f"#{own}"
        for pointer in (value,) if value[1:] in identifiers else value.split():
            to = identifiers.get(pointer[1:]) if pointer[0] == "#" else None
            if to is None:
                continue
            others = tags[to][1].get("corresp")
            if others is None or (others != back and back not in others.split() and _settled(index, others)):
                target = index.elements[to]
                if next(target.iterancestors(f"{{{TEI}}}text"), None) is not None:
                    yield index.elements[number], target


def _settled(index: Index, corresp: str) -> bool:
    """Whether pointers lead somewhere, so that none of them can be a slip of the one that is missing."""
    pointers = corresp.split()
    return bool(pointers) and all(pointer[0] != "#" or pointer[1:] in index.identifiers for pointer in pointers)
