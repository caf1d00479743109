"""What the Schematron compiler makes of each construct of ISO/IEC 19757-3, shown by small schemas and documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from teikit.errors import SchemaError
from teikit.findings import Severity
from teikit.validation.schematron import Schematron, SchematronResult
from tests.conftest import shared_path

SCH = 'xmlns="http://purl.oclc.org/dsdl/schematron"'


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / "cache"))


def schema(folder: Path, inside: str, attributes: str = 'queryBinding="xslt3"', name: str = "rules.sch") -> Path:
    path = folder / name
    path.write_text(f"<schema {SCH} {attributes}>{inside}</schema>", encoding="utf-8")
    return path


def check(path: Path, document: str, phase: str = "#DEFAULT") -> list[SchematronResult]:
    results, failures = Schematron(path, phase=phase, use_cache=False).run(document)
    assert not failures, failures
    return results


def texts(path: Path, document: str, phase: str = "#DEFAULT") -> list[str]:
    return sorted(result.message for result in check(path, document, phase))


def test_assert_and_report_with_values_and_names(tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<pattern id="p"><rule context="b" id="r">
        <assert id="a" test="@n = '1'" role="warning">n of <name/> is <value-of select="@n"/></assert>
        <report test="@n = '2'">it is <emph>two</emph></report></rule></pattern>""",
    )
    found = check(path, '<a><b n="1"/><b n="2"/></a>')
    assert [(result.kind, result.message, result.rule, result.path) for result in found] == [
        ("assert", "n of b is 2", "a", "1/2"),
        ("report", "it is two", "r", "1/2"),
    ]
    assert [result.severity for result in found] == [Severity.WARNING, Severity.ERROR]
    assert found[0].at.endswith("rules.sch:2")


def test_the_first_rule_that_fits_is_the_only_one_of_its_pattern(tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<pattern><rule context="b[@x]"><report test="true()">first</report></rule>
        <rule context="b"><report test="true()">second</report></rule></pattern>
        <pattern><rule context="b"><report test="true()">other pattern</report></rule></pattern>
        <pattern><rule context="b"><report test="true()">third</report></rule>
        <rule context="b[@x]"><report test="true()">never</report></rule></pattern>""",
    )
    assert texts(path, '<a><b x="1"/></a>') == ["first", "other pattern", "third"]
    assert texts(path, "<a><b/></a>") == ["other pattern", "second", "third"]


@pytest.mark.parametrize(
    ("context", "document", "node"),
    [
        ("@n", '<a n="1"/>', "@n"),
        ("text()", "<a>x</a>", "text()"),
        ("comment()", "<a><!--x--></a>", "comment()"),
        ("processing-instruction()", "<a><?x y?></a>", "processing-instruction()"),
        ("/", "<a/>", "/"),
        ("/a", "<a/>", ""),
        ("a | b", "<a/>", ""),
        ("a[1]", "<a/>", ""),
        ("a/@n[. = '1']", '<a n="1"/>', "@n"),
        ("*[local-name() = 'a']", "<a/>", ""),
        ("node()[self::a]", "<a/>", ""),
        (".[self::a]", "<a/>", ""),
    ],
)
def test_every_kind_of_node_can_be_the_context(tmp_path: Path, context: str, document: str, node: str) -> None:
    for rules in ("", '<rule context="nothing"><report test="true()">no</report></rule>'):
        inside = f'<pattern>{rules}<rule context="{context}"><report test="true()">here</report></rule></pattern>'
        found = check(schema(tmp_path, inside), document)
        assert [result.message for result in found] == ["here"]
        assert found[0].node == node


def test_variables_of_schema_pattern_rule_and_phase(tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<let name="all" value="count(//b)"/><let name="tree"><x>7</x></let>
        <phase id="short"><let name="limit" value="1"/><active pattern="one"/></phase>
        <pattern id="one"><let name="here" value="'one'"/><let name="twice" value="$here || $here"/>
          <rule context="b[$here = 'one']"><let name="own" value="@n"/>
            <report test="true()"><value-of select="$twice, $own, $all, $tree"/></report></rule></pattern>
        <pattern id="two"><let name="here" value="'two'"/>
          <rule context="a"><report test="true()"><value-of select="$here"/></report></rule></pattern>""",
    )
    assert texts(path, '<a><b n="5"/></a>') == ["oneone 5 1 7", "two"]
    assert texts(path, '<a><b n="5"/></a>', phase="short") == ["oneone 5 1 7"]


