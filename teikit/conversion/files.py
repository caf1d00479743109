"""Many transcripts into a folder: one bad file never stops the others, and no file is ever half written."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from teikit.containers import is_container
from teikit.conversion.images import unpack_images
from teikit.conversion.single import converted, read_file
from teikit.conversion.usage import usage_report
from teikit.conversion.workers import map_in_order
from teikit.errors import TeikitError
from teikit.files import write_whole
from teikit.findings import Finding, Location, Severity

ENDINGS = (".raw.txt", ".txt", ".md", ".markdown")


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    Attributes:
        name: The transcript.
        written: The TEI file; empty where there is none.
        dialect: Which dialect read it.
        findings: What is doubtful.
        failure: Why it could not be converted.
        usage: How every character was used, where that was asked for.
    """

    name: str
    written: str = ""
    dialect: str = ""
    findings: tuple[Finding, ...] = ()
    failure: Finding | None = None
    usage: dict[str, object] | None = None


@dataclass(frozen=True)
class Job:
    """One transcript to convert.

    Attributes:
        name: Its path.
        target: The TEI file.
        dialect: The dialect to read it with.
        encoding: Its character encoding.
        schemas: Where the schemas lie as seen from the TEI file.
        usage: Whether to tell how every character was used.
        settings: The file that declares the project's own dialects, if any.
        images: Whether the page images of an archive are unpacked beside the TEI file.
    """

    name: str
    target: str
    dialect: str = ""
    encoding: str | None = None
    schemas: str = ""
    usage: bool = False
    settings: str = ""
    images: bool = False


def transcripts(paths: Iterable[str]) -> list[str]:
    """The transcripts that paths, folders and patterns name, in a stable order, each once."""
    found: list[str] = []
    for path in paths:
        if path == "-":
            found.append(path)
        elif Path(path).is_dir():
            found += _in_folder(path)
        elif Path(path).exists() or not glob.has_magic(path):
            found.append(path)
        else:
            found += sorted(one for one in glob.glob(path, recursive=True) if Path(one).is_file())  # noqa: PTH207  # absolute patterns too
    return list(dict.fromkeys(found))


def _in_folder(path: str) -> list[str]:
    """Transcripts in a folder and below it. Of a PDF and its plain text, the text is the transcript."""
    inner = [Path(folder) / name for folder, _, names in os.walk(path) for name in names if not name.startswith(".")]
    plain = [one for one in inner if one.name.lower().endswith(ENDINGS)]
    targets = {one.with_name(target_name(one.name)) for one in plain}
    plain += [one for one in inner if one.with_suffix(".xml") not in targets and is_container(one)]
    return sorted(str(one) for one in plain)


def target_name(name: str) -> str:
    """`X.raw.txt`, `X.txt`, `X.md`, `X.docx` and so on become `X.xml`."""
    base = Path(name).name if name != "-" else "stdin"
    for ending in ENDINGS:
        if base.lower().endswith(ending) and len(base) > len(ending):
            return base[: -len(ending)] + ".xml"
    return (Path(base).stem or base) + ".xml"


def convert_one(job: Job, data: bytes | None = None) -> Outcome:
    """Convert one transcript and write its TEI; whatever goes wrong is in the outcome."""
    try:
        if data is None:
            data = _bytes(job.name)
            _spare(job)
        read = read_file(job.name, data, dialect=job.dialect, encoding=job.encoding, settings=job.settings)
        if job.images:
            read = unpack_images(read, data, Path(job.target))
        done = converted(read, job.schemas)
        write_whole(Path(job.target), done.tei)
    except TeikitError as error:
        place = Location(str(error.file or job.name), error.line, error.column)
        return Outcome(job.name, failure=Finding("TK901", Severity.ERROR, place, error.message))
    usage = usage_report(done.cable, done.findings) if job.usage else None
    return Outcome(job.name, job.target, done.recognition.dialect.name, done.findings, usage=usage)


def _spare(job: Job) -> None:
    """Refuse to write a TEI file over the XML that it is made from."""
    source, target = Path(job.name), Path(job.target)
    if target.exists() and target.samefile(source):
        raise TeikitError("its TEI would be written over it; name another folder with -o", file=job.name)


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise TeikitError(
            f"cannot read it: {error.strerror or error}; check the path and its permissions", file=name
        ) from error


def convert_files(jobs: Sequence[Job], workers: int = 1) -> Iterator[Outcome]:
    """Convert transcripts, in their order whatever the number of workers.

    Args:
        jobs: What to convert.
        workers: How many processes; with 1, and for a few files, all is done in this one.
    """
    yield from map_in_order(convert_one, jobs, workers)


def clashes(jobs: Sequence[Job]) -> dict[str, list[str]]:
    """Targets that more than one transcript would write."""
    by_target: dict[str, list[str]] = {}
    for job in jobs:
        by_target.setdefault(job.target, []).append(job.name)
    return {target: names for target, names in by_target.items() if len(names) > 1}
