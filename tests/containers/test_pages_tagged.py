"""PAGE and ALTO: tags of transcribers, tables, margins, cut words, and the regions that are no text."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from teikit.cli.main import cli
from teikit.containers import read_transcript
from teikit.containers.tagged import Counts, marked
from teikit.conversion import convert_bytes
from teikit.relaxng import Schema
from teikit.rendering import render
from teikit.resources import schema_path
from teikit.source import SourceText
from tests.containers.documents import alto, line, page, region

TEI = "{http://www.tei-c.org/ns/1.0}"


def read(data: str) -> SourceText:
    return read_transcript("p.xml", data.encode())


@pytest.mark.parametrize(("custom", "expected"), [
    ("unclear {offset:4; length:4;}", "met [Ivan?] Gromov"),
    ("unclear {offset:4; length:4; continued:true;}", "met [Ivan?] Gromov"),
    ("supplied {length:4; offset:4;}", "met [Ivan] Gromov"),
    ("sic {offset:4; length:4; correction:Iwan;}", "met Ivan [sic] Gromov"),
    ("abbrev {offset:4; length:4; expansion:Iosif\\u0020Vanin;}", "met Ivan [Iosif Vanin] Gromov"),
    ("gap {offset:4; length:0;}", "met [illegible]Ivan Gromov"),
    ("gap {offset:15; length:0; unit:words; quantity:3;}", "met Ivan Gromov[3 words illegible]"),
    ("gap {offset:0; length:0; reason:redacted; unit:line; quantity:1;}", "[1 line redacted]met Ivan Gromov"),
    ("blackening {offset:4; length:11;}", "met ■■■■ ■■■■■■"),
    ("blackening {length:4; offset:4;} unclear {offset:9; length:6;}", "met ■■■■ [Gromov?]"),
    ("unclear {offset:4; length:4;} supplied {offset:8; length:7;}", "met [Ivan?][ Gromov]"),
    ("readingOrder {index:0;} textStyle {offset:0; length:3; bold:true;}", "met Ivan Gromov"),
    ("unclear {offset:40; length:4;} unclear {offset:x; length:1;} unclear {} { gap {offset:-1;}", "met Ivan Gromov"),
    ("blackening {offset:9; length:999999;}", "met Ivan ■■■■■■"),
])  # fmt: skip
def test_tags_become_marks(custom: str, expected: str) -> None:
    """Those that a typist would have set; tags that point outside the line or nowhere change nothing."""
    assert marked("met Ivan Gromov", custom, Counts()) == expected


def test_offsets_count_as_the_platform_counts() -> None:
    """In UTF-16: a character beyond the first plane counts twice, and nothing of the name shows."""
    assert marked("𝔐 met Ivan", "blackening {offset:7; length:4;}", Counts()) == "𝔐 met ■■■■"


def test_tags_are_elements_in_the_tei() -> None:
    """`unclear`, `sic` and both kinds of `gap`."""
    sentence = "The Ambassador met Ivan Gromov there and recieved him for a talk of an hour or so, as the record shows."
    custom = (
        "unclear {offset:19; length:4;} blackening {offset:24; length:6;} sic {offset:41; length:8;} "
        "gap {offset:84; length:0; unit:words; quantity:2;}"
    )
    done = convert_bytes(page(region("r", line(sentence, custom))).encode(), "p.xml")
    root = etree.fromstring(done.tei)
    assert ["".join(one.itertext()) for one in root.iter(f"{TEI}unclear")] == ["Ivan?"]
    assert [one.text for one in root.iter(f"{TEI}sic")] == ["recieved"]
    gaps = [(one.get("reason"), one.get("unit"), one.get("quantity")) for one in root.iter(f"{TEI}gap")]
    assert gaps == [("redacted", "char", "6"), ("illegible", "word", "2")]
    assert "Gromov" not in done.tei.decode()


def test_what_is_struck_out_stays_and_is_told() -> None:
    source = read(page(region("r", line("met Ivan there", "textStyle {offset:4; length:5; strikethrough:true;}"))))
    assert source.text == "met Ivan there\n"
    assert [finding.rule for finding in source.findings] == ["TK929"]


def test_a_table_has_a_line_a_row() -> None:
    """In the order of its rows and columns, whatever the order of the file."""
    cells = "".join(
        f'<TableCell row="{row}" col="{column}"><Coords points="0,0 1,0 1,1"/>{line(text)}</TableCell>'
        for row, column, text in ((1, 1, "d"), (0, 1, "b"), (1, 0, "c"), (0, 0, "a"), (10, 0, "e"))
    )
    assert read(page(f'<TableRegion id="t">{cells}</TableRegion>')).text == "a\tb\nc\td\ne\n"


@pytest.mark.parametrize(("kind", "words", "expected"), [
    ("header", "SECRET", "header"), ("page-number", "- 3 -", "pageNum"), ("header", "Page 3", "pageNum"), ("footer", "xii", "pageNum"),
    ("footer", "Copy 2 of 5", "footer"), ("catch-word", "and", "catch"), ("signature-mark", "B2", "mark"),
    ("marginalia", "see 3", "marginalia"),
    ("paragraph", "3", ""), ("heading", "SECRET", ""), ("", "x", ""), ("header-footnote", "x", ""),
])  # fmt: skip
def test_regions_that_are_no_text(kind: str, words: str, expected: str) -> None:
    """By PAGE's own type, by the transcriber's, which goes before it, and by SegmOnto's names."""
    body = region("t", line("The text."))
    own = f'<TextRegion id="h" type="{kind}">{line(words)}</TextRegion>' if kind else region("h", line(words))
    tagged = region("h", line(words), custom=f"structure {{type:{kind};}}") if kind else own
    for one in (own, tagged, tagged.replace("<TextRegion ", '<TextRegion type="paragraph" ')):
        source = read(page(one, body))
        assert [(words_.kind, source.text[words_.start : words_.end]) for words_ in source.page_words] == (
            [(expected, words)] if expected else []
        )
        assert source.running.text.replace("\n", "").strip() == ("The text." if expected else f"{words}The text.")


