"""Which files a path stands for: a file, a folder with all below it, a pattern, or standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import pathspec

    Patterns: TypeAlias = pathspec.PathSpec[Any]

SUFFIXES = (".xml", ".tei")
_NEVER = {".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv"}


def files_of(paths: Iterable[str], exclude: Iterable[str] = ()) -> tuple[list[tuple[str, bool]], list[str]]:
    """The files that paths stand for, in a stable order, each once.

    Args:
        paths: What the user named.
        exclude: Patterns as in `.gitignore`, for what is found in folders.

    Returns:
        Files, each with whether it was named itself; and the paths that stand for nothing.
    """
    excluded = _patterns(exclude) if exclude else None
    found: dict[str, bool] = {}
    nothing: list[str] = []
    for path in paths:
        if path == "-" or Path(path).is_file():
            found[path] = True
        elif Path(path).is_dir():
            closed: list[str] = []
            names = list(_walk(Path(path), excluded, closed))
            if not names and not closed:
                nothing.append(path)
            for name in names:
                found.setdefault(name, False)
            for name in closed:
                found[name] = True  # reading it will say why not
        elif glob.has_magic(path) and (names := sorted(glob.glob(path, recursive=True))):  # noqa: PTH207  # patterns may be absolute
            for name in names:
                if Path(name).is_file():
                    found[name] = True
        elif Path(path).exists():
            found[path] = True  # a pipe, say
        else:
            nothing.append(path)
    return list(found.items()), nothing


def _walk(folder: Path, excluded: Patterns | None, closed: list[str]) -> Iterable[str]:
    """The files below a folder; folders that cannot be looked into go to `closed`."""
    ignored = _gitignore(folder)
    for base, folders, names in os.walk(folder, onerror=lambda error: closed.append(str(error.filename))):
        here = Path(base)
        inside = here.relative_to(folder)
        folders[:] = sorted(
            name
            for name in folders
            if name not in _NEVER and not _matches(f"{(inside / name).as_posix()}/", excluded, ignored)
        )
        for name in sorted(names):
            if name.endswith(SUFFIXES) and not _matches((inside / name).as_posix(), excluded, ignored):
                yield str(here / name)


def size_of(name: str) -> int:
    """The bytes of a file; 0 where it has none or cannot be asked, as standard input."""
    try:
        return Path(name).stat().st_size
    except OSError:
        return 0


def _gitignore(folder: Path) -> Patterns | None:
    try:
        lines = (folder / ".gitignore").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    return _patterns(lines)


def _patterns(lines: Iterable[str]) -> Patterns:
    import pathspec

    return pathspec.PathSpec.from_lines("gitignore", list(lines))


def _matches(path: str, *specs: Patterns | None) -> bool:
    return any(spec is not None and spec.match_file(path) for spec in specs)
