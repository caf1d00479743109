"""Pages: where they begin, the images that show them, and what they carry beside the text – in the TEI and on the page."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

import teikit
from teikit.cli.main import cli
from teikit.containers.extracted import PageText, Part, assembled, image_url
from teikit.conversion import convert_bytes
from teikit.conversion.single import read_cable
from teikit.conversion.usage import usage_report
from teikit.relaxng import Schema
from teikit.rendering import Renderer
from teikit.resources import schema_path
from teikit.source import Page, PageWords, SourceText
from teikit.source.text import FORBIDDEN, letters
from teikit.tei import encode
from tests.containers.documents import alto, docx, line, page, par, pdf, rectangle, region, words, zipped

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
OPEN = "The Ambassador said at some length that the talks would be"
ON = "resumed in the spring of that year."
NEXT = "He added nothing to that on the day itself, as the record of the talk shows."


def tei(data: bytes | str, name: str) -> etree._Element:
    done = convert_bytes(data.encode() if isinstance(data, str) else data, name)
    assert list(grammar().validate(done.tei)) == []
    assert not usage_report(done.cable)["lost"]
    assert letters(transcript().render(done.tei)) == letters(FORBIDDEN.sub("", done.cable.source.text))
    return etree.fromstring(done.tei)


@cache
def transcript() -> Renderer:
    return Renderer("transcript")


@cache
def grammar() -> Schema:
    return Schema.load(schema_path())


def shape(root: etree._Element) -> str:
    """The text's elements and words, identifiers left out."""
    body = root.find(f".//{TEI}body/{TEI}div")
    assert body is not None
    for one in body.iter():
        for key in list(one.attrib):
            if key not in ("n", "facs", "type", "break", "place"):
                del one.attrib[key]
    whole = "".join(etree.tostring(one, encoding="unicode") for one in body)
    return " ".join(whole.replace(' xmlns="http://www.tei-c.org/ns/1.0"', "").split())


def facsimile(root: etree._Element) -> list[tuple[str, str, str]]:
    return [
        (one.get(XML_ID, ""), one.get("n", ""), str(one.find(f"{TEI}graphic").get("url")))  # type: ignore[union-attr]
        for one in root.iter(f"{TEI}surface")
    ]


def test_form_feeds_of_plain_text_are_page_breaks() -> None:
    """One before each page's first letter; in the middle of a paragraph where it stands there; blank pages are none."""
    text = f"{OPEN} more.\n\n{NEXT}\f\f\n{NEXT} And then:\fthere was more.\n\f"
    root = tei(text, "a.txt")
    assert shape(root) == f"<pb/> <p>{OPEN} more.</p> <p>{NEXT}</p> <pb/> <p>{NEXT} And then:<pb/>there was more.</p>"
    assert root.find(f"{TEI}facsimile") is None
    assert not root.findall(f".//{TEI}item")  # a form feed that ends a page is not dropped


def test_a_pdf_has_a_surface_a_page() -> None:
    """The address of each page (RFC 8118), and its number; a sentence that runs on over the page is one paragraph."""
    first = words(72, 700, NEXT) + words(72, 600, OPEN)
    root = tei(pdf(first, words(72, 700, ON) + words(72, 600, NEXT)), "my cable.pdf")
    assert facsimile(root) == [("facs1", "1", "my%20cable.pdf#page=1"), ("facs2", "2", "my%20cable.pdf#page=2")]
    assert shape(root) == (
        f'<pb n="1" facs="#facs1"/> <p>{NEXT}</p> <p>{OPEN} <pb n="2" facs="#facs2"/>{ON}</p> <p>{NEXT}</p>'
    )


def test_a_pdf_of_one_page_has_its_page_and_a_blank_one_too() -> None:
    root = tei(pdf(words(72, 700, NEXT), b"", words(72, 700, NEXT)), "a.pdf")
    assert shape(root).split(" <p>")[1].endswith('</p> <pb n="2" facs="#facs2"/> <pb n="3" facs="#facs3"/>')
    assert facsimile(tei(pdf(words(72, 700, NEXT)), "a.pdf")) == [("facs1", "1", "a.pdf#page=1")]


def test_a_file_called_like_a_surface_keeps_its_identifier() -> None:
    root = tei(pdf(words(72, 700, NEXT)), "facs1.pdf")
    assert (root.get(XML_ID), facsimile(root)[0][0]) == ("facs1", "surface1")


