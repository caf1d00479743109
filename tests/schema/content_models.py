"""Content models as regular expressions: compared with one another and held against determinism.

An instrument of the tests. A model is a tree of tuples: `("sym", name)`,
`("seq", …)`, `("alt", …)`, `("int", …)`, `("star", model)`, `EMPTY` and `NOTHING`. Text is the symbol `#text`, a foreign element `#any`.
"""

from __future__ import annotations

from functools import cache
from typing import Any

Model = tuple[Any, ...]
EMPTY: Model = ("empty",)
NOTHING: Model = ("nothing",)
TEXT: Model = ("star", ("sym", "#text"))


def seq(*parts: Model) -> Model:
    """Parts one after another."""
    flat: list[Model] = []
    for part in parts:
        if part == NOTHING:
            return NOTHING
        if part[0] == "seq":
            flat.extend(part[1:])
        elif part != EMPTY:
            flat.append(part)
    if not flat:
        return EMPTY
    return flat[0] if len(flat) == 1 else ("seq", *flat)


def alt(*parts: Model) -> Model:
    """One of the parts."""
    flat: set[Model] = set()
    for part in parts:
        if part[0] == "alt":
            flat.update(part[1:])
        elif part != NOTHING:
            flat.add(part)
    if not flat:
        return NOTHING
    if len(flat) == 1:
        return flat.pop()
    return ("alt", *sorted(flat, key=repr))


def interleave(*parts: Model) -> Model:
    """The parts mixed in any order."""
    rest = [part for part in parts if part != EMPTY]
    if NOTHING in rest:
        return NOTHING
    if not rest:
        return EMPTY
    return rest[0] if len(rest) == 1 else ("int", *sorted(rest, key=repr))


def star(part: Model) -> Model:
    """Any number of the part."""
    if part in (EMPTY, NOTHING):
        return EMPTY
    return part if part[0] == "star" else ("star", part)


def repeat(part: Model, at_least: int, at_most: int | None) -> Model:
    """The part from `at_least` to `at_most` times."""
    needed = [part] * at_least
    if at_most is None:
        return seq(*needed, star(part))
    optional = EMPTY
    for _ in range(at_most - at_least):
        optional = alt(EMPTY, seq(part, optional))
    return seq(*needed, optional)


@cache
def nullable(model: Model) -> bool:
    """Whether nothing at all is enough."""
    match model[0]:
        case "empty" | "star":
            return True
        case "seq" | "int":
            return all(nullable(part) for part in model[1:])
        case "alt":
            return any(nullable(part) for part in model[1:])
    return False


@cache
def derivative(model: Model, symbol: str) -> Model:
    """What may follow once the symbol has been read."""
    match model[0]:
        case "sym":
            return EMPTY if model[1] == symbol else NOTHING
        case "star":
            return seq(derivative(model[1], symbol), model)
        case "alt":
            return alt(*(derivative(part, symbol) for part in model[1:]))
        case "seq":
            head, tail = model[1], seq(*model[2:])
            after = seq(derivative(head, symbol), tail)
            return alt(after, derivative(tail, symbol)) if nullable(head) else after
        case "int":
            parts = model[1:]
            return alt(
                *(
                    interleave(*parts[:i], derivative(part, symbol), *parts[i + 1 :])
                    for i, part in enumerate(parts)
                    if derivative(part, symbol) != NOTHING
                )
            )
    return NOTHING


@cache
def symbols(model: Model) -> frozenset[str]:
    """Every symbol of the model."""
    if model[0] == "sym":
        return frozenset([model[1]])
    return frozenset().union(*(symbols(part) for part in model[1:]))


def without_text(model: Model) -> Model:
    """The model of the elements alone."""
    match model[0]:
        case "sym":
            return EMPTY if model[1] == "#text" else model
        case "seq":
            return seq(*(without_text(part) for part in model[1:]))
        case "alt":
            return alt(*(without_text(part) for part in model[1:]))
        case "int":
            return interleave(*(without_text(part) for part in model[1:]))
        case "star":
            return star(without_text(model[1]))
    return model


def counterexample(narrow: Model, wide: Model) -> list[str] | None:
    """A sequence that `narrow` accepts and `wide` does not, or None where there is none: then narrow is a subset of wide."""
    seen = {(narrow, wide)}
    queue: list[tuple[Model, Model, list[str]]] = [(narrow, wide, [])]
    while queue:
        mine, theirs, path = queue.pop(0)
        if nullable(mine) and not nullable(theirs):
            return path
        for symbol in sorted(symbols(mine)):
            next_mine = derivative(mine, symbol)
            if next_mine == NOTHING:
                continue
            pair = (next_mine, derivative(theirs, symbol))
            if pair[1] == NOTHING:
                return [*path, symbol]
            if pair not in seen:
                seen.add(pair)
                queue.append((*pair, [*path, symbol]))
    return None


def ambiguities(model: Model) -> set[str]:
    """Symbols that two places of the model compete for, so that XSD's Unique Particle Attribution would fail; text is no particle."""
    places: list[str] = []
    follow: dict[int, set[int]] = {}

    def walk(node: Model) -> tuple[set[int], set[int], bool]:
        match node[0]:
            case "sym":
                if node[1] == "#text":
                    return set(), set(), True
                places.append(node[1])
                here = len(places) - 1
                follow[here] = set()
                return {here}, {here}, False
            case "star":
                first, last, _ = walk(node[1])
                for place in last:
                    follow[place] |= first
                return first, last, True
            case "alt":
                results = [walk(part) for part in node[1:]]
                return (
                    set().union(*(first for first, _, _ in results)),
                    set().union(*(last for _, last, _ in results)),
                    any(empty for _, _, empty in results),
                )
            case "seq":
                first, last, empty = walk(node[1])
                for part in node[2:]:
                    first2, last2, empty2 = walk(part)
                    for place in last:
                        follow[place] |= first2
                    first = first | first2 if empty else first
                    last = last | last2 if empty2 else last2
                    empty = empty and empty2
                return first, last, empty
        return set(), set(), True

    first, _, _ = walk(model)
    clashes: set[str] = set()
    for group in [first, *follow.values()]:
        names = [places[place] for place in group]
        clashes |= {name for name in names if names.count(name) > 1}
    return clashes
