"""An XSD as a grammar of RELAX NG, so that its mistakes are told as those of RELAX NG are.

The verdict on a document is that of an XSD library; its messages name neither what was meant nor where it is. What RELAX NG's
engine says of the same document against the same content models does. What RELAX NG cannot say (identity, `xsi:type`, numbers
of repetitions beyond some) is left out here, and told in words of its own. Source: XML Schema part 1, sections 3.3 to 3.10.
"""

from __future__ import annotations

import contextlib
import copy
import hashlib
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from teikit.errors import TeikitError
from teikit.files import write_whole
from teikit.relaxng import Schema
from teikit.relaxng.syntax import RELAXNG_NAMESPACE, XSD_DATATYPES
from teikit.validation.xsd_components import XS, Components, particles
from teikit.validation.xsd_types import SimpleTypes
from teikit.version import __version__

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_MANY = 20
"""So often may a particle be written out; what is counted beyond is only repeated."""
_MODELS = {f"{XS}sequence": "group", f"{XS}choice": "choice", f"{XS}all": "interleave"}


def grammar_of(path: Path, find: Callable[[str], str] = str, cache: Path | None = None) -> Schema:
    """The grammar of a schema.

    Args:
        path: The schema.
        find: Where a schema is that another one names by its address.
        cache: A folder in which grammars are kept; by it the next one is there at once.

    Raises:
        RelaxNGError: RELAX NG cannot say it.
        OSError, etree.XMLSyntaxError: A file of the schema cannot be read.
    """
    components = Components(path, find)
    kept = None
    if cache is not None:
        digest = hashlib.sha256(f"{__version__}\0{components.digest}".encode())
        digest.update(b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("xsd_*.py"))))
        kept = cache / "xsd" / f"{digest.hexdigest()}.rng"
        if kept.is_file():
            return Schema.load(kept, cache=cache / "relaxng")
    text = etree.tostring(_Translation(components).grammar(), encoding="unicode")
    text = text.replace("<grammar", f'<grammar xmlns="{RELAXNG_NAMESPACE}"', 1)
    schema = Schema.from_string(text, file=f"{path}.rng")
    if kept is not None:
        with contextlib.suppress(TeikitError):  # a cache that cannot be written only costs time
            write_whole(kept, text)
    return schema


class _Attributes:
    """The attributes of a type: patterns by name, and whether any other may stand there."""

    def __init__(self) -> None:
        self.named: dict[str, tuple[bool, etree._Element]] = {}
        self.any = False


