"""Who sends and receives telegrams: routing indicators such as `AMEMBASSY LA PAZ`, precedences and serial numbers told apart.

The Department's own message numbers and references call a post by its place (`LA PAZ 5726`, `BONN 00279`) and itself STATE; that short
name is what links a reference to its telegram, and is worked out here.
"""

from __future__ import annotations

from dataclasses import dataclass

from teikit.patterns import lazy_pattern

#: What stands before the place in a post's routing indicator.
_POST = (
    r"AM\s?EMBASSY|AMCONSUL(?:ATE)?|AMCONGEN|AMEMB|AMLEGATION|USLO|USINT|USMISSION|USMIS|US\s?DEL(?:EGATION)?"
    r"|US\s?MISSION|EMBASSY|CONSULATE"
)
_PLACE = lazy_pattern(rf"^(?:(?:{_POST})){{e<=1}}\s+(?P<place>.+)$")
_SERIAL = lazy_pattern(r"\s+(?P<serial>\d{1,6}(?:-\d{1,6})?)$")
_PRECEDENCE = lazy_pattern(
    r"\s+(?:(?:NIACT|FLASH|OPERATIONAL)\s+)?(?:FLASH|NIACT|IMMEDIATE|PRIORITY|ROUTINE|IMMED|PRIO)(?=\s|$)(?:\s+\d{1,6})?(?:\s+(?:ZFF\d?))?$"
)
_BODIES = (
    (lazy_pattern(r"^(?:SECSTATE|SEC\s?STATE|RUEHC|DEPT OF STATE)\b"), "STATE"),
    (lazy_pattern(r"^(?:US\s?DOC|DEPT OF COMMERCE|US DEPT OF COMMERCE|USDEPT OF COMMERCE)\b"), "COM"),
    (lazy_pattern(r"^(?:US\s?INFO|USIA)\b"), "USIA"),
    (lazy_pattern(r"^(?:USICA)\b"), "ICA"),
    (lazy_pattern(r"^(?:DEA|DEAHQS?|DEA HQS?)\b"), "DEA"),
    (lazy_pattern(r"^(?:US\s?TREAS\w*|TREASURY|DEPT OF TREASURY)\b"), "TRSY"),
    (lazy_pattern(r"^(?:US\s?DEL MTN)\b"), "MTN"),
    (lazy_pattern(r"^WHITE\s?HOUSE\b"), "WHITE HOUSE"),
)
_RELAY = lazy_pattern(r"^[RUQ][A-Z]{3,6}\s?/\s?(?=\p{Lu})")
_CAPITAL = lazy_pattern(r"\s+WASH(?:DC|INGTON(?: DC)?|\s?D\.?C\.?)$")


@dataclass(frozen=True, slots=True)
class Address:
    """An addressee.

    Attributes:
        name: The post or office, without precedence, serial number and the relay's own indicator (`RUEHC/`).
        start: Where it begins in the words.
        end: Where it ends.
        short: The short name, as in message numbers.
    """

    name: str
    start: int
    end: int
    short: str


def read_address(words: str) -> Address:
    """Read an addressee: `SECSTATE WASHDC IMMEDIATE 7251` is `SECSTATE WASHDC`, in short STATE."""
    text = words.rstrip()
    for _ in range(2):
        cut = _PRECEDENCE.search(text) or _SERIAL.search(text)
        if cut and cut.start() > 0:
            text = text[: cut.start()].rstrip()
    text = text or words
    relay = _RELAY.match(text)
    start = relay.end() if relay else 0
    name = " ".join(text[start:].split())
    return Address(name, start, len(text), short_name(name))


def short_name(name: str) -> str:
    """The name by which message numbers call a post or body."""
    for pattern, short in _BODIES:
        if pattern.match(name):
            return short
    if post := _PLACE.match(name):
        return str(post["place"])
    return str(_CAPITAL.sub("", name))
