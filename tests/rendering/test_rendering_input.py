"""Bad input: one message with file and line, and nothing half-done."""

from __future__ import annotations

from pathlib import Path

import pytest

from teikit.errors import RenderError
from teikit.rendering import Renderer, formats, render
from teikit.rendering.formats import read_format, suffixes
from teikit.rendering.xslt import DEEPEST

BARE = Path(__file__).parent / "cases" / "bare.xml"
START = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>'
    "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>"
)
END = "</body></text></TEI>"


@pytest.mark.parametrize(
    ("tei", "message", "line"),
    [
        (b"", "empty", None),
        (b" \n ", "empty", None),
        (b"<TEI>\n<a>\n</TEI>", "not well-formed", 3),
        (b"\x00\x01\x02", "not well-formed", 1),
        (b"<TEI/>", "expected TEI in http://www.tei-c.org/ns/1.0", 1),
        (b"\n<html xmlns='http://www.w3.org/1999/xhtml'/>", "the root element is html", 2),
        (b"<teiCorpus xmlns='http://www.tei-c.org/ns/1.0'/>", "without a TEI document", None),
        (START.encode() + b"<p>\xff\xfe</p>" + END.encode(), "not well-formed", 1),
        ((START + "<div>" * 120 + "<p/>" + "</div>" * 120 + END).encode(), f"more than {DEEPEST} deep", 1),
        (
            b"<!DOCTYPE TEI [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]>\n<TEI xmlns='http://www.tei-c.org/ns/1.0'>&c;</TEI>",
            "not well-formed",
            2,
        ),
    ],
)
def test_what_cannot_be_rendered_is_said_in_one_message(tei: bytes, message: str, line: int | None) -> None:
    """The error names what is wrong and the line where the parser knows it."""
    with pytest.raises(RenderError) as caught:
        render(tei, "text", name="x.xml")
    assert message in caught.value.message
    assert caught.value.file == "x.xml"
    assert caught.value.line == line


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(RenderError, match="cannot read the file"):
        render(tmp_path / "none.xml", "text")


def test_entities_from_outside_are_not_read(tmp_path: Path) -> None:
    """A document that wants a local file in its text is refused, and the file is not read."""
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    tei = f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + START + "<p>before &x; after</p>" + END
    with pytest.raises(RenderError) as caught:
        render(tei, "text")
    assert "SECRET" not in str(caught.value)


def test_what_is_a_matter_for_the_validator_is_rendered() -> None:
    """A name given twice, or a name that is none, is no reason to show nothing."""
    tei = START + '<p xml:id="a">one</p><p xml:id="a">two</p><p xml:id="3 x">three</p>' + END
    assert render(tei, "transcript") == "one\n\ntwo\n\nthree\n"
    assert "three" in render(tei, "html")


def test_entities_of_the_document_are_read() -> None:
    """What the file itself declares is text."""
    tei = '<!DOCTYPE TEI [<!ENTITY x "seen">]>' + START + "<p>&x;</p>" + END
    assert "seen" in render(tei, "transcript")


def test_a_stylesheet_reads_nothing_while_it_runs(tmp_path: Path) -> None:
    """A stylesheet that was compiled can open no file, write none and see no environment."""
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    written = tmp_path / "written.txt"
    sheet = tmp_path / "to-probe.xsl"
    sheet.write_text(
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tk="urn:x-teikit:format">'
        '<tk:format name="probe" suffix=".txt"/><xsl:output method="text"/><xsl:template match="/">'
        f"<xsl:try><xsl:value-of select=\"unparsed-text('{secret.as_uri()}')\"/><xsl:catch>no text </xsl:catch></xsl:try>"
        f"<xsl:try><xsl:value-of select=\"doc('{BARE.as_uri()}')\"/><xsl:catch>no document </xsl:catch></xsl:try>"
        "<xsl:value-of select=\"environment-variable('PATH')\"/></xsl:template></xsl:stylesheet>",
        encoding="utf-8",
    )
    assert Renderer(read_format(sheet)).render(BARE) == "no text no document "
    assert not written.exists()


def test_a_stylesheet_that_is_wrong_is_named(tmp_path: Path) -> None:
    """It names no format, or does not compile: the message names the file."""
    sheet = tmp_path / "to-x.xsl"
    sheet.write_text(
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>', encoding="utf-8"
    )
    with pytest.raises(RenderError, match="names no format"):
        read_format(sheet)
    sheet.write_text(
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tk="urn:x-teikit:format">'
        '<tk:format name="x"/><xsl:template match="/"><xsl:value-of select="$nothing"/></xsl:template></xsl:stylesheet>',
        encoding="utf-8",
    )
    with pytest.raises(RenderError, match="does not compile"):
        Renderer(read_format(sheet))


def test_an_unknown_format_names_those_there_are() -> None:
    """The message lists the formats."""
    with pytest.raises(RenderError, match="html, text, transcript"):
        render(BARE, "papyrus")


def test_text_may_name_any_encoding() -> None:
    """A string is text already; what its declaration says of bytes no longer holds."""
    tei = '<?xml version="1.0" encoding="ISO-8859-1"?>' + START + "<p>総理</p>" + END
    assert render(tei, "transcript") == "総理\n"


def test_text_that_is_no_markup_is_a_path() -> None:
    """`render("cable.xml", …)` does what it looks like."""
    assert render(str(BARE), "transcript") == "Only this.\n"
    with pytest.raises(RenderError, match="cannot read the file"):
        render("none.xml", "text")
    with pytest.raises(RenderError, match="cannot read the file"):
        render("\x00\x01", "text")


def test_a_long_line_is_no_obstacle() -> None:
    """Eleven megabytes in one paragraph, more than the parser's usual limit."""
    result = render(START + "<p>" + "word " * 2_300_000 + "</p>" + END, "transcript")
    assert len(result) > 11_000_000


def test_suffixes_never_clash() -> None:
    """Alone a format has its own suffix; of two with one suffix the second by name tells its name."""
    known = formats()
    assert suffixes([known["transcript"]]) == {"transcript": ".txt"}
    assert suffixes([known["transcript"], known["html"], known["text"]]) == {
        "html": ".html",
        "text": ".txt",
        "transcript": ".transcript.txt",
    }
