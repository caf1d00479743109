"""The list of what is wrong with the gold is itself true: each entry names a document that says what the entry says."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import shared_path

DISPUTED = tomllib.loads((Path(__file__).parent / "disputed.toml").read_text("utf-8"))
ENTRIES = [(kind, entry) for kind, entries in DISPUTED.items() for entry in entries if entry["document"] != "*"]


@pytest.mark.shared
@pytest.mark.parametrize(("kind", "entry"), ENTRIES, ids=lambda one: one if isinstance(one, str) else one["document"])
def test_the_gold_says_what_is_disputed(kind: str, entry: dict[str, str]) -> None:
    folder = shared_path("data", entry["set"])
    gold = json.loads((folder / f"{entry['document']}.gold.json").read_text("utf-8"))
    text = (folder / f"{entry['document']}.raw.txt").read_text("utf-8")
    assert entry["reason"]
    if kind == "turns":
        assert entry["gold"] in {turn["label"] for turn in gold["turns"]}
    elif kind == "turns_missing":
        start = text.index(entry["text"])
        assert all(turn["span"][0] != start for turn in gold["turns"])
    elif kind == "subject":
        assert entry["gold"] in gold["subject"]
    else:
        assert entry["gold"] == gold["date"]
        year, month, day = (int(part) for part in entry["gold"].split("-"))
        assert f"{day} {date(year, month, day):%B %Y}" not in text.splitlines()[0] or " and " in text.splitlines()[0]


def test_every_entry_gives_its_reason() -> None:
    assert all(entry["reason"] and entry["set"] for entries in DISPUTED.values() for entry in entries)
