"""Letters of a page into lines, columns and paragraphs.

Letters come in the order of the file, which need not be that of reading: some programs write row after row across two columns. So lines
are cut where a gap is too wide for a blank, the page is searched for a gutter that the shorter pieces leave free, and each column is read
from top to bottom; what runs across the gutter (a title) parts what stands above it from what stands below.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median
from unicodedata import east_asian_width

from teikit.containers.extracted import runs_on
from teikit.containers.pdf_boxes import Box, line_height
from teikit.containers.pdf_columns import Piece, columns
from teikit.containers.pdf_letters import Letter

#: A gap of so many line heights between two letters of a line cuts it.
_CUT = 1.0
#: Lines further apart than so many times the usual are two paragraphs.
_APART = 1.35
_MOST_BLANKS = 40


def page_text(letters: Sequence[Letter], boxes: Sequence[Box]) -> str:
    """The text of a page in reading order, a blank line between paragraphs."""
    pieces = _pieces(letters)
    if not pieces:
        return ""
    wide = median((one.right - one.left) / len(one.text) for one in pieces)
    high = line_height(letters)
    pieces = _with_vertical_blocks(pieces)
    pitch = _pitch(pieces, high)
    pieces += [_blocks(box, max(wide, 0.5), high, pitch) for box in boxes]
    text = ""
    for column in columns(pieces, high):
        # A sentence that one column leaves open goes on in the next.
        own = _paragraphs(column, wide, high)
        text += ("\n" if runs_on(text, own) else "\n\n") * bool(text) + own
    return text


def _pieces(letters: Sequence[Letter]) -> list[Piece]:
    """Stretches of letters that stand close together on a line."""
    high = line_height(letters)
    found: list[Piece] = []
    held: list[Letter] = []
    blank = ended = False
    for one in letters:
        if one.text.isspace():
            blank = True
            ended = ended or one.text in "\r\n"
            continue
        if held and _stands_below(held, one):
            blank = False
        elif held and (ended or not _goes_on(held[-1], one, high)):
            _close(held, found)
        if held and blank:
            held.append(Letter(" ", one.ink, one.cell))
        held.append(one)
        blank = ended = False
    _close(held, found)
    return found


def _goes_on(before: Letter, after: Letter, high: float) -> bool:
    gap = after.cell[0] - before.cell[2]
    same_line = min(before.cell[3], after.cell[3]) - max(before.cell[1], after.cell[1]) > 0
    size = max(min(before.cell[3] - before.cell[1], high * 2), 1.0)
    return same_line and -0.6 * size <= gap <= _CUT * size


def _stands_below(held: Sequence[Letter], after: Letter) -> bool:
    """Whether a letter goes on with a line of vertical writing, of which PDFium makes a line a letter."""
    before, first = held[-1], held[0]
    if east_asian_width(before.text) not in "WF" or east_asian_width(after.text) not in "WF":
        return False
    size = max(1.0, *(one.cell[2] - one.cell[0] for one in (first, before, after)))
    down = (before.ink[1] + before.ink[3] - after.ink[1] - after.ink[3]) / 2
    middles = [(one.cell[0] + one.cell[2]) / 2 for one in (first, before, after)]
    return 0.3 * size < down < 1.7 * size and max(middles) - min(middles) < 0.5 * size


def _close(held: list[Letter], found: list[Piece]) -> None:
    if held:
        text = "".join(one.text for one in held)
        cells = [one.cell for one in held]
        found.append(
            Piece(
                text,
                min(cell[0] for cell in cells),
                min(cell[1] for cell in cells),
                max(cell[2] for cell in cells),
                max(cell[3] for cell in cells),
            )
        )
        held.clear()


def _tall(piece: Piece) -> bool:
    """Whether a piece is a line of vertical writing, or of a page that is turned."""
    return len(piece.text) > 2 and piece.top - piece.bottom > 1.5 * (piece.right - piece.left)


def _with_vertical_blocks(pieces: Sequence[Piece]) -> list[Piece]:
    """Lines of vertical writing that follow each other in the file, as one piece; the file's order is the best there is."""
    found: list[Piece] = []
    for tall, group in groupby(pieces, key=_tall):
        held = list(group)
        if tall:
            found.append(
                Piece(
                    "\n".join(one.text for one in held),
                    min(one.left for one in held),
                    min(one.bottom for one in held),
                    max(one.right for one in held),
                    max(one.top for one in held),
                )
            )
        else:
            found += held
    return found


def _pitch(pieces: Sequence[Piece], high: float) -> float:
    """The usual distance from line to line."""
    tops = sorted({round(one.top, 1) for one in pieces}, reverse=True)
    steps = [a - b for a, b in pairwise(tops) if 0.6 * high < a - b < 2.5 * high]
    return median(steps) if steps else 1.2 * high


def _blocks(box: Box, wide: float, high: float, pitch: float) -> Piece:
    """What stands in the text for a black box."""
    lines = round(box.height / pitch)
    if box.height < 1.6 * high or lines < 2:
        return Piece("■" * max(round(box.width / wide), 2), box.left, box.bottom, box.right, box.top)
    return Piece(f"[{lines} lines redacted]", box.left, box.top - high, box.right, box.top)


def _paragraphs(pieces: Sequence[Piece], wide: float, high: float) -> str:
    """A column's pieces as lines, blank lines where a paragraph ends."""
    rows = _rows(pieces)
    tops = [max(one.top for one in row) for row in rows]
    steps = [a - b for a, b in pairwise(tops)]
    near = [step for step in steps if 0.5 * high < step < 2.5 * high]
    usual = min(median(near), 1.6 * high) if near else 1.2 * high
    lefts = [min(one.left for one in row) for row in rows]
    margin = median(lefts)
    text = ""
    for index, row in enumerate(rows):
        if index:
            indented = (
                0.8 * high < lefts[index] - margin < 5 * high
                and abs(lefts[index - 1] - margin) < 0.5 * high
                and (index + 1 == len(rows) or abs(lefts[index + 1] - margin) < 0.5 * high)
            )
            text += "\n\n" if steps[index - 1] > _APART * usual or indented else "\n"
        text += _row_text(row, wide, high)
    return text


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that share a line, from top to bottom."""
    rows: list[list[Piece]] = []
    for one in sorted(pieces, key=lambda piece: (-(piece.top + piece.bottom), piece.left)):
        if rows:
            other = max(rows[-1], key=lambda piece: piece.top - piece.bottom)
            shared = min(one.top, other.top) - max(one.bottom, other.bottom)
            if shared > 0.5 * min(one.top - one.bottom, other.top - other.bottom):
                rows[-1].append(one)
                continue
        rows.append([one])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _row_text(row: Sequence[Piece], wide: float, high: float) -> str:
    text = row[0].text
    for before, after in pairwise(row):
        gap = after.left - before.right
        blanks = min(round(gap / max(wide, 0.5)), _MOST_BLANKS) if gap > 1.5 * high else int(gap > 0.12 * high)
        if not blanks and _beside_box(before.text, after.text):
            # A box covers whole words and often the blanks around them.
            blanks = 1
        text += " " * blanks + after.text
    return text


def _beside_box(before: str, after: str) -> bool:
    return (before.endswith("■") and after[0].isalnum()) or (after.startswith("■") and before[-1].isalnum())
