"""The pages that a transcript came on: where each begins in the text, and the image that shows it.

Offsets count characters of the decoded text from 0, as everywhere. What a container does not tell stays empty.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of a page image and the stretch of text that is read from it.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last one.
        points: Its outline as TEI writes it: `x,y` pairs with blanks between, in the units of its page (`zone/@points`).
        kind: What the container takes it for (`paragraph`, `marginalia`, …); empty where it does not say.
    """

    start: int
    end: int
    points: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PageWords:
    """Words that a page carries and the text does not, where the container tells them apart.

    Attributes:
        start: Offset of their first character.
        end: Offset after the last one.
        kind: `header`, `footer`, `pageNum`, `catch`, `mark`, or `marginalia` for a note in the margin.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class SetOff:
    """Words that the container shows set off from the others.

    Attributes:
        start: Offset of their first character.
        end: Offset after the last one.
        rend: How: `italic`, `bold`, `underline`, `strikethrough`, `superscript`, or several with blanks between.
    """

    start: int
    end: int
    rend: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the source.

    Attributes:
        start: Offset of its first character; that of the next page where it has no text.
        n: Its number or label, where the container tells.
        image: Where its image is, as a relative or absolute URL; empty where there is none.
        width: The width of the image, in its own units (most often pixels); 0 where unknown.
        height: Its height.
        zones: The parts that text was read from, in the order of the text.
    """

    start: int
    n: str = ""
    image: str = ""
    width: int = 0
    height: int = 0
    zones: tuple[Zone, ...] = ()


def pages_by_form_feed(text: str) -> tuple[Page, ...]:
    """The pages of plain text: a form feed ends one. Text without any has no pages that could be told, and blank ones do not count."""
    if "\f" not in text:
        return ()
    found: list[Page] = []
    at = 0
    for part in text.split("\f"):
        if part.strip():
            found.append(Page(at))
        at += len(part) + 1
    return tuple(found) if len(found) > 1 else ()
