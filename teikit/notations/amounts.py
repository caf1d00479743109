"""How much is missing: amount × unit, in figures and words, in every way that typists have of writing a fraction.

`1½ lines`, `1-1/2 lines`, `7–½ lines`, `4 1/2 lines`, `11/2 lines` (the space lost), `one and a half lines`, `less than 1 line`,
`2–3 lines`, `1 paragraph (29 lines)`, `remainder of paragraph (3 lines)`, `約3行`, `一行半`, `две строки`, `1 minute, 32 seconds`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import regex

from teikit.notations.folding import is_unspaced
from teikit.notations.marker import Level
from teikit.notations.notation import Notation
from teikit.notations.numbers import HALF, decimal, number_source, read_number, read_range
from teikit.notations.phrases import alternation, any_of
from teikit.patterns import compiled_pattern

_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
# What an amount is made of beside units and numbers.
_WORDS = (
    "at_most",
    "at_least",
    "about",
    "half",
    "part",
    "part_after",
    "position",
    "joined",
    "range",
    "of",
    "ordinal",
    "counter",
    "filler",
)


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


def read_amount(text: str, notation: Notation) -> Amount | None:
    """The amount that a folded text speaks of: its first one, with what else it says kept in `extent`.

    Args:
        text: Folded text without brackets and without the verb ("1 paragraph (29 lines)").
        notation: The language.
    """
    whole, text = text, _without_compounds(text, notation)
    amounts = list(_amounts(text, notation))
    if not amounts:
        return None
    # "a bekezdés első sora", 第一段第二行: the first says where the second stands.
    while len(amounts) > 1 and _only_place(notation).fullmatch(text, amounts[0].end, amounts[1].start):
        amounts.pop(0)
    first = amounts[0]
    if len(amounts) > 1 and all(one.unit in _SECONDS and one.quantity for one in amounts):
        total = sum((Fraction(one.quantity or 0) * _SECONDS[one.unit] for one in amounts), Fraction(0))
        return Amount(first.start, amounts[-1].end, "second", decimal(total), extent=whole.strip())
    if (share := _share(notation).search(text, 0, first.end)) is not None and share.end() >= first.start:
        # "4 of 6 pages": the first number is what is missing.
        value, certainty = read_number(share["some"], notation)
        quantity = decimal(value) if value is not None else None
        return Amount(share.start(), first.end, first.unit, quantity, extent=whole.strip(" .,;:"), certainty=certainty)
    extent = first.extent
    if nested := regex.search(r"[(（]([^()（）]*)[)）]?", text, pos=first.end):
        # What stands in parentheses is the same passage, measured again; a letter or number there is only its name.
        for inner in regex.finditer(r"[(（]([^()（）]*)", text, pos=nested.start()):
            if _pattern(notation).search(inner[1]):
                extent = inner[1].strip()
                break
    if extent is None and len(amounts) > 1:
        between = text[first.end : amounts[1].start]
        if between.strip() in (",", ";", "—", "–") or _joined(notation).search(between):
            extent = whole.strip(" .,;:")
    if _is_part(text, first, notation):
        return Amount(first.start, first.end, first.unit, extent=whole.strip(" .,;:"), precision=first.precision)
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
        unit = notation.units[" ".join(phrase.split())]
        if match["number"] is None:
            if unit in _SECONDS and is_unspaced(phrase):
                # 分 is a minute only where it is counted; in 部分 it is a part.
                continue
            yield _uncounted(match, unit, notation)
        else:
            yield _counted(match, unit, notation)


def _uncounted(match: regex.Match[str], unit: str, notation: Notation) -> Amount:
    """A thing that is named and not counted: "name" is one, "names" are some."""
    quantity = None
    phrase = " ".join(match["unit"].split())
    if phrase in notation.numbers:
        # полстроки: the half of it and the thing in one word.
        quantity = notation.numbers[phrase]
    elif not match["about"] and _is_singular(phrase, notation):
        quantity = "1.5" if match["half"] else "1"
    return Amount(match.start(), match.end(), unit, quantity, precision=_precision(match, notation))


def _counted(match: regex.Match[str], unit: str, notation: Notation) -> Amount:
    start, end, precision = match.start(), match.end(), _precision(match, notation)
    number = match["number"].strip()
    if (ends := read_range(number, match["upto"], notation)) is not None:
        low, high = map(decimal, ends)
        return Amount(start, end, unit, at_least=low, at_most=high, precision=precision)
    value, certainty = read_number(number, notation) if match["upto"] is None else (None, None)
    if value is None:
        return Amount(start, end, unit, extent=match.group().strip(), precision=precision)
    if match["half"] or match["more"]:
        value += Fraction(1, 2)
    fields: dict[str, str | None] = {"quantity": decimal(value)}
    bound = match["before"] or match["after"]
    for name in ("at_most", "at_least"):
        if bound is not None and " ".join(bound.split()) in notation.amounts.get(name, ()):
            fields = {name: decimal(value)}
    return Amount(start, end, unit, **fields, precision=precision, certainty=certainty)


def _precision(match: regex.Match[str], notation: Notation) -> Level | None:
    about = notation.amounts.get("about", ())
    return "low" if match["about"] or match["after"] in about or match["number"] in about else None


def _is_singular(phrase: str, notation: Notation) -> bool:
    """Whether a unit without a number means one of it: "name", but not "names" and not a script without plurals."""
    if is_unspaced(phrase) or notation.lang == "ko":
        return False
    # The first form of a language's list is the singular; its other singulars are not longer forms of a listed one.
    if notation.lang == "en":
        return not phrase.endswith("s") or phrase in ("address",)
    forms = [form for form, unit in notation.units.items() if unit == notation.units[phrase]]
    return phrase == forms[0] or phrase in notation.amounts.get("singular", ())


def _is_part(text: str, amount: Amount, notation: Notation) -> bool:
    """Whether words beside an amount say that only a part of it is meant, of which the size is not told."""
    before, words = text[: amount.start], notation.amounts
    if _whole_words(words.get("part", ())).search(before) or _whole_words(words.get("part_after", ())).search(text):
        return True
    if any(is_unspaced(part) and part in text for part in words.get("part", ())):
        return True
    # "first line" says which; in "last 3 lines" the size is told all the same.
    counted = amount.quantity or amount.at_least or amount.at_most
    named = amount.quantity == "1" and not regex.search(r"\p{N}", text[amount.start : amount.end])
    if counted and not named:
        return False
    before, places = text[: amount.end], words.get("position", ())
    return _whole_words(places).search(before) is not None or any(is_unspaced(one) and one in before for one in places)


@cache
def _only_place(notation: Notation) -> regex.Pattern[str]:
    places = alternation(notation.amounts.get("position", ()))
    return compiled_pattern(rf"(?:\s*{places})+[\p{{N}}〇一二三四五六七八九十\s]*")


@cache
def _whole_words(phrases: tuple[str, ...]) -> regex.Pattern[str]:
    return compiled_pattern(rf"(?<!\p{{L}})(?:{any_of(phrases)})(?!\p{{L}})")


def _without_compounds(text: str, notation: Notation) -> str:
    """A text whose words in scripts without spaces that only look as if they held a unit (全文, 原文, 字迹) are blanked out."""
    return str(_compounds(notation).sub(lambda match: " " * len(match.group()), text))


@cache
def _compounds(notation: Notation) -> regex.Pattern[str]:
    units = [one for one in notation.units if is_unspaced(one) or notation.lang == "ko"]
    fillers = (
        one
        for one in notation.amounts.get("filler", ())
        if one not in notation.units and any(unit in one and len(unit) < len(one) for unit in units)
    )
    return compiled_pattern(any_of(fillers))


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
    about = alternation(w for w in words.get("about", ()) if w not in postposed and w not in notation.numbers)
    number = number_source(notation)
    joined = alternation(words.get("joined", ()))
    half = rf"(?:{any_of(words.get('half', ()))})(?!\p{{L}})"
    # Nothing is looked for beside a unit in Korean, which puts endings to its words.
    unit = f"(?:{any_of(notation.units)})" if notation.lang == "ko" else alternation(notation.units)
    return compiled_pattern(
        rf"""
        (?:(?P<before>{bounds})\s*)?
        (?:(?P<about>{about}|[~≈±])\s*)?
        (?:(?P<number>{number})
           (?:\s+(?P<more>{half}))?
           (?:(?:{_to(notation)})(?P<upto>{number}))?
           (?:\s*(?:{any_of(words.get("counter", ()))}))?
           \s*[-–]?\s*(?:(?:{any_of(words.get("of", ()))})(?:\s+|(?<=')))?
           # Up to two words may stand between number and unit ("three illegible words"), but nothing that joins two amounts.
           (?:(?!{joined}\s)[^\W\d]{{3,}}\s+){{0,2}}?)?
        (?P<unit>{unit})(?!'s)(?(number)|(?!{any_of(words.get("possessive", ()))}))
        (?P<half>半|\s?(?:{half}|{HALF})(?!\s*{unit}))?
        (?:\s?(?P<after>{any_of(postposed)}))?
        """,
        regex.VERBOSE,
    )


def _to(notation: Notation) -> str:
    """What may stand between the two numbers of a range."""
    words = notation.amounts
    ends = words.get("range", ())
    unspaced = any_of(one for one in ends if is_unspaced(one) or notation.lang == "ko")
    # 2至3行, 二、三行: between numbers in figures or characters, without blanks.
    parts = [
        r"\s*[-–—~〜]\s*",
        rf"\s+(?:{alternation(ends)})\s+",
        rf"(?:{unspaced})\s*",
        r"、(?=[\d一二三四五六七八九])",
    ]
    if before := words.get("between"):
        # "between 2 and 3 lines": the word before makes a range of what else were two amounts.
        joined = alternation(words.get("joined", ()))
        parts.append(rf"(?<=(?<!\p{{L}})(?:{any_of(before)})\s(?:.{{1,12}}?))\s+{joined}\s+")
    return "|".join(parts)


@cache
def _known(notation: Notation) -> regex.Pattern[str]:
    words = [*notation.units, *notation.numbers]
    for key in (*_WORDS, "between"):
        words.extend(notation.amounts.get(key, ()))
    return compiled_pattern(any_of(words) if notation.lang == "ko" else alternation(words))
