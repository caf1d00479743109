"""Paragraphs across pages: what a page carries is lifted out of the text, and a sentence that it cut is one again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from teikit.dialects.flow import Flow
from teikit.dialects.furniture import goes_on, is_page_number
from teikit.dialects.groups import Group
from teikit.dialects.inline import Reading, read_inlines
from teikit.dialects.protocol import Trace
from teikit.dialects.text_blocks import page_stamp
from teikit.dialects.turns import Turn
from teikit.model import Furniture, Inline, LineBreak, Mark, PageBreak, Text
from teikit.patterns import lazy_pattern
from teikit.source import SourceText, Span

_LETTER = lazy_pattern(r"\p{L}")
#: Markdown's marks before a heading.
HASHES = lazy_pattern(r"(#{1,6})[ \t]+")


@dataclass(frozen=True)
class PageCuts:
    """Joins what pages cut.

    Attributes:
        source: The transcript.
        reading: How its inlines are read.
        trace: What each line was taken for is noted here.
        infer_pages: A sentence cut between two paragraphs without any furniture shows a page break.
    """

    source: SourceText
    reading: Reading
    trace: Trace
    infer_pages: bool

    def pieces(
        self, groups: Sequence[tuple[int, Group, str]], turns: dict[int, Turn], closing: int
    ) -> list[tuple[str, int, list[Span | tuple[Inline, ...]]]]:
        """Paragraphs, each with the pages that cut it: (kind, index of the first group, pieces)."""
        out: list[tuple[str, int, list[Span | tuple[Inline, ...]]]] = []
        page: list[Inline] = []
        for index, group, kind in groups:
            if kind == "furniture":
                page += self.page(group, first=not page)
                continue
            before = out[-1] if out else None
            last = before[2][-1] if before else None
            if (
                before is not None
                and isinstance(last, Span)
                and before[0] == "text"
                and index not in turns
                and kind != "head"
                and index < closing
                and not HASHES.match(group.text)
                and (page or self.infer_pages)
                and goes_on(self.source.text[last.start : last.end], group.text, bool(page))
            ):
                if not page:
                    page.append(PageBreak(Span(group.span.start, group.span.start)))
                before[2][-1:] = self._cut(last, group, page)
                page = []
                self._trace(group, "paragraph, going on across a page")
                continue
            if page:
                out.append(("page", index, [tuple(page)]))
                page = []
            what = "closing" if index >= closing else kind
            out.append((what, index, [group.span]))
        if page:
            out.append(("page", len(groups), [tuple(page)]))
        return out

    def _cut(self, last: Span, group: Group, page: list[Inline]) -> list[Span | tuple[Inline, ...]]:
        """What stands where a page cut a paragraph; a word cut in two is joined again."""
        text = self.source.text
        if text[last.end - 1] == "-" and last.end - last.start > 1 and text[last.end - 2].isalpha():
            hyphen = LineBreak(Span(last.end - 1, last.end), "-", True)
            return [Span(last.start, last.end - 1), (hyphen, *page), group.span]
        blank = () if self.reading.lang.split("-")[0] in ("ja", "zh") else (Text(Span(last.end, last.end), "\n"),)
        return [last, (*blank, *page), group.span]

    def page(self, group: Group, *, first: bool) -> list[Inline]:
        """What a group of a page's own lines becomes: the page's beginning, if it is the first of them, and the lines as furniture."""
        nodes: list[Inline] = []
        if first:
            nodes.append(PageBreak(Span(group.span.start, group.span.start)))
        for line in group.split():
            marks, span = self._without_hashes(line)
            inner = read_inlines(Flow.of(self.source, span), replace(self.reading, dates=False))
            number = not _LETTER.search(line.text) or is_page_number(line.text)
            content: tuple[Inline, ...] = inner if number else (page_stamp(span, inner, line.text, self.reading.lang),)
            nodes.append(Furniture(line.span, (*marks, *content), "pageNum" if number else "header"))
            self._trace(line, "page furniture")
        return nodes

    def _without_hashes(self, group: Group) -> tuple[tuple[Inline, ...], Span]:
        hashes = HASHES.match(group.text)
        if not hashes:
            return (), group.span
        start = group.span.start
        mark = Mark(Span(start, start + len(hashes.group(1))), hashes.group(1), "Markdown's mark of a heading")
        return (mark,), Span(start + hashes.end(), group.span.end)

    def _trace(self, group: Group, what: str) -> None:
        for line in group.lines:
            self.trace.note(line.number, what)
