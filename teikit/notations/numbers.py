"""Numbers in figures and words, in every way that typists have of writing a fraction.

`1½`, `1-1/2`, `7–½`, `4 1/2`, `11/2` (the space lost), `3 and 1/2`, `one and a half`, `twenty-six`, `einundzwanzig`,
`treinta y dos`, `две с половиной`, 四十二, 一行半, 열두; and the ranges that a language has a word for (두세, 两三).
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import regex

from teikit.notations.folding import is_unspaced
from teikit.notations.marker import Level
from teikit.notations.notation import Notation
from teikit.notations.phrases import any_of
from teikit.patterns import compiled_pattern

_VULGAR = {
    **{"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)},
    **{"⅕": Fraction(1, 5), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8), "⅞": Fraction(7, 8)},
}
_DENOMINATORS = (2, 3, 4, 5, 8)
_HAN_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2, "○": 0}
_HAN = "〇零一二两兩三四五六七八九十百"
#: A half behind what it is the half of: "1 ligne ½", "2 pages 1/2".
HALF = r"½|1\s?[/⁄]\s?2(?!\d)"
_DIGITS = rf"""
    (?P<whole>\d{{1,5}})\s*[-–—]?\s*(?P<vulgar>[{"".join(_VULGAR)}])
  | (?P<mixed>\d{{1,5}})(?:\s*[-–—]\s*|\s+)(?P<over>\d{{1,2}})\s*[/⁄]\s*(?P<under>\d{{1,2}})
  | (?P<run>\d{{1,5}})\s*[/⁄]\s*(?P<by>\d{{1,2}})
  | (?P<alone>[{"".join(_VULGAR)}])(?P<slip>\d+)?
  | (?P<grouped>\d{{1,3}}(?:,\d{{3}})+)
  | (?P<decimal>\d{{1,6}}(?:[.,]\d{{1,3}})?)
"""


def decimal(value: Fraction) -> str:
    """A number as TEI's `teidata.numeric` has it: a decimal where it ends, else a ratio."""
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    return f"{float(value):.6f}".rstrip("0")


def han_number(text: str) -> int | None:
    """The value of a numeral in Chinese characters (`四十二`, `一九五七`, `元` is 1), or `None`."""
    if text in ("元", "正"):
        return 1
    if text == "":
        return None
    if all(char in _HAN_DIGITS for char in text):
        return int("".join(str(_HAN_DIGITS[char]) for char in text))
    total, current, seen = 0, 0, False
    for char in text.replace("廿", "二十").replace("卅", "三十"):
        if char in _HAN_DIGITS:
            current, seen = _HAN_DIGITS[char], True
        elif char in "十百千":
            total += (current if seen else 1) * {"十": 10, "百": 100, "千": 1000}[char]
            current, seen = 0, False
        else:
            return None
    return total + current


def number_source(notation: Notation) -> str:
    """A pattern, to be compiled with `VERBOSE`, of all that is a number in a language; its groups are `read_number`'s own."""
    spaced = [one for one in notation.numbers if not is_unspaced(one)]
    words = any_of(spaced)
    # "3 and 1/2", "two and three-quarters": joined as two amounts are, so that what follows must be a fraction.
    fractions = any_of(one for one in spaced if _value(notation.numbers[one]) < 1).replace(r"\s+", r"[\s-]+")
    joined = any_of(_and(notation))
    ordinal = any_of(notation.amounts.get("ordinal", ()))
    return rf"""(?<![\p{{N}}.,/])(?<!(?:{ordinal})[\d{_HAN}]*)(?:
          (?:\d{{1,4}}|(?<!\p{{L}})(?:{words}))[\s-]+(?:{joined})[\s-]+(?:\d\s?[/⁄]\s?\d(?!\d)|[{"".join(_VULGAR)}]|(?:{fractions})(?!\p{{L}}))
        | {_DIGITS}
        | {any_of(one for one in notation.numbers if is_unspaced(one))}
        | [{_HAN}]+半?
        | (?<!\p{{L}})(?:{compound_source(notation)}|{words})(?![\p{{L}}\p{{N}}])
       )"""


def compound_source(notation: Notation) -> str:
    """A pattern of the numbers between twenty and a hundred, put together as the language does it ("30-2", "2und30")."""
    tens = any_of(
        one for one, value in notation.numbers.items() if value.isdigit() and len(value) == 2 and value[1] == "0"
    )
    ones = any_of(
        one
        for one, value in notation.numbers.items()
        if value.isdigit() and len(value) == 1 and not (len(one) == 1 and one.isascii())
    )
    parts = {"30": f"(?P<tens>{tens})", "2": f"(?P<ones>{ones})"}
    return (
        "|".join(
            "".join(parts.get(piece) or _joint(piece) for piece in regex.split(r"(30|2)", sample))
            for sample in notation.amounts.get("compound", ())
        )
        or "(?!)"
    )


