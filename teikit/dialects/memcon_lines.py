"""The lines of a typed memorandum of conversation: which are the page's, also where the OCR garbled them.

A page ends with `[page break in PDF]`, or with a form feed. What stands next to it and is no running text is furniture: the classification
(`-COHn DDNT IAL '`), who classified it and why, the stamp of release, the library's photocopy mark, the page's number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from teikit.dialects.front_lines import covers
from teikit.dialects.furniture import PAGE_BREAK
from teikit.dialects.groups import line_span
from teikit.model import Furniture, Inline, Mark, PageBreak, Stamp, Text
from teikit.notations import find_categories, goes_on_stamp
from teikit.patterns import lazy_pattern
from teikit.source import Line, SourceText, Span

_STAMP = lazy_pattern(
    r"de?classif|d[ec]+lassi|classifiedby|photocopy|phot\w{1,3}opy|pere\.?[o0][.,]|e\.[o0][.,]?1[23]\d{3}|oadr|reason:?\d|libr\w{1,3}ry\w*copy"
    r"|sanitized|pertheabove|presidentiallibrary|nationalarchives",
    regex.IGNORECASE,
)
_MARKS = {
    "CONFIDENTIAL": "confidential",
    "SECRET": "secret",
    "TOPSECRET": "top-secret",
    "UNCLASSIFIED": "unclassified",
    "SECRETSENSITIVE": "secret",
    "LIMITEDOFFICIALUSE": "official-use-only",
}
_AUTHORITY = lazy_pattern(
    r"\W*(?:[A-Z/ ]{6,30}?\s{3,})?(?:(?:classified\s+by|reason|declassify\s+on|decl(?:assified)?\s+on|derived\s+from)\s*[:;.]"
    r"|exempt\s+from\s+(?:general|automatic)\s+declassification|(?:automatically\s+)?(?:downgraded|declassified)\s+(?:at|on|after)\b"
    r"|schedule\s+of\s+E\.?O\.?|exemption\s+category)",
    regex.IGNORECASE,
)
#: A classification mark with the page's number beside it, or alone.
_NUMBERED_MARK = lazy_pattern(r"(?P<mark>\p{Lu}[\p{Lu} /&-]{4,48}?)\W*(?:(?:(?i:page)\s+)?(?P<n>\d{1,3}))?\W*$")
#: So many lines over a break the foot of a page may begin; so long a word is a classification mark, garbled.
_FOOT, _MARK = 10, 24
_PAGE_NUMBER = lazy_pattern(r"^\W*\d{1,4}\W*$")
_WORD = lazy_pattern(r"\p{L}{3,}")
_REACH = 9
_FEWEST_OF_TEXT = 28
_BESIDE = lazy_pattern(r"^\S.{2,58}?\s{3,}(?P<stamp>(?:DE|de|De|D E)\S.{4,40}|P\s?ER\s.{4,40})$")
_RIGHT = 30
_PROSE = 4
_ALIKE = 0.6
_PIECE = 5
_WITHHELD = lazy_pattern(r"[\[(][^\[\]()]*not(?:yet)?decl", regex.IGNORECASE)


@dataclass(slots=True)
class Typed:
    """A line and what it is.

    Attributes:
        line: The line.
        span: Its letters.
        text: The characters of the span.
        indent: How many columns it is set in.
        kind: `blank`, `break`, `furniture` or `line`.
        n: The number of the page that a mark tells, where nothing else tells of pages.
    """

    line: Line
    span: Span
    text: str
    indent: int
    kind: str
    n: str = ""

    @property
    def page(self) -> bool:
        """Whether it belongs to the page and not to the text."""
        return self.kind in ("break", "furniture")


def typed_lines(source: SourceText) -> list[Typed]:
    """Tell what each line is."""
    found = [_typed(line) for line in source.lines]
    breaks = [index for index, typed in enumerate(found) if typed.kind == "break"]
    for index in breaks:
        _spread(found, index, -1)
        _spread(found, index, 1)
        _authority(found, index)
    for index, line in enumerate(source.lines[1:], 1):
        if "\f" in source.text[source.lines[index - 1].end : line.start]:
            _spread(found, index, -1)
            _spread(found, index - 1, 1)
            _authority(found, index)
    _spread(found, -1, 1, debris=False)
    _spread(found, len(found), -1)
    _stamped(found)
    _spread(found, -1, 1, debris=False)
    _alone(found, numbered=not breaks)
    return found


def _alone(found: Sequence[Typed], *, numbered: bool) -> None:
    """Marks that stand in the text by themselves, blank lines around them: a typist who left out the page breaks copied them."""
    group: list[Typed] = []
    for typed in [*found, None]:
        if typed is not None and typed.kind == "line":
            group.append(typed)
            continue
        marks = [_page_mark(one.text) for one in group]
        if marks and all(one is not None for one in marks):
            for one, mark in zip(group, marks, strict=True):
                one.kind = "furniture"
                one.n = mark if numbered and mark else ""
        group = []


def _page_mark(text: str) -> str | None:
    """The number of the page on a line with a classification mark, empty where it has none; `None` for a line of the text."""
    if _AUTHORITY.match(text):
        return ""
    match = _NUMBERED_MARK.match(text)
    if match is None or not match["mark"].isupper():
        return None
    found = find_categories(match["mark"], "en")
    if not any(one.scheme == "classification" for one in found) or not covers(match["mark"], found):
        return None
    return match["n"] or ""


def _authority(found: Sequence[Typed], at: int) -> None:
    """Who classified a paper, why and until when, with its mark over them: a block at the foot of the page that a break ends."""
    block = [
        index
        for index in range(max(0, at - _FOOT), at)
        if found[index].kind == "line" and _AUTHORITY.match(found[index].text)
    ]
    if not block:
        return
    first = block[0]
    if (
        first
        and found[first - 1].kind == "line"
        and " " not in found[first - 1].text
        and len(found[first - 1].text) <= _MARK
    ):
        first -= 1
    for typed in found[first:at]:
        short = sum(letter.isalpha() for letter in typed.text) < _FEWEST_OF_TEXT
        if typed.kind == "line" and (short or _AUTHORITY.match(typed.text)):
            typed.kind = "furniture"


def _stamped(found: Sequence[Typed]) -> None:
    """A stamp set to the right, and the lines below it in its column, until a blank line or one at the margin."""
    column = 0
    stamp: Typed | None = None
    for typed in found:
        right = stamp_at(typed.text)
        if typed.page and is_stamp(typed.text):
            column, stamp = typed.indent, typed
        elif typed.kind == "line" and right is None and typed.indent >= 12 and is_stamp(typed.text):
            typed.kind = "furniture"
            column, stamp = typed.indent, typed
        elif typed.kind == "line" and stamp is not None and goes_on_stamp(typed.text):
            typed.kind = "furniture"
        elif typed.kind == "line" and right is not None:
            column = typed.indent + right
        elif typed.kind == "line" and column >= _RIGHT and typed.indent >= column - 6:
            typed.kind = "furniture"
        elif typed.kind in ("line", "blank"):
            column, stamp = 0, None


def stamp_at(text: str) -> int | None:
    """Where a stamp begins that shares its line with something else, three blanks or more to the left of it."""
    match = _BESIDE.match(text)
    return match.start("stamp") if match and is_stamp(match["stamp"]) else None


def _typed(line: Line) -> Typed:
    text = line.text.strip()
    indent = len(line.text.expandtabs()) - len(line.text.expandtabs().lstrip())
    kind = "blank" if not text else "break" if PAGE_BREAK.match(text) else "line"
    return Typed(line, line_span(line), text, indent, kind)


def _spread(found: list[Typed], at: int, step: int, *, debris: bool = True) -> None:
    """Take the lines beside a page break for furniture until running text begins; over a letterhead debris is not told from it."""
    index = at + step
    seen = 0
    while 0 <= index < len(found) and seen < _REACH:
        typed = found[index]
        if typed.kind == "break":
            return
        if typed.kind == "line":
            if not is_furniture(typed, debris=debris):
                return
            typed.kind = "furniture"
            seen += 1
        index += step


def is_furniture(typed: Typed, *, debris: bool = True) -> bool:
    """Whether a line beside a page break is none of the text."""
    text = typed.text
    if stamp_at(text) is not None:
        return False
    if _PAGE_NUMBER.match(text) or is_stamp(text) or mark_of(text):
        return True
    letters = sum(letter.isalpha() for letter in text)
    if not debris:
        return False
    if letters == 0:
        return True
    if regex.match(r"^\((?:U|C|S|LOU)\)$", text) or letters >= _FEWEST_OF_TEXT:
        return False
    # Debris of a stamp: a few letters, and hardly a word among them.
    words = _WORD.findall(text)
    plain = [word for word in words if word.islower() or (word[0].isupper() and word[1:].islower())]
    return not plain and letters < 16


def is_stamp(text: str) -> bool:
    """Whether a line is a stamp of release or classification authority, as far as the OCR left it."""
    bare = "".join(text.split())
    if len(bare) > 70 or not _STAMP.search(bare):
        return False
    # "[less than 1 line not declassified] My Foreign Minister will …" is text.
    return not _WITHHELD.search(bare) and sum(word.islower() for word in _WORD.findall(text)) < _PROSE


@lru_cache(maxsize=4096)
def mark_of(text: str) -> str:
    """The category of a line that is a classification mark, garbled perhaps, with the page's number beside it perhaps; else nothing."""
    words = regex.sub(r"\d+\s*$", "", text)
    bare = "".join(letter for letter in words if letter.isalpha())
    if not 4 <= len(bare) <= 22 or (len(text.split()) > 6 and not _spaced(words)):
        return ""
    upper = sum(letter.isupper() for letter in bare)
    if upper * 2 < len(bare):
        return ""
    found = max(_MARKS, key=lambda mark: _likeness(bare.upper(), mark))
    return f"classification-{_MARKS[found]}" if _likeness(bare.upper(), found) >= _ALIKE else ""


