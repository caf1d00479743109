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
    end: Callable[[str], None],
    *,
    prefixes: bool = False,
) -> None:
    """Report a tree as events.

    Args:
        root: An element.
        places: Is told which element is being read.
        start: Takes a start tag: the name as `{namespace}local`, those of attributes as `namespace}local`.
        characters: Takes text.
        end: Takes an end tag.
        prefixes: Whether names come as `namespace}local}prefix`, for messages.

    Raises:
        EntityError: At a reference that the parser left in the tree.
    """
    places.element = root
    start(_written(root) if prefixes else root.tag, _attributes(root, prefixes))
    if root.text:
        characters(root.text)
    stack: list[tuple[Any, Iterator[Any]]] = [(root, iter(root))]
    while stack:
        element, children = stack[-1]
        for child in children:
            tag = child.tag
            if isinstance(tag, str):
                places.element = child
                start(_written(child) if prefixes else tag, _attributes(child, prefixes) if child.attrib else {})
                text = child.text
                if text:
                    characters(text)
                if len(child):
                    stack.append((child, iter(child)))
                    break
                end(tag)
            elif getattr(tag, "__name__", "") == "Entity":
                # Comments and processing instructions have functions for tags, and so have references to entities.
                places.element = element
                raise EntityError(f"the entity {child.text} was not expanded when the document was read")
            tail = child.tail
            if tail:
                characters(tail)
        else:
            stack.pop()
            places.element = element
            end(element.tag)
            if stack and element.tail:
                characters(element.tail)


def _written(element: Any) -> str:
    """The name of an element with its prefix."""
    tag: str = element.tag
    name = tag[1:] if tag[:1] == "{" else tag
    return f"{name}}}{element.prefix}" if element.prefix else name


def _attributes(element: Any, prefixes: bool) -> dict[str, str]:
    found: dict[str, str] = dict(element.attrib)
    if not any(key[0] == "{" for key in found):
        return found
    renamed: dict[str, str] = {}
    for key, value in found.items():
        if key[0] != "{":
            renamed[key] = value
            continue
        name = key[1:]
        if prefixes:
            namespace = name.partition("}")[0]
            prefix = next((p for p, uri in element.nsmap.items() if uri == namespace and p), "")
            name = f"{name}}}{prefix}" if prefix else name
        renamed[name] = value
    return renamed


def scope_of(places: TreePlaces) -> dict[str, str]:
    """The prefixes in scope at the element that is being read."""
    found = {prefix or "": uri for prefix, uri in places.element.nsmap.items()}
    found.setdefault("", "")
    found["xml"] = "http://www.w3.org/XML/1998/namespace"
    return found
