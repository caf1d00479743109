"""Derivatives: what is left of a pattern once a piece of the document is read (specification, section 6; Clark 2002).

The functions here work on one content model: opening an element gives the element pattern and what may follow it, not
what is inside. What depends on the pattern alone is remembered on the pattern.

A document's content is read in this order: attributes in any order (`without_attributes` when the tag ends), then text
and elements. White space between elements never reaches these functions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from teikit.relaxng.interning import Patterns
from teikit.relaxng.names import Name, QName, is_infinite, single_names
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

Namespaces: TypeAlias = Mapping[str, str] | None
Opened: TypeAlias = tuple[Element, Pattern]

_SPACES = {9: " ", 10: " ", 13: " "}
# Choices shorter than this are searched, not indexed.
_INDEX_FROM = 6


def starts(pattern: Pattern) -> tuple[Element, ...]:
    """The elements that can come first, each once."""
    found = pattern._elements
    if found is None:
        found = pattern._elements = tuple(_starts(pattern))
    return found


def _starts(pattern: Pattern) -> dict[Element, None]:
    if isinstance(pattern, Element):
        return {pattern: None}
    found: dict[Element, None] = {}
    for member in pattern.members:
        found.update(dict.fromkeys(starts(member)))
        if isinstance(pattern, Group) and not member.nullable:
            break
    return found


def open_element(pattern: Pattern, name: QName, patterns: Patterns) -> Iterable[Opened]:
    """The element patterns that a start tag of this name can be, each with what may follow the element."""
    return _open(pattern, name, patterns, {})


def _open(pattern: Pattern, name: QName, patterns: Patterns, done: dict[Pattern, Iterable[Opened]]) -> Iterable[Opened]:
    """As `open_element`; what is shared between parts of the pattern is looked at once."""
    if isinstance(pattern, Element):
        return ((pattern, EMPTY),) if pattern.name_class.contains(name) else ()
    if not pattern.members:
        return ()
    opened = done.get(pattern)
    if opened is not None:
        return opened
    found: dict[Opened, None] = {}
    if isinstance(pattern, Choice):
        for member in _branches(pattern, name):
            found.update(dict.fromkeys(_open(member, name, patterns, done)))
    elif isinstance(pattern, OneOrMore):
        again = patterns.optional(pattern)
        for element, rest in _open(pattern.pattern, name, patterns, done):
            found[element, patterns.group((rest, again))] = None
    elif isinstance(pattern, Group):
        for index, member in enumerate(pattern.members):
            inner = _open(member, name, patterns, done)
            if inner:
                after = pattern.members[index + 1 :]
                found.update(((element, patterns.group((rest, *after))), None) for element, rest in inner)
            if not member.nullable:
                break
    else:
        for index, member in enumerate(pattern.members):
            inner = _open(member, name, patterns, done)
            if inner:
                others = pattern.members[:index] + pattern.members[index + 1 :]
                found.update(((element, patterns.interleave((rest, *others))), None) for element, rest in inner)
    done[pattern] = found
    return found


def _branches(pattern: Choice, name: QName) -> tuple[Pattern, ...]:
    """The members of a choice that an element of this name can begin (and perhaps some that it cannot)."""
    members = pattern.members
    if len(members) < _INDEX_FROM:
        return members
    index: tuple[dict[QName, tuple[Pattern, ...]], tuple[Pattern, ...]] | None = pattern._index
    if index is None:
        named: dict[QName, dict[Pattern, None]] = {}
        wild: list[Pattern] = []
        for member in members:
            elements = starts(member)
            if any(is_infinite(element.name_class) for element in elements):
                wild.append(member)
                continue
            for element in elements:
                for single in single_names(element.name_class):
                    named.setdefault((single.namespace, single.local), {})[member] = None
        every = tuple(wild)
        index = pattern._index = ({key: (*found, *every) for key, found in named.items()}, every)
    return index[0].get(name, index[1])


def elements_in(content: Pattern) -> tuple[Element, ...]:
    """The elements that a content model names, each once, in the schema's order."""
    found: dict[Element, None] = {}
    seen: set[Pattern] = set()
    todo = [content]
    while todo:
        pattern = todo.pop()
        if pattern in seen:
            continue
        seen.add(pattern)
        if isinstance(pattern, Element):
            found[pattern] = None
        else:
            todo.extend(reversed(pattern.members))
    return tuple(sorted(found, key=lambda element: element.origin.order))


