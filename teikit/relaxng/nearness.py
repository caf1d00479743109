"""Which name was meant: distances between names, and the near ones among many."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_LONGEST = 60
"""Nobody means a name by anything longer."""


def distance(first: str, second: str, limit: int) -> int:
    """How many letters must be put in, left out, replaced or swapped with their neighbour to make one name the other.

    Returns:
        The number, or `limit + 1` where it is greater than the limit.
    """
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    previous = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        current = [i]
        for j, other in enumerate(second, 1):
            cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, previous = previous, current
    return min(previous[-1], limit + 1)


@lru_cache(maxsize=1 << 16)
def nearness(written: str, name: str) -> int | None:
    """How near a name is to what was written, smaller is nearer; `None` where it is too far to have been meant.

    Names that differ in case alone are nearest. Short names must be nearer than long ones: every two-letter name is
    within two letters of every other.
    """
    small, other = written.casefold(), name.casefold()
    if small == other:
        return 0
    limit = 1 if len(written) <= 4 else 2 if len(written) <= 8 else 3
    if len(written) <= 2 and (len(name) != len(written) or len(written) < 2 or set(small) != set(other)):
        return None
    found = distance(small, other, limit)
    if found <= limit:
        # Of names equally far off, the one that begins with the same letter was meant.
        return found * 2 + (small[:1] != other[:1])
    if min(len(small), len(other)) >= 4 and (small.startswith(other) or other.startswith(small)):
        return limit * 2 + 2
    return None


def nearest(written: str, names: Iterable[str]) -> list[str]:
    """The names that may have been meant, nearest first; among equals in the order given."""
    if len(written) > _LONGEST:
        return []
    scored = [(score, name) for name in dict.fromkeys(names) if (score := nearness(written, name)) is not None]
    scored.sort(key=lambda pair: pair[0])
    return [name for _score, name in scored]
