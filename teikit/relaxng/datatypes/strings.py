"""string and all that is derived from it, and the types that are lists of these (XML Schema Part 2, 3.2.1 and 3.3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from typing import ClassVar

from teikit.relaxng.datatypes.datatype import IdKind, Namespaces, Scope, WhiteSpace, collapse_space, show_character
from teikit.relaxng.datatypes.simpletype import LENGTHS, SimpleType
from teikit.relaxng.datatypes.xmlnames import is_name_character, is_name_start, is_ncname, is_nmtoken

_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")


class StringType(SimpleType):
    """string, normalizedString, token: every text, differing in white space only."""

    facets = LENGTHS

    def __init__(self, name: str, white_space: WhiteSpace) -> None:
        self.name = name
        self._white_space: WhiteSpace = white_space

    def literal(self, text: str) -> str:
        """See `SimpleType.literal`."""
        if self._white_space == "collapse":
            return collapse_space(text)
        return (
            text if self._white_space == "preserve" else text.replace("\t", " ").replace("\n", " ").replace("\r", " ")
        )

    def allows(self, text: str, namespaces: Namespaces | None = None) -> bool:
        """Any text is."""
        return True

    def is_lexical(self, literal: str, namespaces: Namespaces | None) -> bool:
        """Any text is."""
        return True

    def to_value(self, literal: str, namespaces: Namespaces | None) -> Hashable:
        """The literal itself."""
        return literal

    def fault(self, literal: str) -> str:
        """There is none."""
        return "nothing is wrong"

    def remedy(self, literal: str) -> str:
        """Anything will do."""
        return "write any text"

    def describe(self) -> str:
        """See `Datatype.describe`."""
        return "any text"

    def example(self) -> str:
        """See `Datatype.example`."""
        return "text"


class NameType(SimpleType):
    """A token of a certain form: Name, NCName, NMTOKEN, ID, IDREF, ENTITY, language.

    Args:
        name: The type's name.
        form: Whether a token has the form.
        description: What `describe` says.
        example: What `example` says.
    """

    facets = LENGTHS

    def __init__(self, name: str, form: Callable[[str], bool], description: str, example: str) -> None:
        self.name = name
        if name in ("ID", "IDREF"):
            self.id_kind: IdKind | None = "ID" if name == "ID" else "IDREF"
        self._matches = form
        self._description = description
        self._example = example

    def allows(self, text: str, namespaces: Namespaces | None = None) -> bool:
        """See `Datatype.allows`; quick where there is no white space to collapse, as almost always."""
        return self._matches(text) or self.is_lexical(collapse_space(text), namespaces)

    def is_lexical(self, literal: str, namespaces: Namespaces | None) -> bool:
        """Whether the token has the form."""
        return self._matches(literal)

    def to_value(self, literal: str, namespaces: Namespaces | None) -> Hashable:
        """The token itself."""
        return literal

    def fault(self, literal: str) -> str:
        """Names the first character that does not fit."""
        return name_fault(literal, colon=self._matches is not is_ncname, start=self._matches is not is_nmtoken)

    def remedy(self, literal: str) -> str:
        """Offers the token without what does not fit."""
        repaired = self._repair(literal)
        return (
            f"write, for example, {repaired}" if repaired else f"write {self._description}, for example {self._example}"
        )

    def _repair(self, literal: str) -> str:
        kept = [character if character == ":" or is_name_character(character) else "_" for character in literal]
        stem = "".join(kept[:60])
        if self._matches is is_ncname:
            stem = stem.replace(":", "_")
        if stem and not self._matches(stem):
            stem = "_" + stem
        return stem if len(stem) <= 40 and self._matches(stem) and stem.strip("_") else ""

    def describe(self) -> str:
        """See `Datatype.describe`."""
        return self._description

    def example(self) -> str:
        """See `Datatype.example`."""
        return self._example

    def nearness(self, text: str) -> float:
        """Anything without spaces looks like a name."""
        literal = collapse_space(text)
        if self._matches(literal):
            return 1.0
        return 0.3 if literal and " " not in literal else 0.1


class LanguageType(NameType):
    """language: a tag of BCP 47 as far as its form goes (3.3.3)."""

    def __init__(self) -> None:
        super().__init__("language", _is_language, "a language tag as BCP 47 has it", "en-GB")

    def fault(self, literal: str) -> str:
        """Says which part is not as a language tag has it."""
        if not literal:
            return "a language tag cannot be empty"
        if "_" in literal:
            return "the parts of a language tag are joined by hyphens, not underscores"
        for index, part in enumerate(literal.split("-")):
            which = "the first part" if index == 0 else f'the part "{part}"'
            if not part:
                return "a hyphen in a language tag stands between two parts"
            if strange := re.search(r"[^a-zA-Z0-9]", part):
                return f"{show_character(strange.group())} cannot stand in a language tag"
            if len(part) > 8:
                return f"{which} is longer than eight letters, as no part of a language tag is"
        return "the first part of a language tag is letters only"

    def remedy(self, literal: str) -> str:
        """Offers the tag with hyphens, or the code of a language written out."""
        hyphened = re.sub(r"[_ .]", "-", literal)
        if hyphened != literal and re.fullmatch(r"[A-Za-z]{2,3}-.*", hyphened) and self._matches(hyphened):
            return f"write {hyphened}"
        words = re.findall(r"[^\W\d_]+", literal.lower())
        code = next((LANGUAGE_CODES[word] for word in words if word in LANGUAGE_CODES), "")
        return f"write {code}" if code else "write a BCP 47 tag such as en, en-GB or zh-Hant"

    def nearness(self, text: str) -> float:
        """A short word looks like a language tag."""
        literal = collapse_space(text)
        if self._matches(literal):
            return 1.0
        return 0.5 if re.fullmatch(r"[A-Za-z]{2,3}[_.\-/ ][A-Za-z]+", literal) else 0.2


LANGUAGE_CODES = {
    "arabic": "ar", "chinese": "zh", "czech": "cs", "deutsch": "de", "english": "en", "español": "es", "french": "fr",
    "français": "fr", "german": "de", "hungarian": "hu", "italian": "it", "japanese": "ja", "korean": "ko",
    "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru", "spanish": "es",
    "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
}  # fmt: skip
"""Languages by the name that editors write where the code belongs; only those too long to be taken for a code matter."""


class EntityType(NameType):
    """ENTITY: the name of an unparsed entity that the DOCTYPE declares (3.3.11)."""

    context_dependent = True

    def __init__(self) -> None:
        super().__init__("ENTITY", is_ncname, "the name of an unparsed entity of the DOCTYPE", "photo1")

    def allows(self, text: str, namespaces: Namespaces | None = None) -> bool:
        """Whether the entity is declared: without a DOCTYPE none is."""
        return self.is_lexical(collapse_space(text), namespaces)

    def is_lexical(self, literal: str, namespaces: Namespaces | None) -> bool:
        """Whether the entity is declared."""
        return isinstance(namespaces, Scope) and literal in namespaces.unparsed_entities

    def fault(self, literal: str) -> str:
        """Either the form or the declaration is missing."""
        if not is_ncname(literal):
            return super().fault(literal)
        return "no unparsed entity of this name is declared in the DOCTYPE"

    def remedy(self, literal: str) -> str:
        """To declare it."""
        return 'declare it with NDATA, as in <!ENTITY photo1 SYSTEM "photo1.jpg" NDATA jpeg>'

    def nearness(self, text: str) -> float:
        """Hardly ever meant."""
        return 0.05


class ListType(SimpleType):
    """NMTOKENS, IDREFS, ENTITIES: at least one item, with spaces between (3.3.5, 3.3.10, 3.3.12).

    Args:
        name: The type's name.
        item: The type of the items.
    """

    facets = LENGTHS
    units: ClassVar[str] = "items"

    def __init__(self, name: str, item: SimpleType) -> None:
        self.name = name
        self._item = item
        self.context_dependent = item.context_dependent
        if name == "IDREFS":
            self.id_kind: IdKind | None = "IDREFS"

    def is_lexical(self, literal: str, namespaces: Namespaces | None) -> bool:
        """Whether there is an item and all items are of their type."""
        return bool(literal) and all(self._item.is_lexical(item, namespaces) for item in literal.split(" "))

    def to_value(self, literal: str, namespaces: Namespaces | None) -> Hashable:
        """The values of the items, as a tuple."""
        return tuple(self._item.to_value(item, namespaces) for item in literal.split(" "))

    def fault(self, literal: str) -> str:
        """The fault of the first item that has one."""
        for position, item in enumerate(literal.split(" "), start=1):
            if literal and not self._item.is_lexical(item, None):
                return f"item {position}, {item}: {self._item.fault(item)}"
        return "at least one item is needed"

    def remedy(self, literal: str) -> str:
        """Shows a list."""
        return f"write {self.describe()}, for example {self.example()}"

    def describe(self) -> str:
        """See `Datatype.describe`."""
        return f"a list of items with spaces between, each {self._item.describe()}"

    def example(self) -> str:
        """See `Datatype.example`."""
        first = self._item.example()
        return f"{first} {first.rstrip('0123456789')}2"


def name_fault(literal: str, colon: bool, start: bool) -> str:
    """What keeps a literal from being a name.

    Args:
        literal: The literal.
        colon: Whether a colon may stand in it.
        start: Whether its first character may not be a digit and the like.
    """
    if not literal:
        return "a name cannot be empty"
    if start and literal[0] != ":" and is_name_character(literal[0]) and not is_name_start(literal[0]):
        return f"a name cannot begin with {show_character(literal[0])}, but with a letter or an underscore"
    for character in literal:
        if character != ":" and not is_name_character(character):
            return f"{show_character(character)} cannot stand in a name"
    if not colon and ":" in literal:
        return "a colon cannot stand in this name"
    return "the form is not that of a name"


def _is_language(text: str) -> bool:
    return _LANGUAGE.fullmatch(text) is not None
