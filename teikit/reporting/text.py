"""For people: every finding with the source line, a caret under the place, what was expected and what to do."""

from __future__ import annotations

import re
import unicodedata

from teikit.findings import Finding, Report, Severity
from teikit.reporting.context import Context, one_line, shown

_COLORS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.INFORMATION: "\x1b[1;36m"}
_BOLD, _DIM, _OFF = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_WIDTH = 110
_LOOKED_AT = 4 * _WIDTH


def render(report: Report, context: Context) -> str:
    """The report for a terminal or a log."""
    parts = [block(finding, context) for finding in report]
    if context.summary:
        parts.append(f"{context.summary}\n")
    return "".join(parts)


def block(finding: Finding, context: Context) -> str:
    """One finding."""

    def paint(text: str, code: str) -> str:
        return f"{code}{text}{_OFF}" if context.color and text else text

    weight = paint(str(finding.severity), _COLORS[finding.severity])
    place = paint(shown(str(finding.location)), _BOLD)
    out = [f"{place}: {weight} {shown(finding.rule)} {one_line(finding.message)}"]
    at = finding.location
    if context.excerpt and at.line and at.column:
        source, caret = excerpt(context.line(at.file, at.line), at.column, finding)
        if source.strip():
            margin = f"{at.line:>6} | "
            out.append(f"{paint(margin, _DIM)}{source}")
            out.append(f"{paint(' ' * 7 + '| ', _DIM)}{paint(caret, _COLORS[finding.severity])}")
    if finding.expected:
        out.append(f"       = expected: {one_line(', '.join(finding.expected))}")
    if finding.hint:
        out.append(f"       = {one_line(finding.hint)}")
    return "\n".join(out) + "\n"


def excerpt(line: str, column: int, finding: Finding) -> tuple[str, str]:
    """The part of a long line around a column, and the carets below it, wide characters counted as two."""
    line, at = line.rstrip("\r\n"), column - 1
    # A line may have millions of letters: no more is looked at than can be shown.
    first, last = max(at - _LOOKED_AT, 0), at + _LOOKED_AT
    before, rest = _plain(line[first:at]), _plain(line[at:last])
    kept = before
    if _cells(before) > _WIDTH * 2 // 3:
        kept = _fitting(before[::-1], _WIDTH // 2)[::-1]
    piece = _fitting(rest, _WIDTH - _cells(kept))
    prefix = "…" if first or len(kept) < len(before) else ""
    suffix = "…" if last < len(line) or len(piece) < len(rest) else ""
    name = re.escape(finding.element.removeprefix("@"))
    marked = re.match(rf"(?:<(?:[\w.-]+:)?)?{name}", piece) if name else None
    length = _cells(marked[0]) if marked else 1
    return prefix + kept + piece + suffix, " " * (len(prefix) + _cells(kept)) + "^" * max(length, 1)


def _plain(text: str) -> str:
    """A text without what steers a terminal or turns the order of letters about."""
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cf") else char for char in text)


def _fitting(text: str, cells: int) -> str:
    """The beginning of a text that takes so many cells of a terminal."""
    for number, char in enumerate(text):
        cells -= _cells(char)
        if cells < 0:
            return text[:number]
    return text


def _cells(text: str) -> int:
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
