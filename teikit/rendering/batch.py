"""Many documents to many formats: found, named, rendered on one core or several, written whole.

One bad document never stops the others: it becomes a failure in the report. A document that kills its worker process is tried
again alone, and then becomes a failure as well.
"""

from __future__ import annotations

import glob
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path

from teikit.errors import RenderError, TeikitError
from teikit.files import write_whole
from teikit.findings import Finding, Location, Report, Severity
from teikit.rendering.formats import Format, suffixes
from teikit.rendering.xslt import renderer

RULE = "rendering"
STANDARD_INPUT = "-"

# Few enough that the pool stays busy to the end, many enough that handing over costs nothing.
_LARGEST_CHUNK = 50


@dataclass(frozen=True, slots=True)
class Document:
    """A document to render.

    Attributes:
        name: What the user called it, for messages.
        stem: Where its results go below the output folder, without a suffix.
        data: Its bytes where they came from standard input; a file is read when its turn comes.
    """

    name: str
    stem: Path
    data: bytes | None = None


@dataclass(slots=True)
class Outcome:
    """What became of one document: the files written and what went wrong."""

    name: str
    written: list[str] = field(default_factory=list)
    failures: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Task:
    document: Document
    targets: tuple[tuple[str, Path], ...]


def failure(name: str, message: str, *, line: int | None = None, column: int | None = None) -> Finding:
    """The finding that a document or a pattern could not be dealt with."""
    return Finding(RULE, Severity.ERROR, Location(name, line, column), message)


def discover(paths: Sequence[str]) -> tuple[list[Document], list[Finding]]:
    """The documents that paths name: files, folders (every `.xml` in them, at any depth) and glob patterns.

    Args:
        paths: As the user gave them; `-` is left to the caller.

    Returns:
        The documents, each once and in the order of the paths, and a failure for each path that names none.
    """
    documents: dict[Path, Document] = {}
    failures: list[Finding] = []
    for given in paths:
        path = Path(given)
        if path.is_dir():
            found = [(each, each.relative_to(path)) for each in sorted(path.rglob("*.xml")) if each.is_file()]
            missing = "the folder holds no .xml file"
        elif path.exists():
            found, missing = [(path, Path(path.name))], ""
        elif glob.has_magic(given):
            matches = sorted(Path(each) for each in glob.glob(given, recursive=True))  # noqa: PTH207  # absolute patterns too
            found = [(each, Path(each.name)) for each in matches if each.is_file()]
            missing = "the pattern matches no file"
        else:
            found, missing = [], "there is no such file or folder"
        for each, below in found:
            documents.setdefault(each, Document(str(each), below.with_name(_stem(below.name))))
        if not found:
            failures.append(failure(given, missing))
    return list(documents.values()), failures


def _stem(name: str) -> str:
    stem = name.removesuffix(".xml")
    return stem.removesuffix(".tei") or stem


def render_documents(
    documents: Sequence[Document], to: Sequence[Format], out: Path, *, jobs: int = 1
) -> Iterator[Outcome]:
    """Render documents into a folder.

    Args:
        documents: The documents.
        to: The formats; `teikit.rendering.formats.suffixes` says how files are named.
        out: The folder; what is below it mirrors the folders that were named.
        jobs: How many processes; 1 works in this one.

    Yields:
        One outcome a document, in the order of the documents.
    """
    tasks, clashes = _plan(documents, to, out)
    done = _in_processes(tasks, jobs) if jobs > 1 and len(tasks) > 1 else map(_work, tasks)
    for document in documents:
        yield clashes[document.name] if document.name in clashes else next(done)


def _plan(documents: Sequence[Document], to: Sequence[Format], out: Path) -> tuple[list[_Task], dict[str, Outcome]]:
    endings = suffixes(to)
    owners: dict[Path, str] = {}
    tasks: list[_Task] = []
    clashes: dict[str, Outcome] = {}
    for document in documents:
        # Not with_suffix: "X.raw" keeps its dot.
        targets = tuple(
            (name, out / document.stem.with_name(document.stem.name + ending)) for name, ending in endings.items()
        )
        taken = next((path for _, path in targets if path in owners), None)
        if taken is not None:
            message = (
                f"{taken} is already the result of {owners[taken]}; give the two different names, or name their folder"
            )
            clashes[document.name] = Outcome(document.name, failures=[failure(document.name, message)])
            continue
        owners.update((path, document.name) for _, path in targets)
        tasks.append(_Task(document, targets))
    return tasks, clashes


def _work(task: _Task) -> Outcome:
    """Render one document to all its formats (runs in a worker too, so results are small)."""
    outcome = Outcome(task.document.name)
    source = Path(task.document.name) if task.document.data is None else task.document.data
    for name, path in task.targets:
        try:
            outcome.written.append(str(write_whole(path, renderer(name).render(source, name=task.document.name))))
        except RenderError as error:
            found = failure(task.document.name, error.message, line=error.line, column=error.column)
            if error.file is not None and str(error.file) != task.document.name:
                found = failure(str(error.file), error.message)
            outcome.failures.append(found)
            if error.line is not None:
                break  # the document is at fault: another format would say the same again
        except TeikitError as error:
            outcome.failures.append(failure(str(error.file or path), error.message))
    return outcome


def _work_all(tasks: list[_Task]) -> list[Outcome]:
    return [_work(task) for task in tasks]


def _in_processes(tasks: list[_Task], jobs: int) -> Iterator[Outcome]:
    """The outcomes in the order of the tasks. Processes are spawned: a forked Saxon shares what it should not."""
    size = max(1, min(_LARGEST_CHUNK, -(-len(tasks) // (jobs * 4))))
    chunks = [tasks[start : start + size] for start in range(0, len(tasks), size)]
    with _pool(min(jobs, len(chunks))) as pool:
        # Work waits in the queue as tasks, not results: outcomes are a few strings each.
        futures = [pool.submit(_work_all, chunk) for chunk in chunks]
        for chunk, future in zip(chunks, futures, strict=True):
            try:
                yield from future.result()
            except BrokenProcessPool:
                yield from map(_alone, chunk)


def _alone(task: _Task) -> Outcome:
    """One document in a process of its own, after a worker died with it or beside it."""
    try:
        with _pool(1) as pool:
            return pool.submit(_work, task).result()
    except BrokenProcessPool:
        message = (
            "the process that rendered it ended without a word; the document may be too large for the memory there is"
        )
        return Outcome(task.document.name, failures=[failure(task.document.name, message)])


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def report_on(outcomes: Sequence[Outcome], failures: Sequence[Finding] = ()) -> Report:
    """The report of a run."""
    report = Report(files=[outcome.name for outcome in outcomes], failures=list(failures))
    for outcome in outcomes:
        report.failures.extend(outcome.failures)
    return report
