"""TEI that teikit did not write: plays and parliamentary debates render whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree, html

from teikit.errors import RenderError
from teikit.rendering import render
from tests.conftest import SHARED, shared_path

pytestmark = pytest.mark.shared

NAMESPACE = "{http://www.tei-c.org/ns/1.0}"
# Registers are not shown; a footnote stands in the list of notes.
ELSEWHERE = {f"{NAMESPACE}{name}" for name in ("listPerson", "listOrg", "listPlace", "note")}
DOCUMENTS = sorted([*SHARED.glob("data/dracor/*.tei.xml"), *SHARED.glob("data/parlamint/*.tei.xml")])


def letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


def blocks(path: Path) -> list[str]:
    """The letters of each paragraph, line, label, heading and stage direction, in order."""
    text = etree.parse(path).getroot().find(f"{NAMESPACE}text")
    assert text is not None
    wanted = [f"{NAMESPACE}{name}" for name in ("p", "l", "speaker", "head", "stage", "seg", "castItem")]
    found = []
    for element in text.iter(*wanted):
        if any(ancestor.tag in ELSEWHERE for ancestor in element.iterancestors()):
            continue
        # A page break, a hole or a note inside is told in other words; such a block is left to the cases.
        if any(element.find(f".//{NAMESPACE}{name}") is not None for name in ("pb", "gap", "note")):
            continue
        if said := letters("".join(element.itertext())):
            found.append(said)
    return found


def test_there_is_foreign_tei() -> None:
    """The material lies where the other tests look for it."""
    shared_path("data", "dracor")
    assert len(DOCUMENTS) >= 19


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name[:30])
def test_no_block_is_lost_or_moved(document: Path) -> None:
    """Every block stands in the page and in the text, in the order of the source."""
    page = html.document_fromstring(render(document, "html"))
    (body,) = page.xpath("//section[contains(@class, 'text')]")
    for result in (letters(body.text_content()), letters(render(document, "text"))):
        at = 0
        for said in blocks(document):
            found = result.find(said, at)
            if found < 0:
                found = result.find(said)  # nested blocks: the inner begins inside the outer
            assert found >= 0, said[:60]
            at = max(at, found)


def test_no_tei_file_is_too_strange() -> None:
    """The Guidelines' own test files, and other projects', render in every format, or are refused for what they are."""
    folder = shared_path("tei", "instances")
    rendered, refused = 0, []
    for path in sorted(each for each in folder.rglob("*") if each.suffix in {".xml", ".odd"} and each.is_file()):
        for to in ("html", "text", "transcript"):
            try:
                render(path, to)
                rendered += 1
            except RenderError as error:
                refused.append(error.message)
    reasons = re.compile(r"the root element is |not well-formed XML: |a teiCorpus without ")
    assert [message for message in refused if not reasons.match(message)] == []
    assert rendered > 400
