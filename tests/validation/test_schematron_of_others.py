"""The Schematron of tei_all (XPath 2, patterns from an ODD) and of FRUS (XPath 2, functions, reports and roles).

For each rule a fragment that breaks it and one that keeps it, as a reader of the rule expects; nothing else may be told of the
pair that is not told of both.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from teikit.findings import Severity
from teikit.validation.schematron import Schematron
from tests.conftest import shared_path

NAMESPACES = 'xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0"'


@cache
def rules(name: str) -> Schematron:
    return Schematron(shared_path("tei", name))


def told(name: str, fragment: str) -> Counter[tuple[Severity, str]]:
    text = f'<TEI {NAMESPACES} xml:id="x"><text><body>{fragment}</body></text></TEI>'
    results, _ = rules(name).run(text)
    return Counter((result.severity, result.message) for result in results)


TEI_ALL = [
    ('<p generatedBy="human"/>', '<post generatedBy="human"/>', "@generatedBy", Severity.ERROR),
    ('<date when="1994" notAfter="1995"/>', '<date when="1994"/>', "@when", Severity.WARNING),
    ('<date from="1994" notBefore="1993"/>', '<date from="1994" to="1995"/>', "@from and @notBefore", Severity.WARNING),
    ('<date to="1994" notAfter="1995"/>', '<date to="1994"/>', "@to and @notAfter", Severity.WARNING),
    ('<measure unit="m" unitRef="#m"/>', '<measure unitRef="#m"/>', "@unitRef", Severity.INFORMATION),
    ('<div subtype="a"/>', '<div type="b" subtype="a"/>', "The div element", Severity.ERROR),
    ('<ref targetLang="en"/>', '<ref targetLang="en" target="#x"/>', "@target is specified", Severity.ERROR),
    ("<p>a<p>b</p></p>", "<p>a<floatingText><p>b</p></floatingText></p>", "model violation", Severity.ERROR),
    ('<ptr target="#x" cRef="y"/>', '<ptr target="#x"/>', "Only one of the attributes", Severity.ERROR),
    ('<list type="gloss"><item/></list>', '<list type="gloss"><label/><item/></list>', "gloss", Severity.ERROR),
    ("<lg><head/></lg>", "<lg><l/></lg>", "lg element must contain", Severity.ERROR),
    ("<s>a<s>b</s></s>", "<s>a<seg>b</seg></s>", "use seg", Severity.ERROR),
    ("<relatedItem/>", '<relatedItem target="#x"/>', "relatedItem", Severity.ERROR),
    (
        "<dimensions><width/><width/></dimensions>",
        "<dimensions><width/><height/></dimensions>",
        "once only",
        Severity.ERROR,
    ),
    ('<citeStructure match="a"/>', '<citeStructure match="/a"/>', "must start with", Severity.ERROR),
]
FRUS = [
    ('<list type="menu"/>', '<list type="subject"/>', "@type='menu'", Severity.ERROR),
    ("<list><p/></list>", "<list><item><p/></item></list>", "direct child paragraph", Severity.ERROR),
    ("<list><item><table/></item></list>", "<list><item/></list>", "table element", Severity.ERROR),
    ('<hi rend="bold"/>', '<hi rend="strong"/>', "@rend='bold'", Severity.ERROR),
    ('<del rend="x"/>', '<del rend="strikethrough"/>', "del/@rend='x'", Severity.ERROR),
    ('<div type="part"/>', '<div type="chapter"/>', "@type='part'", Severity.ERROR),
    ('<div type="document" n="1a"/>', '<div type="document" n="1"/>', '"1a"', Severity.ERROR),
    ('<div type="document" n="[1]"/>', '<div type="document" n="1"/>', "square brackets", Severity.WARNING),
    ('<table rows="2" cols="1"><row/></table>', '<table rows="1" cols="1"><row/></table>', ", 2,", Severity.ERROR),
    ("<note>a<note/></note>", '<note rend="inline">a<note/></note>', "nested inside another", Severity.ERROR),
    (
        '<div type="document" xml:id="d1"><note xml:id="d2fn1"/></div>',
        '<div type="document" xml:id="d1"><note xml:id="d1fn1"/></div>',
        "'d2fn1'",
        Severity.ERROR,
    ),
    ('<p xml:id="a"/><ref target="#b"/>', '<p xml:id="a"/><ref target="#a"/>', "'#b'", Severity.ERROR),
    (
        '<p xml:id="pg_5"/><ref target="#pg_5"/>–<ref target="#pg_4"/>',
        '<p xml:id="pg_5"/><ref target="#pg_4"/>–<ref target="#pg_5"/>',
        "Invalid page range",
        Severity.ERROR,
    ),
    ("<frus:attachment><div/></frus:attachment>", "<frus:attachment/>", "child tei:div", Severity.ERROR),
]
CASES = [("tei_all.sch", *case) for case in TEI_ALL] + [("frus_2016.sch", *case) for case in FRUS]


@pytest.mark.parametrize(("name", "bad", "good", "words", "severity"), CASES, ids=lambda value: str(value)[:40])
def test_a_rule_says_what_it_says(name: str, bad: str, good: str, words: str, severity: Severity) -> None:
    wrong, right = told(name, bad), told(name, good)
    found = [(weight, message) for weight, message in (wrong - right).elements() if words in message]
    assert found, sorted(wrong)
    assert {weight for weight, _ in found} == {severity}
    assert not [message for _, message in right - wrong if words in message]


def test_a_rule_looks_up_a_table_in_its_own_schema() -> None:
    """FRUS's numbers of pages in Roman figures are worked out with a table that document('') finds in the schema."""
    page = '<p xml:id="pg_{0}">a</p>'
    pages = "".join(page.format(number) for number in ("iv", "x", "xii", "xl"))
    ranges = (("iv", "x", ""), ("x", "iv", "10–4"), ("xii", "xl", ""), ("xl", "xii", "40–12"))
    for first, last, shown in ranges:
        references = f'<ref target="#pg_{first}">a</ref>–<ref target="#pg_{last}">b</ref>'
        text = f'<TEI {NAMESPACES} xml:id="x"><text><body>{pages}<p>{references}</p></body></text></TEI>'
        results, failures = rules("frus_2016.sch").run(text)
        assert not [failure for failure in failures if "roman" in failure.test]
        wrong = [result.message for result in results if "Invalid page range" in result.message]
        assert [shown in message for message in wrong] == ([True] if shown else []), wrong
