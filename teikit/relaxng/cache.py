"""Keeps schemas on disk as they are after simplification and all checks, so that they need be read but once.

A kept schema is a JSON file: the patterns in the order of their making, each a row that refers to earlier ones by number.
It counts only if the files that the schema came from have the same content, and if this package has not changed. Whatever
is wrong with it, the schema is simply read anew.
"""

from __future__ import annotations

import json
import os
from hashlib import blake2b
from typing import Any, Final

from teikit.relaxng.datatypes import Datatype, get_library
from teikit.relaxng.interning import Patterns
from teikit.relaxng.names import AnyName, Name, NameChoice, NameClass, NsName
from teikit.relaxng.patterns import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    Interleave,
    ListPattern,
    OneOrMore,
    Origin,
    Pattern,
    Value,
)
from teikit.relaxng.prepare import Prepared
from teikit.relaxng.syntax import Location

_PACKAGE: Final = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120


class Cache:
    """Schemas in a folder, a file each.

    Args:
        folder: Made if it is not there.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def get(self, path: str) -> Prepared | None:
        """The schema of a file as it was kept, or `None`."""
        try:
            with open(self._entry(path), "rb") as stream:  # noqa: PTH123
                kept = json.load(stream)
            if kept["package"] != _package_stamp():
                return None
            if any(_digest(file) != digest for file, digest in kept["files"]):
                return None
            return _restore(kept)
        except Exception:
            return None

    def put(self, path: str, prepared: Prepared) -> None:
        """Keep the schema of a file; where that cannot be done, do without."""
        entry = self._entry(path)
        partial = f"{entry}.{os.getpid()}"
        try:
            os.makedirs(self._folder, exist_ok=True)  # noqa: PTH103
            kept = _dump(prepared)
            with open(partial, "w", encoding="utf-8") as stream:  # noqa: PTH123
                json.dump(kept, stream, ensure_ascii=False, separators=(",", ":"))
            os.replace(partial, entry)  # noqa: PTH105
        except OSError:
            return

    def _entry(self, path: str) -> str:
        name = blake2b(os.path.abspath(path).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()  # noqa: PTH100
        return os.path.join(self._folder, f"{name}.json")  # noqa: PTH118


def _digest(file: str) -> str:
    with open(file, "rb") as stream:  # noqa: PTH123
        return blake2b(stream.read(), digest_size=20).hexdigest()


def _package_stamp() -> str:
    """Changes whenever the code of this package does."""
    seen = blake2b(digest_size=16)
    for folder, folders, files in os.walk(_PACKAGE):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            status = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118
            seen.update(f"{name} {status.st_size} {status.st_mtime_ns};".encode())
    return seen.hexdigest()


# Names


def _dump_name(name_class: NameClass | None) -> list[Any] | None:
    if name_class is None:
        return None
    if isinstance(name_class, Name):
        return ["n", name_class.namespace, name_class.local]
    if isinstance(name_class, NsName):
        return ["s", name_class.namespace, _dump_name(name_class.excluded)]
    if isinstance(name_class, AnyName):
        return ["a", _dump_name(name_class.excluded)]
    return ["c", [_dump_name(member) for member in name_class.members]]


def _restore_name(row: list[Any] | None) -> NameClass | None:
    if row is None:
        return None
    if row[0] == "n":
        return Name(row[1], row[2])
    if row[0] == "s":
        return NsName(row[1], _restore_name(row[2]))
    if row[0] == "a":
        return AnyName(_restore_name(row[1]))
    return NameChoice(tuple(member for part in row[1] if (member := _restore_name(part)) is not None))


# Patterns


def _dump(prepared: Prepared) -> dict[str, Any]:
    datatypes = list(prepared.datatypes.items())
    index = {id(datatype): position for position, (_key, datatype) in enumerate(datatypes)}
    made = [*prepared.patterns.table.values(), *_every_element(prepared)]
    return {
        "package": _package_stamp(),
        "files": [[os.path.abspath(file), _digest(file)] for file in prepared.files],  # noqa: PTH100
        "named": list(prepared.files),
        "datatypes": [[library, name, list(params)] for (library, name, params), _datatype in datatypes],
        "patterns": [_dump_pattern(pattern, index) for pattern in sorted(made, key=lambda pattern: pattern.number)],
        "contents": [[element.number, element.content.number] for element in _every_element(prepared)],
        "start": prepared.start.number,
        "elements": [element.number for element in prepared.elements],
        "number": prepared.patterns.number,
        "prefixes": prepared.needs_prefixes,
    }


def _every_element(prepared: Prepared) -> list[Element]:
    """The elements that any pattern refers to, even those that no document can hold."""
    found: dict[Element, None] = dict.fromkeys(prepared.elements)
    todo: list[Pattern] = [prepared.start, *prepared.patterns.table.values(), *found]
    for pattern in todo:
        for inner in (pattern.content,) if isinstance(pattern, Element) else pattern.members:
            if isinstance(inner, Element) and inner not in found:
                found[inner] = None
                todo.append(inner)
    return list(found)


def _dump_pattern(pattern: Pattern, datatypes: dict[int, int]) -> list[Any]:
    row: list[Any] = [pattern.number, pattern.kind]
    if isinstance(pattern, Element):
        origin = pattern.origin
        row += [_dump_name(pattern.name_class), origin.order, origin.definition, origin.written, list(origin.location)]
    elif isinstance(pattern, Attribute):
        row += [_dump_name(pattern.name_class), pattern.value.number, pattern.documentation]
    elif isinstance(pattern, Data):
        excluded = pattern.excluded.number if pattern.excluded is not None else None
        row += [datatypes[id(pattern.datatype)], pattern.type_name, excluded]
    elif isinstance(pattern, Value):
        row += [
            datatypes[id(pattern.datatype)],
            pattern.type_name,
            pattern.text,
            pattern.documentation,
            pattern.context,
        ]
    elif isinstance(pattern, ListPattern):
        row.append(pattern.pattern.number)
    else:
        row.append([member.number for member in pattern.members])
    return row


def _restore(kept: dict[str, Any]) -> Prepared:
    datatypes: list[Datatype] = []
    for library, name, params in kept["datatypes"]:
        source = get_library(library)
        assert source is not None
        datatypes.append(source.create(name, [(key, value) for key, value in params]))
    made: dict[int, Pattern] = {pattern.number: pattern for pattern in (EMPTY, NOT_ALLOWED, TEXT)}
    table: dict[tuple[object, ...], Pattern] = {}
    for number, kind, *row in kept["patterns"]:
        key, pattern = _restore_pattern(number, kind, row, made, datatypes)
        made[number] = pattern
        if key:
            table[key] = pattern
    for number, content in kept["contents"]:
        element = made[number]
        assert isinstance(element, Element)
        element.content = made[content]
    patterns = Patterns()
    patterns.restore(table, kept["number"])
    patterns.seal()
    elements = [element for number in kept["elements"] if isinstance(element := made[number], Element)]
    prepared = Prepared(patterns, made[kept["start"]], elements, tuple(kept["named"]))
    prepared.needs_prefixes = kept["prefixes"]
    return prepared


_SEVERAL: Final[dict[str, tuple[str, type[Choice] | type[Group] | type[Interleave]]]] = {
    "choice": ("|", Choice),
    "group": (",", Group),
    "interleave": ("&", Interleave),
}


def _restore_pattern(
    number: int, kind: str, row: list[Any], made: dict[int, Pattern], datatypes: list[Datatype]
) -> tuple[tuple[object, ...], Pattern]:
    """A pattern, and its key in the table; elements have none."""
    if kind in _SEVERAL:
        sign, several = _SEVERAL[kind]
        members = tuple(made[member] for member in row[0])
        nullables = [member.nullable for member in members]
        nullable = any(nullables) if sign == "|" else all(nullables)
        return (sign, *members), several(number, nullable, members)
    if kind == "oneOrMore":
        inner = made[row[0][0]]
        return ("+", inner), OneOrMore(number, inner)
    if kind == "attribute":
        name_class, value = _restore_name(row[0]), made[row[1]]
        assert name_class is not None
        return ("@", name_class, value, row[2]), Attribute(number, name_class, value, row[2])
    if kind == "value":
        datatype = datatypes[row[0]]
        text, context = row[2], row[4]
        canonical = datatype.value(text, context)
        found = Value(number, datatype, row[1], text, canonical)
        found.documentation, found.context = row[3], context
        return ("value", datatype, canonical, text, row[3]), found
    if kind == "data":
        datatype = datatypes[row[0]]
        excluded = None if row[2] is None else made[row[2]]
        return ("data", datatype, excluded), Data(number, datatype, row[1], excluded)
    if kind == "list":
        return ("list", made[row[0]]), ListPattern(number, made[row[0]])
    name_class = _restore_name(row[0])
    assert name_class is not None
    return (), Element(number, name_class, Origin(row[1], row[2], row[3], Location(*row[4])))
