"""Which lines of a text begin points, and on which level: a stack of counts, of which the innermost that a label continues takes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from teikit.patterns import lazy_pattern
from teikit.structure.labels import Label, label_of

#: A line after which a sentence does not go on.
_CLOSED = lazy_pattern(r"[^\p{Ll},\-–—]\s*\Z")
#: Labels that begin no list are noise; of so many, the next is not looked at.
_MOST_TRIED = 200
#: So many lines behind the first point there is a second.
_FAR = 400


@dataclass
class Point:
    """A point and what is in it.

    Attributes:
        first: The index of its first line.
        last: The index of its last one, those of inner points not counted.
        label: Its label.
        style: The style in which it counts.
        inner: The points in it.
    """

    first: int
    last: int
    label: Label
    style: str
    inner: list[Point] = field(default_factory=list)


@dataclass
class _Level:
    style: str
    place: int
    points: list[Point]


def runs_of(texts: Sequence[str]) -> Iterator[tuple[int, list[Point]]]:
    """The points that some lines are made of, run by run: each ends where the count of its outermost level begins anew.

    Args:
        texts: The lines.

    Yields:
        The index behind the run's last line, and the points of its outermost level. Lines that are no points are in none.
    """
    labels = [label_of(text) for text in texts]
    at = tried = 0
    while at < len(texts) and tried < _MOST_TRIED:
        label = labels[at]
        if label is None or label.first() is None:
            at += 1
            continue
        end, points = _run(labels, texts, at)
        if len(points) > 1 and _convincing(points):
            yield end, points
            at = end
        else:
            at += 1
            tried += 1


def points_of(labels: Sequence[Label | None]) -> list[Point] | None:
    """The points of a list of which every line is one; `None` where a label continues nothing and begins nothing.

    The list may be taken up in the middle, at "2." behind a first paragraph.
    """
    levels: list[_Level] = []
    for at, label in enumerate(labels):
        if label is None or (levels and not _place(levels, label, at)):
            return None
        if not levels:
            style = label.first()
            own, place = next((one for one in label.readings if one[0] == style), label.readings[0])
            levels.append(_Level(own, place, [Point(at, at, label, own)]))
    return levels[0].points if levels else None


def _run(labels: Sequence[Label | None], texts: Sequence[str], begin: int) -> tuple[int, list[Point]]:
    levels: list[_Level] = []
    for at in range(begin, len(labels)):
        if at - begin > _FAR and len(levels[0].points) == 1:
            break
        label = labels[at]
        if (
            label is not None
            and levels
            and levels[0].place > 1
            and label.first() == levels[0].style
            and not label.bullet
        ):
            return at, levels[0].points
        if label is None or not _place(levels, label, at):
            if label is not None and at > begin and _counts_elsewhere(levels, label, texts[at - 1]):
                return at, levels[0].points
            levels[-1].points[-1].last = at
    return len(labels), levels[0].points


def _place(levels: list[_Level], label: Label, at: int) -> bool:
    """Give a label its place; false where it counts on from nothing and begins nothing."""
    for depth in range(len(levels) - 1, -1, -1):
        level = levels[depth]
        if label.follows(level.style, level.place):
            del levels[depth + 1 :]
            level.place += not label.bullet
            level.points.append(Point(at, at, label, level.style))
            return True
    style = label.first()
    if style is None or any(level.style == style for level in levels):
        return False
    points = levels[-1].points[-1].inner if levels else []
    point = Point(at, at, label, style)
    points.append(point)
    levels.append(_Level(style, int(not label.bullet), points))
    return True


def _counts_elsewhere(levels: Sequence[_Level], label: Label, before: str) -> bool:
    """Whether a label goes on with numbers that began before the run: "4. Remarks" behind the points A to E of number 3."""
    numbered = any(style == "number." and place > 1 for style, place in label.readings)
    return (
        numbered
        and not any(level.style.startswith("number") for level in levels)
        and _CLOSED.search(before) is not None
    )


def _convincing(points: Sequence[Point]) -> bool:
    """Whether points are counted, and not names with an initial ("A. Holm", "B. Ruiz") or a dash between clauses."""
    return not all(point.style in ("capital.", "ROMAN.") for point in points) or len(points) > 2
