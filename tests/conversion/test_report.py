"""`convert --report`: every character of a transcript is accounted for by its place, and what is doubtful stands there with its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from teikit.cli.main import cli
from teikit.conversion import convert_bytes, usage_report
from tests.conftest import CHECKOUT, shared_path

SPECIMENS = sorted((CHECKOUT / "corpus" / "sources").glob("*.txt"))
KINDS = {"text", "marker", "header fact", "furniture", "dropped"}
SETS = ("wilson", "aad", "clinton_ocr", "dfat", "frus_dialogue", "frus_memo_letter", "frus_narrative", "frus_redacted")


def report(data: bytes, name: str) -> dict[str, Any]:
    done = convert_bytes(data, name)
    return usage_report(done.cable, done.findings)


def solid(text: str) -> int:
    return sum(not letter.isspace() for letter in text.replace("\ufeff", ""))


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.stem)
def test_every_character_of_a_specimen_is_accounted_for(path: Path) -> None:
    found = report(path.read_bytes(), path.name)
    assert found["lost"] == []
    assert set(found["used"]) <= KINDS
    assert sum(found["used"].values()) == found["characters"] == solid(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", [*SETS, "frus_telegram", "histlab", "jfk_ocr"])
def test_every_character_of_real_documents_is_accounted_for(folder: str) -> None:
    paths = [path for path in sorted(shared_path("data", folder).iterdir()) if path.name.endswith((".raw.txt", ".md"))]
    for path in paths[:: max(1, len(paths) // 8)]:
        found = report(path.read_bytes(), path.name)
        assert found["lost"] == [], path.name
        assert sum(found["used"].values()) == found["characters"] == solid(path.read_text(encoding="utf-8")), path.name


PAGE = """\
**May 4, 1971**
**A Report**

**Citation:**

"A Report", May 4, 1971, Harbour Archive. Translated by Ada Lind.

**Summary:**

A report.

**Contents:**

Translation - English

SECRET

The report was *long* [1 line not declassified] and nobody read it to its end that day.

SECRET

- 2 -

Mr. Vane: The nets are dry, as [of] today.

Mr. Holt: They were wet.

Mr. Vane: That was yesterday.

Clerk: So it was.
"""


def test_each_kind_is_what_it_says() -> None:
    found = report(PAGE.encode(), "page.txt")
    used = found["used"]
    assert found["lost"] == []
    assert sum(used.values()) == found["characters"] == solid(PAGE)
    assert used["marker"] == solid("[1 line not declassified]") + len("[]")
    assert used["furniture"] == solid("SECRET- 2 -")
    facts = (
        "May 4, 1971",
        "A Report",
        '"A Report", May 4, 1971, Harbour Archive. Translated by Ada Lind.',
        "A report.",
        "SECRET",
    )
    assert used["header fact"] == sum(map(solid, facts))
    dropped = {(one["text"], one["reason"]): one["lines"] for one in found["dropped"]}
    assert dropped["**Citation:**", "a label of the page"] == [4]
    assert dropped["*", "Markdown's mark of emphasis"] == [18, 18]
    assert dropped["**", "the page's own marks and words"]
    words = sum(solid(text) * len(lines) for (text, _), lines in dropped.items())
    assert used["dropped"] == words


def test_doubtful_turns_stand_there_with_their_lines() -> None:
    found = report(PAGE.encode(), "page.txt")
    doubtful = [{"line": line, "label": label, "cert": "medium"} for line, label in ((26, "Mr. Holt:"), (30, "Clerk:"))]
    assert found["turns"] == {"all": 4, "doubtful": doubtful}
    assert [(one["line"], one["rule"]) for one in found["findings"]] == [(26, "TK907"), (30, "TK907")]


def test_characters_that_xml_cannot_hold_are_listed() -> None:
    found = report(b"The text is long enough for one.\x01 And it goes on for a while.\n", "any.txt")
    assert found["forbidden"] == [{"line": 1, "character": "U+0001"}]
    assert found["used"]["dropped"] == 1
    assert found["lost"] == []


def test_the_command_writes_a_row_for_each_file(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"")
    path = tmp_path / "report.json"
    done = CliRunner().invoke(cli, ["convert", str(tmp_path), "-o", str(tmp_path / "out"), "--report", str(path)])
    assert done.exit_code == 2
    bad, good = json.loads(path.read_text(encoding="utf-8"))
    assert "empty" in bad["failure"]
    assert good["characters"] == solid(PAGE)
