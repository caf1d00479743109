"""Cost is linear in length, for points and tables that were typed to hurt too."""

from __future__ import annotations

import time

import pytest

from teikit.conversion import convert_bytes

TITLE = "The board met in the town hall on May 5, 1971, and nobody said more of it than the following.\n\n"
TEXTS = {
    "bullets": "- x\n",
    "numbers": "1. x\n2. y\n3. z\n",
    "levels": "1. a\na. b\n(1) c\n(a) d\ni. e\n",
    "first labels": "1. a\nI. b\n(a) c\nA. d\n",
    "columns": "Talbot   312   9,870\n",
    "columns that are none": "a   b\nc   d   e\n",
    "bars": "| a | b |\n",
    "notes": "1 See there.\n2 See here.\n",
    "attachments": "Attachment\n\nTab A\n\nText of it.\n\n",
}


def seconds(text: str) -> float:
    best = 1e9
    for _ in range(2):
        begun = time.process_time()
        convert_bytes(text.encode(), "long.txt")
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_four_times_the_text_costs_about_four_times(name: str) -> None:
    piece = TEXTS[name]
    times = max(1, 8_000 // len(piece))
    short = seconds(TITLE + piece * times)
    long = seconds(TITLE + piece * (times * 4))
    assert long < 10 * short + 0.3


def test_a_line_of_bars_and_one_of_many_markers_take_no_time() -> None:
    begun = time.process_time()
    convert_bytes(("|" * 50_000 + "\n" + "| a | b |\n" * 300).encode(), "bars.txt")
    convert_bytes((TITLE + "word [name not declassified] " * 8_000).encode(), "markers.txt")
    assert time.process_time() - begun < 20
