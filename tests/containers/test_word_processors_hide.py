"""What word processors hide, draw over, delete and count for themselves: nothing of it leaks, and nothing goes without a word."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from teikit.containers import read_transcript
from teikit.conversion import convert_bytes
from teikit.conversion.usage import usage_report
from teikit.errors import SourceError
from teikit.source import SourceText
from teikit.source.text import letters
from tests.conftest import require_program
from tests.containers.documents import docx, odt, par, run, zipped

TEI = "{http://www.tei-c.org/ns/1.0}"


def word(body: str, **parts: str) -> SourceText:
    return read_transcript("cable.docx", docx(body, parts))


def opened(body: str, styles: str = "", shared: str = "") -> SourceText:
    return read_transcript("cable.odt", odt(body, styles, shared=shared))


def rules(source: SourceText) -> list[str]:
    return [finding.rule for finding in source.findings]


STYLES = (
    '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="More"><w:basedOn w:val="Secret"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Black"><w:rPr><w:highlight w:val="black"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Break"><w:pPr><w:pageBreakBefore/></w:pPr></w:style>'
)
DELETED = f'<w:p>{run("He ")}<w:del w:id="1"><w:r><w:delText>never met Trubnikov </w:delText></w:r></w:del>{run("spoke.")}</w:p>'


def test_what_was_deleted_is_counted_and_never_quoted() -> None:
    """Not in the TEI, not in the report, not in a message; how much it was is in all three."""
    done = convert_bytes(docx(DELETED + par(run("unseen agent", "<w:vanish/>"))), "a.docx")
    assert [(one.what, one.pieces, one.letters) for one in done.cable.source.left_out] == [
        ("deleted in tracked changes", 1, 17),
        ("formatted as hidden text", 1, 11),
    ]
    told = done.tei.decode() + str(usage_report(done.cable)) + " ".join(map(str, done.findings))
    assert not any(secret in told for secret in ("never", "Trubnikov", "unseen", "agent"))
    notes = [one.text for one in etree.fromstring(done.tei).iterfind(f".//{TEI}samplingDecl/{TEI}p")]
    assert [str(one).split(" letters")[0] for one in notes] == ["Of the file, 17", "Of the file, 11"]
    assert "17 deleted letters" in " ".join(map(str, done.findings))


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    body = par("One and ", properties='<w:rPr><w:del w:id="1"/></w:rPr>') + par("the same.") + par("Two.")
    assert word(body).text == "One and the same.\n\nTwo.\n"
    last = par("Last", properties='<w:rPr><w:del w:id="1"/></w:rPr>')
    assert word(par("One.") + last).text == "One.\n\nLast\n"


@pytest.mark.parametrize(
    ("properties", "hidden"),
    [('<w:rStyle w:val="Secret"/>', True), ('<w:rStyle w:val="More"/>', True), ('<w:rStyle w:val="More"/><w:vanish w:val="0"/>', False)],
)  # fmt: skip
def test_styles_hide_too(properties: str, hidden: bool) -> None:
    source = word(par("Seen ", run("unseen ", properties), "words"), styles=STYLES)
    assert source.text.split() == (["Seen", "words"] if hidden else ["Seen", "unseen", "words"])


def test_runs_that_differ_only_in_being_hidden_are_not_taken_for_one() -> None:
    assert word(par(run("Seen "), run("unseen", "<w:vanish/>"), run(" words"))).text == "Seen  words\n"


SHADED = '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="111111"/></w:tcPr>{}</w:tc></w:tr></w:tbl>'


@pytest.mark.parametrize("body", [
    par(run("Trubnikov", '<w:shd w:val="solid" w:color="auto"/>')),
    par(run("Trubnikov", '<w:shd w:val="clear" w:fill="0D0D0D"/><w:color w:val="202020"/>')),
    par("Trubnikov", properties='<w:pStyle w:val="Black"/>'),
    par(run("Trubnikov", '<w:color w:val="000000"/>'), properties='<w:shd w:val="clear" w:fill="000000"/>'),
    SHADED.format(par(run("Trubnikov", '<w:color w:val="000000"/>'))),
    par(run("Trubnikov", '<w:highlight w:val="darkBlue"/><w:color w:val="000080"/>')),
    f'<w:sdt><w:sdtContent>{par(run("Trubnikov", "<w:highlight w:val=" + chr(34) + "black" + chr(34) + "/>"))}</w:sdtContent></w:sdt>',
], ids=["solid", "nearly black", "style", "paragraph", "cell", "blue on blue", "content control"])  # fmt: skip
def test_dark_letters_on_a_dark_ground_stop_the_conversion(body: str) -> None:
    with pytest.raises(SourceError, match="leak") as caught:
        word(body, styles=STYLES)
    assert "Trubnikov" not in str(caught.value)


@pytest.mark.parametrize("body", [
    SHADED.format(par("Heading")),
    par("Heading", properties='<w:shd w:val="clear" w:fill="000000"/>'),
    par(run("Heading", '<w:highlight w:val="yellow"/>')),
    par(run("Heading", '<w:highlight w:val="darkGray"/>')),
    par(run("Heading", '<w:shd w:val="clear" w:fill="auto"/>')),
], ids=["cell turns letters white", "paragraph turns letters white", "yellow", "grey", "no fill"])  # fmt: skip
def test_what_can_be_read_is_read(body: str) -> None:
    source = word(body, styles=STYLES)
    assert (source.text, rules(source)) == ("Heading\n", [])


def test_white_letters_are_kept_and_told() -> None:
    source = word(par("Seen ", run("unseen", '<w:color w:val="FFFFFF"/>')))
    assert (source.text, rules(source)) == ("Seen unseen\n", ["TK930"])
    assert "unseen" not in source.findings[0].message
    assert rules(word(SHADED.format(par(run("Head", '<w:color w:val="FFFFFF"/>'))))) == []


SHAPE = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice><w:drawing><wps:wsp '
    'xmlns:wps="wps" xmlns:a="a"><wps:spPr><a:solidFill><a:srgbClr val="{}"/></a:solidFill></wps:spPr>{}</wps:wsp></w:drawing></mc:Choice>'
    '<mc:Fallback><w:pict><v:rect xmlns:v="v" fillcolor="black"/></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
)


def test_black_shapes_are_told() -> None:
    """Where a shape lies on the page the file does not say, so it cannot be known what it hides."""
    assert rules(word(par("Text.", SHAPE.format("000000", "")))) == ["TK931"]
    assert rules(word(par("Text.", SHAPE.format("FFCC00", "")))) == []
    box = f"<wps:txbx><w:txbxContent>{par('Words.')}</w:txbxContent></wps:txbx>"
    assert rules(word(par("Text.", SHAPE.format("000000", box)))) == []
    assert rules(word(par("Text.", '<w:r><w:pict><v:rect xmlns:v="v" fillcolor="black [3213]"/></w:pict></w:r>'))) == [
        "TK931"
    ]


def test_pictures_are_told() -> None:
    picture = '<w:r><w:drawing><a:blip xmlns:a="a" r:embed="r1" xmlns:r="r"/></w:drawing></w:r>'
    assert rules(word(par("Text.", picture))) == ["TK932"]


def test_a_list_may_begin_anew() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl>'
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{again}</w:num>'
    )
    body = "".join(par("x", properties=f'<w:numPr><w:numId w:val="{one}"/></w:numPr>') for one in (1, 1, 2, 2, 1))
    assert word(body, numbering=numbering).text.split("\n\n") == ["1) x", "2) x", "5) x", "6) x", "3) x\n"]


def test_readings_over_characters() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('さとう')}</w:rt><w:rubyBase>{run('佐藤')}</w:rubyBase></w:ruby></w:r>"
    assert word(par(ruby, "大臣")).text == "佐藤（さとう）大臣\n"


def test_breaks_of_sections_styles_and_tables() -> None:
    """A new page where a section ends or a style demands one; one that ends in a table begins with its row."""
    section = '<w:sectPr><w:type w:val="{}"/></w:sectPr>'
    body = par("One.", properties=section.format("nextPage")) + par("Two.", properties=section.format("continuous"))
    body += par("Three.", properties='<w:pStyle w:val="Break"/>')
    rows = "".join(
        f"<w:tr><w:tc>{par(*([broken] if broken else []), 'a')}</w:tc><w:tc>{par('b')}</w:tc></w:tr>"
        for broken in ("", "<w:r><w:lastRenderedPageBreak/></w:r>")
    )
    source = word(body + f"<w:tbl>{rows}</w:tbl>", styles=STYLES)
    assert source.text == "One.\n\f\nTwo.\n\f\nThree.\n\na\tb\na\tb\n"
    assert [source.text[page.start :].split()[0] for page in source.pages] == ["One.", "Two.", "Three.", "a"]


def test_running_heads_stand_beside_the_text() -> None:
    """And tell the classification that nothing else tells."""
    prose = "The Ambassador said that he had met the Minister on the day before."
    done = convert_bytes(docx(par(prose), {"header": par("SECRET"), "footer": par("Archive copy")}), "a.docx")
    root = etree.fromstring(done.tei)
    assert [(one.get("type"), one.text) for one in root.iter(f"{TEI}fw")] == [
        ("header", "SECRET"),
        ("footer", "Archive copy"),
    ]
    assert [one.get("target") for one in root.iter(f"{TEI}catRef")] == ["#secret"]
    assert [one.tag for one in root.iterfind(f".//{TEI}body/{TEI}div/*") if one.text == prose] in (
        [f"{TEI}p"],
        [f"{TEI}head"],
    )


def test_notes_are_linked_in_the_tei() -> None:
    prose = "The Ambassador said that he had met the Minister"
    body = par(prose, '<w:r><w:footnoteReference w:id="8"/></w:r>', " on the day before.")
    done = convert_bytes(docx(body, {"footnotes": f'<w:footnote w:id="8">{par("At noon.")}</w:footnote>'}), "a.docx")
    root = etree.fromstring(done.tei)
    (mark,) = root.iter(f"{TEI}ref")
    (note,) = (one for one in root.iter(f"{TEI}note") if one.get("n"))
    assert mark.get("target") == "#" + str(note.get("{http://www.w3.org/XML/1998/namespace}id"))
    assert "At noon." in "".join(note.itertext())


def test_broken_relations_are_told() -> None:
    """Relations that name nothing, and relations that declare entities."""
    data = docx(par("Text."))
    for inner in ("<Relationships><Relationship/></Relationships>", '<!DOCTYPE a [<!ENTITY b "c">]><Relationships/>'):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        with pytest.raises(SourceError):
            read_transcript("a.docx", zipped(members | {"word/_rels/document.xml.rels": inner}))


ODT_STYLES = (
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="I" style:family="text" style:parent-style-name="H"/>'
    '<style:style style:name="B" style:family="paragraph">'
    '<style:text-properties fo:background-color="#101010" fo:color="#000000"/></style:style>'
    '<style:style style:name="D" style:family="paragraph"><style:paragraph-properties fo:background-color="#000000"/></style:style>'
    '<style:style style:name="W" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
    '<style:style style:name="A" style:family="paragraph"><style:paragraph-properties fo:break-after="page"/></style:style>'
    '<style:style style:name="G" style:family="graphic"><style:graphic-properties draw:fill-color="#000000"/></style:style>'
)


def test_opendocument_hides_and_tells() -> None:
    body = (
        '<text:p>Seen <text:span text:style-name="I">unseen</text:span>words<text:hidden-text text:string-value="agent"/>.</text:p>'
        '<text:section text:display="none"><text:p>away</text:p></text:section>'
    )
    source = opened(body, ODT_STYLES)
    assert source.text == "Seen words.\n"
    assert rules(source) == ["TK923"]
    assert [(one.pieces, one.letters) for one in source.left_out] == [(3, 15)]


def test_opendocument_counts_what_was_deleted() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Ed</dc:creator></office:change-info>"
        "<text:p>gone away</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>Here.</text:p>"
    )
    source = opened(body)
    assert [(one.what, one.letters) for one in source.left_out] == [("deleted in tracked changes", 8)]
    assert "gone" not in source.text + str(source.findings)


def test_opendocument_grounds() -> None:
    with pytest.raises(SourceError, match="leak"):
        opened('<text:p text:style-name="B">Trubnikov</text:p>', ODT_STYLES)
    assert rules(opened('<text:p text:style-name="D">Heading</text:p>', ODT_STYLES)) == []
    white = opened('<text:p>Seen <text:span text:style-name="W">unseen</text:span></text:p>', ODT_STYLES)
    assert rules(white) == ["TK930"]
    assert rules(opened('<text:p>Text.<draw:rect draw:style-name="G"/></text:p>', ODT_STYLES)) == ["TK931"]


def test_opendocument_pages() -> None:
    body = '<text:p>One.</text:p><text:p text:style-name="P">Two.</text:p><text:p text:style-name="A">Three.</text:p><text:p>Four.</text:p>'
    assert opened(body, ODT_STYLES).text == "One.\n\f\nTwo.\n\nThree.\n\f\nFour.\n"


def test_opendocument_running_heads() -> None:
    shared = (
        '<office:master-styles><style:master-page style:name="S"><style:header><text:p>SECRET</text:p></style:header>'
        "<style:footer><text:p><text:page-number>1</text:page-number></text:p><text:p>Copy 2</text:p></style:footer></style:master-page>"
        "</office:master-styles>"
    )
    source = opened("<text:p>Text.</text:p>", shared=shared)
    assert source.text == "SECRET\n\nText.\n\nCopy 2\n"
    assert [(one.kind, source.text[one.start : one.end]) for one in source.page_words] == [
        ("header", "SECRET"),
        ("footer", "Copy 2"),
    ]


def test_opendocument_numbers() -> None:
    """Lists that go on, begin elsewhere or count two levels; headings that are numbered."""
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/></text:list-style>'
        '<style:style style:name="N" style:family="paragraph" style:list-style-name="L"/>'
    )
    shared = (
        '<office:styles><text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format=""/></text:outline-style></office:styles>'
    )

    def item(text: str, inner: str = "", start: str = "") -> str:
        value = f' text:start-value="{start}"' if start else ""
        return f'<text:list-item{value}><text:p text:style-name="N">{text}</text:p>{inner}</text:list-item>'

    inner = f"<text:list>{item('c')}{item('d')}</text:list>"
    lists = f'<text:list text:style-name="L">{item("a")}{item("b", inner)}</text:list>'
    lists += f'<text:list text:style-name="L" text:continue-numbering="true">{item("e")}</text:list>'
    lists += f"<text:list>{item('f')}{item('g', start='7')}</text:list>"
    heads = '<text:h text:outline-level="1">H</text:h><text:h text:outline-level="2">I</text:h><text:h text:outline-level="1">J</text:h>'
    text = opened(heads + lists, styles, shared).text
    assert text.split("\n\n") == ["I. H", "I", "II. J", "1. a", "2. b", "2.1 c", "2.2 d", "3. e", "1. f", "7. g\n"]


def test_opendocument_boxes_cells_and_readings() -> None:
    box = "<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame>"
    ruby = "<text:ruby><text:ruby-base>佐藤</text:ruby-base><text:ruby-text>さとう</text:ruby-text></text:ruby>"
    cell = f"<table:table-cell><text:p>x{box}</text:p></table:table-cell>"
    again = '<table:table-cell table:number-columns-repeated="2"><text:p>y</text:p></table:table-cell>'
    rows = f"<table:table-row>{cell}{again}</table:table-row>"
    body = f"<text:p>Before {ruby}.{box}</text:p><!-- nothing --><table:table><table:table-rows>{rows}</table:table-rows></table:table>"
    assert opened(body).text == "Before 佐藤（さとう）.\n\nIn a box.\n\nx In a box.\ty\ty\n"


def test_opendocument_tables_made_to_fill_the_memory() -> None:
    cell = '<table:table-cell table:number-columns-repeated="99999999"><text:p>y</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="99999999">{cell}</table:table-row>'
    assert len(opened(f"<table:table>{row}</table:table>").text) < 20_000


MARKDOWN = """# Memorandum of Conversation

The Ambassador met the *Minister*.[^1] He said **nothing** more about it, as the record shows.

3. Third point
4. Fourth point
    a. inner one
    b. inner two

- bullet

| Name | Post |
|------|------|
| Gromov | Minister |

Last line.\\
After the break.

[^1]: At noon.
"""


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_documents_of_another_program(tmp_path: Path, ending: str) -> None:
    """The letters that pandoc put in, in their order, with the numbers that it counts; the two formats give the same."""
    made = tmp_path / f"made.{ending}"
    subprocess.run([require_program("pandoc"), "-f", "markdown", "-o", made], input=MARKDOWN.encode(), check=True)
    source = read_transcript(made)
    assert letters(source.text) == letters(
        "Memorandum of Conversation The Ambassador met the Minister.[1] He said nothing more about it, as the record shows. "
        "3. Third point 4. Fourth point a. inner one b. inner two - bullet Name Post Gromov Minister Last line. After the break. "
        "[1] At noon."
    )
    assert source.findings == ()
