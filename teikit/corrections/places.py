"""Where the words of a correction stand in the transcript, and the findings where they do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import regex

from teikit.corrections.sidecar import Corrections, Entry
from teikit.findings import Finding, Location, Severity
from teikit.source import SourceText, Span

_SHOWN = 40
#: So many places are named where words stand more than once.
_NAMED = 5


def pattern_of(words: str) -> str:
    """The regular expression of some words: every run of white space fits every other."""
    return r"\s+".join(regex.escape(word) for word in words.split())


def quoted(words: str) -> str:
    """Words as a message shows them."""
    folded = " ".join(words.split())
    return f"“{folded if len(folded) <= _SHOWN else folded[: _SHOWN - 1] + '…'}”"


@dataclass
class Places:
    """Finds words in a transcript and gathers what to say where that fails.

    Attributes:
        source: The transcript.
        file: The sidecar.
        findings: What does not fit any longer.
    """

    source: SourceText
    file: str
    findings: list[Finding] = field(default_factory=list)

    def all(self, words: str) -> list[Span]:
        """Every place of some words. An ellipsis that the editor set before or after them stands for what was left out."""
        found = self._find(words)
        bare = words.strip().removeprefix("…").removesuffix("…")
        return found or (self._find(bare) if bare.strip() and bare != words.strip() else [])

    def _find(self, words: str) -> list[Span]:
        return [Span(*found.span()) for found in regex.finditer(pattern_of(words), self.source.text)]

    def one(self, entry: Entry, words: str) -> Span | None:
        """The one place of some words; a finding where there is none or more than one."""
        found = self.all(words)
        if len(found) == 1:
            return found[0]
        if found:
            self.ambiguous(entry, words, found)
        else:
            self.missing(entry, words)
        return None

    def missing(self, entry: Entry, words: str) -> None:
        """The words are not there."""
        self._say(
            "TK910",
            entry,
            f"the words {quoted(words)} do not stand in {self.source.name}; the correction is left out",
            "Quote them as they stand there, or take the correction out.",
        )

    def ambiguous(self, entry: Entry, words: str, found: Iterable[Span]) -> None:
        """The words are there more than once."""
        lines = [str(self.source.line_at(place.start)) for place in found]
        named = ", ".join(lines[:_NAMED]) + (" …" if len(lines) > _NAMED else "")
        self._say(
            "TK911",
            entry,
            f"the words {quoted(words)} stand {len(lines)} times in {self.source.name} (lines {named}); "
            "the correction is left out",
            "Quote more of the text around the place that is meant.",
        )

    def impossible(self, entry: Entry, words: str, why: str, hint: str = "") -> None:
        """The words are there, but nothing can be done about them."""
        self._say("TK912", entry, f"the words {quoted(words)} {why}; the correction is left out", hint)

    def misplaced(self, entry: Entry, words: str, why: str) -> None:
        """The words were made what cannot stand there."""
        self._say(
            "TK912",
            entry,
            f"the words {quoted(words)} {why}",
            "Say what the lines around them are as well, or call them a paragraph, a note or a head.",
        )

    def unheeded(self, entry: Entry, dialect: str) -> None:
        """The dialect knows nothing of borders between languages, or not there."""
        self._say(
            "TK913",
            entry,
            f"the dialect {dialect} does not begin a text in {entry['lang']} at {quoted(entry['from'])}",
            'Choose one that reads texts in several languages (dialect = "generic" or "wilson"), or take the border out.',
        )

    def taken(self, entry: Entry, key: str) -> None:
        """A person's identifier is that of something else in the document."""
        self._say(
            "TK914",
            entry,
            f"{key!r} is the identifier of something else in the document; the correction is left out",
            "Give the person another one.",
        )

    def _say(self, rule: str, entry: Entry, message: str, hint: str) -> None:
        self.findings.append(Finding(rule, Severity.WARNING, Location(self.file, entry.line), message, hint))


def with_borders(source: SourceText, corrections: Corrections) -> SourceText:
    """The transcript with the borders of languages that an editor set, for the dialect to heed; what does not fit becomes a finding."""
    places = Places(source, corrections.file)
    borders: dict[int, str] = {}
    for entry in corrections.entries("language"):
        if (place := places.one(entry, entry["from"])) is not None:
            line = source.lines[source.line_at(place.start) - 1]
            borders[line.start] = entry["lang"]
    if not borders and not places.findings:
        return source
    return replace(source, borders=tuple(sorted(borders.items())), findings=(*source.findings, *places.findings))
