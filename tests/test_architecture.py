"""The shape of the package: data flows one way, everything is typed and clean, and what is shipped is whole."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

import teikit
from tests.conftest import CHECKOUT

BIN = Path(sysconfig.get_path("scripts"))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False, env=env)


def test_imports_point_one_way() -> None:
    done = run(str(BIN / "lint-imports"), "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr


def test_everything_is_typed() -> None:
    done = run(sys.executable, "-m", "mypy", "--strict", "teikit")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("command", [("check",), ("format", "--check")])
def test_ruff_is_content(command: tuple[str, ...]) -> None:
    done = run(sys.executable, "-m", "ruff", *command, "teikit", "tests")
    assert done.returncode == 0, done.stdout


def test_the_public_names_are_few_and_there() -> None:
    assert teikit.__all__ == ["__version__", "convert", "encode", "read", "render", "validate"]
    assert all(callable(getattr(teikit, name)) for name in teikit.__all__[1:])


def test_relaxng_stands_alone() -> None:
    """`teikit.relaxng` needs nothing else of teikit."""
    code = (
        "import sys, teikit.relaxng; known = ('teikit', 'teikit.version'); "
        "print(sorted(m for m in sys.modules if m.startswith('teikit') and not m.startswith('teikit.relaxng') and m not in known))"
    )
    assert run(sys.executable, "-c", code).stdout.strip() == "[]"


def test_the_project_speaks_only_of_itself() -> None:
    """No machine's paths in what is committed."""
    done = run(
        "git",
        "grep",
        "-nIE",
        r"(^|[^[:alnum:]_.])/(work|farm|root)/",
        "--",
        ".",
        ":!.ci",
        ":!tests/test_architecture.py",
    )
    assert done.stdout == ""


def test_bounds_have_reasons() -> None:
    """Every dependency has a lower bound."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    assert all(">=" in one for one in project["dependencies"])
