"""JUnit XML: one suite, one case a file, a failure for its findings, an error for what could not be checked."""

from __future__ import annotations

import re
from itertools import groupby

from lxml import etree

from teikit.findings import Finding, Report, Severity
from teikit.reporting.concise import line
from teikit.reporting.context import Context

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def render(report: Report, context: Context) -> str:  # all formats have one signature
    """The report as a JUnit file."""
    failed = set(report.failures)
    by_file = {file: list(findings) for file, findings in groupby(report, key=lambda finding: finding.location.file)}
    files = list(dict.fromkeys([*sorted(report.files), *by_file]))
    failures = errors = 0
    suite = etree.Element("testsuite", name="teikit")
    for file in files:
        case = etree.SubElement(suite, "testcase", classname="teikit", name=_clean(file), file=_clean(file), time="0")
        findings = by_file.get(file, [])
        broken = [finding for finding in findings if finding in failed]
        wrong = [f for f in findings if f not in failed and f.severity is not Severity.INFORMATION]
        told = [f for f in findings if f not in failed and f.severity is Severity.INFORMATION]
        if broken:
            errors += 1
            _add(case, "error", broken, "could not be checked")
        elif wrong:
            failures += 1
            _add(case, "failure", wrong, f"{len(wrong)} finding{'s' if len(wrong) > 1 else ''}")
        if told:
            etree.SubElement(case, "system-out").text = _clean("\n".join(line(finding) for finding in told))
    counts = {"tests": str(len(files)), "failures": str(failures), "errors": str(errors), "skipped": "0", "time": "0"}
    for name, value in counts.items():
        suite.set(name, value)
    suites = etree.Element("testsuites", name="teikit")
    for name in ("tests", "failures", "errors", "time"):
        suites.set(name, counts[name])
    suites.append(suite)
    etree.indent(suites, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(suites, encoding="unicode") + "\n"


def _add(case: etree._Element, kind: str, findings: list[Finding], summary: str) -> None:
    first = findings[0]
    message = summary if len(findings) > 1 else first.message
    node = etree.SubElement(case, kind, message=_clean(message), type=_clean(first.rule))
    node.text = _clean("\n".join(line(finding) for finding in findings))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
