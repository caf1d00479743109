"""Restrictions on what a schema may say (specification, section 7).

Each pattern is looked at once, whatever refers to it: its facts are remembered on it, and an element's content is judged
by the facts of the whole. Only when a rule is broken is the schema walked again, to name the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NoReturn, TypeVar

from teikit.relaxng.errors import SchemaError
from teikit.relaxng.names import Name, NameClass, describe, is_infinite, overlap
from teikit.relaxng.patterns import (
    EMPTY,
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

# What occurs in a pattern, elements and the values of attributes not opened.
HAS_ELEMENT: Final = 1
HAS_ATTRIBUTE: Final = 2
HAS_TEXT: Final = 4
HAS_DATA: Final = 8
HAS_VALUE: Final = 16
HAS_LIST: Final = 32
HAS_GROUP: Final = 64
HAS_INTERLEAVE: Final = 128
HAS_ONE_OR_MORE: Final = 256
HAS_EMPTY: Final = 512
# An attribute within a group or an interleave (7.1.2), and a wildcard attribute not within oneOrMore (7.3).
HAS_GROUPED_ATTRIBUTE: Final = 1024
HAS_BARE_WILDCARD: Final = 2048

_WORDS: Final = {
    HAS_ELEMENT: "element",
    HAS_ATTRIBUTE: "attribute",
    HAS_TEXT: "text",
    HAS_DATA: "data",
    HAS_VALUE: "value",
    HAS_LIST: "list",
    HAS_GROUP: "group",
    HAS_INTERLEAVE: "interleave",
    HAS_ONE_OR_MORE: "oneOrMore",
    HAS_EMPTY: "empty",
}
_IN_LIST: Final = HAS_ELEMENT | HAS_ATTRIBUTE | HAS_TEXT | HAS_LIST | HAS_INTERLEAVE
_IN_EXCEPT: Final = _IN_LIST | HAS_GROUP | HAS_ONE_OR_MORE | HAS_EMPTY
_IN_START: Final = _IN_EXCEPT & ~HAS_ELEMENT | HAS_DATA | HAS_VALUE

# Content types (7.2), in their order.
_NO_CONTENT: Final = 0
_COMPLEX: Final = 1
_SIMPLE: Final = 2

_Member = TypeVar("_Member", bound=Pattern)


class _Broken(Exception):  # noqa: N818 - never leaves this module
    """A rule is broken by a pattern; the element around it is not known yet."""

    def __init__(self, rule: str, message: str, culprit: Pattern | None = None) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.culprit = culprit


class _Facts:
    __slots__ = ("attributes", "content", "elements", "flags")

    def __init__(
        self, flags: int, content: int, attributes: tuple[Attribute, ...], elements: tuple[Element, ...]
    ) -> None:
        self.flags = flags
        self.content = content
        self.attributes = attributes
        self.elements = elements


def reachable_elements(start: Pattern) -> list[Element]:
    """Every element that a document could hold, in the order in which the schema leads to them."""
    found: dict[Element, None] = {}
    todo: list[Pattern] = [start]
    seen: set[Pattern] = set()
    for pattern in todo:
        if pattern in seen:
            continue
        seen.add(pattern)
        if isinstance(pattern, Element):
            found[pattern] = None
            todo.append(pattern.content)
        else:
            todo.extend(pattern.members)
    return list(found)


def check_restrictions(start: Pattern, elements: list[Element]) -> None:
    """Hold a schema against section 7.

    Args:
        start: The pattern of the document element.
        elements: The elements reachable from it.

    Raises:
        SchemaError: At the first rule that is broken, with its number.
    """
    try:
        flags = _facts(start).flags
        if flags & _IN_START:
            raise _Broken(
                "7.1.5",
                f"the start of a grammar is an element or a choice of elements, not {_words(flags & _IN_START)}",
            )
    except _Broken as broken:
        raise SchemaError(broken.message, rule=broken.rule) from None
    for element in elements:
        try:
            facts = _facts(element.content)
            if facts.flags & HAS_BARE_WILDCARD:
                raise _Broken(
                    "7.3",
                    "an attribute with a wildcard for its name must be in oneOrMore or zeroOrMore",
                    _wildcard(facts),
                )
        except _Broken as broken:
            _report(element, broken)


def _words(flags: int) -> str:
    return " or ".join(word for flag, word in _WORDS.items() if flags & flag)


def _wildcard(facts: _Facts) -> Attribute | None:
    return next((attribute for attribute in facts.attributes if is_infinite(attribute.name_class)), None)


def _facts(pattern: Pattern) -> _Facts:
    facts: _Facts | None = pattern._facts
    if facts is None:
        facts = pattern._facts = _find(pattern)
    return facts


def _find(pattern: Pattern) -> _Facts:
    if isinstance(pattern, Element):
        return _Facts(HAS_ELEMENT, _COMPLEX, (), (pattern,))
    if isinstance(pattern, Choice):
        return _choice(pattern)
    if isinstance(pattern, Group | Interleave):
        return _sequence(pattern)
    if isinstance(pattern, OneOrMore):
        return _one_or_more(pattern)
    if isinstance(pattern, Attribute):
        return _attribute(pattern)
    if isinstance(pattern, Data):
        return _data(pattern)
    if isinstance(pattern, Value):
        return _Facts(HAS_VALUE, _SIMPLE, (), ())
    if isinstance(pattern, ListPattern):
        wrong = _occurring(pattern.pattern) & _IN_LIST
        if wrong:
            raise _Broken("7.1.3", f"a list holds data and values only, not {_words(wrong)}", pattern)
        return _Facts(HAS_LIST, _SIMPLE, (), ())
    if pattern is TEXT:
        return _Facts(HAS_TEXT, _COMPLEX, (), ())
    return _Facts(HAS_EMPTY if pattern is EMPTY else 0, _NO_CONTENT, (), ())


_KIND_FLAGS: Final[dict[str, int]] = {word: flag for flag, word in _WORDS.items()}


def _occurring(pattern: Pattern) -> int:
    """What occurs in a pattern; 7.2 says nothing of the content of lists, so this judges nothing."""
    flags = _KIND_FLAGS.get(pattern.kind, 0)
    for member in pattern.members:
        flags |= _occurring(member)
    return flags


def _attribute(pattern: Attribute) -> _Facts:
    inside = _facts(pattern.value).flags
    wrong = inside & (HAS_ELEMENT | HAS_ATTRIBUTE)
    if wrong:
        raise _Broken("7.1.1", f"the value of an attribute cannot hold {_words(wrong)}", pattern)
    flags = HAS_ATTRIBUTE
    if is_infinite(pattern.name_class):
        flags |= HAS_BARE_WILDCARD
    return _Facts(flags, _NO_CONTENT, (pattern,), ())


def _data(pattern: Data) -> _Facts:
    if pattern.excluded is not None:
        wrong = _facts(pattern.excluded).flags & _IN_EXCEPT
        if wrong:
            raise _Broken("7.1.4", f"the exceptions of data are data and values, not {_words(wrong)}", pattern)
    return _Facts(HAS_DATA, _SIMPLE, (), ())


def _choice(pattern: Choice) -> _Facts:
    all_facts = [_facts(member) for member in pattern.members]
    flags = 0
    for facts in all_facts:
        flags |= facts.flags
    attributes = _union(facts.attributes for facts in all_facts)
    elements = _union(facts.elements for facts in all_facts)
    return _Facts(flags, max(facts.content for facts in all_facts), attributes, elements)


def _one_or_more(pattern: OneOrMore) -> _Facts:
    facts = _facts(pattern.pattern)
    if facts.flags & HAS_GROUPED_ATTRIBUTE:
        raise _Broken("7.1.2", "an attribute in a group or interleave cannot be repeated", pattern)
    if facts.content == _SIMPLE:
        raise _Broken("7.2", "data, values and lists cannot be repeated except within a list", pattern)
    flags = facts.flags & ~HAS_BARE_WILDCARD | HAS_ONE_OR_MORE
    return _Facts(flags, facts.content, facts.attributes, facts.elements)


def _sequence(pattern: Group | Interleave) -> _Facts:
    all_facts = [_facts(member) for member in pattern.members]
    flags = HAS_GROUP if isinstance(pattern, Group) else HAS_INTERLEAVE
    contents = 0
    for facts in all_facts:
        flags |= facts.flags
        contents += facts.content != _NO_CONTENT
    content = max(facts.content for facts in all_facts)
    if content == _SIMPLE and contents > 1:
        raise _Broken("7.2", "data, values and lists cannot stand beside other content", pattern)
    if flags & HAS_ATTRIBUTE:
        flags |= HAS_GROUPED_ATTRIBUTE
        _check_attributes(all_facts)
    if isinstance(pattern, Interleave):
        _check_interleave(pattern, all_facts)
    attributes = _union(facts.attributes for facts in all_facts)
    elements = _union(facts.elements for facts in all_facts)
    return _Facts(flags, content, attributes, elements)


def _union(parts: Iterator[tuple[_Member, ...]]) -> tuple[_Member, ...]:
    found: dict[_Member, None] = {}
    for part in parts:
        for item in part:
            found[item] = None
    return tuple(found)


def _check_attributes(all_facts: list[_Facts]) -> None:
    """7.3: no attribute twice."""
    names: dict[Name, Attribute] = {}
    others: list[Attribute] = []
    for facts in all_facts:
        fresh: list[Attribute] = []
        for attribute in facts.attributes:
            name_class = attribute.name_class
            if isinstance(name_class, Name) and name_class in names:
                raise _Broken("7.3", f'the attribute "{name_class.local}" may be there twice', attribute)
            clash = next((other for other in others if overlap(other.name_class, name_class)), None)
            if clash is None and not isinstance(name_class, Name):
                clash = next((names[name] for name in names if overlap(name, name_class)), None)
            if clash is not None:
                both = f'"{describe(clash.name_class)}" and "{describe(name_class)}"'
                raise _Broken("7.3", f"an attribute may be there twice, for its name is in {both}", attribute)
            fresh.append(attribute)
        for attribute in fresh:
            if isinstance(attribute.name_class, Name):
                names[attribute.name_class] = attribute
            else:
                others.append(attribute)


def _check_interleave(pattern: Interleave, all_facts: list[_Facts]) -> None:
    """7.4: no element name and no text in two of the parts."""
    if sum(bool(facts.flags & HAS_TEXT) for facts in all_facts) > 1:
        raise _Broken("7.4", "text in two parts of an interleave", pattern)
    names: dict[Name, int] = {}
    others: list[tuple[int, Element]] = []
    for part, facts in enumerate(all_facts):
        for element in facts.elements:
            name_class = element.name_class
            if isinstance(name_class, Name):
                if names.setdefault(name_class, part) != part:
                    raise _Broken("7.4", f'the element "{name_class.local}" in two parts of an interleave', pattern)
            else:
                others.append((part, element))
    for part, element in others:
        rivals: Iterator[tuple[int, NameClass]] = iter(
            [*((p, n) for n, p in names.items()), *((p, e.name_class) for p, e in others)]
        )
        for other_part, name_class in rivals:
            if other_part != part and overlap(element.name_class, name_class):
                both = f'"{describe(element.name_class)}" and "{describe(name_class)}"'
                raise _Broken("7.4", f"elements of the same name in two parts of an interleave: {both}", pattern)


def _report(element: Element, broken: _Broken) -> NoReturn:
    at = element.origin.location
    where = f'{broken.message} (in the element "{describe(element.name_class)}")'
    raise SchemaError(where, rule=broken.rule, file=at.file, line=at.line, column=at.column) from None
