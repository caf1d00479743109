"""Memoranda of conversation as typed in the White House and released by presidential libraries, often with the letters of an OCR.

Recognised by `MEMORANDUM OF CONVERSATION` or `MEMORANDUM OF TELEPHONE CONVERSATION` in capitals and the labels of its head in two columns
(`SUBJECT:`, `PARTICIPANTS`, `DATE, TIME`, `AND PLACE:`); letter-spaced words are read as words.

In: `P r e s i d e n t  Tudjman:  Thank you …`. Out: `sp` whose `speaker` keeps the label as it stands and whose `@who` is the same person
as for `President Tudjman:`. In: `Dr. Kissinger; I see.` or a known name whose colon the OCR lost. Out: a turn with `cert="medium"` and a
finding. In: a sentence cut by a page, its stamps and its classification mark, however garbled. Out: one `p` with `pb` and `fw` in it.
In: `SECRET - 2 -` by itself in the text. Out: `pb n="2"` and `fw`, where nothing else tells of pages.
In: `(C)` at a paragraph's end. Out: a `seg` that points to the category. Sheets that the archive put in (withdrawals, markers) are `div` of
type `attachment`.
"""

from __future__ import annotations

from teikit.dialects.memcon_body import read_memcon
from teikit.dialects.memcon_fields import TITLE, head_label
from teikit.dialects.memcon_lines import Typed
from teikit.dialects.protocol import Declined, Match, Trace
from teikit.model import Cable
from teikit.source import SourceText, Span

_REACH = 160


class Memcon:
    """The dialect of typed memoranda of conversation."""

    name = "memcon"
    surest = 0.96

    def sniff(self, source: SourceText) -> Match | Declined:
        """The title in capitals, and labels of the head after it."""
        titled = 0
        roles: set[str] = set()
        for line in source.lines[:_REACH]:
            text = line.text.strip()
            if not titled:
                bare = "".join(text.split())
                titled = line.number if len(bare) < 60 and TITLE.match(bare) else 0
                continue
            indent = len(line.text) - len(line.text.lstrip())
            label = head_label(Typed(line, Span(line.start + indent, line.end), text, indent, "line")) if text else None
            if label and text[0].isupper() and text[1:2].upper() == text[1:2]:
                roles.add(label[0])
        if titled and len(roles) >= 2:
            return Match(0.96, f"a memorandum of conversation, with {', '.join(sorted(roles))}")
        if titled:
            return Declined(
                "it is called a memorandum of conversation, but has no head with SUBJECT, PARTICIPANTS and DATE in capitals"
            )
        return Declined("no line says MEMORANDUM OF CONVERSATION in capitals")

    def read(self, source: SourceText, trace: Trace) -> Cable:
        """Read the memorandum."""
        return read_memcon(source, self.name, trace)


DIALECT = Memcon()
