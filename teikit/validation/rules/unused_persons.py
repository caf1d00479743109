"""Every person of the authority file is named somewhere.

A person whom no document points to was put in twice, or the pointers to them are missing. Checked where whole folders are, and
for the files named as `authority` in the settings. It is information, not a fault: an authority may be ahead of the corpus.

Bad: `people.xml` has `hata` and `hata-tsutomu`; all documents point to `hata-tsutomu`.

Good: `people.xml` has `hata-tsutomu`.
"""

from __future__ import annotations

from collections.abc import Iterator

from teikit.findings import Finding, Severity
from teikit.validation.corpus import Corpus

ID = "TK018"
NAME = "person that no document names"
SEVERITY = Severity.INFORMATION
SCOPE = "corpus"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Persons of the authority that no pointer reaches."""
    if not corpus.whole or not corpus.authority:
        return
    used = {
        (corpus.folder(facts) / pointer.value.partition("#")[0]).resolve().as_posix()
        + "#"
        + pointer.value.partition("#")[2]
        for facts in corpus.facts
        for pointer in facts.outward
        if "#" in pointer.value
    }
    # Documents may also take over the identifier of the authority for a participant of their own.
    taken = {identifier for facts in corpus.facts for identifier in facts.persons}
    for file in corpus.authority:
        own = next((facts for facts in corpus.facts if corpus.same_file(facts, file)), None)
        if own is None:
            own = corpus.facts_of(file)
        if own is None:
            continue
        elsewhere = (
            taken
            if not any(corpus.same_file(facts, file) for facts in corpus.facts)
            else {identifier for facts in corpus.facts if facts is not own for identifier in facts.persons}
        )
        named = elsewhere.union(own.used)
        address = file.resolve().as_posix()
        for identifier, element in own.persons.items():
            if f"{address}#{identifier}" not in used and identifier not in named:
                yield corpus.finding(
                    ID,
                    SEVERITY,
                    own.name,
                    element,
                    f'no document names the person "{identifier}"',
                    attribute="xml:id",
                    hint="Remove the person, or point to it from the documents.",
                )
