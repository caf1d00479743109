"""Pieces of the source joined into one text, with their way back to it, and how that text is to be read.

What of it is no marker becomes text here, line by line: a word cut at the end of a line is joined and its break kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from teikit.dialects.flow import BETWEEN, Flow
from teikit.model import Inline, LineBreak, Text
from teikit.patterns import lazy_pattern
from teikit.source import Span

_EAST_ASIAN = ("ja", "zh")
_BLANKS = lazy_pattern(r"[^\S\n]{2,}|\t")
#: What stands at the end of a line that cuts a word: a hyphen, or the sign that transcribers and OCR set for one.
_HYPHENS = "-¬\u2010"
#: A word cut at the end of a typed line; both halves must be small letters or capitals, so that dashes and ranges stay as they are.
_HYPHENATED = lazy_pattern(
    rf"(?<=\p{{Ll}})[{_HYPHENS}][^\S\n]*(?:\n[^\S\n]*)+(?=\p{{Ll}})"
    rf"|(?<=\p{{Lu}}{{2}})[{_HYPHENS}][^\S\n]*(?:\n[^\S\n]*)+(?=\p{{Lu}}{{2}})"
)
_HARD_BREAK = lazy_pattern(r"[^\S\n]{2,}\n[^\S\n]*|\\\n[^\S\n]*")
#: Lines may be typed two apart inside a paragraph.
_LINE_END = lazy_pattern(r"[^\S\n]*(?:\r?\n[^\S\n]*)+")


@dataclass(frozen=True)
class Reading:
    """How a text is to be read.

    Attributes:
        lang: Its language.
        others: The languages of the cable's other texts.
        near: The day from which a date takes the year or month that it leaves out.
        markdown: Asterisks set words off, two blanks at a line end break the line.
        dates: Look for dates.
        foreign: Look for words of another language.
        notes: Footnote marks and the identifiers of their notes.
        hands: Hand that a marker names → key of its statement of responsibility.
        hold_lines: Every line end of the source is one of the text (verse, lists, addresses).
    """

    lang: str = "en"
    others: tuple[str, ...] = ()
    near: date | None = None
    markdown: bool = False
    dates: bool = True
    foreign: bool = True
    notes: dict[str, str] = field(default_factory=dict)
    hands: dict[str, str] = field(default_factory=dict)
    hold_lines: bool = False

    def holding(self, lines: bool) -> Reading:
        """The same, but for whether each line end is one of the text."""
        return self if self.hold_lines == lines else replace(self, hold_lines=lines)


class JoinedText:
    """A flow as one text.

    Attributes:
        text: The text.
        reading: How it is to be read.
        between: What stands between its pieces, by place.
    """

    def __init__(self, flow: Flow, reading: Reading):
        self.reading = reading
        self.text, starts, self.between = flow.joined()
        self.starts = [at for at, _ in starts]
        self.sources = [source for _, source in starts]

    def span(self, start: int, end: int) -> Span:
        """The place in the source of a stretch of the joined text."""
        return Span(self._source(start), self._source(max(start, end - 1)) + (1 if end > start else 0))

    def _source(self, at: int) -> int:
        piece = max(0, bisect_right(self.starts, at) - 1)
        return self.sources[piece] + (at - self.starts[piece]) if self.starts else 0

    def plain(self, start: int, end: int) -> Iterator[Inline]:
        """Text with nothing in it but line ends and what stands between pieces."""
        at = start
        while at < end:
            stop = self.text.find(BETWEEN, at, end) if self.between else -1
            while stop != -1 and stop not in self.between:
                stop = self.text.find(BETWEEN, stop + 1, end)
            upto = end if stop == -1 else stop
            if upto > at:
                yield from self._lines(at, upto)
            if stop == -1:
                return
            yield from self.between[stop]
            at = stop + 1

    def _lines(self, start: int, end: int) -> Iterator[Inline]:
        text = self.text
        if "\n" not in text[start:end] and "\r" not in text[start:end]:
            yield self._text(start, end)
            return
        at = start
        for ending in _LINE_END.finditer(text, start, end):
            node = self._line_end(ending.start(), ending.end(), at)
            if node is None:
                continue
            hyphen = isinstance(node, LineBreak) and bool(node.hyphen)
            stop = ending.start() - 1 if hyphen else ending.start()
            if stop > at:
                yield self._text(at, stop)
            yield node
            at = ending.end()
        if at < end:
            yield self._text(at, end)

    def _line_end(self, start: int, end: int, since: int) -> LineBreak | None:
        """What a line end of the source is: a word cut in two, a line of its own, or nothing but white space."""
        text = self.text
        span = self.span(start, end)
        if start > since and text[start - 1] in _HYPHENS and _HYPHENATED.match(text, start - 1):
            return LineBreak(Span(span.start - 1, span.end), text[start - 1], True)
        east_asian = self.reading.lang.split("-")[0] in _EAST_ASIAN
        if east_asian:
            return LineBreak(span, "", True)
        hard = self.reading.hold_lines or (self.reading.markdown and _HARD_BREAK.match(text, start))
        return LineBreak(span) if hard else None

    def _text(self, start: int, end: int) -> Text:
        return Text(self.span(start, end), fold_blanks(self.text[start:end]))


def fold_blanks(text: str) -> str:
    """The text with each run of blanks folded to one and none beside a line end; line ends stay."""
    if "\n" in text or "\r" in text:
        text = _LINE_END.sub("\n", text)
    if "  " not in text and text.replace("\n", "").isprintable():
        return text  # the only blank that can be printed is the space
    return str(_BLANKS.sub(" ", text))
