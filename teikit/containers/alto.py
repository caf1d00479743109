"""ALTO XML: the text of pages by blocks and lines, as libraries' OCR writes it.

Blocks come in the `ReadingOrder` that ALTO 4.3 has, or as they stand, margins around the print space. A hyphen (`HYP`) stays at the end
of its line, so that the dialect joins the word as it joins typed ones.

Format: ALTO 2 to 4 (Library of Congress).
"""

from __future__ import annotations

from lxml import etree

from teikit.containers.archive import parsed
from teikit.containers.extracted import Extracted, joined

_AREAS = ("TopMargin", "LeftMargin", "PrintSpace", "RightMargin", "BottomMargin")


def extract(data: bytes, name: str) -> Extracted:
    """The text of the pages.

    Raises:
        SourceError: The XML is broken.
    """
    return Extracted(joined(page_texts(parsed(data, name))), "ALTO XML")


def page_texts(root: etree._Element) -> list[str]:
    """The text of each page, a blank line between blocks."""
    return [_page(page, root) for page in root.iter("{*}Page")]


def image_name(root: etree._Element) -> str:
    """The name of the image that the page was read from."""
    return str(root.findtext(".//{*}sourceImageInformation/{*}fileName") or "").strip()


def _page(page: etree._Element, root: etree._Element) -> str:
    areas = [area for name in _AREAS for area in page.findall(f"{{*}}{name}")]
    blocks = [block for area in areas or [page] for block in area.iter("{*}TextBlock")]
    order = root.find(".//{*}ReadingOrder")
    if order is not None:
        by_id = {block.get("ID"): block for block in blocks}
        named = [by_id[ref] for one in order.iter("{*}ElementRef") if (ref := one.get("REF")) in by_id]
        named = list(dict.fromkeys(named))
        blocks = named + [block for block in blocks if block not in named]
    texts = ["\n".join(text for line in block.iter("{*}TextLine") if (text := _line(line))) for block in blocks]
    return "\n\n".join(text for text in texts if text)


def _line(line: etree._Element) -> str:
    """Words and blanks of a line. Between two words without `SP` a blank is meant all the same."""
    text = ""
    for one in line:
        name = etree.QName(one).localname if isinstance(one.tag, str) else ""
        if name == "SP":
            text = text if not text or text.endswith(" ") else text + " "
        elif name == "HYP":
            text = text.rstrip(" ") + str(one.get("CONTENT") or "-")
        elif name == "String":
            text += (" " if text and not text.endswith(" ") else "") + str(one.get("CONTENT") or "")
    return " ".join(text.splitlines()).strip()
