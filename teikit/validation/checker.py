"""Files through all layers. Schemas are loaded once a process and kept."""

from __future__ import annotations

import contextlib
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from teikit.errors import SchemaError
from teikit.findings import Finding, Severity
from teikit.validation import wellformed
from teikit.validation.association import Association, Schemas
from teikit.validation.catalog import Catalog
from teikit.validation.document import Document, is_tei_root
from teikit.validation.failures import broken, broken_off, failed, where_named
from teikit.validation.loaded import LoadedSchemas
from teikit.validation.plan import FileResult, Plan
from teikit.validation.relaxng import RelaxNG
from teikit.validation.suppression import covers, suppressions_of

if TYPE_CHECKING:
    from teikit.validation.consequences import Told

_GRAMMARS = ("rng:", "xsd:", "xml:")
_AT_ONCE, _AT_ONCE_BYTES = 40, 1_000_000
"""How many files go through a layer before the next one, and their bytes: what processor and Saxon need lies at hand then."""
_EXAMPLES, _SMALL = 50, 200_000
"""How many files are looked through for one to get ready with, and its bytes at most."""


@dataclass(slots=True)
class _Case:
    """A file on its way through the layers.

    Attributes:
        result: What was found so far.
        path: The file; `None` for standard input.
        data: Its bytes, until it is parsed.
        named: Whether the user named it.
        done: Whether nothing more is to be checked.
        document: It as parsed.
        tei: Whether it is TEI.
        schemas: What it is held against.
        told: What the grammars said of it.
    """

    result: FileResult
    path: Path | None = None
    data: bytes = b""
    named: bool = True
    done: bool = False
    document: Document | None = None
    tei: bool = False
    schemas: Schemas = field(default_factory=Schemas)
    told: Told | None = None


class Checker:
    """Checks files.

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
        (result,) = self.check_all([(name, named)])
        return result

    def check_all(self, files: Iterable[tuple[str, bool]]) -> Iterator[FileResult]:
        """Check files, some at a time, each layer for all of these before the next: that is a fifth faster than file by file.

        Args:
            files: Paths as in `check`, each with whether the user named it.

        Yields:
            Their results, in their order.
        """
        cases: list[_Case] = []
        weight = 0
        for name, named in files:
            case = self._read(name, named=named)
            cases.append(case)
            weight += len(case.data)
            if len(cases) >= _AT_ONCE or weight >= _AT_ONCE_BYTES:
                yield from self._checked(cases)
                cases, weight = [], 0
        yield from self._checked(cases)

    def check_data(self, name: str, path: Path | None, data: bytes, *, named: bool = True) -> FileResult:
        """Check a file whose bytes are at hand."""
        case = _Case(FileResult(name), path, data, named)
        for stage in self._stages:
            if not case.done:
                stage(case)
        return case.result

    def _read(self, name: str, *, named: bool) -> _Case:
        path = None if name == "-" else Path(name)
        try:
            if path is not None and path.stat().st_size > self.plan.max_bytes:
                return _Case(self._check_large(name, path, named=named), done=True)
            data = path.read_bytes() if path is not None else sys.stdin.buffer.read()
        except OSError as error:
            unreadable = failed(name, "xml:unreadable", f"the file cannot be read: {error.strerror}", "")
            return _Case(unreadable, done=True)
        return _Case(FileResult(name), path, data, named)

    def _checked(self, cases: list[_Case]) -> list[FileResult]:
        for stage in self._stages:
            for case in cases:
                if case.done:
                    continue
                try:
                    stage(case)
                except Exception as error:  # one file must not take the others along
                    case.result = broken_off(case.result.name, error)
                    case.done = True
        return [case.result for case in cases]

    def _check_large(self, name: str, path: Path, *, named: bool) -> FileResult:
        from teikit.validation import large

        result, wrong = large.check(name, path, self.plan, self._association.of, self._loaded.rng, named=named)
        result.failures += [broken(error, schema) for error, schema in wrong]
        return result

    # ---- the stages: each takes a case that is not done a step further

    @property
    def _stages(self) -> tuple[Callable[[_Case], None], ...]:
        return self._open, self._hold_against_schematron, self._hold_against_rules

    def _open(self, case: _Case) -> None:
        """Parse a file and hold it against the grammars."""
        result, data = case.result, case.data
        document = wellformed.read(result.name, case.path, data, allow_dtd=self.plan.allow_dtd)
        case.data = b""
        if isinstance(document, Finding):
            case.done = True
            # What is refused was not checked; what is wrong was.
            (result.failures if document.rule == "xml:dtd" else result.findings).append(document)
            return
        case.tei = is_tei_root(document.root)
        unasked = not case.named or self.plan.only_tei
        if not case.tei and unasked and not document.root.tag.endswith("}teiCorpus"):
            result.skipped = case.done = True
            return
        case.document = document
        if b"<?teikit" in data:
            result.suppressions = suppressions_of(document)
        result.volatile = document.expanded  # a document type declaration names files of its own
        if self.plan.xinclude and b"XInclude" in data:
            from teikit.validation.xinclude import expand

            result.findings += expand(document, self.plan.max_bytes)
            result.included = tuple(sorted(document.included))
        schemas = case.schemas = self._association.of(document)
        result.schemas = schemas.files(self.plan.layers)
        document.grammars = lambda: [one for path in schemas.rng if isinstance(one := self._loaded.rng(path), RelaxNG)]
        for href, problem in schemas.problems:
            result.failures.append(Finding("xml:schema", Severity.ERROR, where_named(document, href), problem))
        self._grammars(document, schemas, result)
        if result.findings:
            from teikit.validation.consequences import Told, repair

            case.told = Told(document, result.findings)
            repair(document, [one for one in result.findings if not any(covers(by, one) for by in result.suppressions)])

    def _hold_against_schematron(self, case: _Case) -> None:
        if case.document is not None and "sch" in self.plan.layers:
            self._schematron(case.document, case.schemas, case.result)

    def _hold_against_rules(self, case: _Case) -> None:
        """Apply the rules of a corpus, and tell what follows from what."""
        result = case.result
        if case.document is not None and case.tei and "corpus" in self.plan.layers:
            self._rules(case.document, result)
        if case.told is not None:
            for finding in result.findings:
                if not finding.rule.startswith(_GRAMMARS) and (cause := case.told.cause(finding)) is not None:
                    result.consequences.append((finding, cause))
        if len(result.findings) > 1:
            from teikit.validation.consequences import pairs

            result.consequences += pairs(result.findings)
        case.document = None  # its tree is large

    def _grammars(self, document: Document, schemas: Schemas, result: FileResult) -> None:
        if "rng" in self.plan.layers:
            for path in schemas.rng:
                grammar = self._loaded.rng(path)
                if isinstance(grammar, SchemaError):
                    result.failures.append(broken(grammar, path))
                else:
                    result.findings += grammar.findings(document)
        if "xsd" not in self.plan.layers:
            return
        for path in schemas.xsd:
            schema = self._loaded.xsd(path)
            if isinstance(schema, SchemaError):
                result.failures.append(broken(schema, path))
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
                result.failures.append(broken(rules, path))
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
