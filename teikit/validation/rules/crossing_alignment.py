"""Two texts that answer each other go forward together.

If paragraph 3 answers paragraph 4, paragraph 4 does not answer paragraph 3: either the translator changed the order, which is
worth a note, or one of the pointers slipped. Several paragraphs may answer one.

Bad:

    <p xml:id="ja-p1" corresp="#en-p2"/> <p xml:id="ja-p2" corresp="#en-p1"/>

Good:

    <p xml:id="ja-p1" corresp="#en-p1"/> <p xml:id="ja-p2" corresp="#en-p2"/>
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from teikit.findings import Finding, Severity
from teikit.validation.index import Index
from teikit.validation.plan import Plan
from teikit.validation.rules._common import inside, name_of, pairs

ID = "TK010"
NAME = "alignment crosses"
SEVERITY = Severity.WARNING
SCOPE = "document"


def check(index: Index, plan: Plan) -> Iterator[Finding]:  # rules have one signature
    """Elements that answer something before what the element before them answered."""
    both = pairs(index)
    if not both:
        return
    order = index.order
    for first, second in both:
        within = range(order[second], order[second] + 1 + sum(1 for _ in second.iterdescendants(etree.Element)))
        for kind in ("sp", "p"):
            furthest, leader = -1, None
            for node in inside(first, kind):
                targets = [index.target(pointer) for pointer in node.get("corresp", "").split()]
                numbers = [order[target] for target in targets if target is not None and order[target] in within]
                if not numbers:
                    continue
                if max(numbers) < furthest and leader is not None:
                    yield index.document.finding(
                        ID,
                        SEVERITY,
                        node,
                        f"{name_of(node)} answers something that stands before what {name_of(leader)} answers",
                        attribute="corresp",
                        hint="Correct one of the two, or note that the translation changes the order.",
                    )
                elif max(numbers) >= furthest:
                    furthest, leader = max(numbers), node
