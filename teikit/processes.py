"""Whether a process can be copied to make its workers, and how much memory it has.

A worker that is forked has what its parent had: modules, compiled patterns, loaded schemas. Where it cannot be, workers start anew and
load all of that again.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path


def may_fork() -> bool:
    """Whether this process can be copied: on Linux, without other threads, and without saxonche's own runtime."""
    return sys.platform == "linux" and threading.active_count() == 1 and "saxonche" not in sys.modules


def resident() -> int:
    """The memory that this process occupies, in bytes; the most it ever did where the system tells no more; else 0."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return _most()
    import resource

    return pages * resource.getpagesize()


def _most() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
