"""Rows of versions: nothing out of order, nothing lost, no link that leaves its row."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from teikit.rendering import render

HEADER = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>'
    "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>"
)
LANGUAGES = ("ja", "en", "ru")

Links = list[tuple[tuple[int, int], tuple[int, int]]]


@st.composite
def versions(draw: st.DrawFn) -> tuple[list[int], Links]:
    """How many paragraphs each version has, and which answer which (both ends as version and paragraph)."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=3))
    place = st.integers(0, len(sizes) - 1).flatmap(
        lambda version: st.tuples(st.just(version), st.integers(0, sizes[version] - 1))
    )
    links = draw(st.lists(st.tuples(place, place).filter(lambda pair: pair[0][0] != pair[1][0]), max_size=10))
    return sizes, links


def document(sizes: list[int], links: Links) -> str:
    """A TEI document with these paragraphs and @corresp in one direction only."""
    divisions = []
    for version, size in enumerate(sizes):
        others = " ".join(f"#{LANGUAGES[other]}" for other in range(len(sizes)) if other != version)
        paragraphs = []
        for number in range(size):
            to = " ".join(f"#{LANGUAGES[v]}-{n}" for here, (v, n) in links if here == (version, number))
            corresp = f' corresp="{to}"' if to else ""
            paragraphs.append(f'<p xml:id="{LANGUAGES[version]}-{number}"{corresp}>x</p>')
        language = LANGUAGES[version]
        divisions.append(
            f'<div xml:id="{language}" xml:lang="{language}" corresp="{others}">{"".join(paragraphs)}</div>'
        )
    return HEADER + "".join(divisions) + "</body></text></TEI>"


def rows(page: str) -> list[list[tuple[int, int]]]:
    """The paragraphs of each row, as version and number."""
    found = []
    for row in html.document_fromstring(page).iter("div"):
        if row.get("class") == "row":
            identifiers = [p.get("id") for p in row.iter("p") if p.get("id")]
            found.append([(LANGUAGES.index(each.split("-")[0]), int(each.split("-")[1])) for each in identifiers])
    return found


@settings(max_examples=150, deadline=None)
@given(versions())
def test_rows_keep_order_and_links(case: tuple[list[int], Links]) -> None:
    """Every paragraph stands in one row, each version in its own order, and paragraphs that answer share a row."""
    sizes, links = case
    found = rows(render(document(sizes, links), "html"))
    for version, size in enumerate(sizes):
        assert [number for row in found for v, number in row if v == version] == list(range(size))
    row_of = {place: index for index, row in enumerate(found) for place in row}
    for here, there in links:
        assert row_of[here] == row_of[there]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 8))
def test_paragraphs_that_answer_one_by_one_have_a_row_each(size: int) -> None:
    """Nothing is put together that could stand apart."""
    links: Links = [((0, number), (1, number)) for number in range(size)]
    assert rows(render(document([size, size], links), "html")) == [[(0, number), (1, number)] for number in range(size)]


def test_a_paragraph_without_answer_stands_between_its_neighbours() -> None:
    """It has a row of its own, in its own column."""
    found = rows(render(document([3, 2], [((0, 0), (1, 0)), ((0, 2), (1, 1))]), "html"))
    assert found == [[(0, 0), (1, 0)], [(0, 1)], [(0, 2), (1, 1)]]


def test_links_that_cross_are_one_row() -> None:
    """Neither version is read out of its order."""
    found = rows(render(document([3, 3], [((0, 0), (1, 1)), ((0, 1), (1, 0)), ((0, 2), (1, 2))]), "html"))
    assert found == [[(0, 0), (0, 1), (1, 0), (1, 1)], [(0, 2), (1, 2)]]


def test_many_paragraphs_take_time_in_proportion() -> None:
    """Two thousand pairs are aligned without a fault of depth."""
    size = 2000
    links: Links = [((0, number), (1, number)) for number in range(size)]
    assert len(rows(render(document([size, size], links), "html"))) == size