def read_number(text: str, notation: Notation) -> tuple[Fraction | None, Level | None]:
    """The value of a number as typed, and how sure it is; `None` where it cannot be told (`5-2/2`)."""
    text = (
        " ".join(text.replace("-", " ").split())
        if text.replace("-", " ") in notation.numbers
        else " ".join(text.split())
    )
    if text in notation.numbers and not _is_range(notation.numbers[text]):
        return _value(notation.numbers[text]), "medium" if text in ("l", "i") else None
    if (han := han_number(text.removesuffix("半"))) is not None:
        return han + Fraction(int(text.endswith("半")), 2), None
    if (compound := _compound(notation).fullmatch(text)) is not None:
        return _value(notation.numbers[compound["tens"]]) + _value(notation.numbers[compound["ones"]]), None
    match = _digits().fullmatch(text)
    if match is None:
        return _sum(text, notation)
    if match["slip"]:
        return None, None
    if match["whole"]:
        return int(match["whole"]) + _VULGAR[match["vulgar"]], None
    if match["alone"]:
        return _VULGAR[match["alone"]], None
    if match["grouped"]:
        return Fraction(match["grouped"].replace(",", "")), None
    if match["decimal"]:
        return Fraction(match["decimal"].replace(",", ".")), None
    return _common_fraction(match)


def read_range(text: str, upto: str | None, notation: Notation) -> tuple[Fraction, Fraction] | None:
    """The two ends of a range: "2" and "3" of "2 to 3 lines", 两三, 두세; `None` where the text is no range."""
    if upto is not None:
        low, high = read_number(text, notation)[0], read_number(upto, notation)[0]
        return (low, high) if low is not None and high is not None and low < high else None
    if (value := notation.numbers.get(text)) is not None and _is_range(value):
        ends = value.split("-")
        return _value(ends[0]), _value(ends[1])
    digits = text.replace("、", "")
    if len(digits) == 2 and all(char in _HAN_DIGITS for char in digits):
        first, second = (_HAN_DIGITS[char] for char in digits)
        if first > 0 and second == first + 1:
            return Fraction(first), Fraction(second)
    return None


def _common_fraction(match: regex.Match[str]) -> tuple[Fraction | None, Level | None]:
    over, under = int(match["over"] or match["run"]), int(match["under"] or match["by"])
    if under not in _DENOMINATORS:
        return None, None
    if match["mixed"]:
        return (int(match["mixed"]) + Fraction(over, under), None) if over < under else (None, None)
    if over < under:
        return Fraction(over, under), None
    # "11/2 lines": nobody counts in improper fractions, so the space between 1 and 1/2 was lost.
    run = match["run"]
    if len(run) > 1 and 0 < int(run[-1]) < under:
        return int(run[:-1]) + Fraction(int(run[-1]), under), "medium"
    return None, None


def _sum(text: str, notation: Notation) -> tuple[Fraction | None, Level | None]:
    """The value of "3 and 1/2", "one and a quarter"."""
    for joint in _joints(notation).finditer(text):
        whole, fraction = (
            read_number(part.strip(" -"), notation)[0] for part in (text[: joint.start()], text[joint.end() :])
        )
        if whole is not None and fraction is not None and fraction < 1:
            return whole + fraction, None
    return None, None


def _is_range(value: str) -> bool:
    return "-" in value


def _value(written: str) -> Fraction:
    """The value of a key of `[numbers]`: "3", "1.5", "2/3"; of a range its first."""
    return Fraction(written.split("-", maxsplit=1)[0])


def _joint(piece: str) -> str:
    return "".join({" ": r"\s+", "-": r"\s?[-–]\s?"}.get(letter) or regex.escape(letter) for letter in piece)


def _and(notation: Notation) -> list[str]:
    """The words that add one number to another; what gives a choice ("or") does not."""
    return [one for one in notation.amounts.get("joined", ()) if one not in notation.amounts.get("range", ())]


@cache
def _compound(notation: Notation) -> regex.Pattern[str]:
    return compiled_pattern(compound_source(notation), regex.VERBOSE)


@cache
def _joints(notation: Notation) -> regex.Pattern[str]:
    return compiled_pattern(rf"(?<=[\s-])(?:{any_of(_and(notation))})(?=[\s-])")


@cache
def _digits() -> regex.Pattern[str]:
    return compiled_pattern(_DIGITS, regex.VERBOSE)
