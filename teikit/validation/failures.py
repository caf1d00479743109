"""What is said of a file that could not be checked, and of a schema that could not be used."""

from __future__ import annotations

import os
from pathlib import Path

from teikit.errors import SchemaError
from teikit.findings import Finding, Location, Severity
from teikit.validation.document import Document
from teikit.validation.plan import FileResult


def failed(name: str, rule: str, message: str, hint: str) -> FileResult:
    """The result of a file that could not be checked."""
    return FileResult(name, failures=[Finding(rule, Severity.ERROR, Location(name), message, hint)])


def where_named(document: Document, href: str) -> Location:
    """Where a document names a schema: the instruction before the root, else the root."""
    for place in document.positions.instructions("xml-model"):
        if href in document.utf8[place.offset : document.utf8.find(b"?>", place.offset)].decode("utf-8", "replace"):
            return Location(document.name, place.line, place.column)
    return document.location(document.root)


def _shown(path: str) -> str:
    """A path as a user would name it from here."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return path


def broken(error: SchemaError, path: Path) -> Finding:
    """A schema that is itself wrong: its own finding, with its own place. It is told once, however many files it stops."""
    message = (
        error.message
        if error.message.startswith(("the schema", "a query"))
        else f"the schema is wrong: {error.message}"
    )
    return Finding(
        "schema", Severity.ERROR, Location(_shown(str(error.file or path)), error.line, error.column), message,
        "No file was checked against it.",
    )  # fmt: skip


def broken_off(name: str, error: Exception) -> FileResult:
    """The result of a file whose check raised an error: a mistake of teikit's, or of a rule that others bring.

    Raises:
        Exception: That error itself, where `TEIKIT_DEBUG` is set.
    """
    if isinstance(error, MemoryError):
        return failed(name, "xml:too-large", "the memory did not suffice for this file", "Split it.")
    if isinstance(error, RecursionError):
        return failed(name, "xml:too-deep", "the file is nested too deeply to be checked", "")
    if os.environ.get("TEIKIT_DEBUG"):
        raise error
    import traceback  # seldom needed

    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"
    hint = "This is no fault of the file's; report it, with the traceback that TEIKIT_DEBUG=1 shows."
    return failed(name, "crash", f"the check of this file broke off: {place}", hint)
