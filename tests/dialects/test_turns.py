"""Which labels are speakers, decided over the whole text: cases in `turns.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teikit.dialects.turns import find_turns

CASES = tomllib.loads((Path(__file__).parent / "turns.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_speakers_and_nobody_else(case: dict[str, object]) -> None:
    paragraphs = case["paragraphs"]
    assert isinstance(paragraphs, list)
    turns = find_turns(paragraphs, str(case.get("lang", "en")))
    assert [paragraphs[index][: turn.end].strip() for index, turn in turns.items()] == case["labels"]


PARTS = st.sampled_from(
    [
        "Harker",
        "Dr. Vane",
        "K",
        ":",
        "—",
        ";",
        " ",
        "[",
        "]",
        "(",
        ")",
        "Q.",
        "A.",
        "said",
        "12",
        "[2 lines not declassified]",
        "总理",
        "（",
        "）",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(PARTS, max_size=8).map("".join), max_size=8))
def test_a_turn_lies_in_its_paragraph_and_comes_in_order(paragraphs: list[str]) -> None:
    turns = find_turns(paragraphs, "en")
    assert list(turns) == sorted(turns)
    for index, turn in turns.items():
        assert turn.index == index
        assert 0 < turn.end <= len(paragraphs[index])
        assert turn.name.strip() in paragraphs[index]
