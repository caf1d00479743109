"""How much is missing: amount × unit, in figures and words, in every way that typists have of writing a fraction.

`1½ lines`, `1-1/2 lines`, `7–½ lines`, `4 1/2 lines`, `11/2 lines` (the space lost), `one and a half lines`, `less than 1 line`,
`1 paragraph (29 lines)`, `remainder of paragraph (3 lines)`, `約3行`, `一行半`, `две строки`, `1 minute, 32 seconds`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import groupby

import regex

from teikit.notations.folding import is_unspaced
from teikit.notations.marker import Level
from teikit.notations.notation import Notation
from teikit.patterns import compiled_pattern

_VULGAR = {
    **{"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)},
    **{"⅕": Fraction(1, 5), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8), "⅞": Fraction(7, 8)},
}
_DENOMINATORS = (2, 3, 4, 5, 8)
_HAN_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2, "○": 0}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_DIGITS = rf"""
    (?P<whole>\d{{1,5}})\s*[-–—]?\s*(?P<vulgar>[{"".join(_VULGAR)}])
  | (?P<mixed>\d{{1,5}})(?:\s*[-–—]\s*|\s+)(?P<over>\d{{1,2}})\s*[/⁄]\s*(?P<under>\d{{1,2}})
  | (?P<run>\d{{1,5}})\s*[/⁄]\s*(?P<by>\d{{1,2}})
  | (?P<alone>[{"".join(_VULGAR)}])(?P<slip>\d+)?
  | (?P<grouped>\d{{1,3}}(?:,\d{{3}})+)
  | (?P<decimal>\d{{1,6}}(?:[.,]\d{{1,3}})?)
"""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as the transcriber gives it; see `Marker` for the fields."""

    start: int
    end: int
    unit: str
    quantity: str | None = None
    at_most: str | None = None
    at_least: str | None = None
    extent: str | None = None
    precision: Level | None = None
    certainty: Level | None = None


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


def read_amount(text: str, notation: Notation) -> Amount | None:
    """The amount that a folded text speaks of: its first one, with what else it says kept in `extent`.

    Args:
        text: Folded text without brackets and without the verb ("1 paragraph (29 lines)").
        notation: The language.
    """
    amounts = list(_amounts(text, notation))
    if not amounts:
        return None
    first = amounts[0]
    if len(amounts) > 1 and all(one.unit in _SECONDS and one.quantity for one in amounts):
        total = sum((Fraction(one.quantity or 0) * _SECONDS[one.unit] for one in amounts), Fraction(0))
        return Amount(first.start, amounts[-1].end, "second", decimal(total), extent=text.strip())
    if (share := _share(notation).search(text, 0, first.end)) is not None and share.end() >= first.start:
        # "4 of 6 pages": the first number is what is missing.
        value, certainty = read_number(share["some"], notation)
        quantity = decimal(value) if value is not None else None
        return Amount(share.start(), first.end, first.unit, quantity, extent=text.strip(" .,;:"), certainty=certainty)
    extent = first.extent
    if nested := regex.search(r"[(（]([^()（）]*)[)）]?", text, pos=first.end):
        # What stands in parentheses is the same passage, measured again; a letter or number there is only its name.
        for inner in regex.finditer(r"[(（]([^()（）]*)", text, pos=nested.start()):
            if _pattern(notation).search(inner[1]):
                extent = inner[1].strip()
                break
    if extent is None and len(amounts) > 1 and _joined(notation).search(text, first.end, amounts[1].start):
        extent = text.strip(" .,;:")
    if _is_part(text, first, notation):
        return Amount(first.start, first.end, first.unit, extent=text.strip(" .,;:"), precision=first.precision)
    fields = (first.quantity, first.at_most, first.at_least, extent, first.precision, first.certainty)
    return Amount(first.start, first.end, first.unit, *fields)


def only_amounts(text: str, notation: Notation) -> bool:
    """Whether a folded text says nothing but how much and of what: every word of it is known."""
    rest = _known(notation).sub(" ", _pattern(notation).sub(" ", text))
    # A letter or a number after a unit is a name ("paragraph c", "tab a").
    return regex.search(r"\p{L}{2,}", rest) is None and len(regex.findall(r"\p{L}", rest)) <= 2


