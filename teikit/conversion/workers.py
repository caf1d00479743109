"""Processes that convert side by side.

A worker that is forked has what its parent had: the modules, the notations of the languages and the compiled patterns of the layouts, which
take longer to get ready than many a transcript takes to convert. Forking is safe only while nothing else runs in the process; where other
threads do, and where systems advise against it, workers start anew.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from teikit.patterns import keep_patterns
from teikit.processes import may_fork

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

#: Starting workers costs more than converting so few files: with a fork, and without.
_FEW, _FEW_ANEW = 8, 40
#: So many tasks go to a worker at once: few enough that none has much left to do when the others are done.
_CHUNK = 8
_CHUNKS = 8
#: New objects before the collector looks for cycles; the nodes of a cable have none.
_YOUNG = 50_000


def spare_collector() -> None:
    """Let the garbage collector pass over what is loaded for good, and look less often at what is new.

    For processes that do nothing but convert.
    """
    gc.freeze()
    gc.set_threshold(_YOUNG, 20, 50)


def map_in_order(function: Callable[[_Task], _Result], tasks: Sequence[_Task], workers: int) -> Iterator[_Result]:
    """The result of each task, in the order of the tasks whatever the number of workers.

    Args:
        function: What to do; a function of a module.
        tasks: What to do it with. The first one is done in this process, so that the others find everything ready.
        workers: How many processes; with 1, and for few tasks, all is done in this one.
    """
    fork = may_fork()
    if workers <= 1 or len(tasks) <= (_FEW if fork else _FEW_ANEW):
        yield from map(function, tasks)
        return
    from concurrent.futures import ProcessPoolExecutor  # one transcript needs neither, and they are slow to load
    from multiprocessing import get_context

    first, rest = tasks[0], tasks[1:]
    yield function(first)
    chunk = max(1, min(_CHUNK, len(rest) // (workers * _CHUNKS)))
    context = get_context("fork" if fork else "spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin) as pool:
        yield from pool.map(function, rest, chunksize=chunk)


def _begin() -> None:
    """What a worker does first; what it compiles is kept when it ends."""
    from multiprocessing.util import Finalize

    spare_collector()
    Finalize(None, keep_patterns, exitpriority=0)
