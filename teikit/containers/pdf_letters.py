"""The letters of a PDF page with their places, as PDFium tells them."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

#: PDFium's signs for a hyphen at the end of a line, and the soft hyphen, which on a page that is set is a hyphen like any other.
_HYPHENS = (0x02, 0xFFFE, 0xAD)
_INVISIBLE = 3


@dataclass(frozen=True, slots=True)
class Letter:
    """One character.

    Attributes:
        text: The character.
        ink: Left, bottom, right and top of what is drawn, in points from the page's origin.
        cell: The same for the room that the font gives it.
        generated: Whether PDFium put it in (a blank or line end that the page does not draw).
        invisible: Whether the text is set not to be drawn, as OCR sets it under a scan.
        light: How light it is meant to be, 0 (black) to 255.
        drawn: Whether it is surely drawn, if nothing covers it: its font is in the file, or one that every reader has.
    """

    text: str
    ink: tuple[float, float, float, float]
    cell: tuple[float, float, float, float]
    generated: bool = False
    invisible: bool = False
    light: float = 0.0
    drawn: bool = True


def letters_of(textpage: Any) -> list[Letter]:
    """The characters of a page in the order of the file, blanks and line ends among them; none if all are blank."""
    from pypdfium2 import raw

    found: list[Letter] = []
    high = 0
    styles: dict[int, tuple[bool, float, bool]] = {}
    cell = raw.FS_RECTF()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        text = "-" if code in _HYPHENS else chr(code)
        if not code or not (text.isprintable() or text.isspace()):
            continue
        raw.FPDFText_GetLooseCharBox(textpage, index, cell)
        raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        drawn = raw.FPDFText_GetTextObject(textpage, index)
        address = ctypes.addressof(drawn.contents) if drawn else 0
        if address not in styles:
            styles[address] = _style(textpage, index, drawn) if drawn else (False, 0.0, False)
        invisible, light, sure = styles[address]
        found.append(
            Letter(
                text,
                (left.value, bottom.value, right.value, top.value),
                (cell.left, cell.bottom, cell.right, cell.top),
                raw.FPDFText_IsGenerated(textpage, index) == 1,
                invisible,
                light,
                sure or "!" <= text <= "~",
            )
        )
    return found if any(not one.text.isspace() for one in found) else []


def _style(textpage: Any, index: int, drawn: Any) -> tuple[bool, float, bool]:
    """Whether a stretch of text is invisible, how light it is, and whether its font is in the file."""
    from pypdfium2 import raw

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    light, clear = 0.0, False
    if raw.FPDFText_GetFillColor(textpage, index, red, green, blue, alpha):
        light = 0.3 * red.value + 0.59 * green.value + 0.11 * blue.value
        clear = alpha.value == 0
    font = raw.FPDFTextObj_GetFont(drawn)
    embedded = bool(font) and raw.FPDFFont_GetIsEmbedded(font) == 1
    return clear or raw.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE, light, embedded
