"""The specimens' TEI against what was counted by hand (`corpus/facts.toml`), and against their transcripts."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import teikit
from tests.conftest import CHECKOUT

CORPUS = CHECKOUT / "corpus"
FACTS: dict[str, dict[str, Any]] = tomllib.loads((CORPUS / "facts.toml").read_text(encoding="utf-8"))
NS = {"t": "http://www.tei-c.org/ns/1.0"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ID = "{http://www.w3.org/XML/1998/namespace}id"
TEXTS = [(name, lang) for name, facts in FACTS.items() for lang, value in facts.items() if isinstance(value, dict)]

texts = pytest.mark.parametrize(("name", "lang"), TEXTS, ids=[f"{name}-{lang}" for name, lang in TEXTS])
documents = pytest.mark.parametrize("name", FACTS)


def source(name: str) -> Path:
    return CORPUS / "sources" / f"{name}.txt"


@cache
def tei(name: str) -> etree._Element:
    return etree.fromstring(teikit.convert(source(name)))


def find(where: etree._Element, path: str) -> list[Any]:
    found = where.xpath(path, namespaces=NS)
    assert isinstance(found, list)
    return found


def text(name: str, lang: str) -> etree._Element:
    (division,) = find(tei(name), f"//t:body/t:div[@xml:lang='{lang}']")
    assert isinstance(division, etree._Element)
    return division


def words(node: etree._Element) -> str:
    return " ".join("".join(str(one) for one in node.itertext()).split())


def as_it_stands(node: etree._Element) -> str:
    """The words with the source's own marks, which stand in processing instructions (`<?teikit-source "["?>`)."""
    parts = [node.text or ""]
    for inner in node:
        if isinstance(inner, etree._ProcessingInstruction):
            parts.append(str(json.loads(inner.text or '""')) if inner.target == "teikit-source" else "")
        else:
            parts.append(as_it_stands(inner))
        parts.append(inner.tail or "")
    return "".join(parts)


def folded(labels: list[str]) -> list[str]:
    return [" ".join(label.split()) for label in labels]


def markers(division: etree._Element, reason: str) -> list[str]:
    return [
        words(gap)
        for gap in find(
            division, f".//t:gap[@reason='{reason}'][not(starts-with(@ana, '#foia') or starts-with(@ana, '#eo'))]"
        )
    ]


def test_every_specimen_has_its_facts() -> None:
    assert sorted(FACTS) == sorted(path.stem for path in (CORPUS / "sources").glob("*.txt"))


@documents
def test_the_date_of_the_document(name: str) -> None:
    dates = find(tei(name), "//t:profileDesc/t:creation/t:date")
    assert [date.get("when", date.get("from", ""))[:10] for date in dates][:1] == [FACTS[name]["date"]]


@documents
def test_each_translator_is_a_hand_of_its_own(name: str) -> None:
    hands = find(tei(name), "//t:titleStmt/t:respStmt[t:resp[contains(., 'ranslat')]]/t:persName")
    assert [words(hand) for hand in hands] == FACTS[name].get("translators", [])


@texts
def test_turns_stand_as_counted(name: str, lang: str) -> None:
    labels = folded([as_it_stands(speaker) for speaker in find(text(name, lang), ".//t:sp/t:speaker")])
    assert labels == folded(FACTS[name][lang].get("turns", []))


@texts
def test_paragraphs_of_each_turn(name: str, lang: str) -> None:
    if counted := FACTS[name][lang].get("paragraphs"):
        assert [len(find(turn, "t:p")) for turn in find(text(name, lang), ".//t:sp")] == counted


@texts
@pytest.mark.parametrize("reason", ["redacted", "illegible", "editorial"])
def test_holes_keep_their_markers(name: str, lang: str, reason: str) -> None:
    counted = FACTS[name][lang].get(reason)
    if counted is not None:
        assert markers(text(name, lang), reason) == counted


@texts
def test_words_that_a_hand_supplied(name: str, lang: str) -> None:
    assert [words(one) for one in find(text(name, lang), ".//t:supplied")] == FACTS[name][lang].get("supplied", [])


