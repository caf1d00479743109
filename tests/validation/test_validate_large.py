"""A file above the limit is read as a stream: well-formedness and RELAX NG are checked, what is not is said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from teikit.validation import Plan, validate
from tests.benchmarks.validate_documents import document

BASE = document("cable-1", 2500, 1)
SMALL = Plan(max_bytes=1000)


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / ".cache"))


def told(text: str, plan: Plan = SMALL, name: str = "cable-1.xml", **options: object) -> list[str]:
    Path(name).write_text(text, encoding="utf-8")
    return [str(finding) for finding in validate([name], plan=plan, **options)]


def test_what_was_not_checked_is_named_and_no_clean_pass() -> None:
    (line,) = told(BASE)
    assert line.startswith("cable-1.xml: error xml:too-large")
    assert "well-formedness and RELAX NG were checked; XSD, Schematron and the rules of the corpus were not" in line
    assert validate(["cable-1.xml"], plan=SMALL).exit_code == 2
    report = validate(["cable-1.xml"], plan=SMALL, layers=["xml", "rng"])
    assert (report.exit_code, report.sorted()) == (0, []), "all that was asked for was done"


def test_findings_are_those_of_the_whole_reading() -> None:
    wrong = BASE.replace("<speaker>", "<speakr>", 1).replace("</speaker>", "</speakr>", 1)
    whole = told(wrong, Plan(), layers=["xml", "rng"])
    assert len(whole) == 1
    assert told(wrong, layers=["xml", "rng"]) == whole


@pytest.mark.parametrize("layers", [["xml"], ["xml", "rng"]])
def test_a_mistake_at_the_end_is_found(layers: list[str]) -> None:
    (line,) = told(BASE.replace("</TEI>", "</TIE>"), layers=layers)
    assert "not-well-formed" in line
    assert line.startswith(f"cable-1.xml:{BASE.count(chr(10)) or 1}:")


def test_a_broken_head_a_declaration_and_a_missing_schema_are_messages() -> None:
    assert "xml:not-well-formed" in told("<TEI" + " " * 2000)[0]
    assert "xml:dtd" in told("<!DOCTYPE TEI>" + BASE[BASE.index("<TEI") :])[0]
    assert any("does not exist" in line for line in told('<?xml-model href="none.rng"?>' + BASE[BASE.index("<TEI") :]))
    Path("bad.rng").write_text("<grammar", encoding="utf-8")
    assert any("bad.rng:1" in line for line in told('<?xml-model href="bad.rng"?>' + BASE[BASE.index("<TEI") :]))


def test_other_files_are_passed_over_or_checked_as_ever() -> None:
    Path("folder").mkdir()
    told("<a>" + "x" * 2000 + "</a>", name="folder/a.xml")
    Path("folder/cable-2.xml").write_text("<TEI xmlns='http://www.tei-c.org/ns/1.0'>&</TEI>", encoding="utf-8")
    report = validate(["folder"], plan=SMALL)
    assert report.skipped == 1
    assert [finding.rule for finding in report] == ["xml:not-well-formed"]


@pytest.mark.nightly
def test_half_a_gigabyte_stays_in_bounds() -> None:
    """Memory grows with the identifiers alone: there are none here."""
    part = "<p>" + "All quiet on the northern border. " * 30 + "</p>\n"
    with Path("big.xml").open("w", encoding="utf-8") as stream:
        head, tail = BASE[: BASE.index("<text>")], "</div></body></text></TEI>"
        stream.write(head + '<text><body><div type="original" xml:lang="en">')
        for _ in range(500_000_000 // len(part)):
            stream.write(part)
        stream.write(tail)
    code = (
        "import resource, sys\n"
        "from teikit.validation import validate\n"
        "report = validate(['big.xml'])\n"
        "print(*report)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *lines, memory = done.stdout.splitlines()
    assert [line.split()[2] for line in lines] == ["xml:too-large"]
    assert int(memory) < 150
