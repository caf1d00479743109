"""What other packages offer to teikit through their entry points.

`importlib.metadata` knows, but brings half the mail library with it, which costs a small transcript as much as its conversion. So the
folders that Python imports from are looked through first: where no package names the group, there is nothing to ask.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_ENDINGS = (".dist-info", ".egg-info")


def offers(group: str) -> list[EntryPoint]:
    """The entry points of a group, by name.

    Args:
        group: Such as `teikit.dialects`.
    """
    if not any(_may_offer(folder or os.curdir, group.encode()) for folder in sys.path):
        return []
    from importlib.metadata import entry_points

    return sorted(entry_points(group=group), key=lambda one: one.name)


def _may_offer(folder: str, group: bytes) -> bool:
    """Whether a package in a folder names the group, or whether the folder is an archive, which only `importlib.metadata` can look into."""
    try:
        names = os.listdir(folder)  # noqa: PTH208  # names are all that is needed, of many
    except NotADirectoryError:
        return True
    except OSError:
        return False
    for name in names:
        if name.endswith(_ENDINGS):
            try:
                with open(os.path.join(folder, name, "entry_points.txt"), "rb") as stream:  # noqa: PTH118, PTH123
                    if group in stream.read():
                        return True
            except OSError:
                continue
    return False
