"""Where what is compiled once is kept between runs."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """Where compiled schemas and results are kept (`TEIKIT_CACHE_DIR`, else the user's cache folder)."""
    if chosen := os.environ.get("TEIKIT_CACHE_DIR"):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("teikit", appauthor=False)
