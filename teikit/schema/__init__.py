"""From an ODD to the schemas that documents are checked against, and to the pages that explain them.

An ODD (TEI Guidelines, chapters "Documentation Elements" and "Using the TEI") describes elements, attributes, values and rules
in one file, with the prose that teaches their use. `build` turns it into

- `NAME.rng`, RELAX NG in XML syntax, with the documentation that editors show;
- `NAME.xsd`, XML Schema 1.0, and a file beside it for each further namespace;
- `NAME.sch`, a Schematron schema that stands alone, in XPath 3;
- `reference/`, HTML pages: the prose as a guide, and a page for each element, class and data type;

where `NAME` is the ident of the `schemaSpec`. The work is done by stylesheets in XSLT 3.0 (`xslt/schema/`), and needs nothing
but what teikit ships.

The ODD is self-contained, or lies over one that is: `build(my_odd, base=schema_path("teikit.odd"), out=folder)`. What the
second one says with `mode="add|change|delete|replace"` applies to the first; what it does not name stays. `schemas/README.md`
lists the constructs that are read. Any other construct is an error with its line.
"""

from __future__ import annotations

from pathlib import Path

from teikit.files import write_whole
from teikit.schema.compiler import OUTPUTS, Compiled, OddError, compile_odd
from teikit.schema.store import schemas_of

__all__ = ["OUTPUTS", "Compiled", "OddError", "build", "compile_odd", "schemas_of", "write"]


def build(odd: Path, *, base: Path | None = None, out: Path) -> list[Path]:
    """Compile an ODD and write what comes out, all files or none where the ODD is at fault.

    Args:
        odd: The ODD.
        base: The ODD that it customizes, if it is not self-contained.
        out: The folder to write into; it is made where it does not exist.

    Returns:
        The files written, sorted.

    Raises:
        OddError: The ODD cannot be compiled; `findings` has every fault with its line.
        SchemaError: A file cannot be read or is not well-formed.
        TeikitError: A file cannot be written.
    """
    return write(compile_odd(odd, base=base), out)


def write(compiled: Compiled, out: Path) -> list[Path]:
    """Write what an ODD compiled to, and take away the pages of what is no longer in it.

    Args:
        compiled: The files.
        out: The folder to write into.

    Returns:
        The files written, sorted.

    Raises:
        TeikitError: A file cannot be written.
    """
    written = sorted(write_whole(out / name, text) for name, text in compiled.files.items())
    for pattern in ("element-*.html", "class-*.html", "guide-*.html", "rules.html"):
        for page in sorted((out / "reference").glob(pattern)):
            if f"reference/{page.name}" not in compiled.files:
                page.unlink()
    return written
