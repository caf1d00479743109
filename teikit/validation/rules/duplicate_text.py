"""No two files have the same words.

The letters of `text`, without space and case, are compared; texts of fewer than 200 letters say nothing. The
second file of a pair is reported.

Bad: `cable-7.xml` and `cable-7-copy.xml` with one text.

Good: one of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from teikit.findings import Finding, Severity
from teikit.validation.corpus import Corpus
from teikit.validation.index import Facts

ID = "TK016"
NAME = "two files with one text"
SEVERITY = Severity.WARNING
SCOPE = "corpus"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Files whose text an earlier file has."""
    first: dict[str, Facts] = {}
    for facts in corpus.facts:
        if not facts.text:
            continue
        if facts.text in first:
            yield corpus.finding(
                ID,
                SEVERITY,
                facts.name,
                0,
                f"the text is that of {first[facts.text].name}, letter for letter",
                hint="Keep one of the two files.",
            )
        else:
            first[facts.text] = facts
