"""One transcript into one TEI document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from teikit.config import find_settings
from teikit.containers import read_transcript
from teikit.conversion.second_voices import second_voices
from teikit.corrections import NONE, Corrections, correct, load_sidecar, name_persons, with_borders
from teikit.dialects import Dialect, Recognition, Trace, recognise
from teikit.dialects.given_borders import read_with_borders
from teikit.dialects.profile_settings import load_profiles
from teikit.enrichment import enrich
from teikit.enrichment.walk import blocks_of
from teikit.errors import ConfigError
from teikit.findings import Finding, Severity
from teikit.model import Cable, Speech
from teikit.source import SourceText
from teikit.structure import structured
from teikit.tei import encode

#: More than this in one line is no transcript that a person typed; it is read, but said.
_LONG_LINE = 1_000_000


@dataclass(frozen=True)
class Conversion:
    """What became of one transcript.

    Attributes:
        cable: The cable, enriched.
        tei: The document, UTF-8.
        recognition: Which dialect read it and what the others said.
        trace: What each line was taken for.
        findings: What is doubtful, in the order of the source.
    """

    cable: Cable
    tei: bytes
    recognition: Recognition
    trace: Trace
    findings: tuple[Finding, ...]


def read_cable(
    source: SourceText, dialect: str = "", corrections: Corrections = NONE, own: Sequence[Dialect] = ()
) -> tuple[Cable, Recognition, Trace]:
    """Read a transcript, make an editor's corrections, and enrich what was read.

    Args:
        source: The transcript.
        dialect: The dialect to read it with; it goes before the one that the corrections name.
        corrections: Its sidecar.
        own: The project's own dialects.

    Raises:
        ConfigError: No dialect bears the name.
    """
    source = with_borders(source, corrections)
    running = source.running
    try:
        recognition = recognise(running, dialect or corrections.dialect, own)
    except ConfigError as error:
        if dialect or not corrections.dialect:
            raise
        raise ConfigError(error.message, file=corrections.file, line=corrections.lines.get("dialect")) from error
    trace = Trace()
    read = structured(replace(read_with_borders(recognition.dialect, running, trace), source=source), trace)
    for words in source.page_words:
        number = source.line_at(words.start)
        if running.lines[number - 1].blank:
            trace.note(number, f"{words.kind} of the page")
    cable = correct(read, corrections, trace)
    return name_persons(enrich(cable), corrections), recognition, trace


@dataclass(frozen=True)
class FileRead:
    """What a transcript was read as, with all that lies beside it: its sidecar, and the dialects of its project.

    Attributes:
        source: The transcript.
        cable: What it says, enriched.
        recognition: Which dialect read it and what the others said.
        trace: What each line was taken for.
        corrections: The sidecar that was applied.
    """

    source: SourceText
    cable: Cable
    recognition: Recognition
    trace: Trace
    corrections: Corrections

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is doubtful, in the order of the source."""
        return _findings(self.cable)


def read_file(
    path: Path | str,
    data: bytes | None = None,
    *,
    dialect: str = "",
    encoding: str | None = None,
    settings: str | None = None,
) -> FileRead:
    """Read a transcript, whatever it comes in, as the command line and Python do.

    Args:
        path: The transcript; `-` names standard input, whose bytes come in `data`.
        data: Its bytes, where they are in hand already.
        dialect: The dialect to read it with; it goes before the one that the sidecar names.
        encoding: The encoding of plain text; it goes before the one that the sidecar names.
        settings: The file that declares the project's own dialects, empty for none; by default the nearest one at or above the transcript.

    Raises:
        SourceError: It cannot be read.
        ConfigError: The sidecar or the settings cannot be used, or no dialect bears the name.
    """
    name = str(path)
    corrections = load_sidecar(name)
    if settings is None:
        settings = str(find_settings(Path(name).parent) or "")
    own = load_profiles(settings)
    source = _with_long_lines(read_transcript(name, data, encoding or corrections.encoding))
    return FileRead(source, *read_cable(source, dialect, corrections, own), corrections)


def convert_file(
    path: Path | str,
    data: bytes | None = None,
    *,
    dialect: str = "",
    encoding: str | None = None,
    schemas: str = "",
    settings: str | None = None,
) -> Conversion:
    """Convert a transcript; see `read_file` for what lies beside it, and `convert_bytes` for what comes out."""
    read = read_file(path, data, dialect=dialect, encoding=encoding, settings=settings)
    return converted(read, schemas)


def converted(read: FileRead, schemas: str = "") -> Conversion:
    """The TEI of a transcript that was read; `schemas` is where the schemas lie as seen from it."""
    return _converted(read.cable, read.recognition, read.trace, schemas)


def convert_bytes(
    data: bytes,
    name: str,
    *,
    dialect: str = "",
    encoding: str | None = None,
    schemas: str = "",
    corrections: Corrections = NONE,
    own: Sequence[Dialect] = (),
) -> Conversion:
    """Convert one transcript from its bytes alone; nothing that lies beside it is looked for.

    Args:
        data: Its bytes.
        name: Its path, for messages and for the identifier.
        dialect: The dialect to read it with; by default the one that knows it.
        encoding: Its character encoding; by default worked out.
        schemas: Where the schemas lie as seen from the TEI file.
        corrections: An editor's corrections; dialect and encoding given here go before theirs.
        own: The project's own dialects.

    Raises:
        SourceError: It cannot be read.
        ConfigError: No dialect bears the name.
    """
    source = read_transcript(name, data, encoding or corrections.encoding)
    source = _with_long_lines(source)
    return _converted(*read_cable(source, dialect, corrections, own), schemas)


def _converted(cable: Cable, recognition: Recognition, trace: Trace, schemas: str) -> Conversion:
    return Conversion(cable, encode(cable, schemas), recognition, trace, _findings(cable))


def _findings(cable: Cable) -> tuple[Finding, ...]:
    found = (*cable.findings, *_doubts(cable), *second_voices(cable))
    return tuple(sorted(dict.fromkeys(found), key=Finding.sort_key))


def _with_long_lines(source: SourceText) -> SourceText:
    longest = max(source.lines, key=lambda line: line.end - line.start, default=None)
    if longest is None or longest.end - longest.start < _LONG_LINE:
        return source
    finding = Finding(
        "TK906",
        Severity.WARNING,
        source.location(longest.start),
        f"this line has {longest.end - longest.start:,} characters; it is read as one paragraph",
        "If line ends were lost on the way, get the transcript again.",
    )
    return replace(source, findings=(*source.findings, finding))


def _doubts(cable: Cable) -> list[Finding]:
    """Doubts that the cable itself shows: turns whose speaker is not sure."""
    found = []
    for turn in (block for division in cable.divisions for block in blocks_of(division)):
        if isinstance(turn, Speech) and turn.cert and turn.cert != "high":
            found.append(
                Finding(
                    "TK907",
                    Severity.INFORMATION,
                    cable.source.location(turn.span.start),
                    "this is taken for a turn, though the label stands alone in its form",
                    "If nobody speaks here, say so in the sidecar.",
                    element="sp",
                )
            )
    return found
