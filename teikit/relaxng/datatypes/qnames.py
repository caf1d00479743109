"""QName and NOTATION: names with a prefix that the context binds (XML Schema Part 2, 3.2.18 and 3.2.19).

NOTATION is checked as QName is (Guidelines for using XSD datatypes with RELAX NG, 3): a RELAX NG schema declares no
notations. Lengths are no facets of either, since a prefix can be of any length: each value meets them (4.3.1.3).
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from teikit.relaxng.datatypes.datatype import Namespaces, collapse_space
from teikit.relaxng.datatypes.simpletype import LENGTHS, SimpleType
from teikit.relaxng.datatypes.strings import name_fault
from teikit.relaxng.datatypes.xmlnames import is_ncname, split_qname
from teikit.relaxng.syntax import XML_NAMESPACE


class QNameType(SimpleType):
    """A qualified name.

    Args:
        name: `QName` or `NOTATION`.
    """

    facets = LENGTHS
    context_dependent = True

    def __init__(self, name: str) -> None:
        self.name = name

    def is_lexical(self, literal: str, namespaces: Namespaces | None) -> bool:
        """Whether it is a name and its prefix, if it has one, is bound."""
        found = split_qname(literal)
        if found is None:
            return False
        prefix = found[0]
        return prefix in ("", "xml") or bool(namespaces and namespaces.get(prefix))

    def to_value(self, literal: str, namespaces: Namespaces | None) -> Hashable:
        """The namespace URI and the local name; without a prefix, the default namespace holds."""
        prefix, _, local = literal.rpartition(":")
        if prefix == "xml":
            return (XML_NAMESPACE, local)
        return ((namespaces or {}).get(prefix, ""), local)

    def length(self, value: Any) -> int:
        """Not asked for; see the module."""
        return 0

    def fault(self, literal: str) -> str:
        """Either the form is wrong, or the prefix unknown."""
        if split_qname(literal):
            return f'the prefix "{literal.partition(":")[0]}" is not bound to a namespace here'
        parts = literal.split(":")
        if len(parts) > 2:
            return "a name has one colon at most"
        for part in parts:
            if not is_ncname(part):
                if len(parts) == 2 and not part:
                    return "a name must stand on both sides of the colon"
                return name_fault(part, colon=True, start=True)
        return "the form is not that of a name"

    def remedy(self, literal: str) -> str:
        """To bind the prefix, or to write a name."""
        if split_qname(literal):
            prefix = literal.partition(":")[0]
            return f'declare it, as in xmlns:{prefix}="…"'
        return f"write {self.describe()}, for example {self.example()}"

    def describe(self) -> str:
        """See `Datatype.describe`."""
        return "a name, with a prefix that is bound to a namespace or with none"

    def example(self) -> str:
        """See `Datatype.example`."""
        return "xml:id"

    def nearness(self, text: str) -> float:
        """One colon in a word looks like a QName."""
        return 0.9 if split_qname(collapse_space(text)) else 0.2
