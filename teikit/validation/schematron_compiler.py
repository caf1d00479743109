"""From a Schematron schema to a stylesheet: include, expand, plan, transpile, and a cache of what came out.

Queries may be bound to XSLT or XPath in versions 1 to 3 (`queryBinding`). The schema may stand alone or inside a RELAX NG or
XSD grammar. Source: ISO/IEC 19757-3:2020. The four steps are stylesheets in `xslt/schematron/`; the files that a schema
names are found by `teikit.validation.schematron_closure` and handed to them.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from teikit.errors import SchemaError, TeikitError
from teikit.files import write_whole
from teikit.resources import stylesheet_path
from teikit.validation.catalog import Catalog
from teikit.validation.folders import cache_folder
from teikit.validation.saxon import SaxonError, processor
from teikit.validation.schematron_closure import as_written, closure
from teikit.version import __version__

_STEPS = ("include", "expand", "plan", "transpile")
_PARTS = ("message",)
_INCLUDE = "{http://www.w3.org/1999/XSL/Transform}include"


@dataclass(frozen=True, slots=True)
class CompiledSchematron:
    """A stylesheet that checks documents.

    Attributes:
        source: The schema it was made from.
        stylesheet: The stylesheet's text.
        fingerprint: SHA-256 of the schema, all it includes, the phase and the compiler.
    """

    source: Path
    stylesheet: str
    fingerprint: str


@cache
def _step(name: str) -> object:
    root = etree.fromstring(_source(name))
    for inclusion in root.findall(_INCLUDE):
        # The processor opens no file, so that the parts of a step are put together here.
        for declaration in etree.fromstring(_source(str(inclusion.get("href")).removesuffix(".xsl"))):
            inclusion.addprevious(declaration)
        root.remove(inclusion)
    return processor().compile(etree.tostring(root, encoding="unicode"))


def _source(name: str) -> bytes:
    return stylesheet_path(f"schematron/{name}.xsl").read_bytes()


@cache
def _compiler_version() -> str:
    digest = hashlib.sha256(__version__.encode())
    for name in (*_STEPS, *_PARTS):
        digest.update(_source(name))
    return digest.hexdigest()


def compile_schematron(
    path: Path,
    *,
    phase: str = "#DEFAULT",
    careful: bool = False,
    catalog: Catalog | None = None,
    use_cache: bool = True,
) -> CompiledSchematron:
    """Compile a schema, or take what an earlier run compiled.

    Args:
        path: A Schematron, RELAX NG (XML syntax) or XSD file.
        phase: Which patterns are active: the name of a phase, `#ALL` or `#DEFAULT`.
        careful: Make the stylesheet that tells which expression failed.
        catalog: Where other URIs are to be found.
        use_cache: Whether compiled schemas may be read and kept on disk.

    Raises:
        SchemaError: The schema is wrong; with its file and line.
    """
    whole = closure(path, catalog or Catalog())
    text = etree.tostring(whole, encoding="unicode")
    key = "\0".join((_compiler_version(), text, phase, str(careful)))
    fingerprint = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    kept = cache_folder() / "schematron" / f"{fingerprint}.xsl"
    if use_cache and (known := _kept(kept)) is not None:
        return CompiledSchematron(path, known, fingerprint)
    for name in _STEPS[:-1]:
        text = _stepped(name, text, path, {"phase": phase} if name == "expand" else {})
    stylesheet = _stepped(_STEPS[-1], text, path, {"careful": careful})
    try:
        check_compiles(stylesheet, path)
    except SchemaError:
        # Where every expression stands alone, each is told with its own line.
        check_compiles(_stepped(_STEPS[-1], text, path, {"careful": True}), path)
        raise
    text = stylesheet
    if use_cache:
        with contextlib.suppress(TeikitError):  # a cache that cannot be written only costs time
            write_whole(kept, f"{text}\n<!--{_sum(text)}-->")
    return CompiledSchematron(path, text, fingerprint)


def _stepped(name: str, text: str, path: Path, parameters: dict[str, str | bool]) -> str:
    try:
        return processor().run(_step(name), processor().parse(text), parameters)[0]
    except SaxonError as error:
        raise _schema_error(str(error), path) from error


def _kept(file: Path) -> str | None:
    """A stylesheet of an earlier run; `None` where there is none, or where it was damaged since."""
    try:
        text, _, mark = file.read_text(encoding="utf-8").rpartition("\n<!--")
    except (OSError, UnicodeDecodeError):
        return None
    return text if mark == f"{_sum(text)}-->" else None


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def check_compiles(stylesheet: str, path: Path) -> object:
    """The executable of a compiled schema.

    Raises:
        SchemaError: An expression in the schema is wrong; with the place in the schema that it came from.
    """
    try:
        return processor().compile(stylesheet)
    except SaxonError as error:
        message = str(error)
        match = re.search(r"line(?:Number)?[ :=]+(\d+)", message)
        if match is None:
            raise SchemaError(f"a query in the schema is wrong: {_sentence(message)}", file=path) from error
        at = _origin(stylesheet, int(match[1]))
        if at is None:
            raise SchemaError(f"a query in the schema is wrong: {_sentence(message)}", file=path) from error
        file, line = at
        raise SchemaError(f"a query in the schema is wrong: {_sentence(message)}", file=file, line=line) from error


def _origin(stylesheet: str, line: int) -> tuple[Path, int] | None:
    """The place in the schema that a line of the stylesheet was made from: told by the nearest note at or above it."""
    lines = stylesheet.splitlines()
    for number in range(min(line, len(lines)) - 1, -1, -1):
        if match := re.search(r'\bat="([^"]+):(\d+)"', lines[number]):
            return Path(match[1]), int(match[2])
    return None


def _sentence(message: str) -> str:
    """The first of Saxon's complaints, without its place in the stylesheet, which the user never sees."""
    complaint = re.compile(r"Error (?:in (\{.*?\}) )?.*?\n\s+([A-Z]{4}\d{4})\s+(.*?)(?=\n\s*Error|\Z)", re.DOTALL)
    found = complaint.findall(as_written(message))
    if not found:
        return re.sub(r"\s+", " ", as_written(message)).strip()
    expression, code, text = found[0]
    said = re.sub(r"\s+", " ", text).strip()
    shown = " in " + re.sub(r"\s+", " ", expression) if expression else ""
    more = f", and {len(found) - 1} more like it" if len(found) > 1 else ""
    return f"{said}{shown} ({code}{more})"


def _schema_error(message: str, path: Path) -> SchemaError:
    match = re.match(r"(.+?):(\d+): (.+)", message, re.DOTALL)
    if match and Path(match[1]).exists():
        return SchemaError(match[3].strip(), file=Path(match[1]), line=int(match[2]))
    return SchemaError(f"the schema could not be compiled: {_sentence(message)}", file=path)
