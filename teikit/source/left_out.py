"""What of a file is not in its text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Letters of a file that are not in the text taken out of it. They are counted and never quoted: somebody wanted them gone.

    Attributes:
        what: What they are, and so why they are left out ("deleted in tracked changes").
        pieces: How many stretches.
        letters: How many characters, white space aside.
    """

    what: str
    pieces: int
    letters: int
