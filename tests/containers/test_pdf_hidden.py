"""PDF: words that the page does not show, however they were made to vanish, and boxes against another library's list of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pdfplumber
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright

from teikit.containers import read_transcript
from teikit.errors import SourceError
from teikit.source import SourceText
from tests.conftest import require_program
from tests.containers.documents import pdf, rectangle, words

BEFORE = words(72, 700, "The Ambassador said that he had met") + words(72, 686, "the Minister on the day before.")
AFTER = words(72, 500, "After that the talk ended.")
SECRET = "Colonel Trubnikov"
SHOWN = words(72, 600, SECRET)
WHITE_SCAN = b"q 612 0 0 792 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q "


def read(*pages: bytes, **more: bytes) -> SourceText:
    return read_transcript("cable.pdf", pdf(*pages, **more))


def rules(source: SourceText) -> list[str]:
    return [finding.rule for finding in source.findings]


def annotation(kind: bytes, more: bytes = b"") -> bytes:
    return b"<< /Type /Annot /Subtype /%s /Rect [68 596 200 612] /F 4 %s >>" % (kind, more)


@pytest.mark.parametrize("stream", [
    SHOWN + rectangle(68, 596, 130, 16, 1),
    SHOWN + b"q 130 0 0 16 68 596 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q ",
    b"q 0 0 10 10 re W n " + SHOWN + b"Q ",
], ids=["white rectangle", "white picture", "cut off"])  # fmt: skip
def test_words_under_white_stop_the_conversion(stream: bytes) -> None:
    with pytest.raises(SourceError, match="cannot be seen") as caught:
        read(BEFORE, BEFORE + stream + AFTER)
    assert "page 2" in str(caught.value)
    assert "Trubnikov" not in str(caught.value)


@pytest.mark.parametrize("more", [
    annotation(b"Square", b"/C [0 0 0] /IC [0 0 0]"),
    annotation(b"Highlight", b"/C [0 0 0] /QuadPoints [68 612 200 612 68 596 200 596]"),
], ids=["square", "black highlight"])  # fmt: skip
def test_words_under_annotations_without_a_picture_of_their_own(more: bytes) -> None:
    with pytest.raises(SourceError, match="leak"):
        read(BEFORE + SHOWN + AFTER, annotation=more)


def test_black_words_on_a_black_box_stop_the_conversion() -> None:
    """The box first and the words upon it."""
    with pytest.raises(SourceError, match="leak"):
        read(BEFORE + rectangle(68, 596, 130, 16) + SHOWN + AFTER)


def test_words_marked_for_redaction_stop_the_conversion() -> None:
    """They are still there and still seen: the mark was never applied."""
    with pytest.raises(SourceError, match="marked for redaction") as caught:
        read(BEFORE + SHOWN + AFTER, annotation=annotation(b"Redact"))
    assert "Trubnikov" not in str(caught.value)
    assert SECRET in read(BEFORE + SHOWN + AFTER, annotation=annotation(b"Link")).text
    assert read(BEFORE + AFTER, annotation=annotation(b"Redact")).text


def test_words_that_are_never_drawn_are_left_out_and_counted() -> None:
    source = read(BEFORE + b"3 Tr " + SHOWN + b"0 Tr " + AFTER)
    assert "Trubnikov" not in source.text
    assert rules(source) == ["TK923"]
    assert [(one.what, one.letters) for one in source.left_out] == [("set not to be drawn and on no scan", 16)]


def test_words_of_an_ocr_under_its_scan_are_read() -> None:
    """Though the scan is white where they lie: an OCR places them no better."""
    source = read(WHITE_SCAN + b"3 Tr " + BEFORE + SHOWN + AFTER)
    assert SECRET in source.text
    assert source.left_out == ()
    below = read(BEFORE + SHOWN + AFTER + WHITE_SCAN)
    assert SECRET in below.text
    assert rules(below) == ["TK927"]


def test_white_words_on_white_are_told() -> None:
    source = read(BEFORE + b"1 g " + SHOWN + b"0 g " + AFTER)
    assert SECRET in source.text
    assert rules(source) == ["TK927"]


def test_words_outside_the_page_are_not_read() -> None:
    source = read(BEFORE + words(72, 760, SECRET) + AFTER, page_entries=b"/CropBox [0 0 612 740]")
    assert "Trubnikov" not in source.text
    assert [(one.what, one.letters) for one in source.left_out] == [("outside the page", 16)]
    assert rules(source) == ["TK923"]


def test_notes_stuck_to_the_page_are_told() -> None:
    source = read(BEFORE + AFTER, annotation=annotation(b"FreeText", b"/Contents (see page 4)"))
    assert rules(source) == ["TK933"]
    assert rules(read(BEFORE, annotation=annotation(b"FreeText", b"/Contents ()"))) == []


BOXES = st.lists(
    st.tuples(st.integers(80, 420), st.integers(0, 12), st.integers(20, 110), st.integers(10, 40)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(BOXES)
def test_boxes_are_those_that_another_library_lists(rows: list[tuple[int, int, int, int]]) -> None:
    """As many as pdfplumber finds among the drawn rectangles, and as wide, counted in characters."""
    stream = BEFORE
    for at, (left, shift, width, height) in enumerate(rows):
        stream += rectangle(left, 600 - 90 * at + shift, width, height)
    data = pdf(stream)
    with pdfplumber.open(io.BytesIO(data)) as document:
        drawn = document.pages[0].rects
        wide = [one["width"] for one in document.pages[0].chars]
    source = read_transcript("cable.pdf", data)
    (told,) = (finding.message for finding in source.findings if finding.rule == "TK926")
    assert int(told.split(": ")[1].split()[0]) == len(drawn) == len(rows)
    usual = sum(wide) / len(wide)
    runs = [piece.count("■") for piece in source.text.split() if "■" in piece]
    single = sorted(one["width"] for one in drawn if one["height"] < 20)
    assert len([run for run in runs if run]) >= len(single)
    assert all(any(abs(run - width / usual) <= 0.35 * width / usual + 2 for run in runs) for width in single)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser that prints: fonts in the file, columns by style sheet, as PDFs of today are made."""
    program = require_program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


