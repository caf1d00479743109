"""Files checked in several processes. A file whose process dies is tried again alone; the others are checked all the same.

Workers are forked where that is safe: they then have the grammars that the parent loaded, and a processor of their own for
Schematron, which does not survive a fork once it has been used. That processor gives no memory back and has no setting for how
much it may take, so that workers that have grown are let go when they are done with what they were given, and new ones go on.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from teikit.findings import Finding, Location, Severity
from teikit.processes import may_fork, resident
from teikit.validation.checker import Checker
from teikit.validation.collecting import collect_seldom
from teikit.validation.discovery import size_of
from teikit.validation.plan import FileResult, Plan

Named = tuple[str, bool]
"""A file, and whether the user named it."""

Chunk = list[Named]
"""What a worker is given at once."""

_LARGEST_CHUNK = 2_000_000
_GROWN = 240_000_000
_GROWTH = 1.25


def _chunks(files: Sequence[Named], workers: int) -> deque[Chunk]:
    """Tasks of about equal bytes, at most a hundred files each, several for every worker."""
    sizes = [size_of(name) for name, _ in files]
    limit = min(max(sum(sizes) // (workers * 6), 500_000), _LARGEST_CHUNK)
    chunks: deque[Chunk] = deque([[]])
    weight = 0
    for entry, size in zip(files, sizes, strict=True):
        if chunks[-1] and (weight + size > limit or len(chunks[-1]) >= 100):
            chunks.append([])
            weight = 0
        chunks[-1].append(entry)
        weight += size
    return chunks


# ---- in a worker

_worker: Checker | None = None
_note: Path | None = None
_at_first = 0


def _start(plan: Plan, notes: str, ready: Checker | None) -> None:
    global _worker, _note  # noqa: PLW0603  # the one state of a worker process
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the main process's to answer
    _note = Path(notes) / str(os.getpid())
    collect_seldom()
    gc.freeze()  # what was inherited is no garbage, and to look at it would copy it
    _worker = ready or Checker(plan)


def _check(chunk: Chunk) -> tuple[list[FileResult], bool]:
    """The results of a task, and whether this process has grown so much that another should go on."""
    global _at_first  # noqa: PLW0603  # the one state of a worker process
    assert _worker is not None
    assert _note is not None
    # Should this process die, the note says over which files.
    _note.write_bytes(b"\0".join(os.fsencode(name) for name, _ in chunk))
    results = list(_worker.check_all(chunk))
    _note.unlink()
    now = resident()
    _at_first = _at_first or now
    return results, now > max(_GROWN, _GROWTH * _at_first)


# ---- in the main process


@contextlib.contextmanager
def _pool(plan: Plan, workers: int, notes: str, ready: Checker | None = None) -> Iterator[ProcessPoolExecutor]:
    fork = may_fork()
    arguments = (plan, notes, ready if fork else None)
    context = get_context("fork" if fork else "spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=arguments)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)  # whoever stops does not wait for what was not begun


def in_parallel(files: Sequence[Named], plan: Plan, workers: int, checker: Checker) -> Iterator[FileResult]:
    """The results of files, as they come.

    Args:
        files: What to check.
        plan: How.
        workers: In how many processes.
        checker: What this process would check with; forked workers begin with what it has loaded.

    A process that dies breaks the whole pool. The files that were under way then are tried one by one, each alone; what had
    not been begun goes to a new pool.
    """
    left = list(files)
    if may_fork():
        checker.prepare([name for name, _ in left])
    while left:
        with tempfile.TemporaryDirectory(prefix="teikit-") as notes:
            lost: list[Named] = []
            chunks = _chunks(left, workers)
            with _pool(plan, workers, notes, checker) as pool:
                yield from _finished(pool, chunks, workers, lost)
            under_way = {os.fsdecode(name) for note in Path(notes).iterdir() for name in note.read_bytes().split(b"\0")}
        suspects = [entry for entry in lost if entry[0] in under_way] or lost[:1]
        left = [entry for entry in lost if entry not in suspects] + [entry for chunk in chunks for entry in chunk]
        alone = list(_alone(suspects, plan))
        yield from alone
        if not under_way and any(result.failures and result.failures[0].rule == "crash" for result in alone):
            # Processes die before they begin, whatever file they are given.
            yield from (_died(name) for name, _ in left)
            return


def _finished(pool: ProcessPoolExecutor, chunks: deque[Chunk], workers: int, lost: list[Named]) -> Iterator[FileResult]:
    """The results of tasks, until there are no more, or the workers should be replaced: then tasks are left over."""
    waiting: dict[Future[tuple[list[FileResult], bool]], Chunk] = {}
    going_on = True
    while waiting or (chunks and going_on):
        while chunks and going_on and len(waiting) <= workers:
            try:
                waiting[pool.submit(_check, chunks[0])] = chunks[0]
                chunks.popleft()
            except BrokenProcessPool:  # dead before all was handed out
                going_on = False
                if not waiting:
                    lost += chunks.popleft()
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done:
            chunk = waiting.pop(future)
            try:
                results, grown = future.result()
            except BrokenProcessPool:
                lost += chunk
                going_on = False
                continue
            going_on = going_on and not grown
            yield from results


def _alone(suspects: list[Named], plan: Plan) -> Iterator[FileResult]:
    while suspects:
        with tempfile.TemporaryDirectory(prefix="teikit-") as notes, _pool(plan, 1, notes) as pool:
            while suspects:
                entry = suspects.pop(0)
                with contextlib.suppress(BrokenProcessPool):
                    yield from pool.submit(_check, [entry]).result()[0]
                    continue
                yield _died(entry[0])
                break


def _died(name: str) -> FileResult:
    message = "the process that checked this file died, and died again when it had no other file"
    hint = "If the memory was used up, take fewer --jobs or one --layer at a time; else report it."
    return FileResult(name, failures=[Finding("crash", Severity.ERROR, Location(name), message, hint)])
