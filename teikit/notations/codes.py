"""Exemption codes of United States releases: why a passage is withheld.

FOIA, 5 U.S.C. 552(b)(1)–(9); the classification orders' sections 1.3 (E.O. 12356), 1.5 (12958), 1.4 (12958 as amended, 13526)
and their exemptions from automatic declassification, 3.4(b) (12958) and 3.3(b) (13526); the JFK Act's section 5/6(g).
"""

from __future__ import annotations

import re

import regex

from teikit.patterns import lazy_pattern

_ORDER = r"(?i:E\.?\s?O\.?|Executive\s+Order)\s*(?P<order>\d{5})\s*,?\s*(?:as\s+amended,?\s*)?(?:,?\s*(?i:sections?|sec\.?|§)\s*)?"
_CODE = lazy_pattern(
    rf"""
    (?:{_ORDER})?
    (?:
        (?P<foia>(?i:FOIA\s*|Exemption\s*)?\(?[bB]\)?\s?\((?P<number>[1-9])\)(?:\s?\((?P<part>[A-Fa-f])\))?)
      | (?P<b>(?<![\p{{L}}\p{{N}}-])(?:FOIA\s*)[bB]\s?(?P<bare>[1-9])(?!\p{{N}}))
      | (?P<section>(?<![\p{{N}}.(])(?:1\.[3-5]|3\.[345]|6\.2))\s?\((?P<letter>[a-hA-H])\)(?:\s?\((?P<item>\d{{1,2}})\))?
      | (?P<years>(?<![\p{{L}}\p{{N}}])(?:25[xX][1-9]|50[xX][12]-(?:HUM|WMD|hum|wmd)))(?![\p{{L}}\p{{N}}])
      | (?P<jfk>JFK\s+Act\s+(?:sec(?:tion|\.)\s*)?)(?P<act>[56])\s?\(?(?P<paragraph>[a-gA-G1-5])\)?(?:\s?\((?P<sub>\d)\))?
    )
    """,
    regex.VERBOSE,
)
# Without one of these, nothing in a text fits `_CODE`, which takes long to find that out: one for each of its alternatives.
_MAY_BE_CODE = re.compile(r"[bB]\)?\s?\([1-9]\)|FOIA|[136]\.[2-5]\s?\(|(?:25|50)[xX]|JFK")
_BARE_ORDER = lazy_pattern(r"(?:\bE\.?\s?O\.?|Executive\s+Order)\s*\d{5}\b", regex.IGNORECASE)
# More letters of the section just named: "1.4(b) and (d)", "1.4 (B), (D)".
_MORE = lazy_pattern(r"\s*(?:,|;|and|or|&|/)\s*\((?P<letter>[a-hA-H])\)")
# The key to the codes that a library puts under its withdrawal sheets ("b(4) Release would disclose …") withholds nothing.
_NOT_AFTER = lazy_pattern(
    r"[\])}j]*\s*(?:of\s+(?:the|this)\b|[:=–—-]?\s*(?:release\s+would|national\s+security|(?:is|are|was|were|shall|provides|applies)\b))",
    regex.IGNORECASE,
)
_BETWEEN = lazy_pattern(r"\s*(?:[,;/&+]|and\b)?\s*")
# Paragraphs of laws look the same, and cables tell their own classification's reason the same way.
_NOT_BEFORE = lazy_pattern(
    r"(?:\b(?:section|sections|sec\.|paragraph|para|paras|paragraphs|subsection|article|art\.|clause|rule|§+|title|annex|chapter|part|item|figure|table|U\.S\.C\.|USC)\s*[\p{N}.()\-–a-z]*\s*"
    r"|\b(?:reasons?|decl|declassify|classified\s+by|derived\s+from|declas)\b[^\n]{0,120})\Z",
    regex.IGNORECASE,
)


def exemptions(text: str) -> tuple[str, ...]:
    """The keys of the exemption codes in a text, in order, each once: `foia-b1`, `eo13526-1.4c`, `eo-1.4c`."""
    keys: dict[str, None] = {}
    for match in _CODE.finditer(text):
        keys.update(dict.fromkeys(_keys(match, text)))
    return tuple(keys)


def without_codes(text: str) -> str:
    """A text with its exemption codes, and the orders they are of, blanked out."""
    return str(_BARE_ORDER.sub(" ", _CODE.sub(" ", text)))


def is_only_codes(text: str) -> bool:
    """Whether a text is exemption codes and nothing else."""
    rest = _CODE.sub(" ", text)
    if rest == text:
        return False
    rest = regex.sub(r"\((?:[a-h])\)", " ", rest, flags=regex.IGNORECASE)
    rest = regex.sub(
        r"\b(?:and|or|FOIA|E\.?O\.?|exemptions?|sections?|25\s?yrs?|per|under|\d{5})\b",
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
        start, end = match.span()
        while more := _MORE.match(text, end):
            end = more.end()
        keys = tuple(_keys(match, text))
        if found and _BETWEEN.fullmatch(text, found[-1][1], start):
            before = found.pop()
            found.append((before[0], end, tuple(dict.fromkeys((*before[2], *keys)))))
            continue
        if start and (text[start - 1].isalnum() or text[start - 1] in ")/-"):
            continue
        if (not match["years"] and _NOT_AFTER.match(text, end)) or (
            (match["foia"] or "x")[0] in "bB" and not _alone(text, start, end)
        ):
            continue
        if _NOT_BEFORE.search(text, max(0, text.rfind("\n", 0, start) + 1, start - 160), start):
            continue
        found.append((start, end, keys))
    return found


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a code has its line to itself, but for other codes."""
    line_end = text.find("\n", end)
    return is_only_codes(text[text.rfind("\n", 0, start) + 1 : line_end if line_end >= 0 else len(text)][:200])


def _keys(match: regex.Match[str], text: str) -> list[str]:
    if match["foia"] or match["b"]:
        return [f"foia-b{match['number'] or match['bare']}{(match['part'] or '').lower()}"]
    if match["jfk"]:
        return [f"jfk-{match['act']}{match['paragraph'].lower()}{match['sub'] or ''}"]
    if match["years"]:
        return [f"eo{match['order'] or ''}-{match['years'].lower()}"]
    order = f"eo{match['order']}" if match["order"] else "eo"
    keys = [f"{order}-{match['section']}{match['letter'].lower()}{match['item'] or ''}"]
    end = match.end()
    while more := _MORE.match(text, end):
        keys.append(f"{order}-{match['section']}{more['letter'].lower()}")
        end = more.end()
    return keys
