"""Paragraphs of a word processor into plain text: blank lines, pages, tables, notes and the labels of numbered lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

import regex

from teikit.containers.extracted import PageText, Part
from teikit.patterns import lazy_pattern

#: A page that its author ended, and one that the program broke where it was full. Neither character can stand in XML.
PAGE_BREAK = "\f"
SOFT_PAGE_BREAK = "\v"
#: Where both stand at one place, the program notes the break that the author made.
_SAME_BREAK = lazy_pattern(r"\f(\s*)\v")
#: A typist who leaves empty paragraphs between the others means each of the others as a line.
_TYPED = 0.3
#: Cells this long are prose: a translation set beside its original, to be read down the column and not across.
_PROSE = 80
#: Beyond this nobody counts in letters or Roman numerals.
_MOST_COUNTED = 4000
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass
class Flow:
    """The paragraphs of a text in their order; `notes` follow at the end, `[n]` before each.

    `PAGE_BREAK` and `SOFT_PAGE_BREAK` may stand in and between them.
    """

    paragraphs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Take in a paragraph, empty ones too."""
        self.paragraphs.append(text)

    def note(self, text: str, mark: str = "") -> str:
        """Take in a note; returns the mark that stands in the text."""
        mark = mark or f"[{len(self.notes) + 1}]"
        self.notes.append(f"{mark} {' '.join(text.split())}")
        return mark

    def pages(self) -> tuple[PageText, ...]:
        """The whole by its pages."""
        empty = sum(not one.strip() for one in self.paragraphs)
        typed = empty >= _TYPED * max(len(self.paragraphs) - empty, 1)
        between = "\n" if typed else "\n\n"
        body = between.join(one.strip("\n") for one in self.paragraphs if typed or one.strip())
        signs = regex.split(r"([\f\v])", _SAME_BREAK.sub(r"\f\1", body))
        found: list[PageText] = []
        soft = blank = False
        for sign, text in zip(["", *signs[1::2]], signs[::2], strict=True):
            if not text.strip():
                blank = bool(found)
                continue
            # Behind a blank page nothing goes on.
            soft = sign == SOFT_PAGE_BREAK and bool(found) and not blank
            found.append(PageText((Part(text),), soft=soft))
            blank = False
        notes = tuple(Part(note) for note in self.notes)
        if notes and not found:
            found.append(PageText(()))
        if notes:
            found[-1] = replace(found[-1], parts=(*found[-1].parts, *notes))
        if found:
            found[0] = replace(found[0], parts=(*(Part(one, "header") for one in self.headers), *found[0].parts))
            found[-1] = replace(found[-1], parts=(*found[-1].parts, *(Part(one, "footer") for one in self.footers)))
        return tuple(found)


def table_text(rows: Sequence[Sequence[str]]) -> list[str]:
    """The paragraphs of a table: a line a row, cells apart by tabs; columns of prose one after another."""
    filled = [cell for row in rows for cell in row if cell.strip()]
    if not filled:
        return []
    if median(len(cell) for cell in filled) >= _PROSE:
        # Read down the columns, a page that ends beside the text is the page of no column.
        whole = [[cell.replace(PAGE_BREAK, "").replace(SOFT_PAGE_BREAK, "") for cell in row] for row in rows]
        width = max(len(row) for row in whole)
        return [row[at] for at in range(width) for row in whole if at < len(row) and row[at].strip()]
    lines = [_sign(row) + "\t".join(" ".join(cell.split()) for cell in row).rstrip() for row in rows]
    return ["\n".join(line for line in lines if line.strip())]


def _sign(row: Sequence[str]) -> str:
    """The page break that stands somewhere in a row, and so before it."""
    return next((sign for sign in (PAGE_BREAK, SOFT_PAGE_BREAK) if any(sign in cell for cell in row)), "")


def counted(number: int, style: str) -> str:
    """A number as lists show it: `decimal`, `lowerLetter`, `upperLetter`, `lowerRoman`, `upperRoman`."""
    if number > _MOST_COUNTED:
        return str(number)
    if style.endswith("Letter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if style.startswith("upper") else letters
    if style.endswith("Roman"):
        text = ""
        for value, letters in _ROMAN:
            text += letters * (number // value)
            number %= value
        return text.upper() if style.startswith("upper") else text
    return str(number)
