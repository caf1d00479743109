"""teikit turns released cables and memoranda of conversation into TEI P5, validates TEI, and renders it.

Examples:
    >>> import teikit
    >>> tei = teikit.convert("cable.txt")            # doctest: +SKIP
    >>> report = teikit.validate(["corpus/tei"])     # doctest: +SKIP
    >>> page = teikit.render("cable.xml", "html")    # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from teikit.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from teikit.findings import Report
    from teikit.model import Cable


__all__ = ["__version__", "convert", "encode", "read", "render", "validate"]


def read(path: Path | str, *, dialect: str = "", encoding: str | None = None) -> Cable:
    """Read a transcript into the model, as `teikit convert` does.

    Corrections in a sidecar beside it (`X.teikit.toml`) are made, and the dialects that the project declares in its `corpus.toml` are
    among those that may read it.

    Args:
        path: The transcript: plain text, Markdown, or a container such as DOCX or PDF.
        dialect: The dialect to read it with; by default the one that knows its layout.
        encoding: Its character encoding; by default worked out.

    Raises:
        SourceError: It cannot be read.
        ConfigError: No dialect bears the name, or the sidecar or the settings cannot be used.
    """
    from teikit.conversion import read_file

    return read_file(path, dialect=dialect, encoding=encoding).cable


def encode(cable: Cable, *, schemas: str = "") -> bytes:
    """Write a cable as TEI, UTF-8.

    Args:
        cable: What `read` gave, changed at will.
        schemas: Where the schemas lie as seen from the file, for its `xml-model` instructions.
    """
    from teikit.tei import encode as encode_cable

    return encode_cable(cable, schemas)


def convert(path: Path | str, *, dialect: str = "", encoding: str | None = None, schemas: str = "") -> bytes:
    """Turn a transcript into a TEI document, UTF-8: the bytes that `teikit convert` writes.

    Args:
        path: The transcript; see `read` for what may lie beside it.
        dialect: The dialect to read it with; by default the one that knows its layout.
        encoding: Its character encoding; by default worked out.
        schemas: Where the schemas lie as seen from the file, for its `xml-model` instructions.

    Raises:
        SourceError: It cannot be read.
        ConfigError: No dialect bears the name, or the sidecar or the settings cannot be used.
    """
    return encode(read(path, dialect=dialect, encoding=encoding), schemas=schemas)


def validate(paths: Sequence[Path | str], **settings: Any) -> Report:
    """Check TEI files, layer by layer; see `teikit.validation.validate` for the settings.

    Returns:
        The findings of all files in a stable order.
    """
    from teikit.validation import validate as validate_files

    return validate_files(paths, **settings)


def render(tei: bytes | str | Path, to: str = "html") -> str:
    """Render a TEI document.

    Args:
        tei: The document, or its path.
        to: The format: `html`, `text`, `transcript` or any other that `teikit render --help` names.

    Raises:
        RenderError: The document or the format cannot be rendered.
    """
    from teikit.rendering import render as render_document

    return render_document(tei, to)
