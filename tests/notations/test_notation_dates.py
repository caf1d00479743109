"""Dates: the cases of the table, the gold dates of the reference material, and what no text may do."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teikit.notations import FoundDate, find_dates, read_date
from tests.conftest import shared_path
from tests.notations.test_notation_markers import rows

SETS = ("frus_redacted", "frus_dialogue", "frus_telegram", "frus_narrative", "frus_memo_letter")
ISO = re.compile(r"\d{4}-\d\d(-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?)?")


def told(text: str, found: FoundDate) -> str:
    when = found.when or (f"{found.from_}..{found.to}" if found.from_ else "undated")
    marks = " (relative)" * found.relative + " (supplied)" * found.supplied
    return f"{text[found.start : found.end]} = {when}{marks}"


@pytest.mark.parametrize(("lang", "near", "text", "expected"), rows("dates.tsv"))
def test_dates_are_found_as_the_table_says(lang: str, near: str, text: str, expected: str) -> None:
    text = text.replace("\\n", "\n")
    day = None if near == "-" else date.fromisoformat(near)
    found = [told(text, one) for one in find_dates(text, lang, near=day)]
    assert (" | ".join(found) or "none") == expected.replace("\\n", "\n")


def test_a_dateline_gives_its_first_whole_date() -> None:
    found = read_date("Washington, May 1955 (received June 3, 1955, 5:23 p.m.)")
    assert found is not None
    assert found.when == "1955-06-03T17:23:00"
    assert read_date("Washington.") is None
    undated = read_date("Washington, undated.")
    assert undated is not None
    assert undated.undated
    assert undated.day is None


@pytest.mark.shared
def test_the_gold_dates_of_the_edited_documents_are_found() -> None:
    """Of the dates tagged by the editors nearly all, and of those found in datelines nothing that is no date."""
    cases = tomllib.loads((Path(__file__).parent / "cases" / "disputed.toml").read_text("utf-8"))["date"]
    disputed = {(case["set"], case["document"]) for case in cases}
    gold = days = exact = datelines = right = heads = head_days = 0
    for name in SETS:
        for path in sorted(shared_path("data", name).glob("*.gold.json")):
            facts = json.loads(path.read_text("utf-8"))
            text = path.with_name(path.name.replace(".gold.json", ".raw.txt")).read_bytes().decode("utf-8")
            found = list(find_dates(text))
            for fact in facts["dates"]:
                if not (fact["when"] or (fact["from"] and fact["to"])):
                    continue
                start, end = fact["span"]
                here = [one for one in found if one.start < end and one.end > start]
                want = fact["when"] or (fact["from"], fact["to"])
                gold += 1
                exact += any((one.when or (one.from_, one.to)) == want for one in here)
                days += any(one.day and one.day.isoformat() == (fact["when"] or fact["from"])[:10] for one in here)
            for block in facts["blocks"]:
                if block["kind"] == "dateline":
                    inside = [one for one in found if block["span"][0] <= one.start < block["span"][1]]
                    datelines += len(inside)
                    spans = [fact["span"] for fact in facts["dates"]]
                    right += sum(any(one.start < end and one.end > start for start, end in spans) for one in inside)
            document = str(facts["id"]).replace("/", "_")
            if (name, document) in disputed or not (facts["date"] and facts["date"].get("when") and facts["dateline"]):
                continue
            heads += 1
            one = read_date(facts["dateline"])
            head_days += bool(one and (one.when or one.from_ or "").startswith(facts["date"]["when"][:10]))
    print(f"days {days}/{gold} exact {exact}/{gold} in datelines {right}/{datelines} head {head_days}/{heads}")
    assert days / gold >= 0.995
    assert exact / gold >= 0.925  # the edition tags many days without the time that stands beside them
    assert right / datelines >= 0.995
    assert head_days == heads


@given(
    st.text(
        alphabet=st.sampled_from("0123456789 .,-–/:JanFebMay[]()?年月日時午前後Zп.m мая1er一二三平成昭和"), max_size=80
    ),
    st.sampled_from(["en", "ja", "ru", "de", "hu", "zh", "ko", "fr", "pl", "es"]),
    st.none() | st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31)),
)
def test_whatever_is_typed_gives_valid_dates_in_order(text: str, lang: str, near: date | None) -> None:
    done = 0
    for one in find_dates(text, lang, near=near):
        assert done <= one.start < one.end <= len(text)
        done = one.end
        values = [value for value in (one.when, one.from_, one.to) if value]
        assert values or one.undated
        assert bool(one.from_) == bool(one.to)
        for value in values:
            assert ISO.fullmatch(value), value
            if len(value) >= 10:
                date.fromisoformat(value[:10])
        if one.relative:
            assert near is not None
