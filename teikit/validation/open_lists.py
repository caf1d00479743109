"""The values that a grammar suggests for an attribute and does not insist on: `type="original"`, or any other word.

An ODD calls such a list open or half open; in RELAX NG it is a choice of values with a datatype that takes any word beside them.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from teikit.errors import TeikitError
from teikit.files import write_whole
from teikit.relaxng import Schema
from teikit.version import __version__

OpenLists = dict[str, dict[str, tuple[str, ...]]]
"""By element and attribute, written `namespace}local`, the values that are suggested."""

_ANY_WORD = ("one word", "any text", "any one word")


def open_lists(schema: Schema, cache: Path | None = None) -> OpenLists:
    """The open lists of a grammar.

    Args:
        schema: The grammar.
        cache: A folder in which they are kept: to look through a large grammar takes longer than to check a file.
    """
    if cache is None:
        return _found(schema)
    kept = cache / "lists" / f"{_state(schema.files)}.json"
    with contextlib.suppress(OSError, ValueError):
        return {
            name: {attribute: tuple(values) for attribute, values in lists.items()}
            for name, lists in json.loads(kept.read_text(encoding="utf-8")).items()
        }
    found = _found(schema)
    with contextlib.suppress(TeikitError):  # a cache that cannot be written only costs time
        write_whole(kept, json.dumps(found, ensure_ascii=False))
    return found


def _state(files: Iterable[str]) -> str:
    """A digest that is another one when a file has changed, or the code."""
    digest = hashlib.sha256(f"{__version__}\0{Path(__file__).stat().st_mtime_ns}".encode())
    for file in files:
        found = Path(file).stat()
        digest.update(
            f"\0{Path(file).resolve()}\0{found.st_mtime_ns}\0{found.st_size}".encode("utf-8", "surrogateescape")
        )
    return digest.hexdigest()


def _found(schema: Schema) -> OpenLists:
    found: OpenLists = {}
    for element in schema.elements():
        for attribute in element.attributes:
            if len(attribute.values) < 2 or attribute.name is None or not attribute.datatype.startswith(_ANY_WORD):
                continue
            values = tuple(value for value, _ in attribute.values if value)
            for name in element.names:
                lists = found.setdefault("}".join(filter(None, name)), {})
                key = "}".join(filter(None, attribute.name))
                # Where the context decides, any of the lists may be meant.
                lists[key] = tuple(dict.fromkeys((*lists.get(key, ()), *values)))
    return found
