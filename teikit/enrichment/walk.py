"""Going through a cable's blocks and inlines, and changing them on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from teikit.model import Block, Division, Gap, Inline, Speech

_CONTENT = ("content", "abbr", "expan", "speaker", "label", "head")


def map_gaps(node: object, change: Callable[[Gap], Gap]) -> object:
    """A copy of a node with each gap changed, in the order of the source; the node itself where it holds none."""
    if isinstance(node, Gap):
        return change(node)
    fresh: dict[str, object] = {}
    for name in ("speaker", "head", "label", "lines", "items", "content", "abbr", "expan", "rows", "blocks"):
        inner = getattr(node, name, None)
        if isinstance(inner, tuple) and inner and not isinstance(inner[0], str):
            changed = tuple(_map_one(one, change) for one in inner)
            if any(new is not old for new, old in zip(changed, inner, strict=True)):
                fresh[name] = changed
    return replace(node, **fresh) if fresh else node  # type: ignore[type-var]  # every node is a dataclass


def _map_one(one: object, change: Callable[[Gap], Gap]) -> object:
    if isinstance(one, tuple):
        changed = tuple(map_gaps(inner, change) for inner in one)
        return changed if any(new is not old for new, old in zip(changed, one, strict=True)) else one
    return map_gaps(one, change)


def gaps(node: object) -> list[Gap]:
    """The gaps of a node in the order of the source."""
    found: list[Gap] = []

    def take(gap: Gap) -> Gap:
        found.append(gap)
        return gap

    map_gaps(node, take)
    return found


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
        for name in _CONTENT[:2]:
            inner = getattr(node, name, None)
            if isinstance(inner, tuple):
                out.append(plain(inner))
    return "".join(out)
