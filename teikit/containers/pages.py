"""A ZIP archive of PAGE or ALTO XML, one file a page, as Transkribus and eScriptorium export a document.

METS tells the order of the pages; without it their names do, numbers counted as numbers. Where the same pages lie there as PAGE and as
ALTO, PAGE is read. Images are pointed to by the names that the pages give them (`containers.images` unpacks them); the platform's own
TEI and its settings are left alone.
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import replace
from pathlib import PurePosixPath

from lxml import etree

from teikit.containers import alto, page
from teikit.containers.archive import LARGEST_WHOLE, member_bytes, opened, parsed
from teikit.containers.extracted import Extracted, PageText, told
from teikit.containers.numbers import whole_number
from teikit.containers.tagged import Counts
from teikit.errors import SourceError
from teikit.findings import Severity
from teikit.patterns import lazy_pattern

_HREF = "{http://www.w3.org/1999/xlink}href"
_DIGITS = lazy_pattern(r"(\d+)")
_LISTED = 5


def extract(data: bytes, name: str) -> Extracted:
    """The text of all pages of the archive.

    Raises:
        SourceError: It is broken, holds no page, or holds several documents.
    """
    with opened(data, name) as archive:
        roots = _roots(archive, name)
        mets = [member for member, root in roots.items() if _local(root) == "mets"]
        kinds = {member: _local(root) for member, root in roots.items()}
    found = [member for member, kind in kinds.items() if kind == "PcGts"]
    found = found or [member for member, kind in kinds.items() if kind.lower() == "alto"]
    if not found:
        raise SourceError("this ZIP archive holds no PAGE or ALTO XML; give the documents inside it", file=name)
    folders = sorted({str(PurePosixPath(member).parent) for member in found})
    if len(folders) > 1:
        raise SourceError(
            f"this ZIP archive holds {len(folders)} documents ({', '.join(folders[:_LISTED])}); give each in an archive of its own",
            file=name,
        )
    order, labels = _order(roots[mets[0]], mets[0]) if len(mets) == 1 else ([], {})
    places = {member: place for place, member in enumerate(order)}
    unlisted = [member for member in found if member not in places] if places else []
    found.sort(key=lambda member: (places.get(member, len(places)), _natural(member)))
    texts: list[PageText] = []
    counts = Counts()
    for member in found:
        own = page.page_texts(roots[member], counts) if kinds[member] == "PcGts" else alto.page_texts(roots[member])
        label = labels.get(member, "")
        texts += [replace(one, n=label) for one in own] if label and len(own) == 1 else own
    if not any(one.n for one in texts):
        texts = [replace(one, n=str(number)) for number, one in enumerate(texts, 1)]
    findings = list(page.counts_told(name, counts))
    if unlisted and len(unlisted) < len(found):
        findings.append(
            told(
                "TK925",
                name,
                f"{len(unlisted)} of {len(found)} pages are not in the archive's METS; they follow the others by name",
                "Look at the order of the pages.",
                Severity.WARNING,
            )
        )
    return Extracted(tuple(texts), "ZIP of PAGE or ALTO XML", tuple(findings))


def _roots(archive: zipfile.ZipFile, name: str) -> dict[str, etree._Element]:
    roots: dict[str, etree._Element] = {}
    total = 0
    for member in sorted(archive.namelist()):
        path = PurePosixPath(member)
        if path.suffix.lower() != ".xml" or path.name.startswith(".") or "__MACOSX" in path.parts:
            continue
        data = member_bytes(archive, member, name)
        total += len(data)
        if total > LARGEST_WHOLE:
            raise SourceError("its XML unpacks to more than a transcript can be; it was not opened", file=name)
        roots[member] = parsed(data, f"{name}!{member}")
    return roots


def _order(mets: etree._Element, member: str) -> tuple[list[str], dict[str, str]]:
    """The members in the order of METS' physical structure, or of its file section where that names no files; and their pages' labels."""
    base = PurePosixPath(member).parent
    files = {}
    for one in mets.iter("{*}file"):
        location = one.find("{*}FLocat")
        if location is not None and (href := location.get(_HREF)):
            href = str(href).removeprefix("file://").removeprefix("./")
            files[one.get("ID")] = posixpath.normpath(str(base / href))
    listed: list[str] = []
    labels: dict[str, str] = {}
    for pointer in mets.iter("{*}fptr"):
        ref = _pointed(pointer)
        if ref in files:
            listed.append(files[ref])
            division = pointer.getparent()
            if division is not None and (label := str(division.get("ORDERLABEL", "")).strip()):
                labels[files[ref]] = label
    return list(dict.fromkeys(listed or files.values())), labels


def _pointed(pointer: etree._Element) -> str | None:
    if direct := pointer.get("FILEID"):
        return str(direct)
    area = pointer.find(".//{*}area")
    return None if area is None else area.get("FILEID")


def _natural(member: str) -> list[tuple[int, str]]:
    """`page2` before `page10`."""
    return [(-1, part) if (number := whole_number(part)) is None else (number, "") for part in _DIGITS.split(member)]


def _local(root: etree._Element) -> str:
    return etree.QName(root).localname
