"""What all of XSD's datatypes have in common: white space, lexical and value space, facets (XML Schema Part 2, 2 and 4).

A `SimpleType` answers for its lexical space as built in. Parameters make a `Restriction` of it (`restriction`).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable
from typing import Any, ClassVar

from teikit.relaxng.datatypes.datatype import (
    Datatype,
    Namespaces,
    WhiteSpace,
    collapse_space,
    replace_space,
    show,
)

BOUNDS = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")
LENGTHS = ("length", "minLength", "maxLength")
DIGITS = ("totalDigits", "fractionDigits")


class SimpleType(Datatype):
    """A built-in datatype of XSD.

    A literal, below, is the text after the type's white space was replaced or collapsed.

    Attributes:
        white_space: What happens to white space before anything else (4.3.6).
        facets: The facets that the type takes as parameters, `pattern` aside, which all take.
    """

    white_space: ClassVar[WhiteSpace] = "collapse"
    facets: ClassVar[tuple[str, ...]] = ()

    def literal(self, text: str) -> str:
        """The text with its white space as the type wants it."""
        if self.white_space == "collapse":
            return collapse_space(text)
        return replace_space(text) if self.white_space == "replace" else text

    @abstractmethod
    def is_lexical(self, literal: str, namespaces: Namespaces | None) -> bool:
        """Whether the literal is in the lexical space."""

    @abstractmethod
    def to_value(self, literal: str, namespaces: Namespaces | None) -> Hashable:
        """The value of a literal that is in the lexical space."""

    @abstractmethod
    def fault(self, literal: str) -> str:
        """What is wrong with a literal, as a clause without the literal itself: `February 1994 has 28 days`."""

    @abstractmethod
    def remedy(self, literal: str) -> str:
        """What to write instead: `write YYYY-MM-DD, for example 1994-02-28`."""

    def allows(self, text: str, namespaces: Namespaces | None = None) -> bool:
        """See `Datatype.allows`."""
        return self.is_lexical(self.literal(text), namespaces)

    def value(self, text: str, namespaces: Namespaces | None = None) -> Hashable | None:
        """See `Datatype.value`."""
        literal = self.literal(text)
        return self.to_value(literal, namespaces) if self.is_lexical(literal, namespaces) else None

    def why_not(self, text: str) -> str:
        """See `Datatype.why_not`."""
        literal = self.literal(text)
        if self.is_lexical(literal, None):
            return ""
        return f"{show(literal)}: {self.fault(literal)}; {self.remedy(literal)}"

    def compare(self, left: Any, right: Any) -> int | None:
        """Order two values: -1, 0, 1, or `None` where the order does not say (2.4.1.2)."""
        if left == right:
            return 0
        return -1 if left < right else 1

    def length(self, value: Any) -> int:
        """The length of a value in the units of its type (4.3.1)."""
        return len(value)

    units: ClassVar[str] = "characters"
    """What `length` counts, in words."""
