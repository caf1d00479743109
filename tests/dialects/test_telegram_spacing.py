"""A telegram with a blank line behind each of its lines is read as one without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from teikit.dialects import Trace, recognise
from teikit.source import read_source
from teikit.source.text import letters
from teikit.tei import encode
from tests.tools.transcript import transcript

FOLDER = Path(__file__).parent / "telegram"
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
FACTS = "//t:correspDesc//*[not(*)] | //t:keywords/t:term | //t:catRef/@target | //t:body//t:head | //t:body//t:p | //t:body//t:signed"


def told(text: str) -> list[str]:
    source = read_source("a.txt", text.encode())
    data = encode(recognise(source).dialect.read(source, Trace()))
    assert letters(transcript(data)) == letters(source.text)
    found = etree.fromstring(data).xpath(FACTS, namespaces=TEI)
    return ["".join((one if isinstance(one, str) else "".join(one.itertext())).split()) for one in found]


@pytest.mark.parametrize("name", ["from-the-department", "two-sections"])
def test_lines_typed_two_apart(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    assert told(text.replace("\n", "\n\n")) == told(text)


def test_numbers_alone_divide_where_every_line_stands_apart() -> None:
    text = (FOLDER / "from-the-department.txt").read_text("utf-8")
    apart = re.sub(r"\n+", "\n\n", text.strip()) + "\n"
    numbered = [one for one in told(apart) if re.match(r"\d\.", one)]
    assert numbered == [one for one in told(text) if re.match(r"\d\.", one)]


@pytest.mark.parametrize("label", ["\nFM ", "\nTO "])
@pytest.mark.parametrize("name", ["from-the-department", "two-sections"])
def test_lines_of_the_head_that_were_joined(name: str, label: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    assert label in text
    assert told(text.replace(label, f" {label.strip()} ", 1)) == told(text)
