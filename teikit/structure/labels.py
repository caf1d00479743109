"""The labels before points – `1.`, `(a)`, `イ`, `-` – and which of them count on from which.

A label alone says little ("1. Army" in a sentence, "A. Holm"): points are those that are counted from the first on.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from teikit.notations.numbers import han_number
from teikit.patterns import lazy_pattern

_BULLET = lazy_pattern(r"(?P<sign>[-–—•·▪◦‣*○●◎・])(?:[ \t\u3000]+|(?<=[•▪◦○●◎・]))(?=\S)")
_COUNTED = lazy_pattern(
    r"""
    (?P<open>[(（〔]\s?)?
    (?: (?P<number>\d{1,3}) | (?P<roman>[ivx]{2,5}|[IVX]{2,5}) | (?P<letter>[A-Za-z]) | (?P<kana>[アイウエオカキクケコイロハニホヘト])
      | (?P<cyrillic>[а-дА-Д]) | (?P<han>[一二三四五六七八九十]{1,3}) | (?P<hangul>[가나다라마바사아자차카타파하]) )
    (?P<close>(?:\s?[)）〕])\.?|[.．、。:](?!\d))
    (?P<blank>[ \t\u3000]*)
    """,
    regex.VERBOSE,
)
_CIRCLED = lazy_pattern(r"(?P<sign>[①-⑳⑴-⒇])[ \t\u3000]*")
_ARTICLE = lazy_pattern(r"(?P<sign>第\s?(?P<n>[\d一二三四五六七八九十]{1,4})\s?[条條章項])[\s\u3000]+(?=\S)")
_IROHA, _AIUEO = "イロハニホヘト", "アイウエオカキクケコ"
_HANGUL = "가나다라마바사아자차카타파하"
_NUMERALS = frozenset("ivxIVX")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


@dataclass(frozen=True, slots=True)
class Label:
    """A label.

    Attributes:
        n: What it counts by, as written ("1", "a", "イ"); empty for a bullet.
        readings: The styles that it may be of, each with the place that it has there, counted from 1; 0 for a bullet.
        end: How many characters it takes, the blanks behind it not counted.
        width: The same with those blanks.
    """

    n: str
    readings: tuple[tuple[str, int], ...]
    end: int
    width: int

    @property
    def bullet(self) -> bool:
        """Whether it counts nothing."""
        return self.readings[0][1] == 0

    def first(self) -> str | None:
        """The style in which it is the first; `None` where it is in none."""
        return next((style for style, place in self.readings if place in (0, 1)), None)

    def follows(self, style: str, place: int) -> bool:
        """Whether it is the next in a style."""
        return any(own == style and at in (0, place + 1) for own, at in self.readings)


def label_of(text: str) -> Label | None:
    """The label that a line begins with."""
    # Most lines begin with a word of Latin letters, and none of those is a label but a Roman number.
    if not text or (text[:2].isalpha() and text[:2] < "\u0370" and not _NUMERALS.issuperset(text[:2])):
        return None
    if match := _BULLET.match(text):
        return Label("", ((f"bullet {match['sign']}", 0),), match.end("sign"), match.end())
    if match := _CIRCLED.match(text):
        code = ord(match["sign"])
        place = code - (0x245F if code <= 0x2473 else 0x2473)
        return Label(match["sign"], ((f"circled {code > 0x2473}", place),), match.end("sign"), match.end())
    if match := _ARTICLE.match(text):
        number = int(match["n"]) if match["n"].isdecimal() else han_number(match["n"]) or 0
        kind = match["sign"][-1]
        return Label(match["sign"], ((f"article {kind}", number),), match.end("sign"), match.end()) if number else None
    match = _COUNTED.match(text)
    if match is None or match.end() == len(text):
        return None
    dense = match["kana"] or match["han"] or match["hangul"] or ord(text[match.end()]) > 0x2E80
    if not match["blank"] and not dense and not (match["open"] and match["number"]):
        return None
    if bool(match["open"]) and not match["close"].strip().startswith((")", "）", "〕")):
        return None
    shape = f"{'(' if match['open'] else ''}{match['close'].strip()[0]}".translate(_WIDTHS)
    readings = tuple((f"{kind}{shape}", place) for kind, place in _readings(match))
    n = (
        match["number"]
        or match["roman"]
        or match["letter"]
        or match["kana"]
        or match["cyrillic"]
        or match["han"]
        or match["hangul"]
    )
    return Label(n, readings, match.end("close"), match.end()) if readings else None


_WIDTHS = str.maketrans({"（": "(", "）": ")", "．": ".", "〔": "(", "〕": ")"})


def _readings(match: regex.Match[str]) -> list[tuple[str, int]]:
    if number := match["number"]:
        return [("number", int(number))]
    if han := match["han"]:
        place = han_number(han)
        return [("han", place)] if place else []
    if hangul := match["hangul"]:
        return [("hangul", _HANGUL.index(hangul) + 1)]
    if kana := match["kana"]:
        return [(name, row.index(kana) + 1) for name, row in (("iroha", _IROHA), ("aiueo", _AIUEO)) if kana in row]
    if letter := match["cyrillic"]:
        return [("cyrillic", ord(letter.lower()) - ord("а") + 1)]
    roman = match["roman"] or match["letter"]
    found = []
    if letter := match["letter"]:
        found.append(("letter" if letter.islower() else "capital", ord(letter.lower()) - 96))
    if roman.lower() in _ROMAN:
        found.append(("roman" if roman.islower() else "ROMAN", _ROMAN.index(roman.lower()) + 1))
    return found
