"""Validation of TEI files, ours or others': well-formedness, RELAX NG, XSD, Schematron, and the rules of a corpus.

>>> from teikit.validation import validate
>>> report = validate(["corpus/tei"])  # doctest: +SKIP
>>> report.exit_code  # doctest: +SKIP
0
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from teikit.validation.plan import Plan, ValidationReport
    from teikit.validation.validator import Filters, validate

__all__ = ["Filters", "Plan", "ValidationReport", "validate"]


def __getattr__(name: str) -> object:
    # The command line's start-up counts: a name costs its module only when it is asked for.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = "plan" if name in ("Plan", "ValidationReport") else "validator"
    return getattr(import_module(f"{__name__}.{home}"), name)
