"""The two libraries that are small: RELAX NG's own, and that of RELAX NG DTD Compatibility.

The built-in library (specification, section 6.2.7 and 6.2.8) has `string`, which is equal character by character, and
`token`, which is equal after white space is collapsed; both hold every string. The compatibility library (RELAX NG DTD
Compatibility, section 5) has `ID`, `IDREF` and `IDREFS`, which are XSD's without its facets.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

from teikit.relaxng.datatypes.datatype import Datatype, DatatypeLibrary, Namespaces, collapse_space
from teikit.relaxng.errors import DatatypeError
from teikit.relaxng.syntax import COMPATIBILITY_DATATYPES


class BuiltinString(Datatype):
    """`string` of the built-in library: any text, compared as it stands."""

    name = "string"

    def allows(self, text: str, namespaces: Namespaces | None = None) -> bool:
        """Any text is a string."""
        return True

    def value(self, text: str, namespaces: Namespaces | None = None) -> Hashable | None:
        """The text itself."""
        return text

    def why_not(self, text: str) -> str:
        """There is no text that is none."""
        return ""

    def describe(self) -> str:
        """Any text."""
        return "any text"

    def example(self) -> str:
        """Some text."""
        return "text"


class BuiltinToken(BuiltinString):
    """`token` of the built-in library: any text, compared after white space is collapsed."""

    name = "token"

    def value(self, text: str, namespaces: Namespaces | None = None) -> Hashable | None:
        """The text with its white space collapsed."""
        return collapse_space(text)


class BuiltinLibrary(DatatypeLibrary):
    """The library whose URI is empty."""

    uri: ClassVar[str] = ""
    _types: ClassVar[dict[str, Datatype]] = {"string": BuiltinString(), "token": BuiltinToken()}

    @property
    def type_names(self) -> tuple[str, ...]:
        """`string` and `token`."""
        return tuple(sorted(self._types))

    def create(self, type_name: str, params: Sequence[tuple[str, str]] = ()) -> Datatype:
        """See `DatatypeLibrary.create`; these types take no parameters."""
        found = self._types.get(type_name)
        if found is None:
            raise self.unknown_type(type_name)
        if params:
            raise DatatypeError(
                f'The built-in type "{type_name}" takes no parameters, so "{params[0][0]}" must go; for facets write '
                f"the type of the same name from the library http://www.w3.org/2001/XMLSchema-datatypes",
                rule="4.16",
            )
        return found


class CompatibilityLibrary(DatatypeLibrary):
    """ID, IDREF and IDREFS for schemas that want cross-references and not XSD."""

    uri: ClassVar[str] = COMPATIBILITY_DATATYPES

    @property
    def type_names(self) -> tuple[str, ...]:
        """`ID`, `IDREF`, `IDREFS`."""
        return ("ID", "IDREF", "IDREFS")

    def create(self, type_name: str, params: Sequence[tuple[str, str]] = ()) -> Datatype:
        """See `DatatypeLibrary.create`; these types take no parameters."""
        from teikit.relaxng.datatypes.xsd import XSD

        if type_name not in self.type_names:
            raise self.unknown_type(type_name)
        if params:
            raise DatatypeError(
                f'The type "{type_name}" of {self.uri} takes no parameters, so "{params[0][0]}" must go', rule="4.16"
            )
        return XSD.create(type_name)
