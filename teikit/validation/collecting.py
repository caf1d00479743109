"""Garbage collection for programs that check many documents."""

from __future__ import annotations

import gc

_THRESHOLDS = (50_000, 20, 20)


def collect_seldom() -> None:
    """Look for garbage less often: a document is many small objects, none of them garbage before it is done with.

    For a process of teikit's own only; a library leaves the settings of its host alone.
    """
    gc.set_threshold(*_THRESHOLDS)
