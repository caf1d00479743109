"""Whatever teikit.rng accepts, TEI accepts: documents made up from our grammar, held against `tei_all.rng` by jing.

Every element is the goal of a document once; then Hypothesis makes up 500, and shrinks what fails to the smallest document that
still does. `--nightly` makes 10,000 more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from teikit.resources import schema_path
from tests.conftest import shared_path
from tests.tools.converted import converted
from tests.tools.generator import Generator, Seeded
from tests.tools.grammar import Grammar, Node
from tests.tools.jing import Jing

pytestmark = [pytest.mark.jing, pytest.mark.shared]

OURS, TEI = 0, 1


class Drawn:
    """Decisions of Hypothesis."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def below(self, count: int) -> int:
        return self._data.draw(_numbers(count)) if count > 1 else 0


@cache
def _numbers(count: int) -> st.SearchStrategy[int]:
    return st.integers(0, count - 1)


@cache
def grammar() -> Grammar:
    return Grammar(schema_path("teikit.rng"))


@pytest.fixture(scope="module")
def jing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jing]:
    with Jing(tmp_path_factory.mktemp("jing"), schema_path("teikit.rng"), shared_path("tei", "tei_all.rng")) as server:
        yield server


def check(jing: Jing, document: str) -> None:
    """Our grammar made it, so our grammar accepts it; and so must TEI's."""
    assert jing.ask(document, OURS) is None, f"the generator and jing read teikit.rng differently: {document}"
    problem = jing.ask(document, TEI)
    assert problem is None, f"teikit.rng accepts what tei_all.rng does not: {problem}\n{document}"


def test_a_document_for_every_element(jing: Jing) -> None:
    """Each element of the schema can stand in a document that TEI accepts."""
    for number, goal in enumerate(grammar().elements):
        document = Generator(grammar(), Seeded(number), budget=8).document(goal)
        assert f"<{goal.name or 'any'} " in document
        check(jing, document)


@settings(
    max_examples=500,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_made_up_documents_are_tei(jing: Jing, data: st.DataObject) -> None:
    """What can be made up from our grammar is valid TEI."""
    goal: Node = data.draw(st.sampled_from(grammar().elements))
    check(jing, Generator(grammar(), Drawn(data), budget=10, sparse=True).document(goal))


@pytest.mark.nightly
def test_ten_thousand_made_up_documents_are_tei(jing: Jing) -> None:
    """The same, far longer and with larger documents."""
    elements = grammar().elements
    for seed in range(10_000):
        check(jing, Generator(grammar(), Seeded(10_000 + seed)).document(elements[seed % len(elements)]))


def test_what_is_converted_is_tei(jing: Jing) -> None:
    """The specimens and the seed, as they are encoded, fit our grammar and TEI's."""
    for name, document in converted().items():
        assert jing.ask(document, OURS) is None, name
        assert jing.ask(document, TEI) is None, name


def test_the_example_of_the_reference_material_fits(jing: Jing) -> None:
    """The example cable beside the yardstick fits our grammar too."""
    document = shared_path("tei", "example-valid.xml").read_bytes()
    assert jing.ask(document, TEI) is None
    assert jing.ask(document, OURS) is None


def test_the_yardstick_tells_them_apart(jing: Jing) -> None:
    """The oracle is awake: what our grammar forbids and TEI forbids is refused by both, what only we forbid by us alone."""
    goal = next(element for element in grammar().elements if element.name == "gap")
    document = Generator(grammar(), Seeded(1), budget=0, sparse=True).document(goal)
    broken = document.replace("<gap ", '<gap type="x" ', 1)
    assert jing.ask(broken, OURS) is not None
    assert jing.ask(broken, TEI) is not None
    strict = re.sub(r'(<gap [^>]*)reason="[^"]*"', r'\1reason="whim"', document, count=1)
    assert strict != document
    assert jing.ask(strict, OURS) is not None
    assert jing.ask(strict, TEI) is None
