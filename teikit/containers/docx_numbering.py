"""The numbers that Word shows before the paragraphs of a list and keeps nowhere in the text (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import regex
from lxml import etree

from teikit.containers.docx_xml import attribute, local
from teikit.containers.flow import counted
from teikit.containers.numbers import whole_number
from teikit.patterns import lazy_pattern

_DEEPEST = 9
_LEVEL = lazy_pattern(r"%(\d)")
_STYLES_DEEP = 20


class Numbering:
    """Counts the paragraphs of a document as Word does."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None):
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, list[int]] = {}
        self._abstract: dict[str, str] = {}
        self._styles: dict[str, etree._Element] = {}
        if styles is not None:
            self._styles = {attribute(one, "styleId"): one for one in styles if local(one) == "style"}
        if numbering is None:
            return
        lists = {attribute(one, "abstractNumId"): one for one in numbering if local(one) == "abstractNum"}
        for one in numbering:
            if local(one) == "num":
                number, abstract = attribute(one, "numId"), _child(one, "abstractNumId")
                self._abstract[number] = abstract
                if abstract in lists:
                    self._levels[number] = _overridden(_levels(lists[abstract]), one)
                    if any(inner.find("{*}startOverride") is not None for inner in one):
                        self._abstract[number] = f"{abstract}/{number}"  # it counts for itself

    def label(self, paragraph: etree._Element) -> str:
        """The label of a paragraph with a blank after it; empty for one that has none. Each call counts."""
        number, level = self._place(paragraph)
        if number not in self._levels or level not in self._levels[number]:
            return ""
        counts = self._counts.setdefault(self._abstract[number], [0] * _DEEPEST)
        levels = self._levels[number]
        style, pattern, start = levels[level]
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (_DEEPEST - level - 1)
        if style == "bullet":
            return "- "
        if style == "none" or not pattern:
            return ""

        def shown(match: regex.Match[str]) -> str:
            at = min(int(match[1]), _DEEPEST) - 1
            return counted(max(counts[at], 1), levels.get(at, (style, "", 1))[0])

        text: str = _LEVEL.sub(shown, pattern)
        return f"{text} "

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and level, given with the paragraph or with its style."""
        properties = paragraph.find("{*}pPr")
        for _ in range(_STYLES_DEEP):
            if properties is None:
                return "", 0
            own = properties.find("{*}numPr")
            if own is not None and (number := _child(own, "numId")):
                level = _child(own, "ilvl")
                return number, min(whole_number(level) or 0, _DEEPEST - 1)
            parent = properties.getparent()
            inherits = properties.find("{*}pStyle")
            if inherits is None and parent is not None:
                inherits = parent.find("{*}basedOn")
            style = self._styles.get(attribute(inherits, "val")) if inherits is not None else None
            properties = None if style is None else style.find("{*}pPr")
            if style is not None and properties is None:
                properties = etree.SubElement(style, "pPr")
        return "", 0


def _levels(abstract: etree._Element) -> dict[int, tuple[str, str, int]]:
    found: dict[int, tuple[str, str, int]] = {}
    for one in abstract:
        level = whole_number(attribute(one, "ilvl")) if local(one) == "lvl" else None
        if level is not None and level < _DEEPEST:
            start = whole_number(_child(one, "start"))
            found[level] = (_child(one, "numFmt") or "decimal", _child(one, "lvlText"), 1 if start is None else start)
    return found


def _overridden(levels: dict[int, tuple[str, str, int]], number: etree._Element) -> dict[int, tuple[str, str, int]]:
    """The levels with the beginnings that one list sets for itself."""
    for one in number:
        level, start = whole_number(attribute(one, "ilvl")), whole_number(_child(one, "startOverride"))
        if level in levels and level is not None and start is not None:
            levels[level] = (*levels[level][:2], start)
    return levels


def _child(node: etree._Element, name: str) -> str:
    inner = node.find(f"{{*}}{name}")
    return "" if inner is None else attribute(inner, "val")
