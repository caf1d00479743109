"""A file as the layers of the validation see it: read once, parsed once, its places found when they are asked for."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote_from_bytes
from xml.parsers import expat

from lxml import etree

from teikit.findings import Finding, Location, Severity
from teikit.validation.positions import Place, Positions

if TYPE_CHECKING:
    from teikit.validation.relaxng import RelaxNG

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"
_PSEUDO = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

Tag: TypeAlias = "tuple[str, dict[str, str], int]"
"""A start tag: its name and its attributes, written `namespace}local`, and the number of elements around it."""


@dataclass(eq=False)
class Document:
    """A well-formed file.

    Attributes:
        name: The path as the user gave it, or `-`.
        path: The file; `None` for standard input.
        data: Its bytes.
        text: Its characters, without the byte order mark.
        root: The root element.
        expanded: Whether the tree holds more than the file says: entities of a DTD, or included files.
        included: The files that inclusions name, whether they could be read or not.
        origins: For each element that an inclusion brought in, the file it came from and the element there.
        grammars: Gives the RELAX NG schemas that the document is held against.
    """

    name: str
    path: Path | None
    data: bytes
    text: str
    root: etree._Element
    expanded: bool = False
    included: set[str] = field(default_factory=set)
    origins: dict[etree._Element, tuple[Document, etree._Element]] = field(default_factory=dict)
    grammars: Callable[[], list[RelaxNG]] = list
    _paths: dict[etree._Element, str] = field(default_factory=dict)
    _named_children: dict[etree._Element | None, dict[str, list[etree._Element]]] = field(default_factory=dict)

    @cached_property
    def utf8(self) -> bytes:
        """The text as UTF-8 without an encoding declaration in the way."""
        return self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def is_utf8(self) -> bool:
        """Whether the bytes are UTF-8 and say nothing else of themselves."""
        head = self.data[:200].split(b"?>")[0].lower()
        return (
            self.data[:2] not in (b"\xff\xfe", b"\xfe\xff")
            and b"\0" not in head
            and (b"encoding" not in head or b"utf-8" in head or b"us-ascii" in head)
        )

    def by_xpath(self, path: str) -> etree._Element | None:
        """The element of a path that `xpath` made; names are compared without their namespaces."""
        node: etree._Element | None = None
        for step in path.split("/")[1:]:
            name, _, index = step.partition("[")
            number = int(index.rstrip("]") or 1)
            fitting = self._children(node).get(name, ())
            if number > len(fitting):
                return None
            node = fitting[number - 1]
        return node

    def xpath_of(self, node: etree._Element) -> str:
        """What `xpath` says of an element of this document, found more quickly where many are asked for."""
        if (known := self._paths.get(node)) is None:
            parent = node.getparent()
            if parent is None:
                return xpath(node)
            around, counted = self.xpath_of(parent), Counter[str]()
            for child in parent.iterchildren(etree.Element):
                counted[tag := str(child.tag)] += 1
                name = f"{child.prefix}:{local_name(child)}" if child.prefix else local_name(child)
                self._paths[child] = f"{around}/{name}[{counted[tag]}]"
            known = self._paths[node]
        return known

    def _children(self, node: etree._Element | None) -> dict[str, list[etree._Element]]:
        """The child elements of a node by their names with and without prefix; the root for `None`."""
        found = self._named_children.get(node)
        if found is None:
            found = self._named_children[node] = {}
            for child in (self.root,) if node is None else node.iterchildren(etree.Element):
                name, prefix = local_name(child), child.prefix
                found.setdefault(name, []).append(child)
                if prefix:
                    found.setdefault(f"{prefix}:{name}", []).append(child)
        return found

    @cached_property
    def uri(self) -> str:
        """The address of the file; empty for standard input."""
        if self.path is None:
            return ""
        if self.path.is_symlink():
            return self.path.resolve().as_uri()
        return f"{_folder_uri(os.path.abspath(self.path.parent))}/{quote_from_bytes(os.fsencode(self.path.name))}"  # noqa: PTH100

    @cached_property
    def tags(self) -> list[Tag]:
        """The start tags of the tree's elements, in document order."""
        if self.expanded:
            return _tags_of(self.root)
        found: list[Tag] = []
        note = found.append
        depth = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            note((name, attributes, depth))
            depth += 1

        def end(_name: str) -> None:
            nonlocal depth
            depth -= 1

        parser = expat.ParserCreate("utf-8", "}")
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        try:
            parser.Parse(self.utf8, True)
        except expat.ExpatError:  # lxml accepted it
            return _tags_of(self.root)
        return found

    def changed_in_place(self) -> None:
        """The tree no longer says what the file says: who reads the text or its tags is to read the tree."""
        _ = self.positions  # found in the text, for the elements in their order
        self.expanded = True
        self._paths.clear()
        self.tags = _tags_of(self.root)

    @cached_property
    def positions(self) -> Positions:
        """The places of its elements."""
        return Positions(self.utf8, self.root)

    @cached_property
    def lines(self) -> list[str]:
        """Its lines."""
        return self.text.splitlines()

    def place(self, node: etree._Element | None, attribute: str = "") -> Place | None:
        """Where an element, or an attribute of it, stands."""
        if node is None:
            return None
        return self.positions.attribute(node, attribute) if attribute else self.positions.element(node)

    def location(self, node: etree._Element | None, attribute: str = "") -> Location:
        """Where an element, or an attribute of it, stands, for a finding."""
        if node is not None and (origin := self.origins.get(node)) is not None:
            owner, original = origin
            return owner.location(original, attribute)
        place = self.place(node, attribute)
        if place is None:
            return Location(self.name, line_of(node))
        return Location(self.name, place.line, place.column)

    def finding(
        self,
        rule: str,
        severity: Severity,
        node: etree._Element | None,
        message: str,
        *,
        attribute: str = "",
        hint: str = "",
        expected: tuple[str, ...] = (),
        documentation: str = "",
    ) -> Finding:
        """A finding about an element or an attribute of this file."""
        element = f"@{attribute}" if attribute else (local_name(node) if node is not None else "")
        return Finding(
            rule,
            severity,
            self.location(node, attribute),
            message,
            hint,
            element,
            expected,
            self.xpath_of(node) if node is not None else "",
            documentation,
        )


