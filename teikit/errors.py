"""What stops teikit: unreadable input, a broken schema, a wrong setting.

Doubts and faults *in* a document are findings (`teikit.findings`), not exceptions: they never stop the other files.
"""

from __future__ import annotations

from pathlib import Path


class TeikitError(Exception):
    """Something that teikit cannot go on from, in one sentence that says what to do about it.

    Args:
        message: The sentence.
        file: The file at fault.
        line: Its line, counted from 1.
        column: Its column, counted from 1.
    """

    def __init__(
        self, message: str, *, file: Path | str | None = None, line: int | None = None, column: int | None = None
    ):
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place}: {self.message}" if place else self.message


class SourceError(TeikitError):
    """A transcript that cannot be read."""


class SchemaError(TeikitError):
    """A schema, an ODD or a Schematron file that is itself wrong."""


class ConfigError(TeikitError):
    """A setting, a sidecar or a profile that does not say what it must."""


class RenderError(TeikitError):
    """A document that a stylesheet could not turn into the format asked for."""
