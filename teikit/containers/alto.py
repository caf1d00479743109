"""ALTO XML: the text of pages by blocks and lines, as libraries' OCR writes it.

Blocks come in the `ReadingOrder` that ALTO 4.3 has, or as they stand, margins around the print space. What stands in a margin, or in a
block that is tagged as a running head or page number, is kept apart from the text. A hyphen (`HYP`) stays at the end of its line, so that
the dialect joins the word as it joins typed ones.

Format: ALTO 2 to 4 (Library of Congress).
"""

from __future__ import annotations

from lxml import etree

from teikit.containers.archive import parsed
from teikit.containers.extracted import Extracted, PageText, Part, image_url
from teikit.containers.regions import outline, printed, printed_number, rectangle, region_type, size, words_of

#: The areas of a page in the order in which they are read, and what stands there.
_AREAS = (
    ("TopMargin", "header"),
    ("LeftMargin", "marginalia"),
    ("PrintSpace", ""),
    ("RightMargin", "marginalia"),
    ("BottomMargin", "footer"),
)
_HYPHENS = "-\u2010¬"


def extract(data: bytes, name: str) -> Extracted:
    """The text of the pages.

    Raises:
        SourceError: The XML is broken.
    """
    return Extracted(tuple(page_texts(parsed(data, name))), "ALTO XML")


def page_texts(root: etree._Element) -> list[PageText]:
    """The pages of a file."""
    pages = list(root.iter("{*}Page"))
    # The file names one image; of several pages it would be that of none.
    image = image_url(_image_name(root)) if len(pages) == 1 else ""
    tags = {
        str(one.get("ID")): str(one.get("LABEL", "")) for tags in root.iter("{*}Tags") for one in tags if one.get("ID")
    }
    found = []
    for page in pages:
        parts = tuple(_parts(page, root, tags))
        numbers = [number for part in parts if part.words == "pageNum" and (number := printed_number(part.text))]
        number = str(page.get("PRINTED_IMG_NR", "")).strip() or (numbers[0] if len(numbers) == 1 else "")
        found.append(PageText(parts, number, image, size(page.get("WIDTH")), size(page.get("HEIGHT"))))
    return found


def _image_name(root: etree._Element) -> str:
    return str(root.findtext(".//{*}sourceImageInformation/{*}fileName") or "").strip()


def _parts(page: etree._Element, root: etree._Element, tags: dict[str, str]) -> list[Part]:
    areas = [(area, kind) for name, kind in _AREAS for area in page.findall(f"{{*}}{name}")]
    blocks = [(block, kind) for area, kind in areas or [(page, "")] for block in area.iter("{*}TextBlock")]
    order = root.find(".//{*}ReadingOrder")
    if order is not None:
        by_id = {block.get("ID"): (block, kind) for block, kind in blocks}
        named = [by_id[ref] for one in order.iter("{*}ElementRef") if (ref := one.get("REF")) in by_id]
        placed = dict(named)
        blocks = [*placed.items(), *((block, kind) for block, kind in blocks if block not in placed)]
    found = []
    for block, margin in blocks:
        if text := _block(block):
            label = _label(block, tags)
            words = words_of(label or margin, text)
            found.append(Part(text, words, _outline(block), label or margin))
    return found


def _label(block: etree._Element, tags: dict[str, str]) -> str:
    """What the block, or the one around it, is tagged as."""
    for one in (block, block.getparent()):
        references = str(one.get("TAGREFS", "")).split() if one is not None else []
        if found := [tags[ref] for ref in references if tags.get(ref)]:
            return region_type(found[0])
    return ""


def _outline(block: etree._Element) -> str:
    polygon = block.find("{*}Shape/{*}Polygon")
    if polygon is not None and (points := outline(_pairs(str(polygon.get("POINTS", ""))))):
        return points
    return rectangle(*(str(block.get(name, "")) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")))


def _pairs(points: str) -> str:
    """ALTO divides the numbers by commas between the two of a point, or by blanks throughout."""
    if "," in points:
        return points
    numbers = points.split()
    return " ".join(f"{x},{y}" for x, y in zip(numbers[::2], numbers[1::2], strict=False))


def _block(block: etree._Element) -> str:
    lines = [text for line in block.iter("{*}TextLine") if (text := _line(line))]
    return "\n".join(lines) or _line(block)


def _line(line: etree._Element) -> str:
    """Words and blanks of a line. Between two words without `SP` a blank is meant all the same."""
    text = ""
    cut = False
    for one in line:
        name = etree.QName(one).localname if isinstance(one.tag, str) else ""
        if name == "SP":
            text = text if not text or text.endswith(" ") else text + " "
        elif name == "HYP":
            hyphen = str(one.get("CONTENT") or "-")
            text = text.rstrip(" ")
            text += "" if text.endswith(hyphen) else hyphen
        elif name == "String":
            text += (" " if text and not text.endswith(" ") else "") + str(one.get("CONTENT") or "")
            cut = one.get("SUBS_TYPE") == "HypPart1"
    text = printed(" ".join(text.splitlines()).strip())
    # The first half of a word says so itself, even where no sign of it was read.
    return text + "-" if cut and text and text[-1] not in _HYPHENS else text
