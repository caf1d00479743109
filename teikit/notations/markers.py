"""Markers in running text: `read_marker` for one bracketed expression, `scan` for a whole text."""

from __future__ import annotations

from collections.abc import Iterator

from teikit.notations.marker import Found, Marker
from teikit.notations.notation import Notation


def read_marker(text: str, lang: str | Notation = "en") -> Marker | None:
    """Read one bracketed expression, its brackets included; `None` where its meaning is not known."""
    raise NotImplementedError


def scan(text: str, lang: str | Notation = "en") -> Iterator[Found]:
    """Find the markers of a text, in order and without overlaps; what is not known stays text."""
    raise NotImplementedError
