"""Restrictions on what a schema may say (specification, section 7).

Each pattern is looked at once, whatever refers to it: its facts are remembered on it, and an element's content is judged
by the facts of the whole. Only when a rule is broken is the schema walked again, to name the place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NoReturn

from teikit.relaxng.derivatives import attributes_of, elements_in
from teikit.relaxng.errors import SchemaError
from teikit.relaxng.names import Name, NameClass, QName, describe, is_infinite, overlap
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
from teikit.relaxng.syntax import Location

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

MAX_DEPTH: Final = 120
"""Derivatives descend into patterns. The deepest of TEI's has a tenth of this."""


class _Broken(Exception):  # noqa: N818 - never leaves this module
    """A rule is broken by a pattern; the element around it is not known yet.

    Attributes:
        rule: Its number.
        message: How.
        attribute: The name of an attribute that breaks it.
        elements: The elements that break it.
    """

    def __init__(self, rule: str, message: str, attribute: QName | None = None, *elements: Element) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.attribute = attribute
        self.elements = elements


class _Facts:
    """What a pattern holds, elements and the values of attributes not opened.

    Attributes:
        flags: What occurs in it.
        content: Its content type (7.2).
        names: The names of its attributes of one name.
        others: Its attributes of several names or of wildcards.
        depth: How deeply it is nested.
    """

    __slots__ = ("content", "depth", "flags", "names", "others")

    def __init__(
        self,
        flags: int,
        content: int,
        names: frozenset[QName] = frozenset(),
        others: tuple[Attribute, ...] = (),
        *,
        depth: int = 0,
    ) -> None:
        self.flags = flags
        self.content = content
        self.names = names
        self.others = others
        self.depth = depth
        if depth > MAX_DEPTH:
            message = (
                f"patterns nested more than {MAX_DEPTH} deep, elements not counted; name parts of them as elements"
            )
            raise _Broken("limit", message)


_ELEMENT_FACTS: Final = _Facts(HAS_ELEMENT, _COMPLEX)
_TEXT_FACTS: Final = _Facts(HAS_TEXT, _COMPLEX)
_DATA_FACTS: Final = _Facts(HAS_DATA, _SIMPLE)
_VALUE_FACTS: Final = _Facts(HAS_VALUE, _SIMPLE)
_LIST_FACTS: Final = _Facts(HAS_LIST, _SIMPLE)


def check_restrictions(
    start: Pattern, elements: list[Element], root: Location, places: Mapping[Pattern, Sequence[Location]]
) -> None:
    """Hold a schema against section 7.

    Args:
        start: The pattern of the document element.
        elements: The elements reachable from it.
        root: Where the schema begins.
        places: Where attributes are defined.

    Raises:
        SchemaError: At the first rule that is broken, with its number.
    """
    try:
        flags = _facts(start).flags
        if flags & _IN_START:
            raise _Broken(  # noqa: TRY301
                "7.1.5",
                f"the start of a grammar is an element or a choice of elements, not {_words(flags & _IN_START)}",
            )
    except _Broken as broken:
        raise SchemaError(
            broken.message, rule=broken.rule, file=root.file, line=root.line, column=root.column
        ) from None
    for element in elements:
        try:
            facts = _facts(element.content)
            if facts.flags & HAS_BARE_WILDCARD:
                message = "an attribute with a wildcard for its name must be in oneOrMore or zeroOrMore"
                raise _Broken("7.3", message)  # noqa: TRY301
        except _Broken as broken:
            _report(element, broken, places)


def _words(flags: int) -> str:
    return " or ".join(word for flag, word in _WORDS.items() if flags & flag)


def _facts(pattern: Pattern) -> _Facts:
    facts: _Facts | None = pattern._facts
    if facts is None:
        facts = pattern._facts = _find(pattern)
    return facts


def _find(pattern: Pattern) -> _Facts:
    if isinstance(pattern, Element):
        return _ELEMENT_FACTS
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
        return _VALUE_FACTS
    if isinstance(pattern, ListPattern):
        wrong = _occurring(pattern.pattern) & _IN_LIST
        if wrong:
            raise _Broken("7.1.3", f"a list holds data and values only, not {_words(wrong)}")
        return _LIST_FACTS
    if pattern is TEXT:
        return _TEXT_FACTS
    return _Facts(HAS_EMPTY if pattern is EMPTY else 0, _NO_CONTENT)


_MOST: Final = 4
_KIND_FLAGS: Final[dict[str, int]] = {word: flag for flag, word in _WORDS.items()}


def _occurring(pattern: Pattern) -> int:
    """What occurs in a pattern; 7.2 says nothing of the content of lists, so this judges nothing."""
    flags = 0
    seen: dict[Pattern, None] = {pattern: None}
    todo = [pattern]
    for part in todo:
        flags |= _KIND_FLAGS.get(part.kind, 0)
        todo += [member for member in part.members if member not in seen]
        seen.update(dict.fromkeys(part.members))
    return flags


def _attribute(pattern: Attribute) -> _Facts:
    inside = _facts(pattern.value)
    wrong = inside.flags & (HAS_ELEMENT | HAS_ATTRIBUTE)
    if wrong:
        raise _Broken("7.1.1", f"the value of an attribute cannot hold {_words(wrong)}")
    if isinstance(pattern.name_class, Name):
        return _Facts(HAS_ATTRIBUTE, _NO_CONTENT, frozenset((pattern.name_class.pair,)), depth=inside.depth)
    flags = HAS_ATTRIBUTE | HAS_BARE_WILDCARD if is_infinite(pattern.name_class) else HAS_ATTRIBUTE
    return _Facts(flags, _NO_CONTENT, frozenset(), (pattern,), depth=inside.depth)


