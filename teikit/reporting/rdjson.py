"""Reviewdog Diagnostic Format (rdjson): what reviewdog posts on changed lines of a merge request, on any forge."""

from __future__ import annotations

import json
from typing import Any

from teikit.findings import Finding, Report, Severity
from teikit.reporting.context import Context, sentence

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFORMATION: "INFO"}


def render(report: Report, context: Context) -> str:
    """The report as one JSON object. Columns count bytes of UTF-8, as the format has it."""
    diagnostics = [_diagnostic(finding, context) for finding in report]
    source = {"name": "teikit", "url": "https://github.com/teikit/teikit"}
    return json.dumps({"source": source, "diagnostics": diagnostics}, ensure_ascii=False, indent=1) + "\n"


def _diagnostic(finding: Finding, context: Context) -> dict[str, Any]:
    at = finding.location
    place: dict[str, Any] = {"path": at.file}
    if at.line:
        start: dict[str, int] = {"line": at.line}
        if at.column:
            before = context.line(at.file, at.line)[: at.column - 1]
            start["column"] = len(before.encode("utf-8", "surrogatepass")) + 1 if before else at.column
        place["range"] = {"start": start}
    message = f"{sentence(finding.message)} {finding.hint}".strip()
    if finding.expected:
        message += f" Expected: {', '.join(finding.expected)}."
    return {
        "message": message,
        "location": place,
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