def attributes_of(pattern: Pattern) -> tuple[Attribute, ...]:
    """The attributes in a pattern, each once, in the schema's order."""
    found = pattern._attributes
    if found is None:
        if isinstance(pattern, Attribute):
            found = (pattern,)
        else:
            union: dict[Attribute, None] = {}
            for member in pattern.members:
                union.update(dict.fromkeys(attributes_of(member)))
            found = tuple(union)
        pattern._attributes = found
    return found


def take_attribute(pattern: Pattern, matched: Collection[Attribute], patterns: Patterns) -> Pattern:
    """What is left when an attribute is read that those patterns match by name and value."""
    if isinstance(pattern, Attribute):
        return EMPTY if pattern in matched else NOT_ALLOWED
    if not any(attribute in matched for attribute in attributes_of(pattern)):
        return NOT_ALLOWED
    if isinstance(pattern, Choice):
        return patterns.choice(take_attribute(member, matched, patterns) for member in pattern.members)
    if isinstance(pattern, OneOrMore):
        rest = take_attribute(pattern.pattern, matched, patterns)
        return patterns.group((rest, patterns.optional(pattern)))
    combine = patterns.group if isinstance(pattern, Group) else patterns.interleave
    members = pattern.members
    alternatives: list[Pattern] = []
    for index, member in enumerate(members):
        rest = take_attribute(member, matched, patterns)
        if rest is not NOT_ALLOWED:
            alternatives.append(combine((*members[:index], rest, *members[index + 1 :])))
    return patterns.choice(alternatives)


def without_attributes(pattern: Pattern, patterns: Patterns) -> Pattern:
    """What is left when the tag ends: `NOT_ALLOWED` where an attribute is missing."""
    found = pattern._bare
    if found is None:
        if isinstance(pattern, Attribute):
            found = NOT_ALLOWED
        elif not attributes_of(pattern):
            found = pattern
        elif isinstance(pattern, Choice):
            found = patterns.choice(without_attributes(member, patterns) for member in pattern.members)
        elif isinstance(pattern, OneOrMore):
            found = patterns.one_or_more(without_attributes(pattern.pattern, patterns))
        else:
            combine = patterns.group if isinstance(pattern, Group) else patterns.interleave
            found = combine([without_attributes(member, patterns) for member in pattern.members])
        pattern._bare = found
    return found


def ignore_attributes(pattern: Pattern, patterns: Patterns) -> Pattern:
    """The content of a pattern, as if its attributes had been read, whatever they are."""
    if isinstance(pattern, Attribute):
        return EMPTY
    if not attributes_of(pattern):
        return pattern
    if isinstance(pattern, OneOrMore):
        return patterns.one_or_more(ignore_attributes(pattern.pattern, patterns))
    members = [ignore_attributes(member, patterns) for member in pattern.members]
    if isinstance(pattern, Choice):
        return patterns.choice(members)
    return patterns.group(members) if isinstance(pattern, Group) else patterns.interleave(members)


HAS_TEXT = 1
HAS_STRINGS = 2


def text_kinds(pattern: Pattern) -> int:
    """Whether there is `text` (1) in a pattern, and data, values or lists (2)."""
    found = pattern._text
    if found is None:
        if pattern is TEXT:
            found = HAS_TEXT
        elif isinstance(pattern, Data | Value | ListPattern):
            found = HAS_STRINGS
        else:
            found = 0
            for member in pattern.members:
                found |= text_kinds(member)
        pattern._text = found
    return found


