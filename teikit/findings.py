"""What teikit says of a document: one shape for every layer, from the reader of a transcript to the rules of a corpus.

A finding is a value. It is made where a doubt arises, carried in a `Report`, and printed by `teikit.reporting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs. Errors and warnings make the exit code 1, information does not."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFORMATION: 2}


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file. Lines and columns are counted from 1, columns in characters.

    Attributes:
        file: The path as the user gave it, or `-` for standard input.
        line: The line; `None` where only the file is known.
        column: The column; `None` where only the line is known.
        end_line: Where the place ends, if it is more than a point.
        end_column: The column after its last character.
    """

    file: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at, with what was found, what was expected and what to do.

    Attributes:
        rule: The stable identifier of the rule, such as `TK012`.
        severity: How much it weighs.
        location: Where it is.
        message: What is wrong, in one sentence.
        hint: What to do about it; empty where the message says it.
        element: The name of the element or attribute at fault (`gap`, `@who`); empty where there is none.
        expected: What was allowed at that place, most useful first; may be shortened.
        xpath: The path of the element, with indices.
        documentation: What the schema itself says of the element.
    """

    rule: str
    severity: Severity
    location: Location
    message: str
    hint: str = ""
    element: str = ""
    expected: tuple[str, ...] = ()
    xpath: str = ""
    documentation: str = ""

    def __str__(self) -> str:
        text = f"{self.location}: {self.severity} {self.rule} {self.message}"
        if not self.hint:
            return text
        return f"{text}{'' if text.endswith(('.', '!', '?', ':', ';')) else '.'} {self.hint}"

    def sort_key(self) -> tuple[str, int, int, int, str, str]:
        """The order in which findings are told: by file, place, weight, rule."""
        at = self.location
        return (at.file, at.line or 0, at.column or 0, _RANK[self.severity], self.rule, self.message)


@dataclass(slots=True)
class Report:
    """The findings of a run, and what could not be looked at.

    Attributes:
        findings: All of them; `sorted()` gives the stable order.
        files: The files that were looked at.
        failures: Findings that say which check or file could not be done at all: they make the exit code 2.
    """

    findings: list[Finding] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    failures: list[Finding] = field(default_factory=list)

    def add(self, findings: Iterable[Finding]) -> None:
        """Take in findings."""
        self.findings.extend(findings)

    def merge(self, other: Report) -> None:
        """Take in all that another report holds."""
        self.findings.extend(other.findings)
        self.files.extend(other.files)
        self.failures.extend(other.failures)

    def sorted(self) -> list[Finding]:
        """Every finding and failure in the stable order, each once."""
        return sorted(dict.fromkeys([*self.failures, *self.findings]), key=Finding.sort_key)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.sorted())

    def count(self, severity: Severity) -> int:
        """How many findings weigh so much."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """0 clean, 1 errors or warnings found, 2 something could not be done."""
        if self.failures:
            return 2
        return int(any(finding.severity is not Severity.INFORMATION for finding in self.findings))
