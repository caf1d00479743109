"""The steps of the compiler in order: check, merge, resolve, then one step for each kind of output.

Each step leaves what it finds wrong as `k:error` in its result, with the place in the ODD, and what an output cannot say as
`k:warning`. Errors of one step are told together and end the build before any file is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from teikit.errors import SchemaError
from teikit.findings import Finding, Location, Severity
from teikit.relaxng import RelaxNGError, Schema
from teikit.schema.odd import NAMESPACE, read_odd, wrapped
from teikit.schema.saxon import stylesheets

_K = f"{{{NAMESPACE}}}"
_TEI = "{http://www.tei-c.org/ns/1.0}"

OUTPUTS = ("to-rng", "to-xsd", "to-sch", "to-html")
"""The steps that make files."""

_SHOWN = 10


class OddError(SchemaError):
    """An ODD that cannot be compiled.

    Attributes:
        findings: Everything that the failing step found wrong, each with its place; the message tells the first of them.
    """

    def __init__(self, findings: list[Finding]) -> None:
        first = findings[0]
        more = f" ({len(findings) - 1} more like this follow)" if len(findings) > 1 else ""
        super().__init__(first.message + more, file=first.location.file or None, line=first.location.line)
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Compiled:
    """What an ODD compiles to.

    Attributes:
        ident: The schema's name, after which the files are called.
        files: Content by path relative to the output folder.
        warnings: Where an output says less than the ODD, with the place in the ODD.
    """

    ident: str
    files: dict[str, str]
    warnings: list[Finding] = field(default_factory=list)


def compile_odd(odd: Path, *, base: Path | None = None, outputs: Iterable[str] = OUTPUTS) -> Compiled:
    """Compile an ODD in memory.

    Args:
        odd: The ODD; what its modes change, delete or add applies to `base`.
        base: The ODD that it customizes; `None` where it is self-contained.
        outputs: Which of `OUTPUTS` to make.

    Returns:
        The files, named after the `schemaSpec`'s ident, not yet written.

    Raises:
        OddError: The ODD holds what is not known, or does not fit together.
        SchemaError: A file cannot be read or is not well-formed.
    """
    steps = stylesheets()
    roots = [read_odd(path) for path in (base, odd) if path is not None]
    # The prose of the customization is its own guide; a bare schemaSpec keeps the base's.
    prose = next((copy for root in reversed(roots) if (copy := _prose(root)) is not None), None)
    document = wrapped(roots)
    _parts(steps.run("check", document))
    specs = steps.run("merge", document)
    _parts(specs)
    schema = steps.run("resolve", specs)
    resolved, _ = _parts(schema)
    files: dict[str, str] = {}
    warnings: list[Finding] = []
    for step in outputs:
        source = _with_prose(resolved, prose) if step == "to-html" else schema
        result, noted = _parts(steps.run(step, source))
        warnings.extend(noted)
        files.update((str(file.get("name")), file.text or "") for file in result.iter(f"{_K}file"))
        if step == "to-rng":
            _must_be_a_schema(files, odd)
    return Compiled(str(resolved.get("ident")), files, warnings)


def _must_be_a_schema(files: dict[str, str], odd: Path) -> None:
    """Refuse an ODD whose RELAX NG breaks a rule of RELAX NG itself that the steps do not know, such as a facet out of place."""
    for name, text in files.items():
        try:
            Schema.from_string(text, file=name)
        except RelaxNGError as error:
            raise SchemaError(f"describes a RELAX NG that is none: {error}", file=odd) from error


def _prose(root: etree._Element) -> etree._Element | None:
    """The text of an ODD that is a document, and nothing of one that is a `schemaSpec` alone."""
    return None if root.tag == f"{_TEI}schemaSpec" else root


def _with_prose(schema: etree._Element, prose: etree._Element | None) -> str:
    """The resolved schema with the ODD's document beside it, for the reference pages."""
    if prose is not None:
        holder = etree.SubElement(schema, f"{_K}prose")
        holder.append(prose)
    return etree.tostring(schema, encoding="unicode")


def _parts(result: str) -> tuple[etree._Element, list[Finding]]:
    """The result of a step, and its warnings; its errors are raised together."""
    root = etree.fromstring(result.encode(), etree.XMLParser(huge_tree=True, resolve_entities=False))
    errors = [_finding(element, Severity.ERROR) for element in root.iter(f"{_K}error")]
    if errors:
        raise OddError(sorted(dict.fromkeys(errors), key=Finding.sort_key))
    return root, [_finding(element, Severity.WARNING) for element in root.iter(f"{_K}warning")]


def _finding(element: etree._Element, severity: Severity) -> Finding:
    """An error or a warning of a step as a finding; its place is written `file:line`."""
    file, _, line = (element.get("at") or "").rpartition(":")
    location = Location(file, int(line) if line.isdecimal() else None)
    return Finding(rule="odd", severity=severity, location=location, message=element.text or "")
