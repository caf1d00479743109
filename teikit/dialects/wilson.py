"""Page texts of a digital archive: metadata, then the document in one or several languages.

The page gives, set off in bold, a date, a title, "Citation:", a landing page, "Summary:", "Original Language:" and "Contents:"; the
document follows, the original first and its translation after it, or one of them alone. Its lines are Markdown: `#` heads a stamp as well
as a heading, two blanks at a line end break the line.

In: `**Summary:**` and a paragraph. Out: `abstract/p`. In: `（総理）政権発足後…`. Out: `sp` with `speaker` `（総理）`.
"""

from __future__ import annotations

from teikit.dialects.assembly import assemble
from teikit.dialects.groups import groups
from teikit.dialects.page import page_metadata
from teikit.dialects.protocol import Declined, Match, Trace
from teikit.model import Cable
from teikit.source import SourceText


class Wilson:
    """The dialect of an archive's page texts."""

    name = "wilson"
    heeds_borders = True

    def sniff(self, source: SourceText) -> Match | Declined:
        """Two of the page's own labels, each alone on its line near the beginning, tell it."""
        found = page_metadata(groups(source, source.lines[:400]))
        if len(found.labels) >= 2:
            return Match(0.95, f"the page's own labels: {', '.join(found.labels)}")
        return Declined(
            "the page's own labels (Citation, Summary, Original Language, Contents) do not stand at its beginning"
        )

    def read(self, source: SourceText, trace: Trace) -> Cable:
        """Read the page's metadata and each text."""
        found = groups(source)
        metadata = page_metadata(found)
        for number in metadata.lines:
            trace.note(number, "the page's metadata")
        return assemble(source, self.name, found[metadata.end :], trace, metadata=metadata, markdown=True)


DIALECT = Wilson()