@pytest.mark.parametrize(("zone", "expected"), [
    ("MainZone", ""), ("RunningTitleZone", "header"), ("NumberingZone", "pageNum"), ("MarginTextZone:note", "marginalia"),
    ("QuireMarksZone", "mark"), ("StampZone", ""),
])  # fmt: skip
def test_zones_of_alto(zone: str, expected: str) -> None:
    """Tagged on the block or on the one around it."""
    tags = f'<Tags><OtherTag ID="T1" LABEL="{zone}"/></Tags><Layout>'
    block = '<TextBlock ID="a" {}><TextLine><String CONTENT="some words"/></TextLine></TextBlock>'
    for body in (block.format('TAGREFS="T1"'), f'<ComposedBlock TAGREFS="T0 T1">{block.format("")}</ComposedBlock>'):
        source = read(alto(body).replace("<Layout>", tags))
        assert [one.kind for one in source.page_words] == ([expected] if expected else [])


def test_margins_of_alto() -> None:
    block = '<TextBlock><TextLine><String CONTENT="{}"/></TextLine></TextBlock>'
    margins = {"TopMargin": "SECRET", "LeftMargin": "see 3", "BottomMargin": "- 4 -"}
    inner = "".join(f"<{name}>{block.format(text)}</{name}>" for name, text in margins.items())
    source = read(alto(block.format("The text.")).replace("<PrintSpace>", inner + "<PrintSpace>"))
    assert [one.kind for one in source.page_words] == ["header", "marginalia", "pageNum"]
    assert source.running.text.split() == ["The", "text."]
    assert [page_.n for page_ in source.pages] == ["4"]


