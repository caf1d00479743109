"""Name classes: which names an element or attribute pattern stands for (specification, sections 5 and 6.1).

Names of documents are pairs of a namespace URI (`""` for none) and a local name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

QName: TypeAlias = tuple[str, str]

# No document can hold these, so they stand for "any other" when name classes are compared.
_OTHER_NAMESPACE = "\x00"
_OTHER_NAME = "\x00"


class Name:
    """One name.

    Attributes:
        namespace: The namespace URI.
        local: The local name.
        pair: Both.
    """

    __slots__ = ("local", "namespace", "pair")

    def __init__(self, namespace: str, local: str) -> None:
        self.namespace = namespace
        self.local = local
        self.pair: QName = (namespace, local)

    def contains(self, name: QName) -> bool:
        """Whether the name is in the class."""
        return self.pair == name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Name) and self.pair == other.pair

    def __hash__(self) -> int:
        return hash(self.pair)


class NsName:
    """Every name of a namespace, but for exceptions."""

    __slots__ = ("excluded", "namespace")

    def __init__(self, namespace: str, excluded: NameClass | None = None) -> None:
        self.namespace = namespace
        self.excluded = excluded

    def contains(self, name: QName) -> bool:
        """Whether the name is in the class."""
        return self.namespace == name[0] and not (self.excluded and self.excluded.contains(name))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NsName) and (self.namespace, self.excluded) == (other.namespace, other.excluded)

    def __hash__(self) -> int:
        return hash((NsName, self.namespace, self.excluded))


class AnyName:
    """Every name, but for exceptions."""

    __slots__ = ("excluded",)

    def __init__(self, excluded: NameClass | None = None) -> None:
        self.excluded = excluded

    def contains(self, name: QName) -> bool:
        """Whether the name is in the class."""
        return not (self.excluded and self.excluded.contains(name))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnyName) and self.excluded == other.excluded

    def __hash__(self) -> int:
        return hash((AnyName, self.excluded))


class NameChoice:
    """The union of name classes."""

    __slots__ = ("members",)

    def __init__(self, members: tuple[NameClass, ...]) -> None:
        self.members = members

    def contains(self, name: QName) -> bool:
        """Whether the name is in the class."""
        return any(member.contains(name) for member in self.members)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NameChoice) and self.members == other.members

    def __hash__(self) -> int:
        return hash((NameChoice, self.members))


NameClass: TypeAlias = "Name | NsName | AnyName | NameChoice"


def single_names(name_class: NameClass) -> Iterator[Name]:
    """The names that the class lists one by one, in their order; wildcards give none."""
    if isinstance(name_class, Name):
        yield name_class
    elif isinstance(name_class, NameChoice):
        for member in name_class.members:
            yield from single_names(member)


def is_infinite(name_class: NameClass) -> bool:
    """Whether the class holds a wildcard."""
    if isinstance(name_class, NameChoice):
        return any(is_infinite(member) for member in name_class.members)
    return not isinstance(name_class, Name)


def _samples(name_class: NameClass) -> Iterator[QName]:
    """Names that tell the class apart from any other: if two classes share a name, they share one of these."""
    if isinstance(name_class, Name):
        yield name_class.pair
    elif isinstance(name_class, NameChoice):
        for member in name_class.members:
            yield from _samples(member)
    else:
        yield (_OTHER_NAMESPACE if isinstance(name_class, AnyName) else name_class.namespace), _OTHER_NAME
        if name_class.excluded is not None:
            yield from _samples(name_class.excluded)


def overlap(first: NameClass, second: NameClass) -> QName | None:
    """A name that both classes hold, or `None`. The name stands for others where its parts are not printable."""
    if isinstance(first, Name):
        return first.pair if second.contains(first.pair) else None
    for name in (*_samples(first), *_samples(second)):
        if first.contains(name) and second.contains(name):
            return name
    return None


def describe(name_class: NameClass) -> str:
    """The class in words, for messages about schemas."""
    if isinstance(name_class, Name):
        return name_class.local
    if isinstance(name_class, NsName):
        words = f"any name in {name_class.namespace or 'no namespace'}"
        return f"{words} but {describe(name_class.excluded)}" if name_class.excluded else words
    if isinstance(name_class, AnyName):
        return f"any name but {describe(name_class.excluded)}" if name_class.excluded else "any name"
    return " or ".join(describe(member) for member in name_class.members)
