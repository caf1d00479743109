"""Section 3 of the specification: which elements and attributes a schema may hold, and where.

The rules are those of the RELAX NG schema for RELAX NG, applied to a `Syntax` tree by its own table: a pattern is
allowed wherever a pattern is, and `choice` and `except` hold name classes or patterns by where they stand. The simple
value checks that the specification gives with the syntax (names are NCNames, `href` has no fragment) are here too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NoReturn

from teikit.relaxng.errors import SchemaSyntaxError
from teikit.relaxng.syntax import Syntax

_LEAVES: Final = frozenset(("ref", "parentRef", "empty", "text", "notAllowed", "externalRef"))
_COMBINING: Final = frozenset(("group", "interleave", "choice", "optional", "zeroOrMore", "oneOrMore", "list", "mixed"))
PATTERN_NAMES: Final = _LEAVES | _COMBINING | {"element", "attribute", "value", "data", "grammar"}
NAME_CLASS_NAMES: Final = frozenset(("name", "anyName", "nsName", "choice"))
_GRAMMAR_CONTENT: Final = frozenset(("start", "define", "div", "include"))
_INCLUDE_CONTENT: Final = frozenset(("start", "define", "div"))
RELAXNG_NAMES: Final = PATTERN_NAMES | NAME_CLASS_NAMES | _GRAMMAR_CONTENT | {"except", "param"}

_COMMON: Final = frozenset(("ns", "datatypeLibrary"))
# Attributes beside the common ones: (must have, may have).
_ATTRIBUTES: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "element": ((), ("name",)),
    "attribute": ((), ("name",)),
    "ref": (("name",), ()),
    "parentRef": (("name",), ()),
    "define": (("name",), ("combine",)),
    "start": ((), ("combine",)),
    "param": (("name",), ()),
    "data": (("type",), ()),
    "value": ((), ("type",)),
    "externalRef": (("href",), ()),
    "include": (("href",), ()),
}
_NONE: Final[tuple[tuple[str, ...], tuple[str, ...]]] = ((), ())
_PLAIN: Final = frozenset(("empty", "text", "notAllowed", "value"))
_TEXT_ONLY: Final = frozenset(("name", "value", "param"))

_ASCII_NAME: Final = re.compile(r"[A-Z_a-z][A-Z_a-z0-9.\-]*")
WHITE_SPACE: Final = " \t\n\r"
_ABSOLUTE_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[^#%\s]|%[0-9A-Fa-f]{2})+")


def fail(message: str, node: Syntax, rule: str = "3") -> NoReturn:
    """Raise a `SchemaSyntaxError` at a node."""
    at = node.location
    raise SchemaSyntaxError(message, rule=rule, file=at.file, line=at.line, column=at.column)


@lru_cache(maxsize=1 << 14)
def is_nc_name(text: str) -> bool:
    """Whether the text is an XML name without a colon."""
    if text.isascii():
        return _ASCII_NAME.fullmatch(text) is not None
    # Beyond ASCII, the editions of XML differ: what counts is which names the parser of the documents can read.
    from xml.parsers import expat

    if ":" in text or not text or any(character in text for character in "<>/ \t\r\n=\"'&"):
        return False
    try:
        expat.ParserCreate().Parse(f"<{text}/>".encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError:
        return False
    return True


def is_qname(text: str) -> bool:
    """Whether the text is a name, or a prefix, a colon and a name."""
    return all(is_nc_name(part) for part in text.split(":")) and text.count(":") <= 1


def check_structure(root: Syntax) -> None:
    """Hold a schema against section 3.

    Args:
        root: The outermost element: a pattern, or a grammar.

    Raises:
        SchemaSyntaxError: At the first element or attribute that may not be where it is.
    """
    if root.name not in PATTERN_NAMES:
        fail(f"<{root.name}> cannot be the outermost element of a schema; that is a pattern, mostly <grammar>", root)
    todo: list[tuple[Syntax, bool]] = [(root, False)]
    while todo:
        node, names = todo.pop()
        if node.attributes or node.name in _ATTRIBUTES:
            _check_attributes(node)
        if node.name in _COMBINING and node.children and not names:
            todo += _patterns(node, node.children)
        else:
            todo += _children(node, names)


def _check_attributes(node: Syntax) -> None:
    name = node.name
    attributes = node.attributes
    must, may = _ATTRIBUTES.get(name, _NONE)
    for key in must:
        if key not in attributes:
            fail(f"<{name}> needs the attribute {key}", node)
    for key, written in attributes.items():
        value = written.strip(WHITE_SPACE)
        if key == "ns":
            continue
        if key == "datatypeLibrary":
            if value and not _ABSOLUTE_URI.fullmatch(value):
                fail(f'datatypeLibrary "{value}" is not an absolute URI without a fragment', node, "4.3")
        elif key not in must and key not in may:
            known = ", ".join(sorted(_COMMON.union(must, may)))
            fail(f'<{name}> takes no attribute "{key}"; it takes {known}', node)
        elif key == "href":
            if "#" in value:
                fail(f'href "{value}" has a fragment identifier; a schema is a whole file', node, "4.5")
        elif key == "combine":
            if value not in ("choice", "interleave"):
                fail(f'combine is "choice" or "interleave", not "{value}"', node)
        elif key == "name" and name in ("element", "attribute"):
            if not is_qname(value):
                fail(f'"{value}" is not a qualified name', node)
        elif not is_nc_name(value):
            fail(f'{key} "{value}" is not a name without a colon', node)


def _children(node: Syntax, names: bool) -> list[tuple[Syntax, bool]]:
    """The children, each with whether it is read as a name class; raises where one may not be."""
    name, children = node.name, node.children
    if name in _LEAVES or name in _TEXT_ONLY:
        if children:
            fail(f"<{name}> cannot hold <{children[0].name}>", children[0])
        if name == "name" and not is_qname(node.text.strip(WHITE_SPACE)):
            fail(f'"{node.text.strip(WHITE_SPACE)}" is not a qualified name', node)
        return []
    if name in ("element", "attribute"):
        rest = children
        found: list[tuple[Syntax, bool]] = []
        if "name" not in node.attributes:
            if not children or children[0].name not in NAME_CLASS_NAMES:
                fail(f"<{name}> needs a name: the attribute name, or <name>, <anyName>, <nsName>, <choice> first", node)
            found, rest = [(children[0], True)], children[1:]
        if name == "element" and not rest:
            fail("<element> needs content; write <empty/> for an element without any", node)
        if name == "attribute" and len(rest) > 1:
            fail("<attribute> holds one pattern; group several", rest[1])
        return found + _patterns(node, rest)
    if name in ("grammar", "div", "include"):
        allowed = _INCLUDE_CONTENT if name == "include" or names else _GRAMMAR_CONTENT
        inside = name == "include" or names
        for child in children:
            if child.name not in allowed:
                fail(f"<{name}> cannot hold <{child.name}> here; it holds {_either(allowed)}", child)
        # Within an include, the flag says that divs may hold no further include.
        return [(child, inside and child.name == "div") for child in children]
    if name == "data":
        return _data_children(node)
    if name in ("anyName", "nsName"):
        for child in children[:1]:
            if child.name != "except":
                fail(f"<{name}> holds only <except>", child)
        if len(children) > 1:
            fail(f"<{name}> holds one <except>", children[1])
        return [(child, True) for child in children]
    if name == "start" and len(children) != 1:
        fail("<start> holds one pattern", node)
    if not children:
        fail(f"<{name}> needs content", node)
    if names:
        for child in children:
            if child.name not in NAME_CLASS_NAMES:
                fail(f"<{child.name}> is no name class; <{name}> holds {_either(NAME_CLASS_NAMES)} here", child)
        return [(child, True) for child in children]
    return _patterns(node, children)


def _patterns(node: Syntax, children: Sequence[Syntax]) -> list[tuple[Syntax, bool]]:
    found: list[tuple[Syntax, bool]] = []
    for child in children:
        name, attributes = child.name, child.attributes
        # Most of a schema are references and other leaves: they are not worth a turn of their own.
        if name == "ref":
            if len(attributes) == 1 and not child.children and is_nc_name(attributes.get("name", "")):
                continue
        elif name in _PLAIN and not attributes and not child.children:
            continue
        if name not in PATTERN_NAMES:
            fail(f"<{name}> cannot stand in <{node.name}> here; a pattern can", child)
        found.append((child, False))
    return found


def _data_children(node: Syntax) -> list[tuple[Syntax, bool]]:
    for index, child in enumerate(node.children):
        if child.name == "except":
            if index != len(node.children) - 1:
                fail("<except> comes last in <data>, and once", node.children[index + 1])
        elif child.name != "param":
            fail(f"<data> holds <param> and <except>, not <{child.name}>", child)
    return [(child, False) for child in node.children]


def _either(names: frozenset[str]) -> str:
    return ", ".join(f"<{name}>" for name in sorted(names))
