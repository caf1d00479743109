"""Names of XML 1.0, second edition (productions 4 to 8, appendix B), which Namespaces in XML narrows by the colon.

That is the edition XSD 1.0 points to. The fifth has more names; no document here can have them, for expat, which reads
all documents, keeps to the tables of the earlier editions. So expat is asked about every character beyond ASCII: what it
takes for a name is one, in elements as in values.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.parsers import expat

_ASCII_START = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")
_ASCII_FURTHER = frozenset("-.0123456789")

_ASCII_NCNAME = re.compile(r"[A-Z_a-z][A-Z_a-z0-9.-]*").fullmatch
_ASCII_NAME = re.compile(r"[:A-Z_a-z][:A-Z_a-z0-9.-]*").fullmatch
_ASCII_NMTOKEN = re.compile(r"[:A-Z_a-z0-9.-]+").fullmatch


@lru_cache(maxsize=8192)
def _parses(document: str) -> bool:
    """Whether a document of one element, which is named after a character, is well-formed."""
    try:
        expat.ParserCreate("utf-8").Parse(document, True)
    except (expat.ExpatError, UnicodeEncodeError):
        return False
    return True


def is_name_start(character: str) -> bool:
    """Whether a name without a colon may begin with the character."""
    if character < "\x80":
        return character in _ASCII_START
    return _parses(f"<{character}/>")


def is_name_character(character: str) -> bool:
    """Whether a name without a colon may hold the character after its first."""
    if character < "\x80":
        return character in _ASCII_START or character in _ASCII_FURTHER
    return _parses(f"<_{character}/>")


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
