"""The sidecar as data: found beside its transcript, read from TOML, every key known and of its type."""

from __future__ import annotations

import codecs
import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from teikit.dialects.identity import ncname
from teikit.errors import ConfigError

ENDING = ".teikit.toml"
#: What a line may be said to be.
KINDS = ("paragraph", "turn", "head", "furniture", "opener", "closer", "trailer", "note")
_TRANSCRIPTS = (".raw.txt", ".txt", ".md", ".markdown")
_LANG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
#: The keys of each table: those that must be there, those that may.
_TABLES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "language": (("from", "lang"), ()),
    "line": (("text", "is"), ("every",)),
    "speaker": (("label", "person"), ("name",)),
    "not-speaker": (("label",), ()),
    "join": (("before", "after"), ()),
    "split": (("before", "after"), ()),
    "person": (("key",), ("names", "roles")),
}
#: Keys whose values are no mere strings.
_NO_WORDS = ("every", "names", "roles", "person")
_KEYS = ("dialect", "encoding", *_TABLES)


@dataclass(frozen=True, slots=True)
class Entry:
    """One correction: a table of the sidecar.

    Attributes:
        line: Its line in the sidecar.
        values: Its keys, as checked strings; several persons who speak as one stand in one, with blanks between.
        every: Whether it holds wherever its words stand.
        names: For a person, names as (words, language).
        roles: For a person, roles in the same form.
    """

    line: int
    values: Mapping[str, str]
    every: bool = False
    names: tuple[tuple[str, str], ...] = ()
    roles: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, key: str) -> str:
        return self.values[key]


@dataclass(frozen=True)
class Corrections:
    """All that an editor says of one transcript.

    Attributes:
        file: The sidecar; empty where there is none.
        dialect: The dialect to read with; empty for the one that knows the layout.
        encoding: The character encoding; `None` to work it out.
        tables: Table → its entries, in their order.
        lines: Key → its line in the sidecar, for `dialect` and `encoding`.
    """

    file: str = ""
    dialect: str = ""
    encoding: str | None = None
    tables: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.file)

    def entries(self, table: str) -> tuple[Entry, ...]:
        """The entries of a table."""
        return self.tables.get(table, ())


NONE = Corrections()


def sidecar_of(name: str | Path) -> Path:
    """Where the sidecar of a transcript lies, whether or not there is one."""
    path = Path(name)
    for ending in _TRANSCRIPTS:
        if path.name.lower().endswith(ending) and len(path.name) > len(ending):
            return path.with_name(path.name[: -len(ending)] + ENDING)
    return path.with_name(path.stem + ENDING)


def load_sidecar(name: str | Path) -> Corrections:
    """The corrections of a transcript; `NONE` where no sidecar lies beside it.

    Raises:
        ConfigError: The sidecar cannot be read, is not TOML, or says something that no sidecar says.
    """
    if str(name) == "-":
        return NONE
    path = sidecar_of(name)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return NONE
    except OSError as error:
        raise ConfigError(f"the sidecar cannot be read: {error.strerror or error}", file=path) from error
    except UnicodeDecodeError as error:
        raise ConfigError("the sidecar is not UTF-8; save it as UTF-8", file=path) from error
    return read_sidecar(text, str(path))


def read_sidecar(text: str, name: str) -> Corrections:
    """Read the text of a sidecar.

    Args:
        text: The TOML.
        name: Its path, for messages.

    Raises:
        ConfigError: It is not TOML, or has a key or a value that no sidecar has.
    """
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"at line (\d+), column (\d+)", str(error))
        line, column = (int(match[1]), int(match[2])) if match else (None, None)
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise ConfigError(f"not TOML: {reason}", file=name, line=line, column=column) from error
    reader = _Reader(text, name)
    tables: dict[str, tuple[Entry, ...]] = {}
    for key, value in data.items():
        if key not in _KEYS:
            raise ConfigError(unknown("key", key, _KEYS), file=name, line=reader.line(key))
        if key in _TABLES:
            tables[key] = reader.table(key, value)
    dialect = reader.word(data, "dialect")
    encoding = reader.word(data, "encoding") or None
    if encoding:
        try:
            codecs.lookup(encoding)
        except LookupError as error:
            raise ConfigError(
                f"no encoding is called {encoding!r}; try utf-8, shift_jis, gb18030, koi8-r or windows-1252",
                file=name,
                line=reader.line("encoding"),
            ) from error
    return Corrections(
        name, dialect, encoding, tables, {key: reader.line(key) for key in ("dialect", "encoding") if key in data}
    )


def unknown(what: str, name: str, known: Sequence[str]) -> str:
    """The message for a name that nothing bears."""
    near = difflib.get_close_matches(name, known, 1, 0.6)
    return f"unknown {what} {name!r}; " + (f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}")


