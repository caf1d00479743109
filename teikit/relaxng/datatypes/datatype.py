"""What a datatype is to RELAX NG: a set of strings, the values they stand for, and words to speak of both.

A datatype library is asked by name and parameters (specification, section 2 and 4.16) and gives a `Datatype`. Datatypes
are immutable, so equal requests give one object, which keeps the caches of all its users together.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping, Sequence
from typing import ClassVar, Literal

from teikit.relaxng.errors import DatatypeError

IdKind = Literal["ID", "IDREF", "IDREFS"]
Namespaces = Mapping[str, str]
WhiteSpace = Literal["preserve", "replace", "collapse"]

MAX_SHOWN = 40
"""So many characters of a value are repeated in a message; the place is known, the rest would only be noise."""

_REPLACED = str.maketrans("\t\n\r", "   ")
_ODD_SPACE = re.compile(r"^ | {2}| $|[\t\n\r]")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]")
_QUOTED = re.compile(r"[\s\"'\u2018-\u201f]")


class Scope(dict[str, str]):
    """The prefixes in scope where a value stands, and the unparsed entities of its document.

    Only ENTITY and ENTITIES ask for the entities; a plain mapping will do for every other datatype.

    Attributes:
        unparsed_entities: The names that the DOCTYPE declares with `NDATA`.
    """

    unparsed_entities: frozenset[str] = frozenset()


def replace_space(text: str) -> str:
    """Turn each tab and line break into a space (XSD Part 2, 4.3.6, `replace`)."""
    return text.translate(_REPLACED)


def collapse_space(text: str) -> str:
    """Make every run of XML white space one space and trim the ends (XSD Part 2, 4.3.6, `collapse`).

    Only the four XML white space characters count; a no-break space is an ordinary character.
    """
    if _ODD_SPACE.search(text) is None:
        return text
    return " ".join(part for part in text.translate(_REPLACED).split(" ") if part)


def show(text: str) -> str:
    """A value as a message repeats it: clipped, with what cannot be seen made visible, in quotes where that helps."""
    if not text:
        return "an empty value"
    clipped = text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"
    visible = _HIDDEN.sub(lambda found: f"<U+{ord(found.group()):04X}>", clipped)
    quoted = _QUOTED.search(clipped) or clipped[-1] in ":;,." or (not clipped[0].isalnum() and len(clipped) == 1)
    return f'"{visible}"' if quoted else visible


def show_character(character: str) -> str:
    """One character as a message names it."""
    names = {" ": "a space", "\t": "a tab", "\n": "a line break", "\r": "a carriage return", '"': "a quotation mark"}
    if named := names.get(character):
        return named
    if _HIDDEN.match(character) or character.isspace():
        import unicodedata

        name = unicodedata.name(character, "")
        return f"U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")
    return f'"{character}"'


class Datatype(ABC):
    """A set of strings with a notion of equal value.

    Attributes:
        name: The type's name in its library: `date`.
        id_kind: Its role in cross-references (RELAX NG DTD Compatibility, section 5), or `None`.
        context_dependent: Whether the same string can be a value in one place and none in another, because prefixes
            or entities decide; such results must not be remembered by the string alone.
        restricted: Whether parameters restrict it.
    """

    name: str
    id_kind: IdKind | None = None
    context_dependent: bool = False
    restricted: bool = False

    @abstractmethod
    def allows(self, text: str, namespaces: Namespaces | None = None) -> bool:
        """Whether the text, white space and all as it stands in the document, is of this type."""

    @abstractmethod
    def value(self, text: str, namespaces: Namespaces | None = None) -> Hashable | None:
        """What the text stands for: two texts are equal to `<value>` where these are. `None` where not allowed."""

    @abstractmethod
    def why_not(self, text: str) -> str:
        """Why the text is not of this type, in words and with what to write instead; empty where it is.

        Prefixes and entities are not looked at: of a QName it is said what its form should be, and else that its
        prefix is not bound.
        """

    @abstractmethod
    def describe(self) -> str:
        """The type in a few words that fit after "expected": `a date as YYYY-MM-DD`."""

    @abstractmethod
    def example(self) -> str:
        """A text that is of this type."""

    def nearness(self, text: str) -> float:
        """How much the text looks like an attempt at this type: 1 for one that is of it, 0 for no likeness.

        Only for choosing, among the types of a choice, the one to explain.
        """
        return 1.0 if self.allows(text) else 0.0

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


class DatatypeLibrary(ABC):
    """A datatype library (specification, section 2): makes datatypes from names and parameters.

    Attributes:
        uri: What `datatypeLibrary` says to mean this library.
    """

    uri: ClassVar[str]

    @property
    @abstractmethod
    def type_names(self) -> tuple[str, ...]:
        """The names of all types, sorted."""

    @abstractmethod
    def create(self, type_name: str, params: Sequence[tuple[str, str]] = ()) -> Datatype:
        """The type of that name, restricted by the parameters.

        Args:
            type_name: Its name in the library, without prefix: `date`.
            params: Names and values of the `param` elements in their order.

        Raises:
            DatatypeError: There is no such type, or it does not take such a parameter.
        """

    def unknown_type(self, type_name: str) -> DatatypeError:
        """The error for a type that the library does not have, with the nearest that it has."""
        from difflib import get_close_matches

        near = get_close_matches(type_name, self.type_names, n=1, cutoff=0.6)
        library = f"The datatype library {self.uri}" if self.uri else "The built-in datatype library"
        hint = f'; did you mean "{near[0]}"?' if near else f"; it has {', '.join(self.type_names)}"
        return DatatypeError(f'{library} has no type "{type_name}"{hint}', rule="4.16")
