"""Whether a process can be copied to make its workers.

A worker that is forked has what its parent had: modules, compiled patterns, loaded schemas. Where it cannot be, workers start anew and
load all of that again.
"""

from __future__ import annotations

import sys
import threading


def may_fork() -> bool:
    """Whether this process can be copied: on Linux, without other threads, and without saxonche's own runtime."""
    return sys.platform == "linux" and threading.active_count() == 1 and "saxonche" not in sys.modules
