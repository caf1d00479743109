"""The words of one language, loaded from its TOML file.

Each language is one file in this folder, readable and extendable without Python: tables of phrases by meaning. A project
adds words of its own in a file of the same shape. Files are read when first asked for and kept.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from teikit.errors import ConfigError
from teikit.notations.folding import fold, fold_label, is_unspaced
from teikit.patterns import lazy_pattern

_FOLDER = Path(__file__).resolve().parent
SCHEMES = ("classification", "precedence", "handling", "release")
_KEY = lazy_pattern(r"[a-z][a-z0-9_-]*")
_NUMBER = lazy_pattern(r"\d+(?:\.\d+)?")
# The tables of a file; a number says that the keys of the table are numbers.
_TABLES = {
    "markers": "word",
    "prefixes": "word",
    "amounts": "word",
    "units": "word",
    "numbers": "number",
    "labels": "word",
    "persons": "word",
    **dict.fromkeys(SCHEMES, "word"),
    "dates": "any",
    "languages": "word",
}
_KEYS = {
    "markers": {
        *("withheld", "withheld_weak", "illegible", "inaudible", "unclear", "editorial", "blank", "sic", "incident"),
        *("note", "structure", "editorial_start", "incident_start", "note_start", "note_end"),
    },
    "prefixes": {"translator", "editor", "drafter"},
    "amounts": {"at_most", "at_least", "about", "after", "half", "part", "joined", "filler"},
    "persons": {
        "not_speakers",
        "titles",
        "continued",
        "address_endings",
        "sent_endings",
        "received_endings",
        "salutations",
        "valedictions",
    },
    "dates": {
        *(str(month) for month in range(1, 13)),
        *(
            "weekdays",
            "undated",
            "am",
            "pm",
            "noon",
            "midnight",
            "hours",
            "minutes",
            "year_words",
            "to",
            "from",
            "order",
        ),
    },
    "languages": {"function_words"},
}

Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Notation:
    """What the notations of one language are made of; every phrase is folded (`folding.fold`).

    Attributes:
        lang: BCP 47 tag.
        verbs: For each kind of marker, the words that name it ("not declassified", 判読不能).
        prefixes: For each hand (translator, editor, drafter), the prefixes that name it ("tn", 訳注).
        amounts: Bounds, parts and fillers of an amount: `at_most`, `at_least`, `about`, `half`, `part`, `joined`, `filler`.
        units: Phrase → unit as TEI has it.
        numbers: Number word → decimal.
        labels: Role (`from`, `to`, `subject`, `participants` …) → header labels.
        label_roles: Header label → role.
        not_speakers: Labels before a colon that are never speakers.
        titles: Titles and ranks that mark a name or a label as a person.
        continued: Words meaning that the text goes on elsewhere.
        address_endings: What stands after an addressee (殿, 宛).
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


def read_tables(path: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    """The tables of a notation file, checked.

    Raises:
        ConfigError: It cannot be read, is not TOML, or has a table, key or value that a notation does not have.
    """
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot read the notation: {error}", file=path) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not TOML: {error}", file=path) from error
    tables: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, table in raw.items():
        if name == "lang":
            if not isinstance(table, str):
                raise ConfigError("lang must be a language tag such as 'en'", file=path)
            continue
        if name not in _TABLES:
            raise ConfigError(f"no such table [{name}]; a notation has {', '.join(_TABLES)}", file=path)
        if not isinstance(table, dict):
            raise ConfigError(f"[{name}] must be a table of lists of words", file=path)
        tables[name] = {key: _phrases(path, name, key, value) for key, value in table.items()}
    return tables


def _phrases(path: Path, table: str, key: str, value: object) -> tuple[str, ...]:
    place = f"[{table}] {key}"
    if table in _KEYS and key not in _KEYS[table]:
        raise ConfigError(f"{place}: no such key; known are {', '.join(sorted(_KEYS[table]))}", file=path)
    pattern, what = (_NUMBER, "a number such as 1.5") if _TABLES[table] == "number" else (_KEY, "a lower-case word")
    if _TABLES[table] != "any" and not pattern.fullmatch(key):
        raise ConfigError(f"{place}: the key must be {what}", file=path)
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ConfigError(f'{place}: must be a list of words, such as ["line", "lines"]', file=path)
    return tuple(dict.fromkeys(fold(item) for item in value))


def _notation(code: str, tables: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Notation:
    def table(name: str) -> Words:
        return MappingProxyType(dict(tables.get(name, {})))

    persons, dates = table("persons"), table("dates")
    return Notation(
        lang=code,
        verbs=table("markers"),
        prefixes=table("prefixes"),
        amounts=table("amounts"),
        units=_inverted(table("units")),
        numbers=_inverted(table("numbers")),
        labels=table("labels"),
        label_roles=_inverted({role: tuple(map(fold_label, words)) for role, words in table("labels").items()}),
        not_speakers=frozenset(map(fold_label, persons.get("not_speakers", ()))),
        titles=frozenset(persons.get("titles", ())),
        continued=tuple(map(fold_label, persons.get("continued", ()))),
        address_endings=persons.get("address_endings", ()),
        sent_endings=persons.get("sent_endings", ()),
        received_endings=persons.get("received_endings", ()),
        salutations=tuple(map(fold_label, persons.get("salutations", ()))),
        valedictions=tuple(map(fold_label, persons.get("valedictions", ()))),
        months=MappingProxyType({word: int(key) for key, words in dates.items() if key.isdigit() for word in words}),
        dates=MappingProxyType({key: words for key, words in dates.items() if not key.isdigit()}),
        classifications=_inverted(table("classification")),
        precedences=_inverted(table("precedence")),
        caveats=_inverted(table("handling")),
        stamps=_inverted(table("release")),
        function_words=frozenset(table("languages").get("function_words", ())),
    )


def _begins(folded: str, phrases: tuple[str, ...]) -> bool:
    return any(
        folded.startswith(one) and (is_unspaced(one) or not folded[len(one) : len(one) + 1].isalpha())
        for one in phrases
    )


def _inverted(table: Words) -> Mapping[str, str]:
    """Phrase → key; where a phrase stands under two keys, the first keeps it."""
    pairs: Iterable[tuple[str, str]] = ((phrase, key) for key, phrases in table.items() for phrase in phrases)
    found: dict[str, str] = {}
    for phrase, key in pairs:
        found.setdefault(phrase, key)
    return MappingProxyType(found)
