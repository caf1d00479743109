"""Lists whose labels count on several levels: what a dialect read point after point is put under the point that it belongs to.

`3. Goods landed`, `A. Flour`, `B. Timber`, `4. Remarks`: A and B are a list in the item 3. A list in which one label continues nothing and
begins nothing stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from teikit.model import Item, ItemList
from teikit.source import SourceText, Span
from teikit.structure.labels import label_of
from teikit.structure.points import Point, points_of


def nested(source: SourceText, block: ItemList) -> ItemList:
    """A list with the items of its inner levels in lists of their own.

    Args:
        source: The transcript.
        block: The list; one of participants or of references is no list of points.
    """
    if block.kind or len(block.items) < 2 or any(item.inner or not item.label for item in block.items):
        return block
    points = points_of([label_of(source.text[item.span.start : item.span.end]) for item in block.items])
    if points is None or not any(point.inner for point in points):
        return block
    return replace(block, items=_items(block.items, points))


def _items(items: Sequence[Item], points: Sequence[Point]) -> tuple[Item, ...]:
    return tuple(_item(items, point) for point in points)


def _item(items: Sequence[Item], point: Point) -> Item:
    own = items[point.first]
    if not point.inner:
        return own
    within = _items(items, point.inner)
    inner = ItemList(Span(within[0].span.start, within[-1].span.end), within)
    return replace(own, span=Span(own.span.start, inner.span.end), inner=(inner,))
