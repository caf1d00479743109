"""What is blacked out in one language is blacked out in the other.

A redaction without a counterpart is a marker that was missed, a gap that the translator could fill, or one whose `@corresp`
was not set. Where the redactions of a file are paired by `@corresp`, each one without is reported; where none is paired, the
numbers are compared. Gaps without `@corresp` in turns or paragraphs that answer each other count as paired. In the head of
a cable, which each text lays out in its own way (three boxes here, a number there), a gap that stands alone is for information.

Bad:

    <p xml:lang="ja">… <gap reason="redacted"/> …</p>   <p xml:lang="en">… Mr. Smith …</p>

Good:

    <p xml:lang="ja">… <gap xml:id="ja-g1" corresp="#en-g1" reason="redacted"/> …</p>
    <p xml:lang="en">… <gap xml:id="en-g1" corresp="#ja-g1" reason="redacted"/> …</p>
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from teikit.findings import Finding, Severity
from teikit.validation.document import local_name
from teikit.validation.index import Index
from teikit.validation.plan import Plan
from teikit.validation.rules._common import label

ID = "TK008"
NAME = "redaction on one side only"
SEVERITY = Severity.WARNING
SCOPE = "document"


def check(index: Index, plan: Plan) -> Iterator[Finding]:  # rules have one signature
    """Redactions without a counterpart."""
    tags = index.tags
    told: set[int] = set()
    for first, second in index.pairs:
        ours, theirs = _redactions(index, first), _redactions(index, second)
        if any(tags[gap][1].get("corresp") for gap in (*ours, *theirs)):
            for version, other, gaps in (
                (first, second, _alone(ours, theirs, index)),
                (second, first, _alone(theirs, ours, index)),
            ):
                for number in gaps:
                    if number not in told:
                        told.add(number)
                        gap = index.element(number)
                        yield index.document.finding(
                            ID,
                            Severity.INFORMATION if _in_head(gap) else SEVERITY,
                            gap,
                            f"this redaction of the {label(index, version)} has no counterpart in the {label(index, other)}",
                            hint="Look for it there and pair the two with @corresp; if it is truly on one side only, say so "
                            'with <?teikit ignore="TK008" reason="…"?>.',
                        )
        elif len(ours) != len(theirs):
            yield index.document.finding(
                ID,
                SEVERITY,
                index.element(second),
                f"the {label(index, second)} has {_count(len(theirs))}, the {label(index, first)} {len(ours)}",
                hint="Pair them with @corresp, and what is missing will show.",
            )


def _in_head(gap: etree._Element) -> bool:
    return any(local_name(around) in ("opener", "closer") for around in gap.iterancestors())


def _redactions(index: Index, version: int) -> list[int]:
    tags = index.tags
    return [gap for gap in index.inside(version, "gap") if "redacted" in tags[gap][1].get("reason", "").split()]


def _alone(gaps: list[int], others: list[int], index: Index) -> list[int]:
    """The gaps that have no counterpart: neither by `@corresp`, nor as one of as many in the unit that answers theirs."""
    unpaired = [gap for gap in gaps if "corresp" not in index.tags[gap][1]]
    if not unpaired:
        return []
    free = Counter(_unit(index.elements[other]) for other in others if "corresp" not in index.tags[other][1])
    found: list[int] = []
    for gap in unpaired:
        unit = _unit(index.elements[gap])
        answers = [index.target(pointer) for pointer in unit.get("corresp", "").split()] if unit is not None else []
        match = next((answer for answer in answers if answer is not None and free[answer] > 0), None)
        if match is None:
            found.append(gap)
        else:
            free[match] -= 1
    return found


def _unit(gap: etree._Element) -> etree._Element | None:
    """The aligned turn or paragraph that a gap stands in, but not the whole version."""
    for holder in gap.iterancestors():
        if local_name(holder) == "div":
            return None
        if holder.get("corresp") is not None:
            return holder
    return None


def _count(number: int) -> str:
    return "1 redaction" if number == 1 else f"{number} redactions"
