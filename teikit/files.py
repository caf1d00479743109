"""Writing files whole: to a temporary file beside the target, then renamed, so that no reader ever meets half a file."""

from __future__ import annotations

import os
from pathlib import Path

from teikit.errors import TeikitError


def write_whole(path: Path, data: bytes | str) -> Path:
    """Write a file whole or not at all; folders on the way are made.

    Args:
        path: The file to write.
        data: Its content; text is written as UTF-8 with line feeds.

    Returns:
        The path written.

    Raises:
        TeikitError: The folder or file cannot be written.
    """
    import tempfile  # it brings a lot along, and few commands write

    content = data.encode("utf-8") if isinstance(data, str) else data
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:80]}.", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(temporary, _mode(path))  # noqa: PTH101  # mkstemp gives a name, not a Path
        os.replace(temporary, path)  # noqa: PTH105
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        reason = error.strerror or type(error).__name__
        raise TeikitError(
            f"cannot write: {reason}; choose another folder with -o, or free it for writing", file=path
        ) from error
    return path


def _mode(path: Path) -> int:
    """The permissions that the file has, or that a new one would get."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
