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

from teikit.findings import Finding, Severity
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
    tags = index.tags
    for number in index.named("gap"):
        gap = tags[number][1]
        for pointer in gap.get("corresp", "").split():
            to = index.number_of(pointer)
            if to is None or to >= number or tags[to][0].rpartition("}")[2] != "gap":
                continue
            other = tags[to][1]
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
                    index.element(number),
                    f'the {attribute} is "{here}", of {name_of(index.element(to))} it is "{there}"',
                    attribute=attribute,
                    hint="Read both markers again; correct the one that was misread, or the pairing.",
                )
                break
