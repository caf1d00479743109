"""Any transcript: paragraphs, marks, labels; nothing is invented.

Read when no other dialect knows the layout. Blank lines divide paragraphs; lines before the first sentence are the opener; a label is a
speaker only where the whole text bears it out; texts in two languages are two divisions.
"""

from __future__ import annotations

from teikit.dialects.assembly import assemble
from teikit.dialects.groups import groups
from teikit.dialects.protocol import Declined, Match, Trace
from teikit.model import Cable
from teikit.source import SourceText


class Generic:
    """The dialect of all that has no other."""

    name = "generic"
    surest = 0.01
    heeds_borders = True

    def sniff(self, source: SourceText) -> Match | Declined:
        """It reads anything, and gives way to any dialect that knows better."""
        return Match(0.01, "any text has paragraphs") if source.text.strip() else Declined("there is no text")

    def read(self, source: SourceText, trace: Trace) -> Cable:
        """Read the texts."""
        return assemble(source, self.name, groups(source), trace, markdown=looks_like_markdown(source))


def looks_like_markdown(source: SourceText) -> bool:
    """Whether headings or emphasis are marked as Markdown does."""
    return (
        any(line.text.startswith(("# ", "## ", "### ")) for line in source.lines[:400]) or source.text.count("**") >= 4
    )


DIALECT = Generic()
