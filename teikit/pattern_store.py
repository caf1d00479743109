"""Compiled patterns, kept from one run to the next.

The module `regex` takes a quarter of a second to compile the patterns of a few transcripts, and a hundredth of it to take up what it has
compiled before, as it does when a pattern is unpickled. So the commands keep what they compiled in the user's cache folder
(`TEIKIT_CACHE_DIR` moves that), in a file for each version of teikit, regex and Python. What is in the file is data and no code
(`marshal`), under a digest: a file that is damaged is passed over, and one that cannot be written is done without.
"""

from __future__ import annotations

import contextlib
import copyreg
import hashlib
import marshal
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, AnyStr, cast

import regex

from teikit.errors import TeikitError
from teikit.files import write_whole
from teikit.version import __version__

#: A pattern's text, its flags, and the version of the syntax that holds where neither says.
_Key = tuple[str | bytes, int, int]
#: More than teikit has: then old ones are among them, and all are let go.
_MOST = 3000
_DIGEST = 32

_fresh: dict[_Key, regex.Pattern[Any]] = {}


def compiled_pattern(text: AnyStr, flags: int = 0) -> regex.Pattern[AnyStr]:
    """A pattern of the module `regex`, taken up from an earlier run or compiled.

    For patterns that come again in every run, not for those made of what a transcript says.

    Args:
        text: The regular expression.
        flags: Flags of `regex`.
    """
    key = (text, int(flags), int(regex.DEFAULT_VERSION))
    data = _kept().get(key)
    if data is not None:
        return cast("regex.Pattern[AnyStr]", _rebuild()(*data))
    pattern = _fresh[key] = regex.compile(text, flags)
    return pattern


def keep_patterns() -> None:
    """Keep what was compiled since the start for the next run, with what other runs kept meanwhile."""
    reduce = _reducer()
    if not _fresh or reduce is None:
        return
    rows = {key: reduce(pattern)[1] for key, pattern in _fresh.items()}
    _fresh.clear()
    before = _read()
    if len(before) + len(rows) <= _MOST:
        rows = {**before, **rows}
    body = marshal.dumps(rows)
    with contextlib.suppress(TeikitError):
        write_whole(_file(), hashlib.sha256(body).digest() + body)


@cache
def _kept() -> dict[_Key, tuple[Any, ...]]:
    return _read() if _reducer() is not None else {}


def _read() -> dict[_Key, tuple[Any, ...]]:
    try:
        data = _file().read_bytes()
        digest, body = data[:_DIGEST], data[_DIGEST:]
        rows = marshal.loads(body) if hashlib.sha256(body).digest() == digest else {}  # holds data only
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return rows if isinstance(rows, dict) else {}


def _file() -> Path:
    if not (folder := os.environ.get("TEIKIT_CACHE_DIR")):
        from platformdirs import user_cache_dir

        folder = user_cache_dir("teikit", appauthor=False)
    name = f"patterns-{__version__}-{regex.__version__}-{sys.implementation.cache_tag}.bin"
    return Path(folder) / name


@cache
def _reducer() -> Callable[[regex.Pattern[Any]], tuple[Any, ...]] | None:
    """How `regex` takes a compiled pattern apart to pickle it; `None` should it do so no more."""
    found = copyreg.dispatch_table.get(type(regex.compile("")))
    return cast("Callable[[regex.Pattern[Any]], tuple[Any, ...]] | None", found)


@cache
def _rebuild() -> Callable[..., regex.Pattern[Any]]:
    reduce = _reducer()
    assert reduce is not None, "only what was taken apart is put together"
    return cast("Callable[..., regex.Pattern[Any]]", reduce(regex.compile(""))[0])
