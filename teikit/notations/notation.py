"""The words of one language, loaded from its TOML file.

Each language is one file in this folder, readable and extendable without Python: tables of phrases by meaning. A project
adds words of its own in a file of the same shape. Files are read when first asked for and kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from teikit.notations.folding import fold_label, is_unspaced
from teikit.notations.tables import read_tables
from teikit.patterns import lazy_pattern

_FOLDER = Path(__file__).resolve().parent
_OTHER_SCRIPT = lazy_pattern(r"[^\p{Latin}\P{L}]")
_STROKES = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "đ": "d"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Notation:
    """What the notations of one language are made of; every phrase is folded (`folding.fold`).

    Attributes:
        lang: BCP 47 tag.
        verbs: For each kind of marker, the words that name it ("not declassified", 判読不能).
        prefixes: For each hand (translator, editor, drafter), the prefixes that name it ("tn", 訳注).
        amounts: What an amount is made of beside units and numbers: `at_most`, `at_least`, `about`, `half`, `part` …
        units: Phrase → unit as TEI has it.
        numbers: Number word → decimal, common fraction (2/3) or range (2-3).
        labels: Role (`from`, `to`, `subject`, `participants` …) → header labels.
        label_roles: Header label → role.
        not_speakers: Labels before a colon that are never speakers.
        titles: Titles and ranks that mark a name or a label as a person.
        continued: Words meaning that the text goes on elsewhere.
        address_endings: What stands after an addressee (殿, 宛).
        subject_endings: With what a line ends that names the subject (の件).
        sent_endings: What stands after the place a telegram was sent from (発).
        received_endings: What stands after the place it was received at (着).
        salutations: Words with which a letter addresses its reader.
        valedictions: Words with which it takes leave.
        months: Month name or abbreviation → 1–12.
        dates: The other words of dates: `weekdays`, `undated`, `am`, `pm`, `noon`, `midnight`, `hours`, `to`, `order` …
        classifications: Phrase → taxonomy key.
        precedences: Phrase → taxonomy key.
        caveats: Phrase → taxonomy key.
        stamps: Phrase → taxonomy key.
        function_words: Words by which the language is told.
    """

    lang: str
    verbs: Words
    prefixes: Words
    amounts: Words
    units: Mapping[str, str]
    numbers: Mapping[str, str]
    labels: Words
    label_roles: Mapping[str, str]
    not_speakers: frozenset[str]
    titles: frozenset[str]
    continued: tuple[str, ...]
    address_endings: tuple[str, ...]
    subject_endings: tuple[str, ...]
    sent_endings: tuple[str, ...]
    received_endings: tuple[str, ...]
    salutations: tuple[str, ...]
    valedictions: tuple[str, ...]
    months: Mapping[str, int]
    dates: Words
    classifications: Mapping[str, str]
    precedences: Mapping[str, str]
    caveats: Mapping[str, str]
    stamps: Mapping[str, str]
    function_words: frozenset[str]

    def role_of(self, label: str) -> str | None:
        """The role of a header label (`From:`, `ＴＯ`, `S U B J E C T :`), or `None`."""
        return self.label_roles.get(fold_label(label))

    def salutes(self, text: str) -> bool:
        """Whether a line addresses the reader of a letter (`Dear Mr. President:`)."""
        return _begins(fold_label(text), self.salutations)

    def is_salutation(self, label: str) -> bool:
        """Whether a label addresses somebody ("Sir", "My dear Mr. Harker") and names nobody who speaks."""
        folded = fold_label(label)
        return folded in self.salutations or _begins(
            folded, tuple(one for one in self.salutations if one not in self.titles)
        )

    def takes_leave(self, text: str) -> bool:
        """Whether a line closes a letter before its signature (`Sincerely yours,`)."""
        return _begins(fold_label(text), self.valedictions)

    def is_continued(self, text: str) -> bool:
        """Whether a line, with or without brackets, only says that the text goes on."""
        return fold_label(text) in self.continued

    def never_speaks(self, label: str) -> bool:
        """Whether a label before a colon is one that no person bears (`Subject:`, `Comment:`)."""
        folded = fold_label(label)
        return folded in self.not_speakers and folded not in self.titles

    def has_title(self, label: str) -> bool:
        """Whether a label holds a title, rank or office (`Mr. Rusk`, 総理, 細川総理)."""
        folded = fold_label(label)
        if folded in self.titles:
            return True
        words = folded.split(" ")
        for length in (1, 2, 3):
            for at in range(len(words) - length + 1):
                phrase = " ".join(words[at : at + length])
                bare = phrase.strip(".,;").removesuffix("'s")
                # One Latin letter (Q, A, M.) is a title only when it is the whole label.
                if (phrase in self.titles or bare in self.titles) and (len(bare) > 1 or len(words) == 1):
                    return True
        if is_unspaced(folded) or self.lang == "ko":
            # A single character (君, 氏) counts only at the end of a name.
            return any(title in folded if len(title) > 1 else folded.endswith(title) for title in self.titles)
        return False


@cache
def load_notation(lang: str, extra: Path | None = None) -> Notation:
    """The notation of a language; a language that has none gets the English one.

    Args:
        lang: BCP 47 tag; only its first subtag counts.
        extra: A project's own TOML file of the same shape, whose words come in addition.

    Raises:
        ConfigError: A file does not say what it must; with the file and the key.
    """
    code = lang.split("-", maxsplit=1)[0].lower()
    return _load(code if (_FOLDER / f"{code}.toml").is_file() and code.isalpha() else "en", extra)


def available_languages() -> tuple[str, ...]:
    """The languages that have a notation of their own."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("??.toml")))


