"""OASIS XML Catalogs: where a URI that a document or schema names lies on this machine.

Read are `uri`, `system`, `public`, `rewriteURI`, `rewriteSystem`, `uriSuffix`, `systemSuffix`, `group`, `nextCatalog`, `delegateURI`
and `delegateSystem`. Source: OASIS XML Catalogs V1.1, section 7. A catalog never leads to the network.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from teikit.errors import SchemaError

_NS = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"


class Catalog:
    """The entries of one or several catalog files.

    Args:
        files: The catalog files, the first weighing most.

    Raises:
        SchemaError: A catalog cannot be read.
    """

    def __init__(self, files: Iterable[Path] = ()):
        self._begin(files, set())

    def _begin(self, files: Iterable[Path], seen: set[Path]) -> None:
        self._exact: dict[str, str] = {}
        self._prefixes: list[tuple[str, str]] = []
        self._suffixes: list[tuple[str, str]] = []
        self._delegates: list[tuple[str, Catalog]] = []
        self.files: tuple[Path, ...] = ()
        for file in files:
            self._read(file.resolve(), seen)
        # The longest prefix and the longest suffix win (section 7.2.2).
        self._prefixes.sort(key=lambda pair: -len(pair[0]))
        self._suffixes.sort(key=lambda pair: -len(pair[0]))
        self._delegates.sort(key=lambda pair: -len(pair[0]))

    def _read(self, file: Path, seen: set[Path]) -> None:
        if file in seen:
            return
        seen.add(file)
        try:
            # A catalog usually has a DOCTYPE; it is not loaded.
            root = etree.fromstring(
                file.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            )
        except OSError as error:
            raise SchemaError(f"the catalog cannot be read: {error.strerror}", file=file) from error
        except etree.XMLSyntaxError as error:
            raise SchemaError(f"the catalog is not well-formed: {error.msg}", file=file, line=error.lineno) from error
        self.files = (*self.files, file)
        following: list[Path] = []
        for node in root.iter(etree.Element):
            base = file.as_uri()
            for holder in reversed([node, *node.iterancestors()]):
                if inner := holder.get(_XML_BASE):
                    base = urljoin(base, inner)
            kind = str(node.tag).removeprefix(_NS)
            if kind in ("uri", "system", "public"):
                key = node.get({"uri": "name", "system": "systemId", "public": "publicId"}[kind], "")
                self._exact.setdefault(key, urljoin(base, node.get("uri", "")))
            elif kind in ("rewriteURI", "rewriteSystem"):
                key = node.get("uriStartString") or node.get("systemIdStartString") or ""
                if key:
                    self._prefixes.append((key, urljoin(base, node.get("rewritePrefix", ""))))
            elif kind in ("uriSuffix", "systemSuffix"):
                key = node.get("uriSuffix") or node.get("systemIdSuffix") or ""
                if key:
                    self._suffixes.append((key, urljoin(base, node.get("uri", ""))))
            elif kind in ("nextCatalog", "delegateURI", "delegateSystem"):
                target = urlsplit(urljoin(base, node.get("catalog", "")))
                path = Path(unquote(target.path))
                if target.scheme != "file" or not path.is_file():
                    continue
                if kind == "nextCatalog":
                    following.append(path)
                elif key := node.get("uriStartString") or node.get("systemIdStartString"):
                    inner = Catalog.__new__(Catalog)
                    inner._begin([path], seen)
                    self.files = (*self.files, *inner.files)
                    self._delegates.append((key, inner))
        for path in following:
            self._read(path, seen)

    def resolve(self, uri: str) -> str:
        """Where a URI leads; the URI itself where no entry fits."""
        if uri in self._exact:
            return self._exact[uri]
        for start, put in self._prefixes:
            if uri.startswith(start):
                return put + uri[len(start) :]
        for end, target in self._suffixes:
            if uri.endswith(end):
                return target
        for start, catalog in self._delegates:
            if uri.startswith(start) and (found := catalog.resolve(uri)) != uri:
                return found
        return uri
