"""How the runs of a Word document look: hidden or not, and how light letters and ground are (ECMA-376 part 1, 17.3.2 and 17.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from teikit.containers.docx_xml import attribute, local, value
from teikit.containers.set_off import BOLD, ITALIC, RAISED, STRUCK, UNDERLINE
from teikit.containers.word_processing import lightness

_STYLES_DEEP = 20
_OFF = ("0", "false", "off")
_PAPER = 255.0
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGray": "808080",
    "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "green": "00FF00",
    "lightGray": "C0C0C0", "magenta": "FF00FF", "red": "FF0000", "white": "FFFFFF", "yellow": "FFFF00",
}  # fmt: skip


class Look(NamedTuple):
    """How a run looks: whether it is hidden, and how light its ground and its letters are (0 to 255)."""

    hidden: bool
    ground: float
    ink: float


_SET_OFF = {"i": ITALIC, "b": BOLD, "u": UNDERLINE, "strike": STRUCK, "dstrike": STRUCK}
#: Every link looks like one; that says nothing of its words.
_LINK = "Hyperlink"


class Formatting:
    """Resolves what is set on a run, its styles, its paragraph and its cell; the nearest counts."""

    def __init__(self, styles: etree._Element | None):
        self._styles: dict[str, etree._Element] = {}
        self._defaults: list[etree._Element] = []
        if styles is None:
            return
        self._styles = {attribute(one, "styleId"): one for one in styles if local(one) == "style"}
        self._defaults = [one for one in styles if local(one) == "style" and attribute(one, "default") in ("1", "true")]

    def look(self, run: etree._Element) -> Look:
        """How a run looks."""
        paragraph = next((one for one in run.iterancestors("{*}p")), None)
        own = run.find("{*}rPr")
        near = [own] if own is not None else []
        near += self._of_style(own, "rStyle", "rPr")
        outer = None if paragraph is None else paragraph.find("{*}pPr")
        near += self._of_style(outer, "pStyle", "rPr")
        near += [found for style in self._defaults if (found := style.find("{*}rPr")) is not None]
        hidden = next((value(one) not in _OFF for set_ in near if (one := set_.find("{*}vanish")) is not None), False)
        ink = next((one for set_ in near if (one := set_.find("{*}color")) is not None), None)
        given = lightness(value(ink)) if ink is not None else None
        ground = next((light for set_ in near if (light := _ground(set_)) is not None), None)
        if ground is not None:
            # Letters without a colour of their own are black.
            return Look(hidden, ground, 0.0 if given is None else given)
        around = next((light for one in self._around(paragraph, outer) if (light := _ground(one)) is not None), None)
        if around is None:
            return Look(hidden, _PAPER, 0.0 if given is None else given)
        # On the shading of a paragraph or cell Word itself turns such letters white where the ground is dark.
        return Look(hidden, around, (255.0 if around < 128 else 0.0) if given is None else given)

    def set_off(self, run: etree._Element) -> int:
        """How a run is set off from the others of its paragraph: what it and the style of its characters set; see `set_off`."""
        own = run.find("{*}rPr")
        if own is None:
            return 0
        style = own.find("{*}rStyle")
        near = [own, *(self._of_style(own, "rStyle", "rPr") if style is not None and value(style) != _LINK else ())]
        look = 0
        for name, sign in _SET_OFF.items():
            found = next((one for set_ in near if (one := set_.find(f"{{*}}{name}")) is not None), None)
            if found is not None and value(found) not in (*_OFF, "none"):
                look |= sign
        raised = next((one for set_ in near if (one := set_.find("{*}vertAlign")) is not None), None)
        return look | RAISED if raised is not None and value(raised) == "superscript" else look

    def breaks_page(self, properties: etree._Element | None) -> bool:
        """Whether a paragraph begins a new page."""
        near = [*([properties] if properties is not None else []), *self._of_style(properties, "pStyle", "pPr")]
        found = next((one for set_ in near if (one := set_.find("{*}pageBreakBefore")) is not None), None)
        return found is not None and value(found) not in _OFF

    def _around(self, paragraph: etree._Element | None, properties: etree._Element | None) -> Iterator[etree._Element]:
        if properties is not None:
            yield properties
        yield from self._of_style(properties, "pStyle", "pPr")
        for cell in paragraph.iterancestors("{*}tc") if paragraph is not None else ():
            if (set_ := cell.find("{*}tcPr")) is not None:
                yield set_

    def _of_style(self, properties: etree._Element | None, kind: str, part: str) -> list[etree._Element]:
        """What the style named there sets, and the styles that it is based on."""
        found: list[etree._Element] = []
        named = properties.find(f"{{*}}{kind}") if properties is not None else None
        for _ in range(_STYLES_DEEP):
            style = self._styles.get(value(named)) if named is not None else None
            if style is None:
                break
            if (set_ := style.find(f"{{*}}{part}")) is not None:
                found.append(set_)
            named = style.find("{*}basedOn")
        return found


def _ground(properties: etree._Element) -> float | None:
    """How light the ground is that highlighting or shading sets; `None` where neither does."""
    highlight = properties.find("{*}highlight")
    if highlight is not None and value(highlight) in _HIGHLIGHTS:
        return lightness(_HIGHLIGHTS[value(highlight)])
    shading = properties.find("{*}shd")
    if shading is None:
        return None
    # A solid pattern shows its colour and not its fill; "auto" is black for a pattern and nothing for a fill.
    if value(shading) == "solid":
        solid = lightness(attribute(shading, "color"))
        return 0.0 if solid is None else solid
    return lightness(attribute(shading, "fill"))
