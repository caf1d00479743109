"""Two redactions that answer each other say the same of what is hidden.

One side may be silent on the unit or the amount. Where both speak, they should agree: a name here and two lines there are two
different redactions, or a marker was misread. Characters are not compared between languages, for they are counted in
different scripts.

Bad:

    <gap xml:id="ja-g1" corresp="#en-g1" reason="redacted" unit="line" quantity="1"/>
    <gap xml:id="en-g1" corresp="#ja-g1" reason="redacted" unit="name" quantity="1"/>

Good:

    <gap xml:id="ja-g1" corresp="#en-g1" reason="redacted" unit="name" quantity="1"/>
    <gap xml:id="en-g1" corresp="#ja-g1" reason="redacted" unit="name" quantity="1"/>
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from teikit.findings import Finding, Severity
from teikit.validation.document import local_name
from teikit.validation.index import Index
from teikit.validation.plan import Plan
from teikit.validation.rules._common import name_of

ID = "TK012"
NAME = "paired redactions differ in extent"
SEVERITY = Severity.WARNING
SCOPE = "document"


_PRIVATE = ("char", "word")


def check(index: Index, plan: Plan) -> Iterator[Finding]:  # rules have one signature
    """Paired gaps whose unit or quantity differs. The second of a pair is told."""
    seen: set[etree._Element] = set()
    for gap in index.all("gap"):
        seen.add(gap)
        for pointer in gap.get("corresp", "").split():
            other = index.target(pointer)
            if other is None or other not in seen or other is gap or local_name(other) != "gap":
                continue
            for attribute in ("unit", "quantity"):
                here, there = gap.get(attribute), other.get(attribute)
                if here is None or there is None or here == there:
                    continue
                if attribute == "quantity" and (gap.get("unit") in _PRIVATE or gap.get("unit") != other.get("unit")):
                    continue
                if attribute == "unit" and (here in _PRIVATE or there in _PRIVATE):
                    continue
                yield index.document.finding(
                    ID,
                    SEVERITY,
                    gap,
                    f'the {attribute} is "{here}", of {name_of(other)} it is "{there}"',
                    attribute=attribute,
                    hint="Read both markers again; correct the one that was misread, or the pairing.",
                )
                break
