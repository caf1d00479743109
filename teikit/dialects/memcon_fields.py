"""The labelled fields of a typed memorandum's head: SUBJECT, PARTICIPANTS, DATE, TIME AND PLACE in a column, their values in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from teikit.dialects.memcon_lines import Typed
from teikit.notations import load_notation
from teikit.notations.letter_spacing import join_spaced
from teikit.patterns import lazy_pattern
from teikit.source import Span

TITLE = lazy_pattern(
    r"^\W*MEMORANDUM\s*OF\s*(?:(?:TELEPHONE|TELCON)\s*)?CONVERSATION\W*$|^\W*MEMORANDUMOF(?:TELEPHONE)?CONVERSATION\W*$"
)
_LABEL = lazy_pattern(r"^(?P<label>\p{L}[\p{L}, /&'.-]{1,28}?)(?:(?P<mark>\s{0,3}[:;])|(?=\s{3,}\S)|$)(?P<gap>\s*)")
#: Capitals before words that are not: the columns have lost the blanks between them.
_CAPITALS = lazy_pattern(r"^(?P<label>\p{Lu}{3,}(?:,? (?:\p{Lu}{3,}|&))*)\s+(?=\p{Lu}[\p{Ll}.]|\d)")
_ROLES = {
    "date, time": "date", "date and time": "date", "date,time": "date", "date/time": "date", "date, time, place": "date",
    "date, time and place": "date", "time and place": "place", "and place": "place", "place": "place", "date, place and time": "date",
    "date and place": "date", "date, place": "date", "date & place": "date", "date, time & place": "date", "date/time/place": "date",
    "date and time and place": "date", "place and date": "date",
    "time": "time", "date": "date", "subject": "subject", "notetaker": "participants", "notetakers": "participants",
    "note taker": "participants", "participant": "participants", "participants": "participants", "interpreter": "participants",
    "location": "place", "subjects": "subject", "copies to": "distribution", "distribution": "distribution",
}  # fmt: skip
_COLUMN = 9


@dataclass
class Field:
    """A label of the head with the lines of its value.

    Attributes:
        role: `subject`, `participants`, `date`, `time`, `place`, `distribution`; empty for lines without a label.
        label: The label's letters, with its mark.
        lines: The value's stretch on each line, blank lines left out.
        indents: The column of each stretch.
        apart: Whether a blank line stands before each stretch.
        pages: Furniture before each stretch.
    """

    role: str = ""
    label: Span | None = None
    lines: list[Span] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    apart: list[bool] = field(default_factory=list)
    pages: dict[int, list[Typed]] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    kind: str = "field"


def head_label(typed: Typed) -> tuple[str, Span, Span] | None:
    """The role of a line's label, the label, and what follows it on the line."""
    if typed.indent > 6:
        return None
    if (bare := _CAPITALS.match(typed.text)) and (role := _ROLES.get(bare["label"].casefold(), "")):
        at = typed.span.start
        return role, Span(at, at + bare.end("label")), Span(at + bare.end(), typed.span.end)
    match = _LABEL.match(typed.text)
    if not match:
        return None
    words = " ".join(join_spaced(match["label"]).casefold().split()).strip(" ,.")
    role = _ROLES.get(words, "")
    if not role and match["mark"]:
        known = load_notation("en").role_of(words) or ""
        role = known if known in ("subject", "participants", "date", "time", "place", "distribution") else ""
    if not role:
        return None
    at = typed.span.start
    return (
        role,
        Span(at, at + (match.end("mark") if match["mark"] else match.end("label"))),
        Span(at + match.end(), typed.span.end),
    )


def split_head(lines: Sequence[Typed]) -> tuple[list[Field], int]:
    """The fields of the head, and the index of the first line of the text."""
    fields: list[Field] = []
    pages: list[Typed] = []
    labelled = titled = False
    blank = True
    start = 0
    for index, typed in enumerate(lines):
        if typed.kind == "blank":
            blank = True
            continue
        if typed.page:
            pages.append(typed)
            continue
        label = head_label(typed)
        if label:
            labelled = True
            fields.append(Field(label[0], label[1]))
            value = label[2]
        elif labelled and (typed.indent >= _COLUMN or not blank):
            value = typed.span
        elif labelled or (titled and blank and _prose(lines, index)):
            break
        else:
            title = TITLE.match(join_spaced(typed.text)) or TITLE.match("".join(typed.text.split()))
            titled = titled or bool(title)
            fields.append(Field(kind="title" if title else "line"))
            value = typed.span
        now = fields[-1]
        now.numbers.append(typed.line.number)
        if pages:
            now.pages[len(now.lines)] = pages
            pages = []
        if value.start < value.end:
            now.lines.append(value)
            now.indents.append(value.start - typed.line.start)
            now.apart.append(blank)
        blank = False
        start = index + 1
    return (fields, start) if titled or labelled else ([], 0)


def _prose(lines: Sequence[Typed], index: int) -> bool:
    """Whether text begins here though no label came: two full lines at the margin."""
    following = [typed for typed in lines[index : index + 2] if typed.kind == "line"]
    return len(following) == 2 and all(typed.indent < _COLUMN and len(typed.text) > 50 for typed in following)
