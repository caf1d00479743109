"""PAGE and ALTO XML, alone and as a platform's export."""

from __future__ import annotations

import pytest

from teikit.containers import read_transcript
from teikit.errors import SourceError
from tests.containers.documents import alto, line, page, region, zipped


def read(data: str | bytes, name: str = "p.xml") -> str:
    return read_transcript(name, data.encode() if isinstance(data, str) else data).text


def test_regions_come_in_reading_order() -> None:
    regions = (region("r1", line("right one"), line("right two")), region("r2", line("left one"), line("left two")))
    assert read(page(*regions, order=("r2", "r1"))) == "left one\nleft two\n\nright one\nright two\n"
    assert read(page(*regions, order=("r2",))).startswith("left one")
    assert read(page(*regions)).startswith("right one")


def test_reading_order_in_custom() -> None:
    def at(index: int) -> str:
        return f"readingOrder {{index:{index};}}"

    lines = (line("two", at(1)), line("one", at(0)))
    assert (
        read(page(region("a", line("three"), custom=at(1)), region("b", *lines, custom=at(0)))) == "one\ntwo\n\nthree\n"
    )


def test_words_glyphs_and_regions_without_lines() -> None:
    word = "<Word><TextEquiv index='1'><Unicode>wrong</Unicode></TextEquiv><TextEquiv index='0'><Unicode>{}</Unicode></TextEquiv></Word>"
    lines = f"<TextLine>{word.format('two')}{word.format('words')}</TextLine>"
    whole = "<TextRegion id='w'><TextEquiv><Unicode>whole region</Unicode></TextEquiv></TextRegion>"
    assert read(page(region("a", lines), whole)) == "two words\n\nwhole region\n"


def test_tables_and_inner_regions_are_read() -> None:
    table = f"<TableRegion id='t'><TableCell>{line('a')}</TableCell><TableCell>{line('b')}</TableCell></TableRegion>"
    assert read(page(table)).split() == ["a", "b"]


def test_blackened_letters_are_not_passed_on() -> None:
    source = read_transcript(
        "p.xml", page(region("r", line("met Ivan Gromov there", "blackening {offset:4; length:11;}"))).encode()
    )
    assert source.text == "met ■■■■ ■■■■■■ there\n"
    assert [finding.rule for finding in source.findings] == ["TK924"]


def block(name: str, *lines: str) -> str:
    return f'<TextBlock ID="{name}">{"".join(f"<TextLine>{one}</TextLine>" for one in lines)}</TextBlock>'


def strings(*words: str) -> str:
    return "<SP/>".join(f'<String CONTENT="{one}"/>' for one in words)


def test_alto_lines_hyphens_and_order() -> None:
    first = block("a", strings("They", "nego") + "<HYP/>", strings("tiated", "it."))
    then = strings("Then") + strings("more.")  # without a blank marked between them
    second = f"<ComposedBlock>{block('b', then)}</ComposedBlock>"
    assert read(alto(first, second)) == "They nego-\ntiated it.\n\nThen more.\n"
    assert read(alto(first, second, order=("b", "a"))).startswith("Then more.")


METS = (
    '<mets xmlns="http://www.loc.gov/METS/" xmlns:x="http://www.w3.org/1999/xlink"><fileSec><fileGrp>{}</fileGrp></fileSec>'
    "<structMap><div>{}</div></structMap></mets>"
)


def mets(*names: str) -> str:
    files = "".join(f'<file ID="f{at}"><FLocat x:href="{name}"/></file>' for at, name in enumerate(sorted(names)))
    places = sorted(names)
    return METS.format(
        files, "".join(f'<div><fptr><area FILEID="f{places.index(name)}"/></fptr></div>' for name in names)
    )


def numbered(*numbers: int, folder: str = "doc/page") -> dict[str, str]:
    return {f"{folder}/{number}.xml": page(region("r", line(f"page {number}"))) for number in numbers}


def test_an_export_comes_in_the_order_of_its_mets() -> None:
    members = {**numbered(1, 2, 3), "doc/mets.xml": mets("page/2.xml", "page/3.xml", "page/1.xml"), "doc/1.jpg": "x"}
    assert read(zipped(members), "doc.zip") == "page 2\n\f\npage 3\n\f\npage 1\n"


def test_an_export_without_mets_comes_by_number() -> None:
    assert read(zipped(numbered(1, 10, 2)), "doc.zip") == "page 1\n\f\npage 2\n\f\npage 10\n"


def test_of_page_and_alto_page_is_read() -> None:
    members = {
        **numbered(1),
        "doc/alto/1.xml": alto(block("a", strings("page", "1"))),
        "doc/metadata.xml": "<trpDocMetadata/>",
    }
    assert read(zipped(members), "doc.zip") == "page 1\n"
    assert read(zipped({"alto/1.xml": members["doc/alto/1.xml"]}), "doc.zip") == "page 1\n"


@pytest.mark.parametrize(("members", "words"), [
    ({"a.xml": "<a/>"}, "no PAGE or ALTO"),
    ({**numbered(1, folder="one"), **numbered(2, folder="two")}, "2 documents"),
    ({"a/page/1.xml": "<PcGts"}, "a/page/1.xml"),
    ({"a/page/1.xml": page()}, "no text"),
], ids=["other XML", "several documents", "broken", "empty"])  # fmt: skip
def test_exports_that_cannot_be_read(members: dict[str, str], words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read(zipped(members), "doc.zip")


def test_entities_are_not_followed(tmp_path: object) -> None:
    declared = '<!DOCTYPE PcGts [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(SourceError, match="DOCTYPE"):
        read(page(region("r", line("a"))).replace("?>\n", f"?>\n{declared}", 1))
