"""The head of an edited document or cablegram is read alike however it was typed: as Markdown, numbered, in capitals, a blank line lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from teikit.dialects import Trace, recognise
from teikit.dialects.frus_title import read_dateline
from teikit.source import read_source
from teikit.source.text import letters
from teikit.tei import encode
from tests.tools.transcript import transcript

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
FOLDER = Path(__file__).parent
CASES = [
    FOLDER / "frus" / "telegram.txt",
    FOLDER / "frus" / "memorandum.txt",
    FOLDER / "frus" / "conversation.txt",
    FOLDER / "cablegram" / "cablegram.txt",
]


def first_line(change: Callable[[str], str]) -> Callable[[str], str]:
    def changed(text: str) -> str:
        first, rest = text.split("\n", 1)
        return change(first) + "\n" + rest

    return changed


VARIANTS: dict[str, Callable[[str], str]] = {
    "heading of Markdown": first_line(lambda line: f"# {line}"),
    "bold in Markdown": first_line(lambda line: f"**{line}**"),
    "numbered in its volume": first_line(lambda line: f"45. {line}"),
    "blank line lost": lambda text: text.replace("\n\n", "\n", 1),
    "two blanks between words": lambda text: re.sub(r"(?<=\S) (?=\S)", "  ", text),
    "blanks at the ends of lines": lambda text: text.replace("\n", "  \n"),
    "more blank lines": lambda text: text.replace("\n\n", "\n\n\n\n"),
}


def facts(name: str, text: str) -> tuple[str, list[str]]:
    source = read_source(name, text.encode())
    recognition = recognise(source)
    data = encode(recognition.dialect.read(source, Trace()))
    assert letters(transcript(data)) == letters(source.text)
    root = etree.fromstring(data)
    found = root.xpath(
        "//t:titleStmt/t:title | //t:correspDesc//*[not(*)] | //t:particDesc//t:persName | //t:keywords/t:term",
        namespaces=TEI,
    )
    told = [
        f"{etree.QName(node).localname} {node.get('when', '')} {' '.join(''.join(node.itertext()).split())}"
        for node in found
    ]
    return recognition.dialect.name, told


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_head_tells_the_same_however_it_is_typed(path: Path, variant: str) -> None:
    text = path.read_text("utf-8")
    assert facts(path.name, VARIANTS[variant](text)) == facts(path.name, text)


@pytest.mark.parametrize("path", CASES[:2], ids=lambda path: path.stem)
def test_a_title_in_capitals_tells_the_same(path: Path) -> None:
    text = path.read_text("utf-8")
    dialect, told = facts(path.name, first_line(str.upper)(text))
    assert dialect == "frus"
    assert [line.casefold() for line in told] == [line.casefold() for line in facts(path.name, text)[1]]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Department of State has received a report from the embassy about the harbour and wishes to have it looked into.",
        "Information about the meeting was given to the press by the minister on June 3, 1954.",
        "Department of External Affairs",
    ],
)
def test_a_sentence_is_no_title_of_an_edition(sentence: str) -> None:
    source = read_source("a.txt", f"{sentence}\n\nNothing more was heard of it.\n".encode())
    assert recognise(source).dialect.name != "frus"


def test_what_is_withheld_is_no_place() -> None:
    assert read_dateline("BY-WIRE (BACK CHANNEL) [text not declassified]\nNovember 21, 1972") is None
    dateline = read_dateline("[Washington,] January 28, 1948.")
    assert dateline is not None
    assert dateline.date is not None
    assert dateline.date.when == "1948-01-28"
