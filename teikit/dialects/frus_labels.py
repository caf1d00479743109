"""Labelled lines before the text of an edited document: PARTICIPANTS, SUBJECT, MEMORANDUM FOR, PLACE and their kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from teikit.notations import load_notation
from teikit.patterns import lazy_pattern

_SET = lazy_pattern(
    r"(?P<label>"
    r"(?P<participants>(?:list\s+of\s+|other\s+|[\p{L}.]{2,20}\s+)?participa(?:nts?|tion)(?:\s+(?:in|at|for|from)\s[^:\n]{1,40})?"
    r"|(?:also|others?|those|persons|members|substitute\s+members|other\s+persons)?\s*"
    r"(?:present|attending|attendees|attendance|in\s+attendance)(?:\s+(?:at|the|were|for|included)\b[^:\n]{0,60})?"
    r"|(?:the\s+)?(?:following|persons)\s+(?:were\s+)?present|principals|conferees|joining\s+the\s+meeting"
    r"|(?:notes\s+of\s+)?[^:\n]{0,40}\bmeeting\s+with(?:\s+the)?)"
    r"|(?P<subject>(?:general\s+)?subjects?|subj\.?|re|topics?)"
    r"|(?P<to>memorand[au]m\s+(?:for|to)|to|for)"
    r"|(?P<from>from|by)"
    r"|(?P<reference>references?|refs?\.?|reftels?)"
    r"|(?P<through>through|thru|via)"
    r"|(?P<place>place|location|venue)"
    r"|(?P<setting>dates?(?:\s*(?:&|and|/|,)\s*(?:time|place))?(?:\s*,?\s*(?:and|&)\s*place)?|time(?:\s*(?:&|and|/|,)\s*place)?|time\s+and\s+date)"
    r"|(?P<distribution>distribution|copies\s+to|copy\s+to|cc|info)"
    r")(?![\p{L}\d])\s*(?P<colon>:)?[ \t]*(?P<value>\S.*)?$",
    regex.IGNORECASE,
)
_MEMORANDUM_FOR = lazy_pattern(r"MEMORANDUM\s+(?:FOR|TO)\s*:?\s+(?P<value>(?!THE\s+RECORD|RECORD|THE\s+FILES?)\S.*)$")
_SENTENCE = lazy_pattern(r"\p{Ll}{2,}[.!?]$")


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled line.

    Attributes:
        role: What it introduces: `participants`, `subject`, `from`, `to`, `reference`, `through`, `place`, `setting`, `distribution`, or
            any role of the notation.
        end: Where the label ends in the line, colon included.
        value: Where what follows it begins; the line's end where nothing does.
    """

    role: str
    end: int
    value: int


@lru_cache(maxsize=256)
def read_label(line: str) -> Label | None:
    """Read a line as a label with or without what it introduces.

    Without a colon a label must stand alone in its line, in capitals or with one capital at its beginning.
    """
    if memorandum := _MEMORANDUM_FOR.match(line):
        start = memorandum.start("value")
        return Label("to", len(line[:start].rstrip()), start)
    if line[:1] in "[(“":
        return None
    found = _SET.match(line)
    if found is None or (found["value"] and not found["colon"]):
        head, colon, rest = line.partition(":")
        role = load_notation("en").role_of(head) if colon and len(head) <= 40 else None
        value = len(line) - len(rest.lstrip()) if rest.strip() else len(line)
        return Label(role, len(head) + 1, value) if role else None
    value = found.start("value") if found["value"] else len(line)
    end = len(line[: found.end("colon") if found["colon"] else found.end("label")].rstrip())
    role = next(name for name in _ROLES if found[name])
    if not found["colon"]:
        meeting = found["label"].upper().endswith(("MEETING WITH", "MEETING WITH THE"))
        if not (found["label"].isupper() or (role == "participants" and not meeting)):
            return None
    return Label(role, end, value)


_ROLES = (
    "participants",
    "subject",
    "to",
    "from",
    "reference",
    "through",
    "place",
    "setting",
    "distribution",
)


def is_item(line: str) -> bool:
    """Whether a line may be an item under a label: a name, an office, a country; no sentence."""
    return len(line) <= 200 and not (_SENTENCE.search(line) and len(line) > 90)
