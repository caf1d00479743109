"""Points, lists, tables, notes, papers and closings, in whatever layout they stand: our own transcripts beside their TEI."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from teikit.conversion import convert_bytes
from teikit.relaxng import Schema
from teikit.resources import schema_path
from teikit.structure.labels import label_of
from teikit.structure.points import Point, runs_of
from tests.conftest import compare
from tests.tools.transcript import letters, transcript

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
GRAMMAR = Schema.load(schema_path())
_VERSION = re.compile(r'(<application ident="teikit" version=")[^"]+')


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_structure_is_told(path: Path, accept: bool) -> None:
    done = convert_bytes(path.read_bytes(), path.name)
    assert letters(transcript(done.tei)) == letters(path.read_text("utf-8"))
    assert list(GRAMMAR.validate(done.tei)) == []
    compare(path.with_suffix(".xml"), _VERSION.sub(r"\g<1>0", done.tei.decode("utf-8")), accept)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_line_is_called_something(path: Path) -> None:
    done = convert_bytes(path.read_bytes(), path.name)
    assert {line.number for line in done.cable.source.lines if not line.blank} == set(done.trace.lines)


@pytest.mark.parametrize(
    ("begins", "what"),
    [
        ("1. The Minister", "paragraph 1"),
        ("(a) the dues", "item of a list"),
        ("(1) It shall", "item of a list"),
        ("Total", "row of a table"),
        ("Brandt said", "paragraph"),
        ("1 See the aide", "footnote 1"),
        ("Attachment", "head of an attachment"),
        ("DRAFT AGREEMENT", "head of an attachment"),
        ("Article 1.", "paragraph"),
        ("Drafted by", "closer"),
        ("The Minister\n", "closer"),
    ],
)
def test_lines_are_called_what_became_of_them(begins: str, what: str) -> None:
    path = CASES[0].parent / "conversation-with-notes.txt"
    done = convert_bytes(path.read_bytes(), path.name)
    (line,) = (line for line in done.cable.source.lines if f"{line.text.strip()}\n".startswith(begins))
    assert done.trace.lines[line.number] == what


def test_notes_and_marks_point_to_each_other() -> None:
    tree = etree.fromstring(convert_bytes((CASES[0].parent / "endnotes.txt").read_bytes(), "endnotes.txt").tei)
    marks = {one.get(XML + "id"): one.get("target") for one in tree.iter(TEI + "ref")}
    notes = {one.get(XML + "id"): one.get("target") for one in tree.iter(TEI + "note") if one.get("place")}
    assert len(marks) == len(notes) == 3
    assert {f"#{mark}": target for mark, target in marks.items()} == {
        target: f"#{note}" for note, target in notes.items()
    }
    assert {one.get("place") for one in tree.iter(TEI + "note") if one.get("place")} == {"end"}


def shape(points: list[Point]) -> list[object]:
    """Numbers of points, those in a point behind it in a list of their own."""
    out: list[object] = []
    for point in points:
        out.append(point.label.n)
        if point.inner:
            out.append(shape(point.inner))
    return out


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("1. one|2. two|3. three", ["1", "2", "3"]),
        ("1. one|a. first|b. second|(1) x|(2) y|c. third|2. two", ["1", ["a", "b", ["1", "2"], "c"], "2"]),
        ("(a) one|(b) two|goes on|(c) three", ["a", "b", "c"]),
        ("(h) eight|(i) nine", []),
        ("(i) one|(ii) two|(iii) three", ["i", "ii", "iii"]),
        ("(g) x|(a) one|(b) two", ["a", "b"]),
        ("I. one|A. first|B. second|C. third|II. two|III. three", ["I", ["A", "B", "C"], "II", "III"]),
        ("1) one|2) two", ["1", "2"]),
        ("１．いち|２．に", ["１", "２"]),
        ("一、甲|（一）乙|（二）丙|二、丁", ["一", ["一", "二"], "二"]),
        ("(イ) 甲|(ロ) 乙|(ハ) 丙", ["イ", "ロ", "ハ"]),
        ("ア．甲|イ．乙", ["ア", "イ"]),
        ("①甲|②乙|③丙", ["①", "②", "③"]),
        ("가. 하나|나. 둘|다. 셋", ["가", "나", "다"]),
        ("а) один|б) два|в) три", ["а", "б", "в"]),
        ("第一条 甲|第二条 乙", ["第一条", "第二条"]),
        ("- one|- two", ["", ""]),
        ("A. Holm|B. Ruiz", []),
        ("1. one", []),
        ("2. two|3. three", []),
        ("1. one|3. three", []),
        ("1.5 million|2.5 million", []),
        ("12. März|13. April", []),
    ],
)
def test_points_are_counted_from_the_first_on(lines: str, expected: list[object]) -> None:
    assert [one for _, points in runs_of(lines.split("|")) for one in shape(points)] == expected


@pytest.mark.parametrize(
    "text", ["1971. The year", "No. 4", "1.2 tons", "a.m. or p.m.", "(see below)", "i.e. this", "1.", "A", ""]
)
def test_what_is_no_label(text: str) -> None:
    assert label_of(text) is None


LINES = st.sampled_from(
    (
        *(
            "1. The Minister spoke at length of the dues that nobody had paid.",
            "2. He left.",
            "a. first",
            "b. second",
            "(1) x",
            "(2) y",
        ),
        *(
            "- a dash",
            "- another",
            "• a bullet",
            "• two",
            "as follows:",
            "Port   Ships   Dues",
            "Talbot   312   9,870",
            "Holm   54   1,220",
        ),
        *(
            "| a | b |",
            "|---|---|",
            "| 1 | 2 |",
            "a\t1",
            "b\t2",
            "c\t3",
            "1 See the note.",
            "2 See another.",
            "agenda.1 and dues.2",
            "* A star.",
        ),
        *(
            "survey* of it",
            "Attachment",
            "Tab A",
            "DRAFT AGREEMENT",
            "Drafted by: A. Holm",
            "Distribution: Files",
            "Sincerely yours,",
        ),
        *(
            "第一条 甲",
            "第二条 乙",
            "（１）甲",
            "（２）乙",
            "注1 乙",
            "回電(注1)",
            "[name not declassified]",
            "[1] See.",
            "dues [1]",
            "*bold* word",
        ),
        *("Secretary Brandt: We agree.", "Minister Ruiz: So do we.", "March 9, 1971", "", "", "", "\f"),
    )
)


@given(st.lists(LINES, min_size=1, max_size=30))
def test_nothing_is_lost_and_all_is_valid(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip():
        return
    done = convert_bytes(text.encode(), "typed.txt")
    assert letters(transcript(done.tei)) == letters(text)
    assert list(GRAMMAR.validate(done.tei)) == []
