"""A grammar, open to look at: its elements, what each may hold and bear, what may come next at a place.

For documentation, for completions in an editor, and for tests of a schema. Names are pairs of namespace and local name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from teikit.relaxng.completion import shortest
from teikit.relaxng.derivatives import attributes_of, elements_in, ignore_attributes, named, take_text, text_kinds
from teikit.relaxng.interning import Patterns
from teikit.relaxng.lookups import Lookups
from teikit.relaxng.names import NameClass, QName, describe, is_infinite
from teikit.relaxng.patterns import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
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
from teikit.relaxng.states import FREE_TEXT, State
from teikit.relaxng.syntax import Location, tidy
from teikit.relaxng.values import describe as describe_value
from teikit.relaxng.values import leaves_of


@dataclass(frozen=True, slots=True)
class AttributeInfo:
    """An attribute that an element can have.

    Attributes:
        name: Its name; `None` for a wildcard.
        name_class: Which names it stands for.
        required: Whether no document can do without it.
        values: The values, where the schema lists them, with what it says of each.
        datatype: What the value is, in words.
        documentation: What the schema says of it.
    """

    name: QName | None
    name_class: NameClass
    required: bool
    values: tuple[tuple[str, str], ...]
    datatype: str
    documentation: str


@dataclass(frozen=True, slots=True)
class ElementInfo:
    """An element pattern of a schema.

    Attributes:
        name: Its name, the first of several; `None` for a wildcard alone.
        names: Every name that it lists.
        wildcard: Which other names it stands for, in words; empty for none.
        definition: The name of the definition that it stands in.
        documentation: What the schema says of it.
        location: Where it is in the schema.
        attributes: Its attributes, in the schema's order.
        children: The names of the elements that may be in it.
        text: Whether text may be in it, of any kind.
        mixed: Whether any text may stand at its beginning.
        content: Its content model in the compact syntax's notation, attributes left out.
    """

    name: QName | None
    names: tuple[QName, ...]
    wildcard: str
    definition: str
    documentation: str
    location: Location
    attributes: tuple[AttributeInfo, ...]
    children: tuple[QName, ...]
    text: bool
    mixed: bool
    content: str


def element_info(element: Element, patterns: Patterns) -> ElementInfo:
    """Describe an element pattern."""
    names = tuple(name.pair for name in named(element))
    content = ignore_attributes(element.content, patterns)
    kinds = text_kinds(content)
    required = required_attributes(element.content)
    return ElementInfo(
        names[0] if names else None,
        names,
        describe(element.name_class) if is_infinite(element.name_class) else "",
        element.origin.definition,
        element.origin.documentation,
        element.origin.location,
        tuple(_attribute_info(leaf, leaf in required) for leaf in attributes_of(element.content)),
        tuple(dict.fromkeys(name.pair for inner in elements_in(content) for name in named(inner))),
        bool(kinds),
        take_text(content, None, None, patterns) is not NOT_ALLOWED,
        write(content),
    )


@lru_cache(maxsize=4096)
def _attribute_info(leaf: Attribute, required: bool) -> AttributeInfo:
    name = next((name.pair for name in named(leaf)), None)
    values = tuple(
        (value.text.strip(), tidy(value.documentation)) for value in leaves_of(leaf.value) if isinstance(value, Value)
    )
    return AttributeInfo(name, leaf.name_class, required, values, describe_value(leaf.value), tidy(leaf.documentation))


def required_attributes(pattern: Pattern) -> frozenset[Attribute]:
    """The attributes without which nothing matches a pattern."""
    if isinstance(pattern, Attribute):
        return frozenset((pattern,))
    if pattern.nullable or not attributes_of(pattern):
        return frozenset()
    parts = [required_attributes(member) for member in pattern.members]
    if isinstance(pattern, Choice):
        return frozenset.intersection(*parts)
    return frozenset[Attribute]().union(*parts)


def write(pattern: Pattern, inside: str = "") -> str:
    """A content model in the notation of the compact syntax, names without prefixes."""
    if isinstance(pattern, Element):
        return " | ".join(name.local for name in named(pattern)) or "*"
    if pattern is EMPTY:
        return "empty"
    if pattern is TEXT:
        return "text"
    if pattern is NOT_ALLOWED:
        return "notAllowed"
    if isinstance(pattern, OneOrMore):
        return _wrap(write(pattern.pattern, "+"), pattern.pattern) + "+"
    if isinstance(pattern, Choice) and EMPTY in pattern.members:
        others = [member for member in pattern.members if member is not EMPTY]
        if len(others) == 1 and isinstance(others[0], OneOrMore):
            return _wrap(write(others[0].pattern, "*"), others[0].pattern) + "*"
        text = " | ".join(write(member, "|") for member in others)
        return (f"({text})" if len(others) > 1 else _wrap(text, others[0])) + "?"
    if isinstance(pattern, Choice | Group | Interleave):
        sign = " | " if isinstance(pattern, Choice) else ", " if isinstance(pattern, Group) else " & "
        text = sign.join(write(member, sign.strip()) for member in pattern.members)
        return f"({text})" if inside else text
    if isinstance(pattern, ListPattern):
        return f"list {{ {write(pattern.pattern)} }}"
    if isinstance(pattern, Value):
        return f'"{pattern.text}"'
    assert isinstance(pattern, Data)
    return pattern.type_name


def _wrap(text: str, pattern: Pattern) -> str:
    return text if text.startswith("(") or not pattern.members else f"({text})"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may come next at a place inside an element.

    Attributes:
        elements: The names, those without which the content stays incomplete first.
        wildcards: Other elements that may come, in words.
        text: Whether text may.
        complete: Whether the element may end here.
        missing: If not, the fewest elements that would complete it; `None` for a wildcard.
    """

    elements: tuple[QName, ...]
    wildcards: tuple[str, ...]
    text: bool
    complete: bool
    missing: tuple[QName | None, ...]


def allowed_at(lookups: Lookups, path: Iterable[QName], before: Sequence[QName | None]) -> Allowed | None:
    """What may come next.

    Args:
        lookups: What the schema allows.
        path: The elements that are open, from the outermost. Their attributes are taken to be right.
        before: What stands before the place in the innermost of them: names of elements, `None` for text.

    Returns:
        `None` where the elements that are said to be there may not be there.
    """
    automaton = lookups.automaton
    state: State | None = automaton.start
    patterns = automaton.patterns
    for name in path:
        fan = lookups.open(state, name) if state is not None else None
        if fan is None:
            return None
        state = automaton.state(tuple(ignore_attributes(content, patterns) for content in fan.plan.contents))
    for item in before:
        assert state is not None
        if item is None:
            state = state if state.text == FREE_TEXT else state.moved
        else:
            fan = lookups.open(state, item)
            state = lookups.state_after(fan) if fan is not None else None
        if state is None:
            return None
    assert state is not None
    return Allowed(
        tuple(lookups.allowed(state)),
        tuple(lookups.wildcards(state)),
        state.text != 0,
        bool(state.accepts),
        () if state.accepts else tuple(_missing(state)),
    )


def _missing(state: State) -> Iterator[QName | None]:
    options = [items for pattern in state.alternatives if (items := shortest(pattern)) is not None]
    for item in min(options, key=len, default=()):
        if isinstance(item, Element):
            yield next((name.pair for name in named(item)), None)
