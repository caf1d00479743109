"""The first real cable: every fact that was counted by hand is in its encoding."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from lxml import etree

import teikit
from teikit.source.text import letters
from tests.conftest import shared_path

NS = {"t": "http://www.tei-c.org/ns/1.0"}
XML = "{http://www.w3.org/XML/1998/namespace}"


@cache
def facts() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shared_path("seed", "facts.json").read_text("utf-8"))
    return found


@cache
def tei() -> etree._Element:
    return etree.fromstring(teikit.convert(shared_path("seed", facts()["file"])))


def find(path: str) -> list[Any]:
    found = tei().xpath(path, namespaces=NS)
    assert isinstance(found, list)
    return found


def text(path: str) -> list[str]:
    return [" ".join("".join(one.itertext()).split()) for one in find(path)]


@pytest.mark.parametrize(
    ("fact", "path"),
    [
        ("title", "//t:titleStmt/t:title[@type='main']"),
        ("landing_page", "//t:publicationStmt/t:idno[@type='URI']"),
        ("summary", "//t:profileDesc/t:abstract/t:p"),
        ("repository", "//t:msIdentifier/t:repository"),
        ("idno", "//t:msIdentifier/t:idno"),
        ("translator", "//t:titleStmt/t:respStmt/t:persName"),
        ("message_number", "//t:correspDesc/t:note/t:idno"),
    ],
)
def test_header_fact_has_an_element_of_its_own(fact: str, path: str) -> None:
    assert text(path) == [facts()[fact]]


def test_languages_are_declared() -> None:
    assert [one.get("ident") for one in find("//t:langUsage/t:language")] == facts()["languages"]
    assert [one.get(f"{XML}lang") for one in find("//t:body/t:div")] == facts()["languages"]
    assert [one.get("type") for one in find("//t:body/t:div")] == ["original", "translation"]


def test_correspondence_names_both_sides() -> None:
    sent, received = find("//t:correspAction")
    assert (sent.get("type"), received.get("type")) == ("sent", "received")
    assert [one.text for one in sent.findall("t:persName", NS)] == facts()["sent"]["who"]
    assert sent.find("t:date", NS).get("when") == facts()["sent"]["when"]
    assert {one.text for one in received.iter(f"{{{NS['t']}}}persName", f"{{{NS['t']}}}orgName")} >= {
        facts()["received"]["who"][1]
    }
    assert any(facts()["received"]["who"][0] in (one.text or "") for one in received)
    assert facts()["received"]["place"] in [one.text for one in received.findall("t:placeName", NS)]
    assert received.find("t:date", NS).get("when") == facts()["received"]["when"]


def test_meeting_has_its_day() -> None:
    assert find("//t:setting/t:date")[0].get("from").startswith(facts()["meeting"])


@pytest.mark.parametrize("scheme", ["classification", "precedence", "handling"])
def test_markings_are_categories_that_the_header_points_to(scheme: str) -> None:
    declared = {one.text for one in find(f"//t:taxonomy[@xml:id='{scheme}']/t:category/t:catDesc")}
    assert set(facts()[scheme]) <= declared
    targets = {one.get("target")[1:] for one in find(f"//t:catRef[@scheme='#{scheme}']")}
    assert targets == {one.get(f"{XML}id") for one in find(f"//t:taxonomy[@xml:id='{scheme}']/t:category")}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_turns(lang: str) -> None:
    assert text(f"//t:div[@xml:lang='{lang}']/t:sp/t:speaker") == facts()["turns"][lang]
    counts = [len(one.findall("t:p", NS)) for one in find(f"//t:div[@xml:lang='{lang}']/t:sp")]
    assert counts == facts()["paragraphs_per_turn"][lang]


def test_two_persons_speak_both_languages() -> None:
    japanese = [one.get("who") for one in find("//t:div[@xml:lang='ja']/t:sp")]
    english = [one.get("who") for one in find("//t:div[@xml:lang='en']/t:sp")]
    assert japanese == english
    assert len(set(japanese)) == 2
    persons = {
        f"#{one.get(f'{XML}id')}": " ".join("".join(one.itertext()).split()) for one in find("//t:listPerson/t:person")
    }
    assert set(japanese) == set(persons)
    assert "Hosokawa" in persons[japanese[0]]
    assert "総理" in persons[japanese[0]]
    assert "クリントン" in persons[japanese[1]]
    assert "Clinton" in persons[japanese[1]]


def test_a_name_written_in_is_no_turn() -> None:
    assert facts()["not_a_turn"] not in text("//t:speaker")
    assert any(facts()["not_a_turn"] in one for one in text("//t:div[@xml:lang='ja']/t:p"))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_redactions_keep_their_markers(lang: str) -> None:
    gaps = f"//t:div[@xml:lang='{lang}']//t:gap[@reason='redacted']"
    assert text(f"{gaps}/t:desc") == facts()["redactions"][lang]
    told = [(one.get("unit"), one.get("quantity")) for one in find(gaps)]
    expected = {
        "[ ]": (None, None),
        "[TN: blacked out]": (None, None),
        "[TN: time blacked out]": ("time", "1"),
        "[TN: name blacked out]": ("name", "1"),
        "[TN: part of title blacked out]": ("title", None),
    }
    assert told == [expected[marker] for marker in facts()["redactions"][lang]]


def test_additions() -> None:
    assert text("//t:supplied") == facts()["supplied"]
    expansions = {
        "".join(one.find("t:abbr", NS).itertext()): "".join(one.find("t:expan", NS).itertext())
        for one in find("//t:choice[t:expan]")
    }
    assert expansions == facts()["expansions"]
    assert text("//t:div[@xml:lang='ja']//t:foreign") == facts()["foreign_in_ja"]


def test_pages_cut_paragraphs() -> None:
    assert len(find("//t:div[@xml:lang='ja']//t:pb")) == facts()["page_breaks_ja"]
    for cut in facts()["paragraphs_cut_by_a_page"]:
        before, after = (part.strip(" …") for part in cut.split(" / "))
        holding = [
            one
            for one in find("//t:sp/t:p[t:pb]")
            if before in "".join(one.itertext()) and after in "".join(one.itertext())
        ]
        assert len(holding) == 1, cut


def test_trailers() -> None:
    assert text("//t:div/t:trailer") == facts()["trailers"]


def test_paragraphs_are_aligned() -> None:
    order = {
        lang: [one.get(f"{XML}id") for one in find(f"//t:div[@xml:lang='{lang}']/t:sp/t:p")]
        for lang in facts()["languages"]
    }
    links = set()
    for one in find("//t:div[@xml:lang='en']/t:sp/t:p"):
        partners = [pointer[1:] for pointer in one.get("corresp", "").split()]
        links.add(
            (tuple(order["ja"].index(partner) + 1 for partner in partners), order["en"].index(one.get(f"{XML}id")) + 1)
        )
    expected = {(tuple(left), right[0]) for left, right in facts()["paragraph_alignment_in_turns"]}
    assert links == expected
    before = {lang: find(f"//t:div[@xml:lang='{lang}']/t:p")[0] for lang in facts()["languages"]}
    assert before["ja"].get("corresp") == f"#{before['en'].get(f'{XML}id')}"
    assert before["en"].get("corresp") == f"#{before['ja'].get(f'{XML}id')}"


def test_every_letter_comes_back() -> None:
    source = shared_path("seed", facts()["file"])
    document = teikit.convert(source)
    assert letters(teikit.render(document, "transcript")) == letters(source.read_text("utf-8"))


def test_the_encoding_is_valid(tmp_path: Any) -> None:
    path = tmp_path / "wilson-240306.xml"
    path.write_bytes(teikit.convert(shared_path("seed", facts()["file"])))
    report = teikit.validate([path])
    assert report.exit_code == 0
    # The two heads hide different things; that is for the editor to know, and no fault.
    assert {finding.rule for finding in report} <= {"TK008"}
