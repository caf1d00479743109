"""What we say of common mistakes, beside what jing says: `messages/<case>.xml` and `messages/<case>.txt`.

The expected files are written to be read. `--accept` renews them; jing's part is checked where jing is installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from teikit.relaxng import Problem, Schema
from teikit.relaxng.problems import CODES
from tests.conftest import compare, shared_path
from tests.tools.jing import Jing

CASES = sorted((Path(__file__).parent / "messages").glob("*.xml"))
LONGEST = 240

pytestmark = pytest.mark.shared


@cache
def schema() -> Schema:
    return Schema.load(shared_path("tei", "tei_all.rng"))


@pytest.fixture(scope="module")
def jing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jing]:
    with Jing(tmp_path_factory.mktemp("jing"), shared_path("tei", "tei_all.rng"), ids=True) as running:
        yield running


def told(problem: Problem) -> str:
    """A problem as the expected files show it."""
    lines = [f"{problem.line}:{problem.column} {problem.code}", f"  {problem.message}"]
    if problem.hint:
        lines.append(f"  {problem.hint}")
    lines.append(f"  at {problem.xpath}")
    if problem.expected:
        more = f" and {problem.expected_more} more" if problem.expected_more else ""
        lines.append(f"  allowed: {', '.join(problem.expected)}{more}")
    return "\n".join(lines)


def theirs(answer: str | None) -> str:
    if answer is None:
        return "nothing"
    shown = answer if len(answer) <= LONGEST else f"{answer[:LONGEST]}… ({len(answer):,} characters)"
    place, _space, message = shown.partition(" ")
    return f"{place}\n  {message}"


def expected(case: Path) -> tuple[str, str]:
    """Our part and jing's of an expected file."""
    ours, _rule, jings = case.with_suffix(".txt").read_text(encoding="utf-8").partition("\n--- jing\n")
    return ours, jings


def test_there_are_forty() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_our_message(case: Path, accept: bool) -> None:
    data = case.read_bytes()
    text = "--- ours\n" + "\n".join(told(problem) for problem in schema().validate(data)) + "\n"
    file = case.with_suffix(".txt")
    if accept:
        kept = expected(case)[1] if file.exists() else ""
        file.write_text(f"{text}\n--- jing\n{kept}", encoding="utf-8")
    assert file.exists(), "run pytest --accept and read what it wrote"
    assert text == expected(case)[0]


@pytest.mark.jing
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_jings_message(case: Path, jing: Jing, accept: bool) -> None:
    answer = theirs(jing.ask(case.read_bytes())) + "\n"
    ours = expected(case)[0]
    compare(case.with_suffix(".txt"), f"{ours}\n--- jing\n{answer}", accept)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_message_is_short_and_placed(case: Path) -> None:
    """One mistake, one finding; at most eight names; a known code; a sentence of reasonable length."""
    problems = schema().validate(case.read_bytes())
    assert len(problems) == (4 if case.stem == "several-mistakes" else 1)
    for problem in problems:
        assert problem.code in CODES
        assert len(problem.message) + len(problem.hint) < 400
        assert len(problem.expected) <= 8
        assert problem.line
        assert problem.column
        assert problem.offset is not None
        assert problem.xpath.startswith("/")


def test_a_tree_tells_the_same() -> None:
    """Read by lxml, the same mistakes are found at the same lines, with the same words but for columns."""
    from lxml import etree

    for case in CASES:
        data = case.read_bytes()
        try:
            tree = etree.fromstring(data, etree.XMLParser(collect_ids=False))
        except etree.XMLSyntaxError:
            continue
        by_tree, by_text = schema().validate_tree(tree), schema().validate(data)
        assert [(p.code, p.message, p.hint, p.xpath, p.name, p.expected) for p in by_tree] == [
            (p.code, p.message, p.hint, p.xpath, p.name, p.expected) for p in by_text
        ]