def _amounts(text: str, notation: Notation) -> Iterator[Amount]:
    for match in _pattern(notation).finditer(text):
        phrase = match["unit"]
        unit = notation.units[phrase]
        number, value, certainty = match["number"], None, None
        if number is None and unit in _SECONDS and is_unspaced(phrase):
            # 分 is a minute only where it is counted; in 部分 it is a part.
            continue
        if number is not None:
            value, certainty = read_number(number.strip(), notation)
            if value is not None and (match["half"] or match["more"]):
                value += Fraction(1, 2)
        quantity = decimal(value) if value is not None else None
        bound = match["before"] or match["after"]
        extent = None
        if number is not None and value is None:
            extent = match.group().strip()
        if number is None and not match["about"] and _is_singular(phrase, notation):
            quantity = "1"
        low = bool(match["about"] or (match["after"] in notation.amounts.get("about", ())))
        at_most = at_least = None
        if number is not None and bound in notation.amounts.get("at_most", ()):
            quantity, at_most = None, quantity
        elif number is not None and bound in notation.amounts.get("at_least", ()):
            quantity, at_least = None, quantity
        yield Amount(
            match.start(), match.end(), unit, quantity, at_most, at_least, extent, "low" if low else None, certainty
        )


def read_number(text: str, notation: Notation) -> tuple[Fraction | None, Level | None]:
    """The value of a number as typed, and how sure it is; `None` where it cannot be told (`5-2/2`)."""
    if text in notation.numbers:
        return Fraction(notation.numbers[text]), "medium" if text in ("l", "i") else None
    if (han := han_number(text.removesuffix("半"))) is not None:
        return han + Fraction(int(text.endswith("半")), 2), None
    match = _digits().fullmatch(text)
    if match is None or match["slip"]:
        return None, None
    if match["whole"]:
        return int(match["whole"]) + _VULGAR[match["vulgar"]], None
    if match["alone"]:
        return _VULGAR[match["alone"]], None
    if match["grouped"]:
        return Fraction(match["grouped"].replace(",", "")), None
    if match["decimal"]:
        return Fraction(match["decimal"].replace(",", ".")), None
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


def _is_singular(phrase: str, notation: Notation) -> bool:
    """Whether a unit without a number means one of it: "name", but not "names" and not a script without plurals."""
    if is_unspaced(phrase) or notation.lang == "ko":
        return False
    forms = [form for form, unit in notation.units.items() if unit == notation.units[phrase]]
    # The first form of a language's list is the singular; its other singulars are not longer forms of a listed one.
    if notation.lang == "en":
        return not phrase.endswith("s") or phrase in ("address",)
    return phrase == forms[0]


def _is_part(text: str, amount: Amount, notation: Notation) -> bool:
    before = text[: amount.start]
    parts = tuple(notation.amounts.get("part", ()))
    return bool(parts) and (
        _whole_words(parts).search(before) is not None or any(is_unspaced(part) and part in text for part in parts)
    )


@cache
def _whole_words(phrases: tuple[str, ...]) -> regex.Pattern[str]:
    return compiled_pattern(rf"(?<!\p{{L}})(?:{'|'.join(map(regex.escape, phrases))})(?!\p{{L}})")


@cache
def _digits() -> regex.Pattern[str]:
    return compiled_pattern(_DIGITS, regex.VERBOSE)


def _spaced(phrase: str) -> str:
    return str(regex.escape(phrase)).replace(r"\ ", r"\s+")


