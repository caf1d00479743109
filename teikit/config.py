"""Settings: `corpus.toml` beside a corpus, or `[tool.teikit]` in `pyproject.toml`.

The nearest such file at or above the first path counts. Every table is a frozen dataclass; a key that it does not have is
an error, with the line and the name that was probably meant.

    [validate]
    schema = ["schemas/project.rng"]
    ignore = ["TK016"]
    per-file-ignores = { "drafts/*.xml" = ["TK018"] }
    severity = { TK014 = "information" }
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_type_hints

from teikit.errors import ConfigError
from teikit.findings import Severity

FILE_NAME = "corpus.toml"

TABLES = (
    "corpus",
    "convert",
    "dialect",
    "dialects",
    "notations",
    "people",
    "validate",
    "render",
    "build",
    "align",
    "site",
)
"""The tables that a settings file may have; each is read by its own part of teikit."""

LAYERS = ("xml", "rng", "xsd", "sch", "corpus")
"""The layers of the validation, in their order."""


def _empty() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ValidateSettings:
    """The table `[validate]`. Paths are relative to the file that holds it.

    Attributes:
        schema: Schemas for all files: RELAX NG, XSD, Schematron.
        schematron: Schematron besides.
        catalog: XML catalogs.
        phase: The Schematron phase.
        layers: The layers to run.
        select: Rules to report, by the beginning of their identifiers; empty for all.
        ignore: Rules not to report.
        per_file_ignores: Rules not to report in files that a pattern fits.
        severity: Severities that differ from the rules' own.
        exclude: Patterns, as in `.gitignore`, of files and folders to leave out.
        authority: Files that hold the persons of the corpus.
        baseline: The file of known findings.
        allow_dtd: Whether documents may have a document type declaration with local files.
        allow_files: Whether Schematron rules may read local files.
        xinclude: Whether inclusions of local files are followed.
        max_megabytes: Files larger than this are not read into memory.
        jobs: How many processes; 0 for one a core.
        cache: Whether results are kept between runs.
        date_years: How far a date in the text may lie from the document's own (TK014).
    """

    schema: tuple[str, ...] = ()
    schematron: tuple[str, ...] = ()
    catalog: tuple[str, ...] = ()
    phase: str = "#DEFAULT"
    layers: tuple[str, ...] = LAYERS
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, Any] = field(default_factory=_empty)
    severity: Mapping[str, Any] = field(default_factory=_empty)
    exclude: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    baseline: str = ""
    allow_dtd: bool = False
    allow_files: bool = False
    xinclude: bool = True
    max_megabytes: int = 100
    jobs: int = 0
    cache: bool = True
    date_years: int = 60


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a settings file says.

    Attributes:
        file: The file; `None` where there is none.
        root: The folder that relative paths start from.
        validate: The table of the validation.
        tables: The tables as read, for the parts of teikit that own them.
    """

    file: Path | None = None
    root: Path = field(default_factory=Path)
    validate: ValidateSettings = field(default_factory=ValidateSettings)
    tables: Mapping[str, Any] = field(default_factory=_empty)


T = TypeVar("T")


def find_settings(start: Path) -> Path | None:
    """The settings file at or above a path, or `None`."""
    at = start.resolve()
    for folder in (at, *at.parents) if at.is_dir() else at.parents:
        if (candidate := folder / FILE_NAME).is_file():
            return candidate
        candidate = folder / "pyproject.toml"
        if candidate.is_file() and _has_table(candidate):
            return candidate
    return None


@lru_cache(maxsize=64)
def _has_table(path: Path) -> bool:
    try:
        return b"[tool.teikit" in path.read_bytes()
    except OSError:
        return False


def load_settings(path: Path | None) -> Settings:
    """Read a settings file.

    Args:
        path: `corpus.toml`, `pyproject.toml`, or `None` for the defaults.

    Raises:
        ConfigError: The file cannot be read, is not TOML, or says something that no table has.
    """
    if path is None:
        return Settings()
    import tomllib  # most runs have no settings, and a command should start at once

    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"the settings cannot be read: {error.strerror}", file=path) from error
    except UnicodeDecodeError as error:
        raise ConfigError("the settings are not UTF-8; save the file as UTF-8", file=path) from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"at line (\d+), column (\d+)", str(error))
        line, column = (int(match[1]), int(match[2])) if match else (None, None)
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise ConfigError(f"not TOML: {reason}", file=path, line=line, column=column) from error
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("teikit", {})
    for name in data:
        if name not in TABLES:
            raise ConfigError(_unknown("table or key", name, TABLES), file=path, line=_line(text, name))
    table = data.get("validate", {})
    if not isinstance(table, dict):
        raise ConfigError("[validate] must be a table", file=path, line=_line(text, "validate"))
    settings = read_table(ValidateSettings, table, path, text)
    _check(settings, path, text)
    return Settings(path, path.parent, settings, MappingProxyType(data))


def read_table(kind: type[T], table: Mapping[str, Any], path: Path, text: str = "") -> T:
    """A table as its dataclass; hyphens in keys stand for underscores.

    Raises:
        ConfigError: A key that the dataclass does not have, or a value of another type.
    """
    hints = get_type_hints(kind)
    names = [entry.name for entry in fields(kind)]  # type: ignore[arg-type]  # every table is a dataclass
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in names:
            known = [entry.replace("_", "-") for entry in names]
            raise ConfigError(_unknown("key", key, known), file=path, line=_line(text, key))
        values[name] = _typed(hints[name], key, value, path, text)
    return kind(**values)


def _typed(hint: Any, key: str, value: Any, path: Path, text: str) -> Any:
    if hint == tuple[str, ...]:
        if isinstance(value, str):
            return (value,)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        wanted = "a list of strings"
    elif hint is bool:
        if isinstance(value, bool):
            return value
        wanted = "true or false"
    elif hint is int:
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        wanted = "a whole number, not negative"
    elif hint is str:
        if isinstance(value, str):
            return value
        wanted = "a string"
    else:
        if isinstance(value, dict):
            return MappingProxyType(value)
        wanted = "a table"
    raise ConfigError(f"{key} must be {wanted}", file=path, line=_line(text, key))


def _check(settings: ValidateSettings, path: Path, text: str) -> None:
    for layer in settings.layers:
        if layer not in LAYERS:
            raise ConfigError(_unknown("layer", layer, LAYERS), file=path, line=_line(text, layer))
    for rule, severity in settings.severity.items():
        if severity not in tuple(Severity) and severity != "off":
            raise ConfigError(
                _unknown("severity", str(severity), [*map(str, Severity), "off"]), file=path, line=_line(text, rule)
            )
    for pattern, rules in settings.per_file_ignores.items():
        if not isinstance(rules, list) or not all(isinstance(rule, str) for rule in rules):
            raise ConfigError(
                f"per-file-ignores for {pattern} must be a list of rules", file=path, line=_line(text, pattern)
            )


def _unknown(what: str, name: str, known: Any) -> str:
    import difflib

    near = difflib.get_close_matches(name, list(known), 1, 0.6)
    return f"unknown {what} {name!r}; " + (f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}")


def _line(text: str, key: str) -> int | None:
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", line):
            return number
    return None
