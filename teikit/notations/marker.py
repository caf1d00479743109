"""What a bracketed expression, a blacked-out run or an exemption code in a transcript means.

The types that the rest of `teikit.notations` gives back. They say what is known and no more: a field is `None` where the
transcriber did not tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "withheld",  # blacked out, deleted, not declassified: gap reason="redacted"
    "illegible",  # gap reason="illegible"
    "inaudible",  # gap reason="inaudible"
    "editorial",  # left out by the editor: gap reason="editorial"
    "blank",  # left blank by the drafter: space
    "unclear",  # a doubtful reading: unclear
    "sic",  # [sic]
    "supplied",  # a word that the editor or translator added: supplied
    "expansion",  # [North American Free Trade Agreement] after its abbreviation: choice/expan
    "note",  # a remark: note
    "structure",  # [Attachment], [Tab A]: what follows is another piece
    "footnote",  # the mark of a footnote: [1]
    "incident",  # [Laughter]
    "pagebreak",  # [Page 2], (p. 3)
    "continued",  # (continued), （続く）
]
Resp = Literal["translator", "editor", "drafter"]
Level = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker, read.

    Attributes:
        kind: What it is.
        words: Its inner text without brackets and without the prefix that names the hand ("TN:", "Ed.:", 訳注).
        unit: What is missing, as `gap/@unit` has it, in the singular (`line`, `word`, `name`, `paragraph`, `char` …).
        quantity: How many of them, a decimal such as "1.5"; only ever with a unit.
        at_most: The upper bound, a decimal ("less than 1 line" is 1); excludes `quantity`.
        at_least: The lower bound, a decimal ("more than 2 lines" is 2).
        extent: A second measure in the transcriber's words ("29 lines"), or what cannot be said as a number.
        precision: "low" where the transcriber says "about".
        exemptions: Keys of the exemption codes that stand in the marker: `foia-b1`, `eo13526-1.4c`, `eo13526-3.3b1` …
        resp: The hand that tells of it, where the marker says so.
        certainty: How sure the reading is; `None` where it is sure.
        lang: The language of a supplied or quoted word where the marker names it.
    """

    kind: Kind
    words: str
    unit: str | None = None
    quantity: str | None = None
    at_most: str | None = None
    at_least: str | None = None
    extent: str | None = None
    precision: Level | None = None
    exemptions: tuple[str, ...] = ()
    resp: Resp | None = None
    certainty: Level | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A marker where it stands in a text.

    Attributes:
        start: Offset of its first character (the opening bracket, the first block).
        end: Offset after its last character; the link of a footnote's mark (`[1](#f1)`) is a part of it.
        marker: What it means.
        target_start: For an expansion, where the abbreviation before it begins; for `[sic]` and `[?]`, where the word it
            speaks of begins; else `None`.
        target_end: Where that word ends.
    """

    start: int
    end: int
    marker: Marker
    target_start: int | None = None
    target_end: int | None = None