@cache
def _load(code: str, extra: Path | None) -> Notation:
    tables = read_tables(_FOLDER / f"{code}.toml")
    if extra is not None:
        for name, more in read_tables(extra).items():
            table = dict(tables.get(name, {}))
            for key, phrases in more.items():
                table[key] = tuple(dict.fromkeys((*table.get(key, ()), *phrases)))
            tables[name] = table
    return _notation(code, tables)


def _notation(code: str, tables: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Notation:
    def table(name: str) -> Words:
        return MappingProxyType(dict(tables.get(name, {})))

    def both(name: str) -> Words:
        return MappingProxyType({key: _with_plain(words) for key, words in tables.get(name, {}).items()})

    persons, dates = table("persons"), table("dates")
    return Notation(
        lang=code,
        verbs=both("markers"),
        prefixes=table("prefixes"),
        amounts=both("amounts"),
        units=_inverted(both("units")),
        numbers=_inverted(both("numbers")),
        labels=table("labels"),
        label_roles=_inverted({role: tuple(map(fold_label, words)) for role, words in table("labels").items()}),
        not_speakers=frozenset(map(fold_label, persons.get("not_speakers", ()))),
        titles=frozenset(persons.get("titles", ())),
        continued=tuple(map(fold_label, persons.get("continued", ()))),
        address_endings=persons.get("address_endings", ()),
        subject_endings=persons.get("subject_endings", ()),
        sent_endings=persons.get("sent_endings", ()),
        received_endings=persons.get("received_endings", ()),
        salutations=tuple(map(fold_label, persons.get("salutations", ()))),
        valedictions=tuple(map(fold_label, persons.get("valedictions", ()))),
        months=MappingProxyType({word: int(key) for key, words in dates.items() if key.isdigit() for word in words}),
        dates=MappingProxyType({key: words for key, words in dates.items() if not key.isdigit()}),
        classifications=_inverted(both("classification")),
        precedences=_inverted(both("precedence")),
        caveats=_inverted(both("handling")),
        stamps=_inverted(both("release")),
        function_words=frozenset(table("languages").get("function_words", ())),
    )


def _begins(folded: str, phrases: tuple[str, ...]) -> bool:
    return any(
        folded.startswith(one) and (is_unspaced(one) or not folded[len(one) : len(one) + 1].isalpha())
        for one in phrases
    )


def _with_plain(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Phrases of a Latin script also as a machine without accents types them: "lineas", "geschwaerzt", "zaczernione"."""
    found = dict.fromkeys(phrases)
    for phrase in phrases:
        if not phrase.isascii() and not _OTHER_SCRIPT.search(phrase):
            without = unicodedata.normalize("NFD", phrase.translate(_STROKES))
            found.setdefault("".join(char for char in without if not unicodedata.combining(char)))
            found.setdefault(phrase.translate(_UMLAUTS))
    return tuple(found)


def _inverted(table: Words) -> Mapping[str, str]:
    """Phrase → key; where a phrase stands under two keys, the first keeps it."""
    pairs: Iterable[tuple[str, str]] = ((phrase, key) for key, phrases in table.items() for phrase in phrases)
    found: dict[str, str] = {}
    for phrase, key in pairs:
        found.setdefault(phrase, key)
    return MappingProxyType(found)
