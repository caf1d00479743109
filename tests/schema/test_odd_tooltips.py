"""What editors show while one types, asked of the library that Scholarly XML for VS Code is built on."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from teikit.resources import schema_path
from tests.conftest import CHECKOUT, missing, require_program

# salve-annos names its regular expressions only as a development dependency.
PACKAGES = ("salve-annos@1.2.4", "xregexp@4")


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str | None]]]:
    """What is offered in a paragraph, in a gap, and as its reason."""
    npm, node = require_program("npm"), require_program("node")
    folder = tmp_path_factory.mktemp("salve")
    installed = subprocess.run(
        [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, *PACKAGES],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    if installed.returncode:
        missing(f"npm cannot install {PACKAGES[0]}: {installed.stderr.strip().splitlines()[-1:]}")
    result = subprocess.run(
        [node, CHECKOUT / "tests" / "tools" / "tooltips.js", schema_path("teikit.rng")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "NODE_PATH": str(Path(folder) / "node_modules")},
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.nightly
def test_the_schema_opens(offered: dict[str, list[object]]) -> None:
    """The grammar loads without a warning, and a cable typed in it is valid so far."""
    assert not offered["warnings"]
    assert not offered["errors"]


@pytest.mark.nightly
@pytest.mark.parametrize("kind", ["elements", "attributes", "values"])
def test_tooltips_appear(offered: dict[str, list[list[str | None]]], kind: str) -> None:
    """Everything that may be typed is offered with a tooltip in English and Japanese."""
    assert offered[kind]
    assert not [name for name, tooltip in offered[kind] if not tooltip]
    tooltips = {name: tooltip or "" for name, tooltip in offered[kind]}
    expected = {
        "elements": ("gap", "withheld or missing", "墨塗り"),
        "attributes": ("quantity", "1½ lines", "数量"),
        "values": ("redacted", "withheld from release", "不開示"),
    }[kind]
    assert expected[1] in tooltips[expected[0]]
    assert expected[2] in tooltips[expected[0]]