def take_text(pattern: Pattern, text: str | None, namespaces: Namespaces, patterns: Patterns) -> Pattern:
    """What is left when text is read.

    Args:
        pattern: Without attributes.
        text: All text of the element, or one item of a list; `None` stands for text that only `text` matches.
        namespaces: The prefixes in scope, for QNames.
        patterns: Makes the result.
    """
    return _take_text(pattern, text, namespaces, patterns, {})


def _take_text(
    pattern: Pattern, text: str | None, namespaces: Namespaces, patterns: Patterns, done: dict[Pattern, Pattern]
) -> Pattern:
    if pattern is TEXT:
        return TEXT
    if not text_kinds(pattern):
        return NOT_ALLOWED
    found = done.get(pattern)
    if found is None:
        found = done[pattern] = _text_left(pattern, text, namespaces, patterns, done)
    return found


def _text_left(
    pattern: Pattern, text: str | None, namespaces: Namespaces, patterns: Patterns, done: dict[Pattern, Pattern]
) -> Pattern:
    if isinstance(pattern, Data | Value | ListPattern):
        return EMPTY if text is not None and matches(pattern, text, namespaces, patterns) else NOT_ALLOWED
    if isinstance(pattern, Choice):
        return patterns.choice(
            [_take_text(member, text, namespaces, patterns, done) for member in pattern.members if text_kinds(member)]
        )
    if isinstance(pattern, OneOrMore):
        inner = pattern.pattern
        rest = _take_text(inner, text, namespaces, patterns, done)
        if rest is TEXT and isinstance(inner, Choice) and TEXT in inner.members:
            # Text and then text or other things, repeated: no different from before.
            return pattern
        return patterns.group((rest, patterns.optional(pattern)))
    members = pattern.members
    alternatives: list[Pattern] = []
    if isinstance(pattern, Group):
        for index, member in enumerate(members):
            rest = _take_text(member, text, namespaces, patterns, done)
            if rest is not NOT_ALLOWED:
                alternatives.append(patterns.group((rest, *members[index + 1 :])))
            if not member.nullable:
                break
    elif isinstance(pattern, Interleave):
        for index, member in enumerate(members):
            rest = _take_text(member, text, namespaces, patterns, done)
            if rest is not NOT_ALLOWED:
                alternatives.append(patterns.interleave((rest, *members[:index], *members[index + 1 :])))
    return patterns.choice(alternatives)


def matches(pattern: Pattern, text: str, namespaces: Namespaces, patterns: Patterns) -> bool:
    """Whether a string matches the value pattern of an attribute, or a `data`, `value` or `list`."""
    if pattern is TEXT:
        return True
    if isinstance(pattern, Data):
        if not pattern.datatype.allows(text, namespaces):
            return False
        return pattern.excluded is None or not matches(pattern.excluded, text, namespaces, patterns)
    if isinstance(pattern, Value):
        return pattern.datatype.value(text, namespaces) == pattern.canonical
    if isinstance(pattern, Choice):
        return any(matches(member, text, namespaces, patterns) for member in pattern.members)
    if isinstance(pattern, ListPattern):
        left = pattern.pattern
        for item in text.translate(_SPACES).split(" "):
            if not item:
                continue
            left = take_text(left, item, namespaces, patterns)
            if left is NOT_ALLOWED:
                return False
        return left.nullable
    if pattern is EMPTY:
        return not text.strip(" \t\n\r")
    left = take_text(pattern, text, namespaces, patterns)
    return left.nullable or (pattern.nullable and not text.strip(" \t\n\r"))


def named(element: Element | Attribute) -> tuple[Name, ...]:
    """The names that an element or attribute pattern lists one by one."""
    return tuple(single_names(element.name_class))
