"""The sidecar as a file: where it lies, what it may say, and what is told of one that says something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from teikit.cli.main import cli
from teikit.corrections import NONE, load_sidecar, read_sidecar, sidecar_of
from teikit.errors import ConfigError, TeikitError

WHOLE = """\
dialect = "generic"
encoding = "utf-8"

[[language]]
from = "Number"
lang = "en"

[[line]]
text = "Remarks"
is = "head"
every = true

[[speaker]]
label = "K:"
person = "kissinger"
name = "Henry Kissinger"

[[not-speaker]]
label = "Comment"

[[join]]
before = "one of"
after = "saying"

[[split]]
before = "noon."
after = "Later"

[[person]]
key = "kissinger"
names = ["Henry A. Kissinger", { text = "キッシンジャー", lang = "ja" }]
roles = "Secretary of State"
"""


@pytest.mark.parametrize("name", ["X.raw.txt", "X.txt", "X.md", "X.markdown", "X.docx", "X.RAW.TXT"])
def test_it_lies_beside_its_transcript(name: str) -> None:
    assert sidecar_of(Path("folder") / name) == Path("folder/X.teikit.toml")


def test_every_table_is_read() -> None:
    read = read_sidecar(WHOLE, "x.teikit.toml")
    assert (read.dialect, read.encoding) == ("generic", "utf-8")
    assert [entry.line for name in read.tables for entry in read.entries(name)] == [4, 8, 13, 18, 21, 25, 29]
    assert read.entries("line")[0].every
    person = read.entries("person")[0]
    assert person.names == (("Henry A. Kissinger", ""), ("キッシンジャー", "ja"))
    assert person.roles == (("Secretary of State", ""),)


def test_no_sidecar_corrects_nothing(tmp_path: Path) -> None:
    assert load_sidecar(tmp_path / "x.txt") is NONE
    assert load_sidecar("-") is NONE


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("dialect = \n", 1, "not TOML"),
        ('\ndialekt = "frus"\n', 2, "did you mean 'dialect'?"),
        ('[[lines]]\ntext = "a"\n', 1, "did you mean 'line'?"),
        ('[[line]]\ntext = "a"\nis = "headd"\n', 3, "did you mean 'head'?"),
        ('[[line]]\ntext = "a"\nist = "head"\n', 3, "did you mean 'is'?"),
        ('[[line]]\ntext = "a"\n', 1, "[[line]] needs 'is'"),
        ('[[line]]\ntext = "a"\nis = "head"\n\n[[line]]\ntext = 3\nis = "head"\n', 6, "text must be a string"),
        ('[[line]]\ntext = " "\nis = "head"\n', 2, "text must be a string that is not empty"),
        ('[[line]]\ntext = "a"\nis = "head"\nevery = "yes"\n', 4, "every must be true or false"),
        ('[line]\ntext = "a"\nis = "head"\n', 1, "write [[line]]"),
        ('encoding = "utf-88"\n', 1, "no encoding is called"),
        ('[[language]]\nfrom = "a"\nlang = "English!"\n', 3, "is no language"),
        ('[[speaker]]\nlabel = "K:"\nperson = "Henry Kissinger"\n', 3, "Henry-Kissinger"),
        ('[[speaker]]\nlabel = "K:"\nperson = ["k", "r r"]\n', 3, "'r r' cannot be an identifier"),
        ('[[speaker]]\nlabel = "K:"\nperson = []\n', 3, "person must be an identifier, or a list of them"),
        ('[[person]]\nkey = "k"\nnames = [3]\n', 3, "names must be a list"),
    ],
)
def test_what_is_wrong_is_one_message_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_sidecar(text, "x.teikit.toml")
    assert (caught.value.file, caught.value.line) == ("x.teikit.toml", line)
    assert words in caught.value.message


def test_a_wrong_sidecar_stops_its_own_file_alone(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("Some words were written here, and no more.\n", encoding="utf-8")
    (tmp_path / "a.teikit.toml").write_text('dialekt = "frus"\n', encoding="utf-8")
    done = CliRunner().invoke(cli, ["convert", str(tmp_path), "-o", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert f"{tmp_path / 'a.teikit.toml'}:1: error TK901 unknown key 'dialekt'; did you mean 'dialect'?" in done.output
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b.xml"]


def test_a_dialect_that_nobody_knows_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some words were written here, and no more.\n", encoding="utf-8")
    (tmp_path / "a.teikit.toml").write_text('# mine\ndialect = "telegramm"\n', encoding="utf-8")
    done = CliRunner().invoke(cli, ["convert", str(tmp_path / "a.txt")])
    assert done.exit_code == 2
    assert "a.teikit.toml:2: error TK901 no dialect is called 'telegramm'; did you mean 'telegram'?" in done.output


def test_encoding_and_dialect_are_heeded_and_a_flag_goes_before(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes("Мы говорили о рыбе, и больше ни о чём.\n".encode("koi8-r"))
    (tmp_path / "a.teikit.toml").write_text('encoding = "koi8-r"\ndialect = "frus"\n', encoding="utf-8")
    done = CliRunner().invoke(cli, ["convert", str(source)])
    assert "(dialect frus)" in done.output
    assert "Мы говорили о рыбе" in "".join(etree.parse(tmp_path / "a.xml").getroot().itertext())
    done = CliRunner().invoke(cli, ["convert", str(source), "--dialect", "generic"])
    assert "(dialect generic)" in done.output


def test_a_sidecar_is_begun_once_and_never_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "talk.raw.txt"
    source.write_text(
        "Memorandum\n\nThe meeting began at noon, and everybody was there on time.\n\n"
        'Minister Vane: The nets are "dry".\n\nMr. Holt: They were wet yesterday.\n\n'
        "Minister Vane: That was yesterday.\n\nMr. Holt: I see what you mean by that.\n",
        encoding="utf-8",
    )
    begun = CliRunner().invoke(cli, ["inspect", str(source), "--write-sidecar"])
    assert begun.exit_code == 0, begun.output
    target = tmp_path / "talk.teikit.toml"
    text = target.read_text(encoding="utf-8")
    nothing = read_sidecar(text, "x")
    assert not nothing.dialect
    assert not nothing.tables
    again = CliRunner().invoke(cli, ["inspect", str(source), "--write-sidecar"])
    assert isinstance(again.exception, TeikitError)
    assert "not overwritten" in str(again.exception)
    assert target.read_text(encoding="utf-8") == text
    # What it shows as comments is what it says: with the # away it changes nothing that was recognised.
    before = CliRunner().invoke(cli, ["convert", str(source), "-o", str(tmp_path / "before")])
    assert before.exit_code == 0, before.output
    shown = text.split("# What a line is:", maxsplit=1)[0]
    live = "\n".join(
        line.removeprefix("# ")
        for line in shown.splitlines()
        if line.startswith(("# [[", "# dialect =", "# encoding =")) or (" = " in line and line.startswith("# "))
    ).replace('[[not-speaker]]\nlabel = ""', "")
    read = read_sidecar(live, "x")
    assert read.dialect == "generic"
    assert {entry["label"] for entry in read.entries("speaker")} == {"Minister Vane:", "Mr. Holt:"}
    target.write_text(live, encoding="utf-8")
    after = CliRunner().invoke(cli, ["convert", str(source), "-o", str(tmp_path / "after")])
    assert after.exit_code == 0, after.output
    for kind in ("<sp ", "<p ", "<div "):
        one, two = ((tmp_path / where / "talk.xml").read_text("utf-8") for where in ("before", "after"))
        assert one.count(kind) == two.count(kind)


def test_standard_input_has_no_sidecar() -> None:
    done = CliRunner().invoke(cli, ["inspect", "-", "--write-sidecar"], input="Words.\n")
    assert isinstance(done.exception, TeikitError)
    assert "standard input" in str(done.exception)
