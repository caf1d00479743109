"""The XSD layer: libxml2 for the quick verdict where it loads the schema, xmlschema where it does not.

libxml2 takes some sound schemas for ambiguous ("not determinist") and knows no XSD 1.1; those are left to xmlschema, which is
much slower, and the report says so.
"""

from __future__ import annotations

import copy
import re
import warnings
from pathlib import Path
from typing import Any, cast

from lxml import etree

from teikit.errors import SchemaError
from teikit.findings import Finding, Location, Severity
from teikit.validation.document import Document
from teikit.validation.xsd_flattening import flatten

_XSD = "{http://www.w3.org/2001/XMLSchema}"
_VERSIONING = "{http://www.w3.org/2007/XMLSchema-versioning}minVersion"
_ONLY_1_1 = ("assert", "alternative", "openContent", "defaultOpenContent", "override")


class XSD:
    """A schema ready to check documents.

    Args:
        path: The schema.

    Raises:
        SchemaError: Neither library can load it; with its line.
    """

    def __init__(self, path: Path):
        self.path = path
        self.slow = ""
        self._quick: etree.XMLSchema | None = None
        self._full: Any = None
        try:
            tree = etree.parse(str(path), etree.XMLParser(no_network=True, resolve_entities=False))
        except OSError as error:
            raise SchemaError("the schema cannot be read", file=path) from error
        except etree.XMLSyntaxError as error:
            raise SchemaError(f"the schema is not well-formed: {error.msg}", file=path, line=error.lineno) from error
        root = tree.getroot()
        if root.get(_VERSIONING) == "1.1" or any(True for _ in root.iter(*(_XSD + name for name in _ONLY_1_1))):
            self.slow = "it is XSD 1.1, which libxml2 does not know"
        else:
            try:
                self._quick = _loaded(tree)
            except etree.XMLSchemaParseError as error:
                self.slow = f"libxml2 refuses it ({_clean(str(error).splitlines()[0])})"
        if self.slow:
            self._load()

    def _load(self) -> None:
        import xmlschema

        kind = xmlschema.XMLSchema11 if "1.1" in self.slow else xmlschema.XMLSchema10
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a schema that imports what is not here still serves
                self._full = kind(str(self.path), allow="local", defuse="remote")
        except xmlschema.XMLSchemaException as error:
            line = getattr(error, "sourceline", None)
            reason = getattr(error, "message", None) or str(error).splitlines()[0]
            raise SchemaError(f"the schema is wrong: {reason}", file=self.path, line=line) from error
        except (OSError, ValueError, etree.XMLSyntaxError) as error:
            raise SchemaError(f"the schema cannot be loaded: {error}", file=self.path) from error

    def findings(self, document: Document) -> list[Finding]:
        """What the schema does not allow in a document."""
        if self._quick is not None:
            if self._quick.validate(document.root):
                return []
            return self._explain_quick(document)
        return self._explain_full(document)

    def _explain_quick(self, document: Document) -> list[Finding]:
        assert self._quick is not None
        found: list[Finding] = []
        seen: set[tuple[int, str]] = set()
        tree = document.root.getroottree()
        for error in list(cast("Any", self._quick.error_log)):
            # One bad value gives several lines: the facet, then the type; the first says most.
            key = (error.line, error.path or "")
            if key in seen:
                continue
            seen.add(key)
            nodes = tree.xpath(error.path) if error.path and "namespace" not in error.path else []
            node = nodes[0] if isinstance(nodes, list) and nodes and isinstance(nodes[0], etree._Element) else None
            message, expected = _split(_clean(error.message))
            attribute = re.search(r"[Aa]ttribute '([^']+)'", error.message)
            name = attribute[1].rpartition("}")[2] if attribute else ""
            if node is None:
                found.append(
                    Finding(
                        "xsd:invalid", Severity.ERROR, Location(document.name, error.line), message, expected=expected
                    )
                )
            else:
                found.append(
                    document.finding("xsd:invalid", Severity.ERROR, node, message, attribute=name, expected=expected)
                )
        return found

    def _explain_full(self, document: Document) -> list[Finding]:
        found: list[Finding] = []
        for error in self._full.iter_errors(document.root):
            reason = re.sub(r"\s+", " ", error.reason or error.message or "not valid").strip()
            node = error.elem if isinstance(error.elem, etree._Element) else None
            found.append(document.finding("xsd:invalid", Severity.ERROR, node, _clean(reason)))
        return found


def _loaded(tree: etree._ElementTree) -> etree.XMLSchema:
    flat = copy.deepcopy(tree)
    flatten(flat.getroot())
    try:
        return etree.XMLSchema(flat)
    except etree.XMLSchemaParseError:
        # What is wrong with a schema is said of what its author wrote.
        return etree.XMLSchema(tree)


def _clean(message: str) -> str:
    text = re.sub(r"\{http[^}]*\}|\{urn:[^}]*\}", "", message)
    text = re.sub(r"'([\w:.-]+)'", r"<\1>", text, count=1) if text.startswith("Element '") else text
    return text.removeprefix("Element ").strip().rstrip(".")


def _split(message: str) -> tuple[str, tuple[str, ...]]:
    """The list of what was expected taken out of a message, at most eight of it."""
    match = re.search(r"\s*Expected is(?: one of)? \(\s*(.*?)\s*\)", message)
    if match is None:
        return message, ()
    names = [name.strip() for name in match[1].split(",")]
    shown = (*names[:8], f"{len(names) - 8} more") if len(names) > 8 else tuple(names)
    return message[: match.start()].rstrip(". "), shown
