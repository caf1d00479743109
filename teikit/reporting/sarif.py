"""SARIF 2.1.0 (OASIS), as code scanning services read it: one run, findings grouped by rule, with partial fingerprints.

The fingerprint is made of rule, file, element and message, not of the line, so that a finding is recognised after an edit
above it. Columns count UTF-16 code units, as the standard's default has it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from teikit.findings import Finding, Report, Severity
from teikit.reporting.context import Context, sentence, title

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
_MOST = 25_000
"""More results than this are not accepted by the services that read SARIF."""


def render(report: Report, context: Context) -> str:
    """The report as a SARIF log."""
    findings = report.sorted()
    failures = set(report.failures)
    rules = sorted({finding.rule for finding in findings})
    shown = sorted(findings, key=lambda finding: list(_LEVELS).index(finding.severity))[:_MOST]
    shown_set = set(shown)
    results = [
        _result(finding, rules.index(finding.rule), context)
        for finding in findings
        if finding in shown_set and finding not in failures
    ]
    notifications = [_notification(finding) for finding in findings if finding in failures]
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "teikit",
                "version": context.version or "0",
                "informationUri": "https://github.com/teikit/teikit",
                "rules": [_rule(rule, findings, context) for rule in rules],
            }
        },
        "columnKind": "utf16CodeUnits",
        "invocations": [{"executionSuccessful": not failures, "toolExecutionNotifications": notifications}],
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: str, findings: list[Finding], context: Context) -> dict[str, Any]:
    worst = min((finding.severity for finding in findings if finding.rule == rule), key=list(_LEVELS).index)
    made: dict[str, Any] = {
        "id": rule,
        "name": re.sub(r"\W+", " ", title(rule, context)).title().replace(" ", "") or rule,
        "shortDescription": {"text": title(rule, context)},
        "defaultConfiguration": {"level": _LEVELS[worst]},
    }
    if rule in context.rules:
        made["help"] = {"text": context.rules[rule][1]}
    return made


def _result(finding: Finding, index: int, context: Context) -> dict[str, Any]:
    text = sentence(finding.message)
    if finding.expected:
        text += f" Expected: {', '.join(finding.expected)}."
    if finding.hint:
        text += f" {finding.hint}"
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(finding, context)],
        "partialFingerprints": {"teikit/v1": fingerprint(finding)},
    }


def _location(finding: Finding, context: Context) -> dict[str, Any]:
    at = finding.location
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(at.file)}}
    if at.line:
        region: dict[str, Any] = {"startLine": at.line}
        if at.column:
            before = context.line(at.file, at.line)[: at.column - 1]
            region["startColumn"] = len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1 if before else at.column
        physical["region"] = region
    made: dict[str, Any] = {"physicalLocation": physical}
    if finding.xpath:
        made["logicalLocations"] = [{"fullyQualifiedName": finding.xpath, "kind": "element"}]
    return made


def _notification(finding: Finding) -> dict[str, Any]:
    made: dict[str, Any] = {
        "level": "error",
        "message": {"text": f"{finding.location}: {finding.message} {finding.hint}".strip()},
        "descriptor": {"id": finding.rule},
    }
    if finding.location.file not in ("", "-"):
        made["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": uri(finding.location.file)}}}]
    return made


def uri(file: str) -> str:
    """A path as a relative reference, with slashes; an absolute one below the working folder is made relative."""
    path = PurePath(file)
    if path.is_absolute():
        try:
            path = path.relative_to(Path.cwd())
        except ValueError:
            return Path(file).as_uri()
    return quote(os.fsencode(path.as_posix()), safe="/.-_~()+,=@")


def fingerprint(finding: Finding) -> str:
    """What a finding is recognised by after other places were edited."""
    steps = re.sub(r"\[\d+\]", "", finding.xpath)
    parts = (finding.rule, PurePath(finding.location.file).as_posix(), steps, finding.element, finding.message)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
