"""The neutral syntax tree: what both the XML and the compact syntax say, before any simplification.

A `Syntax` is one element of the full XML syntax (specification, section 3), whichever notation it was written in. White
space is as written: simplification trims names and types (4.2). The readers promise:

- `name` is the local name of a RELAX NG element (`element`, `ref`, `anyName` …). Foreign elements are never children;
  they are kept in `annotations`, and the text of `a:documentation` also in `documentation`.
- `attributes` holds the attributes in no namespace (`name`, `ns`, `type`, `combine`, `href`, `datatypeLibrary`).
- `text` is the character content of `name`, `value` and `param`; empty for every other element.
- `namespaces` are the prefixes in scope, for QNames; the key `""` is the default namespace and plays no part in
  RELAX NG's own names. `xml` need not be there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

RELAXNG_NAMESPACE = "http://relaxng.org/ns/structure/1.0"
ANNOTATION_NAMESPACE = "http://relaxng.org/ns/compatibility/annotations/1.0"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns"
XSD_DATATYPES = "http://www.w3.org/2001/XMLSchema-datatypes"
COMPATIBILITY_DATATYPES = "http://relaxng.org/ns/compatibility/datatypes/1.0"


class Location(NamedTuple):
    """A place in a schema.

    Attributes:
        file: The file as it was named; empty for a schema given as a string without a name.
        line: Counted from 1.
        column: Counted from 1, in characters.
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return ":".join(str(part) for part in self if part)


class Annotation:
    """A foreign element inside a schema.

    Attributes:
        name: The name as `{namespace}local`, or `local` in no namespace.
        attributes: Its attributes, named alike.
        children: Text and elements in their order.
        line: Where it begins; 0 where its reader does not say.
    """

    __slots__ = ("attributes", "children", "line", "name")

    def __init__(
        self, name: str, attributes: Mapping[str, str], children: tuple[Annotation | str, ...] = (), line: int = 0
    ) -> None:
        self.name = name
        self.attributes = attributes
        self.children = children
        self.line = line

    @property
    def text(self) -> str:
        """All text within, in order."""
        if len(self.children) == 1 and isinstance(self.children[0], str):
            return self.children[0]
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


def tidy(documentation: str) -> str:
    """Documentation as it is shown: in one line, white space reduced to single spaces."""
    return " ".join(documentation.split())


NO_ANNOTATIONS: tuple[Annotation, ...] = ()
NO_FOREIGN: Mapping[str, str] = {}


class Syntax:
    """One RELAX NG element of a schema.

    Treat it as frozen. It is a plain class because a large schema has tens of thousands, and is read at every start.

    Attributes:
        name: Local name.
        attributes: Attributes in no namespace.
        children: The RELAX NG elements within.
        text: Character content of `name`, `value`, `param`.
        namespaces: Prefix to namespace URI in scope; nodes with the same scope share one mapping.
        location: Where the element begins.
        documentation: The text of its `a:documentation` children (`##` comments in the compact syntax), white space
            as written; or empty.
        annotations: All foreign elements within, `a:documentation` among them.
        foreign: Attributes in a foreign namespace, by `{namespace}local`.
        base: The base for relative `href`s where `xml:base` sets one; empty means the file of `location`.
    """

    __slots__ = (
        "annotations",
        "attributes",
        "base",
        "children",
        "documentation",
        "foreign",
        "location",
        "name",
        "namespaces",
        "text",
    )

    def __init__(
        self,
        name: str,
        attributes: Mapping[str, str],
        children: Sequence[Syntax],
        text: str,
        namespaces: Mapping[str, str],
        location: Location,
        documentation: str = "",
        annotations: tuple[Annotation, ...] = NO_ANNOTATIONS,
        foreign: Mapping[str, str] = NO_FOREIGN,
        base: str = "",
    ) -> None:
        self.name = name
        self.attributes = attributes
        self.children = children
        self.text = text
        self.namespaces = namespaces
        self.location = location
        self.documentation = documentation
        self.annotations = annotations
        self.foreign = foreign
        self.base = base

    def __repr__(self) -> str:
        return f"<{self.name} at {self.location}>"
