"""Where a Schematron rule fails is told as line and column of the file that can be mended, whatever kind of node it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from teikit.validation import validate

SCH = 'xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3"'
XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def places(
    document: str, context: str, test: str = "false()", extra: str = ""
) -> list[tuple[str, int | None, int | None]]:
    Path("rules.sch").write_text(
        f'<schema {SCH}><ns prefix="t" uri="urn:t"/><pattern><rule context="{context}">'
        f'<assert id="here" test="{test}"{extra}>x</assert></rule></pattern></schema>',
        encoding="utf-8",
    )
    Path("doc.xml").write_text(document, encoding="utf-8")
    report = validate(["doc.xml"], schema="rules.sch")
    assert not report.failures, report.failures
    assert {finding.rule for finding in report} <= {"sch:here"}
    return [(finding.location.file, finding.location.line, finding.location.column) for finding in report]


def test_elements_in_namespaces_with_any_prefix() -> None:
    text = '<r>\n <a xmlns="urn:t"/>総理<p:a xmlns:p="urn:t"/>\n<a/><q:a xmlns:q="urn:other"/></r>'
    assert places(text, "t:a") == [("doc.xml", 2, 2), ("doc.xml", 2, 22)]


def test_attributes_plain_and_in_namespaces() -> None:
    text = '<r xmlns:p="urn:t">\n <a n="1"\n    p:n="2"\n    xml:lang="ja"/></r>'
    assert places(text, "@n") == [("doc.xml", 2, 5)]
    assert places(text, "@t:n") == [("doc.xml", 3, 5)]
    assert places(text, "@xml:lang") == [("doc.xml", 4, 5)]
    assert places(text, "a", extra=' subject="@t:n"') == [("doc.xml", 3, 5)]


def test_text_comments_and_instructions_are_told_at_their_element() -> None:
    text = "<r>\n  <a>x</a><!--c--><?pi?></r>"
    assert places(text, "text()[. = 'x']") == [("doc.xml", 2, 3)]
    assert places(text, "comment()") == [("doc.xml", 1, 1)]
    assert places(text, "processing-instruction()") == [("doc.xml", 1, 1)]
    assert places(text, "/") == [("doc.xml", 1, 1)]


def test_a_file_in_another_encoding_with_a_byte_order_mark() -> None:
    Path("rules.sch").write_text(
        f'<schema {SCH}><pattern><rule context="@n"><assert id="here" test="false()">x</assert></rule></pattern></schema>',
        "utf-8",
    )
    for encoding in ("utf-16", "utf-8-sig", "shift_jis"):
        name = {"utf-8-sig": "UTF-8"}.get(encoding, encoding)
        text = f'<?xml version="1.0" encoding="{name}"?>\n<r>総理大臣<a n="1"/></r>'
        Path("doc.xml").write_bytes(text.encode(encoding))
        (finding,) = list(validate(["doc.xml"], schema="rules.sch"))
        assert (finding.location.line, finding.location.column) == (2, 11), encoding


def test_what_is_included_is_told_in_its_own_file_after_other_inclusions() -> None:
    Path("parts").mkdir()
    Path("parts/words.txt").write_text("some <words>", encoding="utf-8")
    Path("parts/inner.xml").write_text('<c>\n\n   <b n="3"/></c>', encoding="utf-8")
    Path("parts/outer.xml").write_text(
        f'<s {XI}><xi:include href="words.txt" parse="text"/>\n<xi:include href="none.xml"><xi:fallback><f/><f/></xi:fallback>'
        "</xi:include>\n"
        '<xi:include href="inner.xml"/> <b n="2"/></s>',
        encoding="utf-8",
    )
    text = f'<r {XI}>\n<xi:include href="parts/outer.xml"/><b n="1"/></r>'
    assert places(text, "b/@n") == [
        ("doc.xml", 2, 40),
        ("parts/inner.xml", 3, 7),
        ("parts/outer.xml", 3, 35),
    ]


def test_inclusions_that_fail_are_told_where_they_stand() -> None:
    Path("other.xml").write_text(f'<s {XI}>\n\n  <xi:include href="doc.xml"/></s>', encoding="utf-8")
    Path("doc.xml").write_text(f'<r {XI}>\n <xi:include href="other.xml"/></r>', encoding="utf-8")
    (finding,) = list(validate(["doc.xml"], layers=["xml"]))
    assert (finding.location.file, finding.location.line, finding.location.column) == ("other.xml", 3, 3)
    assert "doc.xml → other.xml → doc.xml" in finding.message


def test_inclusions_that_multiply_stop_at_the_limit() -> None:
    """Ten files, each of which includes the next ten times, would be ten thousand million."""
    from teikit.validation import Plan

    for number in range(10):
        inside = f'<xi:include href="f{number + 1}.xml"/>' * 10 if number < 9 else "x" * 1000
        Path(f"f{number}.xml").write_text(f"<s {XI}>{inside}</s>", encoding="utf-8")
    report = validate(["f0.xml"], layers=["xml"], plan=Plan(max_bytes=100_000))
    assert report.exit_code == 1
    assert all("included too often" in finding.message for finding in report)
