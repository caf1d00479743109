"""RELAX NG in plain Python: schemas in both syntaxes, validation with explanations, the grammar open to inspection.

The package stands alone: it needs nothing of the rest of teikit and knows nothing of TEI.

    >>> from teikit.relaxng import Schema
    >>> schema = Schema.from_string("element p { element date { xsd:date }*, text }", file="letter.rnc")
    >>> schema.is_valid(b"<p>Washington</p>")
    True
    >>> for problem in schema.validate(b"<p><date>1994-02-30</date></p>"):
    ...     print(problem)
    1:10: the text of <date>: 1994-02-30: February 1994 has 28 days Write YYYY-MM-DD, for example 1994-02-28.

- `Schema.load(path)` reads the XML syntax, or the compact syntax from files named `.rnc`; `catalog=` maps URIs to files,
  `cache=` keeps the checked schema in a folder. A schema that breaks a rule raises a `RelaxNGError` with rule and place.
- `schema.validate(source)` takes a path, bytes or a binary stream of any size; `schema.validate_tree(tree)` an lxml tree;
  both give `Problem` values in the order of their places. `schema.is_valid(source)` stops at the first.
- `schema.elements()`, `schema.element(name)`, `schema.allowed(path, before)` and `schema.id_conflicts()` look into the
  grammar.
- `python -m teikit.relaxng SCHEMA DOCUMENT...` does it from the command line.

Validation follows James Clark's derivative algorithm. Patterns are hash-consed, and the derivatives of one content model
are remembered as the states of an automaton that grows while documents are read. A document is read quickly first; one
that is not valid is read again, slowly, to be explained. IDs and IDREFs are checked as RELAX NG DTD Compatibility has it.
Nothing outside the document is read: an entity that lies outside is a problem of the document, an external DTD is passed
over.
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
