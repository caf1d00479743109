"""Random grammars and random trees: the same verdict as a plain matcher that follows the specification word by word."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from teikit.relaxng import Schema, SchemaError

Pattern = tuple[Any, ...]
Tree = tuple[str, tuple[tuple[str, str], ...], tuple[Any, ...]]

# The reference: every way of splitting a sequence, nothing clever. A sequence is a tuple of trees and strings.


def matches(pattern: Pattern, attributes: frozenset[tuple[str, str]], children: tuple[Any, ...]) -> bool:
    """Section 6.2 of the specification; children without white space that does not count."""
    return _matches(pattern, attributes, children)


@lru_cache(maxsize=200_000)
def _matches(pattern: Pattern, attributes: frozenset[tuple[str, str]], children: tuple[Any, ...]) -> bool:
    kind, *parts = pattern
    if kind == "empty":
        return not attributes and not children
    if kind == "notAllowed":
        return False
    if kind == "text":
        return not attributes and all(isinstance(child, str) for child in children)
    if kind == "choice":
        return any(_matches(part, attributes, children) for part in parts)
    if kind == "group":
        return any(
            _matches(parts[0], a, children[:i]) and _matches(parts[1], attributes - a, children[i:])
            for a in _subsets(attributes)
            for i in range(len(children) + 1)
        )
    if kind == "interleave":
        return any(
            _matches(parts[0], a, tuple(children[i] for i in chosen))
            and _matches(parts[1], attributes - a, tuple(c for i, c in enumerate(children) if i not in chosen))
            for a in _subsets(attributes)
            for chosen in sorted(_subsets(frozenset(range(len(children)))), key=sorted)
            for chosen in [sorted(chosen)]
        )
    if kind == "oneOrMore":
        return _matches(parts[0], attributes, children) or any(
            _matches(parts[0], a, children[:i]) and _matches(pattern, attributes - a, children[i:])
            for a in _subsets(attributes)
            for i in range(len(children) + 1)
            if i or a
        )
    if kind == "attribute":
        return not children and len(attributes) == 1 and _attribute(parts, next(iter(attributes)))
    if kind == "value":
        return not attributes and "".join(children).split() == parts[0].split() if _strings(children) else False
    assert kind == "element"
    if attributes or len(children) != 1 or isinstance(children[0], str):
        return False
    name, own, inside = children[0]
    return name in parts[0] and element(parts[1], own, inside)


def _strings(children: tuple[Any, ...]) -> bool:
    return all(isinstance(child, str) for child in children)


def _attribute(parts: list[Any], attribute: tuple[str, str]) -> bool:
    return attribute[0] in parts[0] and element(parts[1], (), (attribute[1],))


def element(pattern: Pattern, own: tuple[tuple[str, str], ...], inside: tuple[Any, ...]) -> bool:
    """The content of an element: white space between tags does not count, nor does that of an element with no more."""
    attributes = frozenset(own)
    if len(inside) <= 1 and _strings(inside):
        text = inside[0] if inside else ""
        return matches(pattern, attributes, (text,)) or (not text.strip() and matches(pattern, attributes, ()))
    return matches(pattern, attributes, tuple(c for c in inside if not isinstance(c, str) or c.strip()))


def _subsets(items: frozenset[Any]) -> list[frozenset[Any]]:
    found: list[frozenset[Any]] = [frozenset()]
    for item in sorted(items, key=repr):
        found += [subset | {item} for subset in found]
    return found


def write(pattern: Pattern) -> str:
    """A pattern in the XML syntax."""
    kind, *parts = pattern
    if kind in ("empty", "notAllowed", "text"):
        return f"<{kind}/>"
    if kind == "value":
        return f"<value>{escape(parts[0])}</value>"
    if kind in ("element", "attribute"):
        names = "".join(f"<name>{name}</name>" for name in parts[0])
        return f"<{kind}><choice>{names}</choice>{write(parts[1])}</{kind}>"
    return f"<{kind}>{''.join(write(part) for part in parts)}</{kind}>"


def write_tree(tree: Any) -> str:
    if isinstance(tree, str):
        return escape(tree)
    name, attributes, inside = tree
    written = "".join(f' {key}="{value}"' for key, value in attributes)
    return f"<{name}{written}>{''.join(write_tree(child) for child in inside)}</{name}>"


NAMES = ("a", "b", "c")
some_names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True).map(tuple)
values = st.sampled_from(["x", "y", "x y"])
strings = st.one_of(st.just(("text",)), values.map(lambda value: ("value", value)), st.just(("empty",)))
attribute_values = st.one_of(strings, st.tuples(st.just("choice"), strings, strings))
attributes = st.tuples(st.just("attribute"), some_names, attribute_values)
leaves = st.one_of(
    st.just(("empty",)),
    st.just(("text",)),
    st.just(("notAllowed",)),
    values.map(lambda value: ("value", value)),
    attributes,
    st.tuples(st.just("element"), some_names, st.one_of(strings, attributes)),
)


def _combine(inner: st.SearchStrategy[Pattern]) -> st.SearchStrategy[Pattern]:
    return st.one_of(
        st.tuples(st.sampled_from(["choice", "group", "interleave"]), inner, inner),
        st.tuples(st.just("choice"), inner, st.just(("empty",))),
        st.tuples(st.just("oneOrMore"), inner),
        st.tuples(st.just("element"), some_names, inner),
    )


patterns = st.recursive(leaves, _combine, max_leaves=8)
grammars = st.tuples(st.just("element"), st.just(("r",)), patterns)

texts = st.sampled_from(["x", "y", "x y", " ", "z", " x\ty\n"])
own_attributes = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["x", "y", "", "z"]), max_size=2).map(
    lambda found: tuple(sorted(found.items()))
)


def _joined(children: list[Any]) -> tuple[Any, ...]:
    """No two strings side by side: a parser gives one."""
    found: list[Any] = []
    for child in children:
        if isinstance(child, str) and found and isinstance(found[-1], str):
            found[-1] += child
        else:
            found.append(child)
    return tuple(found)


def _nodes(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.tuples(st.sampled_from(NAMES), own_attributes, st.lists(inner, max_size=3).map(_joined))


trees = st.recursive(texts, _nodes, max_leaves=6)
documents = st.tuples(st.just("r"), own_attributes, st.lists(trees, max_size=4).map(_joined))


def instance(draw: st.DrawFn, pattern: Pattern) -> tuple[dict[str, str], list[Any]]:
    """Attributes and children that mostly match a pattern: random trees alone are seldom valid."""
    kind, *parts = pattern
    if kind == "text":
        return {}, draw(st.lists(texts, max_size=1))
    if kind == "value":
        return {}, [parts[0]]
    if kind == "choice":
        return instance(draw, draw(st.sampled_from(parts)))
    if kind in ("group", "interleave", "oneOrMore"):
        if kind == "oneOrMore":
            parts = parts * draw(st.integers(1, 3))
        found: dict[str, str] = {}
        children: list[Any] = []
        for part in parts:
            own, inside = instance(draw, part)
            found.update(own)
            children += inside
        return found, draw(st.permutations(children)) if kind == "interleave" else children
    if kind == "attribute":
        return {draw(st.sampled_from(parts[0])): "".join(instance(draw, parts[1])[1])}, []
    if kind == "element":
        own, inside = instance(draw, parts[1])
        return {}, [(draw(st.sampled_from(parts[0])), tuple(sorted(own.items())), _joined(inside))]
    return {}, []


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_verdict_is_the_references(data: st.DataObject) -> None:
    grammar = data.draw(grammars)
    source = write(grammar).replace("<element>", '<element xmlns="http://relaxng.org/ns/structure/1.0">', 1)
    try:
        schema = Schema.from_string(source)
    except SchemaError:
        assume(False)
        raise
    for number in range(8):
        if number < 2:
            name, own, inside = data.draw(documents)
        else:
            name, own, inside = data.draw(st.composite(instance)(grammar))[1][0]
        document = write_tree((name, own, inside)).encode()
        expected = element(grammar[2], own, inside)
        event("valid" if expected else "not valid")
        assert schema.is_valid(document) is expected, (source, document)
        assert (not schema.validate(document)) is expected, (source, document)
