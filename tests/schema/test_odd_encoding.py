"""The encoding, held against the grammar: what a cable needs is accepted, what TEI forbids is refused, and a project may differ."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from teikit.resources import schema_path
from teikit.schema.compiler import compile_odd
from teikit.validation.schematron import Schematron
from tests.conftest import shared_path
from tests.schema.schema_readers import TEI
from tests.schema.test_odd_source import EXAMPLES, any_element, in_tei, odd

ACCEPTED = {
    "two languages": """<body><div type="original" xml:id="ja" xml:lang="ja" corresp="#en"><p>以上。</p></div>
        <div type="translation" xml:id="en" xml:lang="en" corresp="#ja" resp="#translator"><p>End.</p></div></body>""",
    "a turn over a page": """<sp xml:id="s" who="#pm" corresp="#t"><speaker>(総理)</speaker><p>一</p><pb n="2"/><fw type="header">
        <stamp>解除</stamp></fw><p>二</p><note>x</note><gap reason="redacted"/></sp>""",
    "a note before the speaker": "<sp><note>x</note><speaker>A:</speaker><gap reason='redacted'/><p>b</p></sp>",
    "a hidden speaker": "<sp><speaker>[<gap reason='redacted'/>]:</speaker><p><gap reason='redacted'/></p></sp>",
    "a turn without a label": "<sp who='#pm'><p>Yes.</p></sp>",
    "a gap with its marker": """<gap xml:id="g" corresp="#h" reason="redacted" unit="name" quantity="1" resp="#translator" ana="#b1"
        rend="blackout" cert="high" precision="low"><desc xml:lang="en">[TN: name blacked out]</desc></gap>""",
    "less than a line": "<gap reason='redacted' unit='line' atMost='1'/>",
    "one and a half lines": "<gap reason='redacted' unit='line' quantity='1.5'/>",
    "a unit of an archive's own": "<gap reason='redacted' unit='frame' quantity='2'/>",
    "a remainder": "<gap reason='redacted' unit='paragraph' extent='remainder of paragraph'/>",
    "text released later": "<supplied reason='redacted' source='#release'>the Director</supplied>",
    "gaps in the head": """<div><head>On <gap reason="redacted"/></head><opener><dateline><date><gap reason="redacted"/></date>
        <gap reason="redacted"/></dateline><stamp><gap reason="redacted"/></stamp></opener><p>x</p></div>""",
    "gaps between turns and items": """<div><sp><p>a</p></sp><gap reason="redacted"/><sp><p>b</p></sp>
        <list><item>a</item><gap reason="redacted"/><item>b</item></list></div>""",
    "a gap before the head": "<div><pb/><fw>1</fw><gap reason='redacted'/><head>x</head><p>y</p></div>",
    "an opener with everything": """<opener>第1456号 <seg type="classification">極秘</seg><idno type="message">1456</idno><lb/>
        <stamp>極秘</stamp><fw>1</fw><persName>X</persName><orgName>Y</orgName><salute>外務大臣殿</salute><signed>栗山大使</signed>
        <dateline><placeName>Tokyo</placeName><date when="1994-02-12"/></dateline><num>3</num><abbr>SS</abbr>
        <address><addrLine>x</addrLine></address><title>t</title><ref target="a.xml">r</ref><gap reason="redacted"/></opener>""",
    "an expansion by the translator": "<choice><abbr>UR</abbr><expan resp='#t'>Uruguay Round</expan></choice>",
    "words of the drafter": "<p>book (<note type='drafter' place='inline'>note: <title>Now</title></note>)</p>",
    "a page inside a paragraph": "<p>である<pb n='3'/><fw type='header'><stamp>解除</stamp><lb/>極秘</fw>ことの</p>",
    "a list inside a paragraph": "<p>Two points: <list><item>a</item><item>b</item></list> and more</p>",
    "a trailer and a signature": "<div><p>x</p><closer><signed>Y</signed></closer><trailer>(continued)</trailer></div>",
    "divisions after turns": "<div><head>x</head><p>a</p><sp><p>b</p></sp><div type='comment'><p>c</p></div></div>",
    "a hidden sender": "<correspAction type='sent'><persName><gap reason='redacted'/></persName><date when='1994'/></correspAction>",
    "a number of the message": """<correspDesc><correspAction type="sent"><orgName>x</orgName></correspAction>
        <note><idno>1456</idno></note></correspDesc>""",
    "one person, two languages": """<person xml:id="pm" role="speaker">
        <persName xml:lang="en"><roleName>Prime Minister</roleName></persName>
        <persName xml:lang="ja"><roleName>総理</roleName></persName><note>x</note><idno type="wikidata">Q1</idno></person>""",
    "a person of whom nothing is known": "<listPerson><person xml:id='x'/></listPerson>",
    "the words of the landing page": "<xenoData type='landing-page'>Original Language:\n\nJapanese</xenoData>",
    "foreign metadata": "<xenoData><dc:title xmlns:dc='http://purl.org/dc/elements/1.1/' any='thing'>x<dc:part/></dc:title></xenoData>",
    "an xml:id in Japanese": "<p xml:id='段落1'>x</p>",
    "no language": "<p xml:lang=''>x</p>",
    "a version of a release candidate": "<application ident='teikit' version='1.0rc1'><label>x</label></application>",
    "no header fact at all": "<profileDesc/>",
    "page images": """<facsimile><graphic url="a.png"/><surface xml:id="s"><graphic url="b.png"/>
        <zone points="1,1 2,1 2,2"/></surface></facsimile>""",
    "links of several kinds": """<standOff><listPerson><person xml:id="p"/></listPerson><linkGrp type="alignment"><link target="#a #b #c"/>
        </linkGrp><listPlace><place xml:id="t"><placeName>Tokyo</placeName></place></listPlace></standOff>""",
    "blanks, slips and doubt": """<p><space unit="char" quantity="4"/><sic>NOTO</sic><unclear cert="low">Butz</unclear>
        <orig>首のう</orig></p>""",
    "a break inside a word": "<p>inter<lb break='no' rend='-'/>preter</p>",
    "laughter": "<p>Yes. <vocal><desc>[Laughter]</desc></vocal></p>",
}

REFUSED = {
    "text in a gap": "<gap reason='redacted'>TN: blacked out</gap>",
    "a gap without a reason": "<gap unit='line' quantity='1'/>",
    "a law as a reason": "<gap reason='FOIA (b)(1)'/>",
    "a type on a gap": "<gap reason='redacted' type='name'/>",
    "a hand on a gap": "<gap reason='redacted' hand='#x'/>",
    "a quantity in words": "<gap reason='redacted' unit='line' quantity='unknown'/>",
    "a quantity with a vulgar fraction": "<gap reason='redacted' unit='line' quantity='1½'/>",
    "a gap in choice": "<choice><gap reason='redacted'/><supplied>x</supplied></choice>",
    "a choice of one": "<choice><abbr>UR</abbr></choice>",
    "a body of nothing but a gap": "<body><gap reason='redacted'/></body>",
    "a turn of nothing but a gap": "<sp><gap reason='redacted'/></sp>",
    "a turn of nothing but a speaker": "<sp><speaker>A:</speaker></sp>",
    "two speakers": "<sp><speaker>A:</speaker><speaker>B:</speaker><p>x</p></sp>",
    "text in a turn": "<sp><speaker>A:</speaker>x</sp>",
    "a stamp in a turn": "<sp><stamp>x</stamp><p>x</p></sp>",
    "a stamp in a division": "<div><stamp>x</stamp><p>x</p></div>",
    "an opener in a turn": "<sp><opener>x</opener><p>x</p></sp>",
    "a turn in a paragraph": "<p><sp><p>x</p></sp></p>",
    "a type on a turn": "<sp type='x'><p>x</p></sp>",
    "nobody as a speaker": "<sp who=''><p>x</p></sp>",
    "a paragraph in an opener": "<opener><p>x</p></opener>",
    "a list in an opener": "<opener><list><item>x</item></list></opener>",
    "a label in an opener": "<opener><label>x</label></opener>",
    "a citation in an opener": "<opener><bibl>x</bibl></opener>",
    "a heading after a paragraph": "<div><p>x</p><head>y</head></div>",
    "an opener after a paragraph": "<div><p>x</p><opener>y</opener></div>",
    "a paragraph after a division": "<div><div><p>x</p></div><p>y</p></div>",
    "a paragraph after the end": "<div><p>x</p><closer>y</closer><p>z</p></div>",
    "a paragraph in page furniture": "<fw><p>x</p></fw>",
    "a paragraph in a speaker": "<speaker><p>x</p></speaker>",
    "an empty list of people": "<listPerson/>",
    "an empty station": "<correspAction type='sent'/>",
    "a bare gap in a station": "<correspAction type='sent'><gap reason='redacted'/></correspAction>",
    "a gap in a number": "<idno><gap reason='redacted'/></idno>",
    "a source in two manners": "<sourceDesc><p>x</p><bibl>y</bibl></sourceDesc>",
    "changes before the profile": """<teiHeader><fileDesc><titleStmt><title>x</title></titleStmt><publicationStmt><p>x</p></publicationStmt>
        <sourceDesc><p>x</p></sourceDesc></fileDesc><revisionDesc><change>x</change></revisionDesc><profileDesc/></teiHeader>""",
    "a development version": "<application ident='teikit' version='0.1.0.dev1'><label>x</label></application>",
    "a local version": "<application ident='teikit' version='0.1.0+abc'><label>x</label></application>",
    "an underscore in a language": "<p xml:lang='en_US'>x</p>",
    "a date in words": "<date when='13 February 1994'>x</date>",
    "a day that does not exist": "<date when='1994-02-30'>x</date>",
    "an element that is not TEI's": "<p><redaction/></p>",
    "an attribute that nobody knows": "<p classification='secret'>x</p>",
    "words for a truth": "<note anchored='perhaps'>x</note>",
    "an element of TEI in foreign metadata": "<xenoData><a xmlns='urn:x'><p xmlns='http://www.tei-c.org/ns/1.0'/></a></xenoData>",
}


def fragment(text: str) -> etree._Element:
    end = text.index(">") if "/>" not in text[: text.index(">") + 1] else text.index("/>")
    return etree.fromstring(f'{text[:end]} xmlns="http://www.tei-c.org/ns/1.0"{text[end:]}')


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_a_cable_needs_is_accepted(name: str) -> None:
    """The encoding that converters write and editors need is valid."""
    grammar = any_element()
    assert grammar.validate(fragment(ACCEPTED[name])), grammar.error_log


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_be_is_refused(name: str) -> None:
    """What TEI does not allow, or says nothing with, is an error while one types."""
    assert not any_element().validate(fragment(REFUSED[name]))


@pytest.mark.shared
def test_the_cable_of_the_guide_is_valid() -> None:
    """The small cable that was written by hand after the guide, before the schema, fits it."""
    grammar = etree.RelaxNG(etree.parse(schema_path("teikit.rng")))
    assert grammar.validate(etree.parse(shared_path("tei", "example-valid.xml"))), grammar.error_log


@cache
def customization() -> etree._Element:
    """The ODD that the guidelines show as an example of making the schema one's own."""
    found = odd().tree.getroot().find(f".//{EXAMPLES}schemaSpec")
    assert found is not None
    return in_tei(found)


