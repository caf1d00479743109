"""What a run is to do: the settings that go to every worker, and what comes back for every file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from teikit.config import LAYERS
from teikit.findings import Finding, Location, Report, Severity

if TYPE_CHECKING:
    from teikit.validation.index import Facts


@dataclass(frozen=True, slots=True)
class Plan:
    """What is checked, and how. All of it can be sent to another process.

    Attributes:
        layers: The layers to run: `xml`, `rng`, `xsd`, `sch`, `corpus`.
        schema: Schemas that were named for all files.
        schematron: Schematron that was named besides.
        corpus_schema: The schemas of the settings, for files that name none.
        corpus_schematron: Their Schematron.
        catalogs: XML catalogs.
        phase: The Schematron phase.
        allow_dtd: Whether document type declarations with local files are read.
        allow_files: Whether Schematron rules may read local files.
        xinclude: Whether inclusions of local files are followed.
        max_bytes: Larger files are refused.
        date_years: How far a date in the text may lie from the document's own.
        only_tei: Whether files whose root is not TEI are skipped also where the user named them.
        use_cache: Whether compiled schemas are kept on disk.
    """

    layers: tuple[str, ...] = LAYERS
    schema: tuple[Path, ...] = ()
    schematron: tuple[Path, ...] = ()
    corpus_schema: tuple[Path, ...] = ()
    corpus_schematron: tuple[Path, ...] = ()
    catalogs: tuple[Path, ...] = ()
    phase: str = "#DEFAULT"
    allow_dtd: bool = False
    allow_files: bool = False
    xinclude: bool = True
    max_bytes: int = 100_000_000
    date_years: int = 60
    only_tei: bool = False
    use_cache: bool = True


@dataclass(frozen=True, slots=True)
class Suppression:
    """A processing instruction `<?teikit ignore="TK012" reason="…"?>`.

    Attributes:
        rules: Beginnings of rule identifiers.
        scope: The path of the element it is about; empty for the whole file.
        line: Where it stands.
        column: Where it stands.
        reason: Why.
    """

    rules: tuple[str, ...]
    scope: str
    line: int
    column: int
    reason: str


@dataclass(slots=True)
class FileResult:
    """What came out for one file.

    Attributes:
        name: The file.
        findings: What is wrong with it.
        failures: What could not be checked.
        facts: What the rules of the corpus need; `None` where the file is not TEI or cannot be read.
        suppressions: What the file asks not to be told.
        schemas: The schema files it was checked against.
        included: The files that it includes, in turn and of their own.
        skipped: It is no TEI, and was found in a folder rather than named.
        volatile: The result hangs on files that are not listed here, so that it is not kept.
        notes: What the user should know and is no finding, such as a slow way taken.
        consequences: Those of the findings that only follow from another one, each with that one.
    """

    name: str
    findings: list[Finding] = field(default_factory=list)
    failures: list[Finding] = field(default_factory=list)
    facts: Facts | None = None
    suppressions: list[Suppression] = field(default_factory=list)
    schemas: tuple[str, ...] = ()
    included: tuple[str, ...] = ()
    skipped: bool = False
    volatile: bool = False
    notes: tuple[str, ...] = ()
    consequences: list[tuple[Finding, Finding]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """A form that JSON can hold."""
        return {
            "name": self.name,
            "findings": [asdict(finding) for finding in self.findings],
            "failures": [asdict(finding) for finding in self.failures],
            "facts": self.facts.to_json() if self.facts else None,
            "suppressions": [asdict(suppression) for suppression in self.suppressions],
            "schemas": list(self.schemas),
            "included": list(self.included),
            "skipped": self.skipped,
            "notes": list(self.notes),
            "consequences": [[asdict(one), asdict(cause)] for one, cause in self.consequences],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> FileResult:
        """A result from that form."""
        from teikit.validation.index import Facts

        return cls(
            data["name"],
            [finding_from_json(item) for item in data["findings"]],
            [finding_from_json(item) for item in data["failures"]],
            Facts.from_json(data["facts"]) if data["facts"] else None,
            [Suppression(**{**item, "rules": tuple(item["rules"])}) for item in data["suppressions"]],
            tuple(data["schemas"]),
            tuple(data["included"]),
            data["skipped"],
            notes=tuple(data["notes"]),
            consequences=[(finding_from_json(one), finding_from_json(cause)) for one, cause in data["consequences"]],
        )


def finding_from_json(data: Mapping[str, Any]) -> Finding:
    """A finding from the form that `dataclasses.asdict` gives."""
    return Finding(
        **{
            **data,
            "severity": Severity(data["severity"]),
            "location": Location(**data["location"]),
            "expected": tuple(data["expected"]),
        }
    )


@dataclass(slots=True)
class ValidationReport(Report):
    """A report that knows what it was made with.

    Attributes:
        schemas: The schema files that were used.
        suppressed: How many findings the files themselves suppress.
        known: How many findings the baseline knows.
        notes: What the user should know and is no finding, such as a slow way taken.
        skipped: Files in folders that are no TEI.
        consequences: Those of the findings that only follow from another one, each with that one.
    """

    schemas: tuple[str, ...] = ()
    suppressed: int = 0
    known: int = 0
    notes: tuple[str, ...] = ()
    skipped: int = 0
    consequences: list[tuple[Finding, Finding]] = field(default_factory=list)
