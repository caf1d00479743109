"""Bad input: one clear message each, with its place; no traceback; the other files are still checked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from teikit.cli.validate import command
from teikit.validation import Plan, validate
from tests.benchmarks.validate_documents import document

BASE = document("cable-1", 2500, 1)


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / ".cache"))


@pytest.mark.parametrize(
    ("data", "rule", "place", "words"),
    [
        (b"", "xml:empty", (1, 1), "empty"),
        (b"<a>\n <b>\n</a>", "xml:not-well-formed", (3, 1), "<b> of line 2:2 is still open"),
        (b"<a>\n <b>", "xml:not-well-formed", (2, 5), "ends before <b> of line 2:2"),
        (b"<a>x & y</a>", "xml:not-well-formed", (1, 6), "lone &"),
        (b"<a>&nbsp;</a>", "xml:not-well-formed", (1, 4), "&nbsp; is not defined"),
        (b"<a n='1' n='2'/>", "xml:not-well-formed", (1, 10), "stands twice"),
        (b"<x:a/>", "xml:not-well-formed", (1, 1), "bound to no namespace"),
        (b"<a/><b/>", "xml:not-well-formed", (1, 5), "after the end of the root"),
        (b"\n<?xml version='1.0'?><a/>", "xml:not-well-formed", (2, 1), "very start"),
        (b"<a>\x01</a>", "xml:not-well-formed", (1, 4), "U+0001"),
        ("<a>é</a>".encode("latin-1"), "xml:encoding", (1, 4), "0xE9"),
        (b"<?xml version='1.0' encoding='nonsense'?><a/>", "xml:encoding", (1, 1), "unknown"),
        (b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "xml:dtd", (1, 1), "--allow-dtd"),
        (b"<a>" + b"<b>" * 3000 + b"</b>" * 3000 + b"</a>", "xml:too-deep", None, "nested"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "xml:binary", (1, 1), "not text"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_xml_says_why_and_the_next_is_checked(
    data: bytes, rule: str, place: tuple[int, int] | None, words: str
) -> None:
    Path("bad.xml").write_bytes(data)
    Path("cable-1.xml").write_text(BASE.replace('who="#first"', 'who="#frist"', 1), encoding="utf-8")
    report = validate(["bad.xml", "cable-1.xml"])
    (finding,) = [finding for finding in report if finding.location.file == "bad.xml"]
    assert finding.rule == rule
    assert words in f"{finding.message} {finding.hint}"
    if place is not None:
        assert (finding.location.line, finding.location.column) == place
    assert "TK003" in [finding.rule for finding in report if finding.location.file == "cable-1.xml"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "shift_jis", "euc_jp", "koi8-r"])
def test_files_in_other_encodings_are_read_with_right_places(encoding: str) -> None:
    declared = {"utf-8-sig": "UTF-8", "utf-16-le": "UTF-16"}.get(encoding, encoding)
    inside = "мир" if encoding == "koi8-r" else "総理"
    text = (
        f"<?xml version='1.0' encoding='{declared}'?>\n<a xmlns='http://www.tei-c.org/ns/1.0'><b>{inside}</b><ccc/></a>"
    )
    Path("doc.xml").write_bytes(text.encode(encoding))
    Path("s.rnc").write_text(
        "default namespace = 'http://www.tei-c.org/ns/1.0' element a { element b { text } }", encoding="utf-8"
    )
    report = validate(["doc.xml"], schema="s.rnc", layers=["xml", "rng"])
    (finding,) = list(report)
    assert finding.rule.startswith("rng:element")
    assert (finding.location.line, finding.location.column) == (2, text.splitlines()[1].index("<ccc") + 1)


def test_a_dtd_is_read_from_local_files_only_when_asked_for() -> None:
    Path("own.ent").write_text("<!ENTITY name 'Hata'>", encoding="utf-8")
    Path("s.rnc").write_text('element a { "Hata" }', encoding="utf-8")
    Path("doc.xml").write_text("<!DOCTYPE a [<!ENTITY % own SYSTEM 'own.ent'> %own;]><a>&name;</a>", encoding="utf-8")
    assert validate(["doc.xml"], schema="s.rnc").exit_code == 2
    report = validate(["doc.xml"], schema="s.rnc", plan=Plan(allow_dtd=True))
    assert report.exit_code == 0, report.sorted()


def test_a_bomb_of_entities_is_refused_even_where_a_dtd_is_allowed() -> None:
    bomb = "<!DOCTYPE a [<!ENTITY e0 'xxxxxxxxxx'>"
    bomb += "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    Path("bomb.xml").write_text(f"{bomb}]><a>&e11;</a>", encoding="utf-8")
    Path("s.rnc").write_text("element a { text }", encoding="utf-8")
    report = validate(["bomb.xml"], schema="s.rnc", plan=Plan(allow_dtd=True))
    assert report.exit_code in (1, 2)


def test_half_a_gigabyte_of_nothing_is_a_finding_and_the_next_is_checked() -> None:
    with Path("huge.xml").open("wb") as stream:
        stream.truncate(500_000_000)  # a hole: takes no room on the disk
    Path("cable-1.xml").write_text(BASE, encoding="utf-8")
    report = validate(["huge.xml", "cable-1.xml"])
    assert [(finding.rule, finding.location.file, finding.location.line) for finding in report] == [
        ("xml:not-well-formed", "huge.xml", 1)
    ]
    assert report.files == ["huge.xml", "cable-1.xml"]


@pytest.mark.parametrize(
    ("paths", "words"),
    [
        (["nothing.xml"], "no such file"),
        (["*.nothing"], "no such file"),
        (["empty"], "no XML file"),
        (["others"], "no TEI file"),
    ],
)
def test_nothing_to_check_is_never_a_quiet_pass(paths: list[str], words: str) -> None:
    Path("empty").mkdir()
    Path("others").mkdir()
    Path("others/page.xml").write_text("<html/>", encoding="utf-8")
    result = CliRunner().invoke(command, paths)
    assert result.exit_code == 2
    assert words in result.output


def test_an_unreadable_folder_in_place_of_a_file_and_a_missing_schema() -> None:
    Path("cable-1.xml").write_text(BASE, encoding="utf-8")
    result = CliRunner().invoke(command, ["cable-1.xml", "--schema", "missing.rng"])
    assert (result.exit_code, "Traceback" in result.output) == (2, False)
    assert "missing.rng" in result.output


def test_a_pipe_that_closes_early_ends_without_a_traceback() -> None:
    for number in range(60):
        name = f"cable-{number}"
        Path(f"{name}.xml").write_text(document(name, 2500, 1).replace('who="#', 'who="#x'), encoding="utf-8")
    call = [
        sys.executable,
        "-c",
        "from teikit.cli.validate import command; command()",
        ".",
        "--layer",
        "corpus",
        "--no-cache",
    ]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read().decode()
        process.wait(60)
    assert "Traceback" not in errors
    assert "Exception ignored" not in errors


def test_what_cannot_be_parsed_is_told_whatever_is_selected() -> None:
    Path("cable-1.xml").write_text(BASE.replace("</TEI>", ""), encoding="utf-8")
    runner = CliRunner()
    result = runner.invoke(command, ["cable-1.xml", "--select", "TK003", "--format", "concise"])
    assert result.exit_code == 1
    assert "xml:not-well-formed" in result.output
    ignored = runner.invoke(command, ["cable-1.xml", "--ignore", "xml:not-well-formed"])
    assert ignored.exit_code == 0, "said in so many words, it is ignored"


def test_mending_touches_nothing_that_cannot_be_read() -> None:
    broken = {"a.xml": b"<TEI", "b.xml": b"", "c.xml": bytes(range(256)), "d.xml": b"<!DOCTYPE TEI><TEI/>"}
    for name, data in broken.items():
        Path(name).write_bytes(data)
    Path("dangling.xml").symlink_to("nowhere.xml")
    result = CliRunner().invoke(command, [".", "--fix", "--format", "concise"])
    assert result.exit_code == 2
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert {name: Path(name).read_bytes() for name in broken} == broken


def test_a_folder_that_cannot_be_looked_into_is_no_quiet_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("tei/closed").mkdir(parents=True)
    Path("tei/cable-1.xml").write_text(BASE, encoding="utf-8")
    look = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", refuse)
    report = validate(["tei"])
    assert report.exit_code == 2
    assert [(failure.rule, failure.location.file) for failure in report.failures] == [("xml:unreadable", "tei/closed")]
    assert "tei/cable-1.xml" in report.files
