"""The images of a cable's pages (`facsimile`, Guidelines chapter 12.1): one `surface` a page, one `zone` for each part that was read.

Images are pointed to and never copied; a page without one has its `pb` and no `surface`.
"""

from __future__ import annotations

from lxml import etree

from teikit.enrichment.pages import surfaces, zones_of
from teikit.model import Cable
from teikit.tei.builder import child


def encode_facsimile(root: etree._Element, cable: Cable) -> None:
    """Write the `facsimile` of a cable whose source names images; others have none."""
    named = [(page, name) for page, name in zip(cable.source.pages, surfaces(cable), strict=True) if name]
    if not named:
        return
    facsimile = child(root, "facsimile")
    for page, name in named:
        size = (page.width, page.height) if page.width and page.height else ()
        corners = dict(zip(("ulx", "uly", "lrx", "lry"), ("0", "0", *map(str, size)), strict=True)) if size else {}
        surface = child(facsimile, "surface", {"xml:id": name, "n": page.n, **corners})
        child(surface, "graphic", {"url": page.image})
        for zone, identifier in zip(page.zones, zones_of(page, name), strict=True):
            child(surface, "zone", {"xml:id": identifier, "type": zone.kind, "points": zone.points})
