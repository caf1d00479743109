"""Texts from an archive's pages without the metadata: told by the hand that prepared them, read with head, sections and notes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

import teikit
from teikit.conversion import Conversion, convert_bytes
from teikit.notations import read_date
from teikit.source.text import letters
from tests.conftest import shared_path

NS = {"t": "http://www.tei-c.org/ns/1.0"}
LONG = (
    "The Minister remarked that the harbour had been closed for eleven weeks, and that the boats of both sides had stayed at home for "
    "as long as that. He expressed the hope that the buoys would be found before the winter, and that somebody would pay for them."
)
GAP = " " * 40
MINUTE = f"""\
Hallmann{GAP}Hafenstadt, 4 May 1971

M e m o r a n d u m

Subject: The Minister's Conversation with Consul Brandt on 3 May 1971[1]

here: results

In the conversation, which was a short one, the following questions were mainly dealt with:

1. buoys

2. nets

The Buoys

{LONG}

The Nets of the Fishermen

{LONG}

The conversation ended after 20 minutes.

(Hallmann)

[1] HArch, H 12/345, 67-69.
"""
PAPER = f"""\
Secret

No. 3 of 20 copies

The Problem of the Buoys

May 4, 1971

Bureau of Harbours

1．The Buoys Before the War

{LONG}

2. The Buoys of Today

[Second line of paragraph redacted] {LONG}
"""
LETTER = f"""\
CONFIDENTIAL

December 12, 1957

[handwritten] Copy sent to the harbour.

Secretary,

Department of Harbours,

Hafenstadt.

Buoys and Our Policy

1. {LONG}

2. {LONG}

100. Mr. HOLT: …

[…]
"""


def convert(text: str) -> tuple[Conversion, etree._Element]:
    done = convert_bytes(text.encode(), "page.txt")
    assert letters(teikit.render(done.tei, "transcript")) == letters(text)
    return done, etree.fromstring(done.tei)


def words(root: etree._Element, path: str) -> list[str]:
    return [" ".join("".join(one.itertext()).split()) for one in root.xpath(path, namespaces=NS)]


def test_a_minute_has_two_columns_a_subject_sections_and_its_place() -> None:
    done, root = convert(MINUTE)
    assert (done.recognition.dialect.name, done.recognition.match.score) == ("wilson", 0.88)
    title = "The Minister's Conversation with Consul Brandt on 3 May 1971"
    assert words(root, "//t:titleStmt/t:title") == [title]
    assert root.xpath("//t:creation/t:date/@when", namespaces=NS) == ["1971-05-04"]
    assert words(root, "//t:correspAction[@type='sent']/t:placeName") == ["Hafenstadt"]
    assert words(root, "//t:msIdentifier/*") == ["HArch", "H 12/345, 67-69"]
    assert words(root, "//t:div/t:opener[1]/*")[:3] == ["Hallmann", "Hafenstadt, 4 May 1971", "M e m o r a n d u m"]
    assert words(root, "//t:div[@type='section']/t:head") == ["The Buoys", "The Nets of the Fishermen"]
    assert words(root, "//t:body/t:div/t:p")[1:3] == ["1. buoys", "2. nets"]
    assert words(root, "//t:closer/*") == ["(Hallmann)"]
    (note,) = root.xpath("//t:text//t:note", namespaces=NS)
    (mark,) = root.xpath("//t:text//t:ref", namespaces=NS)
    assert mark.get("target") == "#" + note.get("{http://www.w3.org/XML/1998/namespace}id")


def test_a_paper_has_its_title_and_no_number() -> None:
    done, root = convert(PAPER)
    assert (done.recognition.dialect.name, done.recognition.match.score) == ("wilson", 0.3)
    assert words(root, "//t:titleStmt/t:title") == ["The Problem of the Buoys"]
    assert root.xpath("//t:creation/t:date/@when", namespaces=NS) == ["1971-05-04"]
    assert root.xpath("//t:idno[@type='message']", namespaces=NS) == []
    assert words(root, "//t:div[@type='section']/t:head") == ["1．The Buoys Before the War", "2. The Buoys of Today"]
    assert words(root, "//t:gap/t:desc") == ["[Second line of paragraph redacted]"]


def test_a_letter_has_no_address_for_a_heading() -> None:
    done, root = convert(LETTER)
    assert done.recognition.dialect.name == "wilson"
    assert words(root, "//t:head") == ["Buoys and Our Policy"]
    assert words(root, "//t:closer") == []
    assert words(root, "//t:p")[-2:] == ["100. Mr. HOLT: …", "[…]"]


@pytest.mark.parametrize(
    "line", ["Neither a remark nor a note stands here.", "It was [of] no use.", "[1 line not declassified]"]
)
def test_without_a_hand_it_is_any_text(line: str) -> None:
    done, _ = convert(f"A Report\n\n{LONG}\n\n{line}\n\n{LONG}\n")
    assert done.recognition.dialect.name == "generic"


def test_lines_that_are_wrapped_are_no_page() -> None:
    done, _ = convert(LETTER.replace("boats of both", "boats\nof both"))
    assert done.recognition.dialect.name == "generic"


def pages() -> list[Path]:
    return sorted(shared_path("data", "wilson").glob("*.raw.txt"))


def test_real_pages() -> None:
    """All are read; but for one that shows no hand, all are told; date and title are those of the archive's own record."""
    told = 0
    for path in pages():
        gold = json.loads(path.with_name(path.name.replace(".raw.txt", ".gold.json")).read_text("utf-8"))
        done = convert_bytes(path.read_bytes(), path.name)
        root = etree.fromstring(done.tei)
        assert letters(teikit.render(done.tei, "transcript")) == letters(path.read_text("utf-8"))
        assert not root.xpath("//t:sp", namespaces=NS)
        assert len(root.xpath("//t:body/t:div", namespaces=NS)) == 1
        assert words(root, "//t:titleStmt/t:title[@type='main']") != [done.cable.id]
        told += done.recognition.dialect.name == "wilson"
        day = read_date(gold["date_text"])
        if day and any(part in path.read_text("utf-8") for part in (gold["date_text"], day.when[:4])):
            assert root.xpath("//t:creation/t:date/@when", namespaces=NS)[:1] == [day.when], path.name
    assert told == len(pages()) - 1
