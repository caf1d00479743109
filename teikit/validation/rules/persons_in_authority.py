"""The persons of a cable are those of the corpus.

Where the settings name an `authority` (`authority/people.xml`), every `person` that a document declares has its identifier, so
that one person is one person in all cables. Somebody known by an office alone may be kept out with a suppression.

Bad, where people.xml has `clinton-bill`:

    <person xml:id="clinton-bil"/>

Good:

    <person xml:id="clinton-bill"/>
"""

from __future__ import annotations

from collections.abc import Iterator

from teikit.findings import Finding, Severity
from teikit.validation.corpus import Corpus
from teikit.validation.rules._common import near

ID = "TK020"
NAME = "person who is not in the authority file"
SEVERITY = Severity.WARNING
SCOPE = "corpus"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Persons whose identifier no authority file has."""
    known: set[str] = set()
    for file in corpus.authority:
        own = corpus.facts_of(file)
        if own is None:
            return  # the file has findings of its own
        known.update(own.persons)
    if not known:
        return
    for facts in corpus.facts:
        if any(corpus.same_file(facts, file) for file in corpus.authority):
            continue
        for identifier, element in facts.persons.items():
            if identifier not in known:
                meant = near(identifier, known)
                yield corpus.finding(
                    ID,
                    SEVERITY,
                    facts.name,
                    element,
                    f'the person "{identifier}" is not in the authority',
                    attribute="xml:id",
                    hint=f'Did you mean "{meant}"?' if meant else "Add the person there.",
                )
