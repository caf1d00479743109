"""What every test shares: where the reference material lies, which programs are needed, and how expected files are renewed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("TEIKIT_SHARED") or CHECKOUT.parent / "shared")
NO_SKIP = os.environ.get("TEIKIT_NO_SKIP") == "1"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what came out as what is expected; read the diff")
    parser.addoption("--nightly", action="store_true", help="run the long tests too")


def pytest_configure(config: pytest.Config) -> None:
    """What teikit keeps from run to run goes with what pytest keeps, and not among the user's files; processes inherit it."""
    kept = getattr(config, "cache", None)
    if "TEIKIT_CACHE_DIR" not in os.environ and kept is not None:
        os.environ["TEIKIT_CACHE_DIR"] = str(kept.mkdir("teikit"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--nightly"):
        return
    for item in items:
        if item.get_closest_marker("nightly"):
            item.add_marker(pytest.mark.skip(reason="a long run; ask for it with --nightly"))


def missing(what: str) -> None:
    """Skip the test, saying why; where nothing may be skipped, fail it."""
    if NO_SKIP:
        pytest.fail(f"{what}, and TEIKIT_NO_SKIP is set")
    pytest.skip(what)


def shared_path(*parts: str) -> Path:
    """A file or folder of the reference material; skips the test on a machine that has none."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        missing(f"no reference material at {path} (set TEIKIT_SHARED)")
    return path


def require_program(*names: str) -> str:
    """The path of the first of these programs that is installed; skips the test where none is."""
    for name in names:
        if found := shutil.which(name):
            return found
    missing(f"none of {', '.join(names)} is installed")
    raise AssertionError


def compare(expected: Path, actual: str, accept: bool) -> None:
    """Hold a result against the expected file; with `--accept`, write it there."""
    if accept:
        expected.parent.mkdir(parents=True, exist_ok=True)
        expected.write_text(actual, encoding="utf-8")
        return
    assert expected.exists(), f"{expected} does not exist yet; run pytest --accept and read what it wrote"
    assert actual == expected.read_text(encoding="utf-8"), f"differs from {expected}; pytest --accept renews it"


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be renewed."""
    return bool(request.config.getoption("--accept"))
