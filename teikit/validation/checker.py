"""One file through all layers. Schemas are loaded once a process and kept."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from teikit.errors import SchemaError
from teikit.findings import Finding, Location, Severity
from teikit.validation import wellformed
from teikit.validation.association import Association, Schemas
from teikit.validation.catalog import Catalog
from teikit.validation.document import Document, is_tei_root, xpath
from teikit.validation.loaded import LoadedSchemas
from teikit.validation.plan import FileResult, Plan, Suppression
from teikit.validation.relaxng import RelaxNG

if TYPE_CHECKING:
    from teikit.validation.consequences import Told

_GRAMMARS = ("rng:", "xsd:", "xml:")
_EXAMPLES, _SMALL = 50, 200_000
"""How many files are looked through for one to get ready with, and its bytes at most."""
_PSEUDO = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class Checker:
    """Checks files, one after the other.

    Args:
        plan: What to check.

    Raises:
        SchemaError: A schema that the plan names is wrong.
    """

    def __init__(self, plan: Plan):
        self.plan = plan
        self._catalog = Catalog(plan.catalogs)
        self._association = Association(
            plan.schema, plan.schematron, plan.corpus_schema, plan.corpus_schematron, self._catalog, plan.phase
        )
        self._loaded = LoadedSchemas(plan, self._catalog)

    def prepare(self, names: Sequence[str]) -> None:
        """Load the rules, and the grammars that the first of these files is held against; forked workers then have them.

        Args:
            names: Paths. What is wrong with a file or its schemas is left for the check to tell, and nothing is done here that
                a file could end this process by.
        """
        from teikit.validation.rules import document_rules

        document_rules()
        path = next((path for path in map(Path, names[:_EXAMPLES]) if _is_small(path)), None)
        if path is None:
            return
        with contextlib.suppress(OSError):
            document = wellformed.read(str(path), path, path.read_bytes())
            if isinstance(document, Document):
                schemas = self._association.of(document)
                grammars = [self._loaded.rng(file) for file in schemas.rng if "rng" in self.plan.layers]
                for file in schemas.xsd if "xsd" in self.plan.layers else ():
                    self._loaded.xsd(file)
                for grammar in grammars:
                    if isinstance(grammar, RelaxNG):
                        grammar.findings(document)  # the automaton learns what such files hold

    def check(self, name: str, *, named: bool = True) -> FileResult:
        """Check a file; whatever is wrong with it is in the result.

        Args:
            name: The path, or `-` for standard input.
            named: Whether the user named it, so that it is not skipped when it is no TEI.
        """
        path = None if name == "-" else Path(name)
        try:
            if path is not None and path.stat().st_size > self.plan.max_bytes:
                return self._check_large(name, path, named=named)
            data = path.read_bytes() if path is not None else sys.stdin.buffer.read()
        except OSError as error:
            return _failed(name, "xml:unreadable", f"the file cannot be read: {error.strerror}", "")
        try:
            return self.check_data(name, path, data, named=named)
        except MemoryError:
            return _failed(name, "xml:too-large", "the memory did not suffice for this file", "Split it.")
        except RecursionError:
            return _failed(name, "xml:too-deep", "the file is nested too deeply to be checked", "")
        except (
            Exception
        ) as error:  # a mistake of teikit's, or of a rule that others bring, must not take the other files along
            if os.environ.get("TEIKIT_DEBUG"):
                raise
            import traceback

            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"
            hint = "This is no fault of the file's; report it, with the traceback that TEIKIT_DEBUG=1 shows."
            return _failed(name, "crash", f"the check of this file broke off: {place}", hint)

    def _check_large(self, name: str, path: Path, *, named: bool) -> FileResult:
        from teikit.validation import large

        result, broken = large.check(name, path, self.plan, self._association.of, self._loaded.rng, named=named)
        result.failures += [_broken(error, schema) for error, schema in broken]
        return result

    def check_data(self, name: str, path: Path | None, data: bytes, *, named: bool = True) -> FileResult:
        """Check a file whose bytes are at hand."""
        result = FileResult(name)
        document = wellformed.read(name, path, data, allow_dtd=self.plan.allow_dtd)
        if isinstance(document, Finding):
            # What is refused was not checked; what is wrong was.
            (result.failures if document.rule == "xml:dtd" else result.findings).append(document)
            return result
        tei = is_tei_root(document.root)
        if not tei and (not named or self.plan.only_tei) and not document.root.tag.endswith("}teiCorpus"):
            result.skipped = True
            return result
        if b"<?teikit" in data:
            result.suppressions = suppressions_of(document)
        result.volatile = document.expanded  # a document type declaration names files of its own
        if self.plan.xinclude and b"XInclude" in data:
            from teikit.validation.xinclude import expand

            result.findings += expand(document, self.plan.max_bytes)
            result.included = tuple(sorted(document.included))
        schemas = self._association.of(document)
        result.schemas = schemas.files(self.plan.layers)
        document.grammars = lambda: [one for path in schemas.rng if isinstance(one := self._loaded.rng(path), RelaxNG)]
        for href, problem in schemas.problems:
            result.failures.append(Finding("xml:schema", Severity.ERROR, _where_named(document, href), problem))
        self._grammars(document, schemas, result)
        told: Told | None = None
        if result.findings:
            from teikit.validation.consequences import Told, repair
            from teikit.validation.suppression import covers

            told = Told(document, result.findings)
            repair(document, [one for one in result.findings if not any(covers(by, one) for by in result.suppressions)])
        if "sch" in self.plan.layers:
            self._schematron(document, schemas, result)
        if "corpus" in self.plan.layers and tei:
            self._rules(document, result)
        if told is not None:
            for finding in result.findings:
                if not finding.rule.startswith(_GRAMMARS) and (cause := told.cause(finding)) is not None:
                    result.consequences.append((finding, cause))
        if len(result.findings) > 1:
            from teikit.validation.consequences import pairs

            result.consequences += pairs(result.findings)
        return result

    def _grammars(self, document: Document, schemas: Schemas, result: FileResult) -> None:
        if "rng" in self.plan.layers:
            for path in schemas.rng:
                grammar = self._loaded.rng(path)
                if isinstance(grammar, SchemaError):
                    result.failures.append(_broken(grammar, path))
                else:
                    result.findings += grammar.findings(document)
        if "xsd" not in self.plan.layers:
            return
        for path in schemas.xsd:
            schema = self._loaded.xsd(path)
            if isinstance(schema, SchemaError):
                result.failures.append(_broken(schema, path))
                continue
            if schema.slow:
                result.notes = (*result.notes, f"{path.name} is checked by xmlschema, which is slow: {schema.slow}")
            # One mistake is one finding: what RELAX NG told of an element, its parent or its children, XSD need not.
            if not result.findings:
                result.findings += schema.findings(document)
                continue
            from teikit.validation.consequences import Nearby

            told = Nearby(finding for finding in result.findings if finding.rule.startswith("rng:"))
            found = schema.findings(document, told.near)
            result.findings += found
            result.consequences += [(one, cause) for one in found if (cause := told.near(one.xpath)) is not None]

    def _schematron(self, document: Document, schemas: Schemas, result: FileResult) -> None:
        for path, phase in schemas.sch:
            rules = self._loaded.sch(path, phase)
            if isinstance(rules, SchemaError):
                result.failures.append(_broken(rules, path))
                continue
            findings, failures = rules.findings(document)
            result.findings += findings
            result.failures += failures

    def _rules(self, document: Document, result: FileResult) -> None:
        from teikit.validation.index import Index
        from teikit.validation.rules import document_rules

        index = Index(document)
        told = {(finding.xpath, finding.rule): finding for finding in result.findings}
        for rule in document_rules():
            for finding in rule.check(index, self.plan):
                for other in rule.instead_of:
                    if (finding.xpath, other) in told:
                        result.consequences.append((told[finding.xpath, other], finding))
                result.findings.append(finding)
        result.facts = index.facts()


def _is_small(path: Path) -> bool:
    try:
        found = path.stat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size <= _SMALL


def _failed(name: str, rule: str, message: str, hint: str) -> FileResult:
    return FileResult(name, failures=[Finding(rule, Severity.ERROR, Location(name), message, hint)])


def _where_named(document: Document, href: str) -> Location:
    """Where a document names a schema: the instruction before the root, else the root."""
    for place in document.positions.instructions("xml-model"):
        if href in document.utf8[place.offset : document.utf8.find(b"?>", place.offset)].decode("utf-8", "replace"):
            return Location(document.name, place.line, place.column)
    return document.location(document.root)


def _shown(path: str) -> str:
    """A path as a user would name it from here."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return path


