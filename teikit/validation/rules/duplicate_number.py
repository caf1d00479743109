"""A post numbers its cables once.

Two files with the same message number, post and date are two copies of one cable: two releases of it, which should be one file
with its history, or a file converted twice under two names. Files without a number or a date are left alone.

Bad, in two files:

    <idno type="message">TOKYO 1234</idno> … <correspAction type="sent"><placeName>Tokyo</placeName><date when="1994-02-13"/>

Good: one file, its releases told in `msDesc/history`.
"""

from __future__ import annotations

from collections.abc import Iterator

from teikit.findings import Finding, Severity
from teikit.validation.corpus import Corpus
from teikit.validation.index import Facts

ID = "TK015"
NAME = "two cables with one number"
SEVERITY = Severity.WARNING
SCOPE = "corpus"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Files whose number, post and date an earlier file has."""
    first: dict[tuple[str, str, str], Facts] = {}
    for facts in corpus.facts:
        if not facts.date or not any(map(str.isdigit, facts.number)):
            continue  # "unnumbered" is no number
        key = (facts.number.casefold(), facts.post.casefold(), facts.date)
        if key not in first:
            first[key] = facts
        elif facts.part is None or facts.part == first[key].part:
            yield corpus.finding(
                ID,
                SEVERITY,
                facts.name,
                0,
                f"number {facts.number} of {facts.date} is also that of {first[key].name}",
                hint="Keep one file, with both releases in its history; or correct the number.",
            )
