"""The profiles that a settings file declares under `[[dialect]]`, read and checked; see `teikit.dialects.profile` for what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import regex

from teikit.config import load_settings, read_table
from teikit.dialects.profile import FACTS, Pattern, Profile
from teikit.errors import ConfigError


@dataclass(frozen=True, slots=True)
class ProfileSettings:
    """One table `[[dialect]]` as it stands in the settings."""

    name: str = ""
    recognise: tuple[str, ...] = ()
    head: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    speaker: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    markdown: bool = False


def load_profiles(settings: str | Path) -> tuple[Profile, ...]:
    """The dialects that a settings file declares.

    Args:
        settings: `corpus.toml` or `pyproject.toml`; empty for none.

    Raises:
        ConfigError: A key that no profile has, a pattern that is none, or a name that another bears.
    """
    if not settings:
        return ()
    path = Path(settings)
    try:
        state = path.stat()
    except OSError as error:
        raise ConfigError(f"the settings cannot be read: {error.strerror}", file=path) from error
    return _load(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=16)
def _load(path: Path, changed: int, size: int) -> tuple[Profile, ...]:
    del changed, size  # a file that was changed is read again
    tables = load_settings(path).tables.get("dialect", [])
    text = path.read_text(encoding="utf-8")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ConfigError("dialect must be a list of tables; write [[dialect]]", file=path, line=_line(text, "dialect"))
    found: list[Profile] = []
    for table in tables:
        profile = _profile(read_table(ProfileSettings, table, path, text), path, text)
        if any(profile.name == known.name for known in found):
            raise ConfigError(f"two dialects are called {profile.name!r}", file=path, line=_named(text, profile.name))
        found.append(profile)
    return tuple(found)


def _profile(given: ProfileSettings, path: Path, text: str) -> Profile:
    if not given.name:
        raise ConfigError("[[dialect]] needs a name", file=path, line=_line(text, "dialect"))
    if not given.recognise:
        message = f"the dialect {given.name!r} needs recognise: patterns that fit lines near the beginning"
        raise ConfigError(message, file=path, line=_named(text, given.name))

    def compiled(pattern: str, key: str) -> Pattern:
        try:
            return regex.compile(pattern)
        except regex.error as error:
            message = f"the dialect {given.name!r}: {key} {pattern!r} is no regular expression: {error}"
            raise ConfigError(message, file=path, line=_line(text, pattern) or _line(text, key)) from error

    head: list[tuple[str, Pattern]] = []
    for role, patterns in given.head.items():
        if role not in FACTS:
            message = f"the dialect {given.name!r}: head knows no {role!r}; known are {', '.join(FACTS)}"
            raise ConfigError(message, file=path, line=_line(text, role))
        for one in [patterns] if isinstance(patterns, str) else patterns if isinstance(patterns, list) else [None]:
            if not isinstance(one, str):
                raise ConfigError(f"head.{role} must be a pattern or a list of them", file=path, line=_line(text, role))
            pattern = compiled(one, role)
            if "value" not in pattern.groupindex:
                message = (
                    f"the dialect {given.name!r}: the pattern for {role} needs a group for the words: (?P<value>…)"
                )
                raise ConfigError(message, file=path, line=_line(text, one) or _line(text, role))
            head.append((role, pattern))
    return Profile(
        given.name,
        [compiled(one, "recognise") for one in given.recognise],
        head,
        [compiled(one, "speaker") for one in given.speaker],
        [compiled(one, "furniture") for one in given.furniture],
        markdown=given.markdown,
    )


def _named(text: str, name: str) -> int | None:
    """The line of the last dialect of that name."""
    pattern = regex.compile(rf"\s*name\s*=\s*[\"']{regex.escape(name)}[\"']")
    return next(
        (number for number, line in reversed(list(enumerate(text.splitlines(), 1))) if pattern.match(line)), None
    )


def _line(text: str, words: str) -> int | None:
    return next((number for number, line in enumerate(text.splitlines(), 1) if words in line), None)
