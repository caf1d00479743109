"""Which schemas a document is checked against.

First those of the command line; else those that the document names (`xml-model`, `xsi:schemaLocation`,
`xsi:noNamespaceSchemaLocation`); else those of the corpus; else teikit's own. Local files alone are read: an address on
the network counts only through a catalog. Sources: ISO/IEC 19757-11 (xml-model); XSD 1.0 part 1, 4.3.2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from teikit.errors import SchemaError
from teikit.resources import schema_path
from teikit.validation.catalog import Catalog
from teikit.validation.document import Document, pseudo_attributes

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_ROOTS = {
    "http://relaxng.org/ns/structure/1.0": "rng",
    "http://www.w3.org/2001/XMLSchema": "xsd",
    "http://purl.oclc.org/dsdl/schematron": "sch",
    "http://www.ascc.net/xml/schematron": "sch",
}


@dataclass(frozen=True, slots=True)
class Schemas:
    """The schemas of a document, by layer.

    Attributes:
        rng: RELAX NG, in XML or compact syntax.
        xsd: XSD.
        sch: Schematron, alone or embedded in another schema.
        problems: What was named and cannot be used, as it was named, with the reason.
        source: Who named them: `command`, `document`, `corpus` or `teikit`.
    """

    rng: tuple[Path, ...] = ()
    xsd: tuple[Path, ...] = ()
    sch: tuple[tuple[Path, str], ...] = ()
    problems: tuple[tuple[str, str], ...] = ()
    source: str = ""

    def files(self, layers: Sequence[str]) -> tuple[str, ...]:
        """The schema files of some layers, in a stable order."""
        named = {"rng": self.rng, "xsd": self.xsd, "sch": tuple(path for path, _ in self.sch)}
        return tuple(sorted({str(path) for layer in layers for path in named.get(layer, ())}))


def kind_of(path: Path) -> str:
    """`rng`, `rnc`, `xsd` or `sch`: by the root element, or by the suffix for the compact syntax.

    Raises:
        SchemaError: It is none of these, or cannot be read.
    """
    if path.suffix.lower() == ".rnc":
        if not path.is_file():
            raise SchemaError("there is no such schema; correct the path", file=path)
        return "rnc"
    try:
        with path.open("rb") as stream:
            for _, node in etree.iterparse(
                stream, events=("start",), resolve_entities=False, no_network=True, load_dtd=False
            ):
                namespace = etree.QName(node).namespace or ""
                if namespace in _ROOTS:
                    return _ROOTS[namespace]
                break
    except OSError as error:
        raise SchemaError(f"the schema cannot be read: {error.strerror}", file=path) from error
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise SchemaError(f"the schema is not well-formed: {error.msg}", file=path, line=line, column=column) from error
    if path.suffix in (".rng", ".xsd", ".sch"):
        return path.suffix[1:]  # it says what it means to be; its own loader knows best what is wrong with it
    raise SchemaError(
        "this is no schema that teikit knows; give RELAX NG (.rng, .rnc), XSD or Schematron; an ODD is compiled first, "
        "by teikit schema build",
        file=path,
    )


def from_files(paths: tuple[Path, ...], phase: str, source: str, catalog: Catalog | None = None) -> Schemas:
    """Schemas by their files. What is embedded in a grammar counts where no Schematron stands beside it.

    Raises:
        SchemaError: One of them is no schema.
    """
    by_kind: dict[str, list[Path]] = {"rng": [], "rnc": [], "xsd": [], "sch": []}
    for path in paths:
        by_kind[kind_of(path)].append(path)
    grammars = (*by_kind["rng"], *by_kind["rnc"], *by_kind["xsd"])
    known = catalog or Catalog()
    embedded = () if by_kind["sch"] else tuple((path, phase) for path in grammars if _embeds(path, known))
    return Schemas(
        (*by_kind["rng"], *by_kind["rnc"]),
        tuple(by_kind["xsd"]),
        (*((path, phase) for path in by_kind["sch"]), *embedded),
        source=source,
    )


_NAMESPACES = (b"purl.oclc.org/dsdl/schematron", b"www.ascc.net/xml/schematron")
_ASSERTION = re.compile(rb"<(?:[\w.-]+:)?(?:assert|report)\b")
_COMPACT_ASSERTION = re.compile(rb"\b(?:assert|report)\s*\[")
_INCLUSION = re.compile(
    rb"""<(?:[\w.-]+:)?(?:include|externalRef|import|redefine|override)\b[^>]*?\b(?:href|schemaLocation)\s*=\s*["']([^"']+)"""
)
_COMPACT_INCLUSION = re.compile(rb"""\b(?:include|external)\s+["']([^"']+)""")


def _embeds(path: Path, catalog: Catalog) -> bool:
    """Whether a grammar, or a file that it includes, holds Schematron. Looks at the bytes, for speed."""
    waiting, seen = [path], set[Path]()
    while waiting:
        file = waiting.pop()
        if file in seen or not file.is_file():  # a device has no end
            continue
        seen.add(file)
        try:
            data = file.read_bytes()
        except OSError:  # its own loader tells what is missing
            continue
        compact = file.suffix.lower() == ".rnc"
        if any(name in data for name in _NAMESPACES) and (_COMPACT_ASSERTION if compact else _ASSERTION).search(data):
            return True
        base = file.resolve().as_uri()
        for href in (_COMPACT_INCLUSION if compact else _INCLUSION).findall(data):
            target = _file_of(catalog.resolve(urljoin(base, href.decode("utf-8", "replace"))))
            if target is not None:
                waiting.append(target)
    return False


def own(phase: str) -> Schemas:
    """Teikit's own schemas."""
    return Schemas(
        (schema_path("teikit.rng"),), (schema_path("teikit.xsd"),), ((schema_path("teikit.sch"), phase),), (), "teikit"
    )


