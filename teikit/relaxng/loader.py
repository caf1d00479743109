"""Brings schema files in: which file a reference means, whether it is on this machine, in which syntax it is.

Only local files are read. A reference to elsewhere is an error that says so, unless a catalog maps it to a file.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, NoReturn

from teikit.relaxng.errors import RelaxNGError, SchemaError
from teikit.relaxng.syntax import Location, Syntax
from teikit.relaxng.xmlsyntax import join_reference, parse_xml

if TYPE_CHECKING:
    from teikit.relaxng.catalog import Catalog


class Loader:
    """Reads schema files, each once.

    Args:
        catalog: Where URIs are found; without one, only references that are file names or `file:` URIs.
    """

    def __init__(self, catalog: Catalog | None = None) -> None:
        self._catalog = catalog
        self._read: dict[str, Syntax] = {}

    @property
    def files(self) -> tuple[str, ...]:
        """The files that were read, in the order of reading."""
        return tuple(self._read)

    def resolve(self, reference: str, node: Syntax) -> str:
        """The file that an `href` on a node means."""
        target = join_reference(node.base or node.location.file, reference)
        if self._catalog is not None:
            mapped = self._catalog.resolve(target) or self._catalog.resolve(reference)
            if mapped is not None:
                return mapped
        if target.startswith("file:"):
            from urllib.parse import urlsplit
            from urllib.request import url2pathname

            parts = urlsplit(target)
            if parts.netloc in ("", "localhost"):
                return url2pathname(parts.path)
        if "://" in target or target.startswith("file:"):
            _refuse(f'"{target}" is not on this machine; save a copy and map it in a catalog, or refer to it', node)
        if not os.path.exists(target) and "%" in target:  # noqa: PTH110
            from urllib.parse import unquote

            return unquote(target)
        return target

    def load(self, file: str, node: Syntax | None = None) -> Syntax:
        """Read a file in whichever syntax its name says: `.rnc` is compact, all else XML.

        Args:
            file: Its path.
            node: The element that refers to it, for the error's place.

        Returns:
            The outermost element.

        Raises:
            SchemaSyntaxError: Where the file is not a schema.
            SchemaError: Where it cannot be read.
        """
        key = os.path.normpath(file)
        found = self._read.get(key)
        if found is None:
            try:
                data = _bytes(file)
            except (OSError, ValueError) as error:
                reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
                message = f"the schema {file} cannot be read: {reason}"
                if node is None:
                    raise SchemaError(message, file=file) from None
                _refuse(message, node)
            found = self._read[key] = parse(data, file)
        return found


def _bytes(file: str) -> bytes:
    with open(file, "rb") as stream:  # noqa: PTH123
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(0, "it is no file")  # a device has no end
        return stream.read()


def parse(data: bytes, file: str) -> Syntax:
    """Read a schema's bytes in the syntax that its file name says."""
    if not file.lower().endswith(".rnc"):
        return parse_xml(data, file)
    from teikit.relaxng.compact import parse_compact
    from teikit.relaxng.structure import check_structure

    root = parse_compact(decode_compact(data, file), file)
    check_structure(root)
    return root


def decode_compact(data: bytes, file: str) -> str:
    """The text of a schema in compact syntax: UTF-8, or UTF-16 with a byte order mark."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise RelaxNGError(
            f"not {encoding[:6].upper().strip('-')}; save the schema as UTF-8",
            rule="compact",
            file=file,
            line=line,
            column=column,
        ) from None


def _refuse(message: str, node: Syntax) -> NoReturn:
    at: Location = node.location
    raise SchemaError(message, rule="4.5", file=at.file, line=at.line, column=at.column)
