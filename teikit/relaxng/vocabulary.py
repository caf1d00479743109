"""The names of a schema: which elements and attributes it has, where each may stand, what the schema says of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from teikit.relaxng.derivatives import attributes_of, elements_in, named
from teikit.relaxng.names import QName, is_infinite
from teikit.relaxng.patterns import Element


class Vocabulary:
    """The names of a schema.

    Args:
        elements: Every element that a document could hold.
    """

    def __init__(self, elements: Iterable[Element]) -> None:
        self.elements = tuple(elements)

    @cached_property
    def by_name(self) -> dict[QName, tuple[Element, ...]]:
        """The element patterns that list a name, by the name."""
        found: dict[QName, list[Element]] = {}
        for element in self.elements:
            for name in named(element):
                found.setdefault(name.pair, []).append(element)
        return {name: tuple(patterns) for name, patterns in found.items()}

    @cached_property
    def wildcards(self) -> tuple[Element, ...]:
        """The element patterns that do not list all their names."""
        return tuple(element for element in self.elements if is_infinite(element.name_class))

    @cached_property
    def namespaces(self) -> dict[str, tuple[QName, ...]]:
        """The elements of each namespace."""
        found: dict[str, list[QName]] = {}
        for name in self.by_name:
            found.setdefault(name[0], []).append(name)
        return {namespace: tuple(names) for namespace, names in found.items()}

    @cached_property
    def main_namespace(self) -> str:
        """The namespace of most elements."""
        return max(self.namespaces, key=lambda uri: len(self.namespaces[uri]), default="")

    @cached_property
    def by_local(self) -> dict[str, tuple[QName, ...]]:
        """The names with a local part, in any namespace."""
        found: dict[str, list[QName]] = {}
        for name in self.by_name:
            found.setdefault(name[1], []).append(name)
        return {local: tuple(names) for local, names in found.items()}

    @cached_property
    def parents(self) -> dict[QName, tuple[QName, ...]]:
        """By the name of an element, the names of those it may stand in."""
        found: dict[QName, dict[QName, None]] = {}
        for element in self.elements:
            outer = [name.pair for name in named(element)]
            for inner in elements_in(element.content):
                for name in named(inner):
                    found.setdefault(name.pair, {}).update(dict.fromkeys(outer))
        return {name: tuple(outer) for name, outer in found.items()}

    @cached_property
    def bearers(self) -> dict[QName, tuple[QName, ...]]:
        """By the name of an attribute, the names of the elements that it may be on."""
        found: dict[QName, dict[QName, None]] = {}
        for element in self.elements:
            outer = [name.pair for name in named(element)]
            for attribute in attributes_of(element.content):
                for name in named(attribute):
                    found.setdefault(name.pair, {}).update(dict.fromkeys(outer))
        return {name: tuple(outer) for name, outer in found.items()}

    def documentation(self, name: QName) -> str:
        """What the schema says of an element of this name; empty where it says nothing."""
        for element in self.by_name.get(name, ()):
            if element.origin.documentation:
                return element.origin.documentation
        return ""
