"""XSD read into content models, without the compiler, so that it can be found to be wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from tests.schema.content_models import Model, alt, repeat, seq
from tests.schema.schema_readers import Attribute

XSD = "{http://www.w3.org/2001/XMLSchema}"


class Xsd:
    """The complex types of an XSD in which each element has a type of its own name."""

    def __init__(self, path: Path) -> None:
        root = etree.parse(path).getroot()
        self.named = {(node.tag, node.get("name")): node for node in root.iterchildren("*") if node.get("name")}

    def model(self, node: Any) -> Model:
        """The model of a particle."""
        least = int(node.get("minOccurs", "1"))
        most = None if node.get("maxOccurs") == "unbounded" else int(node.get("maxOccurs", "1"))
        particles = [child for child in node.iterchildren("*") if child.tag != f"{XSD}annotation"]
        inner: Model
        match node.tag.removeprefix(XSD):
            case "sequence":
                inner = seq(*(self.model(child) for child in particles))
            case "choice":
                inner = alt(*(self.model(child) for child in particles))
            case "group" if node.get("ref"):
                inner = self.model(self.named[f"{XSD}group", node.get("ref").rpartition(":")[2]])
            case "group":
                (inner,) = (self.model(child) for child in particles)
            case "element":
                name = node.get("name") or node.get("ref").rpartition(":")[2]
                assert node.get("ref") or node.get("type").rpartition(":")[2] == name, f"line {node.sourceline}"
                inner = ("sym", name)
            case "any":
                inner = ("sym", "#any")
            case kind:
                raise AssertionError(f"line {node.sourceline}: {kind} in a content model")
        return repeat(inner, least, most)

    def attributes(self, node: Any) -> dict[str, Attribute]:
        """The attributes of a type or group. Those of XML itself are of another file; their values are left out."""
        found: dict[str, Attribute] = {}
        for child in node.iterchildren(f"{XSD}attribute", f"{XSD}attributeGroup"):
            if child.tag == f"{XSD}attributeGroup":
                found |= self.attributes(self.named[f"{XSD}attributeGroup", child.get("ref").rpartition(":")[2]])
            elif child.get("use") != "prohibited":
                name = child.get("name") or child.get("ref")
                leaves, least = self.values(child)
                found[name] = Attribute(name, child.get("use") == "required", leaves, least)
        return found

    def values(self, node: Any) -> tuple[frozenset[str], int | None]:
        """The leaves of the type of an attribute, of a list's items or of a union's members, and the least length of a list."""
        leaves: set[str] = set()
        least: int | None = None
        names = " ".join(node.get(name, "") for name in ("type", "base", "itemType", "memberTypes")).split()
        for name in names:
            prefix, _, local = name.rpartition(":")
            if prefix == "xs":
                patterns = [facet.get("value") for facet in node.iterchildren(f"{XSD}pattern")]
                listed = [f"={facet.get('value')}" for facet in node.iterchildren(f"{XSD}enumeration")]
                leaves.update(listed or [f"xsd:{local}{''.join(f'{{{pattern}}}' for pattern in patterns)}"])
            else:
                inner, least = self.values(self.named[f"{XSD}simpleType", local])
                leaves |= inner
        for child in node.iterchildren(f"{XSD}simpleType", f"{XSD}restriction", f"{XSD}union", f"{XSD}list"):
            inner, length = self.values(child)
            leaves |= inner
            if child.tag == f"{XSD}list":
                least = 0
            elif length is not None:
                least = length
        for facet in node.iterchildren(f"{XSD}minLength"):
            least = int(facet.get("value"))
        return frozenset(leaves), least

    def type_of(self, name: str) -> tuple[Model, bool, dict[str, Attribute]]:
        """What an element may hold, whether text may stand in it, and its attributes."""
        node = self.named[f"{XSD}complexType", name]
        particles = node.iterchildren(f"{XSD}sequence", f"{XSD}choice", f"{XSD}group")
        content = seq(*(self.model(child) for child in particles))
        return content, node.get("mixed") == "true", self.attributes(node)