class Association:
    """Chooses the schemas of documents.

    Args:
        schema: The schemas of the command line.
        schematron: Its Schematron.
        corpus_schema: The schemas of the settings.
        corpus_schematron: Their Schematron.
        catalog: Where other URIs lead.
        phase: The Schematron phase.

    Raises:
        SchemaError: A schema that was named is none.
    """

    def __init__(
        self,
        schema: tuple[Path, ...] = (),
        schematron: tuple[Path, ...] = (),
        corpus_schema: tuple[Path, ...] = (),
        corpus_schematron: tuple[Path, ...] = (),
        catalog: Catalog | None = None,
        phase: str = "#DEFAULT",
    ):
        self._phase = phase
        self._catalog = catalog or Catalog()
        self._own_catalog = Catalog([schema_path("catalog.xml")])
        self._extra = tuple((path, phase) for path in schematron)
        self._command = from_files(schema, phase, "command", self._catalog) if schema else None
        self._corpus = (
            from_files((*corpus_schema, *corpus_schematron), phase, "corpus", self._catalog)
            if corpus_schema or corpus_schematron
            else None
        )
        self._own = own(phase)
        self._known: dict[tuple[str, ...], Schemas] = {}

    def of(self, document: Document) -> Schemas:
        """The schemas of a document."""
        chosen = self._command or self._named(document) or self._corpus or self._own
        if self._extra:
            return Schemas(chosen.rng, chosen.xsd, self._extra, chosen.problems, chosen.source)
        return chosen

    def _named(self, document: Document) -> Schemas | None:
        named = _instructions(document.root)
        attributes = document.root.attrib
        pairs = attributes.get(f"{_XSI}schemaLocation", "").split()
        locations = [*pairs[1::2], *attributes.get(f"{_XSI}noNamespaceSchemaLocation", "").split()]
        if not named and not locations:
            return None
        folder = ""
        if document.path is not None:
            # Where a link lies says nothing of where its file's schemas are.
            folder = str((document.path.resolve() if document.path.is_symlink() else document.path).parent)
        key = (folder, *(f"{href} {kind} {phase}" for href, kind, phase in named), "", *locations)
        if key not in self._known:
            self._known[key] = self._resolved(document, named, locations)
        return self._known[key]

    def _resolved(self, document: Document, named: list[tuple[str, str, str]], locations: list[str]) -> Schemas:
        rng: list[Path] = []
        xsd: list[Path] = []
        sch: list[tuple[Path, str]] = []
        problems: list[tuple[str, str]] = []
        for href, declared, phase in [*named, *((href, "xsd", "") for href in locations)]:
            if not href:
                problems.append((href, "this xml-model names no schema; write its address as href"))
                continue
            path = self._find(href, document.path)
            if isinstance(path, str):
                problems.append((href, path))
                continue
            try:
                kind = kind_of(path)
            except SchemaError as error:
                problems.append((href, str(error)))
                continue
            if declared == "sch" or kind == "sch":
                if (path, phase or self._phase) not in sch:
                    sch.append((path, phase or self._phase))
            elif kind == "xsd":
                xsd.append(path)
            elif path not in rng:
                rng.append(path)
        own_rng = self._own.rng[0].resolve()
        if any(path.resolve() == own_rng for path in rng):
            # A document of teikit's schema is held against all three forms of it.
            xsd = xsd or list(self._own.xsd)
            sch = sch or list(self._own.sch)
        if not sch:
            sch = [(path, self._phase) for path in (*rng, *xsd) if _embeds(path, self._catalog)]
        return Schemas(tuple(rng), tuple(xsd), tuple(sch), tuple(problems), "document")

    def _find(self, href: str, path: Path | None) -> Path | str:
        base = path.resolve().as_uri() if path else Path.cwd().as_uri() + "/"
        uri = self._catalog.resolve(href)
        if uri == href:
            uri = self._catalog.resolve(urljoin(base, href))
        file = _file_of(uri)
        if file is not None and file.is_file():
            return file
        # A path or address that ends in the name of one of teikit's schemas means the one that is installed.
        other = self._own_catalog.resolve(href)
        if other == href:
            other = self._own_catalog.resolve(urljoin(base, href))
        own_file = _file_of(other)
        if own_file is not None and own_file.is_file():
            return own_file
        if file is None:
            return (
                f"the schema {href} is on the network and is not fetched; name a local copy with --schema, "
                "or map the address in a catalog (--catalog)"
            )
        return f"the schema {href} does not exist; correct the path in the file, or name one with --schema"


def _file_of(uri: str) -> Path | None:
    parts = urlsplit(uri)
    if parts.scheme == "file":
        return Path(unquote(parts.path))
    return Path(uri) if not parts.scheme and uri else None


def _instructions(root: etree._Element) -> list[tuple[str, str, str]]:
    """The `xml-model` instructions before the root: address, kind where told, phase."""
    found: list[tuple[str, str, str]] = []
    node = root.getprevious()
    while node is not None:
        if isinstance(node, etree._ProcessingInstruction) and node.target in ("xml-model", "oxygen"):
            pseudo = pseudo_attributes(node)
            href = (
                pseudo.get("href") if node.target == "xml-model" else pseudo.get("RNGSchema") or pseudo.get("SCHSchema")
            )
            types = pseudo.get("schematypens", "")
            kind = "sch" if (types in _ROOTS and _ROOTS[types] == "sch") or "SCHSchema" in pseudo else ""
            if href or node.target == "xml-model":
                found.append((href or "", kind, pseudo.get("phase", "")))
        node = node.getprevious()
    found.reverse()
    return found
