"""What somebody does while others listen, told between brackets: `[He shows the President a cable.]`, `[Reads the note.]`."""

from __future__ import annotations

from functools import cache

import regex

from teikit.notations.notation import Notation
from teikit.notations.phrases import alternation
from teikit.patterns import compiled_pattern

_DOER = (
    r"(?:(?:(?i:he|she|they|both|all|everyone|everybody)|(?:(?i:the)\s+)?\p{Lu}[\p{L}.’'-]*(?:\s+(?:of\s+(?:the\s+)?)?[\p{L}.’'-]+){0,3}?)"
    r"\s+(?:\p{Ll}+ly\s+|then\s+|also\s+)?)?"
)


def is_act(words: str, notation: Notation) -> bool:
    """Whether some words tell what somebody does: the doer, if he is named, and one of the notation's acts."""
    return bool(notation.verbs.get("incident_acts")) and _act_pattern(notation).match(words) is not None


@cache
def _act_pattern(notation: Notation) -> regex.Pattern[str]:
    acts = alternation(notation.verbs["incident_acts"])
    return compiled_pattern(_DOER + rf"(?i:{acts})")
