"""A transcript read with the borders of languages that an editor set, whatever the dialect.

A dialect that reads texts in several languages heeds the borders itself and says so (`heeds_borders`). Any other reads what stands before
the first border as it always does, in the language that the editor names where a border stands at the very beginning; from the next border
on each text is read as plain paragraphs in its language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from teikit.dialects.assembly import assemble
from teikit.dialects.generic import looks_like_markdown
from teikit.dialects.groups import groups
from teikit.dialects.protocol import Dialect, Trace
from teikit.model import Cable, CorrespAction, Division, Header
from teikit.source import SourceText

T = TypeVar("T")


def read_with_borders(dialect: Dialect, source: SourceText, trace: Trace) -> Cable:
    """Read a transcript.

    Args:
        dialect: The dialect that reads it.
        source: The transcript, with the borders that an editor set.
        trace: What each line was taken for.
    """
    starts = [start for start, _ in source.borders if source.text[:start].strip()]
    if not starts or getattr(dialect, "heeds_borders", False):
        return dialect.read(source, trace)
    kept = tuple(border for border in source.borders if border[0] < starts[0])
    first = dialect.read(replace(source, text=source.text[: starts[0]], borders=kept), trace)
    later = [line for line in source.lines if line.start >= starts[0]]
    found = groups(source, later)
    taken = [division.id for division in first.divisions]
    rest = assemble(source, dialect.name, found, trace, markdown=looks_like_markdown(source), taken=taken)
    return replace(
        first,
        source=source,
        header=_merged(first.header, rest.header),
        divisions=_kinds((*first.divisions, *rest.divisions)),
        findings=tuple(dict.fromkeys((*first.findings, *rest.findings))),
    )


def _kinds(divisions: Sequence[Division]) -> tuple[Division, ...]:
    """The first text is the original, and those in other languages translate it."""
    lang = divisions[0].lang
    if all(division.lang == lang for division in divisions):
        return tuple(divisions)
    return tuple(
        replace(division, kind="original" if division.lang == lang else "translation")
        if division.kind in ("document", "original", "translation")
        else division
        for division in divisions
    )


def _merged(first: Header, second: Header) -> Header:
    """What the first text says, and what the later ones say in their own languages of the same."""
    actions = {action.kind: action for action in reversed(second.correspondence)}
    told = []
    for action in first.correspondence:
        other = actions.pop(action.kind, None)
        told.append(_action(action, other) if other is not None else action)
    title = (second.title,) if first.title and second.title and second.title != first.title else ()
    return replace(
        first,
        title=first.title or second.title,
        titles=_both(first.titles, (*title, *second.titles)),
        responsibilities=_both(first.responsibilities, second.responsibilities),
        languages=_both(first.languages, second.languages),
        dates=first.dates or second.dates,
        numbers=first.numbers or second.numbers,
        classification=_both(first.classification, second.classification),
        precedence=_both(first.precedence, second.precedence),
        handling=_both(first.handling, second.handling),
        subjects=_both(first.subjects, second.subjects),
        provenance=_both(first.provenance, second.provenance),
        participants=_both(first.participants, second.participants),
        correspondence=(*told, *reversed(actions.values())),
        setting=first.setting or second.setting,
        notes=_both(first.notes, second.notes),
    )


def _both(one: tuple[T, ...], other: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _action(one: CorrespAction, other: CorrespAction) -> CorrespAction:
    return replace(
        one,
        persons=_both(one.persons, other.persons),
        organisations=_both(one.organisations, other.organisations),
        places=_both(one.places, other.places),
        dates=one.dates or other.dates,
    )
