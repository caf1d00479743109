"""ZIP archives and XML from strangers: sizes are bounded before anything is unpacked, entities are never followed."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from lxml import etree

from teikit.errors import SourceError

#: A thousand pages of PAGE XML with every glyph come to some 300 MB; what is beyond this was made to fill a memory.
LARGEST_WHOLE = 1 << 30
LARGEST_MEMBER = 128 << 20
MOST_MEMBERS = 20_000
#: Word's own XML shrinks by a factor of 20 or so, and by 200 where tables repeat.
STEEPEST = 1000
#: What `zipfile` raises over damaged archives, from the directory to the last byte of a member.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def opened(data: bytes, name: str) -> zipfile.ZipFile:
    """Open an archive that lies in memory.

    Raises:
        SourceError: It is broken, encrypted, or unpacks to more than any transcript does.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise SourceError("this ZIP archive is broken or cut short; get the file again", file=name) from error
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise SourceError(f"this archive has {len(members):,} members; give its documents one by one", file=name)
    if any(member.flag_bits & 1 for member in members):
        raise SourceError("this archive is encrypted; save it without a password", file=name)
    whole = sum(member.file_size for member in members)
    # Images are stored as they are; only XML is unpacked here, so only it can blow up.
    largest = max((member.file_size for member in members if _xml(member)), default=0)
    if whole > 16 * LARGEST_WHOLE or largest > LARGEST_MEMBER or any(_steep(member) for member in members):
        raise SourceError(
            f"this archive would unpack to {whole:,} bytes, more than a transcript can be; it was not opened", file=name
        )
    return archive


def _xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().endswith((".xml", ".rels"))


def _steep(member: zipfile.ZipInfo) -> bool:
    return member.file_size > (1 << 20) and member.file_size > STEEPEST * max(member.compress_size, 1)


def member_bytes(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    """The bytes of one member.

    Raises:
        SourceError: It is not there, or broken.
    """
    try:
        return archive.read(member)
    except KeyError as error:
        raise SourceError(
            f"the archive has no {member}, which its format demands; get the file again", file=name
        ) from error
    except BROKEN as error:
        raise SourceError(f"{member} inside the archive is broken; get the file again", file=name) from error


def parsed(data: bytes, name: str) -> etree._Element:
    """Parse XML without entities, network or document types.

    Raises:
        SourceError: It is not well-formed, or declares a document type.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or None
        raise SourceError(f"its XML is broken: {error.msg}; export the file again", file=name, line=line) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise SourceError("it declares a document type, which may hide entities; remove the DOCTYPE", file=name)
    return root
