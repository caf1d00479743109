"""A date in the text lies within reason of the document's own.

A cable of 1994 speaks of yesterday, of next month, perhaps of the war; it seldom speaks of 2049. A date far off is mostly a
slip in `@when` (1949 for 1994) or a year worked out from the wrong era. Dates may lie `date-years` (60) before the
document's and ten years after it. What was stamped on it when it was released is left alone.

Bad, in a document of 1994:

    <date when="2094-02-13">平成6年2月13日</date>

Good:

    <date when="1994-02-13">平成6年2月13日</date>
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from teikit.findings import Finding, Severity
from teikit.validation.document import TEI
from teikit.validation.index import Index
from teikit.validation.plan import Plan

ID = "TK014"
NAME = "date far from the document"
SEVERITY = Severity.WARNING
SCOPE = "document"


_YEARS_AFTER = 10


def check(index: Index, plan: Plan) -> Iterator[Finding]:
    """Dates in the text that are far from that of the header."""
    own = _own_year(index)
    if own is None:
        return
    earliest, latest = own - plan.date_years, own + _YEARS_AFTER
    tags = index.tags
    within = _years(earliest, latest)
    for number in index.named("date"):
        attributes = tags[number][1]
        if len(attributes) == 1 and attributes.get("when", "")[:4] in within:
            continue  # as nearly all are
        for attribute in ("when", "from", "to", "notBefore", "notAfter"):
            if attribute not in attributes:
                continue
            year = _year(attributes[attribute])
            if year is None or earliest <= year <= latest:
                continue
            node = index.elements[number]
            if not _of_the_document(node):
                continue
            yield index.document.finding(
                ID,
                SEVERITY,
                node,
                f'@{attribute} is "{node.get(attribute)}", {abs(year - own)} years '
                f"{'after' if year > own else 'before'} the document ({own})",
                attribute=attribute,
                hint="Check the year against the text, and the era that it was worked out from.",
            )
            break


@lru_cache(maxsize=64)
def _years(earliest: int, latest: int) -> frozenset[str]:
    """The years of four figures from one to another, as they are written."""
    return frozenset(map(str, range(max(earliest, 1000), min(latest, 9999) + 1)))


def _of_the_document(node: etree._Element) -> bool:
    """Whether a date stands in the text, and not in what was stamped on it when it was released."""
    around = [ancestor.tag for ancestor in node.iterancestors()]
    return f"{{{TEI}}}text" in around and f"{{{TEI}}}stamp" not in around and f"{{{TEI}}}fw" not in around


def _own_year(index: Index) -> int | None:
    for action in index.all("correspAction"):
        if action.get("type") == "sent" and (year := _first(action)) is not None:
            return year
    for name in ("creation", "setting"):
        for holder in index.all(name):
            if (year := _first(holder)) is not None:
                return year
    return None


def _first(holder: etree._Element) -> int | None:
    for node in holder.iter(f"{{{TEI}}}date"):
        for attribute in ("when", "from", "notBefore", "to", "notAfter"):
            if (year := _year(node.get(attribute))) is not None:
                return year
    return None


def _year(value: str | None) -> int | None:
    return int(value[:4]) if value and len(value) >= 4 and value[:4].isdigit() else None
