"""A label inside a paragraph that bears turns elsewhere is told, and the paragraph stays as it is printed."""

from __future__ import annotations

from pathlib import Path

from teikit.conversion import convert_bytes
from teikit.conversion.single import convert_file

TURNS = """Memorandum of Conversation

Northport, May 6, 1971, 10:15 a.m.

Dr. Harker: How many ships?

Vane: Thirty of them.

Dr. Harker: And how old are they?

Vane: What did they cost us? Dr. Harker: Too much for what they are.

Dr. Harker: I told you so, Mr. Vane: nobody wants them.

Vane: I know.
"""


def test_second_voice_is_told() -> None:
    done = convert_bytes(TURNS.encode(), "ships.txt")
    assert [(one.rule, one.location.line, one.location.column) for one in done.findings] == [("TK909", 11, 30)]
    assert done.tei.count(b"<sp ") == 6


def test_sidecar_parts_the_paragraph(tmp_path: Path) -> None:
    (tmp_path / "ships.txt").write_text(TURNS, "utf-8")
    (tmp_path / "ships.teikit.toml").write_text(
        '[[split]]\nbefore = "cost us?"\nafter = "Dr. Harker: Too"\n\n[[speaker]]\nlabel = "Dr. Harker:"\nperson = "harker"\n',
        "utf-8",
    )
    done = convert_file(tmp_path / "ships.txt")
    assert done.tei.count(b"<sp ") == 7
    assert "TK909" not in {one.rule for one in done.findings}
