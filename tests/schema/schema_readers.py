"""ODD and RELAX NG read into content models, without the compiler, so that it can be found to be wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from tests.schema.content_models import EMPTY, NOTHING, TEXT, Model, alt, interleave, repeat, seq, star

TEI = "{http://www.tei-c.org/ns/1.0}"
RNG = "{http://relaxng.org/ns/structure/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(slots=True)
class Attribute:
    """An attribute and the leaves of its datatype: `xsd:type{pattern}` or `=value`; `least` counts the parts of a list (None: no list)."""

    name: str
    required: bool
    leaves: frozenset[str]
    least: int | None = None


@dataclass(slots=True)
class Element:
    """An element, what it may hold, what it may carry."""

    name: str
    content: Model
    attributes: dict[str, Attribute] = field(default_factory=dict)


class Odd:
    """The element specifications of an ODD that stands by itself."""

    def __init__(self, path: Path) -> None:
        self.tree = etree.parse(path)
        spec = self.tree.getroot().find(f".//{TEI}schemaSpec")
        assert spec is not None
        self.schema = spec
        self.specs = {
            node.get("ident"): node
            for node in spec.iter(f"{TEI}elementSpec", f"{TEI}classSpec", f"{TEI}macroSpec", f"{TEI}dataSpec")
        }
        self.members: dict[str, list[str]] = {}
        for ident, node in self.specs.items():
            for key in node.iterfind(f"{TEI}classes/{TEI}memberOf"):
                self.members.setdefault(key.get("key"), []).append(ident)

    @property
    def element_specs(self) -> Iterator[Any]:
        """The elementSpecs, in order."""
        return (node for node in self.specs.values() if node.tag == f"{TEI}elementSpec")

    def class_members(self, key: str) -> list[str]:
        """The elements of a model class, through its subclasses, each once."""
        found: dict[str, None] = {}
        for ident in self.members.get(key, []):
            if self.specs[ident].tag == f"{TEI}elementSpec":
                found[ident] = None
            else:
                found.update(dict.fromkeys(self.class_members(ident)))
        return list(found)

    def model(self, node: Any) -> Model:
        """The model of a particle of Pure ODD."""
        least = int(node.get("minOccurs", "1"))
        most = None if node.get("maxOccurs") == "unbounded" else int(node.get("maxOccurs", "1"))
        kind = node.tag.removeprefix(TEI)
        inner: Model
        match kind:
            case "content" | "sequence":
                inner = seq(*(self.model(child) for child in node.iterchildren("*")))
            case "alternate":
                inner = alt(*(self.model(child) for child in node.iterchildren("*")))
            case "elementRef":
                assert node.get("key") in self.specs, f"no element {node.get('key')}"
                inner = ("sym", node.get("key"))
            case "classRef":
                assert node.get("key") in self.specs, f"no class {node.get('key')}"
                inner = alt(*(("sym", name) for name in self.class_members(node.get("key"))))
            case "macroRef":
                inner = self.model(self.specs[node.get("key")].find(f"{TEI}content"))
            case "textNode":
                return TEXT
            case "anyElement":
                inner = ("sym", "#any")
            case "empty":
                return EMPTY
            case _:
                raise AssertionError(f"line {node.sourceline}: {kind} in a content model")
        return repeat(inner, least, most)

    def leaves(self, node: Any) -> frozenset[str]:
        """The kinds of value that a datatype, or the content of a dataSpec, allows."""
        found: set[str] = set()
        for ref in node.iter(f"{TEI}dataRef"):
            if ref.get("key"):
                found |= self.leaves(self.specs[ref.get("key")].find(f"{TEI}content"))
            else:
                pattern = ref.get("restriction")
                found.add(f"xsd:{ref.get('name')}" + (f"{{{pattern}}}" if pattern else ""))
        found |= {f"={item.get('ident')}" for item in node.iter(f"{TEI}valItem")}
        return frozenset(found)

    def attributes(self, node: Any) -> dict[str, Attribute]:
        """The attributes of an element or class, own ones first."""
        found: dict[str, Attribute] = {}
        for definition in node.iterfind(f"{TEI}attList//{TEI}attDef"):
            datatype = definition.find(f"{TEI}datatype")
            values = definition.find(f"{TEI}valList")
            listed = frozenset(f"={item.get('ident')}" for item in definition.iterfind(f"{TEI}valList/{TEI}valItem"))
            closed = values is not None and values.get("type") == "closed"
            leaves = listed if closed else listed | self.leaves(datatype)
            a_list = datatype.get("maxOccurs") not in (None, "1")
            name = definition.get("ident")
            found[name] = Attribute(
                name, definition.get("usage") == "req", leaves, int(datatype.get("minOccurs", "1")) if a_list else None
            )
        own = set(found)
        for member in node.iterfind(f"{TEI}classes/{TEI}memberOf"):
            if self.specs[member.get("key")].get("type") == "atts":
                for name, attribute in self.attributes(self.specs[member.get("key")]).items():
                    assert name not in found or name in own, f"{node.get('ident')} gets @{name} twice"
                    found.setdefault(name, attribute)
        return found

    def elements(self) -> dict[str, Element]:
        """Every element with its content and attributes."""
        return {
            node.get("ident"): Element(node.get("ident"), self.model(node.find(f"{TEI}content")), self.attributes(node))
            for node in self.element_specs
        }


class Grammar:
    """The elements of a RELAX NG grammar in which each name has one definition, such as tei_all.rng."""

    def __init__(self, path: Path) -> None:
        self.defines: dict[str, list[Any]] = {}
        for node in etree.parse(path).getroot().iter(f"{RNG}define"):
            self.defines.setdefault(node.get("name"), []).extend(
                child for child in node.iterchildren("*") if child.tag.startswith(RNG)
            )

    def elements(self) -> dict[str, Element]:
        """Every element by its local name; a foreign one is `#any`."""
        found = {}
        for body in self.defines.values():
            if len(body) == 1 and body[0].tag == f"{RNG}element" and body[0].get("name"):
                node = body[0]
                element = Element(node.get("name"), self.content(node.iterchildren("*")))
                self.collect(node, True, element.attributes)
                found[element.name] = element
        return found

    def is_attribute(self, node: Any) -> bool:
        """Whether a pattern speaks of attributes only."""
        kind = node.tag.removeprefix(RNG)
        if kind == "attribute":
            return True
        if kind == "ref":
            body = self.defines[node.get("name")]
            return (
                bool(body)
                and all(self.is_attribute(child) or child.tag == f"{RNG}empty" for child in body)
                and any(self.is_attribute(child) for child in body)
            )
        children = [child for child in node.iterchildren("*") if child.tag.startswith(RNG)]
        return (
            kind in ("optional", "choice", "group", "zeroOrMore", "interleave")
            and bool(children)
            and all(self.is_attribute(child) or child.tag == f"{RNG}empty" for child in children)
            and any(self.is_attribute(child) for child in children)
        )

    def content(self, nodes: Any) -> Model:
        """The model of a sequence of patterns, attributes left out."""
        parts = [
            self.model(node)
            for node in nodes
            if isinstance(node.tag, str) and node.tag.startswith(RNG) and not self.is_attribute(node)
        ]
        return seq(*parts)

    def model(self, node: Any) -> Model:
        """The model of a pattern."""
        kind = node.tag.removeprefix(RNG)
        children = [child for child in node.iterchildren("*") if child.tag.startswith(RNG)]
        match kind:
            case "ref":
                return self.reference(node.get("name"))
            case "group":
                return self.content(children)
            case "choice":
                return alt(*(self.model(child) for child in children))
            case "interleave" | "mixed":
                mixed = interleave(*(self.model(child) for child in children))
                return interleave(mixed, TEXT) if kind == "mixed" else mixed
            case "optional":
                return alt(EMPTY, self.content(children))
            case "zeroOrMore":
                return star(self.content(children))
            case "oneOrMore":
                return repeat(self.content(children), 1, None)
            case "text" | "data" | "value" | "list":
                return TEXT
            case "empty":
                return EMPTY
            case "notAllowed":
                return NOTHING
            case "element" | "grammar":  # a nested grammar is how an element of any other vocabulary is said
                return ("sym", "#any")
        raise AssertionError(f"line {node.sourceline}: {kind} in a pattern")

    @cache  # noqa: B019 - the grammars of a test run live as long as the run
    def reference(self, name: str) -> Model:
        """The model behind a name; an element is a symbol."""
        body = self.defines[name]
        if len(body) == 1 and body[0].tag == f"{RNG}element":
            return ("sym", body[0].get("name") or "#any")
        return self.content(body)

    def collect(self, node: Any, required: bool, found: dict[str, Attribute]) -> None:
        """The attributes below a pattern, in `found`."""
        kind = node.tag.removeprefix(RNG)
        if kind == "attribute":
            name = node.get("name") or node.find(f"{RNG}name").text
            leaves, least = self.value(node)
            found[name] = Attribute(name, required, leaves, least)
            return
        if kind == "ref":
            body = self.defines[node.get("name")]
            if not (len(body) == 1 and body[0].tag == f"{RNG}element"):
                for child in body:
                    self.collect(child, required, found)
            return
        if kind == "grammar":
            return
        inner = required and kind in ("element", "group", "interleave", "oneOrMore")
        for child in node.iterchildren("*"):
            if child.tag.startswith(RNG):
                self.collect(child, inner, found)

    def exclusive(self, name: str) -> set[frozenset[str]]:
        """Pairs of attributes of an element that may not stand together, because the grammar has a choice between them."""
        pairs: set[frozenset[str]] = set()

        def walk(node: Any) -> set[str]:
            kind = node.tag.removeprefix(RNG)
            if kind == "attribute":
                return {node.get("name") or node.find(f"{RNG}name").text}
            if kind == "ref":
                body = self.defines[node.get("name")]
                is_element = len(body) == 1 and body[0].tag == f"{RNG}element"
                return set() if is_element else set().union(*(walk(child) for child in body))
            if kind == "grammar":
                return set()
            parts = [walk(child) for child in node.iterchildren("*") if child.tag.startswith(RNG)]
            if kind == "choice":
                for i, part in enumerate(parts):
                    for other in parts[i + 1 :]:
                        pairs.update(frozenset((a, b)) for a in part - other for b in other - part)
            return set().union(*parts)

        bodies = (body[0] for body in self.defines.values() if len(body) == 1 and body[0].tag == f"{RNG}element")
        for element in bodies:
            if element.get("name") == name:
                for child in element.iterchildren("*"):
                    if child.tag.startswith(RNG):
                        walk(child)
        return pairs

    def value(self, node: Any) -> tuple[frozenset[str], int | None]:
        """The leaves of an attribute's value, and the least number of parts where it is a list."""
        found: set[str] = set()
        least: int | None = None

        def count(pattern: Any) -> int:
            kind = pattern.tag.removeprefix(RNG)
            children = [child for child in pattern.iterchildren("*") if child.tag.startswith(RNG)]
            if kind in ("data", "value"):
                return 1
            if kind in ("optional", "zeroOrMore"):
                return 0
            if kind == "choice":
                return min(count(child) for child in children)
            if kind == "ref":
                return sum(count(child) for child in self.defines[pattern.get("name")])
            return sum(count(child) for child in children)

        def walk(pattern: Any) -> None:
            nonlocal least
            kind = pattern.tag.removeprefix(RNG)
            if kind == "data":
                params = [p.text for p in pattern.findall(f"{RNG}param") if p.get("name") == "pattern"]
                bounds = [
                    f"{p.get('name')}={p.text}" for p in pattern.findall(f"{RNG}param") if p.get("name") != "pattern"
                ]
                facets = params + ([",".join(sorted(bounds))] if bounds else [])
                found.add(f"xsd:{pattern.get('type')}" + (f"{{{'; '.join(facets)}}}" if facets else ""))
            elif kind == "value":
                found.add(f"={pattern.text or ''}")
            elif kind == "text":
                found.add("xsd:string")
            elif kind == "ref":
                for child in self.defines[pattern.get("name")]:
                    walk(child)
            else:
                if kind == "list":
                    least = sum(count(child) for child in pattern.iterchildren("*") if child.tag.startswith(RNG))
                for child in pattern.iterchildren("*"):
                    if child.tag.startswith(RNG) and child.tag != f"{RNG}name":
                        walk(child)

        children = [c for c in node.iterchildren("*") if c.tag.startswith(RNG) and c.tag != f"{RNG}name"]
        for child in children:
            walk(child)
        if not children:
            found.add("xsd:string")
        return frozenset(found), least
