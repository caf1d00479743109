"""PDF with a text layer: words in reading order, black boxes as withheld text, and no word that a box only covers.

A page is read twice: its letters with their places, and its picture. What is black in the picture and no letter becomes a run of ■ of as
many characters as it is wide, or `[n lines redacted]` where it is several lines high. A letter whose place in the picture is one flat
colour cannot be seen there; if it lies under a box, dark or white, or is marked for a redaction that was never applied, the conversion
stops, for the words could be copied out of the PDF and would be published by converting it. The words themselves are never quoted. The
picture tells of all boxes alike: drawn, stroked, annotated or part of a scan. Words that OCR put unseen under a scan are what the scan
shows, and are read; unseen words without a scan are left out.

Without `teikit[pdf]` a PDF cannot be read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from teikit.containers.extracted import Extracted, PageText, Part, image_url, library, told
from teikit.containers.pdf_boxes import Picture, dark_boxes
from teikit.containers.pdf_layout import page_text
from teikit.containers.pdf_letters import Letter, letters_of
from teikit.containers.pdf_objects import Objects, objects_of
from teikit.containers.pdf_unseen import covered, outside, pale, undrawn, whited
from teikit.errors import SourceError
from teikit.findings import Finding, Severity
from teikit.source import LeftOut

#: Pixels a point: 144 dots an inch tell a letter from a box and cost some 20 ms a page.
SCALE = 2.0
#: A page wider or higher than this (200 inches, the format's own limit) is drawn no larger.
_WIDEST = 14_400.0
_MOST_PIXELS = 40_000_000


def extract(data: bytes, name: str) -> Extracted:
    """The text of a PDF.

    Raises:
        SourceError: It is broken, encrypted, has no text layer, hides words under boxes, or the library is not installed.
    """
    pdfium = library("pypdfium2", "pdf", name)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise SourceError(_why(str(error)), file=name) from error
    pages: list[PageText] = []
    findings: list[Finding] = []
    empty: list[int] = []
    leaking: dict[str, dict[int, int]] = {kind: {} for kind in _LEAKS}
    gone = {kind: [0, 0] for kind in _LEFT_OUT}
    try:
        for index in range(len(document)):
            try:
                letters, picture, objects = _look(document[index])
            except pdfium.PdfiumError as error:
                raise SourceError(f"page {index + 1} is broken; get the PDF again", file=name) from error
            boxes = dark_boxes(picture, letters)
            faint = pale(picture, letters)
            for kind, found in (
                ("covered", covered(picture, letters, boxes)),
                ("whited", whited(picture, letters, objects.images) if faint else []),
                ("marked", [one for one in letters if one.text.isalnum() and _within(objects, one)]),
            ):
                if found:
                    leaking[kind][index + 1] = len(found)
            away = outside(picture, letters)
            unseen = undrawn(picture, letters, objects.images)
            for kind, found in zip(_LEFT_OUT, (unseen, away), strict=True):
                gone[kind][0] += bool(found)
                gone[kind][1] += len(found)
            passed_over = set(map(id, (*unseen, *away)))
            letters = [one for one in letters if id(one) not in passed_over]
            if all(one.text.isspace() for one in letters):
                letters = []
                empty.append(index + 1)
            findings += _told(name, index + 1, len(boxes) if letters else 0, len(faint), objects.notes)
            text = page_text(letters, boxes if letters else [])
            pages.append(
                PageText((Part(text),), document.get_page_label(index) or str(index + 1), image_of(name, index + 1))
            )
    finally:
        document.close()
    for kind, on_pages in leaking.items():
        if on_pages:
            raise SourceError(_leak(_LEAKS[kind], on_pages), file=name)
    if all(page.blank for page in pages):
        raise SourceError(
            "this PDF has no text layer, only pictures of pages; recognise its text first (OCR), or give the transcript",
            file=name,
        )
    if empty:
        findings.append(
            told(
                "TK928",
                name,
                f"no text on page{'s' if len(empty) > 1 else ''} {_listed(empty)}",
                "If there is something to read, recognise its text first (OCR).",
                Severity.WARNING,
            )
        )
    left_out = tuple(LeftOut(kind, *count) for kind, count in gone.items() if count[0])
    for one in left_out:
        findings.append(
            told(
                "TK923",
                name,
                f"{one.letters} letters {one.what} are left out",
                "If they are to be read, put them where they can be seen; if not, remove them from the PDF.",
                Severity.WARNING,
            )
        )
    return Extracted(tuple(pages), "PDF", tuple(findings), left_out)


def _look(page: Any) -> tuple[list[Letter], Picture, Objects]:
    # Places of letters count on the page as it is stored, so its picture is taken unturned.
    if page.get_rotation():
        page.set_rotation(0)
    left, bottom, right, top = page.get_bbox()
    width, height = min(max(right - left, 1.0), _WIDEST), min(max(top - bottom, 1.0), _WIDEST)
    scale = min(SCALE, (_MOST_PIXELS / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, no_smoothtext=False)
    picture = Picture(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, scale, left, top)
    bitmap.close()
    textpage = page.get_textpage()
    letters = letters_of(textpage)
    textpage.close()
    objects = objects_of(page)
    page.close()
    return letters, picture, objects


def _within(objects: Objects, one: Letter) -> bool:
    """Whether a letter is marked for redaction."""
    return any(box.share_of(one.cell) > 0.5 for box in objects.marked)


def image_of(name: str, number: int) -> str:
    """The address of a page of a PDF (RFC 8118); nothing for one that came without a name."""
    file = image_url(Path(name).name) if name != "-" else ""
    return f"{file}#page={number}" if file else ""


def _why(message: str) -> str:
    if "password" in message.lower():
        return "this PDF is encrypted and asks for a password; save a copy without one"
    if "security" in message.lower():
        return "this PDF is encrypted in a way that cannot be read; save a copy without encryption"
    return "this PDF is broken or cut short; get the file again"


#: What of the letters is left out, and why.
_LEFT_OUT = ("set not to be drawn and on no scan", "outside the page")
#: What letters do that would leak, by how they are found: of one and of several.
_LEAKS = {
    "covered": ("letter lies under dark boxes", "letters lie under dark boxes"),
    "marked": ("letter is marked for redaction and not removed", "letters are marked for redaction and not removed"),
    "whited": (
        "letter cannot be seen on the page (under white, cut off or in a hidden layer)",
        "letters cannot be seen on the page (under white, cut off or in a hidden layer)",
    ),
}


def _leak(words: tuple[str, str], leaking: dict[int, int]) -> str:
    total = sum(leaking.values())
    return (
        f"{total} {words[total != 1]} and can still be copied out of the PDF "
        f"(page{'s' if len(leaking) > 1 else ''} {_listed(sorted(leaking))}): converting would leak them; "
        "redact the PDF so that the words are removed and not only covered, and convert that"
    )


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(str(one) for one in numbers[:10])
    return shown if len(numbers) <= 10 else f"{shown} and {len(numbers) - 10} more"


def _told(name: str, page: int, boxes: int, unseen: int, notes: int) -> list[Finding]:
    found = []
    if notes:
        found.append(
            told(
                "TK933",
                name,
                f"page {page}: {notes} {'annotation has' if notes == 1 else 'annotations have'} words that are not read",
                "Put them into the transcript if they belong to it.",
            )
        )
    if boxes:
        found.append(
            told(
                "TK926",
                name,
                f"page {page}: {boxes} black {'box is' if boxes == 1 else 'boxes are'} read as withheld text",
                "Look at the page: a picture or a thick rule may be taken for one.",
            )
        )
    if unseen:
        found.append(
            told(
                "TK927",
                name,
                f"page {page}: letters in the text layer that cannot be seen on the page ({unseen} of them) are kept",
                "Look at the page; remove them from the PDF if nobody was to read them.",
                Severity.WARNING,
            )
        )
    return found