def test_ten_lines_add_a_reason(tmp_path: Path) -> None:
    """The customization that the guidelines show works as it stands: a gap may have the new reason and keeps the old ones."""
    second = tmp_path / "archive.odd"
    second.write_bytes(etree.tostring(customization()))
    compiled = compile_odd(second, base=schema_path("teikit.odd"), outputs=["to-rng"])
    text = next(content for name, content in compiled.files.items() if name.endswith(".rng"))
    document = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>x</title></titleStmt><publicationStmt>
        <p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader><text><body>
        <p><gap reason="{}"/></p></body></text></TEI>"""
    grammar = etree.RelaxNG(etree.fromstring(text.encode()))
    assert grammar.validate(etree.fromstring(document.format("privacy"))), grammar.error_log
    assert grammar.validate(etree.fromstring(document.format("redacted")))
    assert not grammar.validate(etree.fromstring(document.format("secrecy")))
    assert not etree.RelaxNG(etree.parse(schema_path("teikit.rng"))).validate(
        etree.fromstring(document.format("privacy"))
    )


@pytest.mark.shared
def test_the_rules_of_tei_hold_too() -> None:
    """What passes our rules passes the Schematron that TEI itself has."""
    theirs = Schematron(shared_path("tei", "tei_all.sch"), use_cache=False)
    told = []
    for case in sorted((Path(__file__).parent / "rules").glob("*/valid/*.xml")):
        results, failures = theirs.run(case.read_text(encoding="utf-8"), case.resolve().as_uri())
        told += [f"{case.parent.parent.name}: {found.message}" for found in (*results, *failures)]
    assert not told


def test_elements_are_named_once() -> None:
    """The reference has one entry for each name, whatever its kind."""
    names = [spec.get("ident") for spec in odd().schema.iter(f"{TEI}elementSpec", f"{TEI}classSpec", f"{TEI}macroSpec")]
    assert len(names) == len(set(names))
