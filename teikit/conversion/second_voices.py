"""A second voice inside a paragraph: the label of somebody who speaks elsewhere, behind the end of a sentence.

`How much? Dr. Harker: Much less.` may be two voices that an edition ran together, or a speech that quotes another; an editor decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from teikit.enrichment.walk import blocks_of
from teikit.findings import Finding, Severity
from teikit.model import Cable, Speech

#: Who speaks less often is not looked for; a label of one letter may be a point's.
_TIMES, _LETTERS = 3, 3
_BEHIND = r"(?<=[.?!…”\"’)\]])(?<!(?<!\p{L})(?:Mr|Mrs|Ms|Dr|St|Gen|Amb|Sec|Col)\.)\s+"


def second_voices(cable: Cable) -> Iterator[Finding]:
    """What an editor should look at, in the order of the source."""
    text = cable.source.text
    for division in cable.divisions:
        turns = [block for block in blocks_of(division) if isinstance(block, Speech) and block.speaker]
        labels = Counter(text[turn.speaker[0].span.start : turn.speaker[-1].span.end] for turn in turns)
        names = sorted(
            one for one, times in labels.items() if times >= _TIMES and len(one) > _LETTERS and one[-1] == ":"
        )
        if not names:
            continue
        inside = regex.compile(rf"{_BEHIND}(?P<label>{'|'.join(map(regex.escape, names))})\s+(?=[\p{{Lu}}“\"\[(…])")
        for turn in turns:
            for found in inside.finditer(text, turn.speaker[-1].span.end, turn.span.end):
                yield Finding(
                    "TK909",
                    Severity.INFORMATION,
                    cable.source.location(found.start("label")),
                    f"“{found['label']}” stands inside a paragraph, and bears turns elsewhere",
                    "If somebody else begins to speak here, part the paragraph in the sidecar.",
                    element="sp",
                )
