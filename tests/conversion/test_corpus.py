"""The specimens: their TEI is renewed and compared, nothing of them is lost, and every schema holds them valid."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

import teikit
from teikit.source import read_source
from teikit.source.text import letters
from tests.conftest import CHECKOUT, compare, require_program, shared_path

SOURCES = sorted((CHECKOUT / "corpus" / "sources").glob("*.txt"))
TEI = CHECKOUT / "corpus" / "tei"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_specimen_is_encoded_as_it_was(source: Path, accept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same transcript gives the same bytes; `--accept` renews them."""
    monkeypatch.chdir(CHECKOUT)
    tei = teikit.convert(source.relative_to(CHECKOUT), schemas="../../schemas/")
    compare(TEI / f"{source.stem}.xml", tei.decode("utf-8"), accept)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_specimen_comes_back(source: Path) -> None:
    """The transcript rendering gives back every letter."""
    back = teikit.render(teikit.convert(source), "transcript")
    assert letters(back) == letters(read_source(source).text)


def test_there_is_no_tei_without_its_source() -> None:
    assert [path.stem for path in sorted(TEI.glob("*.xml"))] == [path.stem for path in SOURCES]
    assert len(SOURCES) >= 8


def test_specimens_are_valid() -> None:
    """RELAX NG, XSD and Schematron of our own find no error and nothing to warn of."""
    report = teikit.validate([TEI])
    assert [str(finding) for finding in report if finding.severity != "information"] == []


@pytest.mark.jing
def test_specimens_and_seed_are_tei(tmp_path: Path) -> None:
    """Jing finds them valid against the whole of TEI."""
    jing = require_program("jing")
    seed = tmp_path / "wilson-240306.xml"
    seed.write_bytes(teikit.convert(shared_path("seed", "wilson-240306.txt")))
    files = [*map(str, sorted(TEI.glob("*.xml"))), str(seed)]
    done = subprocess.run(
        [jing, str(shared_path("tei", "tei_all.rng")), *files],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )
    assert (done.returncode, done.stdout) == (0, "")
