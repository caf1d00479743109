"""Two texts that answer each other go forward together.

If paragraph 3 answers paragraph 4, paragraph 4 does not answer paragraph 3: either the translator changed the order, which is
worth a note, or one of the pointers slipped. Several paragraphs may answer one. The paragraphs of a turn that crosses are not
told besides.

Bad:

    <p xml:id="ja-p1" corresp="#en-p2"/> <p xml:id="ja-p2" corresp="#en-p1"/>

Good:

    <p xml:id="ja-p1" corresp="#en-p1"/> <p xml:id="ja-p2" corresp="#en-p2"/>
"""

from __future__ import annotations

from collections.abc import Iterator

from teikit.findings import Finding, Severity
from teikit.validation.index import Index
from teikit.validation.plan import Plan
from teikit.validation.rules._common import name_of

ID = "TK010"
NAME = "alignment crosses"
SEVERITY = Severity.WARNING
SCOPE = "document"


def check(index: Index, plan: Plan) -> Iterator[Finding]:  # rules have one signature
    """Elements that answer something before what the element before them answered."""
    tags, identifiers = index.tags, index.identifiers
    for first, second in index.pairs:
        within = index.within(second)
        told: list[range] = []
        for kind in ("sp", "p"):
            furthest, before = -1, -1
            for number in index.inside(first, kind):
                last = -1
                for pointer in tags[number][1].get("corresp", "").split():
                    target = identifiers.get(pointer[1:], -1) if pointer[0] == "#" else -1
                    if target > last and target in within:
                        last = target
                if last < 0:
                    continue
                if last < furthest:
                    if any(number in turn for turn in told):
                        continue
                    told.append(index.within(number))
                    node, leader = index.elements[number], index.elements[before]
                    yield index.document.finding(
                        ID,
                        SEVERITY,
                        node,
                        f"{name_of(node)} answers something that stands before what {name_of(leader)} answers",
                        attribute="corresp",
                        hint="Correct one of the two, or note that the translation changes the order.",
                    )
                else:
                    furthest, before = last, number
