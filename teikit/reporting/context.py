"""What a format may use besides the findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

_LARGEST = 50_000_000
"""Bytes of a file beyond which no line of it is shown."""
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
_LINE_END = re.compile(r"\r\n|\r|\n")
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Context:
    """What a format may use besides the findings.

    Attributes:
        color: Whether escape sequences are wanted.
        excerpt: Whether the source line is shown.
        version: teikit's version.
        summary: The line that closes the report for people.
        rules: What rules are about, by identifier: a name and the manual page.
        source: Reads the text of a file; empty where it cannot.
        limit: How many findings of a kind a format that is cut off shows.
        changed: Files that a change touched: their findings come first where room is scarce.
    """

    color: bool = False
    excerpt: bool = True
    version: str = ""
    summary: str = ""
    rules: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    source: Callable[[str], list[str]] | None = None
    limit: int = 10
    changed: frozenset[str] = frozenset()

    def lines(self, file: str) -> list[str]:
        """The lines of a file."""
        return self.source(file) if self.source is not None else read_lines(file)

    def line(self, file: str, number: int | None) -> str:
        """One line of a file; empty where it cannot be read."""
        lines = self.lines(file)
        return lines[number - 1] if number and number <= len(lines) else ""


def read_lines(file: str) -> list[str]:
    """The lines of a file, with what is none of its encoding replaced."""
    path = Path(file)
    try:
        found = path.stat()
        if not path.is_file() or found.st_size > _LARGEST:  # a pipe gives its text once
            return []
        # Who watches a file sees it change.
        return _read(path.absolute(), found.st_mtime_ns, found.st_size)
    except OSError:
        return []


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int, _size: int) -> list[str]:
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    if data[:2] == b"<\0" or data[:2] == b"\0<":
        encoding = "utf-16-le" if data[:1] == b"<" else "utf-16-be"
    elif (match := _DECLARED.match(data[:200])) and encoding == "utf-8-sig":
        encoding = match[1].decode("ascii")
    try:
        text = data.decode(encoding, "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    return _LINE_END.split(text)


def title(rule: str, context: Context) -> str:
    """What a rule is about, in a few words."""
    if rule in context.rules:
        return context.rules[rule][0]
    layer, _, code = rule.partition(":")
    names = {"xml": "Well-formedness", "rng": "RELAX NG", "xsd": "XSD", "sch": "Schematron"}
    return f"{names.get(layer, layer)}: {code.replace('-', ' ')}" if code else names.get(rule, rule)


def shown(text: str) -> str:
    """A text for a terminal: one line, and nothing in it that steers the terminal or turns the order of letters about."""
    return _STEERING.sub(_escaped, text)


def one_line(text: str) -> str:
    """A message for a terminal, its line ends as blanks."""
    return shown(re.sub(r"\s*[\r\n]+\s*", " ", text).strip())


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(char)
    return named or (f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}")


def sentence(text: str) -> str:
    """A message with the full stop that it does not bring along."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
