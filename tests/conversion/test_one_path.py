"""The command and the Python functions take one path: what lies beside a transcript counts for both, and both give the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

import teikit
from teikit.cli.main import cli
from teikit.errors import ConfigError, SourceError
from tests.containers.documents import docx, par, pdf, words

NS = {"t": "http://www.tei-c.org/ns/1.0"}
TALK = (
    "Report on a Talk\n\nThe talk took place in the harbour office, and it was a long one.\n\nRemarks\n\n"
    "K: Let us go home, then.\n\nAnd they all went home, as it was late.\n"
)
RUSSIAN = "Беседа была короткой, но полезной для обеих сторон.\n\nПосле этого все разошлись по домам.\n"
SPEAKER = '[[speaker]]\nlabel = "K:"\nperson = "kellner"\nname = "K. Kellner"\n'
PROFILE = "[[dialect]]\nname = \"harbour\"\nrecognise = ['^HARBOUR OFFICE']\nspeaker = '^(?P<label>(?P<name>\\p{Lu}\\w+) >)'\n"
HARBOUR = (
    "HARBOUR OFFICE\n\nBrandt > The nets are dry, as everybody can see.\n\nHolt > So they are, and they will be.\n"
)

CASES: dict[str, tuple[str, bytes, dict[str, str], str]] = {
    "alone": ("talk.txt", TALK.encode(), {}, "//t:p"),
    "sidecar": ("talk.txt", TALK.encode(), {"talk.teikit.toml": SPEAKER}, "//t:sp[@who='#kellner']"),
    "sidecar-raw": (
        "talk.raw.txt",
        TALK.encode(),
        {"talk.teikit.toml": '[[line]]\ntext = "Remarks"\nis = "head"\n'},
        "//t:body//t:head[.='Remarks']",
    ),
    "sidecar-dialect": ("talk.md", TALK.encode(), {"talk.teikit.toml": 'dialect = "frus"\n'}, "//t:p"),
    "sidecar-encoding": (
        "talk.txt",
        RUSSIAN.encode("koi8-r"),
        {"talk.teikit.toml": 'encoding = "koi8-r"\n'},
        "//t:p[contains(., 'Беседа')]",
    ),
    "profile": ("files/a.txt", HARBOUR.encode(), {"corpus.toml": PROFILE}, "//t:speaker[.='Holt >']"),
    "pyproject": (
        "files/a.txt",
        HARBOUR.encode(),
        {"pyproject.toml": PROFILE.replace("[[dialect]]", "[[tool.teikit.dialect]]")},
        "//t:speaker[.='Holt >']",
    ),
    "word": (
        "talk.docx",
        docx("".join(par(one) for one in TALK.split("\n\n"))),
        {"talk.teikit.toml": SPEAKER},
        "//t:sp[@who='#kellner']",
    ),
    "pdf": (
        "talk.pdf",
        pdf(words(72, 700, "The Ambassador said that he had met the Minister.")),
        {"talk.teikit.toml": '[[line]]\ntext = "The Ambassador"\nis = "note"\n'},
        "//t:note[contains(., 'Ambassador')]",
    ),
}


def lay(folder: Path, name: str, data: bytes, beside: dict[str, str]) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    for other, text in beside.items():
        (folder / other).write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", CASES)
def test_command_and_python_give_the_same_bytes(case: str, tmp_path: Path) -> None:
    name, data, beside, witness = CASES[case]
    path = lay(tmp_path, name, data, beside)
    done = CliRunner().invoke(cli, ["convert", str(path), "-o", str(tmp_path / "out")])
    assert done.exit_code in (0, 1), done.output
    (written,) = (tmp_path / "out").glob("*.xml")
    assert teikit.convert(path) == teikit.convert(str(path)) == written.read_bytes()
    assert teikit.encode(teikit.read(path)) == written.read_bytes()
    assert etree.fromstring(written.read_bytes()).xpath(witness, namespaces=NS), "what lies beside it did not count"


@pytest.mark.parametrize("case", CASES)
def test_an_argument_goes_before_what_lies_beside(case: str, tmp_path: Path) -> None:
    name, data, beside, _ = CASES[case]
    path = lay(tmp_path, name, data, beside)
    encoding = "koi8-r" if case == "sidecar-encoding" else "utf-8"
    flags = ["--dialect", "generic", "--encoding", encoding, "--schemas", "s"]
    done = CliRunner().invoke(cli, ["convert", str(path), "-o", str(tmp_path / "out"), *flags])
    assert done.exit_code in (0, 1), done.output
    (written,) = (tmp_path / "out").glob("*.xml")
    assert teikit.convert(path, dialect="generic", encoding=encoding, schemas="s/") == written.read_bytes()
    assert b"Read as dialect generic." in written.read_bytes()


def test_an_argument_may_be_the_wrong_encoding(tmp_path: Path) -> None:
    """The sidecar says KOI8-R; who asks for another one gets another one."""
    path = lay(tmp_path, "talk.txt", RUSSIAN.encode("koi8-r"), {"talk.teikit.toml": 'encoding = "koi8-r"\n'})
    assert "Беседа".encode() not in teikit.convert(path, encoding="windows-1251")


def test_what_cannot_be_used_is_said(tmp_path: Path) -> None:
    path = lay(tmp_path, "talk.txt", TALK.encode(), {"talk.teikit.toml": "[[lines]]\n"})
    with pytest.raises(ConfigError, match="did you mean 'line'"):
        teikit.read(path)
    with pytest.raises(SourceError):
        teikit.read(tmp_path / "none.txt")
    (tmp_path / "talk.teikit.toml").unlink()
    (tmp_path / "corpus.toml").write_text('[[dialect]]\nname = "x"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="needs recognise"):
        teikit.convert(path)
