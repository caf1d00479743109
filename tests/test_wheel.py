"""The wheel as it ships: schemas and stylesheets are inside, and the commands work without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

SPECIMEN = CHECKOUT / "corpus" / "sources" / "ja-en-fisheries.txt"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the built wheel unpacked as pip would lay it."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(CHECKOUT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = out.glob("*.whl")
    target = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(target)
    return target


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    code = f"import sys; sys.path.insert(0, {str(installed)!r}); from teikit.cli.main import main; sys.argv[0] = 'teikit'; main()"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=env)


def test_resources_are_inside(installed: Path) -> None:
    for name in (
        "schemas/teikit.rng",
        "schemas/teikit.xsd",
        "schemas/teikit.sch",
        "schemas/teikit.odd",
        "xslt/to-html.xsl",
        "py.typed",
    ):
        assert (installed / "teikit" / name).is_file(), name
    assert not (installed / "tests").exists()


def test_the_whole_line_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(installed)!r}); import teikit; print(teikit.__file__)"
    where = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert str(installed) in where.stdout
    converted = run(installed, tmp_path, "convert", str(SPECIMEN), "-o", "tei")
    assert converted.returncode == 0, converted.stderr
    validated = run(installed, tmp_path, "validate", "tei")
    assert validated.returncode == 0, validated.stdout + validated.stderr
    for form in ("html", "text", "transcript"):
        rendered = run(installed, tmp_path, "render", f"tei/{SPECIMEN.stem}.xml", "--to", form, "-o", form)
        assert rendered.returncode == 0, rendered.stderr
        assert list((tmp_path / form).iterdir())
