"""A project's own dialect: a Python object that a distribution offers, and a profile of patterns in `corpus.toml`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from teikit.cli.main import cli
from teikit.dialects import dialects
from teikit.dialects.profile_settings import load_profiles
from teikit.errors import ConfigError
from teikit.relaxng import Schema
from teikit.rendering import render
from teikit.resources import schema_path
from teikit.source.text import letters

TEI = {"t": "http://www.tei-c.org/ns/1.0"}

PLUGIN = '''
"""The log of a lightship: a line a watch, each with its hour."""

from teikit.dialects import Declined, Match
from teikit.dialects.assembly import assemble
from teikit.dialects.groups import Group


class Lightship:
    name = "lightship"

    def sniff(self, source):
        if source.text.startswith("LOG OF THE LIGHTSHIP"):
            return Match(0.95, "the first line names the log")
        return Declined("the first line does not name the log of a lightship")

    def read(self, source, trace):
        lines = [Group(source, (line,)) for line in source.lines if not line.blank]
        return assemble(source, self.name, lines, trace)
'''
LOG = (
    "LOG OF THE LIGHTSHIP ANNA\nAt the first hour the wind stood in the north, and the sea was calm.\n"
    "At the second hour a boat came near [1 line not declassified] and went away again.\n"
)

PROFILE = r"""
[corpus]
title = "Harbour files"

[[dialect]]
name = "harbour"
recognise = ['^HARBOUR OFFICE', '^File no\. \d+']
head.number = '^File no\. (?P<value>\d+)'
head.from = '^Sent by (?P<value>.+)'
head.to = ['^Sent to (?P<value>.+)']
head.date = '^Done on (?P<value>.+)'
head.subject = '^In the matter of (?P<value>.+)'
speaker = '^(?P<label>(?P<name>\p{Lu}[\p{L} .]+?) >)'
furniture = ['^HARBOUR OFFICE COPY', '^Leaf \d+$']
"""
FILE = """\
HARBOUR OFFICE
File no. 417
Sent by Consul Brandt
Sent to The Keeper of the Nets
Done on 4 March 1952
In the matter of the wet nets

The talk took place in the office, and everybody came to it on time.

Brandt > The nets are dry. That is what I wanted to say before we go on, and it is
HARBOUR OFFICE COPY
Leaf 2

what I say now [2 lines not declassified].
The Keeper > They were wet yesterday.
Comment: nobody smiled at it.

