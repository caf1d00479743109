"""Any container on the command line: told by what it holds, never a traceback, never half a file, and no letter lost."""

from __future__ import annotations

import hashlib
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import teikit
from teikit.cli.main import cli
from teikit.containers import archive, container_in, read_transcript
from teikit.conversion import convert_bytes, transcripts
from teikit.errors import TeikitError
from teikit.source import read_source
from teikit.source.text import letters
from tests.containers.documents import alto, docx, line, odt, page, par, pdf, rectangle, region, words, zipped

SENTENCES = ("The Ambassador said that he had met the Minister.", "He added nothing to that on the day.")
DOCUMENTS = {
    "word.docx": docx("".join(par(one) for one in SENTENCES)),
    "open.odt": odt("".join(f"<text:p>{one}</text:p>" for one in SENTENCES)),
    "drawn.pdf": pdf(words(72, 700, SENTENCES[0]) + words(72, 660, SENTENCES[1]) + rectangle(72, 600, 200, 12)),
    "page.xml": page(*(region(f"r{at}", line(one)) for at, one in enumerate(SENTENCES))).encode(),
    "alto.xml": alto(*(f'<TextBlock><TextLine><String CONTENT="{one}"/></TextLine></TextBlock>' for one in SENTENCES)).encode(),
    "export.zip": zipped({"p/1.xml": page(*(region(f"r{at}", line(one)) for at, one in enumerate(SENTENCES)))}),
}  # fmt: skip
KINDS = {
    "word.docx": "docx",
    "open.odt": "odt",
    "drawn.pdf": "pdf",
    "page.xml": "page",
    "alto.xml": "alto",
    "export.zip": "pages",
}
TEI = "{http://www.tei-c.org/ns/1.0}"


