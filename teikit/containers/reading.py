"""Which container a file is, by what it holds and not by what it is called, and its text."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from teikit.errors import SourceError
from teikit.patterns import lazy_pattern
from teikit.source import SourceText, read_source

if TYPE_CHECKING:
    from teikit.containers.extracted import Extracted

#: What `convert` looks for in a folder, beside plain text.
ENDINGS = (".docx", ".odt", ".pdf", ".xml", ".zip")
_HEAD = 8192
_ROOT = lazy_pattern(rb"<(?:[\w.\-]+:)?([A-Za-z][\w.\-]*)(?=[\s>/])")
_PROLOGUE = lazy_pattern(rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", regex.DOTALL)
_XML_ROOTS = {b"PcGts": "page", b"alto": "alto", b"ALTO": "alto", b"TEI": "tei", b"teiCorpus": "tei"}


def container_in(data: bytes) -> str:
    """The container that these bytes are: `docx`, `odt`, `pdf`, `page`, `alto`, `pages`, `tei`, `zip`; empty for others.

    A ZIP archive can be told only from all of its bytes: one that is broken, or holds nothing readable, is `zip`.
    """
    if data[:_HEAD].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _in_zip(data)
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\x00", b"")
    if not head.startswith(b"<"):
        return ""
    root = _ROOT.match(_PROLOGUE.sub(b"", head).lstrip())
    return _XML_ROOTS.get(root[1], "") if root else ""


def is_container(path: Path) -> bool:
    """Whether a file found in a folder is a transcript in a container. XML that is neither PAGE nor ALTO, and other archives, are not."""
    ending = path.suffix.lower()
    if ending not in ENDINGS or path.name.startswith("~$"):
        return False
    if ending not in (".xml", ".zip"):
        return True
    try:
        if ending == ".zip":
            return _in_zip(path) == "pages"
        with path.open("rb") as stream:
            return container_in(stream.read(_HEAD)) in ("page", "alto")
    except OSError:
        return False


def _in_zip(data: bytes | Path) -> str:
    import zipfile  # most runs read plain text and need nothing that opens a container

    from teikit.containers.archive import BROKEN

    try:
        with zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data) as archive:
            names = set(archive.namelist())
    except BROKEN:
        return "zip"
    if "[Content_Types].xml" in names and any(one.startswith("word/") for one in names):
        return "docx"
    if "content.xml" in names:
        return "odt"
    return (
        "pages"
        if any(name.lower().endswith(".xml") for name in names) and "[Content_Types].xml" not in names
        else "zip"
    )


def read_transcript(path: Path | str, data: bytes | None = None, encoding: str | None = None) -> SourceText:
    """Read a transcript, whatever it comes in.

    Args:
        path: The file; `-` names standard input, whose bytes come in `data`.
        data: The bytes, where they are in hand already.
        encoding: The encoding of plain text; by default it is worked out and reported.

    Returns:
        Its text. Offsets and lines count in the text taken out; the digest is that of the file as it came.

    Raises:
        SourceError: It cannot be read, holds no text, or a library for it is not installed.
    """
    name = str(path)
    if data is None:
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            raise SourceError(f"cannot read it: {error.strerror or error}", file=name) from error
    kind = container_in(data)
    if not kind:
        return read_source(name, data, encoding)
    from teikit.containers.extracted import assembled
    from teikit.containers.set_off import taken_out

    extracted = _extract(kind, data, name)
    text, pages, page_words, set_off = taken_out(assembled(extracted.pages))
    if not text.strip():
        raise SourceError(f"this {extracted.format} file has no text; there is nothing to convert", file=name)
    source = read_source(name, text.encode("utf-8", "replace"), "utf-8")
    return replace(
        source,
        sha256=hashlib.sha256(data).hexdigest(),
        findings=(*extracted.findings, *source.findings),
        # One page that nothing further is told of says nothing.
        pages=pages if len(pages) > 1 or any(page.n or page.image for page in pages) else (),
        page_words=page_words,
        set_off=set_off,
        left_out=extracted.left_out,
    )


def _extract(kind: str, data: bytes, name: str) -> Extracted:
    if kind == "tei":
        raise SourceError("this is TEI already; `teikit validate` and `teikit render` read it", file=name)
    if kind == "zip":
        raise SourceError(
            "this ZIP archive is broken or holds neither a Word nor an OpenDocument text nor PAGE or ALTO XML; "
            "give the documents inside it",
            file=name,
        )
    return _readers()[kind](data, name)


def _readers() -> dict[str, Callable[[bytes, str], Extracted]]:
    from teikit.containers import alto, docx, odt, page, pages, pdf  # most runs read plain text and need none

    return {
        "docx": docx.extract,
        "odt": odt.extract,
        "pdf": pdf.extract,
        "page": page.extract,
        "alto": alto.extract,
        "pages": pages.extract,
    }