@texts
def test_expansions(name: str, lang: str) -> None:
    pairs = {
        words(find(one, "t:abbr")[0]): words(find(one, "t:expan")[0]) for one in find(text(name, lang), ".//t:choice")
    }
    assert pairs == FACTS[name][lang].get("expansions", {})


@texts
def test_foreign_words(name: str, lang: str) -> None:
    found = [words(one) for one in find(text(name, lang), ".//t:foreign") if words(one) != "teikit"]
    assert found == FACTS[name][lang].get("foreign", [])


@texts
def test_trailers(name: str, lang: str) -> None:
    assert [words(one) for one in find(text(name, lang), ".//t:trailer")] == FACTS[name][lang].get("trailers", [])


@texts
def test_paragraphs_that_a_page_cut_are_whole(name: str, lang: str) -> None:
    counted = FACTS[name][lang].get("cut")
    if counted is not None:
        assert len(find(text(name, lang), ".//t:p[.//t:pb]")) == counted


@texts
def test_pages(name: str, lang: str) -> None:
    counted = FACTS[name][lang].get("pages")
    if counted is not None:
        assert len(find(text(name, lang), ".//t:pb")) in (counted, counted - 1)


@texts
def test_tables_have_their_rows(name: str, lang: str) -> None:
    assert len(find(text(name, lang), ".//t:row")) == FACTS[name][lang].get("rows", 0)


@texts
def test_footnotes(name: str, lang: str) -> None:
    counted = FACTS[name][lang].get("footnotes", 0)
    assert len(find(text(name, lang), ".//t:note[@place='foot' or @place='bottom' or @place='end']")) == counted


@documents
def test_the_same_persons_speak_in_every_language(name: str) -> None:
    by_language = {
        division.get(LANG): [turn.get("who") for turn in find(division, ".//t:sp")]
        for division in find(tei(name), "//t:body/t:div")
    }
    assert len({tuple(who) for who in by_language.values()}) == 1
    known = {f"#{person.get(ID)}" for person in find(tei(name), "//t:person[@xml:id]")}
    for turn in find(tei(name), "//t:sp"):
        pointers = (turn.get("who") or "").split()
        assert set(pointers) <= known
        hidden = bool(find(turn, "t:speaker/t:gap"))
        assert bool(pointers) != hidden, words(find(turn, "t:speaker")[0])


@documents
def test_one_person_is_one_and_two_are_two(name: str) -> None:
    """Turn by turn the same person as counted, by whatever identifier; hidden speakers have none."""
    counted = FACTS[name].get("who", [])
    for division in find(tei(name), "//t:body/t:div"):
        found = [turn.get("who") or "" for turn in find(division, ".//t:sp")]
        assert [len(who.split()) for who in found] == [len(who.split()) for who in counted]
        pairs = {
            pair
            for pointers, keys in zip(found, counted, strict=True)
            for pair in zip(pointers.split(), keys.split(), strict=True)
        }
        assert len(pairs) == len({pointer for pointer, _ in pairs}) == len({key for _, key in pairs}), sorted(pairs)


@documents
def test_texts_point_to_each_other(name: str) -> None:
    """Turns and gaps with a counterpart point to it, and it points back."""
    root = tei(name)
    by_id = {node.get(ID): node for node in root.iter() if isinstance(node.tag, str) and node.get(ID)}
    for node in find(root, "//t:body//*[@corresp]"):
        for pointer in node.get("corresp").split():
            assert f"#{node.get(ID)}" in by_id[pointer[1:]].get("corresp", "").split()
    divisions = find(root, "//t:body/t:div")
    if len(divisions) > 1:
        for node in find(root, "//t:body//t:gap | //t:body//t:sp"):
            assert len((node.get("corresp") or "").split()) == len(divisions) - 1, words(node)


@documents
def test_the_transcript_comes_back(name: str) -> None:
    """Each text's words, letter for letter but for white space, are a stretch of the transcript."""
    given = source(name).read_text(encoding="utf-8-sig")
    back = teikit.render(etree.tostring(tei(name), encoding="utf-8"), "transcript")
    assert _bare(back) in _bare(given)
    assert len(_bare(back)) > 0.9 * len(_bare(given.split("Contents:")[-1])) - 80


def _bare(string: str) -> str:
    return re.sub(r"\s+", "", string)
