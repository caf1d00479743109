"""The XSD layer where libxml2 does not serve: xmlschema checks, the report says so, whoever does the work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from teikit.resources import schema_path
from teikit.validation import Plan, validate
from tests.conftest import CHECKOUT
from tests.tools.mutants import Mutator

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
            ("xsd:invalid", "short.xml", 3, 1),
            ("xsd:invalid", "value.xml", 2, 6),
        ]
        assert [one.message for one in report] == [
            "<r> is not complete: it needs <a> at its end",
            "the text of <n>: two: this is no number",
        ]
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


# ---- explanations

BOOK = f"""<xs:schema {XS} targetNamespace="urn:b" xmlns="urn:b" elementFormDefault="qualified">
 <xs:element name="book"><xs:complexType><xs:sequence>
   <xs:element ref="title"/>
   <xs:element name="author" type="person" minOccurs="0" maxOccurs="3"/>
   <xs:choice minOccurs="0" maxOccurs="unbounded"><xs:element ref="block"/><xs:element name="blank" type="nothing"/></xs:choice>
   <xs:any namespace="##other" processContents="lax" minOccurs="0"/>
  </xs:sequence><xs:attribute name="lang" type="language" use="required"/><xs:attributeGroup ref="common"/></xs:complexType>
  <xs:unique name="blocks"><xs:selector xpath="*"/><xs:field xpath="@n"/></xs:unique>
 </xs:element>
 <xs:element name="title" type="xs:token"/>
 <xs:element name="block" abstract="true"/>
 <xs:element name="verse" substitutionGroup="block" type="mixed"/>
 <xs:element name="prose" substitutionGroup="block" type="noted"/>
 <xs:complexType name="mixed" mixed="true"><xs:sequence><xs:element ref="title" minOccurs="0"/></xs:sequence>
  <xs:attributeGroup ref="common"/></xs:complexType>
 <xs:complexType name="noted" mixed="true"><xs:complexContent><xs:extension base="mixed">
  <xs:sequence><xs:element name="note" type="xs:string"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
 <xs:complexType name="nothing"/>
 <xs:complexType name="person"><xs:simpleContent><xs:extension base="xs:string">
  <xs:attribute name="born" type="year"/></xs:extension></xs:simpleContent></xs:complexType>
 <xs:simpleType name="year"><xs:union memberTypes="xs:gYear"><xs:simpleType><xs:restriction base="xs:string">
  <xs:enumeration value="unknown"/></xs:restriction></xs:simpleType></xs:union></xs:simpleType>
 <xs:simpleType name="language"><xs:restriction base="xs:language"><xs:pattern value="[a-z]+"/><xs:maxLength value="3"/>
  </xs:restriction></xs:simpleType>
 <xs:attributeGroup name="common"><xs:attribute name="n" type="xs:positiveInteger"/>
  <xs:attribute name="id" type="xs:ID"/><xs:attribute name="kind" default="old"><xs:simpleType>
  <xs:restriction base="xs:NMTOKEN"><xs:enumeration value="old"/><xs:enumeration value="new"/></xs:restriction></xs:simpleType>
  </xs:attribute></xs:attributeGroup>
</xs:schema>"""
GOOD = """<book xmlns="urn:b" lang="en">
 <title>T</title>
 <author born="1900">A</author>
 <verse n="1" id="v1">v<title>t</title></verse>
 <blank/>
 <prose n="2">p<note>x</note></prose>
