"""Page texts of a digital archive: metadata, then the document in one or several languages.

The page gives, set off in bold, a date, a title, "Citation:", a landing page, "Summary:", "Original Language:" and "Contents:"; the
document follows, the original first and its translation after it, or one of them alone. Copied as plain text, a page has each label and
its value on one line, or one right below the other. Its lines are Markdown: `#` heads a stamp as well
as a heading, two blanks at a line end break the line.

Where the page's metadata was left behind, the text of the document alone is read: each paragraph stands on one line, and the hand that
prepared it shows (see `teikit.dialects.page_text`). Its head may have two columns, who wrote it at the left, place and date at the right.
Headings of sections are told by their capitals and numbers; a note such as `[1] BArch, B 136/59748, 297-301.` tells where the original
lies.

In: `**Summary:**` and a paragraph. Out: `abstract/p`. In: `（総理）政権発足後…`. Out: `sp` with `speaker` `（総理）`.
"""

from __future__ import annotations

from teikit.dialects.assembly import assemble
from teikit.dialects.groups import groups
from teikit.dialects.page import page_metadata, part_page
from teikit.dialects.page_text import is_minuted, page_signs
from teikit.dialects.protocol import Declined, Match, Trace
from teikit.model import Cable
from teikit.source import SourceText


class Wilson:
    """The dialect of an archive's page texts."""

    name = "wilson"
    surest = 0.95
    heeds_borders = True

    def sniff(self, source: SourceText) -> Match | Declined:
        """Two of the page's own labels, each alone on its line near the beginning, tell it; without them, an archive's hand in the text."""
        found = page_metadata(part_page(groups(source, source.lines[:400])))
        if len(found.labels) >= 2 and found.own >= 2:
            return Match(0.95, f"the page's own labels: {', '.join(found.labels)}")
        if signs := page_signs(source):
            score = 0.88 if is_minuted(source) else 0.3
            return Match(score, f"a page's text without its metadata: {'; '.join(signs)}")
        return Declined(
            "the page's own labels (Citation, Summary, Original Language, Contents) do not stand at its beginning, "
            "nor does an archive's hand show in paragraphs of one line each"
        )

    def read(self, source: SourceText, trace: Trace) -> Cable:
        """Read the page's metadata and each text."""
        found = part_page(groups(source))
        metadata = page_metadata(found)
        for number in metadata.lines:
            trace.note(number, "the page's metadata")
        return assemble(
            source,
            self.name,
            found[metadata.end :],
            trace,
            metadata=metadata,
            markdown=True,
            sections=not metadata.labels,
        )


DIALECT = Wilson()
