"""Bad input: one clear message, an exit code that says so, and nothing half written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from teikit.cli.main import cli
from teikit.conversion import convert_bytes
from teikit.source.text import letters

JAPANESE = (
    "大至急　極秘\n\n外務大臣殿\n\n日米会談の件\n\n（総理）日本の漁業について、ひらがなとカタカナで話した。\n\n"
    "（大臣）同感である。よく分かった。\n\n（総理）続けたい。\n"
)
CHINESE = "机密\n\n这是一个关于渔业的电报，我们的国家和他们的国家在会上说了很多。\n\n外交部长说：不是这样的。\n"
RUSSIAN = "Секретно\n\nЗапись беседы о рыболовстве. Товарищ Громов сказал, что вопрос не решён.\n"
WESTERN = "The chargé d’affaires said “no” — naïvely. Nothing else happened on that day.\n"
GERMAN = "Geheim\n\nDas Gespräch über die Fischerei führte zu nichts; man müsse später darüber reden.\n"


def convert(tmp_path: Path, data: bytes, *more: str, name: str = "cable.txt") -> tuple[Result, Path]:
    source = tmp_path / name
    source.write_bytes(data)
    out = tmp_path / "out"
    return CliRunner().invoke(
        cli, ["convert", str(source), "-o", str(out), *more], standalone_mode=True, catch_exceptions=True
    ), out


def written(out: Path) -> list[str]:
    return sorted(path.name for path in out.rglob("*")) if out.exists() else []


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (JAPANESE, "utf-8"),
        (JAPANESE, "utf-8-sig"),
        (JAPANESE, "utf-16"),
        (JAPANESE, "utf-16-le"),
        (JAPANESE, "utf-16-be"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gb18030"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "windows-1251"),
        (WESTERN, "windows-1252"),
        (GERMAN, "windows-1252"),
        (GERMAN, "latin-1"),
    ],
)
def test_encodings_are_read_and_told(tmp_path: Path, text: str, encoding: str) -> None:
    """Every encoding gives the text that UTF-8 gives, and what was assumed is reported."""
    result, out = convert(tmp_path, text.encode(encoding))
    assert result.exit_code == 0, result.output
    words = "".join(etree.parse(out / "cable.xml").getroot().itertext())
    assert letters(text) in letters(words)
    if encoding not in ("utf-8", "utf-8-sig", "utf-16"):
        assert "TK903" in result.output


@pytest.mark.parametrize("data", [b"", b"   \n\n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes) -> None:
    result, out = convert(tmp_path, data)
    assert result.exit_code == 2
    assert "empty" in result.output
    assert written(out) == []


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04" + b"\x00" * 50, "ZIP"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "PNG"),
        (bytes(range(256)) * 20, "not text"),
        (os.urandom(64) * 0 + bytes([0, 1, 2, 3, 4, 255, 254, 6]) * 100, "not text"),
    ],
)
def test_a_binary_file_is_refused_by_name(tmp_path: Path, data: bytes, what: str) -> None:
    result, out = convert(tmp_path, data)
    assert result.exit_code == 2
    assert what in result.output
    assert "Traceback" not in result.output
    assert written(out) == []


def test_mixed_encodings_are_a_finding_with_its_place(tmp_path: Path) -> None:
    data = (
        "The Minister spoke of Zürich and Genève and of the naïve and the façade.\n" * 3
    ).encode() + b"Then came M\xfcnchen.\n"
    result, out = convert(tmp_path, data)
    assert result.exit_code == 1
    assert "cable.txt:4:12: warning TK902" in result.output
    assert written(out) == ["cable.xml"]


def test_control_characters_are_named_with_their_place(tmp_path: Path) -> None:
    result, out = convert(tmp_path, b"The Minister said\x07 that the matter\x0b was closed, and\x01 went home early.\n")
    assert result.exit_code == 1
    assert "cable.txt:1:18" in result.output
    assert "U+0007" in result.output
    tei = (out / "cable.xml").read_text("utf-8")
    assert "U+0007" in tei
    assert "U+0001" in tei


def test_lone_surrogates_are_named(tmp_path: Path) -> None:
    text = "A surrogate \ud800 stands here, in a text that is long enough to be one.\n"
    result, out = convert(tmp_path, b"\xff\xfe" + text.encode("utf-16-le", "surrogatepass"))
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert "U+D800" in (out / "cable.xml").read_text("utf-8")


def test_right_to_left_marks_stay(tmp_path: Path) -> None:
    text = "The envoy wrote \u200fשלום\u200e and then \u202bword\u202c in his letter to the Minister.\n"
    result, out = convert(tmp_path, text.encode())
    assert result.exit_code == 0, result.output
    tei = (out / "cable.xml").read_text("utf-8")
    assert all(mark in tei for mark in "\u200f\u200e\u202b\u202c")


def test_a_layout_that_nobody_knows_is_paragraphs(tmp_path: Path) -> None:
    text = "One thing happened here.\nIt went on.\n\nAnother thing happened there.\n\n17 apples, 3 pears\n"
    result, out = convert(tmp_path, text.encode())
    assert result.exit_code == 0
    tei = (out / "cable.xml").read_text("utf-8")
    assert "<sp" not in tei
    assert "<gap" not in tei
    assert "Read as dialect generic." in tei


def test_an_unwritable_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    result, _ = convert(tmp_path, WESTERN.encode())
    assert result.exit_code == 2
    assert "cannot write" in result.output
    assert (tmp_path / "out").read_text() == "a file where the folder should be"


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(WESTERN, encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"%PDF-1.4")
    result = CliRunner().invoke(cli, ["convert", str(tmp_path), "-o", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert written(tmp_path / "out") == ["b.xml"]
    assert result.output.count("TK901") == 2


def test_nothing_that_matches_is_no_success(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["convert", str(tmp_path / "*.txt")])
    assert result.exit_code != 0
    result = CliRunner().invoke(cli, ["convert", str(tmp_path / "nothing.txt"), "-o", str(tmp_path / "out")])
    assert result.exit_code == 2


def test_one_name_for_two_cables_is_refused(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(WESTERN, encoding="utf-8")
    result = CliRunner().invoke(
        cli, ["convert", str(tmp_path / "one"), str(tmp_path / "two"), "-o", str(tmp_path / "out")]
    )
    assert result.exit_code != 0
    assert written(tmp_path / "out") == []


def test_a_name_that_xml_forbids_gets_a_prefix(tmp_path: Path) -> None:
    result, out = convert(tmp_path, WESTERN.encode(), name="1974 LA PAZ.txt")
    assert result.exit_code == 0
    assert 'xml:id="cable-1974-LA-PAZ"' in (out / "1974 LA PAZ.xml").read_text("utf-8")
    assert "TK905" in result.output


@pytest.mark.nightly
def test_fifty_megabytes_in_one_line(tmp_path: Path) -> None:
    """A line without end is read, and said."""
    check_long_line(tmp_path, 50)


def test_a_megabyte_in_one_line(tmp_path: Path) -> None:
    check_long_line(tmp_path, 1.2)


def check_long_line(tmp_path: Path, megabytes: float) -> None:
    sentence = "The Minister said that the fish were fewer than before and left the room at once; he came back. "
    line = sentence * int(megabytes * 1_000_000 / len(sentence))
    result, out = convert(tmp_path, line.encode())
    assert result.exit_code == 1
    assert "TK906" in result.output
    assert (out / "cable.xml").stat().st_size > len(line)


@pytest.mark.parametrize("dialect", ["generic", "frus"])
def test_nobody_is_called_as_something_else_in_the_file(dialect: str) -> None:
    """Labels that are the names of hands, of the file, of a taxonomy or a language give identifiers of their own."""
    turns = ("Editor", "Translator", "Release", "Mr. En", "Talk", "Editor", "Translator", "Release", "Mr. En", "Talk")
    talk = "\n\n".join(f"{name}: This is what I had to say [about] it at the time." for name in turns)
    done = convert_bytes(
        f"SECRET\n\nMemorandum of Conversation\n\nWashington, May 3, 1952.\n\n{talk}\n".encode(),
        "talk.txt",
        dialect=dialect,
    )
    root = etree.fromstring(done.tei)
    identifiers = root.xpath("//@xml:id")
    assert len(identifiers) == len(set(identifiers))
    assert len(set(root.xpath("//@who"))) == 5


@pytest.mark.parametrize("name", ["en", "en-p1", "editor", "translator", "release", "classification"])
def test_a_file_may_be_called_as_something_in_it(name: str) -> None:
    text = "SECRET\n\nThe first sentence is long enough [TN: it is] for a text.\n\nThe second one [Ed.: so] is long enough, too.\n"
    root = etree.fromstring(convert_bytes(text.encode(), f"{name}.txt").tei)
    identifiers = root.xpath("//@xml:id")
    assert len(identifiers) == len(set(identifiers))
    assert str(root.get("{http://www.w3.org/XML/1998/namespace}id")).endswith(name)


def test_much_of_one_kind_for_information_does_not_bury_the_rest(tmp_path: Path) -> None:
    for number in range(14):
        (tmp_path / f"{number}.txt").write_text("A line of text.\n", "utf-8")
    report = tmp_path / "report.json"
    result = CliRunner().invoke(
        cli, ["convert", str(tmp_path / "*.txt"), "-o", str(tmp_path / "out"), "--report", str(report)]
    )
    assert result.exit_code == 0
    assert result.output.count("information TK905") == 10
    assert "and 4 more of TK905" in result.output
    assert report.read_text("utf-8").count('"TK905"') == 14