def _data(pattern: Data) -> _Facts:
    if pattern.excluded is not None:
        wrong = _facts(pattern.excluded).flags & _IN_EXCEPT
        if wrong:
            raise _Broken("7.1.4", f"the exceptions of data are data and values, not {_words(wrong)}")
    return _DATA_FACTS


def _choice(pattern: Choice) -> _Facts:
    flags = content = depth = 0
    several: list[_Facts] = []
    for member in pattern.members:
        facts = _facts(member)
        flags |= facts.flags
        content = max(content, facts.content)
        depth = max(depth, facts.depth)
        if facts.flags & HAS_ATTRIBUTE:
            several.append(facts)
    return _Facts(flags, content, *_attributes(several), depth=depth + 1)


def _attributes(several: list[_Facts]) -> tuple[frozenset[QName], tuple[Attribute, ...]]:
    """The attributes of several patterns together."""
    if not several:
        return frozenset(), ()
    names = frozenset[QName]().union(*[facts.names for facts in several])
    others = dict.fromkeys(other for facts in several for other in facts.others)
    return names, tuple(others)


def _one_or_more(pattern: OneOrMore) -> _Facts:
    facts = _facts(pattern.pattern)
    if facts.flags & HAS_GROUPED_ATTRIBUTE:
        raise _Broken("7.1.2", "an attribute in a group or interleave cannot be repeated")
    if facts.content == _SIMPLE:
        raise _Broken("7.2", "data, values and lists cannot be repeated except within a list")
    flags = facts.flags & ~HAS_BARE_WILDCARD | HAS_ONE_OR_MORE
    return _Facts(flags, facts.content, facts.names, facts.others, depth=facts.depth + 1)


def _sequence(pattern: Group | Interleave) -> _Facts:
    flags = HAS_GROUP if isinstance(pattern, Group) else HAS_INTERLEAVE
    content = contents = depth = 0
    several: list[_Facts] = []
    for member in pattern.members:
        facts = _facts(member)
        flags |= facts.flags
        depth = max(depth, facts.depth)
        if facts.content:
            contents += 1
            content = max(content, facts.content)
        if facts.flags & HAS_ATTRIBUTE:
            several.append(facts)
    if content == _SIMPLE and contents > 1:
        raise _Broken("7.2", "data, values and lists cannot stand beside other content")
    names, others = _attributes(several)
    if several:
        flags |= HAS_GROUPED_ATTRIBUTE
        if others or len(names) != sum(len(facts.names) for facts in several):
            _check_attributes(several)
    if isinstance(pattern, Interleave):
        _check_interleave(pattern)
    return _Facts(flags, content, names, others, depth=depth + 1)


def _check_attributes(several: list[_Facts]) -> None:
    """7.3: no attribute twice."""
    names: set[QName] = set()
    others: list[NameClass] = []
    for facts in several:
        for name in sorted(facts.names):
            if name in names:
                raise _Broken("7.3", f'the attribute "{name[1]}" may be there twice', name)
            _no_overlap(Name(*name), others)
        for other in facts.others:
            _no_overlap(other.name_class, [*(Name(*name) for name in sorted(names)), *others])
        names |= facts.names
        others += [other.name_class for other in facts.others]


def _no_overlap(name_class: NameClass, others: list[NameClass]) -> None:
    for other in others:
        if overlap(other, name_class):
            both = f'"{describe(other)}" and "{describe(name_class)}"'
            name = overlap(other, name_class)
            raise _Broken("7.3", f"an attribute may be there twice, for its name is in {both}", name)


def _check_interleave(pattern: Interleave) -> None:
    """7.4: no element name and no text in two of the parts."""
    if sum(bool(_facts(member).flags & HAS_TEXT) for member in pattern.members) > 1:
        raise _Broken("7.4", "text in two parts of an interleave")
    named: dict[QName, Element] = {}
    earlier: list[Element] = []
    for member in pattern.members:
        elements = elements_in(member)
        for element in elements:
            name_class = element.name_class
            if isinstance(name_class, Name) and name_class.pair in named:
                message = f'the element "{name_class.local}" in two parts of an interleave'
                raise _Broken("7.4", message, None, named[name_class.pair], element)
            rivals = earlier if isinstance(name_class, Name) else [*earlier, *named.values()]
            for rival in rivals:
                if overlap(rival.name_class, name_class):
                    both = f'"{describe(rival.name_class)}" and "{describe(name_class)}"'
                    message = f"elements of the same name in two parts of an interleave: {both}"
                    raise _Broken("7.4", message, None, rival, element)
        named.update((e.name_class.pair, e) for e in elements if isinstance(e.name_class, Name))
        earlier += [element for element in elements if not isinstance(element.name_class, Name)]


def _report(element: Element, broken: _Broken, places: Mapping[Pattern, Sequence[Location]]) -> NoReturn:
    at = element.origin.location
    message = f'{broken.message} (in the element "{describe(element.name_class)}")'
    found = [culprit.origin.location for culprit in broken.elements]
    if broken.attribute is not None:
        for attribute in attributes_of(element.content):
            if attribute.name_class.contains(broken.attribute):
                found += places.get(attribute, ())
    if found:
        # The same attribute may be written in many places; all but a few say no more.
        listed = [str(place) for place in sorted(set(found))]
        more = f" and {len(listed) - _MOST} more places" if len(listed) > _MOST else ""
        message += f"; see {', '.join(listed[:_MOST])}{more}"
    raise SchemaError(message, rule=broken.rule, file=at.file, line=at.line, column=at.column) from None
