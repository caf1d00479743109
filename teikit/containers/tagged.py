"""What a transcriber tagged in a line of Transkribus' PAGE XML (`@custom`), as the marks that a typist would have set.

`unclear` becomes `[word?]`, `gap` `[3 words illegible]` or `[2 lines redacted]`, `sic` `[sic]`, `supplied` `[word]`, an `abbrev` has its
expansion in brackets behind it, and each letter of a `blackening` becomes ■: it is not to be read, so it is not passed on. Letters that
are struck out stay, for they can be read; they are counted. They and those in another `textStyle` – bold, italic, underlined, raised –
are set off (`set_off`).

Format: the `custom` attribute of Transkribus, `name {property:value; …}` with offsets in UTF-16 code units.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import regex

from teikit.containers.numbers import whole_number
from teikit.containers.set_off import BOLD, ENDS, ITALIC, RAISED, STRUCK, UNDERLINE, begins, own_letters
from teikit.patterns import lazy_pattern

_TAG = lazy_pattern(r"([\w-]+)\s*\{([^{}]*)\}")
_ESCAPED = lazy_pattern(r"\\u([0-9a-fA-F]{4})")
_REDACTED = lazy_pattern(r"redact|withh|black|classif|censor|sanit", regex.IGNORECASE)
_UNITS = {"char": "character", "chars": "character", "characters": "character", "words": "word", "lines": "line", "pages": "page",
          "letter": "character", "letters": "character"}  # fmt: skip


_LOOKS = {"bold": BOLD, "italic": ITALIC, "underlined": UNDERLINE, "strikethrough": STRUCK, "superscript": RAISED}
_CUTS = "-¬=⸗\u2010\u00ad "
_FIRST = -(10**6)


@dataclass
class Counts:
    """What was met in the lines of a document."""

    blackened: int = 0
    struck: int = 0


def tags_of(custom: str) -> list[tuple[str, dict[str, str]]]:
    """The tags of a `custom` attribute in their order, each with its properties."""
    found = []
    for name, body in _TAG.findall(custom):
        pairs = (one.partition(":") for one in body.split(";") if ":" in one)
        found.append((name, {key.strip(): _plain(value.strip()) for key, _, value in pairs}))
    return found


def _plain(value: str) -> str:
    return str(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), value))


def marked(text: str, custom: str, counts: Counts, *, looks: bool = False) -> str:
    """The text of a line with the marks of its tags; what is tagged as blackened is counted and gone.

    Args:
        text: The line.
        custom: Its `custom` attribute.
        counts: Where blackened and struck words are counted.
        looks: Whether words that are set off get the signs that tell of it (`set_off`).
    """
    text = own_letters(text)
    if "{" not in custom:
        return text
    places = _places(text)
    inserted: list[tuple[int, int, str]] = []
    letters = list(text)
    look_of = [0] * len(text)
    for rank, (name, properties) in enumerate(tags_of(custom)):
        start, length = whole_number(properties.get("offset")), whole_number(properties.get("length")) or 0
        if start is None:
            continue
        first, last = _at(places, start), _at(places, start + length)
        if name == "blackening" and first < last:
            counts.blackened += 1
            letters[first:last] = [one if one.isspace() else "■" for one in letters[first:last]]
        elif name == "textStyle":
            counts.struck += properties.get("strikethrough") == "true" and first < last
            look = sum(sign for key, sign in _LOOKS.items() if properties.get(key) == "true")
            look_of[first:last] = [one | look for one in look_of[first:last]]
        elif properties.get("continued") == "true" and name in ("unclear", "supplied"):
            # A stretch over several lines is tagged once a line; each is marked for itself.
            inserted += _brackets(name, first, last, rank)
        else:
            inserted += _marks(name, properties, first, last, rank)
    if looks:
        inserted += _signs(text, look_of)
    for at, _, mark in sorted(inserted, reverse=True):
        letters.insert(at, mark)
    return "".join(letters)


def _signs(text: str, looks: list[int]) -> Iterator[tuple[int, int, str]]:
    """Where the look of the letters changes, the signs of it; they stand before any other mark there."""
    at = 0
    # The hyphen of a word that is cut there, or the sign that stands for it, is the line's.
    end = len(text.rstrip(_CUTS))
    for look, run in groupby(looks[:end]):
        last = at + len(list(run))
        if look and text[at:last].strip():
            begun = at + len(text[at:last]) - len(text[at:last].lstrip())
            ended = last - (len(text[at:last]) - len(text[at:last].rstrip()))
            yield begun, _FIRST + 1, begins(look)
            yield ended, _FIRST, ENDS
        at = last


def _marks(name: str, properties: dict[str, str], first: int, last: int, rank: int) -> list[tuple[int, int, str]]:
    if name in ("unclear", "supplied") and first < last:
        return _brackets(name, first, last, rank)
    if name == "sic" and first < last:
        return [(last, rank, " [sic]")]
    if name == "abbrev" and first < last and properties.get("expansion"):
        return [(last, rank, f" [{_bare(properties['expansion'])}]")]
    if name == "gap":
        return [(first, rank, _gap(properties))]
    return []


def _brackets(name: str, first: int, last: int, rank: int) -> list[tuple[int, int, str]]:
    return [(first, rank, "["), (last, -rank, "?]" if name == "unclear" else "]")] if first < last else []


def _gap(properties: dict[str, str]) -> str:
    verb = "redacted" if _REDACTED.search(properties.get("reason", "")) else "illegible"
    amount = whole_number(properties.get("quantity") or properties.get("extent"))
    unit = properties.get("unit", "").lower()
    unit = _UNITS.get(unit, unit)
    if not amount or unit not in ("character", "word", "line", "page"):
        return f"[{verb}]"
    return f"[{amount} {unit}{'' if amount == 1 else 's'} {verb}]"


def _bare(text: str) -> str:
    """Words that cannot close the bracket they are put in."""
    return " ".join(text.replace("[", "(").replace("]", ")").split())


def _places(text: str) -> list[int]:
    """For each UTF-16 code unit of a text, and its end, the character it belongs to."""
    places: list[int] = []
    for at, one in enumerate(text):
        places += [at] * (2 if ord(one) > 0xFFFF else 1)
    return [*places, len(text)]


def _at(places: list[int], unit: int) -> int:
    return places[min(unit, len(places) - 1)]
