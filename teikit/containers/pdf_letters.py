"""The letters of a PDF page with their places, as PDFium tells them."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

#: PDFium's sign for a hyphen at the end of a line.
_HYPHEN = 0x02
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
    """

    text: str
    ink: tuple[float, float, float, float]
    cell: tuple[float, float, float, float]
    generated: bool = False
    invisible: bool = False


def letters_of(textpage: Any) -> list[Letter]:
    """The characters of a page in the order of the file, blanks and line ends among them; none if all are blank."""
    from pypdfium2 import raw

    found: list[Letter] = []
    high = 0
    modes: dict[int, bool] = {}
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
        text = "-" if code in (_HYPHEN, 0xFFFE) else chr(code)
        if not code or not (text.isprintable() or text.isspace() or text == "\u00ad"):
            continue
        raw.FPDFText_GetLooseCharBox(textpage, index, cell)
        raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        drawn = raw.FPDFText_GetTextObject(textpage, index)
        address = ctypes.addressof(drawn.contents) if drawn else 0
        if address not in modes:
            modes[address] = bool(drawn) and raw.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE
        found.append(
            Letter(
                text,
                (left.value, bottom.value, right.value, top.value),
                (cell.left, cell.bottom, cell.right, cell.top),
                raw.FPDFText_IsGenerated(textpage, index) == 1,
                modes[address],
            )
        )
    return found if any(not one.text.isspace() for one in found) else []
