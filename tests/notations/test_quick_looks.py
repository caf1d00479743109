"""The quick looks that spare a slow pattern the texts that it cannot fit: none of them may pass over what the pattern finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teikit.notations import available_languages, load_notation
from teikit.notations.codes import _CODE, _MAY_BE_CODE
from teikit.notations.dates import _ORDINAL, _THE_NTH
from teikit.notations.telegraphic import _DIVIDED, _FIGURES, _GROUP, _SIX_FIGURES
from teikit.notations.western import _beginnings, _matches, _pattern

_CASES = Path(__file__).parent / "cases"
_TEXTS = sorted(
    {
        field
        for file in sorted(_CASES.glob("*.tsv"))
        for line in file.read_text("utf-8").splitlines()
        for field in line.split("\t")
    }
)
_PAIRS = [
    pytest.param(_CODE, _MAY_BE_CODE, id="codes"),
    pytest.param(_GROUP, _SIX_FIGURES, id="date-time groups"),
    pytest.param(_FIGURES, _DIVIDED, id="dates in figures"),
    pytest.param(_THE_NTH, _ORDINAL, id="the nth"),
]
#: What codes and dates are made of, so that made-up texts have some.
_PIECES = st.sampled_from(
    (
        *(
            "1.4",
            "3.3",
            "6.2",
            "(",
            ")",
            "b",
            "B",
            "(1)",
            "(b)",
            "FOIA",
            "25X1",
            "50X1-HUM",
            "JFK Act",
            "5",
            "E.O.",
            "12958",
        ),
        *(
            "12",
            "3",
            "/",
            ".",
            "-",
            " ",
            "XII",
            "IV",
            "1957",
            "57",
            "081931Z",
            "JUL",
            "79",
            "the ",
            "on ",
            "11th",
            "May",
            "«",
            "»",
        ),
    )
)


@pytest.mark.parametrize(("slow", "quick"), _PAIRS)
def test_quick_looks_see_the_cases(slow: object, quick: object) -> None:
    """Of all cases, whatever the pattern fits is seen."""
    fitting = [text for text in _TEXTS if slow.search(text)]  # type: ignore[attr-defined]
    assert fitting, "the cases have some"
    assert [text for text in fitting if not quick.search(text)] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(("slow", "quick"), _PAIRS)
@given(pieces=st.lists(_PIECES, max_size=12))
def test_quick_looks_see_what_is_made_up(slow: object, quick: object, pieces: list[str]) -> None:
    """Of texts made of the same pieces too."""
    text = "".join(pieces)
    assert slow.search(text) is None or quick.search(text) is not None  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", [lang for lang in available_languages() if lang not in ("ja", "zh", "ko")])
def test_dates_begin_where_they_are_tried(lang: str) -> None:
    """To try a date only where one may begin finds the dates that trying it everywhere finds."""
    notation = load_notation(lang)
    pattern, beginnings = _pattern(notation), _beginnings(notation)
    for text in _TEXTS:
        tried = [match.span() for match in _matches(pattern, beginnings, text, 0, len(text))]
        assert tried == [match.span() for match in pattern.finditer(text)], text
