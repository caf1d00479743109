"""Every identifier that teikit says has one meaning and one page of the manual, with a bad and a good example."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from teikit.cli.rule import command
from teikit.manual import pages
from teikit.relaxng.problems import CODES
from teikit.resources import schema_path
from teikit.validation.rules import all_rules
from tests.conftest import CHECKOUT

_IDENTIFIER = re.compile(r"TK\d{3}|(?:xml|xsd|sch):[a-z-]+")
_MAKERS = {"Finding", "finding", "failed", "told", "_say"}
PACKAGE = CHECKOUT / "teikit"


def said() -> dict[str, set[str]]:
    """The identifiers with which the code makes findings, with the packages that do."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or ast.unparse(node.func).rpartition(".")[2] not in _MAKERS:
                continue
            for given in node.args:
                if isinstance(given, ast.Constant) and _IDENTIFIER.fullmatch(str(given.value)):
                    found[str(given.value)].add(file.relative_to(PACKAGE).parts[0])
    return found


def wellformed_codes() -> Iterator[str]:
    """What the first layer says, of which the code holds the second half only."""
    tree = ast.parse((PACKAGE / "validation" / "wellformed.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_finding":
            code = node.args[1]
            assert isinstance(code, ast.Constant)
            yield f"xml:{code.value}"


def test_every_identifier_has_one_page() -> None:
    rules = {rule.identifier for rule in all_rules()}
    assert not rules & pages().keys(), "a rule carries its page with it"
    known = rules | pages().keys()
    assert said().keys() - known == set()
    assert set(wellformed_codes()) <= known
    assert {f"rng:{code}" for code in CODES} <= known


def test_every_page_is_of_something_that_is_said() -> None:
    words = {"authority", "crash", "files", "schema", "sch:could-not-run"}
    spoken = said().keys() | set(wellformed_codes()) | {f"rng:{code}" for code in CODES} | words
    assert pages().keys() <= spoken


def test_an_identifier_is_said_by_one_part() -> None:
    """Readers of transcripts, corrections and containers do not take each other's numbers."""
    told = {name: places for name, places in said().items() if name.startswith("TK9")}
    assert len(told) > 15
    assert {name: places for name, places in told.items() if len(places) != 1} == {}


@pytest.mark.parametrize("identifier", sorted(pages()))
def test_a_page_shows_what_is_bad_and_what_is_good(identifier: str) -> None:
    result = CliRunner().invoke(command, [identifier])
    assert result.exit_code == 0, result.output
    page = pages()[identifier]
    assert result.output.startswith(f"{identifier} ({page.severity}): {page.name}\n")
    about, bad, good = re.split(r"\n\nBad:\n\n|\n\nGood:\n\n", page.manual)
    assert len(about) > 40
    assert all(line.startswith("    ") or not line for text in (bad, good) for line in text.split("\n"))
    assert bad.strip() != good.strip()


def test_the_list_names_all_and_a_slip_is_understood() -> None:
    runner = CliRunner()
    listed = [line.split()[0] for line in runner.invoke(command).output.splitlines()]
    assert len(listed) == len(set(listed)) == len(pages()) + len(all_rules())
    assert "did you mean xml:encoding?" in runner.invoke(command, ["xml:encodng"]).output


def test_assertions_of_teikits_own_schematron_are_shown() -> None:
    runner = CliRunner()
    schema = etree.parse(str(schema_path("teikit.sch")))
    named = [str(node.get("id")) for node in schema.iter("{*}assert", "{*}report") if node.get("id")]
    assert len(named) > 50
    pages = runner.invoke(command, [f"sch:{name}" for name in named])
    assert pages.exit_code == 0, pages.output
    for name in named:
        assert f"sch:{name} (" in pages.output
    assert "Looks at tei:TEI in one document" in runner.invoke(command, ["sch:tei-id-present"]).output
    wrong = runner.invoke(command, ["sch:tei-id-presnt"])
    assert wrong.exit_code == 2
    assert "did you mean sch:tei-id-present?" in wrong.output


def test_pages_are_files_named_after_what_they_explain(tmp_path: Path) -> None:
    from teikit.manual import _page

    (tmp_path / "TK999.md").write_text("# TK998 other\n\nSeverity: error. Looks at x.\n\ny\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"TK999\.md does not begin"):
        _page(tmp_path / "TK999.md")
