"""RELAX NG in plain Python: schemas in both syntaxes, validation with explanations, the grammar open to inspection.

The package stands alone: it needs nothing of the rest of teikit and knows nothing of TEI.

>>> from teikit.relaxng import Schema
>>> schema = Schema.from_string('<element name="p" xmlns="http://relaxng.org/ns/structure/1.0"><text/></element>')
>>> schema.is_valid(b"<p>Washington</p>")
True

Validation follows James Clark's derivative algorithm. Patterns are hash-consed, and the derivatives of one content
model are remembered as the states of an automaton that grows while documents are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from teikit.relaxng.errors import DatatypeError, LimitError, RelaxNGError, SchemaError, SchemaSyntaxError
    from teikit.relaxng.problems import Problem
    from teikit.relaxng.schema import Schema

__all__ = [
    "DatatypeError",
    "LimitError",
    "Problem",
    "RelaxNGError",
    "Schema",
    "SchemaError",
    "SchemaSyntaxError",
]


def __getattr__(name: str) -> object:
    # The command line's start-up counts: a name costs its module only when it is asked for.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = {"Schema": "schema", "Problem": "problems"}.get(name, "errors")
    return getattr(import_module(f"{__name__}.{home}"), name)
