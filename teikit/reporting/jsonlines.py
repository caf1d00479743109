"""JSON Lines: one object a finding, nothing else, so that `jq` and scripts can read it as it comes."""

from __future__ import annotations

import json
from typing import Any

from teikit.findings import Finding, Report
from teikit.reporting.context import Context


def render(report: Report, context: Context) -> str:  # all formats have one signature
    """The report as lines of JSON."""
    failures = set(report.failures)
    return "".join(
        json.dumps(as_object(finding, failed=finding in failures), ensure_ascii=False) + "\n" for finding in report
    )


def as_object(finding: Finding, *, failed: bool = False) -> dict[str, Any]:
    """A finding as an object; keys without a value are left out."""
    at = finding.location
    made: dict[str, Any] = {
        "file": at.file,
        "line": at.line,
        "column": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
        "severity": str(finding.severity),
        "rule": finding.rule,
        "message": finding.message,
        "hint": finding.hint,
        "element": finding.element,
        "expected": list(finding.expected),
        "xpath": finding.xpath,
        "documentation": finding.documentation,
        "couldNotCheck": failed,
    }
    return {key: value for key, value in made.items() if value not in (None, "", [], False)}
