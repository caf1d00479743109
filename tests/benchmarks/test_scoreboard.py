"""No change may bring a figure of the scoreboard below its floor."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from tests.benchmarks.scoreboard import typed_quantity
from tests.conftest import shared_path

SCRIPT = Path(__file__).with_name("scoreboard.py")


@pytest.mark.shared
def test_every_figure_is_above_its_floor() -> None:
    shared_path("tools", "score.py")
    done = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_set_that_is_not_there_is_a_usage_error() -> None:
    shared_path("tools", "score.py")
    done = subprocess.run([sys.executable, str(SCRIPT), "nothing"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no such set: nothing" in done.stderr


@pytest.mark.parametrize(
    ("marker", "number"),
    [
        ("[2 lines not declassified]", Fraction(2)),
        ("[less than 1 line not declassified]", Fraction(1)),
        ("[7–½ lines not declassified]", Fraction(15, 2)),
        ("[½ line not declassified]", Fraction(1, 2)),
        ("[3-1/2 lines of source text not declassified]", Fraction(7, 2)),
        ("[11/2 lines of source text not declassified]", Fraction(3, 2)),
        ("[5-2/2 lines not declassified]", None),
        ("[name not declassified]", None),
        ("[remainder of paragraph (3 lines) not declassified]", None),
    ],
)
def test_numbers_of_markers_are_read_as_typed(marker: str, number: Fraction | None) -> None:
    assert typed_quantity(marker) == number
