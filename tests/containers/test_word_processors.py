"""Word and OpenDocument: what the reader of the page sees, and what only the file knows."""

from __future__ import annotations

import pytest

from teikit.containers import read_transcript
from teikit.errors import SourceError
from teikit.source import SourceText
from tests.containers.documents import docx, odt, par, run, zipped

NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1.%2)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)
STYLES = (
    '<w:style w:styleId="Numbered"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="Derived"><w:basedOn w:val="Numbered"/></w:style>'
)
PROSE = "The delegation went on to speak at some length of the fishery question, {}, and of nothing else that day."


def word(body: str, **parts: str) -> SourceText:
    return read_transcript("cable.docx", docx(body, parts))


def rules(source: SourceText) -> list[str]:
    return [finding.rule for finding in source.findings]


def test_paragraphs_breaks_and_tabs() -> None:
    body = par(
        "One", "<w:r><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t><w:noBreakHyphen/><w:t>four</w:t></w:r>"
    ) + par("Five.")
    assert word(body).text == "One\ttwo\nthree-four\n\nFive.\n"


def test_lines_that_a_typist_parted_by_empty_paragraphs() -> None:
    assert word(par("FROM: A") + par("TO: B") + par() + par("Text.") + par() + par("End.")).text == (
        "FROM: A\nTO: B\n\nText.\n\nEnd.\n"
    )


def test_pages() -> None:
    body = (
        par("One.", '<w:r><w:br w:type="page"/></w:r>') + par("Two.") + par("Three.", properties="<w:pageBreakBefore/>")
    )
    assert word(body).text == "One.\n\f\nTwo.\n\f\nThree.\n"


def test_notes_are_numbered_as_they_are_met() -> None:
    body = par(
        "Said", '<w:r><w:footnoteReference w:id="8"/></w:r>', " and", '<w:r><w:endnoteReference w:id="4"/></w:r>', "."
    )
    source = word(
        body,
        footnotes='<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="8">{par("At noon.")}{par("Or later.")}</w:footnote>',
        endnotes=f'<w:endnote w:id="4">{par("See there.")}</w:endnote>',
    )
    assert source.text == "Said[1] and[2].\n\n[1] At noon. Or later.\n\n[2] See there.\n"


def test_comments_stand_where_they_were_made() -> None:
    source = word(
        par("A word", '<w:r><w:commentReference w:id="1"/></w:r>', " more."),
        comments=f'<w:comment w:id="1" w:author="Ed">{par("Which one?")}</w:comment>',
    )
    assert source.text == "A word[Comment by Ed: Which one?] more.\n"
    assert rules(source) == ["TK922"]


def test_tracked_changes_are_told_and_read_as_accepted() -> None:
    source = word(
        f'<w:p>{run("He ")}<w:del w:id="1"><w:r><w:delText>never </w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{run("often ")}</w:ins>{run("spoke.")}</w:p>'
        f'<w:p><w:moveFrom w:id="3">{run("Moved.")}</w:moveFrom></w:p>{par("Last.")}'
        f'<w:p><w:moveTo w:id="4">{run("Moved.")}</w:moveTo></w:p>'
    )
    assert source.text.split() == ["He", "often", "spoke.", "Last.", "Moved."]
    assert rules(source) == ["TK921"]
    assert "4 tracked changes" in source.findings[0].message


def test_numbers_that_word_shows_and_does_not_store() -> None:
    def numbered(level: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'

    body = "".join(
        par(text, properties=numbered(level)) for text, level in (("A", 0), ("B", 1), ("C", 1), ("D", 0), ("E", 1))
    )
    body += par("F", properties='<w:pStyle w:val="Derived"/>')
    text = word(body, numbering=NUMBERING, styles=STYLES).text
    assert text.split("\n\n") == ["3. A", "(3.a) B", "(3.b) C", "4. D", "(4.a) E", "5. F\n"]


def test_running_heads_stand_once() -> None:
    assert word(par("Text."), header=par("SECRET") + par("12"), footer=par("Archive copy")).text == (
        "SECRET\n\nText.\n\nArchive copy\n"
    )


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(par(one) for one in paragraphs)}</w:tc>"


def test_a_table_has_a_line_a_row() -> None:
    rows = "".join(f"<w:tr>{cell(a)}{cell(b)}</w:tr>" for a, b in (("Name", "Post"), ("Gromov", "Minister")))
    assert word(f"<w:tbl>{rows}</w:tbl>").text == "Name\tPost\nGromov\tMinister\n"


def test_columns_of_prose_do_not_interleave() -> None:
    """A translation set beside its original in a table."""
    sides = [[PROSE.format(f"{side} {at}") for at in range(3)] for side in ("left", "right")]
    rows = "".join(f"<w:tr>{cell(a)}{cell(b)}</w:tr>" for a, b in zip(*sides, strict=True))
    assert word(f"<w:tbl>{rows}</w:tbl>").text == "\n\n".join(sides[0] + sides[1]) + "\n"


