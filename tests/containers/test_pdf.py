"""PDF: reading order, black boxes, and words that boxes only cover."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from teikit.containers import read_transcript
from teikit.containers.pdf_layout import page_text
from teikit.containers.pdf_letters import Letter
from teikit.conversion import convert_bytes
from teikit.errors import SourceError
from tests.containers.documents import pdf, rectangle, words

TEI = "{http://www.tei-c.org/ns/1.0}"
BEFORE = words(72, 700, "The Ambassador said that he had met") + words(72, 686, "the Minister on the day before.")
AFTER = words(72, 500, "After that the talk ended.")
SECRET = "Colonel Trubnikov"


def read(*pages: bytes, **more: bytes) -> str:
    return read_transcript("cable.pdf", pdf(*pages, **more)).text


def refused(*pages: bytes, **more: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read(*pages, **more)
    return str(caught.value)


def gaps(*pages: bytes) -> list[dict[str, str]]:
    done = convert_bytes(pdf(*pages), "cable.pdf")
    return [dict(one.attrib) for one in etree.fromstring(done.tei).iter(f"{TEI}gap")]


def test_lines_paragraphs_and_pages() -> None:
    assert read(BEFORE + AFTER, words(72, 700, "The next page.")) == (
        "The Ambassador said that he had met\nthe Minister on the day before.\n\nAfter that the talk ended.\n\f\nThe next page.\n"
    )


def test_a_box_in_a_line_is_a_gap_of_as_many_characters() -> None:
    """Ninety points of twelve-point Helvetica are some sixteen characters."""
    stream = BEFORE + words(72, 640, "He met") + rectangle(115, 637, 90, 12) + words(212, 640, "in the garden.")
    assert "He met ■" in read(stream)
    assert "■ in the garden." in read(stream)
    (gap,) = gaps(stream)
    assert (gap["reason"], gap["unit"]) == ("redacted", "char")
    assert 13 <= int(gap["quantity"]) <= 19


def test_a_box_of_several_lines_is_a_gap_of_lines() -> None:
    lines = b"".join(words(72, 700 - 14 * at, f"This is line {at} of the text that is read.") for at in range(6))
    (gap,) = gaps(lines + rectangle(72, 560, 400, 56) + AFTER)
    assert (gap["reason"], gap["unit"], gap["quantity"]) == ("redacted", "line", "4")


IMAGE = b"q 130 0 0 16 68 596 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q "
STROKE = b"14 w 0 G 68 604 m 200 604 l S "
BLUE = b"0 0 0.4 rg 68 596 130 16 re f 0 g "


@pytest.mark.parametrize("cover", [rectangle(68, 596, 130, 16), IMAGE, STROKE, BLUE, rectangle(68, 596, 130, 16, 0.5)],
                         ids=["rectangle", "image", "stroke", "blue", "grey"])  # fmt: skip
@pytest.mark.parametrize("invisible", [b"", b"3 Tr "], ids=["drawn", "unseen"])
def test_words_under_a_cover_stop_the_conversion(cover: bytes, invisible: bytes) -> None:
    """However the cover is made; the message tells the page and never the words."""
    message = refused(BEFORE, BEFORE + invisible + words(72, 600, SECRET) + cover + AFTER)
    assert "page 2" in message
    assert "leak" in message
    assert not any(part in message for part in SECRET.split())


def test_words_under_an_annotation_stop_the_conversion() -> None:
    square = (
        b"<< /Type /Annot /Subtype /Square /Rect [68 596 200 612] /C [0 0 0] /IC [0 0 0] /F 4 /AP << /N 99 0 R >> >>"
    )
    data = pdf(BEFORE + words(72, 600, SECRET) + AFTER, annotation=square)
    form = b"<< /Type /XObject /Subtype /Form /BBox [68 596 200 612] /Length 29 >>\nstream\n0 g 68 596 132 16 re f       \nendstream"
    data = data.replace(b"xref\n0", b"99 0 obj\n" + form + b"\nendobj\nxref\n0", 1)
    with pytest.raises(SourceError, match="leak"):
        read_transcript("cable.pdf", data)


def test_one_initial_under_a_box_is_enough() -> None:
    assert "1 letter lies" in refused(BEFORE + words(72, 600, "K") + rectangle(66, 596, 24, 16) + AFTER)


@pytest.mark.parametrize(
    "ground",
    [
        rectangle(60, 594, 400, 20, 0.6) + words(72, 600, "Minutes of the meeting"),
        rectangle(60, 594, 400, 20) + b"1 g " + words(72, 600, "Minutes of the meeting") + b"0 g ",
    ],
    ids=["dark on grey", "light on black"],
)
def test_words_on_a_ground_can_be_read(ground: bytes) -> None:
    text = read(BEFORE + ground + AFTER)
    assert "Minutes of the meeting" in text
    assert "■" not in text


def test_a_code_on_a_box_leaves_the_box() -> None:
    box = rectangle(72, 600, 300, 16) + b"1 g " + words(200, 604, "(b)(1)") + b"0 g "
    text = read(BEFORE + box + AFTER)
    assert "■■■■" in text
    assert "(b)(1)" in text


def test_large_letters_and_rules_are_no_boxes() -> None:
    stream = words(72, 650, "ILLINOIS 1l", 60) + b"3 w 72 640 m 500 640 l S " + BEFORE.replace(b"700", b"600")
    assert "■" not in read(stream)
    assert "redacted" not in read(stream)


LEFT = [f"left column line {at} goes on and" for at in range(12)]
RIGHT = [f"right column line {at} goes on and" for at in range(12)]


@pytest.mark.parametrize("by_row", [True, False], ids=["row by row", "column by column"])
def test_two_columns_do_not_interleave(by_row: bool) -> None:
    """Whatever the order of the file; a title above and a page number below stay where they are."""
    rows = [(words(60, 640 - 14 * at, LEFT[at]), words(330, 640 - 14 * at, RIGHT[at])) for at in range(12)]
    columns = [one for row in rows for one in row] if by_row else [one[side] for side in (0, 1) for one in rows]
    title = words(60, 700, "A TITLE THAT RUNS ACROSS ALL OF THE PAGE ABOVE IT", 16)
    text = read(title + b"".join(columns) + words(300, 60, "- 3 -"))
    assert (
        text.split() == " ".join(["A TITLE THAT RUNS ACROSS ALL OF THE PAGE ABOVE IT", *LEFT, *RIGHT, "- 3 -"]).split()
    )


WORDS = (
    "the delegation went on to speak at some length of the fishery question and of nothing else on that day " * 3
).split()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.lists(st.integers(22, 36), min_size=5, max_size=14), min_size=2, max_size=2),
    st.randoms(use_true_random=False),
    st.integers(300, 330),
    st.booleans(),
)
def test_columns_of_any_lines_do_not_interleave(
    columns: list[list[int]], chance: Random, second: int, title: bool
) -> None:
    """Lines of any length, the last of each column of a word or two, in any order of the file."""
    lines: list[tuple[float, float, str]] = []
    expected: list[str] = []
    for left, lengths in zip((60, second), columns, strict=True):
        for row, length in enumerate(lengths):
            start = chance.randrange(len(WORDS) // 2)
            text = (
                " ".join(WORDS[start : start + 2])
                if row == len(lengths) - 1
                else " ".join(WORDS[start:])[:length].strip()
            )
            lines.append((left, 640 - 14 * row, text))
            expected += text.split()
    head = "A TITLE THAT RUNS ACROSS ALL OF THE PAGE ABOVE IT" if title else ""
    chance.shuffle(lines)
    stream = words(60, 700, head, 16) if title else b""
    assert read(stream + b"".join(words(*one, size=11) for one in lines)).split() == [*head.split(), *expected]


def test_labels_and_values_are_no_columns() -> None:
    head = [
        ("FROM:", "Secretary of State"),
        ("TO:", "Embassy Moscow"),
        ("SUBJECT:", "Arms control"),
        ("REF:", "State 1"),
    ]
    text = read(b"".join(words(72, 700 - 14 * at, a) + words(170, 700 - 14 * at, b) for at, (a, b) in enumerate(head)))
    assert [" ".join(line.split()) for line in text.strip().splitlines()] == [f"{a} {b}" for a, b in head]


def test_a_turned_page_is_read() -> None:
    assert read(BEFORE, page_entries=b"/Rotate 90") == read(BEFORE)


def test_a_turned_page_hides_nothing() -> None:
    covered = BEFORE + words(72, 600, SECRET) + rectangle(68, 596, 130, 16)
    assert "leak" in refused(covered, page_entries=b"/Rotate 270")


def test_a_hyphen_at_the_end_of_a_line_stays() -> None:
    assert "nego-\ntiations" in read(words(72, 700, "They spoke of the nego-") + words(72, 686, "tiations once more."))


def test_pictures_without_text_are_refused() -> None:
    assert "no text layer" in refused(rectangle(72, 600, 300, 100))


def test_a_page_without_text_is_told() -> None:
    source = read_transcript("cable.pdf", pdf(BEFORE, b"", AFTER))
    assert [(one.rule, one.message) for one in source.findings] == [("TK928", "no text on page 2")]


ENCRYPT = (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> "
    b"/ID [<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"
)


def test_a_password_is_asked_for_in_words() -> None:
    assert "encrypted" in refused(BEFORE, trailer=ENCRYPT)


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", b"%PDF-1.7\n" + bytes(range(256)) * 4])
def test_broken_files_are_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="broken"):
        read_transcript("cable.pdf", data)


def test_columns_are_found_where_they_stand() -> None:
    """Narrow things below them, which lie on neither side of a gutter, change nothing."""
    rows = b"".join(words(60, 640 - 14 * at, LEFT[at]) + words(330, 640 - 14 * at, RIGHT[at]) for at in range(6))
    table = b"".join(words(60, 300 - 14 * at, "Name") + words(130, 300 - 14 * at, f"Post {at}") for at in range(8))
    text = read(words(60, 700, "Participants: the President and the Ambassador of the Union") + rows + table)
    assert " ".join(text.split()).startswith(
        " ".join(["Participants: the President and the Ambassador of the Union", *LEFT[:6], *RIGHT[:6], "Name Post 0"])
    )


def test_vertical_writing() -> None:
    """Lines run down and from right to left; PDFium ends a line after each of their letters."""

    def letter(text: str, column: int, row: int) -> Letter:
        place = (300.0 - 18 * column, 688.0 - 12 * row, 312.0 - 18 * column, 700.0 - 12 * row)
        return Letter(text, place, place)

    lines = ("極秘の電報である", "総理は大使に会い")
    letters = []
    for column, text in enumerate(lines):
        for row, one in enumerate(text):
            end = letter("\n", column, row)
            letters += [letter(one, column, row), replace(end, generated=True)]
    assert page_text(letters, []).split() == list(lines)
