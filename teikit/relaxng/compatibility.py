"""Whether a schema's IDs are unambiguous (RELAX NG DTD Compatibility, section 5).

The attribute of an element is an ID, an IDREF, or neither, whatever else the document says: so attribute patterns with
such a type need single names, on elements with single names, and must agree wherever they compete.
"""

from __future__ import annotations

from teikit.relaxng.derivatives import attributes_of, text_kinds
from teikit.relaxng.names import Name, describe, overlap
from teikit.relaxng.patterns import Attribute, Data, Element, ListPattern, Pattern, Value
from teikit.relaxng.vocabulary import Vocabulary


def id_kind(attribute: Attribute) -> str | None:
    """`ID`, `IDREF` or `IDREFS`, or `None`."""
    value = attribute.value
    return value.datatype.id_kind if isinstance(value, Data | Value) else None


def _buried(pattern: Pattern) -> str | None:
    """The kind of an ID type that is not the whole value of an attribute."""
    if isinstance(pattern, Data | Value):
        return pattern.datatype.id_kind
    members = (pattern.pattern,) if isinstance(pattern, ListPattern) else pattern.members
    return next((kind for member in members if (kind := _buried(member)) is not None), None)


def id_conflicts(vocabulary: Vocabulary) -> list[str]:
    """What is ambiguous, a sentence each, in the schema's order."""
    found: dict[str, None] = {}
    bearers: list[tuple[Element, Attribute, str]] = []
    for element in vocabulary.elements:
        for attribute in attributes_of(element.content):
            kind = id_kind(attribute)
            on = f"@{describe(attribute.name_class)} of <{describe(element.name_class)}>"
            if kind is None:
                if buried := _buried(attribute.value):
                    found[f"{on} holds {buried} as a part of its value; it must be the whole"] = None
                continue
            bearers.append((element, attribute, kind))
            if not isinstance(element.name_class, Name) or not isinstance(attribute.name_class, Name):
                found[f"{on} is of type {kind}, so element and attribute must have single names"] = None
        if text_kinds(element.content) and (buried := _in_content(element.content)):
            found[f"<{describe(element.name_class)}> holds {buried} as its text; that is for attributes"] = None
    for element, attribute, kind in bearers:
        for other in vocabulary.elements:
            if overlap(element.name_class, other.name_class) is None:
                continue
            for rival in attributes_of(other.content):
                if id_kind(rival) != kind and overlap(attribute.name_class, rival.name_class):
                    name = f"@{describe(attribute.name_class)} of <{describe(element.name_class)}>"
                    message = f"{name} is of type {kind} here ({element.origin.location}) and not there"
                    found[f"{message} ({other.origin.location})"] = None
    return list(found)


def _in_content(pattern: Pattern) -> str | None:
    if isinstance(pattern, Attribute | Element):
        return None
    if isinstance(pattern, Data | Value | ListPattern):
        return _buried(pattern)
    return next((kind for member in pattern.members if (kind := _in_content(member)) is not None), None)
