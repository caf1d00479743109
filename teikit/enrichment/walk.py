"""Going through a cable's blocks and inlines, and changing them on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from teikit.model import Block, Division, Gap, Inline, Speech
from teikit.model.walk import holding, walk

_CONTENT = ("content", "abbr")


def map_gaps(node: object, change: Callable[[Gap], Gap]) -> object:
    """A copy of a node with each gap changed, in the order of the source; the node itself where it holds none."""
    if isinstance(node, Gap):
        return change(node)
    if isinstance(node, tuple):  # a row of a table
        return _map_all(node, change)
    fresh: dict[str, object] = {}
    for name in holding(node.__class__):
        inner = getattr(node, name)
        if inner and (changed := _map_all(inner, change)) is not inner:
            fresh[name] = changed
    return replace(node, **fresh) if fresh else node  # type: ignore[type-var]  # every node is a dataclass


def _map_all(nodes: tuple[object, ...], change: Callable[[Gap], Gap]) -> tuple[object, ...]:
    changed = [map_gaps(node, change) for node in nodes]
    return tuple(changed) if any(new is not old for new, old in zip(changed, nodes, strict=True)) else nodes


def gaps(node: object) -> list[Gap]:
    """The gaps of a node in the order of the source."""
    return [inner for inner in walk((node,)) if isinstance(inner, Gap)]


def blocks_of(division: Division | Speech) -> Iterator[Block]:
    """The blocks of a division in order; turns and nested divisions before what is in them."""
    for block in division.blocks:
        yield block
        if isinstance(block, Division | Speech):
            yield from blocks_of(block)


def plain(content: tuple[Inline, ...]) -> str:
    """The words of some inline nodes: gaps and notes leave none, expansions give the abbreviation."""
    out: list[str] = []
    for node in content:
        text = getattr(node, "text", None)
        if isinstance(text, str):
            out.append(text)
        for name in _CONTENT:
            inner = getattr(node, name, None)
            if isinstance(inner, tuple):
                out.append(plain(inner))
    return "".join(out)
