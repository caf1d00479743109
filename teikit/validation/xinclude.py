"""Inclusions of local files (XInclude 1.1, sections 4.1 to 4.5): whole files and elements by identifier, text, fallbacks.

The tree is expanded in place, and every included element remembers its file, so that findings name the place where the
mistake can be mended. A circle, a missing file or an address on the network is a finding, and the inclusion is left out.
"""

from __future__ import annotations

import copy
import os
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from teikit.findings import Finding, Severity
from teikit.validation import wellformed
from teikit.validation.document import XML_ID, Document

_XI = "{http://www.w3.org/2001/XInclude}"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def expand(document: Document, max_bytes: int) -> list[Finding]:
    """Put included files into a document's tree.

    Args:
        document: The document; its tree is changed.
        max_bytes: How much may be included, all files together and each as often as it is.

    Returns:
        What is wrong with the inclusions.
    """
    if document.path is None:
        return []
    nodes = list(document.root.iter(f"{_XI}include"))
    if not nodes:
        return []
    _ = document.positions  # found before the tree changes
    expansion = _Expansion(document, max_bytes)
    trail = (str(document.path.resolve()),)
    for node in nodes:
        expansion.include(document, node, trail)
    document.expanded = True
    return expansion.findings


class _Expansion:
    def __init__(self, top: Document, max_bytes: int):
        self.top = top
        self.findings: list[Finding] = []
        self._left = max_bytes

    def include(self, owner: Document, node: etree._Element, trail: tuple[str, ...]) -> None:
        """Put what one instruction names in its place; `owner` is the file that it stands in."""
        assert owner.path is not None
        href = node.get("href", "")
        base = owner.path.resolve().as_uri()
        for holder in reversed([node, *node.iterancestors()]):
            if inner := holder.get(_XML_BASE):
                base = urljoin(base, inner)
        parts = urlsplit(urljoin(base, href))
        target = Path(unquote(parts.path))
        pointer = node.get("xpointer") or node.get("fragid") or ""
        included: etree._Element | str | None = None
        if parts.scheme != "file":
            problem = f"{href} is on the network and is not fetched"
        elif (step := _step(target, pointer)) in trail and node.get("parse", "xml") == "xml":
            circle = " → ".join(Path(file).name for file in (*trail, step))
            problem = f"{href or '#' + pointer} includes itself: {circle}"
        else:
            included, problem = self._read(owner, node, target, pointer, trail)
        if problem:
            fallback = node.find(f"{_XI}fallback")
            if fallback is None:
                hint = "Correct the href, or add a fallback."
                self.findings.append(self.top.finding("xml:xinclude", Severity.ERROR, node, problem, hint=hint))
            _replace(node, list(fallback) if fallback is not None else [], "" if fallback is None else fallback.text)
        elif isinstance(included, str):
            _replace(node, [], included)
        elif included is not None:
            _replace(node, [included], "")

    def _read(
        self, owner: Document, node: etree._Element, target: Path, pointer: str, trail: tuple[str, ...]
    ) -> tuple[etree._Element | str | None, str]:
        """What a file gives, or the reason why it gives nothing."""
        href = node.get("href", "")
        self.top.included.add(str(target))
        try:
            size = target.stat().st_size if target.is_file() else None
            if size is None:
                return None, f"{href} does not exist"
            # Files that include each other several times over grow without a circle, too.
            if size > self._left:
                return None, f"{href} is too large to be included, or included too often"
            self._left -= size
            data = target.read_bytes()
        except OSError as error:
            return None, f"{href} cannot be read: {error.strerror}"
        if node.get("parse", "xml") == "text":
            try:
                return data.decode(node.get("encoding") or "utf-8"), ""
            except (UnicodeDecodeError, LookupError):
                return None, f"{href} cannot be read as text; name its encoding"
        other = wellformed.read(_named_like(owner, target), target, data)
        if isinstance(other, Finding):
            return None, f"{href} cannot be included: {other.message} (line {other.location.line})"
        if "(" in pointer and not pointer.startswith("element("):
            scheme = pointer.partition("(")[0]
            return None, f"the pointer {pointer} is in the scheme {scheme}(), which is not followed; name an xml:id"
        found = self._copied(other, pointer, (*trail, _step(target, pointer)))
        return found, "" if found is not None else f"{href or 'this file'} has no element {pointer!r}"

    def _copied(self, other: Document, pointer: str, trail: tuple[str, ...]) -> etree._Element | None:
        root = _pointed_to(other.root, pointer.removeprefix("element(").removesuffix(")"))
        if root is None:
            return None
        made = copy.deepcopy(root)
        made.tail = None
        for ours, theirs in zip(made.iter(etree.Element), root.iter(etree.Element), strict=True):
            self.top.origins[ours] = (other, theirs)
        for inner in list(made.iter(f"{_XI}include")):
            self.include(other, inner, trail)
        return made


def _step(target: Path, pointer: str) -> str:
    """What a trail remembers of an inclusion: the file, with the element of it where not all of it is included."""
    return f"{target}#{pointer}" if pointer else str(target)


def _pointed_to(root: etree._Element, pointer: str) -> etree._Element | None:
    """The element that an identifier or a child sequence (`p1`, `/1/3`, `p1/2`) names (XPointer element() scheme)."""
    identifier, *steps = pointer.split("/")
    node: etree._Element | None = root
    if identifier:
        node = next((one for one in root.iter(etree.Element) if one.get(XML_ID) == identifier), None)
    elif steps:
        node = root if steps.pop(0) == "1" else None
    for step in steps:
        children = list(node.iterchildren(etree.Element)) if node is not None else []
        node = children[int(step) - 1] if step.isdecimal() and 0 < int(step) <= len(children) else None
    return node


def _named_like(owner: Document, target: Path) -> str:
    """The path of an included file, relative where the user named the including one so."""
    if Path(owner.name).is_absolute():
        return str(target)
    try:
        return os.path.relpath(target)
    except ValueError:  # another drive
        return str(target)


def _replace(node: etree._Element, elements: list[etree._Element], text: str | None) -> None:
    parent = node.getparent()
    if parent is None:
        return
    tail = node.tail or ""
    index = parent.index(node)
    before = parent[index - 1] if index else None
    if text:
        if before is not None:
            before.tail = (before.tail or "") + text
        else:
            parent.text = (parent.text or "") + text
    node.tail = None
    parent.remove(node)
    for offset, element in enumerate(elements):
        parent.insert(index + offset, element)
    last = elements[-1] if elements else (parent[index - 1] if index else None)
    if last is not None:
        last.tail = (last.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
