"""The parts of a Word file and how they hang together, found by docx2python.

Of docx2python this takes the package: which part is the document, which are its notes, headers and comments, whatever their names. Its
own text is not used, for it loses what teikit must keep: it makes one run of runs that differ only in being hidden or blackened, so that
what was hidden can no longer be told; it takes moved text twice, and text boxes twice; and it has neither the numbers that Word shows
before the paragraphs of a list as Word shows them ("3.", "(b)") nor page breaks.
"""

from __future__ import annotations

import io
import posixpath

from lxml import etree

from teikit.containers.archive import BROKEN, member_bytes, opened, parsed
from teikit.containers.extracted import library
from teikit.errors import SourceError

_MAIN = "officeDocument"


class Package:
    """A Word file.

    Attributes:
        name: Its path, for messages.
    """

    def __init__(self, data: bytes, name: str):
        """Open it.

        Raises:
            SourceError: It is broken, encrypted or too large, or docx2python is not installed.
        """
        self.name = name
        reader = library("docx2python.docx_reader", "docx", name)
        with opened(data, name) as archive:
            self._present = set(archive.namelist())
            # The library follows entities; nothing that declares any is handed to it.
            for member in sorted(one for one in self._present if one.lower().endswith(".rels")):
                parsed(member_bytes(archive, member, name), f"{name}!{member}")
        try:
            self._reader = reader.DocxReader(io.BytesIO(data))
            # Only what hangs on the document itself: a glossary has headers and notes of its own.
            files = [
                (one.Type, posixpath.normpath(one.path), posixpath.normpath(one.dir)) for one in self._reader.files
            ]
        except (*BROKEN, KeyError, TypeError, AttributeError, etree.XMLSyntaxError) as error:
            raise SourceError(
                "the parts of this Word file do not fit together; save it again in Word", file=name
            ) from error
        self._main = next(
            (path for kind, path, _ in files if kind == _MAIN and path in self._present), "word/document.xml"
        )
        beside = posixpath.join(posixpath.dirname(self._main), "_rels")
        self._paths: dict[str, list[str]] = {}
        for kind, path, folder in files:
            if folder == beside and path in self._present:
                self._paths.setdefault(kind, []).append(path)

    def document(self) -> etree._Element:
        """The part that holds the text.

        Raises:
            SourceError: It is not there, or broken.
        """
        return self._part(self._main)

    def parts(self, kind: str) -> list[etree._Element]:
        """The parts of a kind (`footnotes`, `header`), in the order of their names.

        Raises:
            SourceError: One of them is broken.
        """
        return [self._part(path) for path in sorted(set(self._paths.get(kind, ())))]

    def _part(self, path: str) -> etree._Element:
        return parsed(member_bytes(self._reader.zipf, path, self.name), f"{self.name}!{path}")

    def close(self) -> None:
        """Close the file."""
        self._reader.close()
