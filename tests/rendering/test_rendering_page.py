"""What every page keeps to: it loads nothing, runs nothing, says what is withheld in words, and links lead somewhere."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
from pathlib import Path

import pytest
from lxml import etree, html

from teikit.rendering import render
from teikit.resources import stylesheet_path

CASES = Path(__file__).parent / "cases"
DOCUMENTS = sorted(CASES.glob("*.xml"))
TEI = {"t": "http://www.tei-c.org/ns/1.0"}


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.stem)
def page(request: pytest.FixtureRequest) -> html.HtmlElement:
    """The page of each case, parsed as a browser would."""
    return html.document_fromstring(render(request.param, "html"))


def words(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def test_the_policy_allows_the_style_and_nothing_else(page: html.HtmlElement) -> None:
    """The digest in the policy is that of the style in the page; there is no script and no inline style."""
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    (style,) = page.xpath("//style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'")
    assert f"style-src 'sha256-{digest}'" in policy, f"put sha256-{digest} into xslt/modules/html-head.xsl"
    assert style.text == stylesheet_path("modules/page.css").read_text(encoding="utf-8")
    assert page.xpath("//@style") == []
    assert [each.get("type") for each in page.xpath("//script")] == ["application/ld+json"]
    assert page.xpath("//img | //iframe | //object | //embed | //link[@rel != 'canonical']") == []
    assert [name for element in page.iter(etree.Element) for name in element.attrib if name.startswith("on")] == []


def test_links_are_safe_and_lead_somewhere(page: html.HtmlElement) -> None:
    """A link goes to the web, to mail, beside the page, or to an identifier of the page; identifiers are unique."""
    identifiers = page.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    for href in page.xpath("//@href"):
        assert re.match(r"(https?://|mailto:|#|[^:]*$)", href), href
        if href.startswith("#"):
            assert href[1:] in identifiers


def test_json_for_machines_is_json(page: html.HtmlElement) -> None:
    """The JSON-LD parses whatever the header says."""
    assert json.loads(page.xpath("string(//script)"))["@context"] == "https://schema.org"


def test_headings_go_down_one_level_at_a_time(page: html.HtmlElement) -> None:
    """There is one h1, and no level is skipped on the way down."""
    levels = [int(each.tag[1]) for each in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_redaction_is_words(document: Path) -> None:
    """Each withheld passage is text in brackets, and the words on the bar are part of it."""
    page = html.document_fromstring(render(document, "html"))
    bars = page.xpath("//*[contains(concat(' ', @class, ' '), ' redaction ')]")
    count = etree.parse(document).xpath(
        "count(//t:gap[contains(concat(' ', @reason, ' '), ' redacted ')][ancestor::t:text or ancestor::t:title or ancestor::t:persName])",
        namespaces=TEI,
    )
    assert len(bars) == count
    for bar in bars:
        assert re.fullmatch(r"\[[^\[\]]+\]", words(bar))
        (drawn,) = bar.xpath(".//*[@class = 'bar']")
        assert words(drawn) in words(bar)
        assert words(drawn)


def test_languages_are_carried() -> None:
    """The page, each cell and each foreign word tell their language; direction follows."""
    page = html.document_fromstring(render(CASES / "right-to-left.xml", "html"))
    assert page.get("lang") == "en"
    assert {(cell.get("lang"), cell.get("dir")) for cell in page.xpath("//div[@data-language]")} == {
        ("ar", "rtl"),
        ("en", "ltr"),
    }
    assert page.xpath("//span[@class='foreign']/@lang") == ["en"]
    assert words(page.xpath("//*[@id='ar-g1']")[0]) == "[redacted: name]"
    assert page.xpath("string(//*[@id='ar-g1']/@lang)") == "en", "no Arabic words: the label is English and says so"


def test_redactions_that_answer_share_a_row_of_the_list() -> None:
    """The list at the end pairs them and quotes the transcriber's markers."""
    page = html.document_fromstring(render(CASES / "three-languages.xml", "html"))
    rows = [[words(cell) for cell in row] for row in page.xpath("//section[@class='withheld']//tbody/tr")]
    assert rows == [["1", "[вымарана строка]", "", "[TN: one line blacked out]", "1 line"]]


def test_every_language_of_the_interface_says_the_same() -> None:
    """No language of the table lacks a word or a unit that English has, and every filling is kept."""
    root = etree.parse(stylesheet_path("modules/labels.xml")).getroot()
    spaces = {"l": "urn:x-teikit:labels"}
    table = {
        language.get("ident"): (
            {each.get("key"): (each.text or "").count("{}") for each in language.iterfind("l:label", spaces)},
            {each.get("name"): each.get("counted") for each in language.iterfind("l:unit", spaces)},
        )
        for language in root
        if isinstance(language.tag, str)
    }
    assert {"en", "ja"} <= set(table)
    for language, words_and_units in table.items():
        assert words_and_units == table["en"], language
