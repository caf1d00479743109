"""A pointer to an element of the same file begins with `#`.

`who="clinton"` points to a *file* called `clinton`. Where the same file has an element of that identifier, the `#` was
forgotten, and `--fix` puts it in.

Bad:

    <sp who="clinton">

Good:

    <sp who="#clinton">
"""

from __future__ import annotations

from collections.abc import Iterator

from teikit.findings import Finding, Severity
from teikit.validation.edits import Edit, set_attribute
from teikit.validation.index import Index
from teikit.validation.plan import Plan

ID = "TK004"
NAME = "pointer without #"
SEVERITY = Severity.ERROR
SCOPE = "document"
INSTEAD_OF = ("sch:pointer-has-sign",)


def check(index: Index, plan: Plan) -> Iterator[Finding]:  # rules have one signature
    """Bare identifiers where a pointer should stand."""
    for number, attribute, value, tokens in index.unsettled:
        bare = [token for token in tokens if token in index.identifiers]
        if bare:
            right = " ".join(f"#{token}" if token in bare else token for token in tokens)
            yield index.document.finding(
                ID,
                SEVERITY,
                index.elements[number],
                f'@{attribute} says "{value}", which is the name of a file',
                attribute=attribute,
                hint=f'Write {attribute}="{right}".',
            )


def fix(index: Index) -> Iterator[Edit]:
    """Put the `#` in."""
    for number, attribute, _, tokens in index.unsettled:
        right = " ".join(f"#{token}" if token in index.identifiers else token for token in tokens)
        if right != " ".join(tokens):
            yield set_attribute(index.document, index.elements[number], attribute, right)