def test_standard_input_has_no_image() -> None:
    assert facsimile(tei(pdf(words(72, 700, NEXT)), "-")) == []


def test_page_breaks_of_word() -> None:
    """Those that the author set, and those where the program broke the page, within a paragraph and within a word."""
    soft = "<w:r><w:lastRenderedPageBreak/></w:r>"
    hard = '<w:r><w:br w:type="page"/></w:r>'
    body = (
        par(NEXT)
        + par(f"{OPEN} ", soft, ON)
        + par(NEXT, hard)
        + par(soft, f"And the{NEXT}")
        + par("Over", soft, f"land. {NEXT}")
    )
    assert shape(tei(docx(body), "a.docx")) == (
        f'<pb/> <p>{NEXT}</p> <p>{OPEN} <pb/>{ON}</p> <p>{NEXT}</p> <pb/> <p>And the{NEXT}</p> <p>Over<pb break="no"/>land. {NEXT}</p>'
    )
    assert "<pb" not in shape(tei(docx(par(NEXT)), "a.docx"))


def zone(name: str, kind: str, top: int, *lines: str) -> str:
    points = f"10,{top} 90,{top} 90,{top + 9} 10,{top + 9}"
    coordinates = (
        f'<Coords points="{points}"/>'
        if kind != "footer"
        else f'<Coords><Point x="1" y="{top}"/><Point x="9" y="{top}"/><Point x="9" y="99"/></Coords>'
    )
    return f'<TextRegion id="{name}" type="{kind}">{coordinates}{"".join(line(one) for one in lines)}</TextRegion>'


EXPORT = {
    "doc/page/1.xml": page(
        zone("h", "header", 1, "SECRET"), zone("t", "paragraph", 20, *OPEN.split(" that "), "nego-"),
        zone("m", "marginalia", 20, "see No. 3"), zone("f", "footer", 90, "- 1 -"), image="scan 1.jpg"),
    "doc/page/2.xml": page(
        zone("h", "header", 1, "SECRET"), zone("t", "paragraph", 20, "tiated in the spring."), zone("u", "paragraph", 40, NEXT),
        zone("f", "page-number", 90, "2"), image="D:\\scans\\2.jpg"),
    "doc/page/3.xml": page(image="https://example.org/3.jpg"),
}  # fmt: skip


def test_an_export_has_images_zones_and_what_its_pages_carry() -> None:
    """A sentence and a word run on over the page; page numbers, running heads and notes in the margin stand where they stood."""
    root = tei(zipped(EXPORT), "export.zip")
    assert facsimile(root) == [
        ("facs1", "1", "scan%201.jpg"),
        ("facs2", "2", "2.jpg"),
        ("facs3", "", "https://example.org/3.jpg"),
    ]
    first, then = OPEN.split(" that ")
    assert shape(root).replace("<lb/>", " ") == (
        f'<pb n="1" facs="#facs1"/> <fw type="header">SECRET</fw> <p facs="#facs1-zone2 #facs2-zone2">{first} {then} nego'
        '<lb break="no"/><note type="marginalia" place="margin">see No. 3</note><fw type="pageNum">- 1 -</fw>'
        '<pb n="2" break="no" facs="#facs2"/><fw type="header">SECRET</fw>tiated in the spring.</p> '
        f'<p facs="#facs2-zone3">{NEXT}</p> <fw type="pageNum">2</fw> <pb facs="#facs3"/>'
    )
    zones = [(one.get("type"), one.get("points")) for one in root.iter(f"{TEI}zone")]
    assert zones[3] == ("pageNum", "1,90 9,90 9,99")
    assert [kind for kind, _ in zones[4:]] == ["header", "paragraph", "paragraph", "pageNum"]
    assert root.find(f"{TEI}facsimile/{TEI}surface").get("lrx") == "10"  # type: ignore[union-attr]
    categories = [str(one.get("target")) for one in root.iter(f"{TEI}catRef")]
    assert categories == ["#secret"]  # told by the running head alone


