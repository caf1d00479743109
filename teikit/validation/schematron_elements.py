"""What can be told of a Schematron schema before it is compiled: names that do not exist, attributes that are missing, brackets.

The steps that follow pass over what they do not know; a misspelt `assert` would be a check that nobody makes. Source: the RELAX NG
schema of ISO/IEC 19757-3:2020, annex A, and what earlier editions allow.
"""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from teikit.errors import SchemaError
from teikit.relaxng.nearness import nearest
from teikit.validation.document import line_of

_AT = "{urn:teikit:schematron}at"

_WORDS = """
active assert diagnostic diagnostics dir emph extends group include key let library name ns p param pattern phase
properties property report rule rules schema span title value-of
"""
_NAMES = frozenset(_WORDS.split())
_HOLDERS = ("schema", "pattern", "rule", "rules", "phase", "diagnostics", "properties")
_NEEDED = {
    "assert": ("test",),
    "report": ("test",),
    "ns": ("prefix", "uri"),
    "let": ("name",),
    "value-of": ("select",),
    "active": ("pattern",),
    "phase": ("id",),
    "param": ("name",),
    "diagnostic": ("id",),
    "property": ("id",),
}
_EXPRESSIONS = ("test", "context", "select", "value", "subject")
_NO_BRACKETS = re.compile(r"""'[^']*'|"[^"]*"|[^()\[\]{}'"]+""")
_PAIRS = {")": "(", "]": "[", "}": "{"}


def check_element(node: etree._Element, local: str, file: Path) -> None:
    """Look at an element of a schema.

    Raises:
        SchemaError: It is wrong; with its line.
    """
    around = node.getparent()
    inside = (
        around is not None
        and around.tag.startswith("{http://purl.oclc.org")
        and etree.QName(around).localname not in _HOLDERS
    )
    if local not in _NAMES and not inside:  # in a text or a variable, anything may stand
        near = nearest(local, sorted(_NAMES))
        meant = f"did you mean <{near[0]}>?" if near else f"there are {', '.join(sorted(_NAMES))}"
        raise SchemaError(f"Schematron has no element <{local}>; {meant}", file=file, line=_line(node))
    if local == "pattern" and node.get("documents") is not None:
        raise SchemaError(
            "this <pattern> is about other documents (@documents), which are not read; take it out, or look at them with doc() "
            "in a rule and allow it files",
            file=file,
            line=_line(node),
        )
    for name in _NEEDED.get(local, ()):
        if node.get(name) is None:
            raise SchemaError(f"this <{local}> has no @{name}; add it", file=file, line=_line(node))
    for name in _EXPRESSIONS:
        expression = node.get(name)
        if expression is not None and (open_or_closed := _unpaired(expression)):
            raise SchemaError(
                f"a query in the schema is wrong: @{name} of this <{local}> has a {open_or_closed} without its counterpart: "
                f"{expression}",
                file=file,
                line=_line(node),
            )


def _line(node: etree._Element) -> int | None:
    """The line of an element; of one that the compact syntax gave, where its annotation stands."""
    noted = str(node.get(_AT, "")).rpartition(":")[2]
    return int(noted) if noted.isdecimal() else line_of(node)


def _unpaired(expression: str) -> str:
    """A bracket of an XPath expression that stands alone; empty where there is none, or a string is not closed."""
    if "(:" not in expression:  # most are told sound by their brackets alone
        left = _NO_BRACKETS.sub("", expression)
        while left != (left := left.replace("()", "").replace("[]", "").replace("{}", "")):
            pass
        if not left:
            return ""
    waiting: list[str] = []
    at, comments = 0, 0
    while at < len(expression):
        char, two = expression[at], expression[at : at + 2]
        if two == "(:":
            comments += 1
            at += 1
        elif comments:
            if two == ":)":
                comments -= 1
                at += 1
        elif char in "'\"":
            end = expression.find(char, at + 1)
            if end < 0:
                return ""
            at = end
        elif char in "([{":
            waiting.append(char)
        elif char in ")]}":
            if not waiting or waiting[-1] != _PAIRS[char]:
                return char
            waiting.pop()
        at += 1
    return waiting[-1] if waiting else ""
