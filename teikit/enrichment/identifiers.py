"""A stable identifier for every division, paragraph, turn, head and gap: the text's own, the kind, and a running number (`en-p7`)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from teikit.enrichment.walk import map_gaps
from teikit.model import Block, Cable, Division, Gap, Head, Paragraph, Speech
from teikit.model.walk import walk

_OF_UNIT = re.compile(r"(?:-[a-z]+\d+)?")
#: The taxonomies that a header may declare.
_TAXONOMIES = ("classification", "precedence", "handling", "release", "exemptions")


def identify(cable: Cable) -> Cable:
    """Give every unit its identifier."""
    divisions = enumerate(cable.divisions, 1)
    return replace(
        cable, divisions=tuple(_division(one, _prefix(one.id or f"t{n}", cable.id), True) for n, one in divisions)
    )


def _prefix(identifier: str, cable: str) -> str:
    """A division's identifier, with which those in it begin; another one where the file itself is called so (`en.txt`)."""
    return f"{identifier}-text" if _OF_UNIT.fullmatch(cable.removeprefix(identifier)) else identifier


def taken_identifiers(cable: Cable) -> set[str]:
    """What no person may be called: the identifiers of the document, its hands, its units and its taxonomies."""
    hands = (hand.key for hand in cable.header.responsibilities)
    units = (found for node in walk(cable.divisions) if (found := getattr(node, "id", "")))
    return {cable.id, *_TAXONOMIES, *hands, *units}


def _division(division: Division, prefix: str, top: bool) -> Division:
    numbers: Counter[str] = Counter()
    numbered = _blocks(division, prefix, numbers)

    def number_gap(gap: Gap) -> Gap:
        numbers["gap"] += 1
        return replace(gap, id=f"{prefix}-gap{numbers['gap']}")

    found = map_gaps(numbered, number_gap)
    assert isinstance(found, Division)
    return replace(found, id=prefix) if top else found


def _blocks(node: Division, prefix: str, numbers: Counter[str]) -> Division:
    return replace(node, blocks=tuple(_block(block, prefix, numbers) for block in node.blocks))


def _block(block: Block, prefix: str, numbers: Counter[str]) -> Block:
    def name(kind: str) -> str:
        numbers[kind] += 1
        return f"{prefix}-{kind}{numbers[kind]}"

    if isinstance(block, Paragraph):
        return replace(block, id=name("p"))
    if isinstance(block, Head):
        return replace(block, id=name("head"))
    if isinstance(block, Speech):
        identifier = name("sp")
        return replace(block, id=identifier, blocks=tuple(_block(inner, prefix, numbers) for inner in block.blocks))
    if isinstance(block, Division):
        identifier = block.id or name("div")
        return replace(_blocks(block, prefix, numbers), id=identifier)
    return block
