"""What a container gives: its pages of text, and what to tell the user about them."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

from teikit.errors import SourceError
from teikit.findings import Finding, Location, Severity

#: What stands between two pages: a line of its own, which the dialects take for white space.
PAGE_END = "\n\f\n"


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a container.

    Attributes:
        text: The pages, joined by `PAGE_END`; blank lines divide paragraphs.
        format: What it was taken out of ("PDF").
        findings: What was decided or left out on the way.
    """

    text: str
    format: str
    findings: tuple[Finding, ...] = ()


def joined(pages: Sequence[str]) -> str:
    """Pages into one text. Pages without text leave no trace."""
    kept = [page.strip("\r\n") for page in pages if page.strip()]
    return PAGE_END.join(kept) + "\n" if kept else ""


def told(rule: str, name: str, message: str, hint: str, severity: Severity = Severity.INFORMATION) -> Finding:
    """A finding about a container as a whole; its lines are not the text's lines, so none is named."""
    return Finding(rule, severity, Location(name), message, hint)


def library(module: str, extra: str, name: str) -> ModuleType:
    """Import a library that only some containers need.

    Raises:
        SourceError: It is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise SourceError(
            f"reading this format needs the library {module.partition('.')[0]}; install it with: pip install 'teikit[{extra}]'",
            file=name,
        ) from error
