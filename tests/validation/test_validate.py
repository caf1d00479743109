"""`validate` as a function: schema choice, layers, one finding for one mistake, order, filters, caches, processes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from teikit.errors import SchemaError
from teikit.findings import Severity
from teikit.resources import schema_path
from teikit.validation import Filters, Plan, validate
from tests.benchmarks.validate_documents import document
from tests.conftest import shared_path

RNG = '<?xml-model href="{}" schematypens="http://relaxng.org/ns/structure/1.0"?>\n'


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / ".cache"))


def cable(name: str = "cable-1", size: int = 4000) -> str:
    text = document(name, size, 1)
    Path(f"{name}.xml").write_text(text, encoding="utf-8")
    return text


def rules(report: object) -> list[str]:
    return [finding.rule for finding in report]


def test_a_sound_file_passes_all_layers_of_teikits_schema() -> None:
    cable()
    report = validate(["cable-1.xml"])
    assert (report.exit_code, report.sorted(), len(report.schemas)) == (0, [], 3)


def test_one_mistake_is_one_finding_with_its_place() -> None:
    text = cable()
    Path("cable-1.xml").write_text(
        text.replace("<persName xml", "<persNmae xml", 1).replace("</persName></person>", "</persNmae></person>", 1),
        encoding="utf-8",
    )
    (finding,) = validate(["cable-1.xml"]).sorted()
    assert finding.rule == "rng:element-unknown"
    assert finding.element == "persNmae"
    assert "persName" in finding.hint
    line = next(n for n, row in enumerate(text.splitlines()) if "<persName xml" in row)
    assert finding.location.line == line + 1
    assert finding.location.column == text.splitlines()[line].index("<persName xml") + 1


def test_a_pointer_that_leads_nowhere_is_told_once() -> None:
    text = cable()
    Path("cable-1.xml").write_text(text.replace('who="#first"', 'who="#frist"', 1), encoding="utf-8")
    report = validate(["cable-1.xml"])
    assert rules(report) == ["TK003"]


def test_layers_can_be_chosen() -> None:
    text = cable()
    Path("cable-1.xml").write_text(
        text.replace('who="#first"', 'who="#frist"').replace("<p xml", "<q xml", 1).replace("</p>", "</q>", 1),
        encoding="utf-8",
    )
    assert set(rules(validate(["cable-1.xml"], layers=["rng"]))) == {"rng:element-not-allowed"}
    assert set(rules(validate(["cable-1.xml"], layers=["xsd"]))) == {"xsd:invalid"}
    assert all(rule.startswith("sch:") for rule in rules(validate(["cable-1.xml"], layers=["sch"])))
    assert rules(validate(["cable-1.xml"], layers=["xml"])) == []


def write_grammar(name: str, element: str, extra: str = "") -> None:
    Path(name).write_text(
        f'<element name="{element}" xmlns="http://relaxng.org/ns/structure/1.0">{extra}<zeroOrMore><choice><text/>'
        f'<element name="b"><text/></element></choice></zeroOrMore></element>',
        encoding="utf-8",
    )


def test_the_command_beats_the_file_and_the_file_beats_the_corpus() -> None:
    write_grammar("file.rng", "a")
    write_grammar("other.rng", "other")
    Path("doc.xml").write_text(RNG.format("file.rng") + "<a>x</a>", encoding="utf-8")
    Path("plain.xml").write_text("<other/>", encoding="utf-8")
    assert validate(["doc.xml"]).exit_code == 0
    assert rules(validate(["doc.xml"], schema="other.rng")) == ["rng:element-unknown"]
    plan = Plan(corpus_schema=(Path("other.rng"),))
    assert validate(["doc.xml", "plain.xml"], plan=plan).exit_code == 0


@pytest.mark.parametrize("name", ["schema.rnc", "schema.xsd", "schema.sch"])
def test_any_schema_language_works(name: str) -> None:
    Path("schema.rnc").write_text("element a { attribute n { xsd:integer }, text }", encoding="utf-8")
    Path("schema.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType mixed="true">'
        '<xs:attribute name="n" type="xs:integer" use="required"/></xs:complexType></xs:element></xs:schema>',
        encoding="utf-8",
    )
    Path("schema.sch").write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern><rule context="a">'
        '<assert test="@n castable as xs:integer">n is no number</assert></rule></pattern></schema>',
        encoding="utf-8",
    )
    Path("good.xml").write_text('<a n="1"/>', encoding="utf-8")
    Path("bad.xml").write_text('<a n="one"/>', encoding="utf-8")
    report = validate(["good.xml", "bad.xml"], schema=name)
    assert [(finding.location.file, finding.location.line) for finding in report] == [("bad.xml", 1)]
    assert not report.failures


def test_schema_location_and_catalogs_lead_to_local_copies() -> None:
    Path("local.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="xs:integer"/></xs:schema>',
        encoding="utf-8",
    )
    Path("doc.xml").write_text(
        '<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="https://example.org/s/local.xsd">x</a>',
        encoding="utf-8",
    )
    Path("catalog.xml").write_text(
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
        '<rewriteURI uriStartString="https://example.org/s/" rewritePrefix="./"/></catalog>',
        encoding="utf-8",
    )
    report = validate(["doc.xml"])
    assert report.exit_code == 2
    assert "on the network and is not fetched" in report.failures[0].message
    report = validate(["doc.xml"], plan=Plan(catalogs=(Path("catalog.xml"),)))
    assert (report.exit_code, rules(report)) == (1, ["xsd:invalid"])


def test_an_xsd_that_libxml2_refuses_is_left_to_xmlschema() -> None:
    # XSD 1.1, with an assertion: libxml2 knows neither.
    Path("new.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType>'
        '<xs:attribute name="n" type="xs:integer"/><xs:assert test="@n gt 1"/></xs:complexType></xs:element></xs:schema>',
        encoding="utf-8",
    )
    Path("doc.xml").write_text('<a n="1"/>', encoding="utf-8")
    report = validate(["doc.xml"], schema="new.xsd")
    assert rules(report) == ["xsd:invalid"]
    assert any("slow" in note for note in report.notes)


def test_teikits_own_xsd_loads_quickly() -> None:
    from teikit.validation.xsd import XSD

    assert XSD(schema_path("teikit.xsd")).slow == ""


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("bad.rng", '<element name="a" xmlns="http://relaxng.org/ns/structure/1.0">\n<ref name="none"/></element>', "bad.rng:2"),
        ("bad.rng", "<element", "bad.rng:1"),
        ("bad.rnc", "element a { \n none ", "bad.rnc"),
        ("bad.xsd", '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="none"/></xs:schema>', "bad.xsd"),
        ("bad.sch", '<schema xmlns="http://purl.oclc.org/dsdl/schematron"><pattern><rule context="a">\n<assert test="("/></rule></pattern></schema>', "bad.sch:2"),  # noqa: E501
    ],
)  # fmt: skip
def test_a_schema_that_is_wrong_has_its_own_finding(name: str, content: str, place: str) -> None:
    Path(name).write_text(content, encoding="utf-8")
    Path("doc.xml").write_text("<a/>", encoding="utf-8")
    Path("other.xml").write_text("<a/>", encoding="utf-8")
    said: list[str] = []
    try:
        report = validate(["doc.xml", "other.xml"], schema=name)
    except SchemaError as error:
        said.append(str(error))
    else:
        said += map(str, report.failures)
        assert report.exit_code == 2
    assert len(said) == 1, "told once, however many files it stops"
    assert place in said[0]


def test_processes_change_neither_findings_nor_their_order() -> None:
    names = []
    for number in range(12):
        text = cable(f"cable-{number}", 3000)
        if number % 3 == 0:
            Path(f"cable-{number}.xml").write_text(text.replace('who="#first"', 'who="#nobody"'), encoding="utf-8")
        names.append(f"cable-{number}.xml")
    alone = [str(finding) for finding in validate(names)]
    assert alone
    assert [str(finding) for finding in validate(list(reversed(names)), jobs=2)] == alone


def test_results_of_unchanged_files_are_reused_and_changes_are_seen() -> None:
    text = cable()
    Path("cable-1.xml").write_text(text.replace('who="#first"', 'who="#frist"', 1), encoding="utf-8")
    first = [str(finding) for finding in validate(["cable-1.xml"], cache=True)]
    assert first
    assert [str(finding) for finding in validate(["cable-1.xml"], cache=True)] == first
    cable()
    assert validate(["cable-1.xml"], cache=True).sorted() == []
    write_grammar("own.rng", "a")
    Path("doc.xml").write_text(RNG.format("own.rng") + "<a><b/></a>", encoding="utf-8")
    assert validate(["doc.xml"], cache=True).exit_code == 0
    write_grammar("own.rng", "c")
    assert validate(["doc.xml"], cache=True).exit_code == 1, "a changed schema makes earlier results void"


def two_mistakes() -> str:
    """A turn by somebody who is not there, and one by somebody else than in the translation."""
    text = cable()
    for turn, who in (("ja-s1", "frist"), ("ja-s2", "second")):
        changed = text.replace(f'xml:id="{turn}" who="#first"', f'xml:id="{turn}" who="#{who}"')
        assert changed != text
        text = changed
    return text


def test_select_ignore_weigh_and_per_file() -> None:
    Path("cable-1.xml").write_text(two_mistakes(), encoding="utf-8")

    def told(**filters: object) -> list[tuple[str, str]]:
        report = validate(["cable-1.xml"], filters=Filters(**filters))
        return [(finding.rule, str(finding.severity)) for finding in report]

    assert told() == [("TK003", "error"), ("TK007", "warning")]
    assert told(select=("TK00",), ignore=("TK007",)) == [("TK003", "error")]
    assert told(select=("rng:",)) == []
    assert told(ignore=("TK",), select=("TK007",)) == [("TK007", "warning")]
    assert told(severity={"TK": "information", "TK007": "off"}) == [("TK003", "information")]
    assert told(per_file_ignores={"cable-*.xml": ("TK003",)}) == [("TK007", "warning")]


def test_a_baseline_knows_findings_by_what_they_are_not_where() -> None:
    from teikit.validation.baseline import read_baseline, write_baseline

    text = two_mistakes()
    Path("cable-1.xml").write_text(text, encoding="utf-8")
    assert write_baseline(Path("known.json"), validate(["cable-1.xml"]).findings) == 2
    known = Filters(baseline=read_baseline(Path("known.json")))
    Path("cable-1.xml").write_text(text.replace("<text>", "\n\n<text>"), encoding="utf-8")
    report = validate(["cable-1.xml"], filters=known)
    assert (report.exit_code, report.known) == (0, 2)
    Path("cable-1.xml").write_text(text.replace('resp="#translator"', 'resp="#translatr"', 1), encoding="utf-8")
    assert rules(validate(["cable-1.xml"], filters=known)) == ["TK003"]


def test_a_suppression_needs_a_reason_and_something_to_suppress() -> None:
    text = two_mistakes()
    good = '<?teikit ignore="TK003 TK007" reason="the person is not known yet"?>'
    Path("cable-1.xml").write_text(text.replace("<text>", f"{good}<text>"), encoding="utf-8")
    report = validate(["cable-1.xml"])
    assert (report.sorted(), report.suppressed) == ([], 2)
    Path("cable-1.xml").write_text(text.replace("<TEI", '<?teikit ignore="TK003"?><TEI', 1), encoding="utf-8")
    assert rules(validate(["cable-1.xml"])) == ["TK000", "TK003", "TK007"]
    Path("cable-1.xml").write_text(text.replace("<teiHeader>", f"{good}<teiHeader>"), encoding="utf-8")
    report = validate(["cable-1.xml"])
    assert rules(report) == ["TK000", "TK003", "TK007"]
    assert "nothing here is found" in report.sorted()[0].message


def test_xinclude_is_followed_and_findings_name_the_file_they_are_in() -> None:
    text = cable()
    person = (
        '<listPerson xmlns="http://www.tei-c.org/ns/1.0">\n'
        '<person xml:id="first"><persNmae/></person><person xml:id="second"/></listPerson>'
    )
    Path("people.xml").write_text(person, encoding="utf-8")
    start, end = text.index("<listPerson>"), text.index("</listPerson>") + len("</listPerson>")
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}"/>'
    Path("cable-1.xml").write_text(text[:start] + include.format("people.xml") + text[end:], encoding="utf-8")
    report = validate(["cable-1.xml"], layers=["rng"])
    assert [
        (Path(finding.location.file).name, finding.location.line, finding.location.column) for finding in report
    ] == [("people.xml", 2, 24)]
    Path("cable-1.xml").write_text(text[:start] + include.format("cable-1.xml") + text[end:], encoding="utf-8")
    (finding,) = list(validate(["cable-1.xml"], layers=["xml"]))
    assert finding.rule == "xml:xinclude"
    assert "includes itself: cable-1.xml → cable-1.xml" in finding.message


def test_the_instances_get_the_verdicts_of_their_manifest() -> None:
    folder = shared_path("tei", "instances")
    schema = shared_path("tei", "tei_all.rng")
    manifest = json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8"))
    wanted = {
        str(folder / entry["path"]): entry for entry in manifest if "tei_all_valid" in entry or not entry["well_formed"]
    }
    assert len(wanted) > 50
    plan = Plan(schema=(schema,), layers=("xml", "rng"), xinclude=False, allow_dtd=True)
    report = validate(list(wanted), plan=replace(plan))
    wrong = {finding.location.file for finding in report}
    for name, entry in wanted.items():
        valid = bool(entry.get("tei_all_valid")) and entry["well_formed"]
        assert (name not in wrong) == valid, (name, entry)


def test_dracor_documents_get_the_verdicts_of_their_schema() -> None:
    folder = shared_path("tei", "instances")
    manifest = json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8"))
    wanted = {str(folder / entry["path"]): entry["dracor_valid"] for entry in manifest if "dracor_valid" in entry}
    assert len(wanted) > 20
    report = validate(list(wanted), schema=shared_path("tei", "dracor.rng"), layers=["rng", "sch"])
    assert not report.failures
    wrong = {finding.location.file for finding in report if finding.rule.startswith("rng:")}
    assert {name: name not in wrong for name in wanted} == wanted
    by_name = {
        Path(finding.location.file).name
        for finding in report
        if finding.rule.startswith("sch:") and finding.severity is not Severity.INFORMATION
    }
    assert "tst000012-rend-braced-wrong.xml" in by_name
