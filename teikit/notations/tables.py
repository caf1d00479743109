"""The tables of a notation's TOML file, read and checked."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from teikit.errors import ConfigError
from teikit.notations.folding import fold
from teikit.patterns import lazy_pattern

SCHEMES = ("classification", "precedence", "handling", "release")
_KEY = lazy_pattern(r"[a-z][a-z0-9_-]*")
_NUMBER = lazy_pattern(r"\d+(?:\.\d+|[/-]\d+)?")
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
        *("note", "structure", "editorial_start", "incident_start", "incident_acts", "note_start", "note_end"),
    },
    "prefixes": {"translator", "editor", "drafter"},
    "amounts": {
        *(
            "at_most",
            "at_least",
            "about",
            "after",
            "half",
            "part",
            "part_after",
            "position",
            "joined",
            "range",
            "between",
        ),
        *("of", "counter", "compound", "ordinal", "singular", "possessive", "filler"),
    },
    "persons": {
        "not_speakers",
        "titles",
        "continued",
        "address_endings",
        "subject_endings",
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
    pattern, what = (
        (_NUMBER, "a number such as 1.5, 2/3 or, for a range, 2-3")
        if _TABLES[table] == "number"
        else (_KEY, "a lower-case word")
    )
    if _TABLES[table] != "any" and not pattern.fullmatch(key):
        raise ConfigError(f"{place}: the key must be {what}", file=path)
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ConfigError(f'{place}: must be a list of words, such as ["line", "lines"]', file=path)
    return tuple(dict.fromkeys(fold(item) for item in value))
