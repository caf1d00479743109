"""Running text into inline nodes: redactions, added words, notes, emphasis, dates, words of another language.

Shared by every dialect. What a bracket means is told by `teikit.notations`; here it becomes a node with its place in the source. What is
not known stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from teikit.dialects.flow import BETWEEN, Flow
from teikit.dialects.foreign import foreign_runs
from teikit.dialects.joined_text import JoinedText, Reading, fold_blanks
from teikit.model import (
    Correction,
    DateText,
    Expansion,
    Foreign,
    Gap,
    Highlight,
    Inline,
    Mark,
    Note,
    PageBreak,
    Reference,
    Space,
    Supplied,
    Text,
    Unclear,
)
from teikit.notations import Found, FoundDate, find_dates, scan
from teikit.notations.blocks import may_be_block
from teikit.patterns import lazy_pattern
from teikit.source import Span

_SIGNS = re.compile(r"[\[\](<（【〔［〈《]")
_CODES = lazy_pattern(r"\b1\.[45]|\b25[Xx]\d|\b50[Xx]\d|\bE\.?O\.? ?1|\bFOIA\b|\bJFK Act\b")
_EMPHASIS = lazy_pattern(
    r"(?<![*\\\w])(\*{1,3}|_)(?=[^\s*_])([^*\n\ufffc]+?(?:\n(?!\s*\n)[^*\n\ufffc]*?)*?)(?<=[^\s*])\1(?![*\w])"
)
_FIGURE = re.compile(r"\d|[〇一二三四五六七八九十元]")
#: A full stop that ends the sentence and not an abbreviated month.
_FULL_STOP = lazy_pattern(r"(?<=\p{L}{4})\.\Z")


def read_inlines(flow: Flow, reading: Reading) -> tuple[Inline, ...]:
    """Read a flow.

    Returns:
        Nodes whose spans lie in the order of the source and cover all of it but white space.
    """
    return _Inlines(flow, reading).read()


@dataclass(frozen=True, slots=True)
class _Construct:
    start: int
    end: int
    what: object
    rank: int


class _Inlines(JoinedText):
    def read(self) -> tuple[Inline, ...]:
        return tuple(self._build(0, len(self.text), self._constructs()))

    def _constructs(self) -> list[_Construct]:
        text, reading = self.text, self.reading
        found: list[_Construct] = []
        if _may_mark(text):
            for mark in scan(text, reading.lang, footnotes=reading.notes or None):
                start = mark.start
                if mark.marker.kind in ("expansion", "sic", "unclear") and mark.target_start is not None:
                    start = min(start, mark.target_start)
                if BETWEEN not in text[start : mark.end]:
                    found.append(_Construct(start, mark.end, mark, 0))
        if reading.markdown and ("*" in text or "_" in text):
            for emphasis in _EMPHASIS.finditer(text):
                found.append(_Construct(emphasis.start(), emphasis.end(), emphasis, 1))
        for run in foreign_runs(text, reading.lang, reading.others) if reading.foreign else ():
            found.append(_Construct(run.start, run.end, run, 3))
        if reading.dates and _FIGURE.search(text):
            for day in find_dates(text, reading.lang, near=reading.near):
                if BETWEEN not in text[day.start : day.end]:
                    end = day.end - bool(_FULL_STOP.search(text, day.start, day.end))
                    found.append(_Construct(day.start, end, day, 2))
        found.sort(key=lambda one: (one.start, -one.end, one.rank))
        return found

    def _build(self, start: int, end: int, constructs: list[_Construct]) -> Iterator[Inline]:
        at = start
        for index, one in enumerate(constructs):
            if one.start < at or one.end > end:
                continue
            inner = self._inside(one, constructs, index + 1) if one.rank != 3 else []
            nodes = list(self._node(one, inner))
            if not nodes:
                continue
            yield from self.plain(at, one.start)
            yield from nodes
            at = one.end
        yield from self.plain(at, end)

    @staticmethod
    def _inside(one: _Construct, constructs: list[_Construct], index: int) -> list[_Construct]:
        """The constructs that lie within another; they follow it, ordered by where they begin."""
        inner = []
        while index < len(constructs) and constructs[index].start < one.end:
            if constructs[index].end <= one.end:
                inner.append(constructs[index])
            index += 1
        return inner

    def _node(self, one: _Construct, inner: list[_Construct]) -> Iterator[Inline]:
        if isinstance(one.what, Found):
            yield from self._marker(one, one.what, inner)
        elif isinstance(one.what, FoundDate):
            yield from self._date(one, one.what, inner)
        elif isinstance(one.what, regex.Match):
            width = len(one.what.group(1))
            span = self.span(one.start, one.end)
            rend = ("italic", "bold", "bold italic")[width - 1]
            sign = one.what.group(1)
            yield Mark(Span(span.start, span.start + width), sign, "Markdown's mark of emphasis")
            yield Highlight(span, tuple(self._build(one.start + width, one.end - width, inner)), rend)
            yield Mark(Span(span.end - width, span.end), sign, "Markdown's mark of emphasis")
        else:
            yield Foreign(
                self.span(one.start, one.end), tuple(self.plain(one.start, one.end)), getattr(one.what, "lang", "und")
            )

    def _date(self, one: _Construct, day: FoundDate, inner: list[_Construct]) -> Iterator[Inline]:
        values = (day.when, day.from_, day.to, day.not_before, day.not_after)
        if not any(values):
            return
        span = self.span(one.start, one.end)
        yield DateText(span, tuple(self._build(one.start, one.end, inner)), *(value or "" for value in values))

    def _marker(self, one: _Construct, found: Found, inner: list[_Construct]) -> Iterator[Inline]:
        marker, text = found.marker, self.text
        span, words = self.span(found.start, found.end), text[found.start : found.end]
        hand = self.reading.hands.get(marker.resp or "", "")
        kind = marker.kind
        marks = (words[0], words[-1]) if len(words) > 1 else ("", "")
        if kind in ("withheld", "illegible", "inaudible", "editorial"):
            yield Gap(
                span,
                fold_blanks(words),
                "redacted" if kind == "withheld" else kind,
                unit=marker.unit or "",
                quantity=marker.quantity or "" if marker.unit else "",
                at_most=marker.at_most or "",
                at_least=marker.at_least or "",
                extent=fold_blanks(marker.extent or ""),
                precision=marker.precision or "",
                cert=marker.certainty or "",
                resp=hand,
                exemptions=marker.exemptions,
            )
        elif kind == "blank":
            yield Space(span, fold_blanks(words), marker.unit or "", marker.quantity or "" if marker.unit else "")
        elif kind == "supplied":
            hand = hand or self.reading.hands.get("editor", "")
            yield Supplied(span, tuple(self._build(found.start + 1, found.end - 1, inner)), marks, hand)
        elif kind == "expansion" and found.target_start is not None and found.target_end is not None:
            between = text[found.target_end : found.start]
            hand = hand or self.reading.hands.get("editor", "")
            yield Expansion(
                self.span(found.target_start, found.end),
                tuple(self.plain(found.target_start, found.target_end)),
                tuple(self._build(found.start + 1, found.end - 1, inner)),
                between,
                marks,
                hand,
            )
        elif kind == "sic":
            yield from self._sic(one, found, hand)
        elif kind == "unclear":
            yield from self._unclear(one, found, inner, marks, hand)
        elif kind in ("note", "incident"):
            resp = marker.resp
            label = "incident" if kind == "incident" else resp if resp in ("translator", "drafter") else "editorial"
            yield Note(span, tuple(self._build(found.start, found.end, inner)), label, "inline", hand)
        elif kind == "footnote":
            target = self.reading.notes.get(marker.words.strip(), "")
            if target:
                yield Reference(span, (Text(span, words),), target, marker.words.strip())
        elif kind == "pagebreak":
            yield PageBreak(span)
            yield Mark(span, words, "a page number, told by pb")

    def _sic(self, one: _Construct, found: Found, hand: str) -> Iterator[Inline]:
        if found.target_start is None or found.target_end is None:
            return
        inner = (*self.plain(found.target_start, found.target_end),)
        yield Correction(self.span(found.target_start, found.target_end), inner, "", hand)
        yield from self.plain(found.target_end, found.start)
        yield Mark(
            self.span(found.start, found.end), self.text[found.start : found.end], "says that the word before stands so"
        )

    def _unclear(
        self, one: _Construct, found: Found, inner: list[_Construct], marks: tuple[str, str], hand: str
    ) -> Iterator[Inline]:
        if found.target_start is not None and found.target_end is not None:
            word = (*self.plain(found.target_start, found.target_end),)
            yield Unclear(
                self.span(found.target_start, found.target_end), word, ("", ""), hand, found.marker.certainty or ""
            )
            yield from self.plain(found.target_end, found.start)
            yield Mark(
                self.span(found.start, found.end),
                self.text[found.start : found.end],
                "says that the word before is doubtful",
            )
        else:
            content = tuple(self._build(found.start + 1, found.end - 1, inner))
            yield Unclear(self.span(found.start, found.end), content, marks, hand, found.marker.certainty or "")


def _may_mark(text: str) -> bool:
    """Whether a text may hold a marker: a bracket, a block, or what codes of exemption are made of."""
    if _SIGNS.search(text) or may_be_block(text):
        return True
    may_be_code = "1" in text or "25" in text or "50" in text or "FOIA" in text or "JFK" in text
    return may_be_code and _CODES.search(text) is not None


__all__ = ["Reading", "fold_blanks", "read_inlines"]
