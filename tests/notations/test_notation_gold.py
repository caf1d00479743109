"""Markers held against the gold of the reference material, and cost held against hostile input."""

from __future__ import annotations

import json
import re
import time
import tomllib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teikit.notations import Found, scan
from tests.conftest import shared_path

SCORED_UNITS = ("line", "paragraph", "name", "word", "sentence", "page")
HALVES = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}


DISPUTED = tomllib.loads((Path(__file__).parent / "cases" / "disputed.toml").read_text("utf-8"))


def documents(name: str) -> Iterator[tuple[str, dict[str, object], list[Found]]]:
    for path in sorted(shared_path("data", name).glob("*.raw.txt")):
        text = path.read_bytes().decode("utf-8")
        gold = path.with_name(path.name.replace(".raw.txt", ".gold.json"))
        yield text, json.loads(gold.read_text("utf-8")) if gold.exists() else {}, list(scan(text))


def typed_quantity(marker: str) -> Fraction | None:
    """The first number of a marker by a second, simple way of reading it, for the markers where that is safe."""
    match = re.match(
        r"\[(?:less than )?(?:(\d+)(?:[-–]|\s)?([½¼¾])|(\d+)\s?[-–]\s?1 ?/2|(\d*?)1/2|(\d+)) "
        r"(?:lines?|words?|names?|sentences?|paragraphs?|pages?)\b",
        marker,
    )
    if match is None:
        return None
    if match[1]:
        return int(match[1]) + HALVES[match[2]]
    if match[3]:
        return int(match[3]) + Fraction(1, 2)
    if match[4] is not None:
        return int(match[4] or 0) + Fraction(1, 2)
    return Fraction(match[5])


@pytest.mark.shared
@pytest.mark.parametrize(("name", "floor"), [("frus_redacted", 0.998), ("frus_dialogue", 0.999)])
def test_withheld_passages_are_found_with_unit_and_quantity(name: str, floor: float) -> None:
    both = golds = founds = units = unit_right = quantities = quantity_right = 0
    for _text, gold, found in documents(name):
        redactions = gold["redactions"]
        assert isinstance(redactions, list)
        want = {tuple(one["span"]): one for one in redactions if one.get("class") == "withheld"}
        have = {(one.start, one.end): one.marker for one in found if one.marker.kind == "withheld"}
        golds, founds = golds + len(want), founds + len(have)
        for span in want.keys() & have.keys():
            both += 1
            unit = (want[span].get("unit") or "").rstrip("s")
            if unit in SCORED_UNITS:
                units += 1
                unit_right += have[span].unit == unit
            typed = typed_quantity(want[span]["text"])
            if typed is not None and unit in SCORED_UNITS:
                said = have[span].at_most if want[span].get("less_than") else have[span].quantity
                quantities += 1
                quantity_right += said is not None and Fraction(said) == typed
    score = 2 * both / (golds + founds)
    print(f"{name}: F1 {score:.4f} unit {unit_right}/{units} quantity {quantity_right}/{quantities}")
    assert score >= floor
    assert unit_right / units >= 0.999
    assert quantity_right / quantities >= 0.999


@pytest.mark.shared
@pytest.mark.parametrize("name", ["frus_redacted", "frus_dialogue"])
def test_what_the_gold_does_not_have_is_disputed_with_a_reason(name: str) -> None:
    """Every marker read as withheld against the gold is in the list of its mistakes, and every mistake is still one."""
    disputed = {(case["document"], case["text"]) for case in DISPUTED["withheld"] if case["set"] == name}
    against = set()
    for text, gold, found in documents(name):
        redactions = gold["redactions"]
        assert isinstance(redactions, list)
        want = {tuple(one["span"]) for one in redactions if one.get("class") == "withheld"}
        document = str(gold["id"]).replace("/", "_")
        for one in found:
            if one.marker.kind == "withheld" and (one.start, one.end) not in want:
                against.add((document, text[one.start : one.end]))
    assert against == disputed


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["frus_telegram", "frus_narrative", "frus_memo_letter", "dfat", "aad", "histlab", "clinton_ocr"]
)
def test_nothing_is_called_withheld_where_nothing_is(name: str) -> None:
    withheld = [
        text[one.start : one.end]
        for text, _, found in documents(name)
        for one in found
        if one.marker.kind == "withheld"
    ]
    assert withheld == []


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["frus_redacted", "frus_dialogue", "frus_telegram", "frus_narrative", "frus_memo_letter"]
)
def test_other_brackets_are_what_the_gold_says(name: str) -> None:
    """Omissions, [sic], laughter and doubtful words have their kind; a word supplied is never a redaction."""
    kinds = {
        "omission": {"editorial", "unclear"},
        "sic": {"sic"},
        "stage": {"incident"},
        "unclear": {"unclear", "illegible", "inaudible", "incident"},
        "structure": {"structure"},
    }
    right = total = 0
    for _text, gold, found in documents(name):
        brackets = gold["brackets"]
        assert isinstance(brackets, list)
        have = {(one.start, one.end): one.marker.kind for one in found}
        for bracket in brackets:
            if bracket.get("class") in kinds:
                total += 1
                right += have.get(tuple(bracket["span"])) in kinds[bracket["class"]]
    assert total - right <= max(2, total // 50)


@pytest.mark.shared
def test_editorial_omissions_are_editorial() -> None:
    missed = 0
    for _text, gold, found in documents("dfat"):
        redactions = gold["redactions"]
        assert isinstance(redactions, list)
        have = {(one.start, one.end) for one in found if one.marker.kind == "editorial"}
        missed += sum(tuple(one["span"]) not in have for one in redactions)
    assert missed == 0


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "]" * 100_000,
        "[]" * 50_000,
        "[" * 50_000 + "]" * 50_000,
        "[a " * 30_000 + "]" * 30_000,
        "[(" * 50_000,
        "■ " * 100_000,
        "(b)(1) " * 30_000,
        "[" + " " * 200_000 + "]",
        "[1 1/2 " * 30_000,
        "[1 1/2 lines of sour text not declasified] " * 3_000,
        "x" * 1_000_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_input_costs_little(text: str) -> None:
    """Linear: none of these takes a second on a slow machine; ten are allowed for a busy one."""
    for lang in ("en", "ja"):
        started = time.perf_counter()
        for _ in scan(text, lang):
            pass
        assert time.perf_counter() - started < 10


@given(
    st.text(
        alphabet=st.sampled_from("[]()（）【】<>［］ab1½/ -–—.?*_■XＸlines notdeclassified秘不開示行二\n"), max_size=120
    ),
    st.sampled_from(["en", "ja", "zh", "ko", "ru", "de"]),
)
def test_whatever_is_typed_gives_markers_in_order(text: str, lang: str) -> None:
    done = 0
    for one in scan(text, lang):
        assert done <= one.start < one.end <= len(text)
        done = one.end
        marker = one.marker
        assert marker.unit or not (marker.quantity or marker.at_most or marker.at_least)
        assert not (marker.quantity and marker.at_most)
        for value in (marker.quantity, marker.at_most, marker.at_least):
            assert value is None or Fraction(value) >= 0
        if one.target_start is not None:
            assert one.target_end is not None
            assert 0 <= one.target_start < one.target_end <= one.start
