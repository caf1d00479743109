"""What each line before a text is: a stamp, a classification, a label, an addressee, a salute, a number, the heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from teikit.dialects.groups import Group
from teikit.notations import Category, Notation, find_categories, find_dates, is_release_stamp, load_notation
from teikit.notations.codes import is_only_codes
from teikit.patterns import lazy_pattern
from teikit.source import Span

_LABEL = lazy_pattern(r"^\s*(?P<label>[^\s:：\[\]()（）][^:：\[\]]{0,40}?)\s*[:：]\s*(?P<value>.*)$", regex.DOTALL)
#: The number of a message; "No. 2 of 40 copies" is that of a copy.
NUMBER = lazy_pattern(
    r"(?<!(?:[Ээ]кз|[Cc]opy|[Cc]opies|Ausf|Ausfertigung|[Ee]xemplaire|[Ee]jemplar|[Ee]gz|[Pp]éldány)\.?\s?)(?<!\w)(?:[Nn]o\.?|[Nn]r\.?|№|N[°º]|第)\s*(?P<number>\d[\d\-–/.]*\d|\d)(?![\d\-–/.]*\s+of\s+\d+\s+cop)\s*(?:号|號|호)?"
)
PART = lazy_pattern(r"[(（]\s*\d+\s*(?:of|/|von|из|sur|de|の|之)\s*\d+\s*[)）]|\d+\s*分\s*の\s*\d+", regex.IGNORECASE)
#: What stands between wide gaps of a line.
_COLUMN = lazy_pattern(r"[^\s\u3000](?:[^\u3000\t\n]*?[^\s\u3000])?(?=[\u3000\t]| {2,}|\Z)")
_BRACKETED = lazy_pattern(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_ANY_LABEL = lazy_pattern(r"[\p{L} ,]{2,40}[:：]\s")
LETTER = lazy_pattern(r"\p{L}")
#: What may join two of them: "PERSONAL AND CONFIDENTIAL".
_AND = lazy_pattern(r"(?<=\s{3})(?:and|&amp;|et|und|y|e|и)(?=\s{3})", regex.IGNORECASE)
#: A line of contents, with the page at its end; a line of an address.
_NO_HEAD = lazy_pattern(r"(?:…|\.{2,}|(?:\. ){2,})\s*\d+$|[,，;]$")
#: A sentence of eight words, and the number of a page.
_SENTENCE = lazy_pattern(r"(?:\S+\s+){7,}\S*\p{L}{2,}\.$")
_PAGE = lazy_pattern(r"(?i)(?:#{1,6}\s+)?(?:page|seite|p\.)\s*\d+$")
_MOST_LINES = 12
_LONGEST_SALUTE = 80
_TYPED_PLACE = lazy_pattern(r"^(?P<place>\p{Han}(?:\s?\p{Han}){1,7})\s?(?P<way>[発發着])$")


@dataclass(frozen=True)
class FrontLine:
    """One line before the text.

    Attributes:
        group: The line.
        kind: `stamp`, `category`, `label`, `address`, `salute`, `sender`, `number`, `date`, `place`, `head` or `line`.
        role: For a label, its role.
        value: For a label, the span of what follows it.
        categories: Classifications, precedences and caveats in it.
    """

    group: Group
    kind: str = "line"
    role: str = ""
    value: Span | None = None
    categories: tuple[Category, ...] = ()


def bare(text: str) -> str:
    """A line without Markdown's heading marks, brackets and blanks, for comparing."""
    return str(regex.sub(r"[\s()（）【】\[\]#*・.,:;、。]+", "", text))


def covers(text: str, categories: list[Category]) -> bool:
    """Whether nothing but classifications, precedences, caveats and stamps stands in a line."""
    rest = list(text)
    for category in categories:
        rest[category.start : category.end] = " " * (category.end - category.start)
    return bool(categories) and not LETTER.search(_AND.sub("", "".join(rest)))


def front_lines(lines: list[Group], lang: str, stamped: set[str]) -> list[FrontLine]:
    """Tell what each line before a text is. Stamps are added to `stamped`, in their bare form."""
    notation = load_notation(lang)
    told = [_tell(line, lang, notation) for line in lines]
    told = _spread_stamps(told, stamped)
    return _choose_head(told, lang)


def _tell(line: Group, lang: str, notation: Notation) -> FrontLine:
    text = line.text
    categories = find_categories(text, lang)
    released = is_release_stamp(text)
    if released or covers(text, categories):
        kind = "stamp" if released or any(category.scheme == "release" for category in categories) else "category"
        return FrontLine(line, kind, categories=tuple(categories))
    if salutes(text, lang):
        return FrontLine(line, "salute")
    label = _LABEL.match(text)
    if label and (role := notation.role_of(label["label"])):
        start = line.span.start + label.start("value")
        return FrontLine(line, "label", role, Span(start, line.span.end), tuple(categories))
    for column in _COLUMN.finditer(text):
        if any(column.group().endswith(one) and len(column.group()) > len(one) for one in notation.address_endings):
            start = line.span.start
            return FrontLine(line, "address", "to", Span(start + column.start(), start + column.end()))
    if place := _TYPED_PLACE.match(text):
        role = "received-place" if place["way"] == "着" else "sent-place"
        return FrontLine(line, "place", role, Span(line.span.start, line.span.start + place.end("place")))
    if NUMBER.search(text) and not PART.search(text):
        return FrontLine(line, "number", categories=tuple(categories))
    return FrontLine(line, categories=tuple(categories))


