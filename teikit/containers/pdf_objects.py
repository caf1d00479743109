"""What lies on a PDF page beside its letters, as PDFium tells it: images, and annotations that mark words for redaction."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

from teikit.containers.pdf_boxes import Box

#: Forms inside forms are followed so deep.
_DEEPEST = 4
#: Annotations whose words somebody typed over the page.
_WORDED = ("FREETEXT", "STAMP", "TEXT")
_HIDDEN = 0x02


@dataclass(frozen=True, slots=True)
class Objects:
    """What lies on a page.

    Attributes:
        images: Where its images are, in points.
        marked: What is marked for redaction and not yet redacted.
        notes: How many annotations bear words of their own.
    """

    images: tuple[Box, ...]
    marked: tuple[Box, ...]
    notes: int


def objects_of(page: Any) -> Objects:
    """What lies on a page."""
    from pypdfium2 import raw

    images = []
    for one in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=_DEEPEST):
        sides = [ctypes.c_float() for _ in range(4)]
        if one.level == 0 and raw.FPDFPageObj_GetBounds(one.raw, *map(ctypes.byref, sides)):
            images.append(Box(*(side.value for side in sides)))
        elif one.level:
            images.append(
                Box(*page.get_bbox())
            )  # the place of a form is that of its matrices; the page is safe to assume
    marked: list[Box] = []
    notes = 0
    worded = {getattr(raw, f"FPDF_ANNOT_{kind}") for kind in _WORDED}
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        rectangle = raw.FS_RECTF()
        if kind == raw.FPDF_ANNOT_REDACT and raw.FPDFAnnot_GetRect(annotation, rectangle):
            marked.append(Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))
        elif kind in worded and not raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
            # Its length in bytes, the two of its end among them.
            notes += raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0) > 2
        raw.FPDFPage_CloseAnnot(annotation)
    return Objects(tuple(images), tuple(marked), notes)
