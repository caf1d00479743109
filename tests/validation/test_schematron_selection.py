"""How the nodes of a rule are selected changes how fast it is, not what it is about."""

from __future__ import annotations

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


@pytest.mark.parametrize("predicate", ["2", "count(*)", "@a + 0", "position() = 2", "not(position() = 2)", "@n mod 2"])
def test_a_predicate_that_may_count_is_left_where_it_is(tmp_path: Path, predicate: str) -> None:
    context = f"*[@a][{predicate}]"
    rules = _schema(tmp_path / "it.sch", f'<rule context="{context}"><report test="true()"/></rule>')
    assert f'for-each select="//{context}"' in rules.compiled.stylesheet
