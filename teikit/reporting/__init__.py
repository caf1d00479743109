"""A report written for people, machines and archives: one module a format, each a function from report to text.

`render(name, report)` gives the text. The formats are `text`, `concise`, `json`, `sarif`, `junit`, `github`, `rdjson`, `html`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from teikit.errors import TeikitError
from teikit.findings import Report
from teikit.reporting.context import Context

FORMATS: Mapping[str, str] = {
    "text": "text",
    "concise": "concise",
    "json": "jsonlines",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "rdjson": "rdjson",
    "html": "html",
}
"""The names of the formats, with their modules."""


def render(name: str, report: Report, context: Context | None = None) -> str:
    """A report in a format.

    Args:
        name: One of `FORMATS`.
        report: The report.
        context: What the format may use: colour, the manual of rules, the version.

    Raises:
        TeikitError: There is no such format.
    """
    if name not in FORMATS:
        raise TeikitError(f"there is no format {name}; known are {', '.join(FORMATS)}")
    module = import_module(f"{__name__}.{FORMATS[name]}")
    text: str = module.render(report, context or Context())
    # The name of a file need not be UTF-8; what is no character is written as an escape.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
