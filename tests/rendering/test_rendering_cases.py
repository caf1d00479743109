"""Each TEI file in `cases/` beside what every format makes of it. `pytest --accept` renews the expected files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from teikit.rendering import formats, render
from tests.conftest import compare

CASES = Path(__file__).parent / "cases"
DOCUMENTS = sorted(CASES.glob("*.xml"))


def for_people(result: str) -> str:
    """A page in short lines and without its style, which has tests of its own."""
    if not result.startswith("<!DOCTYPE"):
        return result
    result = re.sub(r"<style>.*?</style>", "<style>…</style>", result, flags=re.S)
    result = re.sub(r"sha256-[^']*", "sha256-…", result)
    blocks = "div|section|p|h[1-6]|dl|dt|dd|li|ol|ul|table|tr|main|header|footer|fieldset|meta|title|body|style|script|label|a class=.skip"
    return re.sub(rf"(?<!\n)(<(?:{blocks})\b)", r"\n\1", result) + "\n"


@pytest.mark.parametrize("to", ["html", "text", "transcript"])
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_a_case_renders_as_expected(document: Path, to: str, accept: bool) -> None:
    """A document gives the same result as when somebody last read it."""
    result = for_people(render(document, to))
    compare(document.with_name(f"{document.stem}.{to}.txt"), result, accept)


def test_every_format_has_cases() -> None:
    """A stylesheet that is added without expected results is noticed."""
    tested = {path.name.split(".")[1] for path in CASES.glob("*.txt")}
    assert {"html", "text", "transcript"} <= tested
    assert {"html", "text", "transcript"} <= set(formats())


def test_rendering_twice_gives_the_same_bytes() -> None:
    """Nothing of a run shows in its result."""
    for document in DOCUMENTS:
        for to in ("html", "text", "transcript"):
            assert render(document, to) == render(document, to)
            assert render(document, to) == render(document.read_bytes(), to, name=document.name)
