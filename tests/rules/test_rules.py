"""Every rule finds what its `invalid` cases show, at the place they say, and leaves its `valid` cases alone.

A case is a file, or a folder for a rule that compares files; `people.xml` in it is the authority. What is expected lies
beside it, in `NAME.findings`; `pytest --accept` renews it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from teikit.reporting.concise import line
from teikit.validation import Plan, validate
from teikit.validation.rules import all_rules
from tests.conftest import compare

HERE = Path(__file__).parent


def cases(kind: str) -> list[Path]:
    return sorted(path for path in HERE.glob(f"TK*/{kind}/*") if path.is_dir() or path.suffix == ".xml")


def told(case: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(case.parent)
    authority = [Path(case.name) / "people.xml"] if (case / "people.xml").exists() else []
    report = validate([case.name], layers=["corpus"], plan=Plan(), authority=authority)
    assert not report.failures, [str(failure) for failure in report.failures]
    rule = case.parent.parent.name
    return [line(finding) for finding in report if finding.rule == rule]


@pytest.mark.parametrize("case", cases("invalid"), ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_a_rule_finds_its_bad_cases(case: Path, monkeypatch: pytest.MonkeyPatch, accept: bool) -> None:
    found = told(case, monkeypatch)
    assert found, "nothing was found"
    compare(case.parent / f"{case.stem}.findings", "".join(f"{text}\n" for text in found), accept)


@pytest.mark.parametrize("case", cases("valid"), ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_a_rule_leaves_its_good_cases_alone(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(case, monkeypatch) == []


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.identifier)
def test_every_rule_has_a_manual_and_cases(rule: object) -> None:
    identifier = rule.identifier
    for word in ("Bad", "Good"):
        assert word in rule.manual, "the docstring shows a bad and a good example"
    for kind in ("valid", "invalid"):
        assert any(path.parent.parent.name == identifier for path in cases(kind)), f"{identifier} has no {kind} case"
