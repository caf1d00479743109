"""`teikit inspect`: which dialect reads a transcript and why, what was recognised, and what each line was taken for."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from teikit.cli.main import cli
from teikit.errors import TeikitError
from tests.conftest import CHECKOUT, shared_path

SPECIMENS = sorted((CHECKOUT / "corpus" / "sources").glob("*.txt"))
ROW = re.compile(r" {0,5}(\d+)  (\S.*)$")


def inspect(*args: str | Path, given: bytes | None = None) -> str:
    done = CliRunner().invoke(cli, ["inspect", *map(str, args)], input=given)
    assert done.exit_code == 0, done.output
    return done.output


def columns(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.stem)
def test_every_line_is_shown_with_what_it_is(path: Path) -> None:
    told = inspect(path)
    rows = {int(found[1]): found[2] for line in told.splitlines() if (found := ROW.match(line))}
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert sorted(rows) == [number for number, line in enumerate(lines, 1) if line.strip()]
    assert not any(row.startswith("text ") for row in rows.values()), "a line that nothing was said of"


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.stem)
def test_the_columns_stand_below_each_other(path: Path) -> None:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    for line in inspect(path, "--width", "20").splitlines():
        if found := ROW.match(line):
            start = " ".join(lines[int(found[1]) - 1].split())[:6]
            at = next(at for at in range(len(line)) if columns(line[:at]) >= 46)
            assert line[at:].startswith(start), line


@pytest.mark.parametrize(
    "folder", ["aad", "clinton_ocr", "dfat", "frus_redacted", "frus_dialogue", "wilson", "jfk_ocr"]
)
def test_real_documents(folder: str) -> None:
    paths = [path for path in sorted(shared_path("data", folder).iterdir()) if path.name.endswith((".raw.txt", ".md"))]
    for path in paths[:: max(1, len(paths) // 3)]:
        told = inspect(path)
        shown = sum(ROW.match(line) is not None for line in told.splitlines())
        assert shown == sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())


def test_the_dialect_that_reads_stands_first_and_the_others_say_why_not() -> None:
    told = inspect(CHECKOUT / "corpus" / "sources" / "en-memcon-air-ferry.txt").splitlines()
    assert "read as memcon: a memorandum of conversation, with date, participants, place, subject" in told[0]
    assert told[1].startswith("  memcon       knows it (0.96): ")
    names = [line.split()[0] for line in told[1:7]]
    assert names == ["memcon", "cablegram", "frus", "generic", "telegram", "wilson"]
    assert all("declines: " in line for line in told[2:7] if not line.startswith("  generic"))


def test_what_was_recognised_stands_above_the_lines() -> None:
    told = inspect(CHECKOUT / "corpus" / "sources" / "en-minutes-blacked-out-speakers.txt")
    assert "title          The Balloon on Vessel Island (line 11)" in told
    assert "date           November 18, 1969 = 1969-11-18 (line 7)" in told
    assert "speaks         pryce: Pryce (4 turns)" in told
    assert "speaks         tope: Mr. Tope (1 turn)" in told
    assert "speaks         hidden or not told (4 turns)" in told
    assert "not sure       line 51 [Pryce?]: (medium)" in told
    assert "redacted       9: line 20 [name not declassified] → 1 name; line 21 ■■■■■■■■ → 8 char;" in told
    assert "line 31 [less than 1 line not declassified] → less than 1 line" in told
    assert "minutes-blacked-out-speakers.txt:51:1: information TK907" in told


def test_corrections_show(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(
        "The talk took place in the harbour office.\n\nRemarks\n\nIt was a long talk, and a good one.\n", "utf-8"
    )
    assert re.search(r"3  paragraph +Remarks", inspect(path))
    (tmp_path / "talk.teikit.toml").write_text('[[line]]\ntext = "Remarks"\nis = "head"\n', "utf-8")
    told = inspect(path)
    assert f"corrections: {tmp_path / 'talk.teikit.toml'}" in told
    assert re.search(r"3  head, says the sidecar +Remarks", told)


def test_standard_input_and_a_sidecar_that_is_there(tmp_path: Path) -> None:
    assert "read as generic" in inspect("-", given=b"It was a long talk, and a good one.\n")
    path = tmp_path / "talk.txt"
    path.write_text("It was a long talk, and a good one.\n", "utf-8")
    assert "corrections can be made in" in inspect(path, "--write-sidecar")
    before = (tmp_path / "talk.teikit.toml").read_bytes()
    done = CliRunner().invoke(cli, ["inspect", str(path), "--write-sidecar"])
    assert isinstance(done.exception, TeikitError)
    assert "exists already and is not overwritten" in done.exception.message
    assert (tmp_path / "talk.teikit.toml").read_bytes() == before
    refused = CliRunner().invoke(cli, ["inspect", "-", "--write-sidecar"], input=b"x")
    assert isinstance(refused.exception, TeikitError)
