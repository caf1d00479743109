"""Which units of two texts answer each other, by their lengths and the words and numbers they share.

Dynamic programming over beads of one to one, one to two, two to one and so on, after Gale and Church (Computational Linguistics 19, 1993),
with a reward for shared numerals, Latin-script words and names, which survive translation.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from teikit.patterns import lazy_pattern

#: Beads and what they cost beside the fit of the lengths: one to one is what translators do.
_BEADS = {
    (1, 1): 0.0,
    (1, 2): 2.2,
    (2, 1): 2.2,
    (1, 3): 3.4,
    (3, 1): 3.4,
    (1, 4): 4.4,
    (4, 1): 4.4,
    (2, 2): 4.5,
    (1, 0): 6.0,
    (0, 1): 6.0,
}
_VARIANCE = 0.12
_ANCHOR = lazy_pattern(r"\d+(?:[.,]\d+)*|\p{Latin}{2,}")
_REWARD = 1.5
_MOST_UNITS = 2000

Link = tuple[tuple[int, ...], tuple[int, ...]]


def align_units(first: Sequence[str], second: Sequence[str]) -> list[Link]:
    """Align two lists of units.

    Args:
        first: The units of one text.
        second: The units of the other.

    Returns:
        Links between indices, counted from 0, in order; a unit without counterpart is in a link with an empty side.
    """
    if not first or not second:
        return [((index,), ()) for index in range(len(first))] + [((), (index,)) for index in range(len(second))]
    if len(first) > _MOST_UNITS or len(second) > _MOST_UNITS:
        return [((index,), (index,)) for index in range(min(len(first), len(second)))]
    lengths_a, lengths_b = [len(text) + 1 for text in first], [len(text) + 1 for text in second]
    ratio = sum(lengths_b) / sum(lengths_a)
    anchors_a = [Counter(_ANCHOR.findall(text.casefold())) for text in first]
    anchors_b = [Counter(_ANCHOR.findall(text.casefold())) for text in second]
    rows, columns = len(first), len(second)
    cost = [[math.inf] * (columns + 1) for _ in range(rows + 1)]
    back: list[list[tuple[int, int]]] = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    cost[0][0] = 0.0
    for i in range(rows + 1):
        for j in range(columns + 1):
            if math.isinf(cost[i][j]):
                continue
            for (a, b), penalty in _BEADS.items():
                if i + a > rows or j + b > columns:
                    continue
                total = cost[i][j] + penalty
                if a and b:
                    total += _misfit(sum(lengths_a[i : i + a]) * ratio, sum(lengths_b[j : j + b]))
                    total -= _reward(anchors_a[i : i + a], anchors_b[j : j + b])
                if total < cost[i + a][j + b] - 1e-12:
                    cost[i + a][j + b] = total
                    back[i + a][j + b] = (a, b)
    links: list[Link] = []
    i, j = rows, columns
    while i or j:
        a, b = back[i][j]
        links.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return links[::-1]


def _misfit(expected: float, found: float) -> float:
    """How unlikely the two lengths are for a translation, as a squared deviation of their logarithms."""
    return math.log(found / expected) ** 2 / (2 * _VARIANCE)


def _reward(first: Sequence[Counter[str]], second: Sequence[Counter[str]]) -> float:
    left: Counter[str] = sum(first, Counter())
    right: Counter[str] = sum(second, Counter())
    shared = sum((left & right).values())
    smaller = min(sum(left.values()), sum(right.values()))
    return _REWARD * shared / smaller if smaller else 0.0