def convert(*args: Path | str) -> Result:
    return CliRunner().invoke(cli, ["convert", *map(str, args)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in DOCUMENTS.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.mark.parametrize("name", DOCUMENTS)
def test_told_by_what_it_holds(name: str) -> None:
    """Whatever it is called, standard input too."""
    assert container_in(DOCUMENTS[name]) == KINDS[name]
    assert read_transcript("-", DOCUMENTS[name]).text == read_transcript(name, DOCUMENTS[name]).text


@pytest.mark.parametrize("text", ["plain", "<sp> in a text", "<?xml?> alone", "PK and more", "<page> 3", "%PD", ""])
def test_plain_text_is_no_container(text: str) -> None:
    assert container_in(text.encode()) == ""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_text_and_digest(name: str) -> None:
    done = convert_bytes(DOCUMENTS[name], name)
    text = " ".join(" ".join(node.itertext()) for node in etree.fromstring(done.tei).iter(f"{TEI}head", f"{TEI}p"))
    assert all(" ".join(one.split()) in " ".join(text.split()) for one in SENTENCES)
    assert hashlib.sha256(DOCUMENTS[name]).hexdigest().encode() in done.tei
    assert convert_bytes(DOCUMENTS[name], name).tei == done.tei


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_text_taken_out_comes_back(name: str) -> None:
    done = convert_bytes(DOCUMENTS[name], name)
    assert letters(teikit.render(done.tei, "transcript")) == letters(done.cable.source.text)


def test_a_folder_of_containers(folder: Path) -> None:
    (folder / "edition.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>')
    (folder / "settings.xml").write_text("<settings/>")
    (folder / "pictures.zip").write_bytes(zipped({"a.jpg": "x"}))
    (folder / "~$word.docx").write_bytes(b"lock")
    result = convert(folder, "-o", folder / "out")
    assert result.exit_code == 0, result.output
    assert sorted(one.name for one in (folder / "out").iterdir()) == sorted(
        f"{Path(name).stem}.xml" for name in DOCUMENTS
    )


def test_the_plain_text_goes_before_its_container(tmp_path: Path) -> None:
    (tmp_path / "a.raw.txt").write_text("Some text.")
    (tmp_path / "a.pdf").write_bytes(DOCUMENTS["drawn.pdf"])
    assert [Path(one).name for one in transcripts([str(tmp_path)])] == ["a.raw.txt"]


def test_a_page_is_never_overwritten_by_its_tei(folder: Path) -> None:
    result = convert(folder / "page.xml")
    assert result.exit_code == 2
    assert "-o" in result.output
    assert (folder / "page.xml").read_bytes() == DOCUMENTS["page.xml"]


def test_one_bad_container_stops_no_other(folder: Path) -> None:
    leak = pdf(words(72, 700, SENTENCES[0]) + rectangle(70, 696, 300, 16))
    (folder / "leak.pdf").write_bytes(leak)
    (folder / "broken.docx").write_bytes(DOCUMENTS["word.docx"][:200])
    result = convert(folder, "-o", folder / "out")
    assert result.exit_code == 2
    assert "leak.pdf" in result.output
    assert "broken.docx" in result.output
    assert len(list((folder / "out").iterdir())) == len(DOCUMENTS)


def test_inspect_shows_the_text_taken_out(folder: Path) -> None:
    result = CliRunner().invoke(cli, ["inspect", str(folder / "word.docx")])
    assert result.exit_code == 0
    assert "The Ambassador said" in result.output


@pytest.mark.parametrize(("name", "module", "extra"), [
    ("drawn.pdf", "pypdfium2", "pdf"), ("word.docx", "docx2python.docx_reader", "docx"), ("open.odt", "odfdo", "odt"),
])  # fmt: skip
def test_a_missing_library_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str
) -> None:
    """With what to type, and nothing is written; the other formats need none of it."""
    monkeypatch.setitem(sys.modules, module, None)
    result = convert(folder / name, "-o", folder / "out")
    assert result.exit_code == 2
    assert f"pip install 'teikit[{extra}]'" in result.output
    assert not (folder / "out").exists()
    assert convert(folder / "page.xml", "-o", folder / "out").exit_code == 0


def test_tei_and_other_archives_are_refused_with_a_reason() -> None:
    for data, reason in ((b'<?xml version="1.0"?><TEI/>', "TEI already"), (zipped({"a.jpg": "x"}), "neither")):
        with pytest.raises(TeikitError, match=reason):
            read_transcript("a", data)


@pytest.mark.parametrize("member", ["word/document.xml", "content.xml", "page/1.xml"])
def test_archives_made_to_fill_the_memory_are_not_opened(member: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told from the archive's own list, before anything is unpacked."""
    bomb = zipped({member: b" " * (4 << 20), "[Content_Types].xml" if "word" in member else "x.xml": "<a/>"})
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
    with pytest.raises(TeikitError, match="more than a transcript"):
        read_transcript("bomb", bomb)


def test_an_encrypted_archive_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(DOCUMENTS["word.docx"])
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    with pytest.raises(TeikitError, match="encrypted"):
        read_transcript("a.docx", bytes(data))


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    with pytest.raises(TeikitError, match="members"):
        read_transcript("a.docx", DOCUMENTS["word.docx"])


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(DOCUMENTS)), st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=6)), max_size=4))
def test_damaged_files_give_text_or_a_reason(name: str, damage: list[tuple[int, bytes]]) -> None:
    data = bytearray(DOCUMENTS[name])
    for at, wrong in damage:
        at %= len(data)
        data[at : at + len(wrong)] = wrong
    try:
        text = read_transcript(name, bytes(data)).text
    except TeikitError as error:
        text = error.message
    assert text.strip()


# The soft hyphen, which becomes a hyphen at the end of a line, has a test of its own.
XML_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\u00ad"), max_size=60)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(XML_TEXT, min_size=1, max_size=6))
def test_every_letter_typed_is_taken_out(paragraphs: list[str]) -> None:
    """By all readers of XML alike; and what plain text of the same letters would give."""
    whole = "".join(paragraphs)
    typed = [one.replace("\ufffe", "").replace("\uffff", "") for one in paragraphs]
    if not letters(whole):
        return
    made = {
        "a.docx": docx("".join(par(*([one] if one and not one.startswith("<") else [])) for one in typed)),
        "a.odt": odt("".join(f"<text:p>{escape(one)}</text:p>" for one in typed)),
        "a.xml": page(*(region(f"r{at}", line(one)) for at, one in enumerate(typed))).encode(),
    }
    if any(one.startswith("<") for one in typed):
        del made["a.docx"]
    for name, data in made.items():
        assert letters(read_transcript(name, data).text) == letters("\n".join(typed)), name
    assert letters(read_source("a.txt", "\n".join(typed).encode()).text) == letters("\n".join(typed))
