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
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from teikit.errors import SchemaError
from teikit.findings import Finding
from teikit.validation.catalog import Catalog
from teikit.validation.document import Document, line_of
from teikit.validation.xsd_explanation import Explainer, Fault, Known
from teikit.validation.xsd_flattening import Flattened, flatten

_XSD = "{http://www.w3.org/2001/XMLSchema}"
_VERSIONING = "{http://www.w3.org/2007/XMLSchema-versioning}minVersion"
_ONLY_1_1 = ("assert", "alternative", "openContent", "defaultOpenContent", "override")


class XSD:
    """A schema ready to check documents.

    Args:
        path: The schema.
        catalog: Where the schemas are that it names by other addresses.
        use_cache: Whether what explains its mistakes may be kept on disk.

    Raises:
        SchemaError: Neither library can load it; with its line.
    """

    def __init__(self, path: Path, *, catalog: Catalog | None = None, use_cache: bool = True):
        self.path = path
        self._catalog = catalog or Catalog()
        self.slow = ""
        self._fault: tuple[str, int] | None = None
        self._quick: etree.XMLSchema | None = None
        self._full: Any = None
        self._explainer = Explainer(path, self._find, use_cache=use_cache)
        # What a catalog leads elsewhere is not the same the next time.
        kept = Flattened(path) if use_cache and catalog is None else None
        if kept is not None:
            self._quick = kept.get()
            if self._quick is not None:
                return
        try:
            tree = etree.parse(str(path), etree.XMLParser(no_network=True, resolve_entities=False))
        except OSError as error:
            raise SchemaError("the schema cannot be read", file=path) from error
        except etree.XMLSyntaxError as error:
            raise SchemaError(f"the schema is not well-formed: {error.msg}", file=path, line=error.lineno) from error
        root = tree.getroot()
        self._here(tree)
        if root.get(_VERSIONING) == "1.1" or any(True for _ in root.iter(*(_XSD + name for name in _ONLY_1_1))):
            self.slow = "it is XSD 1.1, which libxml2 does not know"
        else:
            try:
                self._quick = _loaded(tree, kept)
            except etree.XMLSchemaParseError as error:
                self.slow = f"libxml2 refuses it ({_clean(str(error).splitlines()[0])})"
                places = [entry for entry in cast("Any", error.error_log) if entry.line]
                self._fault = (places[0].filename, places[0].line) if places else None
        if self.slow:
            self._load()

    def _find(self, uri: str) -> str:
        """Where a schema is that another one names by its address."""
        found = self._catalog.resolve(uri)
        if found == uri and urlsplit(uri).path.endswith("/xml.xsd") and "www.w3.org" in uri:
            import xmlschema  # nearly every schema names that of xml:id and xml:lang, and xmlschema has it

            found = (Path(xmlschema.__file__).parent / "schemas/XML/xml.xsd").as_uri()
        return found

    def _here(self, tree: etree._ElementTree) -> None:
        """Put the places of files for the addresses that a schema names: libxml2 asks no catalog."""
        base = self.path.resolve().as_uri()
        for node in tree.getroot().iterchildren(*(_XSD + name for name in ("include", "import", "redefine"))):
            if href := node.get("schemaLocation"):
                uri = urljoin(base, href.strip())
                found = self._find(uri)
                path = Path(unquote(urlsplit(found).path)) if found.startswith("file:") else None
                if path is not None and path.exists() and not path.is_file():
                    raise SchemaError(f"{href} is no file", file=self.path, line=line_of(node))  # a device has no end
                if path is not None and found != uri:
                    node.set("schemaLocation", found)

    def _load(self) -> None:
        import xmlschema

        kind = xmlschema.XMLSchema11 if "1.1" in self.slow else xmlschema.XMLSchema10
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a schema that imports what is not here still serves
                self._full = kind(str(self.path), allow="local", defuse="remote", uri_mapper=self._find)
        except xmlschema.XMLSchemaException as error:
            reason = getattr(error, "message", None) or str(error).splitlines()[0]
            if remote := re.match(r"block access to remote resource (\S+)", reason):
                reason = f"{remote[1]} is on the network and is not fetched; keep a copy beside the schema, or map it in a catalog"
            file, line = self._fault or (str(self.path), getattr(error, "sourceline", None))
            where = Path(unquote(urlsplit(file).path))  # libxml2 knows the place, xmlschema the better words
            raise SchemaError(
                f"the schema is wrong: {reason}", file=where if where.is_file() else self.path, line=line
            ) from error
        except (OSError, ValueError, etree.XMLSyntaxError) as error:
            raise SchemaError(f"the schema cannot be loaded: {error}", file=self.path) from error

    def findings(self, document: Document, known: Known | None = None) -> list[Finding]:
        """What the schema does not allow in a document.

        Args:
            document: The document.
            known: Whether there is a finding about the element of a path already, so that no explanation is needed.
        """
        if self._quick is not None:
            if self._quick.validate(document.root):
                return []
            faults = self._quick_faults(document)
        else:
            faults = [
                Fault(
                    error.elem if isinstance(error.elem, etree._Element) else None,
                    _reason(error),
                    _named(error.reason or ""),
                )
                for error in self._full.iter_errors(document.root)
            ]
        return self._explainer.findings(document, faults, known) if faults else []

    def _quick_faults(self, document: Document) -> list[Fault]:
        assert self._quick is not None
        found: dict[tuple[int, str], Fault] = {}
        tree = document.root.getroottree()
        for error in list(cast("Any", self._quick.error_log)):
            # One bad value gives several lines: the facet, then the type; the first says most.
            key = (error.line, error.path or "")
            if key in found:
                continue
            nodes = tree.xpath(error.path) if error.path and "namespace" not in error.path else []
            node = nodes[0] if isinstance(nodes, list) and nodes and isinstance(nodes[0], etree._Element) else None
            found[key] = Fault(node, error.message, _named(error.message))
        return list(found.values())


def _reason(error: Any) -> str:
    """What xmlschema says; of an assertion of XSD 1.1, which one it is."""
    test = getattr(error.validator, "path", None) if "assertion" in (error.reason or "") else None
    return f"the assertion does not hold: {test}" if test else error.reason or error.message or "not valid"


def _named(message: str) -> str:
    """The attribute that a message is about."""
    match = re.search(r"[Aa]ttribute '([^']+)'", message)
    return match[1] if match else ""


def _loaded(tree: etree._ElementTree, kept: Flattened | None) -> etree.XMLSchema:
    flat = copy.deepcopy(tree)
    flatten(flat.getroot())
    try:
        schema = etree.XMLSchema(flat)
    except etree.XMLSchemaParseError:
        # What is wrong with a schema is said of what its author wrote.
        return etree.XMLSchema(tree)
    if kept is not None:
        kept.put(flat)
    return schema


def _clean(message: str) -> str:
    text = re.sub(r"\{http[^}]*\}|\{urn:[^}]*\}", "", message)
    text = re.sub(r"'([\w:.-]+)'", r"<\1>", text, count=1) if text.startswith("Element '") else text
    return text.removeprefix("Element ").strip().rstrip(".")
