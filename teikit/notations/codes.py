"""Exemption codes of United States releases: why a passage is withheld.

FOIA, 5 U.S.C. 552(b)(1)–(9); the classification orders' sections 1.3 (E.O. 12356), 1.5 (12958), 1.4 (12958 as amended, 13526)
and their exemptions from automatic declassification, 3.4(b) (12958) and 3.3(b) (13526); the JFK Act's sections 5 and 6; the Privacy
Act's (j) and (k); the laws that (b)(3) stands on, such as 50 U.S.C. 403g.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import regex

from teikit.patterns import lazy_pattern

_ORDER = r"(?i:E\.?\s?O\.?|Executive\s+Order)\s*(?P<order>\d{5})\s*,?\s*(?:as\s+amended,?\s*)?(?:,?\s*(?i:sections?|sec\.?|§)\s*)?"
_SECTION = r"(?i:§+|sections?\b|secs?\b\.?)?\s*"
_CODE = lazy_pattern(
    rf"""
    (?:{_ORDER})?
    (?:
        (?P<foia>(?:5\s?U\.?\s?S\.?\s?C\.?\s*{_SECTION}552\s?)?(?i:FOIA\s*|Exemption\s*)?\(?[bB]\)?\s?\((?P<number>[1-9])\)(?:\s?\((?P<part>[A-Fa-f])\))?)
      | (?P<b>(?<![\p{{L}}\p{{N}}-])(?:FOIA\s*)[bB]\s?(?P<bare>[1-9])(?!\p{{N}}))
      | (?P<section>(?<![\p{{N}}.(])(?:1\.[3-5]|3\.[345]|6\.2))\s?\((?P<letter>[a-hA-H])\)(?:\s?\((?P<item>\d{{1,2}})\))?
      | (?P<years>(?<![\p{{L}}\p{{N}}])(?:25[xX][1-9](?:-(?:HUM|WMD|hum|wmd))?|50[xX][12]-(?:HUM|WMD|hum|wmd)))(?![\p{{L}}\p{{N}}])
      | (?P<jfk>JFK\s+Act\s+(?:sec(?:tion|\.)\s*)?)(?P<act>[56])\s?\(?(?P<paragraph>[a-gA-G1-5])\)?(?:\s?\((?P<sub>[\da-dA-D])\))?
      | (?P<privacy>(?<![\p{{L}}\p{{N}}])(?i:PA|Privacy\s+Act)\s*)\(?(?P<clause>[b-kB-K])\)?\s?\((?P<point>\d)\)
    )
    """,
    regex.VERBOSE,
)
# Without one of these, nothing in a text fits `_CODE`, which takes long to find that out: one for each of its alternatives.
_MAY_BE_CODE = re.compile(r"[bB]\)?\s?\([1-9]\)|FOIA|[136]\.[2-5]\s?\(|(?:25|50)[xX]|JFK|[b-kB-K]\)?\s?\(\d\)")
# What stands for a reason only inside a marker: elsewhere "B1" is a vitamin, and a law is cited.
_BARE = lazy_pattern(r"(?<![\p{L}\p{N}.(/-])[bB](?P<number>[1-9])(?P<part>[A-Fa-f])?(?![\p{L}\p{N}])")
_STATUTE = lazy_pattern(
    rf"(?<![\p{{N}}.])(?!5\s?U\.?\s?S\.?\s?C\.?\s*{_SECTION}552\s?\()(?P<volume>\d{{1,2}})\s?U\.?\s?S\.?\s?C\.?\s*{_SECTION}(?P<number>\d{{1,4}}(?:-\d)?[a-z]?(?!\p{{L}}))(?P<parts>(?:\s?\([\p{{L}}\p{{N}}]{{1,2}}\))*)"
)
_BARE_ORDER = lazy_pattern(r"(?:\bE\.?\s?O\.?|Executive\s+Order)\s*\d{5}\b", regex.IGNORECASE)
# More of what was just named: "1.4(b) and (d)", "1.4(a)–(d)", "3.3(b)(1), (6)", "(b)(1), (3)".
_MORE = lazy_pattern(
    r"\s*(?P<joint>,|;|and|or|&|/|[-–]|to|through)\s*\((?:(?P<letter>[a-hA-H])|(?P<number>\d{1,2}))\)(?!\s?\()"
)
_MORE_PRIVACY = lazy_pattern(r"\s*(?:,|;|and|or|&|/)\s*\((?P<clause>[b-kB-K])\)\s?\((?P<point>\d)\)")
# The key to the codes that a library puts under its withdrawal sheets ("b(4) Release would disclose …") withholds nothing.
_NOT_AFTER = lazy_pattern(
    r"[\])}j]*\s*(?:of\s+(?:the|this)\b|[:=–—-]?\s*(?:release\s+would|national\s+security|(?:is|are|was|were|shall|provides|applies)\b))",
    regex.IGNORECASE,
)
_FOIA_NUMBERS = tuple("123456789")
_BEFORE_LAW = lazy_pattern(r"\s*[:,;]?\s*(?:and\s+)?")
_BETWEEN = lazy_pattern(r"\s*(?:[,;/&+]|and\b)?\s*")
# Paragraphs of laws look the same, and cables tell their own classification's reason the same way.
_NOT_BEFORE = lazy_pattern(
    r"(?:\b(?:section|sections|sec\.|paragraph|para|paras|paragraphs|subsection|article|art\.|clause|rule|§+|title|annex|chapter|part|item|figure|table|U\.S\.C\.|USC)\s*[\p{N}.()\-–a-z]*\s*"
    r"|\b(?:reasons?|decl|declassify|classified\s+by|derived\s+from|declas)\b[^\n]{0,120})\Z",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Code:
    """A code where it stands, with the keys it means and the order it names or takes over from the one before it."""

    start: int
    end: int
    keys: tuple[str, ...]
    order: str = ""


def exemptions(text: str, *, marker: bool = False) -> tuple[str, ...]:
    """The keys of the exemption codes in a text, in order, each once: `foia-b1`, `eo13526-1.4c`, `eo-1.4c`.

    Args:
        text: The text.
        marker: Whether it is known to tell of something withheld, so that "b6" and "50 U.S.C. 403g" are reasons too.
    """
    return tuple(dict.fromkeys(key for code in _codes(text, marker=marker) for key in code.keys))


def without_codes(text: str) -> str:
    """A text with its exemption codes, and the orders they are of, blanked out."""
    return str(_BARE_ORDER.sub(" ", _blanked(text)))


def is_only_codes(text: str, *, marker: bool = False) -> bool:
    """Whether a text is exemption codes and nothing else.

    Args:
        text: The text.
        marker: Whether it stands in square brackets, so that "b6" is one.
    """
    rest = _blanked(text, marker=marker)
    if rest == text:
        return False
    rest = regex.sub(
        r"\b(?:and|or|FOIA|E\.?O\.?|exemptions?|sections?|secs?|25\s?yrs?|per|under|\d{5})\b",
        " ",
        rest,
        flags=regex.IGNORECASE,
    )
    return regex.search(r"[\p{L}\p{N}]", rest) is None


def standing_codes(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """Codes that stand in a text on their own, neighbours together: start, end, keys."""
    if _MAY_BE_CODE.search(text) is None:
        return []
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for match in _CODE.finditer(text):
        if found and match.start() < found[-1][1]:
            continue
        start, code = match.start(), _read(match, text)
        end, keys = code.end, code.keys
        if found and _BETWEEN.fullmatch(text, found[-1][1], start):
            before = found.pop()
            found.append((before[0], end, tuple(dict.fromkeys((*before[2], *keys)))))
            continue
        if start and (text[start - 1].isalnum() or text[start - 1] in ")/-"):
            continue
        told_in_prose = (match["foia"] or "x")[0] in "bB" or match["privacy"]
        if (not match["years"] and _NOT_AFTER.match(text, end)) or (told_in_prose and not _alone(text, start, end)):
            continue
        if _NOT_BEFORE.search(text, max(0, text.rfind("\n", 0, start) + 1, start - 160), start):
            continue
        found.append((start, end, keys))
    return [_with_statutes(text, *one) for one in found]


def _with_statutes(text: str, start: int, end: int, keys: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
    """A code with the laws that are named behind it: "(b)(3) 50 U.S.C. 403g"."""
    while (law := _STATUTE.match(text, _BEFORE_LAW.match(text, end).end())) is not None:
        end, keys = law.end(), (*keys, _statute_key(law))
    return start, end, keys


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a code has its line to itself, but for other codes."""
    line_end = text.find("\n", end)
    return is_only_codes(text[text.rfind("\n", 0, start) + 1 : line_end if line_end >= 0 else len(text)][:200])


def _codes(text: str, *, marker: bool) -> list[_Code]:
    """The codes of a text in order; a section without its order takes it over from the one before."""
    found = (
        [_Code(match.start(), match.end(), (_statute_key(match),)) for match in _STATUTE.finditer(text)]
        if marker
        else []
    )
    found += (_read(match, text) for match in _CODE.finditer(text))
    if marker:
        found += (_Code(match.start(), match.end(), (_foia(match),)) for match in _BARE.finditer(text))
    found.sort(key=lambda code: (code.start, -code.end))
    kept: list[_Code] = []
    for code in found:
        if kept and code.start < kept[-1].end:
            continue
        if kept and kept[-1].order and not code.order and _BETWEEN.fullmatch(text, kept[-1].end, code.start):
            order = kept[-1].order
            keys = tuple(key.replace("eo-", f"eo{order}-", 1) if key.startswith("eo-") else key for key in code.keys)
            code = replace(code, keys=keys, order=order)  # noqa: PLW2901
        kept.append(code)
    return kept


def _blanked(text: str, *, marker: bool = False) -> str:
    parts: list[str] = []
    at = 0
    laws = [] if marker else [_Code(match.start(), match.end(), ()) for match in _STATUTE.finditer(text)]
    for code in sorted((*_codes(text, marker=marker), *laws), key=lambda code: code.start):
        if code.start >= at:
            parts += (text[at : code.start], " ")
            at = code.end
    return "".join((*parts, text[at:]))


def _read(match: regex.Match[str], text: str) -> _Code:
    start, end = match.span()
    order = match["order"] or ""
    if match["foia"] or match["b"]:
        keys, end = _foia_keys(match, text)
        return _Code(start, end, tuple(keys))
    if match["jfk"]:
        return _Code(start, end, (f"jfk-{match['act']}{match['paragraph'].lower()}{(match['sub'] or '').lower()}",))
    if match["privacy"]:
        keys = [f"pa-{match['clause'].lower()}{match['point']}"]
        while (more := _MORE_PRIVACY.match(text, end)) is not None:
            keys.append(f"pa-{more['clause'].lower()}{more['point']}")
            end = more.end()
        return _Code(start, end, tuple(keys))
    if match["years"]:
        return _Code(start, end, (f"eo{order}-{match['years'].lower()}",), order)
    keys, end = _section_keys(match, text)
    return _Code(start, end, tuple(keys), order)


def _foia_keys(match: regex.Match[str], text: str) -> tuple[list[str], int]:
    keys, end = [_foia(match) if match["foia"] else f"foia-b{match['bare']}"], match.end()
    while (more := _MORE.match(text, end)) is not None and more["number"] in _FOIA_NUMBERS and match["foia"]:
        keys.append(f"foia-b{more['number']}")
        end = more.end()
    return keys, end


def _section_keys(match: regex.Match[str], text: str) -> tuple[list[str], int]:
    """The section's letters or items, one by one: "1.4(a)–(d)" are four."""
    stem = f"eo{match['order'] or ''}-{match['section']}"
    letter, item, end = match["letter"].lower(), match["item"], match.end()
    keys = [f"{stem}{letter}{item or ''}"]
    while (more := _MORE.match(text, end)) is not None and (more["letter"] is None) == (item is not None):
        reached = more["joint"] in ("-", "–", "to", "through")
        if item is not None:
            first, last = int(item), int(more["number"])
            keys += (f"{stem}{letter}{n}" for n in (range(first + 1, last + 1) if reached else (last,)))
            item = more["number"]
        else:
            first, last = ord(letter), ord(more["letter"].lower())
            keys += (f"{stem}{chr(n)}" for n in (range(first + 1, last + 1) if reached else (last,)))
            letter = more["letter"].lower()
        end = more.end()
    return keys, end


def _foia(match: regex.Match[str]) -> str:
    return f"foia-b{match['number']}{(match['part'] or '').lower()}"


def _statute_key(match: regex.Match[str]) -> str:
    parts = "".join(regex.findall(r"[\p{L}\p{N}]+", match["parts"])).lower()
    return f"usc{match['volume']}-{match['number']}{parts and '.' + parts}"
