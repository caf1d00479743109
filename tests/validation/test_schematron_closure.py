"""What a Schematron schema reaches beside itself: its own text, stylesheets, files, and grammars in the compact syntax."""

from __future__ import annotations

from pathlib import Path

import pytest

from teikit.errors import SchemaError
from teikit.validation.plan import Plan
from teikit.validation.schematron import Schematron
from teikit.validation.validator import validate

SCH = 'xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
TEI = "http://www.tei-c.org/ns/1.0"
DOCUMENT = f'<TEI xmlns="{TEI}" xml:id="a"><p n="a">one</p><p n="b">two</p></TEI>'


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / "cache"))


def schema(folder: Path, inside: str, name: str = "rules.sch", binding: str = "xslt2") -> Path:
    path = folder / name
    text = f'<schema {SCH} queryBinding="{binding}">\n<ns prefix="t" uri="{TEI}"/>\n{inside}</schema>'
    path.write_text(text, encoding="utf-8")
    return path


def told(path: Path, document: str = DOCUMENT) -> list[str]:
    results, failures = Schematron(path, use_cache=False).run(document)
    assert not failures, failures
    return [result.message for result in results]


@pytest.mark.parametrize("call", ["document('')", 'doc("")', "fn:doc( '' )", "document( '')"])
@pytest.mark.parametrize("binding", ["xslt", "xslt2", "xslt3"])
def test_a_schema_finds_its_own_table(tmp_path: Path, call: str, binding: str) -> None:
    quoted = call.replace('"', "&quot;")
    path = schema(
        tmp_path,
        f"""<k:table xmlns:k="urn:k"><k:row>a</k:row></k:table><ns prefix="k" uri="urn:k"/>
        <let name="rows" value="{quoted}/*/k:table/k:row"/>
        <pattern><rule context="t:p"><assert test="@n = $rows">no <value-of select="@n"/> in
        <value-of select="{quoted}//k:row"/></assert></rule></pattern>""",
        binding=binding,
    )
    assert told(path) == ["no b in a"]


def test_an_included_file_finds_itself(tmp_path: Path) -> None:
    schema(
        tmp_path,
        """<k:row xmlns:k="urn:k">b</k:row>
        <pattern id="p"><rule context="t:p"><assert test="@n = document('')/*/*[. = 'b']">not b</assert></rule></pattern>""",
        "part.sch",
    )
    assert told(schema(tmp_path, '<include href="part.sch#p"/>')) == ["not b"]


def test_a_grammar_finds_itself(tmp_path: Path) -> None:
    path = tmp_path / "grammar.rng"
    path.write_text(
        f"""<element name="TEI" ns="{TEI}" xmlns="http://relaxng.org/ns/structure/1.0"
        xmlns:s="http://purl.oclc.org/dsdl/schematron"><s:ns prefix="t" uri="{TEI}"/>
        <s:pattern><s:rule context="t:p"><s:assert test="@n = document('')//*:value">none</s:assert></s:rule></s:pattern>
        <zeroOrMore><element name="p"><attribute name="n"><value>a</value></attribute><text/></element></zeroOrMore>
        <attribute name="xml:id"/></element>""",
        encoding="utf-8",
    )
    assert told(path) == ["none"]


def test_the_schema_is_named_as_it_was_written_where_the_expression_fails(tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        '<pattern><rule context="t:p"><assert test="document(\'\')/xs:date(*) = 1">x</assert></rule></pattern>',
    )
    _, failures = Schematron(path, use_cache=False).run(DOCUMENT)
    assert failures
    assert {failure.test for failure in failures} == {"document('')/xs:date(*) = 1"}


FUNCTION = """<xsl:function name="m:is-a" as="xs:boolean"><xsl:param name="n"/>
<xsl:sequence select="$n = 'a'"/></xsl:function>"""
SHEET = """<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:m="urn:m"
xmlns:xs="http://www.w3.org/2001/XMLSchema">{}</xsl:stylesheet>"""
CALL = """<ns prefix="m" uri="urn:m"/>{}
<pattern><rule context="t:p"><assert test="m:is-a(@n)">not a</assert></rule></pattern>"""


