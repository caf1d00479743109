"""Inclusions of local files (XInclude 1.1, sections 4.1 to 4.5): whole files and elements by identifier, text, fallbacks.

The tree is expanded in place, and every included element remembers its file, so that findings name the place where the
mistake can be mended. A circle, a missing file or an address on the network is a finding, and the inclusion is left out.
"""

from __future__ import annotations

import copy
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
        max_bytes: Larger files are not included.

    Returns:
        What is wrong with the inclusions.
    """
    if document.path is None:
        return []
    nodes = list(document.root.iter(f"{_XI}include"))
    if not nodes:
        return []
    _ = document.positions  # found before the tree changes
    findings: list[Finding] = []
    trail = (str(document.path.resolve()),)
    for node in nodes:
        _include(document, document, node, trail, max_bytes, findings)
    document.expanded = True
    return findings


def _include(
    top: Document,
    owner: Document,
    node: etree._Element,
    trail: tuple[str, ...],
    max_bytes: int,
    findings: list[Finding],
) -> None:
    assert owner.path is not None
    href = node.get("href", "")
    base = owner.path.resolve().as_uri()
    for holder in reversed([node, *node.iterancestors()]):
        if inner := holder.get(_XML_BASE):
            base = urljoin(base, inner)
    parts = urlsplit(urljoin(base, href))
    target = Path(unquote(parts.path))
    problem = ""
    included: etree._Element | str | None = None
    pointer = node.get("xpointer") or node.get("fragid") or ""
    if parts.scheme != "file":
        problem = f"{href} is on the network and is not fetched"
    elif str(target) in trail and node.get("parse", "xml") == "xml" and not pointer:
        circle = " → ".join(Path(file).name for file in (*trail, str(target)))
        problem = f"{href} includes itself: {circle}"
    elif not target.is_file():
        problem = f"{href} does not exist"
    elif target.stat().st_size > max_bytes:
        problem = f"{href} is too large to be included"
    elif node.get("parse", "xml") == "text":
        try:
            included = target.read_text(encoding=node.get("encoding") or "utf-8")
        except (UnicodeDecodeError, LookupError):
            problem = f"{href} cannot be read as text; name its encoding"
    else:
        other = wellformed.read(str(target), target, target.read_bytes())
        if isinstance(other, Finding):
            problem = f"{href} cannot be included: {other.message}"
        else:
            included = _included(top, other, pointer, (*trail, str(target)), max_bytes, findings)
            if included is None:
                problem = f"{href} has no element {pointer!r}"
    if problem:
        fallback = node.find(f"{_XI}fallback")
        if fallback is None:
            findings.append(
                owner.finding(
                    "xml:xinclude", Severity.ERROR, node, problem, hint="Correct the href, or add a fallback."
                )
            )
        _replace(node, list(fallback) if fallback is not None else [], fallback.text if fallback is not None else "")
    elif isinstance(included, str):
        _replace(node, [], included)
    elif included is not None:
        _replace(node, [included], "")


def _included(
    top: Document, other: Document, pointer: str, trail: tuple[str, ...], max_bytes: int, findings: list[Finding]
) -> etree._Element | None:
    wanted = pointer.removeprefix("element(").removesuffix(")") if pointer.startswith("element(") else pointer
    root = other.root
    if wanted:
        found = next((node for node in root.iter(etree.Element) if node.get(XML_ID) == wanted), None)
        if found is None:
            return None
        root = found
    made = copy.deepcopy(root)
    made.tail = None
    view = Document(other.name, other.path, other.data, other.text, root)
    view.__dict__["positions"] = other.positions
    top.origins[made] = view
    for inner in list(made.iter(f"{_XI}include")):
        _include(top, view, inner, trail, max_bytes, findings)
    return made


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
