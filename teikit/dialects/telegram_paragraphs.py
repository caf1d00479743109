"""The body of a telegram: paragraphs joined across pages and sections, numbered, with their portion marks; lists and typed tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from teikit.dialects.flow import join
from teikit.dialects.inline import Reading, read_inlines
from teikit.dialects.pieces import pieces_of
from teikit.dialects.telegram_lines import Told, page_nodes
from teikit.model import Block, Cell, Inline, Item, ItemList, Paragraph, Phrase, Role, Table, Text
from teikit.patterns import lazy_pattern
from teikit.source import SourceText, Span

_NUMBERED = lazy_pattern(r"^(?:-\s+|¶\s?)?(?P<n>\d{1,2})\s?[.)](?![\d])\s*(?=\S)")
_LETTERED = lazy_pattern(r"^(?:-\s+)?(?:\((?P<a>[A-Z]|[IVX]{1,4}|\d{1,2})\)|(?P<b>[A-Z])[.)])\s+(?=\S)")
_DASH = lazy_pattern(r"^(?:-{1,2}|[*o•])\s+(?=\S)")
_LABELLED = lazy_pattern(r"^(?:BEGIN |END )?[A-Z][A-Z /]{2,30}:\s")
_TERMINAL = lazy_pattern(r"[.!?:;\"')\]]\s*$")
_SENTENCE_END = lazy_pattern(r"[.!?][\"')\]\s]*$")
_PORTION = lazy_pattern(r"\(\s?(?P<mark>TS|S|C|U|R|LOU|SBU|FOUO|OUO)(?:[/ -](?:NF|NOFORN|EXDIS|LIMDIS))?\s?\)")
_COLUMN_GAP = lazy_pattern(r"\S( {3,}|\t+)(?=\S)")
_CELL_GAP = lazy_pattern(r" {2,}|\t+")
_PORTIONS = {
    "TS": "top-secret", "S": "secret", "C": "confidential", "R": "restricted", "U": "unclassified", "LOU": "official-use-only",
    "OUO": "official-use-only", "FOUO": "official-use-only", "SBU": "sensitive-but-unclassified",
}  # fmt: skip


@dataclass
class Stretch:
    """A paragraph in the making: its lines, and the furniture that stands between some of them (before the line of that index)."""

    lines: list[Told] = field(default_factory=list)
    between: dict[int, list[Told]] = field(default_factory=dict)
    kind: str = "text"
    n: str = ""


class Joiner:
    """Decides line by line whether a paragraph goes on.

    Args:
        lines: All the text's lines, to learn how wide they were typed.
    """

    def __init__(self, lines: Sequence[Told]):
        widths = sorted(len(told.text) for told in lines if told.kind == "line")
        self.width = min(widths[int(len(widths) * 0.8)], 90) if widths else 65
        self.number = 0

    def goes_on(self, before: Told, told: Told, *, blank: bool, page: bool) -> bool:
        """Whether a line goes on with the paragraph of the line before."""
        text, last = told.text, before.text
        numbered = _NUMBERED.match(text)
        closed = bool(_SENTENCE_END.search(last))
        if numbered and (closed or int(numbered["n"]) == self.number + 1) and (blank or page or _TERMINAL.search(last)):
            return False
        if page:
            if _DASH.match(text) or (_LETTERED.match(text) and _TERMINAL.search(last)):
                return False
            return not closed or (len(last) >= 0.75 * self.width and not _LABELLED.match(text))
        if blank:
            # A line left blank in the middle of a sentence, between two lines typed to the margin.
            return not _TERMINAL.search(last) and len(last) >= 0.75 * self.width and not _starts(text)
        if _DASH.match(text) or (_LETTERED.match(text) and _TERMINAL.search(last)):
            return False
        return not (closed and (len(last) < 0.6 * self.width or _LABELLED.match(text)))

    def stretch(self, told: Told) -> Stretch:
        """A new paragraph that begins with a line."""
        n = ""
        kind = "text"
        if numbered := _NUMBERED.match(told.text):
            n = numbered["n"]
            self.number = int(n)
        elif lettered := _LETTERED.match(told.text):
            n = lettered["a"] or lettered["b"]
        elif _DASH.match(told.text):
            kind = "item"
        return Stretch([told], {}, kind, n)


def _starts(text: str) -> bool:
    """Whether a line begins something of its own: a number, a letter, a dash, a label."""
    return any(pattern.match(text) for pattern in (_NUMBERED, _LETTERED, _DASH, _LABELLED))


def read_stretch(source: SourceText, stretch: Stretch, reading: Reading) -> Block:
    """A paragraph as a block: a table where every line has the same columns, else a paragraph."""
    columns = sum(1 for told in stretch.lines if _COLUMN_GAP.search(told.text))
    typed = len(stretch.lines) > 1 and columns >= 2 and 2 * columns >= len(stretch.lines)
    if typed and not stretch.between and not stretch.n and (table := _table(source, stretch, reading)):
        return table
    held = Reading(**{**reading.__dict__, "hold_lines": True}) if typed else reading
    pieces = _pieces(source, stretch)
    span = Span(stretch.lines[0].span.start, stretch.lines[-1].span.end)
    return Paragraph(span, _content(source, pieces, held, bool(stretch.n)), stretch.n)


def read_items(source: SourceText, items: Sequence[Stretch], reading: Reading) -> Block:
    """Paragraphs that begin with a dash, one after the other, as a list; the dash stays in each item."""
    found = []
    for stretch in items:
        span = Span(stretch.lines[0].span.start, stretch.lines[-1].span.end)
        found.append(Item(span, read_inlines(join(source, _pieces(source, stretch)), reading)))
    return ItemList(Span(found[0].span.start, found[-1].span.end), tuple(found))


def _pieces(source: SourceText, stretch: Stretch) -> list[Span | tuple[Inline, ...]]:
    between = {index: page_nodes(lines) for index, lines in stretch.between.items()}
    return pieces_of(source, [told.span for told in stretch.lines], between)


def _content(
    source: SourceText, pieces: list[Span | tuple[Inline, ...]], reading: Reading, numbered: bool
) -> tuple[Inline, ...]:
    """The nodes of a paragraph; a portion mark behind its number is a classification."""
    first = pieces[0]
    if not numbered or not isinstance(first, Span):
        return read_inlines(join(source, pieces), reading)
    text = source.text[first.start : min(first.end, first.start + 40)]
    number = _NUMBERED.match(text) or _LETTERED.match(text)
    portion = _PORTION.match(text, number.end()) if number else None
    if not portion:
        return read_inlines(join(source, pieces), reading)
    where = Span(first.start + portion.start(), first.start + portion.end())
    return (
        *read_inlines(join(source, [Span(first.start, where.start)]), reading),
        Phrase(where, (Text(where, portion.group()),), Role.PORTION, f"classification-{_PORTIONS[portion['mark']]}"),
        *read_inlines(join(source, [Span(where.end, first.end), *pieces[1:]]), reading),
    )


def _table(source: SourceText, stretch: Stretch, reading: Reading) -> Table | None:
    rows = [_cells(told) for told in stretch.lines]
    width = len(rows[0])
    if len(rows) < 3 or not 2 <= width <= 10 or any(len(row) != width for row in rows):
        return None
    cells = tuple(tuple(Cell(span, read_inlines(join(source, [span]), reading)) for span in row) for row in rows)
    return Table(Span(rows[0][0].start, rows[-1][-1].end), cells)


def _cells(told: Told) -> list[Span]:
    spans = []
    at = 0
    for gap in (*_CELL_GAP.finditer(told.text), None):
        end = gap.start() if gap else len(told.text)
        spans.append(Span(told.span.start + at, told.span.start + end))
        at = gap.end() if gap else end
    return spans
