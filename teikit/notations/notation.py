"""The words of one language, loaded from its TOML file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Notation:
    """What the notations of one language are made of; every phrase is kept case-folded and NFKC-normalised.

    Attributes:
        lang: BCP 47 tag.
        verbs: For each kind of marker, the words that name it ("not declassified", 判読不能).
        prefixes: For each hand (translator, editor), the prefixes that name it ("tn", 訳注).
        units: Phrase → unit as TEI has it.
        numbers: Number word → decimal.
        labels: Role (`from`, `to`, `subject`, `participants` …) → header labels.
        label_roles: Header label → role.
        not_speakers: Labels before a colon that are never speakers.
        titles: Titles and ranks that mark a name or a label as a person.
        continued: Words meaning that the text goes on elsewhere.
        months: Month name or abbreviation → 1–12.
        address_endings: What stands after an addressee (殿, 宛).
        classifications: Phrase → taxonomy key.
        precedences: Phrase → taxonomy key.
        caveats: Phrase → taxonomy key.
        stamps: Phrase → taxonomy key.
        function_words: Words by which the language is told.
    """

    lang: str
    verbs: Mapping[str, tuple[str, ...]]
    prefixes: Mapping[str, tuple[str, ...]]
    units: Mapping[str, str]
    numbers: Mapping[str, str]
    labels: Mapping[str, tuple[str, ...]]
    label_roles: Mapping[str, str]
    not_speakers: frozenset[str]
    titles: frozenset[str]
    continued: tuple[str, ...]
    months: Mapping[str, int]
    address_endings: tuple[str, ...]
    classifications: Mapping[str, str]
    precedences: Mapping[str, str]
    caveats: Mapping[str, str]
    stamps: Mapping[str, str]
    function_words: frozenset[str]

    def role_of(self, label: str) -> str | None:
        """The role of a header label (`From:`, `ＴＯ`, `S U B J E C T :`), or `None`."""
        raise NotImplementedError

    def is_continued(self, text: str) -> bool:
        """Whether a line, with or without brackets, only says that the text goes on."""
        raise NotImplementedError

    def never_speaks(self, label: str) -> bool:
        """Whether a label before a colon is one that no person bears (`Subject:`, `Comment:`)."""
        raise NotImplementedError

    def has_title(self, label: str) -> bool:
        """Whether a label holds a title, rank or office (`Mr. Rusk`, 総理)."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Category:
    """A classification, precedence, caveat or stamp where it stands in a text.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        scheme: The taxonomy: `classification`, `precedence`, `handling` or `release`.
        key: The category (`secret`, `immediate`, `limited-distribution`, `declassified` …).
    """

    start: int
    end: int
    scheme: str
    key: str


def load_notation(lang: str, extra: Path | None = None) -> Notation:
    """The notation of a language; a language that has none gets the English one.

    Args:
        lang: BCP 47 tag.
        extra: A project's own TOML file of the same shape, whose words come in addition.

    Raises:
        ConfigError: A file does not say what it must; with the file and the key.
    """
    raise NotImplementedError


def find_categories(text: str, lang: str | Notation = "en") -> list[Category]:
    """The classifications, precedences, caveats and release stamps that stand in a line, letter-spaced ones too."""
    raise NotImplementedError
