"""An HTML page of the findings: one file without scripts, for archives and colleagues who have no terminal."""

from __future__ import annotations

from collections import Counter
from html import escape
from itertools import groupby

from teikit.findings import Finding, Report
from teikit.reporting.context import Context, title

_STYLE = """
:root{color-scheme:light dark;--line:#8886;--error:#b3261e;--warning:#8a5a00;--information:#1a5fb4}
@media (prefers-color-scheme:dark){:root{--error:#ff8a80;--warning:#ffca6b;--information:#8ab8ff}}
body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:start;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
.number{text-align:end}section{margin-top:2.5rem}h2{font-size:1.1rem;overflow-wrap:anywhere}
li{margin:1rem 0}ol{padding-inline-start:1.2rem}
pre{overflow-x:auto;padding:.5rem;border-inline-start:3px solid var(--line);margin:.4rem 0}
.error{color:var(--error)}.warning{color:var(--warning)}.information{color:var(--information)}
mark{background:none;color:inherit;font-weight:bold;text-decoration:underline wavy}
.note{opacity:.85}@media print{body{max-width:none}pre{white-space:pre-wrap}}
""".strip()
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(report: Report, context: Context) -> str:
    """The report as a page."""
    findings = report.sorted()
    counted = Counter((finding.rule, finding.severity) for finding in findings)
    out = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>Validation report</title><style>{_STYLE}</style></head><body><main>",
        f"<h1>Validation report</h1><p>{escape(context.summary)}</p>",
    ]
    if counted:
        out.append('<table><caption>Findings by rule</caption><thead><tr><th scope="col" class="number">Number</th>')
        out.append(
            '<th scope="col">Severity</th><th scope="col">Rule</th><th scope="col">About</th></tr></thead><tbody>'
        )
        for (rule, severity), number in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
            out.append(
                f'<tr><td class="number">{number}</td><td class="{severity}">{severity}</td>'
                f"<td><code>{escape(rule)}</code></td><td>{escape(title(rule, context))}</td></tr>"
            )
        out.append("</tbody></table>")
    for file, group in groupby(findings, key=lambda finding: finding.location.file):
        out.append(f"<section><h2>{escape(file)}</h2><ol>")
        out += [_item(finding, context) for finding in group]
        out.append("</ol></section>")
    out.append(f"</main><footer><p>teikit {escape(context.version)}</p></footer></body></html>")
    return "\n".join(out) + "\n"


def _item(finding: Finding, context: Context) -> str:
    at = finding.location
    place = ":".join(str(part) for part in (at.line, at.column) if part)
    out = [
        f'<li><strong class="{finding.severity}">{finding.severity}</strong> <code>{escape(finding.rule)}</code>'
        f"{f' at {place}' if place else ''}: {escape(finding.message)}"
    ]
    source = context.line(at.file, at.line)
    if at.column and source.strip():
        start = max(at.column - 61, 0)
        before, rest = source[start : at.column - 1], source[at.column - 1 : at.column + 79]
        length = max(len(finding.element.removeprefix("@")) + rest.startswith("<"), 1)
        out.append(f"<pre>{escape(before)}<mark>{escape(rest[:length])}</mark>{escape(rest[length:])}</pre>")
    if finding.expected:
        out.append(f'<p class="note">Expected: {escape(", ".join(finding.expected))}</p>')
    if finding.hint:
        out.append(f'<p class="note">{escape(finding.hint)}</p>')
    return "".join(out) + "</li>"
