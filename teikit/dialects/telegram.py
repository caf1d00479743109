"""Telegrams of the Department of State as released from 1973 on: page headings, head, numbered paragraphs, signature.

Recognised by its page headings (`PAGE 01 LA PAZ 00039 032026Z`), by a head with FM, TO and a date-time group, by the labels of the export
form (`PREC:` `CLASS:` `DTG:`), or, where only the body was kept, by capitals throughout and numbered paragraphs.

In: `R 212015Z JAN 74`, `FM AMEMBASSY LA PAZ`, `TO SECSTATE WASHDC 2005`. Out: `dateline` with `date when="1974-01-21T20:15:00Z"`,
`correspAction` of sending and receiving. In: `SUBJECT:` over two lines. Out: one `head`, and the title. In: a sentence cut by the end of a
page, with its classification, heading and release stamp. Out: one `p` with `pb` and `fw` in it. In: `3. (C) OSTRAND SAID …`. Out:
`p n="3"` with the portion mark as a `seg` that points to its category. In: `Message Attributes` and the archive's fields behind the text.
Out: a division of type `attachment`. A head that stands again before a further section is the page's. Nobody speaks in a telegram: labels
are never turns.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import regex

from teikit.dialects.protocol import Declined, Match, Trace
from teikit.dialects.telegram_body import read_telegram
from teikit.dialects.telegram_lines import PAGE_HEADING
from teikit.model import Cable
from teikit.patterns import lazy_pattern
from teikit.source import SourceText

_FM = lazy_pattern(r"^\s*FM\s*:?\s+\p{Lu}", regex.MULTILINE)
_TO = lazy_pattern(r"^\s*TO\s*:?\s+\p{Lu}", regex.MULTILINE)
_GROUP = lazy_pattern(r"^\s*(?:DTG\s*:\s*)?(?:[A-Z]{1,2}\s+){0,4}\d{6}\s?[A-Z]\s+[A-Z]{3}\s*\d\d", regex.MULTILINE)
_LABEL = lazy_pattern(r"^\s*(?P<label>PREC|CLASS|DTG|FM|TO|OSRI|LINE1|SUBJ|SUBJECT|TAGS)\s*:", regex.MULTILINE)
_EXPORTED = lazy_pattern(r"^\s*\*{3} ?Current (?:Classification|Handling Restrictions) ?\*{3}", regex.MULTILINE)
_EXPORT_LINE = lazy_pattern(r"^\s*\*{3}[^\n]*", regex.MULTILINE)
_NUMBERED = lazy_pattern(r"^\s*\d{1,2}\s?\.\s+\p{Lu}", regex.MULTILINE)
_SAMPLE = 6000


class Telegram:
    """The dialect of State Department telegrams."""

    name = "telegram"
    surest = 0.97

    def sniff(self, source: SourceText) -> Match | Declined:
        """Page headings, a telegraphic head, the export form, or a body in capitals."""
        start = source.text[:_SAMPLE]
        headings = sum(1 for line in source.lines[:120] if PAGE_HEADING.match(line.text))
        head = bool(_FM.search(start)) + bool(_TO.search(start)) + bool(_GROUP.search(start))
        if headings and head:
            return Match(0.97, "page headings of a telegram, and its head")
        if head == 3:
            return Match(0.9, "FM, TO and a date-time group")
        labels = {found["label"] for found in _LABEL.finditer(start)}
        if len(labels) >= 3 and labels & {"PREC", "CLASS", "DTG"}:
            return Match(0.93, f"the labels of an exported telegram: {', '.join(sorted(labels))}")
        capitals = _capitals(source.text)
        if capitals > 0.9 and _EXPORTED.search(source.text):
            return Match(0.9, "a telegram's body in capitals, with the export's classification lines")
        if capitals > 0.95 and len(_NUMBERED.findall(source.text)) >= 2:
            return Match(0.5, "capitals throughout and numbered paragraphs, as in the body of a telegram")
        return Declined("no page headings, no head with FM, TO and a date-time group, and no body in capitals")

    def read(self, source: SourceText, trace: Trace) -> Cable:
        """Read the telegram."""
        return read_telegram(source, self.name, trace)


_CAPITAL, _SMALL = lazy_pattern(r"\p{Lu}"), lazy_pattern(r"\p{Ll}")


@lru_cache(maxsize=4)
def _capitals(text: str) -> float:
    """The share of capitals among the letters of the beginning."""
    sample = text[: _SAMPLE // 4]
    letters = Counter(sample)
    if sum(letters[one] for one in letters if one.isupper()) < sum(letters[one] for one in letters if one.islower()):
        return 0.0  # nine of ten texts; the rest is looked at more closely
    sample = _EXPORT_LINE.sub("", text[: 4 * _SAMPLE])
    capitals, small = len(_CAPITAL.findall(sample)), len(_SMALL.findall(sample))
    return capitals / (capitals + small) if capitals + small > 120 else 0.0


DIALECT = Telegram()
