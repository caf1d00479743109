"""GitHub Actions annotations: errors first, at most ten of a kind, how many more, and a full table in the step summary.

GitHub shows ten errors and ten warnings of a step and drops the rest without a word. So the ones shown are chosen here:
those in changed files first, and as many files as possible before a second finding of the same file.
"""

from __future__ import annotations

import os
from collections import Counter
from itertools import groupby
from pathlib import Path

from teikit.findings import Finding, Report, Severity
from teikit.reporting.context import Context, sentence, title

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}
_SUMMARY_LIMIT = 900_000


def render(report: Report, context: Context) -> str:
    """The report as workflow commands. Writes the step summary where `GITHUB_STEP_SUMMARY` names a file."""
    out: list[str] = []
    for severity, command in _COMMANDS.items():
        found = [finding for finding in report if finding.severity is severity]
        shown = _chosen(found, context)
        out += [annotation(command, finding) for finding in shown]
        if len(found) > len(shown):
            out.append(
                f"{len(found) - len(shown)} more of severity {severity} in the step summary and in the other formats"
            )
    if (target := os.environ.get("GITHUB_STEP_SUMMARY")) and report.sorted():
        with Path(target).open("a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(step_summary(report, context))
    if context.summary:
        out.append(context.summary)
    return "".join(f"{line}\n" for line in out)


def _chosen(findings: list[Finding], context: Context) -> list[Finding]:
    rank: dict[Finding, tuple[bool, int]] = {}
    for _, group in groupby(findings, key=lambda finding: finding.location.file):
        for number, finding in enumerate(group):
            rank[finding] = (finding.location.file not in context.changed, number)
    return sorted(findings, key=lambda finding: (*rank[finding], finding.sort_key()))[: context.limit]


def annotation(command: str, finding: Finding) -> str:
    """A finding as a workflow command."""
    at = finding.location
    properties = [("file", at.file)]
    if at.line:
        properties.append(("line", str(at.line)))
    if at.column:
        properties.append(("col", str(at.column)))
    properties.append(("title", finding.rule))
    text = finding.message
    if finding.expected:
        text += f"\nExpected: {', '.join(finding.expected)}."
    if finding.hint:
        text += f"\n{finding.hint}"
    told = ",".join(f"{name}={_escape(value, properties=True)}" for name, value in properties)
    return f"::{command} {told}::{_escape(text)}"


def _escape(text: str, *, properties: bool = False) -> str:
    out = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return out.replace(":", "%3A").replace(",", "%2C") if properties else out


def step_summary(report: Report, context: Context) -> str:
    """All findings as Markdown tables, cut off before GitHub would refuse them."""
    findings = report.sorted()
    counted = Counter((finding.rule, str(finding.severity)) for finding in findings)
    out = ["## teikit", "", context.summary, "", "| number | severity | rule | |", "| ---: | --- | --- | --- |"]
    for (rule, severity), number in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        out.append(f"| {number} | {severity} | `{rule}` | {_cell(title(rule, context))} |")
    out += ["", "| place | severity | rule | finding |", "| --- | --- | --- | --- |"]
    size = sum(len(line.encode("utf-8", "replace")) + 1 for line in out)
    for number, finding in enumerate(findings):
        text = _cell(f"{sentence(finding.message)} {finding.hint}")
        row = f"| `{_cell(str(finding.location))}` | {finding.severity} | `{finding.rule}` | {text} |"
        size += len(row.encode("utf-8", "replace")) + 1
        if size > _SUMMARY_LIMIT:
            out.append(f"\n{len(findings) - number} more are not shown here.")
            break
        out.append(row)
    return "\n".join(out) + "\n"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ").strip()
