"""Black boxes in the picture of a page.

They are looked for in the picture and not among the rectangles that the file draws (as pdfplumber lists them), for a box may as well be
a thick stroke, a filled path, an annotation, or a part of a scanned page; and a rectangle that is drawn may lie under the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import regex

from teikit.containers.pdf_letters import Letter

#: Luminance up to which a box counts as black; 255 is white.
DARK = 80
#: A stretch whose luminance differs by no more than this shows nothing.
FLAT = 24
#: A flat stretch lighter than this is the paper.
PAPER = 235
#: Narrower than this (points) it is a stroke, a bullet or a fleck.
_NARROWEST = 6.0
#: Lower than this share of a line it is a rule.
_LOWEST = 0.5
_USUAL_LINE = 12.0
#: Light letters on a box, if so few, are the code of an exemption ("(b)(1)").
_LONGEST_CODE = 16
_BLACK_ROW = bytes(int(value <= DARK) for value in range(256))
TYPED_BLOCKS = frozenset("■█▇▆▅▓▉▌▐◼⬛▮●•▪")


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn in grey, one byte a pixel, the top row first.

    Attributes:
        data: The rows, each `stride` bytes long.
        scale: Pixels a point.
        left: The page's left edge in points.
        top: Its upper edge in points.
    """

    data: bytes
    width: int
    height: int
    stride: int
    scale: float
    left: float
    top: float

    def middle(self, box: tuple[float, float, float, float]) -> bytes:
        """The pixels of the row through the middle of a place."""
        x0 = max(round((box[0] - self.left) * self.scale), 0)
        x1 = min(round((box[2] - self.left) * self.scale), self.width)
        row = round((self.top - (box[1] + box[3]) / 2) * self.scale)
        return self.data[row * self.stride + x0 : row * self.stride + x1] if 0 <= row < self.height and x0 < x1 else b""

    def stretch(self, box: tuple[float, float, float, float]) -> bytes:
        """The pixels of a place given as left, bottom, right, top in points; those half outside are left out."""
        x0 = max(round((box[0] - self.left) * self.scale), 0)
        x1 = min(round((box[2] - self.left) * self.scale), self.width)
        y0 = max(round((self.top - box[3]) * self.scale), 0)
        y1 = min(round((self.top - box[1]) * self.scale), self.height)
        if x0 >= x1 or y0 >= y1:
            return b""
        return b"".join(self.data[row * self.stride + x0 : row * self.stride + x1] for row in range(y0, y1))


