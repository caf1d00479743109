"""The labels of a telegram's captions and of the export form, slips of the typist among them."""

from __future__ import annotations

_LABELS = {
    "TAGS": "tags",
    "SUBJECT": "subject",
    "SUBJ": "subject",
    "REF": "reference",
    "REFS": "reference",
    "REFTEL": "reference",
    "REFTELS": "reference",
    "REFERENCE": "reference",
    "REFERENCES": "reference",
}
#: The labels of the export form (`PREC:` `CLASS:` `DTG:`).
EXPORTED = {
    "PREC": "precedence", "PRECEDENCE": "precedence", "CLASS": "classification", "CLASSIFICATION": "classification",
    "DTG": "date", "DATE": "date", "FM": "from", "FROM": "from", "ORIG": "from", "TO": "to", "INFO": "info", "ACTION": "action",
    "LINE": "line", "OSRI": "line", "CHNL": "line", "CHANNEL": "line", "MSGID": "line", "TED": "line", "MRN": "line", "SSN": "line",
    "FOR": "line", "DEPT PASS": "line", "PASS": "line", "EYES ONLY": "line", "CAPTION": "line",
}  # fmt: skip


def slip(word: str) -> str:
    """The role of a label, a slip of the typist allowed (`TAOS`, `USBJ`, `SUBJETC`)."""
    if role := _LABELS.get(word):
        return role
    for known, role in _LABELS.items():
        if len(known) >= 4 and known[0] in word[:2] and abs(len(known) - len(word)) <= 1 and _near(known, word):
            return role
    return ""


def _near(known: str, word: str) -> bool:
    """Whether two words differ by one letter, or by two neighbours that changed places."""
    if sorted(known) == sorted(word):
        return sum(a != b for a, b in zip(known, word, strict=True)) == 2
    short, long = sorted((known, word), key=len)
    if len(short) == len(long):
        return sum(a != b for a, b in zip(short, long, strict=True)) == 1
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