def test_a_variable_serves_tests_messages_and_other_variables(tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<let name="all" value="'all'"/><diagnostics><diagnostic id="d">more of <value-of select="$told"/></diagnostic></diagnostics>
        <pattern><rule context="b" subject="$place">
          <let name="place" value="@n"/><let name="all" value="let $n := @n return ($n, 'x')"/>
          <let name="here" value="let $here := . return $here/@n"/><let name="twice" value="$here || $here"/>
          <let name="told" value="'told'"/><let name="never" value="error()"/>
          <report id="one" test="$twice = '55'" diagnostics="d"><value-of select="$twice"/></report>
          <report id="two" test="exists($all)"><value-of select="count($all), $all"/></report>
          <assert id="three" test="empty($all[2])"><value-of select="$all"/></assert>
          <report id="four" test="false()"><value-of select="$never"/></report>
          <let name="only" value="@n"/><report id="six" test="@none, $only"><value-of select="$only"/></report>
        </rule></pattern>
        <pattern><rule context="a"><report id="five" test="$all = 'all'"><value-of select="$all"/></report></rule></pattern>""",
    )
    found = check(path, '<a><b n="5"/></a>')
    assert [(one.rule, one.message, one.hints, one.node) for one in found] == [
        ("one", "55", ("more of told",), "@n"),
        ("two", "2 5 x", (), "@n"),
        ("three", "5 x", (), "@n"),
        ("six", "5", (), "@n"),
        ("five", "all", (), ""),
    ]
    text = Schematron(path, use_cache=False).compiled.stylesheet
    assert 'test="let $here := ' in text  # evaluated as far as the test needs it
    assert "let $all := (" not in text  # two assertions need it: evaluated once


def test_a_variable_that_is_wrong_says_where(tmp_path: Path) -> None:
    inside = """<pattern><rule context="a">
    <let name="x" value="zz:f()"/>
    <assert test="empty($x)">x</assert></rule></pattern>"""
    with pytest.raises(SchemaError, match=r"rules.sch:2: a query .*prefix 'zz'"):
        Schematron(schema(tmp_path, inside), use_cache=False)


def test_abstract_patterns_and_rules(tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<pattern abstract="true" id="table"><rule context="$row">
          <assert test="$row-cell">no <value-of select="name($row-cell/..)"/><name/></assert>
          <extends rule="named"/></rule></pattern>
        <pattern is-a="table" id="mine"><param name="row" value="r"/><param name="row-cell" value="c"/></pattern>
        <pattern><rule abstract="true" id="named"><assert test="@n"><name/> has no name</assert></rule>
        <rule context="c"><extends rule="named"/></rule></pattern>""",
    )
    assert texts(path, '<a><r/><r n="1"><c/></r></a>') == ["c has no name", "no r", "r has no name"]


def test_phases_choose_patterns(tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<phase id="first"><active pattern="x"/></phase>
        <pattern id="x"><rule context="a"><report test="true()">x</report></rule></pattern>
        <pattern id="y"><rule context="a"><report test="true()">y</report></rule></pattern>""",
        'queryBinding="xslt2" defaultPhase="first"',
    )
    assert texts(path, "<a/>") == ["x"]
    assert texts(path, "<a/>", phase="#ALL") == ["x", "y"]
    with pytest.raises(SchemaError, match='no phase "third"; there are: first, #ALL'):
        Schematron(path, phase="third", use_cache=False)


def test_diagnostics_properties_and_subject(tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<pattern><rule context="a"><let name="n" value="@n"/>
        <assert test="false()" diagnostics="d1 d2" properties="p" subject="b/@x">wrong</assert></rule></pattern>
        <diagnostics><diagnostic id="d1">n is <value-of select="$n"/></diagnostic><diagnostic id="d2">two</diagnostic></diagnostics>
        <properties><property id="p">of <name/></property></properties>""",
    )
    (found,) = check(path, '<a n="4"><b x="1"/></a>')
    assert (found.hints, found.properties) == (("n is 4", "two"), (("p", "of a"),))
    assert (found.path, found.node) == ("1/1", "@x")


