"""Page images out of an archive of pages, into a folder beside the TEI file that bears its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from teikit.conversion.single import FileRead
from teikit.errors import TeikitError
from teikit.files import write_whole


def unpack_images(read: FileRead, data: bytes, target: Path) -> FileRead:
    """Unpack the images of an archive into `X/` beside `X.xml`, and let the pages point to them.

    Args:
        read: What was read of it.
        data: The archive; of any other transcript nothing is unpacked.
        target: The TEI file that will be written.

    Returns:
        The same with the new addresses; pages whose image is not in the archive keep the one they have.

    Raises:
        TeikitError: The archive is broken, or the folder cannot be written.
    """
    if not any(page.image for page in read.source.pages):
        return read
    from teikit.containers.images import Images  # most transcripts come without images

    images = Images(data, read.source.name, [page.image for page in read.source.pages])
    if not images.names:
        return read
    folder = target.parent / target.stem
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise TeikitError(
            "the page images belong into a folder of this name, and something else bears it; move it away", file=folder
        )
    for name, content in images.files():
        write_whole(folder / name, content)

    pages = tuple(replace(page, image=images.url(target.stem, page.image)) for page in read.source.pages)
    source = replace(read.source, pages=pages)
    return replace(read, source=source, cable=replace(read.cable, source=source))