def test_alto_has_images_and_zones() -> None:
    block = '<TextBlock ID="b" HPOS="10" VPOS="20" WIDTH="100" HEIGHT="30.5"><TextLine><String CONTENT="{}"/></TextLine></TextBlock>'
    file = "<Description><sourceImageInformation><fileName>/mnt/scans/p é.tif</fileName></sourceImageInformation></Description>"
    data = alto(block.format(NEXT)).replace(
        "<Layout><Page ", f'{file}<Layout><Page PHYSICAL_IMG_NR="7" PRINTED_IMG_NR="iv" WIDTH="2000" HEIGHT="3000" '
    )
    root = tei(data, "a.xml")
    assert facsimile(root) == [("facs1", "iv", "p%20%C3%A9.tif")]
    assert [one.get("points") for one in root.iter(f"{TEI}zone")] == ["10,20 110,20 110,50.5 10,50.5"]
    assert shape(root) == f'<pb n="iv" facs="#facs1"/> <p facs="#facs1-zone1">{NEXT}</p>'


@pytest.mark.parametrize(("given", "url"), [
    ("0001.jpg", "0001.jpg"), ("../img/0 1.jpg", "../img/0%201.jpg"), ("/home/x/1.jpg", "1.jpg"), ("C:\\x\\1.jpg", "1.jpg"),
    ("https://a.org/iiif/1/full.jpg", "https://a.org/iiif/1/full.jpg"), ("javascript:alert(1)", "javascript%3Aalert%281%29"),
    ("", ""), ("a#b?c.jpg", "a%23b%3Fc.jpg"),
])  # fmt: skip
def test_addresses_of_images(given: str, url: str) -> None:
    """Relative to nothing but the export; another machine's folders are left out, and nothing becomes a script."""
    assert image_url(given) == url


def test_outlines_that_enclose_nothing_are_left_out() -> None:
    broken = page(region("a", line(NEXT)).replace("<TextLine", '<Coords points="1,2 x,y 3"/><TextLine', 1))
    root = tei(broken, "a.xml")
    assert not list(root.iter(f"{TEI}zone"))
    assert len(facsimile(root)) == 1


def test_a_dialect_s_own_page_breaks_are_the_same_pages() -> None:
    """A telegram's PAGE headings tell the numbers; the container's pages add the images."""
    head = "PAGE 0{0} LA PAZ 00039 032026Z"
    first = [
        head.format(1),
        "FM AMEMBASSY LA PAZ",
        "TO SECSTATE WASHDC",
        "P R 031943Z JAN 74",
        "1. THE MINISTER SAID THAT TALKS",
    ]
    second = [head.format(2), "WOULD GO ON IN THE SPRING OF THE YEAR. HE WAS FIRM."]
    pages = (b"".join(words(72, 700 - 14 * at, one) for at, one in enumerate(lines)) for lines in (first, second))
    root = tei(pdf(*pages), "telegram.pdf")
    breaks = [(one.get("n", ""), one.get("facs", "")) for one in root.iter(f"{TEI}pb")]
    assert [facs for _, facs in breaks] == ["#facs1", "#facs2"]


def test_containers_through_the_command(tmp_path: Path) -> None:
    """Converted, accounted for letter by letter, and valid by all three schemas."""
    soft = "<w:r><w:lastRenderedPageBreak/></w:r>"
    files = {
        "export.zip": zipped(EXPORT),
        "talk.docx": docx(par(NEXT) + par(OPEN, soft, f" {ON}"), {"header": par("SECRET"), "footer": par("Copy 2")}),
        "talk.pdf": pdf(words(72, 700, NEXT) + rectangle(72, 600, 200, 12) + words(72, 560, OPEN), words(72, 700, ON)),
        "page.xml": EXPORT["doc/page/2.xml"].encode(),
    }
    files["memo.docx"] = files.pop("talk.docx")  # two files of one name would be written to one
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    out, report = tmp_path / "out", tmp_path / "report.json"
    done = CliRunner().invoke(cli, ["convert", str(tmp_path), "-o", str(out), "--report", str(report)])
    assert done.exit_code == 0, done.output
    rows = json.loads(report.read_text(encoding="utf-8"))
    assert [Path(row["source"]).name for row in rows] == ["export.zip", "memo.docx", "page.xml", "talk.pdf"]
    assert not any(row["lost"] or row["dropped"] or row["forbidden"] for row in rows)
    checked = CliRunner().invoke(cli, ["validate", str(out)])
    assert "error" not in checked.output
    assert checked.exit_code == 0, checked.output


