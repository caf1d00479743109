"""The XSD layer where libxml2 does not serve: xmlschema checks, the report says so, whoever does the work."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from teikit.validation import validate

XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
# Two of them and one more: sound by Unique Particle Attribution, since the first two are counted.
COUNTED = f"""<xs:schema {XS}>
 <xs:element name="r"><xs:complexType><xs:sequence>
  <xs:element name="a" type="xs:string" minOccurs="2" maxOccurs="2"/>
  <xs:element name="a" type="xs:string"/>
  <xs:element name="n" type="xs:integer" minOccurs="0"/>
 </xs:sequence></xs:complexType></xs:element>
</xs:schema>"""


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / ".cache"))
    Path("counted.xsd").write_text(COUNTED, encoding="utf-8")


def test_libxml2_still_refuses_this_sound_schema() -> None:
    """Should it learn better, the tests here need another schema."""
    with pytest.raises(etree.XMLSchemaParseError, match="not determinist"):
        etree.XMLSchema(etree.fromstring(COUNTED))


@pytest.mark.parametrize(("jobs", "cache"), [(1, False), (2, False), (1, True)])
def test_a_sound_schema_that_libxml2_refuses_is_checked_by_xmlschema(jobs: int, cache: bool) -> None:
    Path("good.xml").write_text("<r><a/><a/><a/></r>", encoding="utf-8")
    Path("short.xml").write_text("<r>\n <a/><a/>\n</r>", encoding="utf-8")
    Path("value.xml").write_text("<r><a/><a/><a/>\n  <n>two</n></r>", encoding="utf-8")
    names = ["good.xml", "short.xml", "value.xml"]
    for _ in range(2 if cache else 1):
        report = validate(names, schema="counted.xsd", jobs=jobs, cache=cache)
        assert [(one.rule, one.location.file, one.location.line, one.location.column) for one in report] == [
            ("xsd:invalid", "short.xml", 1, 1),
            ("xsd:invalid", "value.xml", 2, 3),
        ]
        assert "'a' expected" in report.sorted()[0].message
        (note,) = report.notes
        assert note.startswith("counted.xsd is checked by xmlschema, which is slow: libxml2 refuses it")


def test_a_schema_that_both_refuse_is_wrong_and_nothing_passes() -> None:
    ambiguous = COUNTED.replace('minOccurs="2" maxOccurs="2"', 'minOccurs="1" maxOccurs="2"')
    Path("ambiguous.xsd").write_text(ambiguous, encoding="utf-8")
    Path("doc.xml").write_text("<r><a/><a/></r>", encoding="utf-8")
    report = validate(["doc.xml"], schema="ambiguous.xsd")
    assert report.exit_code == 2
    (failure,) = report.failures
    assert failure.rule == "schema"
    assert failure.location.file == "ambiguous.xsd"
    assert "Unique Particle Attribution" in failure.message
    assert "\n" not in failure.message
