"""What stands inside a paragraph, a head or a line of the opener."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from teikit.source import Span


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the source. `text` has runs of blanks folded to one; nothing else differs from the source."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Letters of the source that are no text: Markdown's asterisks, a table's rules, brackets whose meaning an element tells.

    The transcript gives them back where they stood. `reason` says why they are not text.
    """

    span: Span
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Text that is not there, with the marker that says so (TEI Guidelines 12.3.1, `gap`).

    Attributes:
        marker: The transcriber's own marker, letter for letter.
        reason: `redacted`, `illegible`, `inaudible`, `editorial` or `sampling`.
        unit: What is missing (`line`, `name`, `time`, …); empty where the marker does not say.
        quantity: How many, as a decimal number; empty where the marker does not say.
        at_most: The bound that "less than" gives.
        at_least: The bound that "more than" gives.
        extent: A second measure in words ("29 lines").
        precision: `low`, `medium` or `high` where the marker guesses.
        cert: How sure teikit is that something is missing here.
        resp: The key of the hand that tells of it.
        exemptions: Keys of the exemption codes.
        number: Its number in its text, given by the enrichment (`en-gap4`); empty before.
        corresp: Identifiers of its counterparts.
    """

    span: Span
    marker: str
    reason: str = "redacted"
    unit: str = ""
    quantity: str = ""
    at_most: str = ""
    at_least: str = ""
    extent: str = ""
    precision: str = ""
    cert: str = ""
    resp: str = ""
    exemptions: tuple[str, ...] = ()
    id: str = ""
    corresp: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Space:
    """A blank that the drafter left (`space`), with the marker that shows it."""

    span: Span
    marker: str
    unit: str = ""
    quantity: str = ""


@dataclass(frozen=True, slots=True)
class Supplied:
    """Words that an editor or translator added. `marks` are the two brackets of the source."""

    span: Span
    content: tuple[Inline, ...]
    marks: tuple[str, str] = ("[", "]")
    resp: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words that can be read only with doubt."""

    span: Span
    content: tuple[Inline, ...]
    marks: tuple[str, str] = ("[", "]")
    resp: str = ""
    cert: str = ""


@dataclass(frozen=True, slots=True)
class Expansion:
    """An abbreviation and, in brackets behind it, what it stands for."""

    span: Span
    abbr: tuple[Inline, ...]
    expan: tuple[Inline, ...]
    between: str = " "
    marks: tuple[str, str] = ("[", "]")
    resp: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """Words that the transcriber marked as standing so in the source (`sic`). `marker` is the `[sic]` itself."""

    span: Span
    content: tuple[Inline, ...]
    marker: str = "[sic]"
    resp: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark inside the text, brackets and all.

    Attributes:
        kind: `translator`, `drafter`, `editorial`, `handwritten`, `footnote`, `endnote`, `incident` …
        place: `inline`, `bottom`, `end`, `margin`.
        n: Its number or sign.
        id: Its identifier, if a mark points to it.
    """

    span: Span
    content: tuple[Inline, ...]
    kind: str = "editorial"
    place: str = "inline"
    resp: str = ""
    n: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A footnote mark, pointing to its note; the mark is kept as it stands."""

    span: Span
    content: tuple[Inline, ...]
    target: str
    n: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words of another language inside a text."""

    span: Span
    content: tuple[Inline, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """Words that the source sets off: `italic`, `bold`, `underline`. `title` says that they are the title of a work."""

    span: Span
    content: tuple[Inline, ...]
    rend: str
    title: bool = False


@dataclass(frozen=True, slots=True)
class DateText:
    """A date or time in the text, with what it comes to in ISO 8601; only what is known is filled in."""

    span: Span
    content: tuple[Inline, ...]
    when: str = ""
    from_: str = ""
    to: str = ""
    not_before: str = ""
    not_after: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp or mark put on the page: of release, of classification."""

    span: Span
    content: tuple[Inline, ...]
    kind: str = ""
    category: str = ""


class Role(StrEnum):
    """What a phrase of a cable's head says."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    INFORMATION = "information"
    ACTION = "action"
    PLACE = "place"
    ORGANISATION = "organisation"
    PERSON = "person"
    NUMBER = "number"
    REFERENCE = "reference"
    TAGS = "tags"
    CLASSIFICATION = "classification"
    PORTION = "portion"
    PRECEDENCE = "precedence"
    HANDLING = "handling"
    DATE_TIME_GROUP = "date-time-group"
    DECLASSIFICATION = "declassification"
    SUBJECT = "subject"
    PARTICIPANTS = "participants"
    LABEL = "label"
    DISTRIBUTION = "distribution"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with a role in a cable's head or closing: who, where, which number."""

    span: Span
    content: tuple[Inline, ...]
    role: Role
    category: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where a page begins (`pb`). `facs` is the identifier of its `surface`; `inside_word` says that no blank belongs here."""

    span: Span
    n: str = ""
    facs: str = ""
    inside_word: bool = False


@dataclass(frozen=True, slots=True)
class LineBreak:
    """Where a line begins (`lb`). `hyphen` is what stood at the end of a word cut in two; `inside_word` says that no blank belongs here."""

    span: Span
    hyphen: str = ""
    inside_word: bool = False


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a page carries and the text does not: running heads, page numbers, repeated stamps (`fw`).

    `kind` is TEI's own word: `header`, `footer`, `pageNum`, `sig`, `catch`.
    """

    span: Span
    content: tuple[Inline, ...]
    kind: str = "header"


Inline = (
    Text
    | Mark
    | Gap
    | Space
    | Supplied
    | Unclear
    | Expansion
    | Correction
    | Note
    | Reference
    | Foreign
    | Highlight
    | DateText
    | Stamp
    | Phrase
    | PageBreak
    | LineBreak
    | Furniture
)
