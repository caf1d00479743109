"""The Schematron layer: a compiled schema run over documents, and what failed, as findings.

A schema is compiled once (`teikit.validation.schematron_compiler`) and run in the closed processor of the process. When an
expression cannot be evaluated, the document is checked again with the careful stylesheet: the rules that can be evaluated
still speak, and the one that cannot is named as a failure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from lxml import etree

from teikit.findings import Finding, Location, Severity
from teikit.validation.catalog import Catalog
from teikit.validation.document import Document, by_child_path, plain_text
from teikit.validation.saxon import Saxon, SaxonError, processor, processor_with_files
from teikit.validation.schematron_closure import COMPILER, as_written
from teikit.validation.schematron_compiler import CompiledSchematron, compile_schematron

_C = f"{{{COMPILER}}}"
_ROLES = {
    "fatal": Severity.ERROR,
    "error": Severity.ERROR,
    "err": Severity.ERROR,
    "caution": Severity.WARNING,
    "warning": Severity.WARNING,
    "warn": Severity.WARNING,
    "nonfatal": Severity.WARNING,
    "non-fatal": Severity.WARNING,
    "info": Severity.INFORMATION,
    "information": Severity.INFORMATION,
    "informational": Severity.INFORMATION,
    "hint": Severity.INFORMATION,
    "debug": Severity.INFORMATION,
}


@dataclass(frozen=True, slots=True)
class SchematronResult:
    """A failed assertion or a successful report, as the rules tell it.

    Attributes:
        kind: `assert` or `report`.
        rule: The identifier of the assertion, its rule or its pattern; empty where the schema gives none.
        severity: From `@severity` or `@role`, else from `@flag`; an error where none of them says.
        message: The text, white space normalised.
        hints: The diagnostics.
        properties: The properties, with their references.
        path: The element, as positions among child elements from the root (`1/3/2`).
        node: Empty for the element itself, `@name` for an attribute, `text()`, `comment()` or `processing-instruction()`.
        test: The expression.
        at: File and line of the assertion in the schema.
    """

    kind: str
    rule: str
    severity: Severity
    message: str
    hints: tuple[str, ...]
    properties: tuple[tuple[str, str], ...]
    path: str
    node: str
    test: str
    at: str


@dataclass(frozen=True, slots=True)
class SchematronFailure:
    """An expression that could not be evaluated: a check that was not made.

    Attributes:
        rule: As in `SchematronResult`.
        message: Why not.
        path: Where it was tried.
        test: The expression.
        at: Its file and line in the schema.
    """

    rule: str
    message: str
    path: str
    test: str
    at: str


class Schematron:
    """A schema ready to check documents.

    Args:
        path: A Schematron file, or a RELAX NG (XML syntax) or XSD file with Schematron inside.
        phase: The name of a phase, `#ALL` or `#DEFAULT`.
        catalog: Where other URIs are to be found.
        use_cache: Whether compiled schemas are kept on disk.
        allow_files: Whether the rules may read local files with `doc()`.

    Raises:
        SchemaError: The schema is wrong.
    """

    def __init__(
        self,
        path: Path,
        *,
        phase: str = "#DEFAULT",
        catalog: Catalog | None = None,
        use_cache: bool = True,
        allow_files: bool = False,
    ):
        self.path = path
        self.phase = phase
        self._catalog = catalog
        self._use_cache = use_cache
        self._saxon: Saxon = processor_with_files() if allow_files else processor()
        self.compiled: CompiledSchematron = compile_schematron(path, phase=phase, catalog=catalog, use_cache=use_cache)
        self._executable: Any = None
        self._careful: Any = None

    def run(self, text: str, base: str = "") -> tuple[list[SchematronResult], list[SchematronFailure]]:
        """Check a document.

        Args:
            text: A well-formed document without a document type declaration.
            base: Its URI.

        Returns:
            What failed, in document order, and what could not be evaluated.

        Raises:
            SaxonError: Saxon could not read the document.
        """
        if self._executable is None:
            self._executable = self._saxon.compile(self.compiled.stylesheet)
        tree = self._saxon.parse(text, base)
        try:
            report, noise = self._saxon.run(self._executable, tree)
        except SaxonError:
            return self._run_carefully(tree)
        failures = _from_noise(noise)
        if len(report) < 80 and report.endswith("/>"):
            return [], failures
        results, others = _read(report)
        return results, [*others, *failures]

    def _run_carefully(self, tree: Any) -> tuple[list[SchematronResult], list[SchematronFailure]]:
        if self._careful is None:
            compiled = compile_schematron(
                self.path, phase=self.phase, careful=True, catalog=self._catalog, use_cache=self._use_cache
            )
            self._careful = self._saxon.compile(compiled.stylesheet)
        try:
            report, noise = self._saxon.run(self._careful, tree)
        except SaxonError as error:
            return [], [SchematronFailure("", _reason(str(error)), "", "", str(self.path))]
        results, failures = _read(report)
        return results, [*failures, *_from_noise(noise)]

    def findings(self, document: Document) -> tuple[list[Finding], list[Finding]]:
        """Check a document.

        Returns:
            Findings, and failures: rules that could not be evaluated.
        """
        text = document.text
        if document.expanded:
            tree = document.root.getroottree()
            # What stands before the root counts for rules, too, but for a document type declaration.
            whole = document.root if cast("Any", tree).docinfo.doctype else tree
            text = etree.tostring(whole, encoding="unicode", with_tail=False)
        try:
            results, failures = self.run(text, document.uri)
        except SaxonError as error:
            return [], [
                Finding(
                    "sch:unreadable",
                    Severity.ERROR,
                    Location(document.name),
                    f"the Schematron rules could not be run: {_reason(str(error))}",
                )
            ]
        found = [self._finding(document, result) for result in results]
        told = dict.fromkeys((failure.rule, failure.message, failure.test, failure.at) for failure in failures)
        return found, [
            Finding(
                f"sch:{rule}" if rule else "sch:could-not-run",
                Severity.ERROR,
                Location(document.name),
                f"a rule of {self.path.name} could not be run: {message}",
                f"It is at {at}: {_shortened(test)}" if test else f"It is at {at}.",
            )
            for rule, message, test, at in told
        ]

    def _finding(self, document: Document, result: SchematronResult) -> Finding:
        node = by_child_path(document.root, result.path)
        attribute = result.node[1:] if result.node.startswith("@") else ""
        return document.finding(
            f"sch:{result.rule or 'assertion'}",
            result.severity,
            node,
            result.message or f"{result.kind} {_shortened(result.test)}",
            attribute=attribute,
            hint=" ".join(result.hints),
        )


def _read(report: str) -> tuple[list[SchematronResult], list[SchematronFailure]]:
    root = etree.fromstring(report, etree.XMLParser(huge_tree=True))
    results: list[SchematronResult] = []
    failures: list[SchematronFailure] = []
    # They come in the order in which their nodes were found.
    for node in sorted(root, key=lambda node: int(node.get("order", "0"))):
        if node.tag == f"{_C}failure":
            failures.append(
                SchematronFailure(
                    node.get("id", ""),
                    _reason(_text(node)),
                    node.get("path", ""),
                    as_written(node.get("test", "")),
                    node.get("at", ""),
                )
            )
            continue
        weight = (node.get("severity") or node.get("role") or node.get("flag") or "").strip().lower()
        results.append(
            SchematronResult(
                node.get("kind", "assert"),
                node.get("id") or node.get("rule") or node.get("pattern") or "",
                _ROLES.get(weight, Severity.ERROR),
                _text(node.find(f"{_C}text")),
                tuple(filter(None, (_text(child) for child in node.findall(f"{_C}diagnostic")))),
                tuple((child.get("ref", ""), _text(child)) for child in node.findall(f"{_C}property")),
                node.get("path", ""),
                node.get("node", ""),
                as_written(node.get("test", "")),
                node.get("at", ""),
            )
        )
    return results, failures


def _text(node: etree._Element | None) -> str:
    return re.sub(r"\s+", " ", plain_text(node)).strip() if node is not None else ""


def _from_noise(noise: str) -> list[SchematronFailure]:
    """What Saxon only warns of: a context that could not be evaluated, so that the rule was passed over."""
    if not noise.strip():
        return []
    lines = [line.strip() for line in noise.splitlines() if line.strip()]
    if not any(re.match(r"(Warning|Error|Recoverable)\b", line, re.IGNORECASE) for line in lines):
        return []  # what a rule says of itself with trace()
    said = [line for line in lines if not re.match(r"(Warning|Error)\b.*\bline\b", line)]
    return [SchematronFailure("", _reason(" ".join(said or lines)), "", "", "the context of a rule")]


def _reason(message: str) -> str:
    # Where Saxon was in the stylesheet tells the author of a schema nothing.
    text = re.sub(r"\. Found while .*? on line \d+", "", re.sub(r"\s+", " ", as_written(message)).strip())
    if "prohibited" in text or "not permitted" in text or "disallowed" in text.lower():
        text += (
            "; rules have no access to files or the network: "
            "give what they need in the document, or trust them with local files (--allow-files)"
        )
    return text


def _shortened(text: str, size: int = 160) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    return text if len(text) <= size else text[: size - 1] + "…"
