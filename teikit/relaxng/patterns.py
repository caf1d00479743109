"""Patterns of the simple syntax (specification, section 5).

`teikit.relaxng.interning.Patterns` makes them, each once: equal patterns are one object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from teikit.relaxng.names import NameClass
from teikit.relaxng.syntax import Location, tidy

if TYPE_CHECKING:
    from teikit.relaxng.datatypes import Datatype


class Pattern:
    """A pattern. `number` grows with the order of making; `nullable` says whether it matches nothing at all.

    The underscored slots remember what `derivatives` and `restrictions` found out about the pattern.
    """

    __slots__ = (
        "_attributes",
        "_bare",
        "_elements",
        "_facts",
        "_index",
        "_shortest",
        "_text",
        "nullable",
        "number",
    )
    kind = ""

    def __init__(self, number: int, nullable: bool) -> None:
        self.number = number
        self.nullable = nullable
        self._attributes: tuple[Attribute, ...] | None = None
        self._elements: tuple[Element, ...] | None = None
        self._bare: Pattern | None = None
        self._text: int | None = None
        self._index: Any = None
        self._facts: Any = None
        self._shortest: Any = None

    @property
    def members(self) -> tuple[Pattern, ...]:
        """The patterns directly within, elements and attributes not opened."""
        return ()

    def __repr__(self) -> str:
        return f"<{self.kind} {self.number}>"


class Empty(Pattern):
    """Matches nothing at all, successfully."""

    __slots__ = ()
    kind = "empty"


class NotAllowed(Pattern):
    """Matches never."""

    __slots__ = ()
    kind = "notAllowed"


class Text(Pattern):
    """Any text, none included."""

    __slots__ = ()
    kind = "text"


class _Several(Pattern):
    __slots__ = ("_members",)

    def __init__(self, number: int, nullable: bool, members: tuple[Pattern, ...]) -> None:
        super().__init__(number, nullable)
        self._members = members

    @property
    def members(self) -> tuple[Pattern, ...]:
        """The patterns directly within."""
        return self._members


class Choice(_Several):
    """One of several."""

    __slots__ = ()
    kind = "choice"


class Group(_Several):
    """One after another."""

    __slots__ = ()
    kind = "group"


class Interleave(_Several):
    """All, mixed in any way."""

    __slots__ = ()
    kind = "interleave"


class OneOrMore(Pattern):
    """One or more times."""

    __slots__ = ("pattern",)
    kind = "oneOrMore"

    def __init__(self, number: int, pattern: Pattern) -> None:
        super().__init__(number, pattern.nullable)
        self.pattern = pattern

    @property
    def members(self) -> tuple[Pattern, ...]:
        """The patterns directly within."""
        return (self.pattern,)


class ListPattern(Pattern):
    """Text that, split at white space, matches a pattern."""

    __slots__ = ("pattern",)
    kind = "list"

    def __init__(self, number: int, pattern: Pattern) -> None:
        super().__init__(number, nullable=False)
        self.pattern = pattern


class Data(Pattern):
    """Text of a datatype, but for exceptions."""

    __slots__ = ("datatype", "excluded", "type_name")
    kind = "data"

    def __init__(self, number: int, datatype: Datatype, type_name: str, excluded: Pattern | None) -> None:
        super().__init__(number, nullable=False)
        self.datatype = datatype
        self.type_name = type_name
        self.excluded = excluded


class Value(Pattern):
    """One value of a datatype.

    `canonical` is the value in the datatype's value space, `text` how the schema writes it, `context` the prefixes by
    which it is read where they matter.
    """

    __slots__ = ("canonical", "context", "datatype", "documentation", "text", "type_name")
    kind = "value"

    def __init__(self, number: int, datatype: Datatype, type_name: str, text: str, canonical: object) -> None:
        super().__init__(number, nullable=False)
        self.datatype = datatype
        self.type_name = type_name
        self.text = text
        self.canonical = canonical
        self.context: dict[str, str] | None = None
        self.documentation = ""


class Attribute(Pattern):
    """An attribute: a name class and a pattern for its value."""

    __slots__ = ("documentation", "name_class", "value")
    kind = "attribute"

    def __init__(self, number: int, name_class: NameClass, value: Pattern, documentation: str) -> None:
        super().__init__(number, nullable=False)
        self.name_class = name_class
        self.value = value
        self.documentation = documentation


class Origin:
    """Where an element pattern comes from.

    Attributes:
        order: Its number among the elements of the schema, in the order of building.
        definition: The name of the definition that it stands in; empty outside any.
        written: What the schema says of the element, or else of its definition, white space as written.
        location: Where the element begins in the schema.
    """

    __slots__ = ("definition", "location", "order", "written")

    def __init__(self, order: int, definition: str, written: str, location: Location) -> None:
        self.order = order
        self.definition = definition
        self.written = written
        self.location = location

    @property
    def documentation(self) -> str:
        """What the schema says of the element, to be shown."""
        return tidy(self.written)


class Element(Pattern):
    """An element: a name class and a pattern for its attributes and content.

    Attributes:
        content: The pattern within; set when the whole schema has been read.
        origin: The element of the schema that this pattern comes from.
    """

    __slots__ = ("content", "name_class", "origin")
    kind = "element"

    def __init__(self, number: int, name_class: NameClass, origin: Origin) -> None:
        super().__init__(number, nullable=False)
        self.name_class = name_class
        self.origin = origin
        self.content: Pattern = NOT_ALLOWED


EMPTY: Final = Empty(0, nullable=True)
NOT_ALLOWED: Final = NotAllowed(1, nullable=False)
TEXT: Final = Text(2, nullable=True)
