"""The page images that lie in a ZIP archive of PAGE or ALTO XML, for whoever unpacks them beside the TEI file.

An archive comes from a stranger: nothing of a member's path is kept but a file name that names nothing else, and only files with the
ending of an image are given out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator
from pathlib import PureWindowsPath
from urllib.parse import quote, unquote

from teikit.containers.archive import member_bytes, opened
from teikit.containers.reading import container_in
from teikit.patterns import lazy_pattern

_ENDINGS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".jp2", ".jpx", ".gif", ".webp", ".bmp")
_WEB = lazy_pattern(r"\w+:")
# What no file system minds in the name of a file.
_UNSAFE = lazy_pattern(r"[^\p{L}\p{M}\p{N}._ ()+,=@-]+")
_RESERVED = lazy_pattern(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)")
_LONGEST = 120


class Images:
    """The images of an archive that the pages of a cable point to.

    Attributes:
        names: For each address that a page gives its image, the file name to unpack it under; without those that are not there.
    """

    def __init__(self, data: bytes, name: str, addresses: Collection[str]):
        """Look them up.

        Args:
            data: The container; of one that is no archive of pages, nothing is given out.
            name: Its path, for messages.
            addresses: What the pages call their images, as URLs.

        Raises:
            SourceError: The archive is broken.
        """
        self.names: dict[str, str] = {}
        self._members: dict[str, str] = {}
        self._data, self._name = data, name
        wanted = [one for one in dict.fromkeys(addresses) if one and not _WEB.match(one)]
        if not wanted or container_in(data) != "pages":
            return
        with opened(data, name) as archive:
            present = _images(archive)
        taken: set[str] = set()
        for address in wanted:
            member = _member(unquote(address), present)
            if member is not None:
                self.names[address] = file = _fresh(_safe(PureWindowsPath(member).name), taken)
                self._members[file] = member

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The file name and the bytes of each image, one at a time.

        Raises:
            SourceError: One is broken.
        """
        with opened(self._data, self._name) as archive:
            for file, member in self._members.items():
                yield file, member_bytes(archive, member, self._name)

    def url(self, folder: str, address: str) -> str:
        """The address of an image that was unpacked into a folder; as it was for one that was not."""
        file = self.names.get(address)
        return address if file is None else quote(f"{folder}/{file}")


def _images(archive: zipfile.ZipFile) -> dict[str, list[str]]:
    """The members that are images, by their file names in small letters."""
    found: dict[str, list[str]] = {}
    for member in sorted(archive.namelist()):
        name = PureWindowsPath(member).name.lower()
        if name.endswith(_ENDINGS) and not name.startswith(".") and "__MACOSX" not in member:
            found.setdefault(name, []).append(member)
    return found


def _member(path: str, present: dict[str, list[str]]) -> str | None:
    """The image that a page means: the one whose path ends as the page says, else the only one of that name."""
    rivals = present.get(PureWindowsPath(path).name.lower(), [])
    end = "/".join(part for part in PureWindowsPath(path).parts if part not in ("..", "."))
    return next((one for one in rivals if f"/{one}".endswith(f"/{end}")), rivals[0] if len(rivals) == 1 else None)


def _safe(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    stem = str(_UNSAFE.sub("_", stem)).strip(" .")[:_LONGEST] or "image"
    return f"{'_' if _RESERVED.match(stem) else ''}{stem}{dot}{ending.lower()}"


def _fresh(name: str, taken: set[str]) -> str:
    """A file name that none before it has, on file systems that know no capitals either."""
    stem, dot, ending = name.rpartition(".")
    number, file = 1, name
    while file.lower() in taken:
        number += 1
        file = f"{stem}-{number}{dot}{ending}"
    taken.add(file.lower())
    return file
