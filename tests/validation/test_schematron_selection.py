"""How the nodes of a rule are selected changes how fast it is, not what it is about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from teikit.validation.schematron import Schematron

SCH = 'xmlns="http://purl.oclc.org/dsdl/schematron"'
DOCUMENT = """<r xml:id="r" xmlns:p="urn:p"><b a="1" b="x"><c a="[|]">|</c><b a=""/><p:b a="2"/></b><c b="1" a="3"/>
<d><b/><b a="1"/><b a="4"><c>[</c></b><p:c b="2"/><c a="5"><d><c a="6"/></d></c></d><?pi b?><!-- c --></r>"""
CONTEXTS = [
    ("*[@a]", "//@a ! parent::"),
    ("p:*[@a]", "//@a ! parent::"),
    ("d//*[@a]", "//@a ! parent::"),
    ("*[@xml:id]", "//@xml:id ! parent::"),
    ("*[@a[. != '']][@b]", "//@a ! parent::"),
    ("*[@a][not(self::c[. = '|'])]", "//@a ! parent::"),
    ("*[@a][1]", "//*[@a]"),
    ("*[@a][last()]", "//*[@a]"),
    ("*[@a = '1' or @b]", "//*[@a"),
    ("b[@a]", "//b[@a]"),
    ("b | c", "(//b, //c)"),
    ("b[@a = '|'] | c[contains(., '[')]", "(//b["),
    ("b[@a] | b[@b]", "//b[@a] | //b[@b]"),
    ("b | p:b", "(//b, //p:b)"),
    ("d/c | c[@a]", "//d/c | //c"),
    ("*[@a] | b", "//*[@a] | //b"),
    ("@a | c", "//@a | //c"),
]


def _schema(path: Path, rules: str) -> Schematron:
    path.write_text(
        f'<schema {SCH} queryBinding="xslt3"><ns prefix="p" uri="urn:p"/><pattern>{rules}</pattern></schema>'
    )
    return Schematron(path, use_cache=False)


@pytest.mark.parametrize(("context", "selection"), CONTEXTS)
def test_a_rule_selects_what_it_matches(tmp_path: Path, context: str, selection: str) -> None:
    rule = f'<rule context="{context}"><report test="true()"><value-of select="name()"/></report></rule>'
    selecting = _schema(tmp_path / "selecting.sch", rule)
    assert f'for-each select="{selection}' in selecting.compiled.stylesheet
    # A second rule in the pattern, and nodes are matched instead.
    other = '<rule context="no-such-element"><report test="true()"/></rule>'
    matching = _schema(tmp_path / "matching.sch", rule + other)
    assert "for-each" not in matching.compiled.stylesheet
    found, expected = (
        {(one.path, one.node, one.message) for one in rules.run(DOCUMENT)[0]} for rules in (selecting, matching)
    )
    assert found == expected
    assert found
    assert len(selecting.run(DOCUMENT)[0]) == len(found)


@pytest.mark.parametrize(
    "predicate",
    [
        "2",
        "count(*)",
        "@a + 0",
        "position() = 2",
        "not(position() = 2)",
        "@n mod 2",
        "@n * 1",
        "@n -1",
        "@n ! 2",
        "@n/number()",
    ],
)
def test_a_predicate_that_may_count_is_left_where_it_is(tmp_path: Path, predicate: str) -> None:
    context = f"*[@a][{predicate}]"
    rules = _schema(tmp_path / "it.sch", f'<rule context="{context}"><report test="true()"/></rule>')
    assert f'for-each select="//{context}"' in rules.compiled.stylesheet


# Contexts of which four or more make one pass over all attributes worth it, and what they are found from.
PASSED = [
    ("*[@a]", {"a": "parent::*"}),
    ("p:*[@a][not(self::p:c)]", {"a": "parent::p:*[not(self::p:c)]"}),
    ("*[@a or @b]", {"a": "parent::*", "b": "parent::*[not(@a)]"}),
    ("*[@a = '1' or @b]", {"a": "parent::*[@a = '1' or @b]", "b": "parent::*[not(@a)][@a = '1' or @b]"}),
    ("*[@a and @b or @xml:id]", {"a": "parent::*[", "xml:id": "parent::*[not(@a)]["}),
    ("*[(@a | @b)[. = '1' or . = '2']]", None),
    (
        "*[(@a | @b)[not(. = '1')]]",
        {"a": "if (not(. = '1')) parent::*[((@a | @b)[not(. = '1')])[1] is current()]", "b": "if"},
    ),
    ("*[@a[not(. = ('', '1'))]]", {"a": "if (not(. = ('', '1'))) parent::*"}),
    ("*[not(@b)][@a][ancestor::d]", {"a": "parent::*[not(@b)][ancestor::d]"}),
    ("d//*[@a]", {"a": "parent::*[ancestor::d]"}),
    ("@a", {"a": "."}),
    ("*[not(@a or @b)]", None),
    ("*[@a or c]", None),
    ("*[contains(@a, ' or ') or @b]", None),
    ("*[@a | c]", None),
    ("*[@a[1] or position() = 1]", None),
    ("*[@a != current()/@b]", None),
    ("*[some $x in @b satisfies @a or @b]", None),
]


@pytest.mark.parametrize(("context", "found_from"), PASSED)
def test_rules_about_attributes_share_a_pass(tmp_path: Path, context: str, found_from: dict[str, str] | None) -> None:
    report = '<report test="true()"><value-of select="name()"/></report>'
    others = [f'<rule context="*[@{name}]">{report}</rule>' for name in ("x", "y", "z", "a")]
    rule = f'<rule context="{context}" id="it">{report}</rule>'
    passing = _schema(tmp_path / "passing.sch", "</pattern><pattern>".join([rule, *others]))
    stylesheet = passing.compiled.stylesheet
    assert 'select="//@*"' in stylesheet
    made = {
        name: f"if {condition} {select}" if condition else select
        for name, condition, select in re.findall(
            r'match="@([^"]+)">\s*(?:<xsl:if test="([^"]*)"[^>]*>\s*)?<xsl:for-each\s+(?:teikit:at="[^"]*"\s+)?select="([^"]*)"',
            stylesheet,
        )
    }
    if found_from is None:
        assert len(made) == len(others)
    else:
        assert {name: made[name].startswith(start) for name, start in found_from.items()} == dict.fromkeys(
            found_from, True
        )
    matching = _schema(
        tmp_path / "matching.sch", f'{rule}<rule context="no-such-element"><report test="true()"/></rule>'
    )
    found, expected = (
        [(one.path, one.node, one.message) for one in rules.run(DOCUMENT)[0] if one.rule == "it"]
        for rules in (passing, matching)
    )
    assert found == expected
    assert expected


def test_findings_come_in_the_order_of_the_rules_however_nodes_are_found(tmp_path: Path) -> None:
    contexts = ["*[@b]", "b", "*[@a]", "@a", "c[1] | b[1]", "*[@xml:id]", "*[@b or @a]"]
    rule = '<rule context="{}"><report test="true()">{}</report></rule>'
    rules = [rule.format(context, number) for number, context in enumerate(contexts)]
    schema = _schema(tmp_path / "it.sch", "</pattern><pattern>".join(rules))
    assert 'select="//@*"' in schema.compiled.stylesheet
    numbers = [int(one.message) for one in schema.run(DOCUMENT)[0]]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(len(contexts)))


def test_a_variable_of_a_pattern_is_known_where_nodes_are_found_from_attributes(tmp_path: Path) -> None:
    pattern = """<let name="n" value="'{0}'"/><rule context="*[@a = $n][not(@a = $never)]"><let name="own" value="$n"/>
      <report test="$own = @a"><value-of select="$own"/></report></rule>"""
    inside = "</pattern><pattern>".join(pattern.format(n) for n in (1, 2, 3, 4))
    path = tmp_path / "it.sch"
    path.write_text(
        f'<schema {SCH} queryBinding="xslt3"><let name="never" value="0"/><pattern>{inside}</pattern></schema>'
    )
    schema = Schematron(path, use_cache=False)
    assert 'select="//@*"' in schema.compiled.stylesheet
    assert [one.message for one in schema.run(DOCUMENT)[0]] == ["1", "1", "2", "3", "4"]


def test_a_rule_about_attributes_that_fails_is_named_and_the_others_run(tmp_path: Path) -> None:
    rule = '<rule context="*[@{}]"><report id="r{}" test="{}">found</report></rule>'
    rules = [rule.format("a", number, "true()") for number in range(4)]
    rules.insert(2, rule.format("a", "bad", "xs:date(@a) = @b"))
    schema = _schema(tmp_path / "it.sch", "</pattern><pattern>".join(rules))
    results, failures = schema.run(DOCUMENT)
    assert {failure.rule for failure in failures} == {"rbad"}
    assert [one.rule for one in results] == [f"r{number}" for number in range(4) for _ in range(9)]
