"""The paragraphs of a typed memorandum of conversation in the making, and the portion marks that end them."""

from __future__ import annotations

from dataclasses import dataclass, field

from teikit.dialects.memcon_lines import Typed
from teikit.dialects.memcon_turns import Label
from teikit.patterns import lazy_pattern

PORTION = lazy_pattern(r"(?<=\s)\((?P<mark>TS|S|C|U|LOU|SBU)\)$")
PORTIONS = {
    "TS": "top-secret",
    "S": "secret",
    "C": "confidential",
    "U": "unclassified",
    "LOU": "official-use-only",
    "SBU": "sensitive-but-unclassified",
}


@dataclass
class Stretch:
    """A paragraph in the making."""

    lines: list[Typed]
    label: Label | None = None
    kind: str = "text"
    between: dict[int, list[Typed]] = field(default_factory=dict)
