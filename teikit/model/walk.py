"""Going through the nodes of a cable, whatever holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

#: The fields in which a node holds other nodes, in the order in which their words stand in the source.
_HOLDING = ("speaker", "head", "label", "lines", "items", "content", "inner", "abbr", "expan", "rows", "blocks")


_KNOWN: dict[type, tuple[str, ...]] = {}


def holding(kind: type) -> tuple[str, ...]:
    """The fields in which nodes of a kind hold others, in the order of the source; none for what holds only words."""
    known = _KNOWN.get(kind)
    if known is None:
        names = {field.name for field in fields(kind)}
        known = _KNOWN[kind] = tuple(name for name in _HOLDING if name in names)
    return known


def walk(nodes: Iterable[object]) -> Iterator[object]:
    """Nodes and all that is in them, in the order of the source; a node before what it holds."""
    stack = list(nodes)
    stack.reverse()
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):  # a row of a table
            stack.extend(reversed(node))
            continue
        yield node
        # Most nodes are words and hold nothing.
        for name in reversed(_KNOWN.get(node.__class__) or holding(node.__class__)):
            if inner := getattr(node, name):
                stack.extend(reversed(inner))
