"""Telegrams and typed memoranda of conversation against the gold of real ones; what differs is listed with its reason."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from teikit.dialects import Trace, recognise
from teikit.enrichment import enrich
from teikit.source import read_source
from teikit.source.text import letters
from teikit.tei import encode
from tests.conftest import shared_path

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
DISPUTED = tomllib.loads((Path(__file__).parent / "telegram" / "disputed.toml").read_text("utf-8"))
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]


def documents(name: str) -> list[tuple[str, dict[str, Any], etree._Element]]:
    found = []
    for path in sorted(shared_path("data", name).glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        stem = path.name.removesuffix(".gold.json")
        source = read_source(path.with_name(f"{stem}.raw.txt"))
        cable = recognise(source).dialect.read(source, Trace())
        found.append((stem, gold, etree.fromstring(encode(enrich(cable)))))
    return found


@pytest.fixture(scope="module")
def telegrams() -> list[tuple[str, dict[str, Any], etree._Element]]:
    return documents("aad")


@pytest.mark.parametrize("fact", ["from", "to", "subject", "tags"])
def test_facts_of_telegrams(telegrams: list[tuple[str, dict[str, Any], etree._Element]], fact: str) -> None:
    missed = set()
    for stem, gold, root in telegrams:
        printed = gold.get("printed_header") or {}
        value = (
            printed.get("tags")
            if fact == "tags"
            else gold.get(fact) or (printed.get(fact) if fact == "subject" else None)
        )
        header = root.find("t:teiHeader", TEI)
        assert header is not None
        if isinstance(value, str) and letters(value).casefold() not in letters(" ".join(header.itertext())).casefold():
            missed.add(stem)
    assert missed == {case["document"] for case in DISPUTED.get(fact, ())}


def test_dates_of_telegrams(telegrams: list[tuple[str, dict[str, Any], etree._Element]]) -> None:
    for stem, gold, root in telegrams:
        day, month, year = gold["date"].upper().split()
        iso = f"{year}-{_MONTHS.index(month) + 1:02d}-{day}"
        dates = {str(node.get("when"))[:10] for node in root.iterfind(".//t:correspAction[@type='sent']/t:date", TEI)}
        assert iso in dates, stem


def test_pages_of_telegrams(telegrams: list[tuple[str, dict[str, Any], etree._Element]]) -> None:
    for stem, gold, root in telegrams:
        pages = [int(node.get("n", "0")) for node in root.iterfind(".//t:pb", TEI)]
        assert pages == gold["page_headings"], stem


def key(label: str) -> str:
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", label)).casefold()
    return folded.strip("()[]:;.,—–-_* ")


def test_turns_of_the_speakers_that_the_gold_names() -> None:
    """The gold of these has the turns of some speakers only, chosen by hand; of those, all are to be found and no others."""
    right = wanted = given = 0
    for _, gold, root in documents("clinton_ocr"):
        named = {key(speaker) for speaker in gold["speakers"]}
        labels = ["".join(node.itertext()) for node in root.iterfind(".//t:sp/t:speaker", TEI)]
        found = [key(label) for label in labels if key(label) in named]
        expected = [key(turn["label"]) for turn in gold["turns"]]
        blocks = SequenceMatcher(None, expected, found, autojunk=False).get_matching_blocks()
        right += sum(block.size for block in blocks)
        wanted += len(expected)
        given += len(found)
    assert 2 * right / (wanted + given) >= 0.985, (right, wanted, given)
