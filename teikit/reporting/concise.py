"""One line a finding: `file:line:column: severity rule message`. Every editor and problem matcher reads it."""

from __future__ import annotations

from teikit.findings import Finding, Report
from teikit.reporting.context import Context, one_line, sentence, shown


def render(report: Report, context: Context) -> str:  # all formats have one signature
    """The report as lines."""
    return "".join(f"{line(finding)}\n" for finding in report)


def line(finding: Finding) -> str:
    """A finding as one line."""
    expected = f" Expected: {', '.join(finding.expected)}." if finding.expected else ""
    hint = f" {finding.hint}" if finding.hint else ""
    text = one_line(f"{sentence(finding.message)}{hint}{expected}")
    return f"{shown(str(finding.location))}: {finding.severity} {shown(finding.rule)} {text}"
