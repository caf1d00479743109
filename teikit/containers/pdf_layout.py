"""Letters of a page into lines, columns and paragraphs.

Letters come in the order of the file, which need not be that of reading: some programs write row after row across two columns. So lines
are cut where a gap is too wide for a blank, the page is searched for a gutter that the shorter pieces leave free, and each column is read
from top to bottom; what runs across the gutter (a title) parts what stands above it from what stands below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from teikit.containers.pdf_boxes import Box, line_height
from teikit.containers.pdf_letters import Letter

#: A gap of so many line heights between two letters of a line cuts it.
_CUT = 1.0
#: A gutter is at least so many line heights wide, and each column has so many lines and takes such a share of the width.
_GUTTER = 0.6
_COLUMN_LINES = 3
_COLUMN_WIDTH = 0.2
#: At most this share of the pieces runs across a gutter.
_ACROSS = 0.34
#: Lines further apart than so many times the usual are two paragraphs.
_APART = 1.35
_MOST_COLUMNS = 6
_MOST_BLANKS = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of letters on one line, in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def page_text(letters: Sequence[Letter], boxes: Sequence[Box]) -> str:
    """The text of a page in reading order, a blank line between paragraphs."""
    pieces = _pieces(letters)
    if not pieces:
        return ""
    wide = median((one.right - one.left) / len(one.text) for one in pieces)
    high = line_height(letters)
    if _vertical(pieces):
        return "\n".join(one.text for one in pieces)
    pitch = _pitch(pieces, high)
    pieces += [_blocks(box, max(wide, 0.5), high, pitch) for box in boxes]
    return "\n\n".join(_paragraphs(column, wide, high) for column in _columns(pieces, high))


def _pieces(letters: Sequence[Letter]) -> list[Piece]:
    """Stretches of letters that stand close together on a line."""
    high = line_height(letters)
    found: list[Piece] = []
    held: list[Letter] = []
    blank = False
    for one in letters:
        if one.text.isspace():
            blank = True
            if one.text in "\r\n":
                _close(held, found)
            continue
        if held and not _goes_on(held[-1], one, high):
            _close(held, found)
        if held and blank:
            held.append(Letter(" ", one.ink, one.cell))
        held.append(one)
        blank = False
    _close(held, found)
    return found


def _goes_on(before: Letter, after: Letter, high: float) -> bool:
    gap = after.cell[0] - before.cell[2]
    same_line = min(before.cell[3], after.cell[3]) - max(before.cell[1], after.cell[1]) > 0
    size = max(min(before.cell[3] - before.cell[1], high * 2), 1.0)
    upright = same_line and -0.6 * size <= gap <= _CUT * size
    # Vertical writing and turned pages: the next letter stands below or above the last.
    same_row = min(before.cell[2], after.cell[2]) - max(before.cell[0], after.cell[0]) > 0
    apart = max(before.cell[1], after.cell[1]) - min(before.cell[3], after.cell[3])
    return upright or (same_row and not same_line and apart <= _CUT * size and before.cell[1] > after.cell[1] and
                       abs(before.cell[0] - after.cell[0]) < 0.2 * size)  # fmt: skip


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


def _vertical(pieces: Sequence[Piece]) -> bool:
    """Whether lines run from top to bottom, or the page is turned; then the file's own order is the best there is."""
    long = [one for one in pieces if len(one.text) > 2]
    tall = sum(one.top - one.bottom > 1.5 * (one.right - one.left) for one in long)
    return bool(long) and tall > 0.5 * len(long)


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


def _columns(pieces: Sequence[Piece], high: float, depth: int = 0) -> list[list[Piece]]:
    """Pieces by column, in reading order."""
    gutter = _gutter(pieces, high) if depth < _MOST_COLUMNS else None
    if gutter is None:
        return [list(pieces)] if pieces else []
    start, end = gutter
    ordered = sorted(pieces, key=lambda one: (-one.top, one.left))
    columns: list[list[Piece]] = []
    across: list[Piece] = []
    left: list[Piece] = []
    right: list[Piece] = []

    def flush() -> None:
        for side in (left, right):
            columns.extend(_columns(list(side), high, depth + 1))
            side.clear()

    for one in ordered:
        if one.left < start + 0.1 and one.right > end - 0.1:
            flush()
            across.append(one)
            continue
        if across:
            columns.append(list(across))
            across.clear()
        (left if (one.left + one.right) / 2 < (start + end) / 2 else right).append(one)
    flush()
    if across:
        columns.append(across)
    return columns


def _gutter(pieces: Sequence[Piece], high: float) -> tuple[float, float] | None:
    """The widest stretch from top to bottom that hardly any piece crosses, with a column on each side of it."""
    if len(pieces) < 2 * _COLUMN_LINES:
        return None
    left, right = min(one.left for one in pieces), max(one.right for one in pieces)
    width = right - left
    edges = sorted({one.right for one in pieces if left + 0.1 * width < one.right < right - 0.1 * width})
    best: tuple[float, float, float] | None = None
    for edge in edges[:: max(1, len(edges) // 200)]:
        behind = [one.left for one in pieces if one.left >= edge - 0.05]
        if not behind:
            continue
        for end in sorted(set(behind))[:3]:
            if end - edge >= _GUTTER * high and (score := _parts(pieces, edge, end, width)) is not None:
                candidate = (score, edge, end)
                best = candidate if best is None or candidate > best else best
    return (best[1], best[2]) if best else None


def _parts(pieces: Sequence[Piece], start: float, end: float, width: float) -> float | None:
    """How well a stretch parts the pieces into two columns; `None` if it does not."""
    first = [one for one in pieces if one.right <= start + 0.1]
    second = [one for one in pieces if one.left >= end - 0.1]
    across = len(pieces) - len(first) - len(second)
    if min(len(first), len(second)) < _COLUMN_LINES or across > _ACROSS * len(pieces):
        return None
    if any(median(one.right - one.left for one in side) < _COLUMN_WIDTH * width for side in (first, second)):
        return None
    # Side by side, and not one below the other.
    low = max(min(one.bottom for one in first), min(one.bottom for one in second))
    top = min(max(one.top for one in first), max(one.top for one in second))
    beside = sum(low <= (one.top + one.bottom) / 2 <= top for one in (*first, *second))
    if beside < 0.5 * (len(first) + len(second)):
        return None
    return len(first) + len(second) + (end - start) / width


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
