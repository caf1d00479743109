"""Footnotes at the end of a text, and the marks in it that point to them.

In: `… Your D.933. [3]` and, after the text, `3 Document 110.` (or `[3] …`, `* 3 …` in Markdown). Out: `ref[@type="noteMark"]` and
`note[@type="footnote"]`, linked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from teikit.dialects.attachments import attachment_label
from teikit.dialects.flow import Flow
from teikit.dialects.groups import Group
from teikit.dialects.inline import Reading, read_inlines
from teikit.model import Mark, NoteBlock, Text
from teikit.patterns import lazy_pattern
from teikit.source import Span

_NOTE = lazy_pattern(r"(?P<item>[*-][ \t]+|_(?=\[?\d))?(?P<n>\[\^?\d{1,3}\]:?|\d{1,3})(?=[ \t]+\S)")
_MARK = lazy_pattern(r"\[\^?(\d{1,3})\](?!\w)")
_AROUND = "[]^:"


@dataclass(frozen=True, slots=True)
class Footnote:
    """One note: its number and its groups of lines."""

    n: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The notes of a text.

    Attributes:
        start: The index of the group in which the first begins.
        end: The index of the group behind the last.
        notes: The notes in order.
    """

    start: int
    end: int
    notes: tuple[Footnote, ...]

    def targets(self, prefix: str) -> dict[str, str]:
        """Number → identifier, for `Reading.notes`."""
        return {note.n: f"{prefix}-note{note.n}" for note in self.notes}


def find_footnotes(groups: Sequence[Group], *, to_title: bool = False, lang: str = "") -> Footnotes | None:
    """The notes that close a text, counted from 1 without a hole, and pointed to; `None` where there are none.

    Args:
        groups: The groups of a text; what stands behind the notes (an archive's reference) is left out by the caller.
        to_title: The first may be to a title that stands elsewhere and have no mark in the text.
        lang: The language; where it is given, the notes end before an attachment.
    """
    starts = [
        (index, number)
        for index, group in enumerate(groups)
        if (match := _NOTE.match(group.text)) and (number := int(match["n"].strip(_AROUND)))
    ]
    first = next((index for index, number in reversed(starts) if number == 1), None)
    if first is None:
        return None
    marks = {found for group in groups[:first] for found in _MARK.findall(group.text)}
    last = max(number for index, number in starts if index >= first)
    if "1" not in marks and not (to_title and (last == 1 or "2" in marks)):
        return None
    notes: list[Footnote] = []
    end = len(groups)
    for index, group in enumerate(groups[first:], first):
        if lang and notes and attachment_label(group.lines[0].text, lang):
            end = index
            break
        for part in _parts(group, len(notes)):
            match = _NOTE.match(part.text)
            if match and int(match["n"].strip(_AROUND)) == len(notes) + 1:
                notes.append(Footnote(match["n"].strip(_AROUND), (part,)))
            else:
                notes[-1] = Footnote(notes[-1].n, (*notes[-1].groups, part))
    return Footnotes(first, end, tuple(notes))


def _parts(group: Group, known: int) -> list[Group]:
    """A group cut at the lines that begin the next notes."""
    parts: list[list[Group]] = []
    for line in group.split():
        match = _NOTE.match(line.text)
        if not parts or (match and int(match["n"].strip(_AROUND)) == known + 1):
            parts.append([])
        if match and int(match["n"].strip(_AROUND)) == known + 1:
            known += 1
        parts[-1].append(line)
    return [Group(group.source, tuple(line.lines[0] for line in part)) for part in parts]


def read_footnote(note: Footnote, reading: Reading, prefix: str) -> NoteBlock:
    """A note with what it says."""
    source = note.groups[0].source
    first = note.groups[0].span
    match = _NOTE.match(note.groups[0].text)
    marks: tuple[Mark, ...] = ()
    start = first.start
    if match is not None and match["item"]:
        sign = match["item"].strip()
        what = "emphasis" if sign == "_" else "a list item"
        marks = (Mark(Span(start, start + len(sign)), sign, f"Markdown's mark of {what}"),)
        start += match.end("item")
    span = Span(first.start, note.groups[-1].span.end)
    number: tuple[Text, ...] = ()
    if match is not None:
        number = (Text(Span(start, start + len(match["n"])), match["n"]),)
        start += len(match["n"])
    content = read_inlines(Flow.of(source, (start, span.end)), replace(reading, notes={}))
    return NoteBlock(span, (*marks, *number, *content), "footnote", note.n, id=f"{prefix}-note{note.n}")