@lru_cache(maxsize=256)
def _folder_uri(folder: str) -> str:
    # To follow links costs more than to read a small file.
    return Path(folder).resolve().as_uri().rstrip("/")


def _tags_of(root: etree._Element) -> list[Tag]:
    found: list[Tag] = []
    depth = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        attributes = {str(name).removeprefix("{"): str(value) for name, value in node.items()}
        found.append((str(node.tag).removeprefix("{"), attributes, depth))
        depth += 1
    return found


def pseudo_attributes(instruction: etree._ProcessingInstruction) -> dict[str, str]:
    """What a processing instruction says as if by attributes (`href="a.rng"`)."""
    return {name: double or single for name, double, single in _PSEUDO.findall(instruction.text or "")}


def local_name(node: etree._Element) -> str:
    """An element's name without its namespace."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def xpath(node: etree._Element) -> str:
    """The path of an element with an index on every step: `/TEI[1]/text[1]/p[2]`."""
    steps: list[str] = []
    at: etree._Element | None = node
    while at is not None:
        if isinstance(at.tag, str):
            index = 1 + sum(1 for _ in at.itersiblings(at.tag, preceding=True))
            name = local_name(at)
            steps.append(f"{at.prefix}:{name}[{index}]" if at.prefix else f"{name}[{index}]")
        at = at.getparent()
    return "/" + "/".join(reversed(steps))


_string = etree.XPath("string()", smart_strings=False)


def line_of(node: etree._Element | None) -> int | None:
    """The line that lxml knows of an element."""
    line: object = node.sourceline if node is not None else None
    return line if isinstance(line, int) else None


def plain_text(node: etree._Element) -> str:
    """All text of an element."""
    return str(_string(node))


def is_tei_root(root: etree._Element) -> bool:
    """Whether a root element is TEI's."""
    return isinstance(root.tag, str) and root.tag.startswith(f"{{{TEI}}}")


def by_child_path(root: etree._Element, path: str) -> etree._Element | None:
    """The element that `1/3/2` names: the root, its third child element, that one's second."""
    steps = [int(step) for step in path.split("/") if step]
    if not steps:
        return root
    node = root
    for step in steps[1:]:
        for number, child in enumerate(node.iterchildren(etree.Element), 1):
            if number == step:
                node = child
                break
        else:
            return None
    return node
