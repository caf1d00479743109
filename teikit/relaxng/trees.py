"""Walks a tree that lxml has read, in the order in which a parser would report it. Needs no import of lxml."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from teikit.relaxng.places import TreePlaces
from teikit.relaxng.reader import EntityError


def walk(
    root: Any,
    places: TreePlaces,
    start: Callable[[str, dict[str, str]], None],
    characters: Callable[[str], None],
    end: Callable[[], None],
    *,
    prefixes: bool = False,
) -> None:
    """Report a tree as events.

    Args:
        root: An element.
        places: Is told which element is being read.
        start: Takes a start tag: name and attributes, as `namespace}local`.
        characters: Takes text.
        end: Takes an end tag.
        prefixes: Whether names come as `namespace}local}prefix`.

    Raises:
        EntityError: At a reference that the parser left in the tree.
    """
    places.element = root
    start(_name(root, prefixes), _attributes(root, prefixes))
    if root.text:
        characters(root.text)
    stack: list[tuple[Any, Iterator[Any]]] = [(root, iter(root))]
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            places.element = element
            end()
            if stack and element.tail:
                characters(element.tail)
            continue
        if isinstance(child.tag, str):
            places.element = child
            start(_name(child, prefixes), _attributes(child, prefixes))
            if child.text:
                characters(child.text)
            stack.append((child, iter(child)))
            continue
        # Comments and processing instructions have functions for tags, and so have references to entities.
        if getattr(child.tag, "__name__", "") == "Entity":
            places.element = element
            raise EntityError(f"the entity {child.text} was not expanded when the document was read")
        if child.tail:
            characters(child.tail)


def _name(element: Any, prefixes: bool) -> str:
    tag: str = element.tag
    name = tag[1:] if tag[:1] == "{" else tag
    if prefixes and element.prefix:
        return f"{name}}}{element.prefix}"
    return name


def _attributes(element: Any, prefixes: bool) -> dict[str, str]:
    attributes = element.attrib
    if not attributes:
        return {}
    found: dict[str, str] = {}
    for key, value in attributes.items():
        if key[:1] != "{":
            found[key] = value
            continue
        name = key[1:]
        if prefixes:
            namespace = name.partition("}")[0]
            prefix = next((p for p, uri in element.nsmap.items() if uri == namespace and p), "")
            name = f"{name}}}{prefix}" if prefix else name
        found[name] = value
    return found


def scope_of(places: TreePlaces) -> dict[str, str]:
    """The prefixes in scope at the element that is being read."""
    found = {prefix or "": uri for prefix, uri in places.element.nsmap.items()}
    found.setdefault("", "")
    found["xml"] = "http://www.w3.org/XML/1998/namespace"
    return found
