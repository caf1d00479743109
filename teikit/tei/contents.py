"""What the header tells of the text, gathered from its nodes in one go."""

from __future__ import annotations

from dataclasses import dataclass, field

from teikit.model import Block, Foreign, Gap, Mark, Phrase, Stamp
from teikit.model.walk import walk

_TELLING = frozenset((Mark, Foreign, Gap, Stamp, Phrase))


@dataclass(slots=True)
class Contents:
    """What the nodes of a cable hold that its header names.

    Attributes:
        marks: Letters of the source that are no text, in the order of the source.
        languages: The languages of words that a text takes from another.
        categories: The categories that stamps, phrases and gaps point to.
    """

    marks: list[Mark] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)
    categories: set[str] = field(default_factory=set)


def contents_of(blocks: tuple[Block, ...]) -> Contents:
    """Gather what the header tells of some blocks."""
    found = Contents()
    for node in walk(blocks):
        if node.__class__ not in _TELLING:
            continue
        if isinstance(node, Mark):
            found.marks.append(node)
        elif isinstance(node, Foreign):
            found.languages.add(node.lang)
        elif isinstance(node, Gap):
            found.categories.update(node.exemptions)
        elif isinstance(node, Stamp | Phrase) and node.category:
            found.categories.add(node.category)
    return found
