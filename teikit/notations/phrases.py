"""Lists of phrases as patterns: longest first, none of them a part of a longer word."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import regex

from teikit.notations.folding import is_unspaced


def alternation(phrases: Iterable[str]) -> str:
    """Phrases as a pattern, longest first; none of them a part of a longer word."""
    ordered = sorted(set(phrases), key=lambda one: (-len(one), one))
    # What ends in an apostrophe stands before a word ("moins d'une ligne"), what ends in a mark before anything.
    whole = {True: "", False: r"(?!\p{L})"}
    # What ends alike is put together, for a pattern is made the slower the more it says.
    spaced = [
        rf"(?:{'|'.join(map(with_spaces, alike))}){whole[leads]}"
        for leads, alike in groupby((one for one in ordered if not is_unspaced(one)), lambda one: one.endswith("'"))
    ]
    parts = [rf"(?<!\p{{L}})(?:{'|'.join(spaced)})"] if spaced else []
    if unspaced := [one for one in ordered if is_unspaced(one)]:
        parts.append(f"(?:{any_of(unspaced)})")
    return f"(?:{'|'.join(parts)})" if parts else r"(?!)"


def any_of(phrases: Iterable[str]) -> str:
    """Phrases as a pattern without a look at what stands beside them; what nothing fits, where there are none."""
    ordered = sorted(set(phrases), key=lambda one: (-len(one), one))
    return "|".join(map(with_spaces, ordered)) or "(?!)"


def with_spaces(phrase: str) -> str:
    """A phrase as a pattern, with any blanks where it has one."""
    return str(regex.escape(phrase)).replace(r"\ ", r"\s+")
