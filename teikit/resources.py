"""Where the schemas and the stylesheets are: inside an installed package, or at the top of the checkout."""

from __future__ import annotations

from pathlib import Path

from teikit.errors import TeikitError

_PACKAGE = Path(__file__).resolve().parent


def resource(folder: str, name: str = "") -> Path:
    """The path of a packaged file.

    Args:
        folder: `schemas` or `xslt`.
        name: The path below it; empty for the folder itself.

    Raises:
        TeikitError: Neither the installed package nor a checkout around it has the file.
    """
    for base in (_PACKAGE, _PACKAGE.parent):
        path = base / folder / name
        if path.exists():
            return path
    raise TeikitError(f"teikit's own {folder}/{name} is missing; install teikit again")


def schema_path(name: str = "teikit.rng") -> Path:
    """The path of one of teikit's schemas."""
    return resource("schemas", name)


def stylesheet_path(name: str) -> Path:
    """The path of one of teikit's stylesheets."""
    return resource("xslt", name)
