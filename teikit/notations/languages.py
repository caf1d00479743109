"""Which language a text is in, and what languages are called."""

from __future__ import annotations


def guess_language(text: str) -> str | None:
    """The BCP 47 code of the language a text is most likely in; `None` where nothing tells (numbers, too short)."""
    raise NotImplementedError


def language_code(name: str) -> str | None:
    """The BCP 47 code of a language named in any language teikit knows ("Japanese", "日本語", "russisch")."""
    raise NotImplementedError


def language_name(code: str) -> str | None:
    """The English name of a language."""
    raise NotImplementedError
