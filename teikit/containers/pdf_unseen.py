"""Letters of a PDF that nobody sees on the page: under dark boxes, under white ones, white on white, and never drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from teikit.containers.pdf_boxes import DARK, FLAT, PAPER, TYPED_BLOCKS, Box, Picture
from teikit.containers.pdf_letters import Letter

#: Letters lighter than this are hardly seen on paper, whatever lies over them.
_LIGHT = 200
#: An image that takes so much of the page is a scan, and words on it that cannot be seen are the guesses of an OCR.
_SCAN = 0.6


def covered(picture: Picture, letters: Sequence[Letter], boxes: Sequence[Box]) -> list[Letter]:
    """Letters that lie under something dark or coloured: in a black box one is enough, elsewhere two side by side."""

    def boxed(one: Letter) -> bool:
        return _unseen(picture, one.ink, dark=True) and any(box.share_of(one.ink) > 0.8 for box in boxes)

    return _in_runs(letters, boxed, lambda one: _unseen(picture, _middle(one), dark=True))


def whited(picture: Picture, letters: Sequence[Letter], images: Sequence[Box]) -> list[Letter]:
    """Letters that are set to be seen and cannot be, two side by side: under a white box, cut off, or in a layer that is off.

    Not on a scan, whose recognised words seldom lie just where the scan shows them, nor where the font is not in the file, for then they
    may be unseen here only.
    """
    if _scanned(picture, images):
        return []

    def gone(one: Letter) -> bool:
        return one.drawn and not one.invisible and one.light < _LIGHT and _unseen(picture, _middle(one), dark=False)

    return _in_runs(letters, lambda _: False, gone)


def pale(picture: Picture, letters: Sequence[Letter]) -> list[Letter]:
    """Letters that should be seen and are not: white on white, or of a font that is not there. OCR's unseen letters are left out."""
    return [
        one
        for one in letters
        if one.text.isalnum() and not one.invisible and _unseen(picture, _middle(one), dark=False)
    ]


def undrawn(picture: Picture, letters: Sequence[Letter], images: Sequence[Box]) -> list[Letter]:
    """Letters that are set not to be drawn and lie on no picture whose words they could be."""
    return [
        one
        for one in letters
        if one.invisible
        and not one.text.isspace()
        and not any(box.share_of(one.cell) > 0.5 for box in images)
        and _unseen(picture, _middle(one), dark=False)
    ]


def outside(picture: Picture, letters: Sequence[Letter]) -> list[Letter]:
    """Letters that lie outside the page as it is shown."""
    right = picture.left + picture.width / picture.scale
    bottom = picture.top - picture.height / picture.scale
    return [
        one
        for one in letters
        if not one.text.isspace()
        and (one.cell[0] >= right or one.cell[2] <= picture.left or one.cell[1] >= picture.top or one.cell[3] <= bottom)
    ]


def _scanned(picture: Picture, images: Sequence[Box]) -> bool:
    area = picture.width * picture.height / picture.scale**2
    return any(box.width * box.height > _SCAN * area for box in images)


def _in_runs(
    letters: Sequence[Letter], alone: Callable[[Letter], bool], beside: Callable[[Letter], bool]
) -> list[Letter]:
    """Letters that a test finds alone, and those that another finds two or more side by side."""
    found: list[Letter] = []
    run: list[Letter] = []
    for one in letters:
        if one.text.isspace() or one.text in TYPED_BLOCKS:
            continue
        if alone(one):
            found.append(one)
            run = []
        elif beside(one):
            run.append(one)
            if len(run) == 2:
                found += run
            elif len(run) > 2:
                found.append(one)
        else:
            run = []
    return [one for one in found if one.text.isalnum()]


def _middle(one: Letter) -> tuple[float, float, float, float]:
    """The letter's room in width and its ink in height: paper shows at the sides of an l, and above a box that is low."""
    return (one.cell[0], one.ink[1], one.cell[2], one.ink[3])


def _unseen(picture: Picture, place: tuple[float, float, float, float], dark: bool) -> bool:
    line = picture.middle(place)
    if line and (max(line) > DARK + 10 and max(line) - min(line) > FLAT if dark else min(line) < PAPER):
        return False  # ink and ground both show in one row: so it is with nearly every letter, and costs little to see
    pixels = picture.stretch(place)
    if len(pixels) < 6:
        return False
    low, high = min(pixels), max(pixels)
    if dark:
        return (high - low <= FLAT and high < PAPER) or high <= DARK + 10
    return low >= PAPER