@pytest.mark.parametrize("how", ["include", "import"])
def test_functions_come_from_a_stylesheet(tmp_path: Path, how: str) -> None:
    (tmp_path / "functions.xsl").write_text(SHEET.format('<xsl:include href="more.xsl"/>'), encoding="utf-8")
    (tmp_path / "more.xsl").write_text(SHEET.format(FUNCTION), encoding="utf-8")
    assert told(schema(tmp_path, CALL.format(f'<xsl:{how} href="functions.xsl"/>'))) == ["not a"]


def test_what_imports_beats_what_is_imported(tmp_path: Path) -> None:
    (tmp_path / "f.xsl").write_text(SHEET.format(FUNCTION.replace("'a'", "'b'")), encoding="utf-8")
    own = FUNCTION.replace("<xsl:function", '<xsl:function xmlns:m="urn:m" xmlns:xs="http://www.w3.org/2001/XMLSchema"')
    assert told(schema(tmp_path, CALL.format(f'<xsl:import href="f.xsl"/>{own}'))) == ["not a"]


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (None, "functions.xsl does not exist"),
        ("<p/>", "functions.xsl is no stylesheet"),
        (SHEET.format('<xsl:include href="functions.xsl"/>'), "includes itself"),
        (SHEET.format('<xsl:include href="http://example.org/f.xsl"/>'), "is on the network"),
    ],
)
def test_a_stylesheet_that_cannot_be_had_is_named(tmp_path: Path, sheet: str | None, words: str) -> None:
    if sheet is not None:
        (tmp_path / "functions.xsl").write_text(sheet, encoding="utf-8")
    with pytest.raises(SchemaError, match=words) as caught:
        Schematron(schema(tmp_path, CALL.format('<xsl:include href="functions.xsl"/>')), use_cache=False)
    assert caught.value.line


