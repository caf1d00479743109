"""Names and attributes of WordprocessingML without its two namespaces."""

from __future__ import annotations

from lxml import etree


def local(node: etree._Element) -> str:
    """The name of an element; empty for comments and processing instructions."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def attribute(node: etree._Element, name: str) -> str:
    """An attribute by its local name; empty where it is not there."""
    return next((str(value) for key, value in node.attrib.items() if etree.QName(key).localname == name), "")


def value(node: etree._Element) -> str:
    """The attribute that nearly every element of Word keeps its value in."""
    return attribute(node, "val")
