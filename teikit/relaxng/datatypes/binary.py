"""hexBinary and base64Binary: octets written as text (XML Schema Part 2, 3.2.15 and 3.2.16)."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Hashable
from typing import ClassVar

from teikit.relaxng.datatypes.datatype import Namespaces, show_character
from teikit.relaxng.datatypes.simpletype import LENGTHS, SimpleType

# In the last group the bits that no octet takes must be zero (3.2.16, productions of the second edition).
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})*")


class BinaryType(SimpleType):
    """hexBinary or base64Binary.

    Args:
        name: The type's name.
    """

    facets = LENGTHS
    units: ClassVar[str] = "octets"

    def __init__(self, name: str) -> None:
        self.name = name
        self._hex = name == "hexBinary"

    def is_lexical(self, literal: str, namespaces: Namespaces | None) -> bool:
        """Whether the octets are complete; in base64 there may be single spaces between any two characters."""
        return (_HEX if self._hex else _BASE64).fullmatch(self._dense(literal)) is not None

    def _dense(self, literal: str) -> str:
        return literal if self._hex else literal.replace(" ", "")

    def to_value(self, literal: str, namespaces: Namespaces | None) -> Hashable:
        """The octets."""
        return bytes.fromhex(literal) if self._hex else b64decode(self._dense(literal))

    def fault(self, literal: str) -> str:
        """Says which character is strange, or what is missing."""
        dense = self._dense(literal)
        strange = re.search(r"[^0-9A-Fa-f]" if self._hex else r"[^A-Za-z0-9+/=]", dense)
        if strange:
            return (
                f"{show_character(strange.group())} cannot stand in {'hexadecimal' if self._hex else 'base64'} digits"
            )
        if self._hex:
            return "each octet has two digits, so their number must be even"
        if len(dense) % 4:
            return 'the number of characters must be a multiple of four, filled up with "="'
        if "=" in dense.rstrip("=") or dense.endswith("==="):
            return 'at most two "=" may stand, at the end'
        return 'the character before the "=" has bits that no octet takes'

    def remedy(self, literal: str) -> str:
        """Shows the form."""
        return f"write {self.describe()}, for example {self.example()}"

    def describe(self) -> str:
        """See `Datatype.describe`."""
        return "hexadecimal digits" if self._hex else "octets in base64"

    def example(self) -> str:
        """See `Datatype.example`."""
        return "0FB7" if self._hex else "dGV4dA=="