def salutes(text: str, lang: str) -> bool:
    """Whether a line addresses the reader of a letter: `Dear Mr. President:`, `Sehr geehrter Herr Minister!`."""
    ends = text.rstrip().endswith((",", ":", "!", "，", "：", "！", "—"))
    return ends and len(text) <= _LONGEST_SALUTE and load_notation(lang).salutes(text)


def behind_salute(groups: Sequence[Group], border: int | None, lang: str) -> int:
    """Where a text begins: a letter begins behind the line that addresses its reader, however short its first sentence is.

    Args:
        groups: The groups of the text and of what stands before it.
        border: The index of the group in which running text begins; `None` where there is none.
        lang: The language.
    """
    before = groups if border is None else groups[:border]
    begun = next((at + 1 for at, group in enumerate(before) if salutes(group.text, lang)), len(groups))
    if begun >= len(groups) or load_notation(lang).role_of(groups[begun].text.partition(":")[0]):
        return border or 0
    return begun


def _spread_stamps(told: list[FrontLine], stamped: set[str]) -> list[FrontLine]:
    """A stamp has several lines: those of the same group are part of it."""
    for line in told:
        if line.kind == "stamp":
            stamped.add(bare(line.group.text))
    out: list[FrontLine] = []
    for line in told:
        before = out[-1] if out else None
        joined = (
            before is not None
            and before.kind == "stamp"
            and line.kind in ("line", "number")
            and not is_only_codes(line.group.text)
            and line.group.lines[0].number == before.group.lines[-1].number + 1
            and len(line.group.text) < 60
        )
        if joined:
            line = replace(line, kind="stamp")  # noqa: PLW2901
            stamped.add(bare(line.group.text))
        if line.kind in ("category", "stamp"):
            stamped.add(bare(line.group.text))
        out.append(line)
    return out


def _choose_head(told: list[FrontLine], lang: str) -> list[FrontLine]:
    """The heading: the line that names the part ("1 of 2"), or else the longest of those that nothing else is."""
    notation = load_notation(lang)
    subjects = [line for line in told if line.role == "subject" and line.kind == "label"]
    if subjects:
        return [replace(line, kind="head") if line is subjects[0] else line for line in told]
    plain = [line for line in told if line.kind == "line" and _may_head(line.group.text, lang)]
    parts = [line for line in plain if PART.search(line.group.text)]
    if not plain or (len(plain) > _MOST_LINES and not parts):
        return told  # no head of a cable has so many lines: which of them heads it nobody can tell
    told_so = [line for line in plain if line.group.text.endswith(notation.subject_endings or "\0")]
    head = (
        parts[0]
        if parts
        else told_so[0]
        if told_so
        else max(plain, key=lambda line: (len(line.group.text), -line.group.span.start))
    )
    offices = [
        line for line in plain if line is not head and notation.has_title(line.group.text) and len(line.group.text) < 40
    ]
    addressed = next((index for index, line in enumerate(told) if line.kind == "address"), None)
    heading = _same_group(told, head, lang)
    out = []
    for index, line in enumerate(told):
        if line in heading:
            out.append(replace(line, kind="head"))
        elif line in offices and addressed is not None and index == addressed + 1:
            out.append(replace(line, kind="sender", role="from", value=line.group.span))
        else:
            out.append(line)
    return out


def _may_head(text: str, lang: str) -> bool:
    """Whether a line can be a heading: words that are neither all in brackets nor a label's, a date's or a sentence's."""
    if len(LETTER.findall(text)) < 4 or text[0] in "([（【" or _NO_HEAD.search(text):
        return False
    if PART.search(text):
        return True
    if _SENTENCE.match(text) or _PAGE.match(text):
        return False
    bracketed = sum(len(found.group()) for found in _BRACKETED.finditer(text))
    return (
        bracketed * 5 < len(text) * 2 and not _ANY_LABEL.match(text) and not any(True for _ in find_dates(text, lang))
    )


def _dated(text: str, lang: str) -> bool:
    """Whether a line says little more than when: half of it is a date."""
    return any(2 * (day.end - day.start) >= len(text) for day in find_dates(text, lang))


def _same_group(told: list[FrontLine], head: FrontLine, lang: str) -> list[FrontLine]:
    """The heading's lines: those right above and below it that are nothing else."""
    at = told.index(head)
    found = [head]
    for step in (-1, 1):
        index = at
        while 0 <= index + step < len(told):
            line, last = told[index + step], told[index]
            near = abs(line.group.lines[0].number - last.group.lines[0].number) == 1
            if line.kind != "line" or not near or not LETTER.search(line.group.text) or _dated(line.group.text, lang):
                break
            found.append(line)
            index += step
    return found
