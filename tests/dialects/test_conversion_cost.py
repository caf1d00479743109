"""Cost is linear in length, for ordinary text and for text that was made to hurt."""

from __future__ import annotations

import time

import pytest

from teikit.dialects import Trace, recognise
from teikit.source import read_source
from teikit.tei import encode

TITLE = "Memorandum of Conversation\n\nWashington, May 5, 1971.\n\n"
PROSE = "Mr. Vane stated [2 lines not declassified] on May 3, 1971 that the matter [name not declassified] went on. "
TEXTS = {
    "dialogue": (TITLE, "Vane: On May 3 we met.\n\nDr. Harker: Yes, [1 line not declassified] that is so.\n\n"),
    "paragraphs": (TITLE, PROSE * 6 + "\n\n"),
    "one paragraph": (TITLE, PROSE),
    "open brackets": (TITLE, "[a "),
    "label after label": (TITLE, "SUBJECT "),
    "heads": (TITLE, "The Second Part\n\n"),
    "labels alone": ("", "A: b c d.\n\n"),
    "tabs": (TITLE, "a\tb\n"),
    "footnotes": ("Cablegram 8 DOVER, 3 May 1944\n\n", "word [1] word\n\n1 Document.\n\n"),
    "dashes": (TITLE, "RN—Go on.\n\n"),
}


def seconds(text: str) -> float:
    best = 1e9
    for _ in range(2):
        begun = time.process_time()
        source = read_source("long.txt", text.encode("utf-8"))
        encode(recognise(source).dialect.read(source, Trace()))
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_four_times_the_text_costs_about_four_times(name: str) -> None:
    front, piece = TEXTS[name]
    times = max(1, 12_000 // len(piece))
    short = seconds(front + piece * times)
    long = seconds(front + piece * (times * 4))
    assert long < 10 * short + 0.3
