"""Makes patterns, hash-consed: equal patterns are one object, so that they can be compared and remembered by identity.

The rules that keep patterns small and finite in number are applied in the making:

- `notAllowed` vanishes from choices and swallows groups (4.20); `empty` vanishes from groups (4.21);
- choices, groups and interleaves are flat; choices hold each member once, in a fixed order; interleaves are sorted;
- `oneOrMore` of `oneOrMore`, of `text` and of `empty` is its content; what may be empty or repeated within a repeated
  choice is so by the repetition: `(a?|b+)+` is `(a|b)+?`.

Elements are the exception: each `element` of the schema is one object, whatever it holds, and its content is set later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from teikit.relaxng.errors import LimitError
from teikit.relaxng.names import NameClass
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
    Origin,
    Pattern,
    Value,
)

if TYPE_CHECKING:
    from teikit.relaxng.datatypes import Datatype

_FIRST_NUMBER: Final = 3


_by_number: Final = attrgetter("number")


class Patterns:
    """Makes patterns, each once.

    Args:
        limit: How many patterns may be made after `seal` before `LimitError` is raised. A document that asks for so many
            meets a schema that is hugely ambiguous.
    """

    def __init__(self, limit: int = 400_000) -> None:
        self._table: dict[tuple[object, ...], Pattern] = {}
        self._number = _FIRST_NUMBER
        self._sealed: int | None = None
        self._sealed_keys = 0
        self._limit = limit

    def __len__(self) -> int:
        return len(self._table)

    def seal(self) -> None:
        """Call when the schema is read: what is made from now on can be forgotten again."""
        self._sealed = self._number
        self._sealed_keys = len(self._table)

    @property
    def table(self) -> dict[tuple[object, ...], Pattern]:
        """The patterns by what they are made of; the keys begin with the kind."""
        return self._table

    def restore(self, table: dict[tuple[object, ...], Pattern], number: int) -> None:
        """Take over patterns that were made before.

        Args:
            table: As `table` gave them.
            number: The number of the next pattern.
        """
        self._table = table
        self._number = number

    @property
    def number(self) -> int:
        """The number of the next pattern."""
        return self._number

    @property
    def made(self) -> int:
        """How many patterns the table holds that are not the schema's own."""
        return len(self._table) - self._sealed_keys

    def forget(self) -> None:
        """Drop every pattern made since `seal` from the table; those still in use stay valid."""
        own = self._sealed
        if own is not None:
            self._table = dict(list(self._table.items())[: self._sealed_keys])

    def _next(self) -> int:
        number = self._number
        self._number = number + 1
        if self._sealed is not None and len(self._table) - self._sealed_keys > self._limit:
            raise LimitError(
                f"more than {self._limit:,} patterns are needed to follow the document: the schema is too ambiguous here"
            )
        return number

    def choice(self, patterns: Iterable[Pattern]) -> Pattern:
        """One of the patterns; `NOT_ALLOWED` for none."""
        members: dict[Pattern, None] = {}
        for pattern in patterns:
            if pattern is NOT_ALLOWED:
                continue
            if isinstance(pattern, Choice):
                for member in pattern.members:
                    members[member] = None
            else:
                members[pattern] = None
        if not members:
            return NOT_ALLOWED
        if EMPTY in members:
            del members[EMPTY]
            if not any(member.nullable for member in members):
                members[EMPTY] = None
        if len(members) < 2:
            return next(iter(members), EMPTY)
        ordered = tuple(sorted(members, key=_by_number))
        key = ("|", *ordered)
        found = self._table.get(key)
        if found is None:
            nullable = any(member.nullable for member in ordered)
            found = self._table[key] = Choice(self._next(), nullable, ordered)
        return found

    def optional(self, pattern: Pattern) -> Pattern:
        """The pattern or nothing."""
        if pattern.nullable:
            return pattern
        return EMPTY if pattern is NOT_ALLOWED else self.choice((EMPTY, pattern))

    def group(self, patterns: Sequence[Pattern]) -> Pattern:
        """The patterns one after another."""
        members: list[Pattern] = []
        for pattern in patterns:
            if pattern is NOT_ALLOWED:
                return NOT_ALLOWED
            if isinstance(pattern, Group):
                members.extend(pattern.members)
            elif pattern is not EMPTY:
                members.append(pattern)
        if len(members) < 2:
            return members[0] if members else EMPTY
        key = (",", *members)
        found = self._table.get(key)
        if found is None:
            nullable = all(member.nullable for member in members)
            found = self._table[key] = Group(self._next(), nullable, tuple(members))
        return found

    def interleave(self, patterns: Sequence[Pattern]) -> Pattern:
        """The patterns mixed in any way."""
        members: list[Pattern] = []
        for pattern in patterns:
            if pattern is NOT_ALLOWED:
                return NOT_ALLOWED
            if isinstance(pattern, Interleave):
                members.extend(pattern.members)
            elif pattern is not EMPTY:
                members.append(pattern)
        if len(members) < 2:
            return members[0] if members else EMPTY
        members.sort(key=_by_number)
        key = ("&", *members)
        found = self._table.get(key)
        if found is None:
            nullable = all(member.nullable for member in members)
            found = self._table[key] = Interleave(self._next(), nullable, tuple(members))
        return found

    def one_or_more(self, pattern: Pattern) -> Pattern:
        """The pattern, repeated."""
        if pattern is NOT_ALLOWED or pattern is EMPTY or pattern is TEXT or isinstance(pattern, OneOrMore):
            return pattern
        if isinstance(pattern, Choice):
            members = pattern.members
            if EMPTY in members:
                return self.optional(self.one_or_more(self.choice(m for m in members if m is not EMPTY)))
            if any(isinstance(member, OneOrMore) for member in members):
                plain = (member.pattern if isinstance(member, OneOrMore) else member for member in members)
                return self.one_or_more(self.choice(plain))
        key = ("+", pattern)
        found = self._table.get(key)
        if found is None:
            found = self._table[key] = OneOrMore(self._next(), pattern)
        return found

    def zero_or_more(self, pattern: Pattern) -> Pattern:
        """Nothing, or the pattern, repeated."""
        return self.optional(self.one_or_more(pattern))

    def list_of(self, pattern: Pattern) -> Pattern:
        """Text split at white space."""
        if pattern is NOT_ALLOWED:
            return NOT_ALLOWED
        key = ("list", pattern)
        found = self._table.get(key)
        if found is None:
            found = self._table[key] = ListPattern(self._next(), pattern)
        return found

    def data(self, datatype: Datatype, type_name: str, excluded: Pattern) -> Pattern:
        """Text of a datatype; the same `Datatype` object must stand for the same type and parameters."""
        exception = None if excluded is NOT_ALLOWED else excluded
        key = ("data", datatype, exception)
        found = self._table.get(key)
        if found is None:
            found = self._table[key] = Data(self._next(), datatype, type_name, exception)
        return found

    def value(
        self,
        datatype: Datatype,
        type_name: str,
        text: str,
        *,
        canonical: object,
        documentation: str = "",
        context: dict[str, str] | None = None,
    ) -> Pattern:
        """One value of a datatype; different documentation makes a different pattern."""
        key = ("value", datatype, canonical, text, documentation)
        found = self._table.get(key)
        if found is None:
            value = Value(self._next(), datatype, type_name, text, canonical)
            value.documentation, value.context = documentation, context
            found = self._table[key] = value
        return found

    def attribute(self, name_class: NameClass, value: Pattern, documentation: str = "") -> Pattern:
        """An attribute; different documentation makes a different pattern."""
        if value is NOT_ALLOWED:
            return NOT_ALLOWED
        key = ("@", name_class, value, documentation)
        found = self._table.get(key)
        if found is None:
            found = self._table[key] = Attribute(self._next(), name_class, value, documentation)
        return found

    def element(self, name_class: NameClass, origin: Origin) -> Element:
        """A new element, not yet with its content."""
        return Element(self._next(), name_class, origin)
