"""Italics, bold, underlines of word processors: `hi rend` in the TEI, and nothing else of a cable changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from teikit.containers.reading import read_transcript
from teikit.conversion import convert_bytes
from teikit.relaxng import Schema
from teikit.resources import schema_path
from tests.containers.documents import docx, line, odt, page, par, region, run
from tests.tools.transcript import letters, transcript

TEI = "{http://www.tei-c.org/ns/1.0}"
GRAMMAR = Schema.load(schema_path())
BOLD, ITALIC, LINE = "<w:b/>", "<w:i/>", '<w:u w:val="single"/>'
STYLES = (
    '<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="U" style:family="text"><style:text-properties style:text-underline-style="solid"/></style:style>'
    '<style:style style:name="P" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'
)


def highlights(data: bytes, name: str) -> list[tuple[str, str, str]]:
    """What is set off in the TEI: the element around it, how, and the words."""
    tree = etree.fromstring(convert_bytes(data, name).tei)
    return [
        (etree.QName(one.getparent()).localname, one.get("rend"), "".join(one.itertext()))
        for one in tree.iter(TEI + "hi")
    ]


def test_runs_of_word_are_set_off() -> None:
    body = (
        par(run("Secretary Brandt:", BOLD + LINE), " We settle this ", run("today", ITALIC), ".")
        + par(
            run("Minister Ruiz:", BOLD),
            " See ",
            run("The Harbour ", ITALIC),
            run("News", ITALIC),
            " of ",
            run("May 3", BOLD),
            ", 1971.",
        )
        + par(
            run("Secretary Brandt:", BOLD),
            " We ",
            run("do", '<w:b w:val="0"/>'),
            " so ",
            run("now", BOLD + ITALIC),
            ".",
        )
    )
    assert highlights(docx(body), "runs.docx") == [
        ("speaker", "bold underline", "Secretary Brandt:"),
        ("p", "italic", "today"),
        ("speaker", "bold", "Minister Ruiz:"),
        ("p", "italic", "The Harbour News"),
        ("date", "bold", "May 3"),
        ("speaker", "bold", "Secretary Brandt:"),
        ("p", "bold italic", "now"),
    ]


def test_a_style_of_characters_sets_off_and_one_of_paragraphs_does_not() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Emph"><w:rPr><w:i/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:rPr><w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Title"><w:rPr><w:b/></w:rPr></w:style>'
    )
    body = par(run("Report on dues"), properties='<w:pStyle w:val="Title"/>') + par(
        "The ",
        run("Aurora", '<w:rStyle w:val="Emph"/>'),
        " and ",
        run("a link", '<w:rStyle w:val="Hyperlink"/>'),
        " stand here.",
    )
    assert highlights(docx(body, {"styles": styles}), "styles.docx") == [("p", "italic", "Aurora")]


def test_the_mark_of_a_note_is_not_raised_again() -> None:
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="2">{par("See the ", run("Gazette", ITALIC), ".")}</w:footnote>'
    body = par("Heading of a paper") + par(
        "The dues rose", mark, " by the 10", run("th", '<w:vertAlign w:val="superscript"/>'), " part."
    )
    data = docx(body, {"footnotes": notes})
    assert highlights(data, "note.docx") == [("p", "superscript", "th"), ("note", "italic", "Gazette")]
    tree = etree.fromstring(convert_bytes(data, "note.docx").tei)
    assert [one.text for one in tree.iter(TEI + "ref")] == ["[1]"]


def test_spans_of_opendocument_are_set_off() -> None:
    body = (
        '<text:p text:style-name="P">Report on dues</text:p>'
        '<text:p>The <text:span text:style-name="I">Aurora </text:span>sails '
        '<text:span text:style-name="B">on <text:span text:style-name="U">Monday</text:span></text:span>, he said.</text:p>'
        '<text:p>And <text:span text:style-name="B">no</text:span>thing more was said of it on that day.</text:p>'
    )
    assert highlights(odt(body, STYLES), "spans.odt") == [
        ("p", "italic", "Aurora"),
        ("p", "bold", "on"),
        ("p", "bold underline", "Monday"),
        ("p", "bold", "no"),
    ]


def test_running_heads_and_numbers_stay_plain() -> None:
    body = (
        par(run("NUMBER: 4512", BOLD))
        + par(run("SUBJECT:", BOLD), " Dues")
        + par("The dues rose in the whole of the district.")
    )
    data = docx(body, {"header": par(run("SECRET", BOLD))})
    tree = etree.fromstring(convert_bytes(data, "heads.docx").tei)
    assert not [one for name in ("fw", "idno") for two in tree.iter(TEI + name) for one in two.iter(TEI + "hi")]
    assert ["".join(one.itertext()) for one in tree.iter(TEI + "fw")] == ["SECRET"]


@pytest.mark.parametrize("sign", ["\ufdd0", "\ufdd3", "\ufdef"])
def test_signs_that_a_file_brings_along_set_nothing_off(sign: str) -> None:
    source = read_transcript("signs.docx", docx(par(f"A {sign}b c") + par(run("Bold", BOLD))))
    assert source.text == "A \ufffdb c\n\nBold\n"
    assert [(one.start, one.end) for one in source.set_off] == [(8, 12)]


@pytest.mark.parametrize(
    ("custom", "expected"),
    [
        ("textStyle {offset:0; length:6; bold:true;}", [("bold", "Aurora")]),
        (
            "textStyle {offset:0; length:7; italic:true;} textStyle {offset:7; length:5; italic:true; bold:true;}",
            [("italic", "Aurora"), ("bold italic", "sails")],
        ),
        (
            "unclear {offset:7; length:5;} textStyle {offset:0; length:12; underlined:true;}",
            [("underline", "Aurora"), ("underline", "sails")],
        ),
        (
            "textStyle {offset:13; length:40; strikethrough:true;}",
            [("strikethrough", "to Ha"), ("strikethrough", "vana.")],
        ),
    ],
)
def test_styles_of_transkribus_are_set_off(custom: str, expected: list[tuple[str, str]]) -> None:
    second = "textStyle {offset:0; length:5; strikethrough:true;}" if "strike" in custom else ""
    lines = (
        line("The harbour was closed on that day, as we heard."),
        line("Aurora sails to Ha-", custom),
        line("vana. It was late when she came.", second),
    )
    found = highlights(page(region("r1", *lines)).encode(), "styled.xml")
    assert [(look, words) for _, look, words in found] == expected


LOOKS = st.sampled_from(("", BOLD, ITALIC, LINE, BOLD + ITALIC))
WORDS = st.sampled_from(
    (
        "Secretary Brandt:",
        "The",
        "ships",
        "[1]",
        "[name not declassified]",
        "May 3, 1971",
        "（総理）",
        "[sic]",
        "SUBJECT:",
        "12.",
        " ",
        "  ",
        "x",
    )
)
PARAGRAPHS = st.lists(st.lists(st.tuples(WORDS, LOOKS), min_size=1, max_size=7), min_size=1, max_size=8)


@given(PARAGRAPHS)
def test_looks_change_nothing_but_add_themselves(paragraphs: list[list[tuple[str, str]]]) -> None:
    plain = docx("".join(par(*(run(text + " ") for text, _ in one)) for one in paragraphs))
    rich = docx("".join(par(*(run(text + " ", look) for text, look in one)) for one in paragraphs))
    if not any(text.strip() for one in paragraphs for text, _ in one):
        return
    before, after = read_transcript("a.docx", plain), read_transcript("a.docx", rich)
    assert before.text == after.text
    assert before.pages == after.pages
    assert before.page_words == after.page_words
    tei = convert_bytes(rich, "a.docx").tei
    assert letters(transcript(tei)) == letters(after.text)
    assert list(GRAMMAR.validate(tei)) == []
    tree = etree.fromstring(tei)
    etree.strip_tags(tree, TEI + "hi")
    other = etree.fromstring(convert_bytes(plain, "a.docx").tei)
    assert etree.tostring(tree.find(TEI + "text"), method="c14n") == etree.tostring(
        other.find(TEI + "text"), method="c14n"
    )