def alternation(phrases: Iterator[str] | list[str] | tuple[str, ...]) -> str:
    """Phrases as a pattern, longest first; none of them a part of a longer word."""
    ordered = sorted(set(phrases), key=lambda one: (-len(one), one))
    # What ends in an apostrophe stands before a word ("moins d'une ligne"), what ends in a mark before anything.
    whole = {True: "", False: r"(?!\p{L})"}
    # What ends alike is put together, for a pattern is made the slower the more it says.
    spaced = [
        rf"(?:{'|'.join(map(_spaced, alike))}){whole[leads]}"
        for leads, alike in groupby((one for one in ordered if not is_unspaced(one)), lambda one: one.endswith("'"))
    ]
    unspaced = [regex.escape(one) for one in ordered if is_unspaced(one)]
    parts = [rf"(?<!\p{{L}})(?:{'|'.join(spaced)})"] if spaced else []
    if unspaced:
        parts.append(f"(?:{'|'.join(unspaced)})")
    return f"(?:{'|'.join(parts)})" if parts else r"(?!)"


@cache
def _share(notation: Notation) -> regex.Pattern[str]:
    of = {"en": "of", "de": "von", "fr": "de|des|sur", "es": "de", "ru": "из", "pl": "z"}.get(notation.lang, "(?!)")
    return compiled_pattern(rf"(?P<some>\d+|(?:{alternation([*notation.numbers])}))\s+(?:{of})\s+(?:the\s+)?(?=\d)")


@cache
def _joined(notation: Notation) -> regex.Pattern[str]:
    return compiled_pattern(alternation(notation.amounts.get("joined", ())))


@cache
def _pattern(notation: Notation) -> regex.Pattern[str]:
    words = notation.amounts
    # Some languages put the bound after the unit (3行以下), where the same word before it says something else (以下3行).
    postposed = words.get("after", ())
    bounds = alternation([w for key in ("at_most", "at_least") for w in words.get(key, ()) if w not in postposed])
    after = "|".join(regex.escape(word) for word in sorted(postposed, key=len, reverse=True))
    about = alternation([word for word in words.get("about", ()) if word not in postposed])
    numbers = sorted(notation.numbers, key=len, reverse=True)
    han_words = "|".join(regex.escape(one) for one in numbers if is_unspaced(one)) or "(?!)"
    number_words = "|".join(regex.escape(one).replace(r"\ ", r"\s+") for one in numbers if not is_unspaced(one))
    unit = _korean_units(notation) if notation.lang == "ko" else alternation(tuple(notation.units))
    # Up to two words may stand between number and unit ("three illegible words"), but nothing that joins two amounts.
    joined = alternation(words.get("joined", ()))
    half = "|".join(
        regex.escape(one).replace(r"\ ", r"\s+") for one in sorted(words.get("half", ()), key=len, reverse=True)
    )
    return compiled_pattern(
        rf"""
        (?:(?P<before>{bounds})\s*)?
        (?:(?P<about>{about})\s*)?
        (?:(?P<number>(?<![\p{{N}}.,/])(?:
              {_DIGITS}
            | {han_words}
            | [〇零一二两兩三四五六七八九十百]+半?
            | (?<!\p{{L}})(?:{number_words or "(?!)"})(?![\p{{L}}\p{{N}}])
           ))
           (?:\s+(?P<more>{half or "(?!)"})(?!\p{{L}}))?
           \s*[-–]?\s*(?:(?!{joined}\s)[^\W\d]{{3,}}\s+){{0,2}}?)?
        (?P<unit>{unit})(?!'s)
        (?P<half>半|\s?(?:{half or "(?!)"})(?!\p{{L}}|\s*{unit}))?
        (?:\s?(?P<after>{after or "(?!)"}))?
        """,
        regex.VERBOSE,
    )


def _korean_units(notation: Notation) -> str:
    return "(?:" + "|".join(regex.escape(one) for one in sorted(notation.units, key=len, reverse=True)) + ")"


@cache
def _known(notation: Notation) -> regex.Pattern[str]:
    words = [*notation.units, *notation.numbers]
    for key in ("at_most", "at_least", "about", "half", "part", "joined", "filler"):
        words.extend(notation.amounts.get(key, ()))
    if notation.lang == "ko":
        return compiled_pattern("|".join(regex.escape(one) for one in sorted(words, key=len, reverse=True)))
    return compiled_pattern(alternation(words))