class _Reader:
    """Checks tables, and knows in which line each begins."""

    def __init__(self, text: str, name: str):
        self.rows = text.splitlines()
        self.name = name

    def line(self, key: str, start: int = 1) -> int:
        """The line, from `start` on, where a key or the header of a table stands."""
        pattern = re.compile(
            rf"\s*(?:\[+\s*)?[\"']?{re.escape(key)}[\"']?\s*(?:\]|=|\.)|.*[{{,]\s*{re.escape(key)}\s*="
        )
        for number in range(start, len(self.rows) + 1):
            if pattern.match(self.rows[number - 1]):
                return number
        return start

    def header(self, name: str, start: int) -> int:
        """The line, from `start` on, where a table of a list begins."""
        pattern = re.compile(rf"\s*\[\[\s*[\"']?{re.escape(name)}[\"']?\s*\]\]")
        for number in range(start, len(self.rows) + 1):
            if pattern.match(self.rows[number - 1]):
                return number
        return self.line(name)

    def word(self, table: Mapping[str, Any], key: str, start: int = 1) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or (key in table and not value.strip()):
            raise ConfigError(f"{key} must be a string that is not empty", file=self.name, line=self.line(key, start))
        return value

    def table(self, name: str, value: Any) -> tuple[Entry, ...]:
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise ConfigError(
                f"{name} must be a list of tables; write [[{name}]]", file=self.name, line=self.line(name)
            )
        entries = []
        at = 0
        for one in value:
            at = self.header(name, at + 1)
            entries.append(self._entry(name, one, at))
        return tuple(entries)

    def _entry(self, name: str, table: Mapping[str, Any], at: int) -> Entry:
        needed, more = _TABLES[name]
        for key in table:
            if key not in (*needed, *more):
                message = unknown("key", key, (*needed, *more))
                raise ConfigError(f"[[{name}]]: {message}", file=self.name, line=self.line(key, at))
        for key in needed:
            if key not in table:
                raise ConfigError(f"[[{name}]] needs {key!r}", file=self.name, line=at)
        words = {key: self.word(table, key, at) for key in (*needed, *more) if key not in _NO_WORDS}
        words |= self._persons(table, at)
        self._check(words, at)
        every = table.get("every", False)
        if not isinstance(every, bool):
            raise ConfigError("every must be true or false", file=self.name, line=self.line("every", at))
        return Entry(at, words, every, self._facts(table, "names", at), self._facts(table, "roles", at))

    def _check(self, words: Mapping[str, str], at: int) -> None:
        if "is" in words and words["is"] not in KINDS:
            raise ConfigError(unknown("kind", words["is"], KINDS), file=self.name, line=self.line("is", at))
        if "lang" in words and not _LANG.fullmatch(words["lang"]):
            raise ConfigError(
                f'{words["lang"]!r} is no language; write a code such as "en", "ja" or "zh-Hant"',
                file=self.name,
                line=self.line("lang", at),
            )
        if "key" in words:
            self._identifier("key", words["key"], at)

    def _persons(self, table: Mapping[str, Any], at: int) -> dict[str, str]:
        """Who speaks: one person, or a list of those who speak as one, put together with blanks."""
        if "person" not in table:
            return {}
        value = table["person"]
        several = value if isinstance(value, list) and value else [value]
        for one in several:
            if not isinstance(one, str) or not one.strip():
                message = "person must be an identifier, or a list of them for several who speak as one"
                raise ConfigError(message, file=self.name, line=self.line("person", at))
            self._identifier("person", one, at)
        return {"person": " ".join(several)}

    def _identifier(self, key: str, word: str, at: int) -> None:
        if ncname(word) != word:
            raise ConfigError(
                f"{word!r} cannot be an identifier; write {ncname(word.replace(' ', '-'), 'p-')!r}",
                file=self.name,
                line=self.line(key, at),
            )

    def _facts(self, table: Mapping[str, Any], key: str, at: int) -> tuple[tuple[str, str], ...]:
        value = table.get(key, [])
        out = []
        for one in [value] if isinstance(value, str) else value if isinstance(value, list) else [None]:
            if isinstance(one, str) and one.strip():
                out.append((one, ""))
            elif isinstance(one, dict) and set(one) <= {"text", "lang"} and isinstance(one.get("text"), str):
                lang = one.get("lang", "")
                if not isinstance(lang, str) or (lang and not _LANG.fullmatch(lang)):
                    raise ConfigError(f"{lang!r} is no language", file=self.name, line=self.line(key, at))
                out.append((one["text"], lang))
            else:
                raise ConfigError(
                    f'{key} must be a list of strings, or of tables such as {{ text = "…", lang = "ja" }}',
                    file=self.name,
                    line=self.line(key, at),
                )
        return tuple(out)
