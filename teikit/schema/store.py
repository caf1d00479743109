"""Schemas of a project's own ODD, compiled when they are asked for and kept until the ODD changes.

A project names its ODD where a schema may be named (`schema = ["archive.odd"]` in `corpus.toml`, `--schema archive.odd`); the
RELAX NG, XSD and Schematron that it compiles to are kept in the user's cache folder under the content of all that goes into them.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from lxml import etree

from teikit.errors import TeikitError
from teikit.files import write_whole
from teikit.resources import resource, schema_path
from teikit.schema.compiler import compile_odd
from teikit.schema.odd import read_odd
from teikit.version import __version__

_TEI = "{http://www.tei-c.org/ns/1.0}"
_OUTPUTS = ("to-rng", "to-xsd", "to-sch")
_DONE = "files.txt"


def lies_over_another(root: etree._Element) -> bool:
    """Whether an ODD says that it changes another: it has no start of its own, or a mode other than add."""
    schema = next(root.iter(f"{_TEI}schemaSpec"), None)
    if schema is None:
        return False
    modes = {element.get("mode") for element in schema.iterchildren(etree.Element)}
    return schema.get("start") is None or bool(modes & {"change", "delete", "replace"})


def schemas_of(odd: Path, *, base: Path | None = None, cache: Path | None = None) -> list[Path]:
    """The RELAX NG, XSD and Schematron of an ODD, compiled if they are not at hand.

    Args:
        odd: The ODD. Where it changes another and no base is named, that is teikit's own.
        base: The ODD that it customizes.
        cache: Where compiled schemas are kept; the user's cache folder where none is named (`TEIKIT_CACHE_DIR` moves that).

    Returns:
        The main files: the RELAX NG, the XSD and the Schematron, in this order. Further XSD files lie beside them.

    Raises:
        OddError: The ODD cannot be compiled.
        SchemaError: A file cannot be read or is not well-formed.
    """
    root = read_odd(odd)
    if base is None and lies_over_another(root):
        base = schema_path("teikit.odd")
    folder = (cache or _cache_folder()) / "odd" / _fingerprint(odd, base)
    done = folder / _DONE
    if not done.is_file():
        compiled = compile_odd(odd, base=base, outputs=_OUTPUTS)
        main = [f"{compiled.ident}.{suffix}" for suffix in ("rng", "xsd", "sch")]
        try:
            for name, text in compiled.files.items():
                write_whole(folder / name, text)
            # Written last: a folder without it was left half-way.
            write_whole(done, "".join(f"{name}\n" for name in main))
        except TeikitError as error:
            raise TeikitError(
                f"{error.message}; or set TEIKIT_CACHE_DIR to a folder that can be written", file=folder
            ) from error
    return [folder / name for name in done.read_text(encoding="utf-8").split()]


def _fingerprint(odd: Path, base: Path | None) -> str:
    """The content of all that a compiled schema depends on, the compiler included."""
    digest = hashlib.sha256(__version__.encode())
    stylesheets = sorted(resource("xslt", "schema").glob("*.xsl"))
    for path in [odd, *([base] if base else []), *stylesheets]:
        data = path.read_bytes()
        digest.update(f"{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()


def _cache_folder() -> Path:
    if chosen := os.environ.get("TEIKIT_CACHE_DIR"):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("teikit", appauthor=False)
