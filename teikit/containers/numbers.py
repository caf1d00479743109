"""Numbers in files from strangers."""

from __future__ import annotations

_MOST_DIGITS = 9


def whole_number(text: str | None) -> int | None:
    """A whole number from 0; `None` for anything else, and for one that nothing in a document is counted with."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None
