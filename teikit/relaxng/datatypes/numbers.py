"""boolean, decimal with the integers derived from it, float and double (XML Schema Part 2, 3.2.2 to 3.2.5 and 3.3.13 ff.)."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from teikit.relaxng.datatypes.datatype import Namespaces, collapse_space, show_character
from teikit.relaxng.datatypes.simpletype import BOUNDS, DIGITS, SimpleType

if TYPE_CHECKING:
    from decimal import Decimal

_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_FLOAT = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|-?INF|NaN")
_NUMERIC = re.compile(r"[-+\d.,eE_' ]*\d[-+\d.,eE_' ]*")


class BooleanType(SimpleType):
    """boolean: true, false, 1, 0 (3.2.2)."""

    name = "boolean"
    _values = {"true": True, "1": True, "false": False, "0": False}  # noqa: RUF012

    def is_lexical(self, literal: str, namespaces: Namespaces | None) -> bool:
        """Whether it is one of the four."""
        return literal in self._values

    def to_value(self, literal: str, namespaces: Namespaces | None) -> Hashable:
        """The truth value."""
        return self._values[literal]

    def fault(self, literal: str) -> str:
        """Capital letters are the usual fault."""
        if not literal:
            return "true or false is needed"
        if literal.lower() in self._values:
            return "true and false are written in small letters"
        return "this is neither true nor false"

    def remedy(self, literal: str) -> str:
        """Offers the value that was meant."""
        lower = literal.lower()
        if lower in self._values or lower in ("yes", "y", "no", "n"):
            meant = lower if lower in self._values else ("true" if lower[0] == "y" else "false")
            return f"write {meant}"
        return "write true or false"

    def describe(self) -> str:
        """See `Datatype.describe`."""
        return "true or false"

    def example(self) -> str:
        """See `Datatype.example`."""
        return "true"


class DecimalType(SimpleType):
    """decimal, integer and the integers of a certain range.

    Args:
        name: The type's name.
        least: The least value, or `None`.
        most: The greatest value, or `None`.
    """

    facets = (*BOUNDS, *DIGITS)

    def __init__(self, name: str, least: int | None = None, most: int | None = None) -> None:
        self.name = name
        self._form = _DECIMAL if name == "decimal" else _INTEGER
        self._least = least
        self._most = most

    def is_lexical(self, literal: str, namespaces: Namespaces | None) -> bool:
        """Whether it is such a number, and in range."""
        return self._form.fullmatch(literal) is not None and self._in_range(literal)

    def _in_range(self, literal: str) -> bool:
        if self._least is None and self._most is None:
            return True
        # Up to 18 digits a machine number will do, and `decimal` need not be loaded.
        number = int(literal) if len(literal) <= 18 else _decimal(literal)
        return (self._least is None or number >= self._least) and (self._most is None or number <= self._most)

    def to_value(self, literal: str, namespaces: Namespaces | None) -> Hashable:
        """The number; exact, however many digits it has."""
        return _decimal(literal)

    def fault(self, literal: str) -> str:
        """Says what keeps it from being a number, or from being in range."""
        if self._form.fullmatch(literal):
            if self._least is not None and _decimal(literal) < self._least:
                return f"the number must be {self._least} or more"
            return f"the number must be {self._most} or less"
        return number_fault(literal, whole=self._form is _INTEGER)

    def remedy(self, literal: str) -> str:
        """Offers the number as it should be written."""
        plain = re.sub(r"[,_' ](?=\d{3}(\D|$))", "", literal)
        if plain != literal and self.is_lexical(plain, None):
            return f"write {plain}"
        pointed = literal.replace(",", ".")
        if pointed != literal and self.is_lexical(pointed, None):
            return f"write {pointed}"
        return f"write {self.describe()}, for example {self.example()}"

    def describe(self) -> str:
        """See `Datatype.describe`."""
        if self._form is _DECIMAL:
            return "a decimal number"
        if self._least is not None and self._most is not None:
            return f"a whole number from {self._least} to {self._most}"
        if self._least is not None:
            return f"a whole number, {self._least} or more"
        return "a whole number" if self._most is None else f"a whole number, {self._most} or less"

    def example(self) -> str:
        """See `Datatype.example`."""
        if self._form is _DECIMAL:
            return "2.5"
        return str(self._most) if self._most is not None and self._most < 12 else "12"

    def nearness(self, text: str) -> float:
        """Digits look like a number."""
        return _nearness(self, text)


class FloatType(SimpleType):
    """float and double: numbers as computers hold them, with INF, -INF and NaN (3.2.4, 3.2.5).

    Both zeros are one value, NaN is equal to itself and comparable with nothing.
    """

    facets = BOUNDS

    def __init__(self, name: str) -> None:
        self.name = name

    def is_lexical(self, literal: str, namespaces: Namespaces | None) -> bool:
        """Whether it is such a number."""
        return _FLOAT.fullmatch(literal) is not None

    def to_value(self, literal: str, namespaces: Namespaces | None) -> Hashable:
        """The nearest number of 32 or 64 bits; the string `NaN`."""
        if literal == "NaN":
            return "NaN"
        number = float(literal)
        if self.name == "float":
            try:
                import struct

                number = float(struct.unpack("<f", struct.pack("<f", number))[0])
            except OverflowError:
                number = float("inf") if number > 0 else float("-inf")
        return number

    def compare(self, left: Any, right: Any) -> int | None:
        """See `SimpleType.compare`."""
        if left == right:
            return 0
        if "NaN" in (left, right):
            return None
        return -1 if left < right else 1

    def fault(self, literal: str) -> str:
        """Says what keeps it from being a number."""
        if literal.upper().strip("+-") in ("INF", "INFINITY", "NAN"):
            return "infinity is written INF or -INF, and what is no number NaN"
        return number_fault(literal, whole=False)

    def remedy(self, literal: str) -> str:
        """Offers the number with a point, and without spaces."""
        for repaired in (literal.replace(",", "."), literal.replace(" ", ""), literal.replace(",", "")):
            if repaired != literal and _FLOAT.fullmatch(repaired):
                return f"write {repaired}"
        return "write a number, for example 0.5"

    def describe(self) -> str:
        """See `Datatype.describe`."""
        return "a number"

    def example(self) -> str:
        """See `Datatype.example`."""
        return "0.5"

    def nearness(self, text: str) -> float:
        """Digits look like a number."""
        return _nearness(self, text)


def _decimal(literal: str) -> Decimal:
    from decimal import Decimal

    return Decimal(literal)


def number_fault(literal: str, whole: bool) -> str:
    """What keeps a literal from being a number."""
    if not literal:
        return "a number is needed"
    if not re.search(r"\d", literal):
        return "this is no number"
    if whole and _DECIMAL.fullmatch(literal):
        return "the number must be whole, without a point"
    if whole and _FLOAT.fullmatch(literal):
        return "the number must be written in digits only"
    if "," in literal and _NUMERIC.fullmatch(literal):
        return "a comma cannot stand in a number"
    if " " in literal and _NUMERIC.fullmatch(literal):
        return "a space cannot stand in a number"
    if strange := re.search(r"[^0-9.eE+-]", literal):
        return f"{show_character(strange.group())} cannot stand in a number"
    return "this is not the form of a number"


def _nearness(datatype: SimpleType, text: str) -> float:
    literal = collapse_space(text)
    if datatype.is_lexical(literal, None):
        return 1.0
    if not literal or not _NUMERIC.fullmatch(literal):
        return 0.05
    return 0.6 if literal.count("-") < 2 and ":" not in literal else 0.1
