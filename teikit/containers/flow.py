"""Paragraphs of a word processor into plain text: blank lines, pages, tables, notes and the labels of numbered lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from teikit.containers.extracted import joined

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

    A form feed inside a paragraph is a page break.
    """

    paragraphs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Take in a paragraph, empty ones too."""
        self.paragraphs.append(text)

    def note(self, text: str, mark: str = "") -> str:
        """Take in a note; returns the mark that stands in the text."""
        mark = mark or f"[{len(self.notes) + 1}]"
        self.notes.append(f"{mark} {text}")
        return mark

    def text(self) -> str:
        """The whole, pages divided by form feeds."""
        empty = sum(not one.strip() for one in self.paragraphs)
        typed = empty >= _TYPED * max(len(self.paragraphs) - empty, 1)
        between = "\n" if typed else "\n\n"
        body = between.join(one.strip("\n") for one in self.paragraphs if typed or one.strip())
        pages = body.split("\f")
        pages[-1] = "\n\n".join(part.strip("\n") for part in (pages[-1], *self.notes) if part.strip())
        return joined(pages)


def table_text(rows: Sequence[Sequence[str]]) -> list[str]:
    """The paragraphs of a table: a line a row, cells apart by tabs; columns of prose one after another."""
    filled = [cell for row in rows for cell in row if cell.strip()]
    if not filled:
        return []
    if median(len(cell) for cell in filled) >= _PROSE:
        width = max(len(row) for row in rows)
        return [row[at] for at in range(width) for row in rows if at < len(row) and row[at].strip()]
    lines = ["\t".join(" ".join(cell.split()) for cell in row).rstrip() for row in rows]
    return ["\n".join(line for line in lines if line.strip())]


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


def light(colour: str) -> bool:
    """Whether letters of this colour (six hexadecimal digits) can be read on black."""
    try:
        red, green, blue = bytes.fromhex(colour)
    except ValueError:
        return False
    return 0.3 * red + 0.59 * green + 0.11 * blue > 128