BOX = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
)


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{par('In a box.')}</w:txbxContent>"
    assert (
        word(par("Before.", f"<w:r>{BOX.format(box, box)}</w:r>") + par("After.")).text
        == "Before.\n\nIn a box.\n\nAfter.\n"
    )


@pytest.mark.parametrize("properties", ['<w:highlight w:val="black"/>', '<w:shd w:val="clear" w:fill="000000"/>'])
def test_blackened_words_stop_the_conversion(properties: str) -> None:
    with pytest.raises(SourceError, match="leak") as caught:
        word(par("He met ", run("Trubnikov", properties), "."))
    assert "Trubnikov" not in str(caught.value)


def test_light_letters_on_black_and_blocks_are_read() -> None:
    light = run("Heading", '<w:shd w:fill="000000"/><w:color w:val="FFFFFF"/>')
    assert (
        word(par(light) + par("He met ", run("■■■■", '<w:highlight w:val="black"/>'), ".")).text
        == "Heading\n\nHe met ■■■■.\n"
    )


def test_hidden_words_are_left_out_and_told() -> None:
    source = word(par("Seen ", run("unseen", "<w:vanish/>"), run("words", '<w:vanish w:val="0"/>')))
    assert source.text == "Seen words\n"
    assert rules(source) == ["TK923"]


def test_the_text_may_lie_in_another_part() -> None:
    assert read_transcript("cable.docx", docx(par("Here."), main="word/document2.xml")).text == "Here.\n"


@pytest.mark.parametrize("members", [
    {"word/styles.xml": "<a/>", "[Content_Types].xml": "<a/>"},
    {"word/document.xml": "<a", "[Content_Types].xml": "<a/>"},
    {"word/document.xml": "", "[Content_Types].xml": "<a/>"},
    {"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "[Content_Types].xml": "<a/>"},
], ids=["no text", "broken", "empty", "entities"])  # fmt: skip
def test_broken_word_files_are_refused(members: dict[str, str]) -> None:
    with pytest.raises(SourceError):
        read_transcript("cable.docx", zipped(members))


def opened(body: str, styles: str = "") -> SourceText:
    return read_transcript("cable.odt", odt(body, styles))


def test_opendocument_paragraphs() -> None:
    body = (
        "<text:h>Head</text:h><text:p>One<text:s text:c='3'/>two<text:tab/>\n  three<text:line-break/>four "
        "<text:span>five</text:span>.</text:p><text:section><text:p>Six.</text:p></text:section>"
    )
    assert opened(body).text == "Head\n\nOne   two\t three\nfour five.\n\nSix.\n"


def test_opendocument_pages_and_notes() -> None:
    body = (
        "<text:p>Said<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>At noon.</text:p>"
        "</text:note-body></text:note> once, <text:soft-page-break/>twice.</text:p>"
    )
    source = opened(body)
    assert source.text == "Said[1] once, twice.\n\n[1] At noon.\n"
    assert [source.text[page.start :][:5] for page in source.pages] == ["Said[", "twice"]


def test_opendocument_comments_and_changes_are_told() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>A<office:annotation><dc:creator>Ed</dc:creator>"
        "<text:p>Why?</text:p></office:annotation> word.</text:p>"
    )
    source = opened(body)
    assert source.text == "A[Comment by Ed: Why?] word.\n"
    assert rules(source) == ["TK921", "TK922"]


def test_opendocument_lists_show_their_numbers() -> None:
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="I" '
        'style:num-suffix="."/><text:list-level-style-bullet text:level="2"/></text:list-style>'
    )
    inner = "<text:list><text:list-item><text:p>B</text:p></text:list-item></text:list>"
    body = (
        f'<text:list text:style-name="L"><text:list-item><text:p>A</text:p>{inner}</text:list-item>'
        "<text:list-item><text:p>C</text:p></text:list-item></text:list>"
    )
    assert opened(body, styles).text == "I. A\n\n- B\n\nII. C\n"


def test_opendocument_tables() -> None:
    cells = "".join(f"<table:table-cell><text:p>{one}</text:p></table:table-cell>" for one in "ab")
    assert opened(f"<table:table><table:table-row>{cells}</table:table-row></table:table>").text == "a\tb\n"


def test_opendocument_blackened_words_stop_the_conversion() -> None:
    style = '<style:style style:name="T1" style:family="text"><style:text-properties fo:background-color="#000000"{}/></style:style>'
    body = '<text:p>He met <text:span text:style-name="T1">Trubnikov</text:span>.</text:p>'
    with pytest.raises(SourceError, match="leak") as caught:
        opened(body, style.format(""))
    assert "Trubnikov" not in str(caught.value)
    assert "Trubnikov" in opened(body, style.format(' fo:color="#ffffff"')).text


def test_other_opendocument_files_are_refused() -> None:
    with pytest.raises(SourceError, match="no text"):
        read_transcript("a.odt", odt("", mimetype="application/vnd.oasis.opendocument.spreadsheet"))
