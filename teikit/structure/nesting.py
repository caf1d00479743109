"""Lists whose labels count on several levels: what a dialect read point after point is put under the point that it belongs to.

`3. Goods landed`, `A. Flour`, `B. Timber`, `4. Remarks`: A and B are a list in the item 3. A list in which one label continues nothing and
begins nothing stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from teikit.model import Item, ItemList
from teikit.source import SourceText, Span
from teikit.structure.labels import Label, label_of


@dataclass
class _Node:
    item: Item
    inner: list[_Node] = field(default_factory=list)


@dataclass
class _Level:
    style: str
    place: int
    nodes: list[_Node]


def nested(source: SourceText, block: ItemList) -> ItemList:
    """A list with the items of its inner levels in lists of their own.

    Args:
        source: The transcript.
        block: The list; one of participants or of references is no list of points.
    """
    if block.kind or len(block.items) < 2 or any(item.inner or not item.label for item in block.items):
        return block
    labels = [label_of(source.text[item.span.start : item.span.end]) for item in block.items]
    outermost: list[_Node] = []
    levels: list[_Level] = []
    for item, label in zip(block.items, labels, strict=True):
        if label is None or not _put(outermost, levels, _Node(item), label):
            return block
    if not any(node.inner for node in outermost):
        return block
    return replace(block, items=_items(outermost))


def _put(outermost: list[_Node], levels: list[_Level], node: _Node, label: Label) -> bool:
    """Give an item its place; false where its label has none."""
    if not levels:
        # A list may be taken up in the middle: its first paragraph stands before it.
        style = label.first()
        own, place = next((one for one in label.readings if one[0] == style), label.readings[0])
        levels.append(_Level(own, place, outermost))
        outermost.append(node)
        return True
    for depth in range(len(levels) - 1, -1, -1):
        level = levels[depth]
        if label.follows(level.style, level.place):
            del levels[depth + 1 :]
            level.place += not label.bullet
            level.nodes.append(node)
            return True
    style = label.first()
    if style is None or any(level.style == style for level in levels):
        return False
    inner = levels[-1].nodes[-1].inner
    inner.append(node)
    levels.append(_Level(style, int(not label.bullet), inner))
    return True


def _items(nodes: Sequence[_Node]) -> tuple[Item, ...]:
    return tuple(_item(node) for node in nodes)


def _item(node: _Node) -> Item:
    if not node.inner:
        return node.item
    items = _items(node.inner)
    inner = ItemList(Span(items[0].span.start, items[-1].span.end), items)
    return replace(node.item, span=Span(node.item.span.start, inner.span.end), inner=(inner,))
