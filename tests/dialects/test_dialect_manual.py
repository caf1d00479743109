"""`teikit dialect`: every dialect has a manual, and so have profiles and sidecars."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from teikit.cli.main import cli
from teikit.dialects.registry import dialects


def test_all_are_listed_with_their_first_line() -> None:
    shown = CliRunner().invoke(cli, ["dialect"])
    assert shown.exit_code == 0
    listed = {line.split()[0] for line in shown.output.split("\n\n")[0].splitlines()}
    assert listed == {*dialects(), "profile", "sidecar"}
    assert all(len(line.split()) > 4 for line in shown.output.split("\n\n")[0].splitlines())


@pytest.mark.parametrize("name", [*dialects(), "profile", "sidecar"])
def test_manual_shows_what_goes_in_and_what_comes_out(name: str) -> None:
    shown = CliRunner().invoke(cli, ["dialect", name])
    assert shown.exit_code == 0
    assert shown.output.startswith(f"{name}\n{'=' * len(name)}\n\n")
    assert len(shown.output.splitlines()) > 5
    assert "Out: " in shown.output or name in ("generic", "sidecar")


def test_unknown_name_is_met_with_the_nearest() -> None:
    shown = CliRunner().invoke(cli, ["dialect", "telegramm"])
    assert "did you mean telegram?" in str(shown.exception)