def _spaced(text: str) -> bool:
    return all(len(word) <= 2 for word in text.split())


def _likeness(one: str, other: str) -> float:
    """The share of letters that two words have in common, in order; 1 for a word and a long piece of it."""
    if (one in other or other in one) and min(len(one), len(other)) >= _PIECE:
        return 1.0 + len(other) / 100
    previous = [0] * (len(other) + 1)
    for letter in one:
        current = [0]
        for at, known in enumerate(other):
            current.append(previous[at] + 1 if letter == known else max(previous[at + 1], current[at]))
        previous = current
    return previous[-1] / max(len(one), len(other))


def page_nodes(lines: Sequence[Typed], place: str = "footer") -> tuple[Inline, ...]:
    """The nodes of a run of furniture; behind a page break it is the next page's."""
    nodes: list[Inline] = []
    for typed in lines:
        if typed.n:
            nodes.append(PageBreak(Span(typed.span.start, typed.span.start), typed.n))
            place = "header"
        if typed.kind == "break":
            nodes.append(PageBreak(Span(typed.span.start, typed.span.start)))
            nodes.append(Mark(typed.span, typed.text, "a page break, told by pb"))
            place = "header"
            continue
        words: Inline = Text(typed.span, " ".join(typed.text.split()))
        if _PAGE_NUMBER.match(typed.text):
            nodes.append(Furniture(typed.span, (words,), "pageNum"))
        else:
            category = "" if is_stamp(typed.text) else mark_of(typed.text)
            kind = "release" if is_stamp(typed.text) else "classification" if category else ""
            if kind == "release" and _declassified(typed.text):
                category = "release-declassified"
            content: Inline = Stamp(typed.span, (words,), kind, category) if kind else words
            nodes.append(Furniture(typed.span, (content,), place))
    return tuple(nodes)


def _declassified(text: str) -> bool:
    return regex.search(r"DECLASSIFIED|D E C L A S S I F I E D", text) is not None
