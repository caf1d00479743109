"""The simple types of an XSD as patterns of RELAX NG: restriction, list and union (XML Schema part 2, section 4.1)."""

from __future__ import annotations

from lxml import etree

from teikit.validation.xsd_components import XS, Components, particles

_PLAIN = {
    "ID": "NCName",
    "IDREF": "NCName",
    "ENTITY": "NCName",
    "NOTATION": "QName",
    "anySimpleType": "string",
    "anyAtomicType": "string",
    "anyType": "string",
}
_LISTS = {"IDREFS": "NCName", "ENTITIES": "NCName", "NMTOKENS": "NMTOKEN"}
_FACETS = [
    "length",
    "minLength",
    "maxLength",
    "minInclusive",
    "maxInclusive",
    "minExclusive",
    "maxExclusive",
    "totalDigits",
    "fractionDigits",
]
Facets = list[tuple[str, str]]


class SimpleTypes:
    """Makes patterns of simple types.

    Args:
        components: The components of the schema.
    """

    def __init__(self, components: Components):
        self._components = components

    def named(self, name: str, facets: Facets, values: list[str] | None, trail: tuple[str, ...] = ()) -> etree._Element:
        """The pattern of a type by its name, restricted further.

        Args:
            name: The type, as `{namespace}local`.
            facets: What a derived type adds.
            values: The values that a derived type lists; `None` where it lists none.
            trail: The types around it.
        """
        if name.startswith(XS):
            return _builtin(name.removeprefix(XS), facets, values)
        declared = self._components.get("simpleType", name)
        if declared is None or name in trail:
            return _builtin("string", facets, values)
        return self.of(declared, facets, values, (*trail, name))

    def of(
        self,
        declared: etree._Element,
        facets: Facets | None = None,
        values: list[str] | None = None,
        trail: tuple[str, ...] = (),
    ) -> etree._Element:
        """The pattern of a `simpleType` element."""
        facets = facets or []
        inner = next(iter(particles(declared)), None)
        if inner is None:
            return _builtin("string", facets, values)
        if inner.tag == f"{XS}union":
            if values is not None:
                return _values("token", values)
            names = [self._components.name(inner, one) for one in inner.get("memberTypes", "").split()]
            made = etree.Element("choice")
            made.extend(self.named(name, facets, None, trail) for name in names)
            made.extend(self.of(one, facets, None, trail) for one in particles(inner))
            return made
        if inner.tag == f"{XS}list":
            if values is not None:
                return _values("token", values)
            item = inner.get("itemType")
            made = (
                self.named(self._components.name(inner, item), [], None, trail)
                if item is not None
                else self.of(next(iter(particles(inner)), inner), trail=trail)
            )
            return _list(made, facets)
        return self.restricted(inner, facets, values, trail)

    def restricted(
        self, restriction: etree._Element, facets: Facets, values: list[str] | None, trail: tuple[str, ...] = ()
    ) -> etree._Element:
        """The pattern of a `restriction` of a simple type."""
        own: Facets = []
        patterns: list[str] = []
        listed: list[str] = []
        nested: etree._Element | None = None
        for facet in particles(restriction):
            local, value = etree.QName(facet).localname, facet.get("value", "")
            if local in _FACETS:
                own.append((local, value))
            elif local == "pattern":
                patterns.append(value)
            elif local == "enumeration":
                listed.append(value)
            elif local == "simpleType":
                nested = facet
        if patterns:  # of several in one step, any will do
            own.append(("pattern", patterns[0] if len(patterns) == 1 else "|".join(f"({one})" for one in patterns)))
        # A derived type narrows what its base allows: its values count, and the facets of both.
        chosen = values if values is not None else listed or None
        base = restriction.get("base")
        if base is not None:
            return self.named(self._components.name(restriction, base), [*own, *facets], chosen, trail)
        return (
            self.of(nested, [*own, *facets], chosen, trail) if nested is not None else _builtin("string", own, chosen)
        )


def _builtin(name: str, facets: Facets, values: list[str] | None) -> etree._Element:
    if name in _LISTS:
        return _list(_builtin(_LISTS[name], [], None), [("minLength", "1"), *facets])
    kind = _PLAIN.get(name, name)
    if values is not None:
        return _values(kind, values)
    data = etree.Element("data", type=kind)
    known: set[str] = set()
    for facet, value in facets:
        if facet == "pattern" or facet not in known:
            known.add(facet)
            etree.SubElement(data, "param", name=facet).text = value
    return data


def _values(kind: str, values: list[str]) -> etree._Element:
    made = etree.Element("choice")
    for value in dict.fromkeys(values):
        etree.SubElement(made, "value", type="token" if kind == "QName" else kind).text = value
    return made


def _list(item: etree._Element, facets: Facets) -> etree._Element:
    made = etree.Element("list")
    at_least = any(name in ("length", "minLength") and value.strip("0") for name, value in facets)
    etree.SubElement(made, "oneOrMore" if at_least else "zeroOrMore").append(item)
    return made
