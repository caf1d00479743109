"""What the first paragraph of a telegram in an edited document says of the message: its number, its subject, what it refers to.

In: `1721. For Moss from Vane. Subj: Closing of Consulate. Ref: State 259582.` Out: number, subject and reference. A number that the next
paragraph does not go on from is the message's, and none of a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from teikit.dialects.facts import Facts
from teikit.dialects.groups import Group
from teikit.model import Fact
from teikit.patterns import lazy_pattern
from teikit.source import Span

_MESSAGE = lazy_pattern(r"(?:tele|cable|air|radio)gram|\bmessage\b|\bdespatch\b", regex.IGNORECASE)
_NUMBER = lazy_pattern(r"(?P<n>(?:[A-Z]{1,6}[ –-]?)?\d{1,6})\.\s+(?=\S)")
_SUBJECT = lazy_pattern(r"\bSubj(?:ect)?:\s+(?P<words>[^\n]{3,160}?)(?:\.\s+(?=Refs?\b|\p{Lu}|\d)|\.?\s*$)")
_REFERENCE = lazy_pattern(r"\bRefs?:?\s+(?P<words>(?:\(?A[).]\s*)?\p{Lu}[^\n]{2,200}?\d)\.(?=\s|$)")
#: So many paragraphs may open a message.
_OPENING = 3


def message_number(groups: Sequence[Group], title: str) -> Span | None:
    """Where the number of a message stands at the beginning of its text; `None` where the number is a paragraph's."""
    if not groups or _MESSAGE.search(title) is None or (found := _NUMBER.match(groups[0].text)) is None:
        return None
    if found["n"].isdigit():
        after = f"{int(found['n']) + 1}."
        if int(found["n"]) < 2 or any(group.text.startswith(after) for group in groups[1:]):
            return None
    start = groups[0].span.start
    return Span(start, start + found.end("n"))


def read_message_lines(groups: Sequence[Group], title: str, facts: Facts) -> None:
    """Take in what the first paragraphs say of the message itself."""
    if _MESSAGE.search(title) is None:
        return
    for group in groups[:_OPENING]:
        for role, form in (("subject", _SUBJECT), ("reference", _REFERENCE)):
            found = form.search(group.text) if not facts.first(role) else None
            if found is not None:
                start, end = found.span("words")
                words = " ".join(group.text[start:end].split())
                facts.add(role, Fact(words, Span(group.span.start + start, group.span.start + end), "en"))
