"""Writing files whole: to a temporary file beside the target, then renamed, so that no reader ever meets half a file."""

from __future__ import annotations

import itertools
import os
import threading
from pathlib import Path

from teikit.errors import TeikitError


def write_whole(path: Path, data: bytes | str) -> Path:
    """Write a file whole or not at all; folders on the way are made, and a file that holds these very bytes is left as it is.

    Args:
        path: The file to write.
        data: Its content; text is written as UTF-8 with line feeds.

    Returns:
        The path written.

    Raises:
        TeikitError: The folder or file cannot be written.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    if _holds(path, content):
        return path
    temporary: Path | None = None
    try:
        try:
            handle, temporary = _beside(path)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = _beside(path)
        with open(handle, "wb") as stream:  # noqa: PTH123  # a handle, not a path
            stream.write(content)
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        reason = error.strerror or type(error).__name__
        raise TeikitError(f"cannot write: {reason}; choose another place, or free it for writing", file=path) from error
    return path


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file holds these bytes already: to replace a file costs more than to convert a small transcript."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _beside(path: Path) -> tuple[int, Path]:
    """A new file in the same folder, opened for writing, with the permissions that a new file gets."""
    for attempt in itertools.count():
        name = path.with_name(f".{path.name[:80]}.{os.getpid():x}-{threading.get_ident():x}-{attempt}")
        try:
            return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666), name
        except FileExistsError:  # left by a process that was killed
            continue
    raise AssertionError("the numbers have no end")
