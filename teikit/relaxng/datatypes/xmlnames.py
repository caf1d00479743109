"""Names as XML has them since its fifth edition (productions 4 and 4a), which Namespaces in XML narrows by the colon.

XSD 1.0 points to the second edition, whose tables stop at Unicode 2.0 and at the sixteen-bit plane; XML itself replaced
them in 2008, XSD 1.1 followed, and every name that was one before still is. So the wider tables are used.

Regular expressions serve for ASCII only: one with all the ranges takes longer to compile than a schema to load.
"""

from __future__ import annotations

import re
from bisect import bisect_right

_START_RANGES = (
    (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF), (0x370, 0x37D), (0x37F, 0x1FFF), (0x200C, 0x200D), (0x2070, 0x218F),
    (0x2C00, 0x2FEF), (0x3001, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFFD), (0x10000, 0xEFFFF),
)  # fmt: skip
_FURTHER_RANGES = ((0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040))
_FIRSTS = [first for first, _ in _START_RANGES]
_ASCII_START = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")
_ASCII_FURTHER = frozenset("-.0123456789")

_ASCII_NCNAME = re.compile(r"[A-Z_a-z][A-Z_a-z0-9.-]*").fullmatch
_ASCII_NAME = re.compile(r"[:A-Z_a-z][:A-Z_a-z0-9.-]*").fullmatch
_ASCII_NMTOKEN = re.compile(r"[:A-Z_a-z0-9.-]+").fullmatch


def is_name_start(character: str) -> bool:
    """Whether a name without a colon may begin with the character."""
    if character < "\x80":
        return character in _ASCII_START
    code = ord(character)
    position = bisect_right(_FIRSTS, code) - 1
    return position >= 0 and code <= _START_RANGES[position][1]


def is_name_character(character: str) -> bool:
    """Whether a name without a colon may hold the character after its first."""
    if is_name_start(character) or character in _ASCII_FURTHER:
        return True
    code = ord(character)
    return any(first <= code <= last for first, last in _FURTHER_RANGES)


def is_ncname(text: str) -> bool:
    """Whether the text is a name without a colon."""
    if _ASCII_NCNAME(text) is not None:
        return True
    return not text.isascii() and is_name_start(text[0]) and all(map(is_name_character, text))


def is_name(text: str) -> bool:
    """Whether the text is a name, colons being letters."""
    if _ASCII_NAME(text) is not None:
        return True
    return not text.isascii() and is_ncname(text.replace(":", "_"))


def is_nmtoken(text: str) -> bool:
    """Whether the text is made of the characters of names."""
    if _ASCII_NMTOKEN(text) is not None:
        return True
    return not text.isascii() and all(map(is_name_character, text.replace(":", "_")))


def split_qname(text: str) -> tuple[str, str] | None:
    """The prefix, empty where there is none, and the local name; `None` where the text is no qualified name."""
    prefix, colon, local = text.rpartition(":")
    if (is_ncname(prefix) if colon else True) and is_ncname(local):
        return prefix, local
    return None
