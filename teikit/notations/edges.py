"""How a remark begins and ends, in the words of a language."""

from __future__ import annotations

import regex

from teikit.notations.folding import is_unspaced


def starts(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether a text begins with one of the phrases as whole words."""
    return beginning(text, phrases) is not None


def beginning(text: str, phrases: tuple[str, ...]) -> str | None:
    """The phrase that a text begins with, as whole words."""
    for one in phrases:
        if text.startswith(one) and (is_unspaced(one) or not text[len(one) : len(one) + 1].isalpha()):
            return one
    return None


def ends(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether a text ends with one of the phrases and has words before it."""
    return any(text.endswith(one) and len(text) > len(one) for one in phrases)


def touches(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether a text begins or ends with one of the phrases as a whole word."""
    return any(
        (text.startswith(one) and not text[len(one) : len(one) + 1].isalpha())
        or (text.endswith(one) and not text[: len(text) - len(one)][-1:].isalpha())
        for one in phrases
        if len(one) > 1
    )


def addresses(words: str, bare: str) -> bool:
    """In "[to Kissinger]" and "[Reads:]" a name or nothing follows, not a phrase of the sentence ("[to the]")."""
    rest = words.split(None, 1)[1] if len(words.split()) > 1 else ""
    return (rest == "" and (words.rstrip().endswith(":") or len(bare) > 3)) or bool(regex.match(r"\p{Lu}", rest))
