"""Heads of telegrams, typed as posts and years did."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from teikit.dialects import Trace, recognise
from teikit.source import SourceText

CASES = tomllib.loads(Path(__file__).with_name("telegram-heads.toml").read_text("utf-8"))["case"]
_FRAME = "UNCLASSIFIED\n\nPAGE 01  NORTHP  00123  121212Z\n{}\n\n1. THE BOARD MET.\n\n2. IT WILL MEET AGAIN.\nHARKER\n\nNNN\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_facts_of_a_head(case: dict[str, Any]) -> None:
    source = SourceText("head.txt", _FRAME.format(case["head"]))
    dialect = recognise(source).dialect
    assert dialect.name == "telegram"
    cable = dialect.read(source, Trace())
    sent, received, *_ = cable.header.correspondence
    assert [fact.text for fact in sent.organisations] == case["from"]
    assert [fact.text for fact in received.organisations] == case["to"]
    assert [fact.when for fact in sent.dates] == [case["date"]]
    assert [fact.text for fact in cable.header.numbers] == [case["number"]]
    assert cable.header.title
    assert cable.header.title.text == "THE NORTH MOLE"
    assert cable.header.tags
    assert [fact.text for fact in cable.header.references] == ([case["reference"]] if "reference" in case else [])
