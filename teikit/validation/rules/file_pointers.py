"""A pointer into another file needs the file, and the identifier in it.

`ref="../authority/people.xml#clinton"` is followed from the folder of the file that points. `@who`, and `@ref` on a
`persName`, must lead to a `person` (or a group or organisation), not merely to anything with that identifier. Addresses on
the network and page images (`@facs`) are not followed.

Bad, where people.xml has a person `clinton` only:

    <persName ref="people.xml#clintom">

Good:

    <persName ref="people.xml#clinton">
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from teikit.findings import Finding, Severity
from teikit.validation.corpus import Corpus
from teikit.validation.rules._common import near

ID = "TK005"
NAME = "pointer into another file leads nowhere"
SEVERITY = Severity.ERROR
SCOPE = "corpus"


_PERSONS = frozenset({"person", "personGrp", "persona", "org", "listPerson", "nym", "persName", "castItem", "role"})


def check(corpus: Corpus) -> Iterator[Finding]:
    """Pointers whose file or identifier is missing."""
    for facts in corpus.facts:
        folder = corpus.folder(facts)
        for pointer in facts.outward:
            path, _, fragment = pointer.value.partition("#")
            if not path or pointer.attribute == "facs" or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", path):
                continue
            problem = _problem(corpus, folder / unquote(path), fragment, pointer.attribute)
            if problem:
                message, hint = problem
                yield corpus.finding(
                    ID,
                    SEVERITY,
                    facts.name,
                    pointer.element,
                    f"@{pointer.attribute} points to {pointer.value}, but {message}",
                    attribute=pointer.attribute,
                    hint=hint,
                )


def _problem(corpus: Corpus, file: Path, fragment: str, attribute: str) -> tuple[str, str] | None:
    if not file.is_file():
        if file.is_dir() and not fragment:
            return None
        if not fragment and "." not in file.name:
            return (
                f"there is no file {file.name}",
                "If an element of this file is meant, put a # before its identifier.",
            )
        siblings = [path.name for path in file.parent.iterdir()] if file.parent.is_dir() else []
        meant = near(file.name, siblings)
        return f"there is no file {file.name}", f"Did you mean {meant}?" if meant else "Correct the path."
    if not fragment or file.suffix not in (".xml", ".tei"):
        return None
    identifiers = corpus.identifiers(file)
    if identifiers is None:
        return f"{file.name} cannot be read", "Mend that file first."
    if fragment not in identifiers:
        meant = near(fragment, identifiers)
        return (
            f'nothing there has xml:id="{fragment}"',
            f"Did you mean #{meant}?" if meant else f"Add it to {file.name}, or correct the pointer.",
        )
    if attribute in ("who", "toWhom") and identifiers[fragment] not in _PERSONS:
        return f"that is a <{identifiers[fragment]}> and no person", "Point to the person."
    return None