</book>"""
FAULTS = [
    ("<title>T</title>", "<titel>T</titel>", "2:2", "there is no element <titel>", "Did you mean <title>?"),
    ("<verse n", "<verse m", "4:9", "<verse> has no attribute @m", ""),
    ('n="2"', 'n="two"', "6:9", "@n: two: this is no number", "Write a whole number, 1 or more, for example 12."),
    ('born="1900"', 'born="unkown"', "3:10", '@born: "unkown" is none of the values allowed', 'Did you mean "unknown"?'),
    ('id="v1"', 'id="v1" kind="nwe"', "4:23", '@kind: "nwe" is none of the values allowed', 'Did you mean "new"?'),
    (' lang="en"', "", "1:1", "<book> needs the attribute @lang", "small letters only"),
    ('lang="en"', 'lang="EN"', "1:21", "@lang: EN:", ""),
    ("<note>x</note>", "", "6:2", "<prose> is not complete: it needs at least one <note>", ""),
    (" <title>T</title>\n", "", "2:2", "<title> must come before <author>", ""),
    ("<blank/>", "<blank>x</blank>", "5:9", "<blank> must be empty, and holds text", ""),
    ("<blank/>", "<blank> </blank>", "5:2", "<blank> must be empty", "Write <blank/>; of an empty element"),
    ('<prose n="2"', '<prose n="2" id="v1"', "6:15", 'identifier "v1" is already that of another', "The first is the <verse> at line 4"),
    ('<prose n="2"', '<prose n="1"', "6:2", "'1' stands twice, and must be unique", "The schema's constraint blocks asks for it."),
    ("<blank/>", "<blank/>\n stray", "6:2", "text is not allowed directly in <book>", ""),
    ("<blank/>", "<blank/><author>B</author>", "5:10", "<author> must come before", ""),
    ("<blank/>", "<block/>", "5:2", "there is no element <block>", ""),
    ('<book xmlns="urn:b"', '<book xmlns="urn:c"', "1:1", "in the namespace urn:c, which the schema does not know", "urn:b"),
]  # fmt: skip


def explained(text: str) -> list[str]:
    Path("book.xsd").write_text(BOOK, encoding="utf-8")
    Path("book.xml").write_text(text, encoding="utf-8")
    report = validate(["book.xml"], schema="book.xsd", layers=("xsd",))
    assert not report.failures, report.failures
    return [f"{one.location.line}:{one.location.column} {one.message} | {one.hint}" for one in report]


def test_a_document_as_the_schema_wants_it_passes() -> None:
    assert explained(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "words", "hint"), FAULTS, ids=[row[1][:30] or row[0][:30] for row in FAULTS]
)
def test_a_fault_is_explained_at_its_place(old: str, new: str, place: str, words: str, hint: str) -> None:
    (told,) = explained(GOOD.replace(old, new) if new != "<titel>T</titel>" else GOOD.replace(old, new, 1))
    assert told.startswith(place)
    assert words in told
    assert hint in told
    assert "content type" not in told
    assert "{" not in told


def test_a_schema_that_is_wrong_says_in_which_line() -> None:
    Path("doc.xml").write_text("<r/>", encoding="utf-8")
    for line, declaration in (
        (2, '<xs:element name="r" type="nope"/>'),
        (
            3,
            '\n<xs:element name="r"><xs:complexType><xs:sequence><xs:element ref="zz"/></xs:sequence></xs:complexType></xs:element>',
        ),
        (4, '\n\n<xs:elment name="r"/>'),
    ):
        Path("wrong.xsd").write_text(f"<xs:schema {XS}>\n{declaration}</xs:schema>", encoding="utf-8")
        (failure,) = validate(["doc.xml"], schema="wrong.xsd").failures
        assert (failure.rule, failure.location.file, failure.location.line) == ("schema", "wrong.xsd", line)


def test_what_a_mistake_of_the_first_layer_means_for_xsd_costs_no_explanation(monkeypatch: pytest.MonkeyPatch) -> None:
    from teikit.validation import xsd_grammar

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(xsd_grammar, "grammar_of", never)
    Path("r.rng").write_text(
        '<element name="r" xmlns="http://relaxng.org/ns/structure/1.0"><element name="a"><empty/></element></element>',
        encoding="utf-8",
    )
    Path("doc.xml").write_text("<r><b/></r>", encoding="utf-8")
    Path("r.xsd").write_text(
        f'<xs:schema {XS}><xs:element name="r"><xs:complexType><xs:sequence><xs:element name="a"/>'
        "</xs:sequence></xs:complexType></xs:element></xs:schema>",
        encoding="utf-8",
    )
    report = validate(["doc.xml"], schema=["r.rng", "r.xsd"])
    assert [one.rule for one in report] == ["rng:element-unknown"]


def test_addresses_in_a_schema_are_found_by_the_catalog_and_xml_id_without_one() -> None:
    tei = 'targetNamespace="urn:t" xmlns="urn:t" elementFormDefault="qualified"'
    Path("inner.xsd").write_text(
        f"""<xs:schema {XS} {tei}><xs:import namespace="http://www.w3.org/XML/1998/namespace"
        schemaLocation="http://www.w3.org/2001/xml.xsd"/><xs:element name="r"><xs:complexType><xs:sequence>
        <xs:element name="a" type="xs:date"/></xs:sequence><xs:attribute ref="xml:id"/></xs:complexType></xs:element></xs:schema>""",
        encoding="utf-8",
    )
    include = '<xs:include schemaLocation="http://example.org/inner.xsd"/>'
    Path("outer.xsd").write_text(f"<xs:schema {XS} {tei}>{include}</xs:schema>", encoding="utf-8")
    Path("catalog.xml").write_text(
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
        '<rewriteURI uriStartString="http://example.org/" rewritePrefix="./"/></catalog>',
        encoding="utf-8",
    )
    Path("good.xml").write_text('<r xmlns="urn:t" xml:id="r"><a>1994-02-03</a></r>', encoding="utf-8")
    Path("bad.xml").write_text('<r xmlns="urn:t" xml:id="1"><a>1994-02-30</a></r>', encoding="utf-8")
    names = ["good.xml", "bad.xml"]
    assert not validate(names, schema="inner.xsd").notes  # libxml2 does the work
    (failure,) = validate(names, schema="outer.xsd").failures
    assert "http://example.org/inner.xsd is on the network and is not fetched" in failure.message
    plan = Plan(schema=(Path("outer.xsd"),), catalogs=(Path("catalog.xml"),))
    report = validate(names, plan=plan)
    assert not report.failures
    assert [(one.location.file, one.element) for one in report] == [("bad.xml", "@xml:id"), ("bad.xml", "a")]
    assert "February 1994 has 28 days" in report.sorted()[1].message


def test_of_children_in_the_wrong_order_one_is_told() -> None:
    title, author = " <title>T</title>", ' <author born="1900">A</author>'
    (told,) = explained(GOOD.replace(f"{title}\n{author}", f"{author}\n{title}"))
    assert told.startswith("3:2 <title> must come before <author>")


def test_mutants_get_the_verdict_of_libxml2_and_words_of_their_own() -> None:
    """Eighteen kinds of changes to the specimens, four of each: whatever is invalid is told, in words that say what to do."""
    schema = schema_path("teikit.xsd")
    verdict = etree.XMLSchema(etree.parse(str(schema)))
    names = [
        "p",
        "sp",
        "gap",
        "div",
        "persName",
        "head",
        "speaker",
        "date",
        "opener",
        "listPerson",
        "choice",
        "note",
        "pb",
    ]
    mutator = Mutator(names, ["who", "type", "n", "corresp", "when", "reason"], 7)
    specimens = [path.read_bytes() for path in sorted((CHECKOUT / "corpus" / "tei").glob("*.xml"))]
    wrong = 0
    for kind in Mutator.KINDS:
        for number in range(4):
            mutant = mutator.mutant(specimens[number], kind)
            if mutant is None:
                continue
            Path("mutant.xml").write_bytes(mutant.document)
            report = validate(["mutant.xml"], schema=schema, layers=("xsd",))
            assert not report.failures, mutant
            valid = verdict.validate(etree.fromstring(mutant.document, etree.XMLParser(collect_ids=False)))
            assert valid == (not report.findings), mutant
            wrong += not valid
            for finding in report.findings:
                assert not re.search(r"content type|valid value|\{|Expected is|facet|not expected", finding.message), (
                    finding
                )
                assert (
                    finding.hint
                    or finding.expected
                    or re.search(r"needs|is empty|must be empty|already", finding.message)
                )
                assert finding.location.line
                assert finding.location.column
    assert wrong > 30
