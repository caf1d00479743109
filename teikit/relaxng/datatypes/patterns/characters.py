r"""Character classes of XSD's regular expressions (XML Schema Part 2, appendix F.1).

A class answers one question, whether a character is in it, and can give itself as a class of Python's `re` where `re`
means the same by it. `re` has no `\p{…}`, so a class with categories can be given for ASCII only; for other text the
automaton asks the class itself. Categories are those of the Unicode version that Python brings (`unicodedata`).
"""

from __future__ import annotations

import re
from unicodedata import category

from teikit.relaxng.datatypes.xmlnames import is_name_character, is_name_start

CATEGORIES = frozenset(
    [
        "L",
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "M",
        "Mn",
        "Mc",
        "Me",
        "N",
        "Nd",
        "Nl",
        "No",
        "P",
        "Pc",
        "Pd",
        "Ps",
        "Pe",
        "Pi",
        "Pf",
        "Po",
        "Z",
        "Zs",
        "Zl",
        "Zp",
        "S",
        "Sm",
        "Sc",
        "Sk",
        "So",
        "C",
        "Cc",
        "Cf",
        "Co",
        "Cn",
    ]
)
r"""The names `\p{…}` may have (F.1.1). `Cs` is none of them: surrogates are no characters of XML."""

_ASCII = [chr(code) for code in range(128)]
_SPECIAL = frozenset("\\]^-[&~|")


class Item:
    r"""One part of a class: a range, a block, a category or a multi-character escape.

    Attributes:
        kind: `range` (a block is one too), `category`, or the letter of an escape: `s`, `i`, `c`, `d`, `w`.
        first: The first character of a range; the name of a category.
        last: The last character of a range.
        negated: Whether everything else is meant (`\P`, `\S`).
    """

    __slots__ = ("first", "kind", "last", "negated")

    def __init__(self, kind: str, first: str = "", last: str = "", negated: bool = False) -> None:
        self.kind = kind
        self.first = first
        self.last = last
        self.negated = negated

    def contains(self, character: str) -> bool:
        """Whether the character is meant."""
        return self._positive(character) != self.negated

    def _positive(self, character: str) -> bool:
        kind = self.kind
        if kind == "range":
            return self.first <= character <= self.last
        if kind == "category":
            return category(character).startswith(self.first)
        if kind == "s":
            return character in " \t\n\r"
        if kind == "d":
            return category(character) == "Nd"
        if kind == "w":
            return category(character)[0] not in "PZC"
        if kind == "i":
            return character == ":" or is_name_start(character)
        return character == ":" or is_name_character(character)

    def to_python(self) -> str | None:
        """The inside of a class of `re` that means the same for all of Unicode, or `None`."""
        kind = self.kind
        if kind == "range" and not self.negated:
            return _escape(self.first) if self.first == self.last else f"{_escape(self.first)}-{_escape(self.last)}"
        if kind == "d":
            return r"\D" if self.negated else r"\d"
        return r" \t\n\r" if kind == "s" and not self.negated else None


def _escape(character: str) -> str:
    return "\\" + character if character in _SPECIAL else character


class CharacterClass:
    """A set of characters: the union of its items, or all but these, less what is subtracted.

    Attributes:
        source: How the schema writes it.
        items: The parts.
        negated: Whether the class is the complement of its parts (`[^…]`).
        minus: The class subtracted from it, or `None`.
    """

    __slots__ = ("_known", "items", "minus", "negated", "source")

    def __init__(
        self, source: str, items: tuple[Item, ...], negated: bool = False, minus: CharacterClass | None = None
    ) -> None:
        self.source = source
        self.items = items
        self.negated = negated
        self.minus = minus
        self._known: dict[str, bool] = {}

    def contains(self, character: str) -> bool:
        """Whether the character is in the class."""
        known = self._known.get(character)
        if known is None:
            known = any(item.contains(character) for item in self.items) != self.negated
            if known and self.minus is not None:
                known = not self.minus.contains(character)
            if len(self._known) < 4096:
                self._known[character] = known
        return known

    @property
    def single(self) -> str | None:
        """The only character of a class of one, else `None`."""
        if len(self.items) == 1 and not self.negated and self.minus is None:
            item = self.items[0]
            if item.kind == "range" and item.first == item.last and not item.negated:
                return item.first
        return None

    def to_python(self) -> str | None:
        """The class as `re` writes it, if that means the same for all of Unicode, else `None`."""
        if (single := self.single) is not None:
            return re.escape(single)
        if self.minus is not None:
            return None
        if len(self.items) == 1 and self.items[0].negated and not self.negated:
            # \S alone: the complement of what the positive escape says.
            item = self.items[0]
            positive = Item(item.kind, item.first, item.last).to_python()
            return None if positive is None else f"[^{positive}]"
        parts = [item.to_python() for item in self.items]
        if any(part is None for part in parts):
            return None
        return f"[{'^' if self.negated else ''}{''.join(part for part in parts if part)}]"

    def to_ascii(self) -> str:
        """The class as `re` writes it, right for ASCII only."""
        if (single := self.single) is not None:
            return re.escape(single)
        members = "".join(_escape(character) for character in _ASCII if self.contains(character))
        return f"[{members}]" if members else r"[^\s\S]"

    def members(self) -> str:
        """The ASCII characters in the class, in order."""
        return "".join(character for character in _ASCII if self.contains(character))


def literal(character: str) -> CharacterClass:
    """The class of one character."""
    return CharacterClass(character, (Item("range", character, character),))


ANY = CharacterClass(".", (Item("range", "\n", "\n"), Item("range", "\r", "\r")), negated=True)
"""The wildcard `.`: every character but line feed and carriage return (F.1, `WildcardEsc`)."""
