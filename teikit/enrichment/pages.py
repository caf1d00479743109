"""Where the pages of the source begin (`pb`), what they carry beside the text (`fw`), and which part of an image shows a paragraph.

A container or form feeds tell where a page begins in the text; a dialect may have seen the same from a heading ("PAGE 02") or a running
head. Both are one page break. A break stands before the first letter of its page: between two blocks where it can, inside a paragraph
or a word where the page cut it.

Source: TEI Guidelines 3.11.3 (milestones) and 12 (facsimiles, forme work).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from teikit.enrichment.page_places import Inserted, Leaf, broken, leaves
from teikit.model import Block, Cable, Division, Fact, Furniture, Head, Header, Note, PageBreak, Paragraph, Speech, Text
from teikit.notations import find_categories
from teikit.source import Page, PageWords, SourceText, Span

#: The kinds of marks that a running head may bear, as the header names them, and the longest line that is a mark and no sentence.
_SCHEMES = ("classification", "precedence", "handling")
_LONGEST_MARK = 60


def place_pages(cable: Cable) -> Cable:
    """Give every page of the source its `PageBreak`, its furniture, and paragraphs the zones that show them.

    A cable whose source tells of no pages stays as it is.
    """
    source = cable.source
    if not source.pages and not source.page_words:
        return cable
    numbered = list(zip(source.pages, surfaces(cable), strict=True))
    found = leaves(cable.divisions)
    known, free = _known(source, [one for one in found if one.kind == "page"], found, numbered)
    # Words that end where a page begins are the earlier page's.
    new: list[tuple[int, int, Inserted]] = [(page.start, 1, _page_break(page, surface)) for page, surface in free]
    new += [(one.start, 2, _words(source, one)) for one in source.page_words if not _around(cable, one)]
    targets, rest = _targets(found, [(at, node) for at, _, node in sorted(new, key=lambda row: row[:2])])
    divisions = broken(cable.divisions, known, targets, rest, source.running.text)
    zones = _Zones(numbered, {words.start for words in source.page_words})
    return replace(
        cable,
        header=_with_marks(cable),
        divisions=tuple(zones.shown(one) for one in divisions) if zones.rows else divisions,
    )


def surfaces(cable: Cable) -> list[str]:
    """The identifier of each page's `surface`; empty for a page without image."""
    # A file called facs1 keeps that identifier for itself.
    prefix = "surface" if cable.id.startswith("facs") else "facs"
    return [f"{prefix}{number}" if page.image else "" for number, page in enumerate(cable.source.pages, 1)]


def zones_of(page: Page, surface: str) -> list[str]:
    """The identifiers of a page's zones."""
    return [f"{surface}-zone{number}" for number in range(1, len(page.zones) + 1)]


def _page_break(page: Page, surface: str) -> PageBreak:
    return PageBreak(Span(page.start, page.start), page.n, surface)


def _words(source: SourceText, words: PageWords) -> Furniture | Note:
    span = Span(words.start, words.end)
    content = (Text(span, source.text[span.start : span.end]),)
    if words.kind == "marginalia":
        return Note(span, content, "marginalia", "margin")
    return Furniture(span, content, words.kind)


def _with_marks(cable: Cable) -> Header:
    """The header, with the classification, precedence and caveats that only a running head tells of."""
    header = cable.header
    for words in cable.source.page_words:
        text = cable.source.text[words.start : words.end]
        if len(text) > _LONGEST_MARK or words.kind == "marginalia":
            continue
        for one in find_categories(text, cable.divisions[0].lang if cable.divisions else "en"):
            span = Span(words.start + one.start, words.start + one.end)
            if one.scheme in _SCHEMES and not getattr(header, one.scheme):
                fact = Fact(text[one.start : one.end], span, "en", category=one.key)
                header = replace(header, **{one.scheme: (fact,)})  # type: ignore[arg-type]  # all three hold facts
    return header


def _around(cable: Cable, words: PageWords) -> bool:
    """Whether the words lie in what is kept letter for letter in the header."""
    return any(span and span.start <= words.start < span.end for span in (cable.before, cable.after))


def _known(
    source: SourceText, breaks: Sequence[Leaf], found: Sequence[Leaf], pages: Sequence[tuple[Page, str]]
) -> tuple[dict[int, PageBreak], list[tuple[Page, str]]]:
    """The breaks that a dialect has set already, by the identity of their nodes, and the pages that are still without one."""
    words = [one for one in found if one.kind == "text"]
    starts = sorted(one.start for one in words)
    ends = sorted(one.end for one in words)
    known: dict[int, PageBreak] = {}
    free: list[tuple[Page, str]] = []
    for page, surface in pages:
        before = bisect_right(ends, page.start)
        after = bisect_left(starts, page.start)
        low = ends[before - 1] if before else 0
        high = starts[after] if after < len(starts) else len(source.text)
        same = next((one for one in breaks if low <= one.start <= high and id(one.node) not in known), None)
        if same is None:
            free.append((page, surface))
        else:
            assert isinstance(same.node, PageBreak)
            known[id(same.node)] = replace(same.node, n=same.node.n or page.n, facs=surface)
    return known, free


def _targets(
    found: Sequence[Leaf], new: Sequence[tuple[int, Inserted]]
) -> tuple[dict[int, list[tuple[int, Inserted]]], list[Inserted]]:
    """For each node to put in the leaf that holds the first letter behind it, by identity; those behind the last letter are left over."""
    # The first leaf that ends behind a place holds the letter there.
    ordered = sorted((one for one in found if one.kind != "page"), key=lambda one: (one.end, one.start))
    ends = [one.end for one in ordered]
    targets: dict[int, list[tuple[int, Inserted]]] = {}
    rest: list[Inserted] = []
    for start, node in new:
        at = bisect_right(ends, start)
        if at < len(ordered):
            targets.setdefault(id(ordered[at].node), []).append((start, node))
        else:
            rest.append(node)
    return targets, rest


class _Zones:
    """Finds the zones that show a stretch of text; those of running heads and the like, which begin at the places `aside`, show none."""

    def __init__(self, pages: Sequence[tuple[Page, str]], aside: set[int]):
        self.rows = sorted(
            (zone.start, zone.end, name)
            for page, surface in pages
            if surface
            for zone, name in zip(page.zones, zones_of(page, surface), strict=True)
            if zone.start not in aside
        )
        self.starts = [start for start, _, _ in self.rows]

    def at(self, span: Span) -> tuple[str, ...]:
        """The zones that a stretch of text lies in; they do not overlap."""
        first = max(bisect_right(self.starts, span.start) - 1, 0)
        last = bisect_left(self.starts, span.end)
        return tuple(name for start, end, name in self.rows[first:last] if start < span.end and span.start < end)

    def shown(self, block: Any) -> Any:
        """A block with its paragraphs pointing to the zones that show them."""
        if isinstance(block, Paragraph | Head):
            return replace(block, facs=self.at(block.span))
        if isinstance(block, Division | Speech):
            inner: tuple[Block, ...] = tuple(self.shown(one) for one in block.blocks)
            return replace(block, blocks=inner)
        return block
