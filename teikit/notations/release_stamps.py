"""Release stamps: the line that a reviewer puts on every page of what he releases, with his authority, his mark and the day.

`Approved For Release 2001/03/05 : CIA-RDP79T00975A001700010001-4`, `DECLASSIFIED E.O. 13526, Sec. 3.5`, `Authority NND 959000`,
`By JJ NARA Date 3/14/05`. Such a line is no text of the document, however long it is.
"""

from __future__ import annotations

import regex

from teikit.notations.categories import find_categories
from teikit.patterns import lazy_pattern

#: No stamp's line is longer.
_LONGEST = 160
# What a stamp says beside its phrase: orders and sections, numbers of projects, boxes and cases, who reviewed it and when.
_AUTHORITY = r"""
    \bE\.?\s?O\.?\s*\d{5}(?:\s*,?\s*as\s+amended)?|\bExecutive\s+Order\s+\d{5}
  | \bsec(?:tions?|s?\.)?\s*[\d.]+(?:\s?\([a-z\d]+\))*
  | \bB[1-9]\b(?:\s?\([A-F]\))? | (?<!\d)[13]\.[3-6]\s?\([A-H]\)(?:\s?\(\d\))?(?:\s*,\s*\([A-H]\))*
  | \bauthority\b(?:\s+of\s+the\s+interagency\s+security\s+classification\s+appeals\s+panel)?
  | \bNN[DPW]\s*(?:project\s+(?:number|no\.?)\s*)?[\d.-]+
  | \bNND?\s?PROJECT\s+NUMBER\s+[\d-]+ | \bMR\s+\d\d-\d+ | \bNLC?[A-Z-]{1,5}\s?[\d-]+
  | \bISCAP\b(?:\s*(?:appeal\s+)?(?:no\.?\s*)?\d{2,4}-\d+)?
  | \b(?:CIA|NLC|LOC|NSA|DOS|DIA|NASA)-[A-Z\d-]*\d[A-Z\d-]*
  | \b(?:case|doc(?:ument)?|appeal|mandatory\s+review|box|folder|serial|project)\s*(?:no\.?|number|\#)\s*:?\s*[A-Z]{0,2}-?[\d-]+
  | \bby\b\s*:?\s*[\p{L}./]{1,6}(?=\s*,?\s*(?:NARA|NLS|NLJ|NLK|NLE|NLN|NLF|NLC|date|archivist|$))
  | \b(?:NARA|NLS|NLJ|NLK|NLE|NLN|NLF|NLR|archivist)\b
  | \bPA/HO\b | \b(?:NSC|DOS|OSD|CIA)\s+(?:memo(?:randum)?|ltr\.?|letter|review)\b
  | \b(?:U\.?S\.?\s+)?Department\s+of\s+(?:State|Defense|Energy)\b | \bNational\s+Security\s+Council\b
  | \b(?:E\.?O\.?|dated?|per|under|on|in|part|copy|sanitized|for|guidelines|state|dept\.?|ltr\.?|letter|and|the|of)\b
"""
_REST = lazy_pattern(_AUTHORITY, regex.VERBOSE | regex.IGNORECASE)
_SURE = lazy_pattern(
    r"\bNN[DPW]\s*\d{5,6}\b|\bCIA-RDP\d\d\w+-\d|\bcase\s+no\.?\s*:?\s*[A-Z]-\d{4}-\d+|\bby\b\s*:?\s*[\p{L}./]{1,6}\s*,?\s*(?:NARA|NL[A-Z])\b",
    regex.VERBOSE | regex.IGNORECASE,
)
_DAY = lazy_pattern(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d{2,4}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2},?\s+\d{2,4}",
    regex.IGNORECASE,
)
_WORD = lazy_pattern(r"[\p{L}]{2,}")


def is_release_stamp(text: str) -> bool:
    """Whether a line holds nothing but what a reviewer stamps: a phrase of release or the number of a review, and what goes with it.

    Args:
        text: One line.
    """
    if not 8 <= len(text) <= _LONGEST or not text.strip():
        return False
    released = [one for one in find_categories(text, "en") if one.scheme in ("release", "classification")]
    if not any(one.scheme == "release" for one in released) and _SURE.search(text) is None:
        return False
    rest = list(text)
    for one in released:
        rest[one.start : one.end] = " " * (one.end - one.start)
    return _says_no_more("".join(rest))


def goes_on_stamp(text: str) -> bool:
    """Whether a line under a stamp's goes on with it: by what authority, who reviewed it, when (`E.O. 12958, as amended`).

    Args:
        text: One line.
    """
    return 2 <= len(text) <= _LONGEST and any(one.isalpha() for one in text) and _says_no_more(text)


def _says_no_more(text: str) -> bool:
    return _WORD.search(_REST.sub(" ", _DAY.sub(" ", text))) is None