def test_files_lie_beside_the_schema_that_names_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "schemas"
    folder.mkdir()
    (folder / "list.xml").write_text("<l><i>a</i></l>", encoding="utf-8")
    path = schema(
        folder, '<pattern><rule context="t:p"><assert test="doc(\'list.xml\')/l/i = @n">no</assert></rule></pattern>'
    )
    file = tmp_path / "a.xml"
    file.write_text(DOCUMENT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    report = validate(["a.xml"], schema=path, layers=("sch",), plan=Plan(allow_files=True))
    assert not report.failures
    assert [finding.message for finding in report.findings] == ["no"]
    closed = validate(["a.xml"], schema=path, layers=("sch",))
    assert closed.exit_code == 2
    assert "line 5" not in closed.failures[0].message
    assert "Found while" not in closed.failures[0].message


def test_a_schema_may_use_any_prefix(tmp_path: Path) -> None:
    for prefix in ("c", "out", "f", "err", "map", "x"):
        path = schema(
            tmp_path,
            f"""<ns prefix="{prefix}" uri="{TEI}"/><pattern><rule context="{prefix}:p[@n = 'a']"><assert
            test="{prefix}:q">one</assert></rule><rule context="{prefix}:*"><report test="@n"><name/></report></rule></pattern>
            <pattern><rule context="{prefix}:p"><report test="{prefix}:q | @z">two</report></rule></pattern>""",
        )
        assert sorted(told(path)) == ["one", "p"], prefix


PART = f"""default namespace = "{TEI}"
namespace sch = "http://purl.oclc.org/dsdl/schematron"

sch:ns [ prefix = "t" uri = "{TEI}" ]
sch:pattern [
  sch:rule [ context = "t:p"
    sch:assert [ id = "letter" role = "warning" test = "@n = 'a'" "it is " sch:value-of [ select = "@n" ] " of " sch:name [] ]
  ]
]
p = [ sch:report [ id = "bare" test = "@n = 'b'" "it is b" ] ] element p {{ attribute n {{ text }}, text }}
"""
MAIN = """default namespace = "http://www.tei-c.org/ns/1.0"
include 'part.rnc'
start = element TEI { attribute xml:id { text }, p* }
"""


def test_schematron_in_the_compact_syntax_counts_also_from_included_files(tmp_path: Path) -> None:
    (tmp_path / "part.rnc").write_text(PART, encoding="utf-8")
    (tmp_path / "main.rnc").write_text(MAIN, encoding="utf-8")
    file = tmp_path / "a.xml"
    file.write_text(DOCUMENT, encoding="utf-8")
    report = validate([file], schema=tmp_path / "main.rnc", layers=("rng", "sch"))
    assert not report.failures
    assert [(one.rule, one.severity, one.message) for one in report.sorted()] == [
        ("sch:bare", "error", "it is b"),
        ("sch:letter", "warning", "it is b of p"),
    ]
    results, _ = Schematron(tmp_path / "main.rnc", use_cache=False).run(DOCUMENT)
    assert {Path(result.at).name for result in results} == {"part.rnc:7", "part.rnc:10"}


def test_schematron_of_a_grammar_that_a_grammar_includes_counts(tmp_path: Path) -> None:
    rng = 'xmlns="http://relaxng.org/ns/structure/1.0"'
    file = tmp_path / "a.xml"
    model = '<?xml-model href="main.rng" schematypens="http://relaxng.org/ns/structure/1.0"?>\n'
    file.write_text(model + DOCUMENT, encoding="utf-8")
    (tmp_path / "main.rng").write_text(f'<grammar {rng}><include href="part.rng"/></grammar>', encoding="utf-8")
    (tmp_path / "part.rng").write_text(
        f"""<grammar {rng} ns="{TEI}" xmlns:s="http://purl.oclc.org/dsdl/schematron"><start><element name="TEI">
        <attribute name="xml:id"/><zeroOrMore><element name="p"><s:assert test="@n = 'a'">not a</s:assert>
        <attribute name="n"/><text/></element></zeroOrMore></element></start></grammar>""",
        encoding="utf-8",
    )
    report = validate([file], layers=("rng", "sch"))
    assert [one.message for one in report.findings] == ["not a"]


def test_a_compact_grammar_that_is_wrong_is_told_once_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "bad.rnc").write_text(PART.replace("sch:rule [", "sch:rule ("), encoding="utf-8")
    file = tmp_path / "a.xml"
    file.write_text(DOCUMENT, encoding="utf-8")
    report = validate([file], schema=tmp_path / "bad.rnc", layers=("rng", "sch"))
    assert {failure.location.line for failure in report.failures} == {6}
    assert len(report.failures) == 1


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ('<pattern><rule context="t:p"><assrt test="1">x</assrt></rule></pattern>', "<assrt>; did you mean <assert>?"),
        ('<patern><rule context="t:p"/></patern>', "did you mean <pattern>?"),
        ('<pattern><rule context="t:p"><assert>x</assert></rule></pattern>', "this <assert> has no @test"),
        (
            '<pattern><rule context="t:p"><report test="f(1">x</report></rule></pattern>',
            "@test of this <report> has a (",
        ),
        ('<pattern><rule context="t:p"><report test="a) or (b">x</report></rule></pattern>', "has a ) without"),
        ('<pattern><rule context="t:p"><report test="1">x<value-of/></report></rule></pattern>', "has no @select"),
        ('<ns prefix="x"/>', "this <ns> has no @uri"),
        ('<let value="1"/>', "this <let> has no @name"),
        (
            '<pattern documents="@href"><rule context="t:p"/></pattern>',
            "about other documents (@documents), which are not read",
        ),
    ],
)
def test_what_no_step_would_see_is_told_with_its_line(tmp_path: Path, inside: str, words: str) -> None:
    with pytest.raises(SchemaError) as caught:
        Schematron(schema(tmp_path, inside), use_cache=False)
    assert words in caught.value.message
    assert caught.value.line == 3


def test_brackets_in_strings_and_comments_are_none(tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        "<pattern><rule context=\"t:p\"><report test=\"'(' = ')' or (: ) :) @n = 'b'\">b</report></rule></pattern>",
    )
    assert told(path) == ["b"]


def test_a_rule_that_traces_itself_is_no_failure(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = schema(
        tmp_path, "<pattern><rule context=\"t:p\"><report test=\"trace(@n, 'n') = 'b'\">b</report></rule></pattern>"
    )
    assert told(path) == ["b"]
    assert capfd.readouterr().err == ""


def test_a_context_that_cannot_be_evaluated_is_named(tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<pattern><rule context="t:p[xs:date(@n) = 1]"><report test="true()">x</report></rule>
        <rule context="t:p"><report test="true()">y</report></rule></pattern>""",
    )
    results, failures = Schematron(path, use_cache=False).run(DOCUMENT)
    assert failures
    assert {result.message for result in results} <= {"y"}
