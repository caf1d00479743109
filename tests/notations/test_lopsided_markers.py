"""Markers that lost a bracket, and stray brackets that are none."""

from __future__ import annotations

import pytest

from teikit.notations import scan


@pytest.mark.parametrize(
    ("text", "found", "unit", "amount"),
    [
        ("payments of [text not declassified each for July and August", "[text not declassified", None, None),
        (
            "crews to be less than 1 line not declassified] to the extent",
            "less than 1 line not declassified]",
            "line",
            "<1",
        ),
        ("he said 3-1/2 lines not declassified]. Then he went.", "3-1/2 lines not declassified]", "line", "3.5"),
        ("(c) [text not declassfied", "[text not declassfied", None, None),
        ("about [2 lines not declassified", "[2 lines not declassified", "line", "2"),
    ],
)
def test_marker_with_one_bracket_is_read(text: str, found: str, unit: str | None, amount: str | None) -> None:
    (marker,) = scan(text)
    assert text[marker.start : marker.end] == found
    assert marker.marker.kind == "withheld"
    assert marker.marker.unit == unit
    assert (marker.marker.quantity or (f"<{marker.marker.at_most}" if marker.marker.at_most else None)) == amount
    assert marker.marker.certainty == "medium"


@pytest.mark.parametrize(
    "text",
    [
        "He [Mr. Stone said it, and it was not declassified.",
        "It was not declassified] he said.",
        "the first of these [ and the second",
        "the paper] was deleted by him",
    ],
)
def test_stray_bracket_is_no_marker(text: str) -> None:
    assert not [one for one in scan(text) if one.marker.kind == "withheld"]
