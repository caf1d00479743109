"""The datatypes that RELAX NG schemas name: the built-in ones, all of XSD's, and those of RELAX NG DTD Compatibility.

    >>> from teikit.relaxng.datatypes import get_library
    >>> date = get_library("http://www.w3.org/2001/XMLSchema-datatypes").create("date", [])
    >>> date.allows("1994-02-28")
    True
    >>> print(date.why_not("1994-02-30"))
    1994-02-30: February 1994 has 28 days; write YYYY-MM-DD, for example 1994-02-28

XSD's are those of XML Schema Part 2, second edition, with the year 0000 of XSD 1.1, which TEI has use for.
"""

from __future__ import annotations

from teikit.relaxng.datatypes.builtin import BuiltinLibrary, CompatibilityLibrary
from teikit.relaxng.datatypes.datatype import Datatype, DatatypeLibrary, IdKind, Scope, collapse_space
from teikit.relaxng.syntax import COMPATIBILITY_DATATYPES, XSD_DATATYPES

__all__ = ["Datatype", "DatatypeLibrary", "IdKind", "Scope", "collapse_space", "get_library"]

_BUILTIN = BuiltinLibrary()
_COMPATIBILITY = CompatibilityLibrary()


def get_library(uri: str) -> DatatypeLibrary | None:
    """The datatype library that a `datatypeLibrary` attribute means, or `None` where there is none of that URI."""
    if not uri:
        return _BUILTIN
    if uri == XSD_DATATYPES:
        from teikit.relaxng.datatypes.xsd import XSD

        return XSD
    if uri == COMPATIBILITY_DATATYPES:
        return _COMPATIBILITY
    return None
