"""Pages in a real browser: level rows, nothing that overflows, words where bars are, on screen, phone and paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from teikit.rendering import render
from tests.conftest import CHECKOUT, require_program

pytestmark = pytest.mark.browser

CASES = CHECKOUT / "tests" / "rendering" / "cases"
# The cases that show notations, and every specimen cable that there is.
DOCUMENTS = [*sorted(CASES.glob("*.xml")), *sorted((CHECKOUT / "corpus" / "tei").glob("*.xml"))]
SIDE_BY_SIDE = [path for path in DOCUMENTS if path.read_text(encoding="utf-8").count('type="original"') == 1]
WIDTHS = (1400, 1024, 721, 390, 320)

# The ratio of contrast of each piece of text to what is painted behind it (WCAG 2.2, 1.4.3).
CONTRAST = """() => {
  const channels = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => { const f = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
  const behind = element => { for (let e = element; e; e = e.parentElement) {
    const c = channels(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let node; node = walker.nextNode();) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('.vh, .skip, [aria-hidden]') || !element.getClientRects().length) continue;
    const [a, b] = [light(channels(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
    found.push([(a + 0.05) / (b + 0.05), element.className + ': ' + node.data.trim().slice(0, 30)]);
  }
  return found.sort((x, y) => x[0] - y[0])[0];
}"""

# What sticks out of the page, but for tables that scroll in a frame of their own.
OVERFLOW = """() => [...document.querySelectorAll('body *')].filter(e => !e.closest('.vh, .skip, .table-frame')
  && e.getClientRects().length && (e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1))
  .map(e => e.tagName + '.' + e.className).slice(0, 5)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = require_program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, str]:
    """The address of each document's page."""
    folder = tmp_path_factory.mktemp("pages")
    addresses = {}
    for document in DOCUMENTS:
        page = folder / f"{document.stem}.html"
        page.write_text(render(document, "html"), encoding="utf-8")
        addresses[document] = page.as_uri()
    return addresses


class Opened:
    """A page in a context of its own, with what it asked for and complained of."""

    def __init__(self, browser: Browser, address: str, width: int = 1400, **options: Any):
        self.context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(address)

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


def identify(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("document", DOCUMENTS, ids=identify)
def test_nothing_overflows_and_nothing_is_loaded(browser: Browser, pages: dict[Path, str], document: Path) -> None:
    """At every width the page fits, asks for nothing but itself and complains of nothing."""
    with Opened(browser, pages[document]) as opened:
        for width in WIDTHS:
            opened.page.set_viewport_size({"width": width, "height": 900})
            assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
            assert opened.page.evaluate(OVERFLOW) == [], f"at {width} pixels"
        assert opened.requests == [pages[document]]
        assert opened.complaints == []


@pytest.mark.parametrize("document", SIDE_BY_SIDE, ids=identify)
def test_rows_are_level(browser: Browser, pages: dict[Path, str], document: Path) -> None:
    """Side by side, what answers begins at the same height, within a pixel, and versions keep to their columns."""
    with Opened(browser, pages[document]) as opened:
        rows = opened.page.evaluate(
            """() => [...document.querySelectorAll('.row:not(.heads)')].map(row => [...row.querySelectorAll('.cell:not(.empty)')]
                 .map(cell => [cell.getBoundingClientRect().top, cell.getBoundingClientRect().left,
                               cell.querySelector('p, h3, h4, div:not(.turn)').getBoundingClientRect().top]))"""
        )
        assert rows
        for row in rows:
            for at in (0, 2):
                tops = [cell[at] for cell in row]
                assert max(tops, default=0) - min(tops, default=0) <= 1
            lefts = [cell[1] for cell in row]
            assert lefts == sorted(lefts)
        assert any(len(row) > 1 for row in rows)


@pytest.mark.parametrize("document", SIDE_BY_SIDE, ids=identify)
def test_a_phone_stacks_the_versions(browser: Browser, pages: dict[Path, str], document: Path) -> None:
    """On a narrow screen what answers follows, at the same left edge, under the name of its language."""
    with Opened(browser, pages[document], width=390) as opened:
        rows = opened.page.evaluate(
            """() => [...document.querySelectorAll('.row:not(.heads)')].map(row => [...row.querySelectorAll('.cell:not(.empty)')]
                 .map(cell => [cell.getBoundingClientRect().top, cell.getBoundingClientRect().left,
                               getComputedStyle(cell, '::before').content, cell.dataset.language]))"""
        )
        for row in rows:
            tops = [cell[0] for cell in row]
            assert tops == sorted(set(tops))
            assert len({cell[1] for cell in row}) <= 1
        labels = {(cell[2], cell[3]) for row in rows for cell in row if cell[2] != "none"}
        assert labels
        assert all(shown == f'"{language}"' for shown, language in labels)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("document", DOCUMENTS, ids=identify)
def test_text_can_be_read_against_its_ground(
    browser: Browser, pages: dict[Path, str], document: Path, scheme: Any
) -> None:
    """Contrast is at least 4.5 to 1 for every word, in light and in dark, bars included."""
    with Opened(browser, pages[document], color_scheme=scheme) as opened:
        ratio, where = opened.page.evaluate(CONTRAST)
        assert ratio >= 4.5, where


def test_a_reader_chooses_one_version_without_script(browser: Browser, pages: dict[Path, str]) -> None:
    """The radio buttons work with JavaScript switched off and by keyboard."""
    with Opened(browser, pages[CASES / "three-languages.xml"], java_script_enabled=False) as opened:
        page = opened.page
        assert page.locator("#en-p1").is_visible()
        assert page.locator("#ru-p1").is_visible()
        page.get_by_role("radio", name="English").check()
        assert page.locator("#en-p1").is_visible()
        assert not page.locator("#ru-p1").is_visible()
        assert not page.locator("#zh-p1").is_visible()
        page.keyboard.press("ArrowLeft")
        assert page.locator("#zh-p1").is_visible()
        page.get_by_role("radio", name="Side by side").check()
        assert page.locator("#ru-p1").is_visible()


def test_a_screen_reader_meets_words(browser: Browser, pages: dict[Path, str]) -> None:
    """In the accessibility tree a bar is text in brackets, a page break has its name, a stamp is told as one."""
    with Opened(browser, pages[CASES / "three-languages.xml"]) as opened:
        # Playwright sets a space beside an element that is taken out of the line; nobody hears it.
        tree = " ".join(opened.page.locator("#tk-text").aria_snapshot().split()).replace(" ]", "]")
        assert "The treaty [redacted: 1 line] waits to be signed." in tree
        assert "Договор [вымарано: 1 строка] ждёт подписи." in tree
        assert "[штамп: Секретно]" in tree
        assert opened.page.get_by_role("group", name="Show").count() == 1
        assert opened.page.locator("[role='doc-pagebreak']").first.get_attribute("aria-label") == "страница 1"
    with Opened(browser, pages[CASES / "marks.xml"]) as opened:
        note = opened.page.get_by_label("Note 1", exact=True)
        note.focus()
        opened.page.keyboard.press("Enter")
        assert opened.page.url.endswith("#n1")
        assert opened.page.locator("#n1 .back").get_attribute("aria-label") == "Back to the text from note 1"
        box = note.bounding_box()
        assert box is not None
        assert box["width"] >= 24


def test_the_first_key_leads_to_the_text(browser: Browser, pages: dict[Path, str]) -> None:
    """The first stop of the keyboard is the link past the head, and it shows itself."""
    with Opened(browser, pages[CASES / "three-languages.xml"]) as opened:
        page = opened.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.wait_for_function("document.activeElement.getBoundingClientRect().top >= 0")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "tk-text"


@pytest.mark.parametrize("media", ["print", "forced"])
def test_bars_survive_paper_and_forced_colours(browser: Browser, pages: dict[Path, str], media: str) -> None:
    """Where backgrounds are left out, a bar has an edge and its words are dark on light."""
    with Opened(browser, pages[CASES / "gaps.xml"]) as opened:
        if media == "print":
            opened.page.emulate_media(media="print")
        else:
            opened.page.emulate_media(forced_colors="active")
        bars = opened.page.evaluate(
            """() => [...document.querySelectorAll('.redaction .bar')].map(bar => {
                 const style = getComputedStyle(bar);
                 return [parseFloat(style.borderInlineStartWidth), style.borderInlineStartStyle, style.color,
                         style.backgroundColor, style.borderInlineStartColor]; })"""
        )
        assert bars
        for width, style, ink, ground, edge in bars:
            assert width >= 3
            assert style == "solid"
            assert ink == "rgb(0, 0, 0)"
            assert edge == "rgb(0, 0, 0)"
            assert ground in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")


@pytest.mark.parametrize("document", SIDE_BY_SIDE[:2], ids=identify)
def test_paper_keeps_the_columns(browser: Browser, pages: dict[Path, str], document: Path) -> None:
    """On paper the versions stay side by side and the buttons are gone; the PDF has its pages."""
    with Opened(browser, pages[document], width=720) as opened:
        opened.page.emulate_media(media="print")
        assert not opened.page.locator(".view").is_visible()
        lefts = opened.page.evaluate(
            "() => [...document.querySelector('.row.heads').children].map(cell => cell.getBoundingClientRect().left)"
        )
        assert len(set(lefts)) == len(lefts) >= 2
        assert opened.page.pdf(format="A4").startswith(b"%PDF")
