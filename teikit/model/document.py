"""A cable as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from teikit.findings import Finding
from teikit.model.blocks import Division
from teikit.model.header import Header
from teikit.source import SourceText, Span


@dataclass(frozen=True, slots=True)
class Dropped:
    """A piece of the source that is neither text nor fact, and why."""

    span: Span
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cable:
    """One transcript, read.

    Attributes:
        id: What `TEI/@xml:id` will be.
        source: The transcript.
        dialect: The name of the dialect that read it.
        header: What is known about it.
        divisions: Its texts, in the order of the source.
        before: The words around the text that precede it (a landing page's), kept letter for letter in the header.
        after: Those that follow it.
        dropped: What of the source is neither text nor fact.
        findings: What the reader and the enrichments doubt.
    """

    id: str
    source: SourceText
    dialect: str
    header: Header
    divisions: tuple[Division, ...]
    before: Span | None = None
    after: Span | None = None
    dropped: tuple[Dropped, ...] = ()
    findings: tuple[Finding, ...] = ()