def _broken(error: SchemaError, path: Path) -> Finding:
    """A schema that is itself wrong: its own finding, with its own place. It is told once, however many files it stops."""
    message = (
        error.message
        if error.message.startswith(("the schema", "a query"))
        else f"the schema is wrong: {error.message}"
    )
    return Finding(
        "schema", Severity.ERROR, Location(_shown(str(error.file or path)), error.line, error.column), message,
        "No file was checked against it.",
    )  # fmt: skip


def suppressions_of(document: Document) -> list[Suppression]:
    """What a document asks not to be told."""
    found: list[Suppression] = []
    places = document.positions.instructions("teikit")
    root = document.root
    before = list(root.itersiblings(preceding=True))
    nodes = [*reversed(before), *root.iter(etree.ProcessingInstruction)]
    instructions = [
        node for node in nodes if isinstance(node, etree._ProcessingInstruction) and node.target == "teikit"
    ]
    for node, place in zip(instructions, places, strict=False):
        pseudo = {name: double or single for name, double, single in _PSEUDO.findall(node.text or "")}
        scope = ""
        if node.getparent() is not None:
            following = next((other for other in node.itersiblings(etree.Element)), None)
            scope = xpath(following if following is not None else node.getparent())  # type: ignore[arg-type]
        rules = tuple(pseudo.get("ignore", "").replace(",", " ").split())
        found.append(Suppression(rules, scope, place.line, place.column, pseudo.get("reason", "").strip()))
    return found
