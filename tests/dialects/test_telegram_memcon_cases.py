"""Telegrams and typed memoranda of conversation: each case is a transcript beside the TEI that it becomes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from teikit.dialects import Match, Trace, recognise
from teikit.enrichment import enrich
from teikit.model import Cable, Mark, Text
from teikit.source import SourceText, read_source
from teikit.source.text import letters
from teikit.tei import encode
from tests.conftest import compare, shared_path
from tests.tools.transcript import letters as source_letters
from tests.tools.transcript import transcript

HERE = Path(__file__).parent
CASES = sorted(path for name in ("telegram", "memcon") for path in (HERE / name).glob("*.txt"))
_VERSION = re.compile(rb'(ident="teikit" version=)"[^"]*"')
_INNER = ("speaker", "blocks", "head", "rows", "label", "content", "items", "lines", "abbr", "expan")
TEI = {"t": "http://www.tei-c.org/ns/1.0"}


def carried(nodes: tuple[object, ...]) -> str:
    """The letters of a model, in its order."""
    out: list[str] = []
    stack: list[object] = list(reversed(nodes))
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            out.append(node)
        elif isinstance(node, tuple) and not hasattr(node, "_fields"):
            stack += reversed(node)
        elif isinstance(node, Text | Mark):
            out.append(node.text)
        else:
            out.append(getattr(node, "marker", "") or getattr(node, "hyphen", ""))
            opening, closing = getattr(node, "marks", None) or ("", "")
            inner = [getattr(node, name) for name in _INNER if isinstance(getattr(node, name, None), tuple)]
            stack += [closing, *reversed(inner), opening]
    return letters("".join(out))


def read(source: SourceText, dialect: str = "") -> Cable:
    return recognise(source, dialect).dialect.read(source, Trace())


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(case: Path, accept: bool) -> None:
    source = read_source(case.name, case.read_bytes())
    found = recognise(source)
    assert found.dialect.name == case.parent.name
    cable = found.dialect.read(source, Trace())
    assert carried(cable.divisions) == letters(source.text)
    tei = _VERSION.sub(rb'\1"0"', encode(enrich(cable)))
    assert source_letters(transcript(tei)) == letters(source.text)
    compare(case.with_suffix(".xml"), tei.decode(), accept)


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_line_is_told(case: Path) -> None:
    source = read_source(case.name, case.read_bytes())
    trace = Trace()
    recognise(source).dialect.read(source, trace)
    assert {line.number for line in source.lines if not line.blank} == set(trace.lines)


@pytest.mark.parametrize("name", ["aad", "histlab", "clinton_ocr"])
def test_nothing_is_lost_of_real_transcripts(name: str) -> None:
    lost = []
    for path in sorted(shared_path("data", name).glob("*.raw.txt")):
        source = read_source(path)
        if carried(read(source).divisions) != letters(source.text):
            lost.append(path.name)
    assert not lost


@pytest.mark.parametrize("dialect", ["telegram", "memcon"])
def test_bad_ocr_is_read_whole_by_either_dialect(dialect: str) -> None:
    for path in sorted(shared_path("data", "jfk_ocr").glob("*.md")):
        source = read_source(path)
        cable = read(source, dialect)
        assert carried(cable.divisions) == letters(source.text), path.name
        encode(enrich(cable))


@pytest.mark.parametrize("name", ["aad", "clinton_ocr"])
def test_every_real_transcript_is_recognised(name: str) -> None:
    wanted = {"aad": "telegram", "clinton_ocr": "memcon"}[name]
    for path in sorted(shared_path("data", name).glob("*.raw.txt")):
        assert recognise(read_source(path)).dialect.name == wanted, path.name


@pytest.mark.parametrize(
    "words",
    [
        "Memorandum of Conversation\n\nWashington, May 3, 1963.\n\nPARTICIPANTS\n\nThe President\n\nThe President asked.",
        "Telegram From the Embassy in Norland\n\nPort Alden, May 3, 1963, 1 p.m.\n\n1. The Minister said so.",
        "A TITLE IN CAPITALS\n\nand text that has none, with 1. a number in it.",
    ],
)
def test_other_layouts_are_declined(words: str) -> None:
    answers = dict(recognise(SourceText("x", words)).answers)
    for name in ("telegram", "memcon"):
        assert not isinstance(answers[name], Match)
        assert answers[name].reason[-1].isalpha()


def body(text: str, dialect: str) -> etree._Element:
    root = etree.fromstring(encode(enrich(read(SourceText("x.txt", text), dialect))))
    return root.find(".//t:body", TEI)


def test_a_telegram_has_no_turns() -> None:
    text = "PAGE 01 ALDEN 00001 010000Z\n\nR 010000Z JAN 77\nFM AMEMBASSY ALDEN\nTO SECSTATE WASHDC 1\n\nUNCLAS ALDEN 0001\n\n"
    text += "HALE: WE AGREE.\n\nREHN: WE DO NOT AGREE.\n\nHALE: THEN WE SHALL TALK.\n"
    assert body(text, "telegram").findall(".//t:sp", TEI) == []


def test_a_colon_inside_a_turn_is_no_label() -> None:
    text = "MEMORANDUM OF CONVERSATION\n\nSUBJECT:      Goats\nPARTICIPANTS: Mr. Hale\n              Mr. Rehn\n\n"
    text += "Mr. Hale: I see.\n\nMr. Rehn: There is one thing: the goats.\n\nNote: they are many.\n\nMr. Hale: I see.\n"
    speakers = ["".join(node.itertext()) for node in body(text, "memcon").iterfind(".//t:speaker", TEI)]
    assert speakers == ["Mr. Hale:", "Mr. Rehn:", "Mr. Hale:"]