Brandt > That was yesterday, and yesterday is gone.
"""


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Path]:
    """A small distribution that offers a dialect, laid out as an installer lays it out, on the path of modules."""
    site = tmp_path / "site"
    info = site / "lightship_dialect-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "lightship_dialect.py").write_text(PLUGIN, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: lightship-dialect\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[teikit.dialects]\nlightship = lightship_dialect:Lightship\n", encoding="utf-8"
    )
    sys.path.insert(0, str(site))
    dialects.cache_clear()
    yield site
    sys.path.remove(str(site))
    sys.modules.pop("lightship_dialect", None)
    dialects.cache_clear()


def convert(folder: Path, name: str, text: str, *more: str) -> Result:
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return CliRunner().invoke(cli, ["convert", str(folder / f"{name}.txt"), *more])


def read(path: Path, source: str) -> etree._Element:
    """The document; it is valid, and every letter of the transcript is in it."""
    data = path.read_bytes()
    assert list(Schema.load(schema_path()).validate(data)) == []
    assert letters(render(data, "transcript")) == letters(source)
    return etree.fromstring(data)


def words(root: etree._Element, path: str) -> list[str]:
    return [" ".join("".join(node.itertext()).split()) for node in root.xpath(path, namespaces=TEI)]


def test_a_distribution_offers_a_dialect(installed: Path, tmp_path: Path) -> None:
    done = convert(tmp_path, "log", LOG)
    assert (done.exit_code, "(dialect lightship)" in done.output) == (0, True), done.output
    root = read(tmp_path / "log.xml", LOG)
    assert root.xpath("count(//t:gap[@reason='redacted'][@unit='line'][@quantity='1'])", namespaces=TEI) == 1
    shown = CliRunner().invoke(cli, ["inspect", str(tmp_path / "log.txt")])
    assert "lightship    knows it (0.95): the first line names the log" in shown.output
    other = convert(
        tmp_path, "other", "A letter about nothing at all, which is rather long.\n\nAnd a second paragraph of it.\n"
    )
    assert "(dialect lightship)" not in other.output


def test_two_dialects_of_one_name_are_told(installed: Path, tmp_path: Path) -> None:
    second = installed / "second_dialect-1.0.dist-info"
    shutil.copytree(installed / "lightship_dialect-1.0.dist-info", second)
    (second / "METADATA").write_text("Metadata-Version: 2.1\nName: second-dialect\nVersion: 1.0\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="offers a dialect 'lightship', but there is one of that name already"):
        dialects()


def test_a_dialect_that_cannot_be_loaded_is_told(installed: Path, tmp_path: Path) -> None:
    (installed / "lightship_dialect.py").write_text("import nothing_of_that_name\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="the dialect 'lightship' of lightship-dialect cannot be loaded"):
        dialects()


def test_a_profile_declares_a_layout(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text(PROFILE, encoding="utf-8")
    folder = tmp_path / "files" / "march"
    folder.mkdir(parents=True)
    done = convert(folder, "f417", FILE)
    assert (done.exit_code, "(dialect harbour)" in done.output) == (0, True), done.output
    root = read(folder / "f417.xml", FILE)
    header = "//t:teiHeader"
    assert "417" in words(root, f"{header}//t:idno | {header}//t:num")
    assert words(root, f"{header}//t:correspAction[@type='sent']/t:persName") == ["Consul Brandt"]
    assert words(root, f"{header}//t:correspAction[@type='received']/*[1]") == ["The Keeper of the Nets"]
    assert "1952-03-04" in root.xpath(f"{header}//t:date/@when", namespaces=TEI)
    assert words(root, f"{header}//t:titleStmt/t:title") == ["the wet nets"]
    assert words(root, "//t:sp/t:speaker") == ["Brandt >", "The Keeper >", "Brandt >"]
    assert words(root, "//t:body//t:fw") == ["HARBOUR OFFICE COPY", "Leaf 2"]
    assert len(root.xpath("(//t:sp)[1]/t:p[t:pb and t:fw and t:gap]", namespaces=TEI)) == 1
    shown = CliRunner().invoke(cli, ["inspect", str(folder / "f417.txt")])
    assert "harbour      knows it (0.99)" in shown.output


def test_another_layout_is_declined_with_the_pattern(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text(PROFILE, encoding="utf-8")
    done = convert(
        tmp_path, "other", "A letter about nothing at all.\n\nAnd a second paragraph, which is longer than it.\n"
    )
    assert "(dialect harbour)" not in done.output
    shown = CliRunner().invoke(cli, ["inspect", str(tmp_path / "other.txt")])
    assert "harbour      declines: none of the first 80 lines fits '^HARBOUR OFFICE'" in shown.output


def test_a_profile_reaches_the_workers(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text(PROFILE, encoding="utf-8")
    for number in range(45):
        (tmp_path / f"f{number}.txt").write_text(FILE, encoding="utf-8")
    done = CliRunner().invoke(cli, ["convert", str(tmp_path), "-o", str(tmp_path / "out"), "--jobs", "2"])
    assert "45 converted" in done.output
    assert "(45 harbour)" in done.output


def test_a_profile_in_pyproject(tmp_path: Path) -> None:
    text = '[[tool.teikit.dialect]]\nname = "own"\nrecognise = ["^MINE"]\n'
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    done = convert(tmp_path, "a", "MINE\n\nThe rest of it is a sentence that is long enough.\n")
    assert "(dialect own)" in done.output


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('[[dialect]]\nname = "a"\nrecognize = ["x"]\n', 3, "did you mean 'recognise'?"),
        ('[[dialect]]\nname = "a"\n', 2, "needs recognise"),
        ('[[dialect]]\nrecognise = ["x"]\n', 1, "needs a name"),
        ('[dialect]\nname = "a"\n', 1, "write [[dialect]]"),
        ('[[dialect]]\nname = "a"\nrecognise = ["(x"]\n', 3, "is no regular expression"),
        ('[[dialect]]\nname = "a"\nrecognise = ["x"]\nhead = { colour = "x" }\n', 4, "head knows no 'colour'"),
        ('[[dialect]]\nname = "a"\nrecognise = ["x"]\nhead = { from = "^From" }\n', 4, "needs a group for the words"),
        ('[[dialect]]\nname = "a"\nrecognise = ["x"]\nhead = { from = 3 }\n', 4, "head.from must be a pattern"),
        ('[[dialect]]\nname = "a"\nrecognise = ["x"]\nmarkdown = "no"\n', 4, "markdown must be true or false"),
        (
            '[[dialect]]\nname = "a"\nrecognise = ["x"]\n[[dialect]]\nname = "a"\nrecognise = ["y"]\n',
            5,
            "two dialects are called 'a'",
        ),
    ],
)
def test_a_faulty_profile_is_one_message(tmp_path: Path, text: str, line: int, told: str) -> None:
    file = tmp_path / "corpus.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_profiles(file)
    assert (caught.value.file, caught.value.line) == (file, line)
    assert told in caught.value.message
    done = convert(tmp_path, "x", "Words that are long enough for a text.\n")
    assert isinstance(done.exception, ConfigError)
    assert not (tmp_path / "x.xml").exists()


def test_a_profile_may_not_bear_the_name_of_another_dialect(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text('[[dialect]]\nname = "frus"\nrecognise = ["x"]\n', encoding="utf-8")
    done = convert(tmp_path, "x", "Words that are long enough for a text.\n")
    assert done.exit_code == 2
    assert "there is a dialect 'frus' already" in done.output
