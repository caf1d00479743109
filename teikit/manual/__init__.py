"""The manual of every finding that is no rule of a corpus: one page an identifier, so that no identifier has two meanings.

Rules of a corpus carry their page with them (`teikit.validation.rules`). What is said by a reader of transcripts (TK901 to
TK908), about corrections (TK910 to TK914), about documents that hold a transcript (TK921 to TK928) and by the layers of the
validation (`xml:`, `rng:`, `xsd:`, `sch:`) is explained in `pages/`, in a file named after the identifier.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from teikit.findings import Severity

_HEAD = re.compile(r"# (\S+) (.+)\n\nSeverity: (\w+)\. Looks at (.+)\.\n\n")


@dataclass(frozen=True, slots=True)
class Page:
    """What a finding means, with a bad and a good example.

    Attributes:
        identifier: As it is told: `TK903`, `xml:dtd`.
        name: What it is about, in a few words.
        severity: How much it weighs where no setting says otherwise.
        about: What is looked at.
        manual: The text, in Markdown.
    """

    identifier: str
    name: str
    severity: Severity
    about: str
    manual: str


@cache
def pages() -> dict[str, Page]:
    """All pages by identifier, in the order of the identifiers."""
    read = (_page(file) for file in sorted((Path(__file__).parent / "pages").glob("*.md")))
    return {page.identifier: page for page in read}


def _page(file: Path) -> Page:
    text = file.read_text(encoding="utf-8")
    head = _HEAD.match(text)
    if head is None or head[1].replace(":", "-") != file.stem:
        raise ValueError(f"{file.name} does not begin as a page of the manual")
    return Page(head[1], head[2], Severity(head[3]), head[4], text[head.end() :].strip())