def test_pages_are_links_in_html() -> None:
    """To the image of the surface that a page break points to."""
    done = convert_bytes(zipped(EXPORT), "export.zip")
    html = etree.HTML(teikit.render(done.tei, "html"))
    assert [one.get("href") for one in html.iterfind(".//a[@class='facs']")] == [
        "scan%201.jpg",
        "2.jpg",
        "https://example.org/3.jpg",
    ]


def test_assembling_keeps_every_page_and_letter() -> None:
    pages = [
        PageText((Part("a\n\n", points="1,1 2,1 2,2"), Part(" 12 ", "pageNum")), "x"),
        PageText(()),
        PageText((Part("\n"), Part("b c"))),
    ]
    whole = assembled(pages)
    assert whole.text == "a\n\n12\n\f\nb c\n"
    assert [(one.start, one.n) for one in whole.pages] == [(0, "x"), (8, ""), (8, "")]
    assert [(one.start, one.end, one.points) for one in whole.pages[0].zones] == [(0, 1, "1,1 2,1 2,2")]
    assert whole.page_words == [PageWords(3, 5, "pageNum")]


FRAGMENTS = st.sampled_from([
    "SECRET", "Memorandum of Conversation", "The President: Good morning to you all.", "(Clinton) I agree with that.",
    "He met [2 lines not declassified] and left.", "NATO [North Atlantic Treaty Organization]", "nego-\ntiations went on",
    "Participants:\nMr. A\nMr. B", "| a | b |\n| c | d |", "a    b    c", "1. First point, which is made at length here.", "2",
    "February 12, 1994", "（総理）そのとおりである。そうして話は続く。", "*set off* and **bold**", "Dear Mr. Smith:", "[1] A note.",
    "Subject: Fish", "From: X", "（注：本）", "Said[1] once.", "FEEL STRONGLY", "## Head", "NNNN", "PAGE 01 LA PAZ 00039 032026Z",
])  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(FRAGMENTS, min_size=1, max_size=14), st.sampled_from(["\n", "\n\n"]), st.lists(st.floats(0, 1), max_size=5),
       st.lists(st.tuples(st.integers(0, 13), st.sampled_from(["header", "footer", "pageNum", "marginalia"])), max_size=3))  # fmt: skip
@example(
    ["| a | b |\n| c | d |", "Participants:\nMr. A\nMr. B"], "\n\n", [0.1, 0.3, 0.5, 0.7, 0.9, 1.0], [(1, "marginalia")]
)
def test_pages_may_begin_anywhere(
    pieces: list[str], between: str, places: list[float], carried: list[tuple[int, str]]
) -> None:
    """In any node of any block: the document is valid, has every page once and in order, and gives every letter back."""
    text = between.join(pieces)
    starts = [0]
    for one in pieces:
        starts.append(starts[-1] + len(one) + len(between))
    spans = sorted({at: kind for at, kind in carried if at < len(pieces)}.items())
    page_words = tuple(PageWords(starts[at], starts[at] + len(pieces[at]), kind) for at, kind in spans)
    cuts = sorted({round(one * len(text)) for one in places})
    # A container's page never begins inside what another page carries.
    cuts = [cut for cut in cuts if not any(one.start < cut < one.end for one in page_words)]
    source = SourceText(
        "any.txt",
        text,
        pages=tuple(Page(cut, str(at), f"{at}.jpg") for at, cut in enumerate(cuts)),
        page_words=page_words,
    )
    if not source.running.text.strip():
        return
    cable, _, _ = read_cable(source)
    done = encode(cable)
    assert list(grammar().validate(done)) == []
    assert letters(transcript().render(done)) == letters(text) or _moved(done, text)
    root = etree.fromstring(done)
    shown = [one.get("facs") for one in root.iter(f"{TEI}pb") if one.get("facs")]
    assert sorted(shown) == sorted(f"#facs{at}" for at in range(1, len(cuts) + 1))
    told = "".join("".join(one.itertext()) for one in root.iter(f"{TEI}fw", f"{TEI}note"))
    assert all(letters(text[one.start : one.end])[:3] in letters(told) for one in page_words)


def _moved(done: bytes, text: str) -> bool:
    """Whether the same letters came back, though what a page carries stands beside a node that it stood in the middle of."""
    return sorted(letters(transcript().render(done))) == sorted(letters(text))