@pytest.mark.parametrize(("cut", "text"), [
    ('<String CONTENT="nego" SUBS_TYPE="HypPart1" SUBS_CONTENT="negotiated"/><HYP CONTENT="-"/>', "nego-"),
    ('<String CONTENT="nego" SUBS_TYPE="HypPart1" SUBS_CONTENT="negotiated"/>', "nego-"),
    ('<String CONTENT="nego-" SUBS_TYPE="HypPart1" SUBS_CONTENT="negotiated"/><HYP CONTENT="-"/>', "nego-"),
    ('<String CONTENT="nego¬" SUBS_TYPE="HypPart1"/>', "nego¬"),
    ('<String CONTENT="nego"/><HYP/>', "nego-"),
])  # fmt: skip
def test_words_cut_in_two(cut: str, text: str) -> None:
    """One hyphen, that of the page, and the second half as it stands there."""
    lines = f'<TextLine>{cut}</TextLine><TextLine><String CONTENT="tiated" SUBS_TYPE="HypPart2"/><SP/><String CONTENT="it."/></TextLine>'
    assert read(alto(f"<TextBlock>{lines}</TextBlock>")).text == f"{text}\ntiated it.\n"


@pytest.mark.parametrize("space", [
    "http://schema.primaresearch.org/PAGE/gts/pagecontent/2010-03-19", "http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15",
    "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15",
])  # fmt: skip
def test_namespaces_of_page(space: str) -> None:
    data = page(region("r", line("words"))).replace(
        "http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15", space
    )
    assert read(data).text == "words\n"


@pytest.mark.parametrize("space", [
    "http://www.loc.gov/standards/alto/ns-v2#", "http://www.loc.gov/standards/alto/ns-v3#", "http://bibnum.bnf.fr/ns/alto_prod", "",
])  # fmt: skip
def test_namespaces_of_alto(space: str) -> None:
    data = alto('<TextBlock><TextLine><String CONTENT="words"/></TextLine></TextBlock>')
    assert read(data.replace("http://www.loc.gov/standards/alto/ns-v4#", space)).text == "words\n"


def test_words_without_lines_are_read() -> None:
    word = "<Word><TextEquiv><Unicode>{}</Unicode></TextEquiv></Word>"
    assert (
        read(page(f"<TextRegion id='r'>{word.format('two')}{word.format('words')}</TextRegion>")).text == "two words\n"
    )
    assert read(alto('<TextBlock><String CONTENT="two"/><String CONTENT="words"/></TextBlock>')).text == "two words\n"


def test_a_sentence_that_a_column_leaves_open_goes_on_in_the_next() -> None:
    """Whatever stands between them on the page; a heading is not swallowed."""
    first = region("a", line("The Ambassador said at some length that it would"))
    note = f'<TextRegion id="m" type="marginalia">{line("see 3")}</TextRegion>'
    second, third = region("b", line("go on for years.")), region("c", line("MINUTES"))
    source = read(page(first, note, second, third))
    assert source.text == "The Ambassador said at some length that it would\nsee 3\tgo on for years.\n\nMINUTES\n"
    assert source.running.text.split("\n\n")[0].split() == [
        "The",
        "Ambassador",
        "said",
        "at",
        "some",
        "length",
        "that",
        "it",
        "would",
        "go",
        "on",
        "for",
        "years.",
    ]


def test_every_sign_of_a_cut_word_joins_it() -> None:
    """The hyphen, the sign that transcribers set for it, and the soft hyphen of an OCR, which is a hyphen on the page."""
    lines = (
        "The Ambassador spoke of the nego-",
        "tiations, of the fish¬",
        "ery question, and of the confi\u00ad",
        "dential talks.",
    )
    done = convert_bytes(page(region("r", *(line(one) for one in lines))).encode(), "p.xml")
    root = etree.fromstring(done.tei)
    assert [one.get("rend") for one in root.iter(f"{TEI}lb") if one.get("break") == "no"] == ["-", "¬", "-"]
    assert list(Schema.load(schema_path()).validate(done.tei)) == []
    assert "negotiations, of the fishery question, and of the confidential talks" in " ".join(
        render(done.tei, "text").split()
    )


def test_inspect_tells_what_the_page_carries(tmp_path: Path) -> None:
    head = f'<TextRegion id="h" type="header">{line("SECRET")}</TextRegion>'
    (tmp_path / "p.xml").write_text(page(head, region("r", line("The text of it."))), encoding="utf-8")
    shown = CliRunner().invoke(cli, ["inspect", str(tmp_path / "p.xml")]).output
    assert [" ".join(one.split()) for one in shown.splitlines() if one.endswith("SECRET")] == [
        "1 header of the page SECRET"
    ]