def test_inclusions_by_file_and_by_identifier(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/pattern.sch").write_text(
        f'<pattern {SCH}><rule context="a"><extends href="rules.sch#r"/></rule></pattern>', encoding="utf-8"
    )
    (tmp_path / "parts/rules.sch").write_text(
        f'<schema {SCH}><pattern><rule id="r" abstract="true"><report test="true()">included</report></rule></pattern></schema>',
        encoding="utf-8",
    )
    assert texts(schema(tmp_path, '<include href="parts/pattern.sch"/>'), "<a/>") == ["included"]


def test_functions_and_keys_of_xslt_come_along(tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<ns prefix="f" uri="urn:f"/>
        <xsl:function xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
          name="f:double" as="xs:integer">
          <xsl:param name="n" as="xs:integer"/><xsl:sequence select="2 * $n"/></xsl:function>
        <xsl:key xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="k" match="b" use="@n"/>
        <pattern><rule context="a"><report test="f:double(2) = 4 and key('k', '1')">both {braces}</report></rule></pattern>""",
    )
    assert texts(path, '<a><b n="1"/></a>') == ["both {braces}"]


@pytest.mark.parametrize(("binding", "found"), [("xslt", []), ("xslt2", ["as text"]), ("xpath31", ["as text"])])
def test_the_query_binding_rules_comparison(tmp_path: Path, binding: str, found: list[str]) -> None:
    # In XPath 1.0 "<" compares numbers, in XPath 2.0 and later two strings as strings.
    inside = """<pattern><rule context="a"><report test="'10' &lt; '9'">as text</report></rule></pattern>"""
    assert texts(schema(tmp_path, inside, f'queryBinding="{binding}"'), "<a/>") == found


def test_schematron_inside_a_grammar(tmp_path: Path) -> None:
    grammar = tmp_path / "grammar.rng"
    grammar.write_text(
        f"""<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:s="http://purl.oclc.org/dsdl/schematron" ns="urn:x">
        <s:ns prefix="x" uri="urn:x"/>
        <start><element name="a"><s:assert test="@n">bare assertion</s:assert><text/>
        <s:pattern id="p"><s:rule context="x:a"><s:report test="true()">pattern</s:report></s:rule></s:pattern>
        <pattern {SCH}><rule context="x:a"><report test="true()">default namespace</report></rule></pattern>
        </element></start></grammar>""",
        encoding="utf-8",
    )
    assert texts(grammar, '<a xmlns="urn:x"/>') == ["bare assertion", "default namespace", "pattern"]
    xsd = tmp_path / "schema.xsd"
    xsd.write_text(
        """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:s="http://www.ascc.net/xml/schematron">
        <xs:element name="a"><xs:annotation><xs:appinfo>
        <s:pattern name="p"><s:rule context="a"><s:report test="true()">in XSD, older namespace</s:report></s:rule></s:pattern>
        </xs:appinfo></xs:annotation></xs:element></xs:schema>""",
        encoding="utf-8",
    )
    assert texts(xsd, "<a/>") == ["in XSD, older namespace"]


@pytest.mark.parametrize(
    ("inside", "attributes", "message"),
    [
        ('<pattern><rule context="a["><report test="1">x</report></rule></pattern>', 'queryBinding="xslt3"', r"rules.sch:1: a query"),
        ('<pattern><rule context="a">\n<report test="zz:f()">x</report></rule></pattern>', 'queryBinding="xslt3"', r"rules.sch:2: a query .*prefix 'zz'"),  # noqa: E501
        ("<pattern/>", 'queryBinding="stx"', r'queryBinding="stx" is not one of xslt'),
        ('<pattern is-a="none"/>', "", r'no abstract pattern "none"; the schema has none'),
        ('<pattern><rule context="a"><extends rule="r"/></rule></pattern>', "", r'no abstract rule "r"'),
        ('<pattern><rule><report test="1">x</report></rule></pattern>', "", r"the rule has no @context"),
        ('<include href="missing.sch"/>', "", r"missing.sch does not exist"),
        ('<include href="http://example.org/x.sch"/>', "", r"is on the network and is not fetched"),
        ('<include href="rules.sch"/>', "", r"includes itself"),
    ],
)  # fmt: skip
def test_a_schema_that_is_wrong_says_where(tmp_path: Path, inside: str, attributes: str, message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        Schematron(schema(tmp_path, inside, attributes), use_cache=False)


def test_a_query_that_fails_is_named_and_the_others_still_run(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<secret/>", encoding="utf-8")
    path = schema(
        tmp_path,
        f"""<pattern><rule context="a"><report id="reads" test="doc('{secret.as_uri()}')/secret">read</report></rule></pattern>
        <pattern><rule context="a"><report id="casts" test="xs:integer(@n) = 1">cast</report>
        <report test="true()">still here</report></rule></pattern>""",
    )
    results, failures = Schematron(path, use_cache=False).run('<a n="x"/>')
    assert [result.message for result in results] == ["still here"]
    assert {failure.rule for failure in failures} == {"reads", "casts"}
    assert any("no access to files" in failure.message for failure in failures)
    results, failures = Schematron(path, use_cache=False, allow_files=True).run('<a n="1"/>')
    assert sorted(result.message for result in results) == ["cast", "read", "still here"]


@pytest.mark.parametrize(
    "expression",
    [
        "unparsed-text('file:///etc/passwd') != ''",
        "environment-variable('PATH') != ''",
        "count(collection('file:///etc')) ge 1",
        "doc('file:///etc/xml/catalog')/*",
        "system-property('user.home') != ''",
    ],
)
def test_rules_reach_nothing_outside_the_document(tmp_path: Path, expression: str) -> None:
    inside = f"""<pattern><rule context="a"><report test="{expression}">reached</report></rule></pattern>"""
    results, _ = Schematron(schema(tmp_path, inside), use_cache=False).run("<a/>")
    assert results == []


def test_compiled_schemas_are_kept_and_an_edit_is_seen(tmp_path: Path) -> None:
    inside = '<pattern><rule context="a"><report test="true()">{}</report></rule></pattern>'
    path = schema(tmp_path, inside.format("one"))
    first = Schematron(path).compiled
    assert Schematron(path).compiled.stylesheet == first.stylesheet
    assert list((tmp_path / "cache/schematron").glob("*.xsl"))
    schema(tmp_path, inside.format("two"))
    results, _ = Schematron(path).run("<a/>")
    assert [result.message for result in results] == ["two"]


def test_schemas_of_others_run() -> None:
    tei_all = Schematron(shared_path("tei", "tei_all.sch"), use_cache=False)
    text = shared_path("tei", "example-valid.xml").read_text(encoding="utf-8")
    assert tei_all.run(text) == ([], [])
    wrong = text.replace('<pb n="1"', '<pb n="1" generatedBy="human"').replace(
        '<date when="1998-11-20"/><locale>', '<date when="1998-11-20" from="1998-11-20"/><locale>'
    )
    assert wrong != text
    results, failures = tei_all.run(wrong)
    assert not failures
    assert [(result.severity, result.path.split("/")[0]) for result in results if "@when" in result.message] == [
        (Severity.WARNING, "1")
    ]
    assert any("generatedBy" in result.message and result.severity is Severity.ERROR for result in results)


def test_the_rules_of_frus_run_but_for_those_that_need_the_network() -> None:
    rules = Schematron(shared_path("tei", "frus_2016.sch"), use_cache=False)
    results, failures = rules.run(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="frus1"><teiHeader><fileDesc><titleStmt><title type="x"/></titleStmt>'
        '</fileDesc></teiHeader><text><body><div type="document"><p><ref target="#nowhere"/></p></div></body></text></TEI>'
    )
    told = {result.message for result in results}
    assert "fileDesc needs exactly one publicationStmt" in told
    assert any("title/@type='x' is an invalid value" in message for message in told)
    assert failures
    assert all("snapshot" in failure.message or "history.state.gov" in failure.message for failure in failures)
