"""The library of XSD's datatypes (XML Schema Part 2), each made when a schema first asks for it.

To the types of XSD 1.0 come those that XSD 1.1 adds without changing the others: anyAtomicType, untypedAtomic,
dateTimeStamp, dayTimeDuration and yearMonthDuration.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import ClassVar

from teikit.relaxng.datatypes.datatype import Datatype, DatatypeLibrary
from teikit.relaxng.datatypes.simpletype import SimpleType
from teikit.relaxng.syntax import XSD_DATATYPES

_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "decimal": (None, None),
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
_NAMES = ("ID", "IDREF", "NCName", "NMTOKEN", "Name")


def _string(name: str) -> SimpleType:
    from teikit.relaxng.datatypes.strings import StringType

    if name == "normalizedString":
        return StringType(name, "replace")
    return StringType(name, "collapse" if name == "token" else "preserve")


def _name(name: str) -> SimpleType:
    from teikit.relaxng.datatypes import strings
    from teikit.relaxng.datatypes.xmlnames import is_name, is_ncname, is_nmtoken

    form, description, example = {
        "ID": (is_ncname, "an identifier that no other element has", "d1"),
        "IDREF": (is_ncname, "the identifier of an element of this document", "d1"),
        "NCName": (is_ncname, "a name without a colon", "name"),
        "NMTOKEN": (is_nmtoken, "a token of letters, digits, points, hyphens, underscores and colons", "token1"),
        "Name": (is_name, "a name: a letter or underscore, then letters, digits, points, hyphens", "name"),
    }[name]
    return strings.NameType(name, form, description, example)


def _list(name: str) -> SimpleType:
    from teikit.relaxng.datatypes.strings import ListType

    return ListType(name, _builtin(name[:-1] if name != "ENTITIES" else "ENTITY"))


def _language(_: str) -> SimpleType:
    from teikit.relaxng.datatypes.strings import LanguageType

    return LanguageType()


def _entity(_: str) -> SimpleType:
    from teikit.relaxng.datatypes.strings import EntityType

    return EntityType()


def _boolean(_: str) -> SimpleType:
    from teikit.relaxng.datatypes.numbers import BooleanType

    return BooleanType()


def _decimal(name: str) -> SimpleType:
    from teikit.relaxng.datatypes.numbers import DecimalType

    return DecimalType(name, *_INTEGERS[name])


def _float(name: str) -> SimpleType:
    from teikit.relaxng.datatypes.numbers import FloatType

    return FloatType(name)


def _date(name: str) -> SimpleType:
    from teikit.relaxng.datatypes.dates import DateType

    return DateType(name)


def _duration(name: str) -> SimpleType:
    from teikit.relaxng.datatypes.durations import DurationType

    return DurationType(name)


def _binary(name: str) -> SimpleType:
    from teikit.relaxng.datatypes.binary import BinaryType

    return BinaryType(name)


def _uri(_: str) -> SimpleType:
    from teikit.relaxng.datatypes.uris import UriType

    return UriType()


def _qname(name: str) -> SimpleType:
    from teikit.relaxng.datatypes.qnames import QNameType

    return QNameType(name)


_MAKERS: dict[str, Callable[[str], SimpleType]] = {
    **dict.fromkeys(
        ("string", "normalizedString", "token", "anySimpleType", "anyAtomicType", "untypedAtomic"), _string
    ),
    **dict.fromkeys(_NAMES, _name),
    **dict.fromkeys(("NMTOKENS", "IDREFS", "ENTITIES"), _list),
    **dict.fromkeys(_INTEGERS, _decimal),
    **dict.fromkeys(
        (
            "dateTime",
            "dateTimeStamp",
            "time",
            "date",
            "gYearMonth",
            "gYear",
            "gMonthDay",
            "gDay",
            "gMonth",
        ),
        _date,
    ),
    **dict.fromkeys(("duration", "yearMonthDuration", "dayTimeDuration"), _duration),
    **dict.fromkeys(("hexBinary", "base64Binary"), _binary),
    **dict.fromkeys(("float", "double"), _float),
    **dict.fromkeys(("QName", "NOTATION"), _qname),
    "language": _language,
    "ENTITY": _entity,
    "boolean": _boolean,
    "anyURI": _uri,
}


@cache
def _builtin(name: str) -> SimpleType:
    return _MAKERS[name](name)


@lru_cache(maxsize=2048)
def _create(name: str, params: tuple[tuple[str, str], ...]) -> Datatype:
    base = _builtin(name)
    if not params:
        return base
    from teikit.relaxng.datatypes.restriction import Restriction

    return Restriction(base, params)


class XsdLibrary(DatatypeLibrary):
    """All datatypes of XSD."""

    uri: ClassVar[str] = XSD_DATATYPES

    @property
    def type_names(self) -> tuple[str, ...]:
        """The names of all types, sorted."""
        return tuple(sorted(_MAKERS))

    def create(self, type_name: str, params: Sequence[tuple[str, str]] = ()) -> Datatype:
        """See `DatatypeLibrary.create`; parameters are facets. Equal requests give one object."""
        if type_name not in _MAKERS:
            raise self.unknown_type(type_name)
        return _create(type_name, tuple(params))


XSD = XsdLibrary()
