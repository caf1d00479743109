"""The cache costs nothing but time when it is damaged or cannot be written, and never answers for what has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from teikit.validation import Plan, validate
from tests.benchmarks.validate_documents import document

XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / ".cache"))


def told(*paths: str, **options: object) -> list[str]:
    report = validate(list(paths), cache=True, **options)
    return [str(finding) for finding in report]


def test_a_damaged_cache_is_begun_anew() -> None:
    rules = '<rule context="a"><assert id="has-b" test="b">no b</assert></rule>'
    Path("a.sch").write_text(
        f'<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3"><pattern>{rules}</pattern></schema>',
        "utf-8",
    )
    Path("a.xml").write_text("<a/>", encoding="utf-8")
    first = told("a.xml", schema="a.sch")
    assert first == ["a.xml:1:1: error sch:has-b no b"]
    kept = sorted(file for file in Path(".cache").rglob("*") if file.suffix in (".sqlite", ".xsl"))
    assert len(kept) == 2
    whole = kept[1].read_text(encoding="utf-8")
    for damage in ("garbage", "", whole[: len(whole) // 2], whole.replace("no b", "a lie")):
        for file in kept:
            file.write_text(damage, encoding="utf-8")
        assert told("a.xml", schema="a.sch") == first
        assert kept[1].read_text(encoding="utf-8") == whole
        assert kept[0].read_bytes().startswith(b"SQLite")


def test_a_cache_that_cannot_be_written_only_costs_time(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("file").write_text("", encoding="utf-8")
    monkeypatch.setenv("TEIKIT_CACHE_DIR", "file")
    Path("cable-1.xml").write_text(document("cable-1", 2500, 1), encoding="utf-8")
    assert told("cable-1.xml") == []


def test_what_was_passed_over_in_a_folder_is_checked_when_it_is_named() -> None:
    Path("folder").mkdir()
    Path("folder/a.xml").write_text("<a/>", encoding="utf-8")
    assert validate(["folder"], cache=True).skipped == 1
    report = validate(["folder/a.xml"], cache=True)
    assert report.skipped == 0
    assert report.exit_code == 1


def test_an_included_file_that_changes_is_seen() -> None:
    schema = (
        '<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><element name="b"><empty/></element></element>'
    )
    Path("a.rng").write_text(schema, encoding="utf-8")
    Path("a.xml").write_text(f'<a {XI}><xi:include href="b.xml"/></a>', encoding="utf-8")
    assert "does not exist" in told("a.xml", schema="a.rng")[1]
    Path("b.xml").write_text("<b/>", encoding="utf-8")
    assert told("a.xml", schema="a.rng") == []
    Path("b.xml").write_text("<b>x</b>", encoding="utf-8")
    (finding,) = told("a.xml", schema="a.rng")
    assert finding.startswith("b.xml:1:")


def test_a_catalog_that_changes_is_seen() -> None:
    for name in ("one", "two"):
        schema = f'<element name="{name}" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>'
        Path(f"{name}.rng").write_text(schema, encoding="utf-8")
    Path("a.xml").write_text('<?xml-model href="https://example.org/s.rng"?><one/>', encoding="utf-8")
    catalog = '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><uri name="https://example.org/s.rng" uri="{}.rng"/></catalog>'
    Path("catalog.xml").write_text(catalog.format("one"), encoding="utf-8")
    plan = Plan(catalogs=(Path("catalog.xml"),))
    assert told("a.xml", plan=plan) == []
    Path("catalog.xml").write_text(catalog.format("two"), encoding="utf-8")
    assert len(told("a.xml", plan=plan)) == 1


def test_a_document_type_declaration_is_read_each_time() -> None:
    schema = '<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><value>x</value></element>'
    Path("a.rng").write_text(schema, encoding="utf-8")
    Path("a.xml").write_text('<!DOCTYPE a [<!ENTITY e SYSTEM "e.txt">]><a>&e;</a>', encoding="utf-8")
    Path("e.txt").write_text("x", encoding="utf-8")
    plan = Plan(allow_dtd=True)
    assert told("a.xml", plan=plan, schema="a.rng") == []
    Path("e.txt").write_text("y", encoding="utf-8")
    assert len(told("a.xml", plan=plan, schema="a.rng")) == 1


def test_a_file_that_a_schema_takes_in_by_a_catalog_is_part_of_the_result() -> None:
    part = '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><define name="b"><element name="{}"><empty/></element></define></grammar>'
    Path("main.rng").write_text(
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="http://example.org/part.rng"/>'
        '<start><element name="a"><ref name="b"/></element></start></grammar>',
        encoding="utf-8",
    )
    Path("catalog.xml").write_text(
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
        '<uri name="http://example.org/part.rng" uri="part.rng"/></catalog>',
        encoding="utf-8",
    )
    Path("a.xml").write_text("<a><b/></a>", encoding="utf-8")
    plan = Plan(catalogs=(Path("catalog.xml"),), schema=(Path("main.rng"),), layers=("rng",))
    Path("part.rng").write_text(part.format("b"), encoding="utf-8")
    assert told("a.xml", plan=plan) == []
    Path("part.rng").write_text(part.format("c"), encoding="utf-8")
    assert len(told("a.xml", plan=plan)) == 1


def test_what_rules_read_from_files_is_read_every_time() -> None:
    rules = '<rule context="a"><assert id="known" test="@n = doc(\'list.xml\')/l/i">not in the list</assert></rule>'
    Path("a.sch").write_text(
        f'<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3"><pattern>{rules}</pattern></schema>',
        "utf-8",
    )
    Path("a.xml").write_text('<a n="1"/>', encoding="utf-8")
    plan = Plan(schema=(Path("a.sch"),), layers=("sch",), allow_files=True)
    Path("list.xml").write_text("<l><i>1</i></l>", encoding="utf-8")
    assert told("a.xml", plan=plan) == []
    Path("list.xml").write_text("<l><i>2</i></l>", encoding="utf-8")
    assert len(told("a.xml", plan=plan)) == 1


def test_the_values_that_a_schema_suggests_are_those_of_the_schema_as_it_is() -> None:
    start = '<element name="TEI" xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"'
    library = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'
    word = '<data type="token"><param name="pattern">\\S+</param></data>'
    Path("a.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0" type="orginal"/>', encoding="utf-8")
    for value, number in (("original", 1), ("edited", 0), ("orginale", 0), ("ordinal", 1)):
        values = f"<choice><value>{value}</value><value>other</value>{word}</choice>"
        Path("a.rng").write_text(
            f'{start} {library}><attribute name="type">{values}</attribute></element>', encoding="utf-8"
        )
        found = [one for one in told("a.xml", schema="a.rng") if "TK022" in one]
        assert len(found) == number, value
        assert not found or f'"{value}"' in found[0]