@dataclass(frozen=True, slots=True)
class Box:
    """A black rectangle, in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.top - self.bottom

    def share_of(self, place: tuple[float, float, float, float]) -> float:
        """How much of a place it covers, 0 to 1."""
        across = min(self.right, place[2]) - max(self.left, place[0])
        down = min(self.top, place[3]) - max(self.bottom, place[1])
        area = (place[2] - place[0]) * (place[3] - place[1])
        return across * down / area if across > 0 and down > 0 and area > 0 else 0.0

    def share_covered_by(self, place: tuple[float, float, float, float]) -> float:
        """How much of it a place covers, 0 to 1."""
        across = min(self.right, place[2]) - max(self.left, place[0])
        down = min(self.top, place[3]) - max(self.bottom, place[1])
        return across * down / (self.width * self.height) if across > 0 and down > 0 else 0.0


def dark_boxes(picture: Picture, letters: Sequence[Letter]) -> list[Box]:
    """The black boxes of a page, from top to bottom. Letters' own ink, rules, and shadows at the page's edge are none."""
    line = line_height(letters)
    scale = picture.scale
    found = []
    for x0, y0, x1, y1 in _rectangles(picture, max(round(_NARROWEST * scale), 3)):
        box = Box(
            picture.left + x0 / scale, picture.top - y1 / scale, picture.left + x1 / scale, picture.top - y0 / scale
        )
        if box.height < _LOWEST * line or (_at_edge(picture, x0, y0, x1, y1)):
            continue
        if not _own_ink(box, letters):
            found.append(box)
    return sorted(_without_banners(picture, letters, found, line), key=lambda box: (-box.top, box.left))


def _without_banners(picture: Picture, letters: Sequence[Letter], boxes: list[Box], line: float) -> list[Box]:
    """Boxes with light letters on them made whole: a short code keeps its box, a banner is a heading and no box."""
    light = [one for one in letters if not one.text.isspace() and _on_black(picture, one)] if boxes else []
    while light:
        hull = Box(*light[0].cell)
        words = [light.pop(0)]
        grown = True
        while grown:
            near = [box for box in boxes if _near(hull, box, line)]
            more = [one for one in light if _near(hull, Box(*one.cell), line)]
            grown = bool(near or more)
            boxes = [box for box in boxes if box not in near]
            light = [one for one in light if one not in more]
            words += more
            for one in [*near, *(Box(*other.cell) for other in more)]:
                hull = Box(
                    min(hull.left, one.left),
                    min(hull.bottom, one.bottom),
                    max(hull.right, one.right),
                    max(hull.top, one.top),
                )
        text = "".join(one.text for one in words)
        if len(text) <= _LONGEST_CODE and any(one.isdigit() for one in text):
            boxes.append(hull)
            return boxes if not light else _without_banners(picture, light, boxes, line)
    return boxes


def _near(one: Box, other: Box, line: float) -> bool:
    reach = 0.25 * line
    return (
        one.left - reach < other.right
        and other.left - reach < one.right
        and one.bottom - reach < other.top
        and other.bottom - reach < one.top
    )


def _on_black(picture: Picture, one: Letter) -> bool:
    """Whether a letter is light on a black ground: its corners are black, and something in it is not."""
    left, bottom, right, top = one.cell
    edge = 1.0 / picture.scale
    corners = picture.stretch((left, bottom, left + edge, bottom + edge)) + picture.stretch(
        (right - edge, top - edge, right, top)
    )
    return len(corners) >= 2 and max(corners) <= DARK and max(picture.stretch(one.ink), default=0) > 2 * DARK


def line_height(letters: Sequence[Letter]) -> float:
    """The usual height of a line, in points."""
    heights = [one.cell[3] - one.cell[1] for one in letters if not one.text.isspace() and one.cell[3] > one.cell[1]]
    return median(heights) if heights else _USUAL_LINE


def _rectangles(picture: Picture, least: int) -> Iterator[tuple[int, int, int, int]]:
    """Black runs of one row after another, grown together where they begin and end alike (pixels: x0, y0, x1, y1)."""
    runs = regex.compile(rb"\x01{%d,}" % least)
    slack = max(round(1.5 * picture.scale), 2)
    growing: list[tuple[int, int, int, int]] = []
    for row in range(picture.height):
        start = row * picture.stride
        line = picture.data[start : start + picture.width].translate(_BLACK_ROW)
        still: list[tuple[int, int, int, int]] = []
        for match in runs.finditer(line):
            left, right = match.span()
            for one in growing:
                if abs(one[0] - left) <= slack and abs(one[2] - right) <= slack:
                    growing.remove(one)
                    still.append((min(one[0], left), one[1], max(one[2], right), row + 1))
                    break
            else:
                still.append((left, row, right, row + 1))
        yield from growing
        growing = still
    yield from growing


def _at_edge(picture: Picture, x0: int, y0: int, x1: int, y1: int) -> bool:
    """Whether it is the shadow of a scanner: at the edge, and not most of the page."""
    touches = x0 <= 1 or y0 <= 1 or x1 >= picture.width - 1 or y1 >= picture.height - 1
    return touches and (x1 - x0) * (y1 - y0) < 0.5 * picture.width * picture.height


def _own_ink(box: Box, letters: Sequence[Letter]) -> bool:
    """Whether a box is what letters draw: typed blocks, or the stem of a large letter."""
    ink = 0.0
    for one in letters:
        if one.text in TYPED_BLOCKS:
            ink += max(box.share_covered_by(one.ink), box.share_covered_by(one.cell))
        elif box.share_covered_by(one.ink) > 0.8:
            # The letter is larger than the box, or just as large: the box is a part of it, or hides all of it and more.
            grown = (one.ink[2] - one.ink[0]) * (one.ink[3] - one.ink[1])
            if grown <= 0 or box.share_of(one.ink) < 0.97 or box.width * box.height <= 1.1 * grown:
                return True
    return ink > 0.5