def printed(browser: Any, body: str) -> bytes:
    page = browser.new_page()
    page.set_content(f"<html><body style='font: 14px serif; width: 600px'>{body}</body></html>")
    data = bytes(page.pdf(format="A4", print_background=True))
    page.close()
    return data


PROSE = [
    f"In paragraph {at} the delegation went on to speak of fishery question number {at} at some length."
    for at in range(24)
]


@pytest.mark.browser
@pytest.mark.parametrize("count", [2, 3])
def test_columns_of_a_style_sheet(browser: Any, count: int) -> None:
    """Two and three columns, a heading above them and one line below that run across."""
    columns = "".join(f"<p>{one}</p>" for one in PROSE)
    body = (
        f"<h1>Minutes of a meeting held in the spring of that year</h1><div style='columns: {count}; column-gap: 24px'>{columns}</div>"
        "<p>Here the minutes end, and nothing more was said of it on that day or on any of the days that came after it.</p>"
    )
    text = " ".join(read_transcript("a.pdf", printed(browser, body)).text.split())
    assert text == " ".join(
        ["Minutes of a meeting held in the spring of that year", *PROSE, body.rsplit("<p>", maxsplit=1)[-1][:-4]]
    )


@pytest.mark.browser
@pytest.mark.parametrize(("style", "words_"), [
    ("background: #000; color: #000", "leak"), ("background: #000; color: #111", "leak"), ("background: #333; color: #333", "leak"),
    ("background: #fff; color: #fff", ""), ("color: transparent", ""), ("opacity: 0", ""), ("visibility: hidden", ""),
    ("background: #000; color: #fff", ""), ("display: none", ""),
])  # fmt: skip
def test_spans_that_a_style_sheet_hides(browser: Any, style: str, words_: str) -> None:
    """Dark on dark leaks and stops; what is not drawn is not passed on without a word."""
    body = f"<p>{PROSE[0]}</p><p>He met <span style='{style}'>Colonel Trubnikov</span> there.</p><p>{PROSE[1]}</p>"
    data = printed(browser, body)
    if words_:
        with pytest.raises(SourceError, match=words_) as caught:
            read_transcript("a.pdf", data)
        assert "Trubnikov" not in str(caught.value)
        return
    source = read_transcript("a.pdf", data)
    seen = style == "background: #000; color: #fff"
    assert "He met" in source.text
    assert "Trubnikov" not in source.text or seen or "TK927" in rules(source)


@pytest.mark.browser
def test_pages_of_a_browser_run_on(browser: Any) -> None:
    """Sentences over page ends are whole, and every page has its place."""
    body = "<p style='text-align: justify'>" + " ".join(PROSE * 7) + "</p>"
    source = read_transcript("a.pdf", printed(browser, body))
    assert " ".join(source.text.split()) == " ".join(PROSE * 7)
    assert len(source.pages) > 1
    assert [page.n for page in source.pages] == [str(at) for at in range(1, len(source.pages) + 1)]
