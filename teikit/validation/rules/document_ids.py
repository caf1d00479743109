"""A cable's identifier is its name in the whole corpus.

`TEI/@xml:id` names one cable; pointers, pages and citations are made from it. Two files with one identifier overwrite each
other's page, and a pointer to it means either. The rule reports every file but the first.

Bad, in `memcon-1.xml` and again in `memcon-2.xml`:

    <TEI xml:id="memcon-1">

Good, in `memcon-2.xml`:

    <TEI xml:id="memcon-2">
"""

from __future__ import annotations

from collections.abc import Iterator

from teikit.findings import Finding, Severity
from teikit.validation.corpus import Corpus

ID = "TK001"
NAME = "document identifier used twice"
SEVERITY = Severity.ERROR
SCOPE = "corpus"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Identifiers that an earlier file has already."""
    for identifier, documents in corpus.by_identifier.items():
        for facts in documents[1:]:
            yield corpus.finding(
                ID,
                SEVERITY,
                facts.name,
                0,
                f'the identifier "{identifier}" is that of {documents[0].name}',
                attribute="xml:id",
                hint="Give one of the two files another identifier, and another name to match.",
            )
