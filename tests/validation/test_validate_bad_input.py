"""Bad input: one clear message each, with its place; no traceback; the other files are still checked."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from teikit.cli.validate import command
from teikit.findings import Finding
from teikit.validation import Plan, validate
from teikit.validation.document import xpath
from teikit.validation.wellformed import read
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


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(end: str) -> None:
    text = BASE.replace("<body>", "<body>\n<pp\nn='1'\nwrong='2'>x</pp>", 1).replace('who="#first"', 'who="#frist"', 1)
    broken = BASE.replace("<body>", "<body>\n<pp>x</p>", 1)
    lines = text.split("\n")
    for name, content in (("cable-1.xml", text), ("broken.xml", broken)):
        Path(name).write_text(content.replace("\n", end), encoding="utf-8", newline="")
    found = validate(["cable-1.xml"]).sorted()
    assert found
    for finding in found:
        at = finding.location
        assert at.line
        assert at.column
        name = finding.element.removeprefix("@")
        assert lines[at.line - 1][at.column - 1 :].removeprefix("<").startswith(name), finding
    assert {finding.rule for finding in found} >= {"rng:element-unknown", "TK003"}
    (finding,) = validate(["broken.xml"]).sorted()
    at = broken.split("\n").index("<pp>x</p>") + 1
    assert (finding.location.line, finding.location.column) == (at, 6)
    assert f"</p> closes nothing here: <pp> of line {at}:1" in finding.message
    shown = CliRunner().invoke(command, ["broken.xml"]).output
    assert f"{at:>6} | <pp>x</p>" in shown


def test_thousands_of_wrong_attributes_are_told_in_no_time() -> None:
    attributes = " ".join(f'a{number}="1"' for number in range(8000))
    Path("cable-1.xml").write_text(BASE.replace("<body>", f"<body {attributes}>", 1), encoding="utf-8")
    start = time.process_time()
    result = CliRunner().invoke(command, ["cable-1.xml"])
    assert time.process_time() - start < 20  # it took minutes when every place was looked for from the tag's beginning
    assert result.output.count("rng:attribute-unknown") == 8000


def test_the_source_line_is_shown_in_the_files_own_encoding() -> None:
    text = BASE.replace("UTF-8", "ISO-8859-1").replace("<body>", '<body n="Köln"><pp/>', 1)
    Path("cable-1.xml").write_bytes(text.encode("latin-1", "xmlcharrefreplace"))
    assert '<body n="Köln"><pp/>' in CliRunner().invoke(command, ["cable-1.xml", "--layer", "rng"]).output


def test_a_pipe_is_read_once_and_has_no_name_to_be_compared() -> None:
    os.mkfifo("pipe")
    writer = subprocess.Popen([sys.executable, "-c", f"open('pipe', 'w').write({BASE!r})"])
    result = CliRunner().invoke(command, ["pipe"])
    writer.wait(timeout=30)
    assert (result.exit_code, result.output) == (0, "1 file, 3 schemas, no findings\n")


def test_a_run_without_a_layer_is_no_run() -> None:
    Path("cable-1.xml").write_text(BASE, encoding="utf-8")
    result = CliRunner().invoke(command, ["cable-1.xml", "--layer", "xml", "--skip-layer", "xml"])
    assert result.exit_code == 2
    assert "no layer is left" in result.output
    assert CliRunner().invoke(command, ["cable-1.xml", "--layer", "xml"]).output == "1 file, 0 schemas, no findings\n"


XI = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" {}/>'


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ('xpointer="here"', "#here includes itself: cable-1.xml → cable-1.xml#here → cable-1.xml#here"),
        ('href="other.xml" xpointer="xpointer(//p[1])"', "the scheme xpointer(), which is not followed"),
        ('href="other.xml" xpointer="element(/1/9)"', "has no element"),
        ('href="other.xml" xpointer="none"', "has no element"),
    ],
)
def test_inclusions_of_parts_say_what_is_wrong(attributes: str, words: str) -> None:
    Path("other.xml").write_text(
        '<div xmlns="http://www.tei-c.org/ns/1.0"><p xml:id="one">1</p></div>', encoding="utf-8"
    )
    part = f'<p xml:id="here">{XI.format(attributes)}</p></body>'
    Path("cable-1.xml").write_text(BASE.replace("</body>", part, 1), encoding="utf-8")
    report = validate(["cable-1.xml"], layers=["xml"])
    assert not report.failures
    (finding,) = report.sorted()
    assert finding.rule == "xml:xinclude"
    assert words in finding.message
    assert finding.location.line


@pytest.mark.parametrize("pointer", ["one", "element(one)", "element(/1/2)", "element(one/../1)", "element(list/1)"])
def test_inclusions_of_parts_are_followed(pointer: str) -> None:
    inner = '<p>0</p><pp xml:id="one">1</pp><list xml:id="list"><pp>2</pp></list>'
    Path("other.xml").write_text(f'<div xmlns="http://www.tei-c.org/ns/1.0">{inner}</div>', encoding="utf-8")
    part = XI.format(f'href="other.xml" xpointer="{pointer}"')
    Path("cable-1.xml").write_text(BASE.replace("</body>", f"<div>{part}</div></body>", 1), encoding="utf-8")
    found = validate(["cable-1.xml"], layers=["rng"]).sorted()
    wanted = ("other.xml", "rng:element-unknown") if ".." not in pointer else ("cable-1.xml", "xml:xinclude")
    assert wanted in {(finding.location.file, finding.rule) for finding in found}


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a device without an end")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.rng", '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="/dev/zero"/></grammar>'),
        ("a.rnc", 'include "/dev/zero"'),
        (
            "a.xsd",
            '<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema"><s:include schemaLocation="/dev/zero"/></s:schema>',
        ),
        ("a.sch", '<schema xmlns="http://purl.oclc.org/dsdl/schematron"><include href="/dev/zero"/></schema>'),
    ],
)
def test_a_schema_that_takes_in_a_device_is_refused(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")
    Path("cable-1.xml").write_text(BASE, encoding="utf-8")
    for options in ([], ["--no-cache"]):
        result = CliRunner().invoke(command, ["cable-1.xml", "--schema", name, *options])
        assert result.exit_code == 2
        assert f"{name}:1" in result.output
        assert "/dev/zero" in result.output


def test_thousands_of_wrong_siblings_are_told_in_no_time() -> None:
    wrong = "".join(f'<p renddd="x{number}">w</p>\n' for number in range(6000))
    Path("cable-1.xml").write_text(
        BASE.replace("<head>", f"{wrong}<head>", 1).replace("<body>", f"<body>{wrong}", 1), "utf-8"
    )
    start = time.process_time()
    found = validate(["cable-1.xml"]).sorted()
    assert time.process_time() - start < 30  # looked for from the first sibling each time, it took minutes
    assert sum(finding.rule == "rng:attribute-unknown" for finding in found) >= 6000
    assert not any(finding.rule.startswith("xsd:") for finding in found)


def test_paths_are_those_of_the_slow_way() -> None:
    text = '<a xmlns:x="urn:x"><x:b/><b/><x:b/><!-- c --><b><c/><b xmlns="urn:y"/><c/></b></a>'
    document = read("a.xml", None, text.encode())
    assert not isinstance(document, Finding)
    for node in document.root.iter("*"):
        assert document.xpath_of(node) == xpath(node)
    for path in ("/a[1]", "/a[1]/x:b[1]", "/a[1]/x:b[2]"):
        found = document.by_xpath(path)
        assert found is not None
        assert xpath(found) == path
    assert document.by_xpath("/a[1]/x:b[3]") is None
