"""What is missing: the shortest way to complete a content model, or to reach an element in it.

Both are read off the pattern itself, without trying documents: a pattern's shortest completion is made of those of its
parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from teikit.relaxng.derivatives import open_element
from teikit.relaxng.interning import Patterns
from teikit.relaxng.names import QName, single_names
from teikit.relaxng.patterns import (
    NOT_ALLOWED,
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    Interleave,
    ListPattern,
    OneOrMore,
    Pattern,
    Value,
)

Item: TypeAlias = Element | Attribute | Data | Value | ListPattern
Items: TypeAlias = tuple[Item, ...]


def shortest(pattern: Pattern) -> Items | None:
    """The fewest things that complete a pattern, in order; `None` where nothing does."""
    if pattern.nullable:
        return ()
    found = pattern._shortest
    if found is None:
        items = _shortest(pattern)
        pattern._shortest = () if items is None else items
        return items
    # What is not nullable needs something, so an empty completion stands for none at all.
    return found or None


def _shortest(pattern: Pattern) -> Items | None:
    if isinstance(pattern, Element | Attribute | Data | Value | ListPattern):
        return (pattern,)
    if isinstance(pattern, Choice):
        return _fewest(shortest(member) for member in pattern.members)
    if isinstance(pattern, OneOrMore):
        return shortest(pattern.pattern)
    parts: list[Items] = []
    for member in pattern.members:
        part = shortest(member)
        if part is None:
            return None
        parts.append(part)
    if isinstance(pattern, Interleave):
        parts.sort(key=_weight)
    return tuple(item for part in parts for item in part) if pattern is not NOT_ALLOWED else None


def alternatives(pattern: Pattern) -> tuple[Items, ...]:
    """Every completion that is as short as the shortest: what there is to choose between, in the schema's order."""
    best = shortest(pattern)
    if best is None:
        return ()
    if isinstance(pattern, Choice):
        found: dict[Items, None] = {}
        for member in pattern.members:
            found.update((items, None) for items in alternatives(member) if len(items) == len(best))
        return tuple(sorted(found, key=_weight))
    if isinstance(pattern, OneOrMore):
        return alternatives(pattern.pattern)
    if isinstance(pattern, Group | Interleave):
        needed = [member for member in pattern.members if not member.nullable]
        if len(needed) == 1:
            return alternatives(needed[0])
    return (best,)


def _fewest(candidates: Iterable[Items | None]) -> Items | None:
    known = [items for items in candidates if items is not None]
    return min(known, key=_weight) if known else None


def _weight(items: Items) -> tuple[int, tuple[int, ...]]:
    """Fewest first, and then as in the schema: the items are its own, so their numbers do not depend on documents."""
    return len(items), tuple(item.number for item in items)


def reach(pattern: Pattern, name: QName) -> Items | None:
    """The fewest things that must come before an element of this name may; `None` where it never may."""
    return _reach(pattern, name, {})


def _reach(pattern: Pattern, name: QName, done: dict[Pattern, Items | None]) -> Items | None:
    if isinstance(pattern, Element):
        return () if pattern.name_class.contains(name) else None
    if pattern not in done:
        if isinstance(pattern, Choice | Interleave):
            done[pattern] = _fewest(_reach(member, name, done) for member in pattern.members)
        elif isinstance(pattern, OneOrMore):
            done[pattern] = _reach(pattern.pattern, name, done)
        else:
            done[pattern] = _reach_in_group(pattern, name, done) if isinstance(pattern, Group) else None
    return done[pattern]


def _reach_in_group(pattern: Group, name: QName, done: dict[Pattern, Items | None]) -> Items | None:
    best: Items | None = None
    before: Items = ()
    for member in pattern.members:
        found = _reach(member, name, done)
        if found is not None and (best is None or len(before) + len(found) < len(best)):
            best = before + found
        skipped = shortest(member)
        if skipped is None:
            break
        before += skipped
    return best


def after_items(pattern: Pattern, items: Items, patterns: Patterns) -> Pattern:
    """What is left of a pattern when these elements are read; `NOT_ALLOWED` where one cannot be named."""
    for item in items:
        if not isinstance(item, Element):
            return NOT_ALLOWED
        name = next(single_names(item.name_class), None)
        if name is None:
            return NOT_ALLOWED
        opened = open_element(pattern, (name.namespace, name.local), patterns)
        pattern = patterns.choice(rest for element, rest in opened if element is item)
    return pattern
