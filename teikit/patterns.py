"""Regular expressions that are compiled when they are first used, and kept for the next run.

The layouts and notations have some hundreds of patterns, of which one transcript needs a few; to compile them all takes longer than to
convert it.
"""

from __future__ import annotations

from typing import Any, AnyStr, cast

import regex

from teikit.pattern_store import compiled_pattern, keep_patterns

__all__ = ["compiled_pattern", "keep_patterns", "lazy_pattern"]

#: What is asked of a pattern; after the first time, the compiled pattern answers without a detour.
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Late:
    """A pattern in waiting. Once one of its attributes is asked for, it has those of the compiled pattern."""

    def __init__(self, text: Any, flags: int):
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # what Python itself asks, to copy or to show it, needs no pattern
            raise AttributeError(name)
        compiled = compiled_pattern(self._text, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy_pattern(text: AnyStr, flags: int = 0) -> regex.Pattern[AnyStr]:
    """A pattern of the module `regex` that is compiled when it is first used.

    For patterns that stand at the top of a module; one with a mistake in it is told at its first use.

    Args:
        text: The regular expression.
        flags: Flags of `regex`.
    """
    return cast("regex.Pattern[AnyStr]", _Late(text, flags))
