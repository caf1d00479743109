"""Every Schematron rule of the encoding: a case that it passes and one that it catches on the line that says so.

`rules/<rule-id>/valid/` and `invalid/` hold whole files; in an invalid one a comment `<!-- expected -->` stands on each line
where the finding has to be. A new rule needs a folder, a new file in a folder is a new case.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from teikit.resources import schema_path
from teikit.validation.document import by_child_path
from teikit.validation.schematron import Schematron, SchematronResult

RULES = Path(__file__).parent / "rules"
CASES = sorted(RULES.glob("*/*valid/*.xml"))
EXPECTED = "<!-- expected -->"
SCH = "{http://purl.oclc.org/dsdl/schematron}"


@cache
def schematron() -> Schematron:
    return Schematron(schema_path("teikit.sch"), use_cache=False)


@cache
def relaxng() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(schema_path("teikit.rng")))


def run(case: Path) -> list[SchematronResult]:
    results, failures = schematron().run(case.read_text(encoding="utf-8"), case.resolve().as_uri())
    assert not failures, failures
    return results


def declared() -> dict[str, etree._Element]:
    tree = etree.parse(schema_path("teikit.odd"))
    return {node.get("id", ""): node for node in tree.iter(f"{SCH}assert", f"{SCH}report")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: "/".join(case.parts[-3:]))
def test_rule(case: Path) -> None:
    """A rule catches what it is for, on the line where it is, and lets the like of it pass."""
    rule, kind = case.parts[-3], case.parts[-2]
    results = run(case)
    if kind == "valid":
        told = [f"{result.rule}: {result.message}" for result in results if result.severity != "information"]
        assert not told, f"a valid case is found fault with: {told}"
        assert rule not in {result.rule for result in results}
        return
    root = etree.parse(case).getroot()
    lines = sorted(by_child_path(root, result.path).sourceline for result in results if result.rule == rule)
    text = case.read_text(encoding="utf-8").splitlines()
    assert lines == [number for number, line in enumerate(text, 1) if EXPECTED in line]
    assert lines, f"no line of {case} is marked {EXPECTED}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: "/".join(case.parts[-3:]))
def test_case_fits_the_grammar(case: Path) -> None:
    """What a rule is shown with is valid otherwise, so that the rule says something the grammar does not."""
    grammar = relaxng()
    assert grammar.validate(etree.parse(case)), grammar.error_log


def test_every_rule_has_cases() -> None:
    """No rule without a passing and a failing case, no cases without a rule."""
    kinds = Counter((case.parts[-3], case.parts[-2]) for case in CASES)
    for rule in declared():
        assert kinds[rule, "valid"], f"{rule} has no valid case"
        assert kinds[rule, "invalid"], f"{rule} has no invalid case"
    assert {rule for rule, _ in kinds} == set(declared())


def test_every_rule_has_role_and_sentence() -> None:
    """An editor can act on every message: it has a severity, it is a sentence, and it says what to do."""
    seen = Counter(declared().keys())
    for rule, node in declared().items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule), rule
        assert seen[rule] == 1
        assert node.get("role") in ("error", "warning", "information"), rule
        message = " ".join("".join(node.itertext()).split())
        assert message.endswith("."), f"{rule}: {message}"
        assert re.search(r"[.?”] [A-Z]", message), f"{rule} does not say what to do: {message}"


def test_no_rule_is_told_twice() -> None:
    """A finding is reported once, also at the root."""
    case = RULES / "tei-id-present" / "invalid" / "case.xml"
    assert [result.rule for result in run(case)].count("tei-id-present") == 1
