"""`teikit render` as people run it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from teikit.cli.render import command
from teikit.rendering import render

CASES = Path(__file__).parent / "cases"
BARE = CASES / "bare.xml"


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(command, [str(each) for each in arguments], input=stdin)


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_one_document_goes_to_standard_output() -> None:
    """Without -o the result is all that is printed."""
    result = run(BARE, "--to", "text")
    assert result.exit_code == 0
    assert result.stdout == render(BARE, "text")


def test_standard_input_is_a_document() -> None:
    """A dash reads it."""
    result = run("-", "--to", "transcript", stdin=BARE.read_bytes())
    assert (result.exit_code, result.stdout) == (0, "Only this.\n")


def test_a_folder_keeps_its_shape(tmp_path: Path) -> None:
    """What lies below the folder lies below the output folder; names follow the files."""
    source = tmp_path / "in"
    for name in ("a.xml", "b.raw.xml", "deep/c.tei.xml", "deep/a.xml"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(BARE, source / name)
    result = run(source, "--to", "transcript", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert files(tmp_path / "out") == ["a.txt", "b.raw.txt", "deep/a.txt", "deep/c.txt"]


def test_text_and_transcript_in_one_folder_have_two_names(tmp_path: Path) -> None:
    """Neither writes over the other."""
    result = run(BARE, "--to", "transcript", "--to", "text", "--to", "html", "-o", tmp_path)
    assert result.exit_code == 0
    assert files(tmp_path) == ["bare.html", "bare.transcript.txt", "bare.txt"]
    assert (tmp_path / "bare.txt").read_text(encoding="utf-8") == render(BARE, "text")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_bad_document_does_not_stop_the_others(tmp_path: Path, jobs: str) -> None:
    """It is told with its line, the others are written, and the exit code is 2."""
    source = tmp_path / "in"
    source.mkdir()
    for name in ("a", "c", "d"):
        shutil.copy(BARE, source / f"{name}.xml")
    (source / "b.xml").write_text("<TEI>\n<p></TEI>", encoding="utf-8")
    result = run(source, "--to", "html", "-o", tmp_path / "out", "--jobs", jobs)
    assert result.exit_code == 2
    assert files(tmp_path / "out") == ["a.html", "c.html", "d.html"]
    assert f"{source / 'b.xml'}:2:" in result.stderr
    assert "not well-formed" in result.stderr


def test_processes_give_the_same_as_one(tmp_path: Path) -> None:
    """The pool changes neither results nor their order."""
    one = run(CASES, "--to", "html", "-o", tmp_path / "one")
    two = run(CASES, "--to", "html", "-o", tmp_path / "two", "--jobs", "2")
    assert one.stdout.replace("one", "two") == two.stdout.replace("one", "two")
    for name in files(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize("given", ["nothing.xml", "no*.xml", "empty"])
def test_nothing_matched_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """A path that names no document is told, with exit code 2."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    result = run(given, "--to", "text", "-o", "out")
    assert result.exit_code == 2
    assert given in result.stderr
    assert not (tmp_path / "out").exists()


def test_several_documents_need_a_folder(tmp_path: Path) -> None:
    """Two pages in a row on standard output are of no use."""
    result = run(BARE, CASES / "pages.xml", "--to", "text")
    assert result.exit_code == 2
    assert "-o" in result.stderr


def test_two_documents_with_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    """The second is told and left alone."""
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        shutil.copy(BARE, tmp_path / folder / "same.xml")
    result = run(tmp_path / "x" / "same.xml", tmp_path / "y" / "same.xml", "--to", "text", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "already the result of" in result.stderr
    assert files(tmp_path / "out") == ["same.txt"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The output folder is a file."""
    blocked = tmp_path / "blocked"
    blocked.write_text("", encoding="utf-8")
    result = run(BARE, "--to", "text", "-o", blocked / "below")
    assert result.exit_code == 2
    assert "cannot write" in result.stderr


def test_an_unknown_format_names_those_there_are() -> None:
    """A slip in the name is answered with the names."""
    result = run(BARE, "--to", "htlm")
    assert result.exit_code == 2
    assert "html, text, transcript" in result.stderr
