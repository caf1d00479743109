"""XML catalogs (OASIS 1.1): where the files are that a schema names by URI.

Read are `uri`, `system`, `rewriteURI`, `rewriteSystem`, `uriSuffix`, `systemSuffix`, `group`, `nextCatalog`, `delegateURI`
and `xml:base`; `public` and its kin do not concern schemas. Only files on this machine are ever the result.
"""

from __future__ import annotations

import os
from typing import Final, Self
from urllib.parse import urlsplit
from urllib.request import url2pathname
from xml.parsers import expat

from teikit.relaxng.errors import SchemaError
from teikit.relaxng.xmlsyntax import join_reference

_NAMESPACE: Final = "urn:oasis:names:tc:entity:xmlns:xml:catalog}"
_BASE: Final = "http://www.w3.org/XML/1998/namespace}base"
_MAX_CATALOGS: Final = 100


class Catalog:
    """Maps URIs to files.

    Attributes:
        exact: By URI, the file.
        prefixes: Beginnings of URIs, each with what replaces it, longest first.
        suffixes: Ends of URIs, each with its file, longest first.
    """

    def __init__(self) -> None:
        self.exact: dict[str, str] = {}
        self.prefixes: list[tuple[str, str]] = []
        self.suffixes: list[tuple[str, str]] = []

    @classmethod
    def load(cls, *paths: str) -> Self:
        """Read a catalog and those that it continues with.

        Args:
            paths: The catalog files, the first weighing most.

        Raises:
            SchemaError: Where one cannot be read.
        """
        catalog = cls()
        todo, done = list(paths), set[str]()
        while todo:
            file = todo.pop(0)
            if file in done:
                continue
            done.add(file)
            if len(done) > _MAX_CATALOGS:
                raise SchemaError(f"more than {_MAX_CATALOGS} catalogs lead on from this one", file=paths[0])
            todo += catalog._read(file)
        catalog.prefixes.sort(key=lambda pair: -len(pair[0]))
        catalog.suffixes.sort(key=lambda pair: -len(pair[0]))
        return catalog

    def resolve(self, uri: str) -> str | None:
        """The file that a URI stands for, or `None` where the catalog does not say."""
        found = self.exact.get(uri)
        if found is None:
            found = next((to + uri[len(begin) :] for begin, to in self.prefixes if uri.startswith(begin)), None)
        if found is None:
            found = next((file for end, file in self.suffixes if uri.endswith(end)), None)
        return None if found is None else _local(found)

    def _read(self, file: str) -> list[str]:
        """Take in one catalog file; the files that it continues with."""
        following: list[str] = []
        bases = [file]
        parser = expat.ParserCreate(namespace_separator="}")

        def start(raw: str, attributes: dict[str, str]) -> None:
            base = join_reference(bases[-1], attributes[_BASE]) if _BASE in attributes else bases[-1]
            bases.append(base)
            if not raw.startswith(_NAMESPACE):
                return
            name = raw[len(_NAMESPACE) :]

            def target(key: str) -> str:
                return join_reference(base, attributes.get(key, ""))

            # The first entry for a name counts (section 7 of the standard).
            if name == "uri":
                self.exact.setdefault(attributes.get("name", ""), target("uri"))
            elif name == "system":
                self.exact.setdefault(attributes.get("systemId", ""), target("uri"))
            elif name in ("rewriteURI", "rewriteSystem"):
                begin = attributes.get("uriStartString") or attributes.get("systemIdStartString")
                if begin:
                    self.prefixes.append((begin, target("rewritePrefix")))
            elif name in ("uriSuffix", "systemSuffix"):
                end = attributes.get("uriSuffix") or attributes.get("systemIdSuffix")
                if end:
                    self.suffixes.append((end, target("uri")))
            elif name in ("nextCatalog", "delegateURI"):
                local = _local(target("catalog"))
                if local is not None:
                    following.append(local)

        def end(_raw: str) -> None:
            bases.pop()

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        try:
            with open(file, "rb") as stream:  # noqa: PTH123
                parser.ParseFile(stream)
        except OSError as error:
            raise SchemaError(f"the catalog cannot be read: {error.strerror}", file=file) from None
        except expat.ExpatError as error:
            message = f"the catalog is not well-formed XML: {expat.ErrorString(error.code)}"
            raise SchemaError(message, file=file, line=error.lineno, column=error.offset + 1) from None
        return following


def _local(target: str) -> str | None:
    """The file of a path or a `file:` URI; `None` for what lies elsewhere."""
    if target.startswith("file:"):
        parts = urlsplit(target)
        return url2pathname(parts.path) if parts.netloc in ("", "localhost") else None
    return None if "://" in target else os.path.normpath(target)
