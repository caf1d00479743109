"""Titles of Australian documents, read back from the names of their files."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teikit.dialects.cablegram_head import read_head_line
from teikit.dialects.cablegram_title import named_title
from teikit.dialects.frus_front_lines import read_address

CASES = tomllib.loads(Path(__file__).with_name("cablegram-titles.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["stem"])
def test_title_is_read_back_from_the_name_of_the_file(case: dict[str, Any]) -> None:
    named = named_title(case["stem"], case.get("text", ""), case.get("day", ""), case.get("unmarked", ()))
    if "title" not in case:
        assert named is None
        return
    assert named is not None
    assert (named.title, named.sender, named.recipient, named.certain) == (
        case["title"],
        case.get("from", ""),
        case.get("to", ""),
        case.get("certain", True),
    )


@given(
    st.lists(
        st.sampled_from(
            ["mr", "a", "s", "to", "of", "u", "k", "no", "12", "1948", "prime", "minister", "d", "harker", "and", "in"]
        ),
        min_size=2,
        max_size=7,
    ),
    st.text(max_size=60),
)
def test_every_word_of_the_name_is_in_the_title(words: list[str], text: str) -> None:
    """Nothing of a name that was not cut is lost but a last number that only counts."""
    named = named_title("vol1_1-x" + "-".join(words), text)
    assert named is not None
    kept = words[:-1] if words[-1].isdigit() else words
    letters = "".join(one for one in named.title.casefold() if one.isalnum())
    at = 0
    for word in "".join(kept)[1:]:
        at = letters.find(word, at)
        assert at >= 0


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("Letter [LONDON], 14 July 194[9]", "1949-07-14"),
        ("Cablegram 283 PARIS, 123 December 1948], 11.10 p.m.", "1948-12-23T23:10:00"),
        ("Wellington, May 19811", "1981-05"),
        ("Wellington, 12 May 19812", "1981-05-12"),
        ("Cablegram 87A LONDON, 13 June 1944", "1944-06-13"),
    ],
)
def test_damaged_dates_of_the_first_line(line: str, when: str) -> None:
    read = read_head_line(line)
    assert read is not None
    assert read.date is not None
    assert read.date.when == when


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("MOST IMMEDIATE FOR THE PRIME MINISTER MOST SECRET HIMSELF ALONE", "THE PRIME MINISTER"),
        ("FOR PRIME MINISTER SECRET", "PRIME MINISTER"),
        ("PERSONAL FOR HARKER ALONE FROM SEWARD TOP SECRET", "HARKER"),
        ("PLANS FOR THE DEFENCE OF AUSTRALIA", None),
        ("SECRET PLANS FOR THE DEFENCE", None),
        ("MOST SECRET", None),
    ],
)
def test_addressee_in_a_line_of_classification(line: str, name: str | None) -> None:
    found = read_address(line)
    assert (line[slice(*found)] if found else None) == name
