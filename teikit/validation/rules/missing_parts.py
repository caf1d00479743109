"""A cable that says "part 1 of 2" has its part 2 in the corpus.

The parts are known by their titles ("Section 1 of 3", "Part 2 of 2", "Teil 1 von 2", "(1 of 2)", （2の1）) and belong together by
their message number, else by what the titles share. Checked where whole folders are. Where a part was never released, say so:
`<?teikit ignore="TK017" reason="part 2 is withheld"?>` before the root element. Parts that only a bracket counts are told for
information: archives release one without the other.

Bad: `tokyo-1234-1.xml` "Visit, Part 1 of 2", and no second part.

Good: `tokyo-1234-1.xml` "Visit, Part 1 of 2" and `tokyo-1234-2.xml` "Visit, Part 2 of 2".
"""

from __future__ import annotations

from collections.abc import Iterator

from teikit.findings import Finding, Severity
from teikit.validation.corpus import Corpus
from teikit.validation.index import Facts

ID = "TK017"
NAME = "part of a cable is missing"
SEVERITY = Severity.WARNING
SCOPE = "corpus"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Parts of which another is missing. The first part that is there is told."""
    if not corpus.whole:
        return
    series: dict[tuple[str, int], list[Facts]] = {}
    for facts in corpus.facts:
        if facts.part is not None and facts.series:
            series.setdefault((facts.series, facts.part[1]), []).append(facts)
    for (_, count), parts in series.items():
        there = {facts.part[0] for facts in parts if facts.part is not None}
        missing = [str(number) for number in range(1, min(count, 99) + 1) if number not in there]
        if missing:
            yield corpus.finding(
                ID,
                Severity.INFORMATION if parts[0].series.startswith("(") else SEVERITY,
                parts[0].name,
                0,
                f"this is part {parts[0].part[0] if parts[0].part else '?'} of {count}; "
                f"part {', '.join(missing)} is not in the corpus",
                hint='Add it, or say why it is missing: <?teikit ignore="TK017" reason="…"?> before the root.',
            )
