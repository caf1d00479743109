"""Columns of a page: the gutters between them, and the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from teikit.containers.pdf_boxes import Box

#: A gutter is at least so many line heights wide; each column has so many lines, takes such a share of the width, and is at
#: least so many line heights wide: labels before values are narrower.
_GUTTER = 0.6
_COLUMN_LINES = 3
_COLUMN_WIDTH = 0.2
_COLUMN_LEAST = 6.0
#: At most this share of the pieces runs across a gutter.
_ACROSS = 0.34
#: So much of the shorter column stands beside the other.
_BESIDE = 0.7
#: A line of a few words belongs to the column that it stands close to, this many line heights away and indented.
_CLOSE = 0.9
_INDENT = 3.0
_MOST_COLUMNS = 6
_MOST_EDGES = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of letters on one line, in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def columns(pieces: Sequence[Piece], high: float, depth: int = 0) -> list[list[Piece]]:
    """Pieces by column, in reading order."""
    gutter = _gutter(pieces, high) if depth < _MOST_COLUMNS else None
    if gutter is None:
        return [list(pieces)] if pieces else []
    above = [one for one in pieces if _centre(one) > gutter.top]
    below = [one for one in pieces if _centre(one) < gutter.bottom]
    within = [one for one in pieces if gutter.bottom <= _centre(one) <= gutter.top]
    return [
        *columns(above, high, depth + 1),
        *_read_beside(within, gutter, high, depth),
        *columns(below, high, depth + 1),
    ]


def _centre(piece: Piece) -> float:
    return (piece.bottom + piece.top) / 2


def _read_beside(pieces: Sequence[Piece], gutter: Box, high: float, depth: int) -> list[list[Piece]]:
    """What stands on both sides of a gutter: left, then right, between the pieces that run across."""
    start, end = gutter.left, gutter.right
    ordered = sorted(pieces, key=lambda one: (-one.top, one.left))
    found: list[list[Piece]] = []
    across: list[Piece] = []
    left: list[Piece] = []
    right: list[Piece] = []

    def flush() -> None:
        for side in (left, right):
            found.extend(columns(list(side), high, depth + 1))
            side.clear()

    for one in ordered:
        if one.left < start + 0.1 and one.right > end - 0.1:
            flush()
            across.append(one)
            continue
        if across:
            found.append(list(across))
            across.clear()
        (left if (one.left + one.right) / 2 < (start + end) / 2 else right).append(one)
    flush()
    if across:
        found.append(across)
    return found


def _gutter(pieces: Sequence[Piece], high: float) -> Box | None:
    """The best stretch that hardly any piece crosses, with a column on each side of it; as high as the columns are."""
    if len(pieces) < 2 * _COLUMN_LINES:
        return None
    left, right = min(one.left for one in pieces), max(one.right for one in pieces)
    width = right - left
    wide = [one for one in pieces if one.right - one.left >= max(_COLUMN_WIDTH * width, _COLUMN_LEAST * high)]
    edges = sorted({one.right for one in wide if left + 0.1 * width < one.right < right - 0.1 * width})
    best: tuple[float, Box] | None = None
    for edge in edges[:: max(1, len(edges) // _MOST_EDGES)]:
        for end in sorted({one.left for one in wide if one.left >= edge - 0.05})[:3]:
            if end - edge < _GUTTER * high:
                continue
            found = _parts(pieces, wide, edge, end, high)
            if found is not None and (best is None or found[0] > best[0]):
                best = found
    return best[1] if best else None


def _parts(
    pieces: Sequence[Piece], wide: Sequence[Piece], start: float, end: float, line: float
) -> tuple[float, Box] | None:
    """How many pieces a stretch parts into two columns, and how far it reaches; `None` if it parts none."""
    first = [one for one in wide if one.right <= start + 0.1]
    second = [one for one in wide if one.left >= end - 0.1]
    if min(len(first), len(second)) < _COLUMN_LINES:
        return None
    bottom = min(one.bottom for one in (*first, *second))
    top = max(one.top for one in (*first, *second))
    within = [one for one in pieces if bottom <= _centre(one) <= top]
    across = sum(one.left < start + 0.1 and one.right > end - 0.1 for one in within)
    cut = sum(start + 0.1 < one.right and one.left < end - 0.1 for one in within) - across
    if across + cut > _ACROSS * len(within):
        return None
    # Side by side, and not one below the other.
    low = max(min(one.bottom for one in first), min(one.bottom for one in second))
    high = min(max(one.top for one in first), max(one.top for one in second))
    shares = [sum(low <= _centre(one) <= high for one in side) / len(side) for side in (first, second)]
    if max(shares) < _BESIDE:
        return None
    bottom, top = _stretched(pieces, (first, second), Box(start, bottom, end, top), line)
    score = len(first) + len(second) - 2 * (across + cut) + (end - start) / (start + end + 1)
    return score, Box(start, bottom, end, top)


def _stretched(
    pieces: Sequence[Piece], sides: tuple[Sequence[Piece], Sequence[Piece]], box: Box, line: float
) -> tuple[float, float]:
    """How far columns reach with their short lines: the last words of a paragraph at the foot, a line of a few words at the head."""
    lefts = [sorted({one.left for one in side}) for side in sides]

    def belongs(one: Piece) -> bool:
        side = 0 if one.right <= box.left + 0.1 else 1 if one.left >= box.right - 0.1 else None
        return side is not None and any(-0.5 * line <= one.left - left <= _INDENT * line for left in lefts[side])

    bottom, top = box.bottom, box.top
    for one in sorted((one for one in pieces if _centre(one) < bottom), key=lambda one: -one.top):
        if bottom - one.top > _CLOSE * line or not belongs(one):
            break
        bottom = min(bottom, one.bottom)
    for one in sorted((one for one in pieces if _centre(one) > top), key=lambda one: one.bottom):
        if one.bottom - top > _CLOSE * line or not belongs(one):
            break
        top = max(top, one.top)
    return bottom, top
