"""The lines of a typed memorandum of conversation: which are the page's, also where the OCR garbled them.

A page ends with `[page break in PDF]`, or with a form feed. What stands next to it and is no running text is furniture: the classification
(`-COHn DDNT IAL '`), who classified it and why, the stamp of release, the library's photocopy mark, the page's number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from teikit.dialects.groups import line_span
from teikit.model import Furniture, Inline, Mark, PageBreak, Stamp, Text
from teikit.source import Line, SourceText, Span

_BREAK = regex.compile(r"^\s*[\[(]?\s*(?:page break(?: in (?:the )?\w+)?|new page|end of page \d+)\s*[\])]?\s*$", regex.IGNORECASE)
_STAMP = regex.compile(
    r"de?classif|d[ec]+lassi|classifiedby|photocopy|phot\w{1,3}opy|pere\.?[o0][.,]|e\.[o0][.,]?1[23]\d{3}|oadr|reason:?\d|libr\w{1,3}ry\w*copy"
    r"|sanitized|pertheabove|presidentiallibrary|nationalarchives",
    regex.IGNORECASE,
)
_MARKS = ("CONFIDENTIAL", "SECRET", "TOPSECRET", "UNCLASSIFIED", "SECRETSENSITIVE", "LIMITEDOFFICIALUSE", "EYESONLY")
_PAGE_NUMBER = regex.compile(r"^\W*\d{1,4}\W*$")
_WORD = regex.compile(r"\p{L}{3,}")
_REACH = 9
_FEWEST_OF_TEXT = 28


@dataclass(slots=True)
class Typed:
    """A line and what it is.

    Attributes:
        line: The line.
        span: Its letters.
        text: The characters of the span.
        indent: How many columns it is set in.
        kind: `blank`, `break`, `furniture` or `line`.
    """

    line: Line
    span: Span
    text: str
    indent: int
    kind: str

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
    _spread(found, -1, 1)
    _spread(found, len(found), -1)
    for typed in found:
        if typed.kind == "line" and typed.indent >= 12 and is_stamp(typed.text):
            typed.kind = "furniture"
    return found


def _typed(line: Line) -> Typed:
    text = line.text.strip()
    indent = len(line.text.expandtabs()) - len(line.text.expandtabs().lstrip())
    kind = "blank" if not text else "break" if _BREAK.match(text) else "line"
    return Typed(line, line_span(line), text, indent, kind)


def _spread(found: list[Typed], at: int, step: int) -> None:
    """Take the lines beside a page break for furniture until running text begins."""
    index = at + step
    seen = 0
    while 0 <= index < len(found) and seen < _REACH:
        typed = found[index]
        if typed.kind == "break":
            return
        if typed.kind == "line":
            if not is_furniture(typed):
                return
            typed.kind = "furniture"
            seen += 1
        index += step


def is_furniture(typed: Typed) -> bool:
    """Whether a line beside a page break is none of the text."""
    text = typed.text
    if _PAGE_NUMBER.match(text) or is_stamp(text) or is_mark(text):
        return True
    letters = sum(letter.isalpha() for letter in text)
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
    return len(bare) <= 70 and _STAMP.search(bare) is not None


@lru_cache(maxsize=4096)
def is_mark(text: str) -> bool:
    """Whether a line is a classification mark, garbled perhaps, with the page's number beside it perhaps."""
    words = regex.sub(r"\d+\s*$", "", text)
    bare = "".join(letter for letter in words if letter.isalpha())
    if not 4 <= len(bare) <= 22 or len(text.split()) > 6 and not _spaced(words):
        return False
    upper = sum(letter.isupper() for letter in bare)
    if upper * 2 < len(bare):
        return False
    return any(_alike(bare.upper(), mark) for mark in _MARKS)


def _spaced(text: str) -> bool:
    return all(len(word) <= 2 for word in text.split())


def _alike(one: str, other: str) -> bool:
    """Whether two words share at least half their pairs of letters, or most letters in order."""
    if one in other or other in one:
        return min(len(one), len(other)) >= 5
    previous = [0] * (len(other) + 1)
    for letter in one:
        current = [0]
        for at, known in enumerate(other):
            current.append(previous[at] + 1 if letter == known else max(previous[at + 1], current[at]))
        previous = current
    return previous[-1] * 2 >= 1.2 * max(len(one), len(other))


def page_nodes(lines: Sequence[Typed], place: str = "footer") -> tuple[Inline, ...]:
    """The nodes of a run of furniture; behind a page break it is the next page's."""
    nodes: list[Inline] = []
    for typed in lines:
        if typed.kind == "break":
            nodes.append(PageBreak(Span(typed.span.start, typed.span.start)))
            nodes.append(Mark(typed.span, typed.text, "a page break, told by pb"))
            place = "header"
            continue
        words: Inline = Text(typed.span, " ".join(typed.text.split()))
        if _PAGE_NUMBER.match(typed.text):
            nodes.append(Furniture(typed.span, (words,), "pageNum"))
        else:
            kind = "release" if is_stamp(typed.text) else "classification" if is_mark(typed.text) else ""
            category = "release-declassified" if kind == "release" and _declassified(typed.text) else ""
            content: Inline = Stamp(typed.span, (words,), kind, category) if kind else words
            nodes.append(Furniture(typed.span, (content,), place))
    return tuple(nodes)


def _declassified(text: str) -> bool:
    return regex.search(r"DECLASSIFIED|D E C L A S S I F I E D", text) is not None
