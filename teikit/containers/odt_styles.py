"""How the text of an OpenDocument looks, which paragraphs begin a page, and how its lists are numbered.

Format: OpenDocument 1.3 part 3, chapters 16 and 19.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from teikit.containers.flow import counted
from teikit.containers.numbers import whole_number
from teikit.containers.set_off import BOLD, ITALIC, RAISED, STRUCK, UNDERLINE
from teikit.containers.word_processing import lightness

if TYPE_CHECKING:
    from odfdo import Element

_STYLES_DEEP = 20
_DEEPEST = 10
_PAPER = 255.0
_BOLD_FROM = 600
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


class Look(NamedTuple):
    """How text looks: whether it is hidden, how light its ground and its letters are (0 to 255), and how it is set off (`set_off`)."""

    hidden: bool
    ground: float
    ink: float
    set_off: int = 0


class Styles:
    """The styles of a document, those of its own text and those that all its pages share."""

    def __init__(self, parts: Sequence[Element]):
        self._styles: dict[tuple[str, str], Element] = {}
        self.lists: dict[str, Element] = {}
        self.outline: Element | None = None
        for part in parts:
            for one in part.get_elements("descendant::style:style"):
                self._styles.setdefault((get(one, "style:family"), get(one, "style:name")), one)
            for one in part.get_elements("descendant::text:list-style"):
                self.lists.setdefault(get(one, "style:name"), one)
            self.outline = self.outline or part.get_element("descendant::text:outline-style")
        self._looks: dict[tuple[tuple[str, str], ...], Look] = {}

    def look(self, around: tuple[tuple[str, str], ...]) -> Look:
        """How text looks inside these (family, style), the innermost first."""
        if around not in self._looks:
            self._looks[around] = self._look(around)
        return self._looks[around]

    def _look(self, around: tuple[tuple[str, str], ...]) -> Look:
        hidden: bool | None = None
        ink: float | None = None
        highlight: float | None = None
        shading: float | None = None
        for family, name in around:
            for style in self._chain(family, name):
                text = properties(style, "text")
                if hidden is None and "text:display" in text:
                    hidden = text["text:display"] == "none"
                if ink is None:
                    ink = lightness(text.get("fo:color", ""))
                if highlight is None and family in ("text", "paragraph"):
                    highlight = lightness(text.get("fo:background-color", ""))
                if shading is None and family != "text":
                    shading = lightness(properties(style, family).get("fo:background-color", ""))
        set_off = self._set_off(around)
        if highlight is not None:
            # Letters without a colour of their own are black.
            return Look(bool(hidden), highlight, 0.0 if ink is None else ink, set_off)
        ground = _PAPER if shading is None else shading
        # On a dark paragraph or cell the program itself turns such letters white.
        return Look(bool(hidden), ground, (255.0 if ground < 128 else 0.0) if ink is None else ink, set_off)

    def _set_off(self, around: tuple[tuple[str, str], ...]) -> int:
        """What the styles of the characters set, and not that of their paragraph."""
        near = [
            properties(style, "text")
            for family, name in around
            if family == "text"
            for style in self._chain(family, name)
        ]

        def nearest(key: str) -> str:
            return next((set_[key] for set_ in near if key in set_), "")

        weight = nearest("fo:font-weight")
        heavy = weight == "bold" or (weight.isdecimal() and int(weight) >= _BOLD_FROM)
        underline, through = nearest("style:text-underline-style"), nearest("style:text-line-through-style")
        raised = nearest("style:text-position").split(" ")[0]
        return (
            ITALIC * (nearest("fo:font-style") in ("italic", "oblique"))
            + BOLD * heavy
            + UNDERLINE * (underline not in ("", "none"))
            + STRUCK * (through not in ("", "none"))
            + RAISED
            * (raised == "super" or (raised.endswith("%") and raised.strip("%").isdecimal() and raised != "0%"))
        )

    def page_breaks(self, name: str) -> tuple[bool, bool]:
        """Whether a paragraph or table of this style begins a page, and whether it ends one."""
        before = after = False
        for family in ("paragraph", "table"):
            for style in self._chain(family, name):
                own = properties(style, family)
                before = before or own.get("fo:break-before") == "page" or bool(get(style, "style:master-page-name"))
                after = after or own.get("fo:break-after") == "page"
        return before, after

    def list_of(self, name: str) -> str:
        """The style of the list that a paragraph of this style belongs to."""
        return next(
            (found for style in self._chain("paragraph", name) if (found := get(style, "style:list-style-name"))), ""
        )

    def _chain(self, family: str, name: str) -> Iterator[Element]:
        for _ in range(_STYLES_DEEP):
            style = self._styles.get((family, name)) if name else None
            if style is None:
                return
            yield style
            name = get(style, "style:parent-style-name")


class Lists:
    """Counts the items of lists and the headings that are numbered."""

    def __init__(self, styles: Styles):
        self._styles = styles
        self._counts: dict[str, list[int]] = {}

    def begin(self, style: str, level: int, continues: bool) -> None:
        """A list begins on a level."""
        if not continues:
            counts = self._counts.setdefault(style, [0] * _DEEPEST)
            counts[min(level, _DEEPEST) - 1 :] = [0] * (_DEEPEST - min(level, _DEEPEST) + 1)

    def label(self, style: str, level: int, start: str = "") -> str:
        """The label of the next item, with a blank after it; empty where none is shown. Each call counts."""
        return self._label(style, self._styles.lists.get(style), level, start) if level <= _DEEPEST else "- "

    def heading(self, level: int) -> str:
        """The label of the next heading; empty where headings are not numbered."""
        if self._styles.outline is None or level > _DEEPEST:
            return ""
        return self._label("", self._styles.outline, level, "", plain="")

    def _label(self, name: str, style: Element | None, level: int, start: str, plain: str = "- ") -> str:
        levels = {get(one, "text:level"): one for one in style.children} if style is not None else {}
        own = levels.get(str(level))
        counts = self._counts.setdefault(name, [0] * _DEEPEST)
        first = start or (get(own, "text:start-value") if own is not None else "")
        if start or not counts[level - 1]:
            given = whole_number(first)
            counts[level - 1] = 1 if given is None else given
        else:
            counts[level - 1] += 1
        counts[level:] = [0] * (_DEEPEST - level)
        if own is None or own.tag not in ("text:list-level-style-number", "text:outline-level-style"):
            return plain
        shape = get(own, "style:num-format")
        if not shape:
            return ""
        shown = whole_number(get(own, "text:display-levels"))
        above = range(max(level - shown, 0) if shown is not None else level - 1, level)
        numbers = ".".join(
            counted(max(counts[at], 1), _FORMATS.get(_shape(levels.get(str(at + 1)), shape), "decimal")) for at in above
        )
        return f"{get(own, 'style:num-prefix')}{numbers}{get(own, 'style:num-suffix')} "


def _shape(style: Element | None, otherwise: str) -> str:
    return otherwise if style is None else get(style, "style:num-format")


def properties(style: Element, area: str) -> dict[str, str]:
    """What a style sets for text, paragraphs, tables or cells."""
    found = style.get_element(f"style:{area}-properties")
    return {str(key): str(value) for key, value in found.attributes.items()} if found is not None else {}


def get(element: Element, name: str) -> str:
    """An attribute; empty where it is not there."""
    value = element.get_attribute(name)
    # odfdo makes truth values of these words.
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