class _Translation:
    def __init__(self, components: Components):
        self._components = components
        self._simple = SimpleTypes(self._components)
        self._grammar = etree.Element("grammar", datatypeLibrary=XSD_DATATYPES)
        self._defined: dict[str, str] = {}
        self._waiting: list[tuple[str, Callable[[], list[etree._Element]]]] = []

    def grammar(self) -> etree._Element:
        """The whole."""
        start = etree.SubElement(etree.SubElement(self._grammar, "start"), "choice")
        for name, declared in self._components.all("element").items():
            if declared.get("abstract") not in ("true", "1"):
                start.append(self._reference(name))
        while self._waiting:
            name, make = self._waiting.pop()
            etree.SubElement(self._grammar, "define", name=name).extend(make())
        return self._grammar

    def _reference(self, name: str) -> etree._Element:
        declared = self._components.get("element", name)
        return self._defined_as(
            f"element {name}",
            lambda: [etree.Element("notAllowed") if declared is None else self._element(declared, name)],
        )

    def _defined_as(self, key: str, make: Callable[[], list[etree._Element]]) -> etree._Element:
        """A reference to a definition, which is made later where it is met first: schemas are nested more deeply than calls may be."""
        if key not in self._defined:
            self._defined[key] = f"d{len(self._defined)}"
            self._waiting.append((self._defined[key], make))
        return etree.Element("ref", name=self._defined[key])

    def _element(self, declared: etree._Element, name: str) -> etree._Element:
        made = etree.Element("element")
        made.append(_name(name))
        inline = next((one for one in particles(declared) if one.tag in (f"{XS}complexType", f"{XS}simpleType")), None)
        kind = declared.get("type")
        head = declared.get("substitutionGroup")
        if inline is not None:
            body = self._type(inline, declared.get("nillable") in ("true", "1"))
        elif kind is not None:
            body = self._typed(self._components.name(declared, kind), declared.get("nillable") in ("true", "1"))
        elif (
            head is not None
            and (other := self._components.get("element", self._components.name(declared, head))) is not None
        ):
            body = list(self._element(other, name))[1:]
        else:
            body = self._anything(None)
        made.extend(body)
        return made

    def _typed(self, name: str, empty: bool = False) -> list[etree._Element]:
        declared = self._components.get("complexType", name)
        if declared is not None:
            return [self._defined_as(f"type {name} {empty}", lambda: self._type(declared, empty))]
        if name == f"{XS}anyType":
            return self._anything(None)
        return [*self._attributes(_Attributes()), _or_empty(self._simple.named(name, [], None), empty)]

    def _type(self, declared: etree._Element, empty: bool = False) -> list[etree._Element]:
        attributes = _Attributes()
        if declared.tag == f"{XS}simpleType":
            return [*self._attributes(attributes), _or_empty(self._simple.of(declared), empty)]
        content, mixed = self._content(declared, attributes, ())
        if mixed:
            whole = etree.Element("interleave")
            whole.append(content)
            etree.SubElement(whole, "text")
            content = whole
        return [*self._attributes(attributes), _or_empty(content, empty)]

    def _content(
        self, declared: etree._Element, attributes: _Attributes, trail: tuple[str, ...]
    ) -> tuple[etree._Element, bool]:
        """What a complex type holds, and whether text may stand among it; its attributes are gathered."""
        mixed = declared.get("mixed") in ("true", "1")
        inner = next(
            (one for one in particles(declared) if one.tag in (f"{XS}complexContent", f"{XS}simpleContent")), None
        )
        if inner is None:
            self._gather(declared, attributes)
            return self._model(declared), mixed
        derived = particles(inner)[0]
        base = self._components.name(derived, derived.get("base", "xs:anyType"))
        below = self._components.get("complexType", base)
        content: etree._Element = etree.Element("empty")
        if below is not None and base not in trail:
            content, under = self._content(below, attributes, (*trail, base))
            mixed = mixed or (under and derived.tag == f"{XS}extension")
        elif inner.tag == f"{XS}simpleContent":
            content = self._simple.named(base, [], None)
        extends = derived.tag == f"{XS}extension"
        self._gather(derived, attributes)
        if inner.tag == f"{XS}simpleContent":
            if not extends and (below is None or any(etree.QName(one).localname == "simpleType" for one in derived)):
                content = self._simple.restricted(derived, [], None)
            return content, False
        mixed = mixed or inner.get("mixed") in ("true", "1")
        own = self._model(derived)
        if not extends:
            return own, mixed
        whole = etree.Element("group")
        whole.extend((content, own))
        return whole, mixed

    def _model(self, holder: etree._Element) -> etree._Element:
        for child in particles(holder):
            if child.tag in _MODELS or child.tag == f"{XS}group":
                return self._particle(child)
        return etree.Element("empty")

    def _particle(self, node: etree._Element) -> etree._Element:
        least, most = node.get("minOccurs", "1").strip(), node.get("maxOccurs", "1").strip()
        made = self._once(node)
        if most == "0":
            return etree.Element("empty")
        if (least, most) == ("1", "1"):
            return made
        if (least, most) == ("0", "1"):
            return _around("optional", made)
        if most == "unbounded" or int(most) > _MANY:
            if least in ("0", "1"):
                return _around("zeroOrMore" if least == "0" else "oneOrMore", made)
            whole = etree.Element("group")
            whole.extend(copy.deepcopy(made) for _ in range(min(int(least), _MANY) - 1))
            whole.append(_around("oneOrMore", made))
            return whole
        whole = etree.Element("group")
        whole.extend(copy.deepcopy(made) for _ in range(int(least)))
        rest: etree._Element | None = None
        for _ in range(int(most) - int(least)):
            rest = _around("optional", copy.deepcopy(made), rest)
        if rest is not None:
            whole.append(rest)
        return whole

    def _once(self, node: etree._Element) -> etree._Element:
        if node.tag == f"{XS}element":
            if (reference := node.get("ref")) is not None:
                name = self._components.name(node, reference)
                declared = self._components.get("element", name)
                names = self._components.members(name)
                if declared is None or declared.get("abstract") not in ("true", "1"):
                    names = [name, *names]
                choice = etree.Element("choice")
                choice.extend(self._reference(one) for one in names)
                return choice if len(names) > 1 else choice[0] if names else etree.Element("notAllowed")
            return self._element(node, self._components.own_name(node, "element"))
        if node.tag == f"{XS}group":
            name = self._components.name(node, node.get("ref", ""))
            group = self._components.get("group", name)
            return self._defined_as(
                f"group {name}", lambda: [etree.Element("notAllowed") if group is None else self._model(group)]
            )
        if node.tag == f"{XS}any":
            return self._any(node)
        made = etree.Element(_MODELS.get(str(node.tag), "group"))
        made.extend(self._particle(child) for child in particles(node))
        return made if len(made) else etree.Element("empty" if made.tag != "choice" else "notAllowed")

    def _any(self, wildcard: etree._Element | None) -> etree._Element:
        """Any element of the namespaces that a wildcard lets in; of all for `None`."""
        wanted = "##any" if wildcard is None else wildcard.get("namespace", "##any")
        namespace = "" if wildcard is None else self._components.namespace(wildcard)
        return self._defined_as(
            f"any {wanted} {namespace}",
            lambda: [_around("element", _names(wanted, namespace), *self._anything(wildcard))],
        )

    def _anything(self, wildcard: etree._Element | None) -> list[etree._Element]:
        """Any content."""
        whole = _around("attribute", etree.Element("anyName"), etree.Element("text"))
        return [_around("zeroOrMore", _around("choice", whole, etree.Element("text"), self._any(wildcard)))]

    def _gather(self, holder: etree._Element, attributes: _Attributes, trail: tuple[str, ...] = ()) -> None:
        for node in particles(holder):
            local = etree.QName(node).localname
            if local == "anyAttribute":
                attributes.any = True
            elif local == "attributeGroup":
                name = self._components.name(node, node.get("ref", ""))
                declared = self._components.get("attributeGroup", name)
                if declared is not None and name not in trail:
                    self._gather(declared, attributes, (*trail, name))
            elif local == "attribute":
                reference = node.get("ref")
                name = (
                    self._components.name(node, reference)
                    if reference
                    else self._components.own_name(node, "attribute")
                )
                if node.get("use") == "prohibited":
                    attributes.named.pop(name, None)
                    continue
                declared = self._components.get("attribute", name) if reference else node
                value = self._value(declared, node.get("fixed"))
                attributes.named[name] = (node.get("use") == "required", value)

    def _value(self, declared: etree._Element | None, fixed: str | None) -> etree._Element:
        if declared is None:
            return etree.Element("text")
        if (fixed := fixed or declared.get("fixed")) is not None:
            value = etree.Element("value")
            value.text = fixed
            return value
        inline = next((one for one in particles(declared) if one.tag == f"{XS}simpleType"), None)
        if inline is not None:
            return self._simple.of(inline)
        kind = declared.get("type")
        return (
            etree.Element("text")
            if kind is None
            else self._simple.named(self._components.name(declared, kind), [], None)
        )

    def _attributes(self, attributes: _Attributes) -> list[etree._Element]:
        found: list[etree._Element] = []
        for name, (required, value) in attributes.named.items():
            made = etree.Element("attribute")
            made.extend((_name(name), copy.deepcopy(value)))
            found.append(made if required else _around("optional", made))
        others = etree.Element("attribute")
        if attributes.any:
            wild = etree.SubElement(others, "anyName")
            if attributes.named:
                etree.SubElement(wild, "except").extend(_name(name) for name in attributes.named)
        else:
            etree.SubElement(others, "nsName", ns=_XSI)
        etree.SubElement(others, "text")
        return [*found, _around("zeroOrMore", others)]


def _name(name: str) -> etree._Element:
    namespace, _, local = name.rpartition("}")
    made = etree.Element("name", ns=namespace.removeprefix("{"))
    made.text = local
    return made


def _names(wanted: str, namespace: str) -> etree._Element:
    """The name class of a wildcard (XML Schema part 1, 3.10.1)."""
    if wanted == "##any":
        return etree.Element("anyName")
    if wanted == "##other":
        others = [etree.Element("nsName", ns=one) for one in dict.fromkeys((namespace, ""))]
        return _around("anyName", _around("except", *others))
    known = {"##targetNamespace": namespace, "##local": ""}
    return _around("choice", *(etree.Element("nsName", ns=known.get(one, one)) for one in wanted.split()))


def _around(kind: str, *inside: etree._Element | None) -> etree._Element:
    made = etree.Element(kind)
    made.extend(one for one in inside if one is not None)
    return made


def _or_empty(content: etree._Element, empty: bool) -> etree._Element:
    return _around("choice", content, etree.Element("empty")) if empty else content
