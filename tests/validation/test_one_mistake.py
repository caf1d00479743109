"""Single mistakes planted in the specimens: each is told once, at its place, with something that an editor can act on."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from teikit.findings import Finding, Severity
from teikit.validation import Filters, Plan, validate

CORPUS = Path(__file__).parents[2] / "corpus"
JA, EN = "ja-en-fisheries", "en-telegram-weather-buoys"

MISTAKES = [
    ("el typo", JA, '<persName xml:lang="ja">霧島</persName>', '<persNmae xml:lang="ja">霧島</persNmae>', "<persNmae"),
    (
        "el typo2",
        JA,
        '<speaker>(Hart)</speaker>\n          <p xml:id="en-p4"',
        '<speker>(Hart)</speker>\n          <p xml:id="en-p4"',
        "<speker",
    ),
    (
        "att typo",
        JA,
        '<sp xml:id="ja-sp2" who="#hart" corresp="#en-sp2"',
        '<sp xml:id="ja-sp2" woh="#hart" corresp="#en-sp2"',
        "woh=",
    ),
    ("att typo corresp", JA, 'xml:id="ja-p7" corresp="#en-p6"', 'xml:id="ja-p7" coresp="#en-p6"', "coresp="),
    (
        "val typo reason",
        JA,
        'xml:id="ja-gap8" corresp="#en-gap8" reason="redacted"',
        'xml:id="ja-gap8" corresp="#en-gap8" reason="redactd"',
        "reason=",
    ),
    ("who typo", JA, 'xml:id="ja-sp2" who="#hart"', 'xml:id="ja-sp2" who="#hrat"', "who="),
    ("corresp typo", JA, '<p xml:id="ja-p7" corresp="#en-p6"', '<p xml:id="ja-p7" corresp="#en-p66"', "corresp="),
    ("dup id", JA, '<p xml:id="ja-p8"', '<p xml:id="ja-p7"', "xml:id="),
    ("id not ncname", JA, '<p xml:id="ja-p2"', '<p xml:id="2ja"', "xml:id="),
    ("when short", JA, '<date when="1978-10-03">October 3', '<date when="1978-10-3">October 3', "when="),
    ("when impossible", JA, '<date when="1978-10-03">October 3', '<date when="1978-02-30">October 3', "when="),
    ("when far", JA, '<date when="1978-10-03">October 3', '<date when="1878-10-03">October 3', "when="),
    ("lang missing", JA, '<div type="original" xml:id="ja" xml:lang="ja"', '<div type="original" xml:id="ja"', "<div"),
    ("lang underscore", JA, '<foreign xml:lang="en">JOINT', '<foreign xml:lang="en_GB">JOINT', "xml:lang="),
    ("stray text in div", JA, "<trailer>(continued)</trailer>", "stray <trailer>(continued)</trailer>", "stray"),
    ("p in p", JA, "I like plain speech.", "<p>I like plain speech.</p>", "<p>"),
    (
        "two speakers",
        JA,
        '<speaker>(Hart)</speaker>\n          <p xml:id="en-p4"',
        '<speaker>(Hart)</speaker><speaker>(Hart)</speaker>\n          <p xml:id="en-p4"',
        "<speaker>(Hart)</speaker>\n",
    ),
    ("quantity word", JA, 'unit="line" quantity="2"', 'unit="line" quantity="two"', "quantity="),
    ("quantity no unit", JA, ' unit="line" quantity="2"', ' quantity="2"', ""),
    (
        "gap text",
        JA,
        "<desc>[TN: two lines blacked out]</desc>",
        "text<desc>[TN: two lines blacked out]</desc>",
        "text",
    ),
    (
        "resp typo",
        JA,
        '<gap xml:id="en-gap8" corresp="#ja-gap8" reason="redacted" unit="line" quantity="2" resp="#translator"',
        '<gap xml:id="en-gap8" corresp="#ja-gap8" reason="redacted" unit="line" quantity="2" resp="#translater"',
        " resp=",
    ),
    ("catref typo", JA, 'target="#precedence-urgent"', 'target="#precedence-urgnet"', "target="),
    ("head after p", JA, "<trailer>(continued)</trailer>", "<head>x</head><trailer>(continued)</trailer>", "<head>x"),
    ("xmlns empty", JA, "<trailer>(continued)</trailer>", '<trailer xmlns="">(continued)</trailer>', "<trailer xmlns"),
    ("gap type", JA, 'unit="line" quantity="2"', 'unit="line" type="x" quantity="2"', "type="),
    ("stamp in div", EN, "<closer>\n", "<stamp>X</stamp><closer>\n", "<stamp>X"),
    (
        "p in opener",
        EN,
        "<seg>------------------064218 112140Z /41</seg>",
        "<p>------------------064218 112140Z /41</p>",
        "<p>---",
    ),
    (
        "empty correspAction",
        JA,
        '<correspAction type="sent">',
        '<correspAction type="transmitted"/><correspAction type="sent">',
        '<correspAction type="transmitted"',
    ),
    ("version", JA, 'version="0.1.0"', 'version="0.1.0.dev1"', "version="),
    ("end tag missing", JA, "<trailer>(continued)</trailer>", "<trailer>(continued)", ""),
    ("lone amp", JA, "I like plain speech.", "I like plain & speech.", "& speech"),
    ("bad uri", JA, 'ana="#classification-confidential">秘</stamp>', 'ana="%">秘</stamp>', "ana="),
    ("dup attr", JA, '<sp xml:id="ja-sp2" who="#hart"', '<sp xml:id="ja-sp2" who="#hart" who="#hart"', ""),
    ("marker left", EN, "HE ASKS THAT THIS NOT", "HE ASKS [name not declassified] THAT THIS NOT", ""),
    ("corresp oneway", JA, '<p xml:id="ja-p7" corresp="#en-p6"', '<p xml:id="ja-p7"', ""),
    ("prefix undeclared", JA, 'who="#kirishima" corresp="#en-sp5"', 'who="psn:kirishima" corresp="#en-sp5"', "who="),
    ("who no hash", JA, 'who="#kirishima" corresp="#en-sp5"', 'who="kirishima" corresp="#en-sp5"', "who="),
    ("who empty", JA, 'who="#kirishima" corresp="#en-sp5"', 'who="" corresp="#en-sp5"', "who="),
    ("corresp empty", JA, '<p xml:id="ja-p7" corresp="#en-p6"', '<p xml:id="ja-p7" corresp=""', "corresp="),
    (
        "when and from",
        JA,
        '<date from="1979-03-07T14:00:00" to="1979-03-07T15:20:00">7th',
        '<date when="1979" from="1979-03-07T14:00:00" to="1979-03-07T15:20:00">7th',
        "",
    ),
    ("att case", JA, "<pb/>\n          <fw", '<pb N="3"/>\n          <fw', "N="),
    ("el case", JA, "<choice><abbr>FSC</abbr>", "<Choice><abbr>FSC</abbr>", ""),
    (
        "el case both",
        JA,
        '<choice><abbr>FSC</abbr><expan resp="#translator">Fisheries Science Committee</expan></choice>',
        '<Choice><abbr>FSC</abbr><expan resp="#translator">Fisheries Science Committee</expan></Choice>',
        "<Choice",
    ),
    (
        "gap in choice",
        JA,
        "<choice><abbr>FSC</abbr>",
        '<choice><gap reason="redacted"/><abbr>FSC</abbr>',
        '<gap reason="redacted"/>',
    ),
    (
        "choice one",
        JA,
        '<choice><abbr>FSC</abbr><expan resp="#translator">Fisheries Science Committee</expan></choice>',
        "<choice><abbr>FSC</abbr></choice>",
        "</choice>",
    ),
    ("role typo", JA, '<person xml:id="hart" role="speaker"', '<person xml:id="hart" rol="speaker"', "rol="),
    ("html b", JA, "I like plain speech.", "I like <b>plain</b> speech.", "<b>"),
    ("html br", JA, "I like plain speech.", "I like<br/>plain speech.", "<br/>"),
    (
        "speaker outside",
        JA,
        "<trailer>(continued)</trailer>",
        "<speaker>(Hart)</speaker><trailer>(continued)</trailer>",
        "<speaker>(Hart)</speaker><tr",
    ),
    ("attr unquoted", JA, "<pb/>\n          <fw", "<pb n=3/>\n          <fw", ""),
    ("nbsp entity", JA, "I like plain speech.", "I like&nbsp;plain speech.", "&nbsp;"),
    ("teiHeader missing", JA, re.compile(r"<teiHeader>.*?</teiHeader>", re.DOTALL), "", ""),
    ("cert bad", JA, 'unit="line" quantity="2"', 'unit="line" cert="hihg" quantity="2"', "cert="),
    ("atMost & quantity", EN, 'unit="line" atMost="1"', 'unit="line" atMost="1" quantity="1"', ""),
    ("row in p", EN, "<row>\n            <cell>BUOY", "<rwo>\n            <cell>BUOY", ""),
    ("cell typo", EN, "<cell>BUOY</cell>", "<cel>BUOY</cel>", "<cel>"),
    ("language ident", JA, '<language ident="ja">', '<language ident="jpn-">', "ident="),
    ("who swapped", JA, '<sp xml:id="en-sp2" who="#hart"', '<sp xml:id="en-sp2" who="#kirishima"', "who="),
    (
        "ptr other file",
        JA,
        "I like plain speech.",
        'I like <ref target="en-memcon-air-fery.xml#en">plain</ref> speech.',
        "target=",
    ),
]
"""A name; the specimen; what stands there; what is written instead; the words at whose start the finding is."""


@pytest.fixture(autouse=True)
def _specimens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / ".cache"))
    shutil.copytree(CORPUS / "authority", "authority")
    Path("tei").mkdir()


def planted(name: str, old: str | re.Pattern[str], new: str, words: str) -> tuple[str, str]:
    """The specimen with a mistake, and the place where it is to be told; empty where any place will do."""
    text = (CORPUS / "tei" / f"{name}.xml").read_text(encoding="utf-8")
    match = old.search(text) if isinstance(old, re.Pattern) else re.search(re.escape(old), text)
    assert match, old
    wrong = text[: match.start()] + new + text[match.end() :]
    Path("tei", f"{name}.xml").write_text(wrong, encoding="utf-8")
    if not words:
        return wrong, ""
    at = match.start() + new.index(words) + (words[0] == " ")
    return wrong, f"{wrong.count(chr(10), 0, at) + 1}:{at - wrong.rfind(chr(10), 0, at)}"


def told(name: str, filters: Filters | None = None) -> list[Finding]:
    report = validate([f"tei/{name}.xml"], authority=[Path("authority/people.xml")], filters=filters)
    assert not report.failures
    return [one for one in report.sorted() if one.severity is not Severity.INFORMATION and one.rule != "TK020"]


@pytest.mark.parametrize(("mistake", "name", "old", "new", "words"), MISTAKES, ids=[row[0] for row in MISTAKES])
def test_one_mistake_is_one_finding(mistake: str, name: str, old: str | re.Pattern[str], new: str, words: str) -> None:
    _, place = planted(name, old, new, words)
    (finding,) = told(name)
    if place:
        assert f"{finding.location.line}:{finding.location.column}" == place
    assert finding.hint or finding.expected or re.search(r"needs|\. [A-Z]", finding.message)


def test_what_follows_from_a_mistake_is_told_where_the_mistake_is_not() -> None:
    planted(JA, 'xml:id="ja-p7" corresp="#en-p6"', 'xml:id="ja-p7" coresp="#en-p6"', "")
    assert [one.rule for one in told(JA)] == ["rng:attribute-unknown"]
    planted(JA, 'ana="#classification-confidential">秘</stamp>', 'ana="%">秘</stamp>', "")
    assert [one.rule for one in told(JA)] == ["rng:attribute-value"]
    assert [one.rule for one in told(JA, Filters(ignore=("rng:attribute-value",)))] == ["TK005"]
    assert [one.rule for one in told(JA, Filters(ignore=("rng:", "TK005")))] == []
    assert [one.rule for one in told(JA, Filters(select=("xsd:",)))] == ["xsd:invalid"]
    assert [one.rule for one in told(JA, Filters(select=("TK",)))] == ["TK005"]
    planted(JA, "<choice><abbr>FSC</abbr>", "<choice><abbr>FSC</abbr></choice><choice>", "")
    assert {one.rule for one in told(JA)} == {"rng:content-incomplete"}
    assert {one.rule for one in told(JA, Filters(select=("sch:",)))} == {"sch:choice-is-a-pair"}


def test_a_rule_speaks_for_the_assertion_unless_it_is_not_selected() -> None:
    planted(JA, 'xml:id="ja-sp2" who="#hart"', 'xml:id="ja-sp2" who="#hrat"', "")
    assert [one.rule for one in told(JA)] == ["TK003"]
    assert told(JA, Filters(ignore=("TK003",))) == []
    assert [one.rule for one in told(JA, Filters(select=("sch:",)))] == ["sch:who-is-person"]


def test_a_target_that_many_miss_is_told_once_with_the_other_places() -> None:
    text, _ = planted(JA, '<person xml:id="hart"', '<person xml:id="heart"', "")
    (finding,) = told(JA)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if 'who="#hart"' in line]
    assert finding.location.line == lines[0]
    assert finding.hint == f"Did you mean #heart? The same in lines {', '.join(map(str, lines[1:]))}."


def test_a_suppression_of_one_place_leaves_the_others() -> None:
    planted(JA, '<person xml:id="hart"', '<person xml:id="heart"', "")
    file = Path("tei", f"{JA}.xml")
    text = file.read_text(encoding="utf-8")
    first = text.index("<sp ", text.index('xml:id="ja-sp1"'))
    file.write_text(f'{text[:first]}<?teikit ignore="TK003" reason="shown"?>{text[first:]}', encoding="utf-8")
    (finding,) = told(JA)
    assert 'xml:id="ja-sp4"' in text.splitlines()[(finding.location.line or 1) - 1]


def test_an_assertion_of_another_element_is_not_lost_beside_a_mistake() -> None:
    planted(JA, "<trailer>（続く）</trailer>", '<p xml:id="ja-p99"><gap quantity="2" reason="redactd"/></p>', "")
    rules = sorted(one.rule for one in told(JA))
    assert "rng:attribute-value" in rules
    assert "sch:quantity-has-unit" in rules


def test_results_from_the_cache_know_what_follows_from_what() -> None:
    planted(JA, 'ana="#classification-confidential">秘</stamp>', 'ana="%">秘</stamp>', "")
    path = [f"tei/{JA}.xml"]
    runs = [validate(path, cache=True, plan=Plan()).sorted() for _ in range(2)]
    assert runs[0] == runs[1] == validate(path).sorted()


def test_rules_about_what_stands_before_the_root_hold_beside_a_mistake(tmp_path: Path) -> None:
    Path("model.sch").write_text(
        """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3"><pattern><rule context="/*">
        <assert id="has-model" test="preceding-sibling::processing-instruction('xml-model')">no model</assert>
        </rule></pattern></schema>""",
        encoding="utf-8",
    )
    planted(JA, "<speaker>（ハルト）</speaker>", "<speker>（ハルト）</speker>", "")
    report = validate([f"tei/{JA}.xml"], plan=Plan(schematron=(Path("model.sch"),)), layers=("rng", "sch"))
    assert [one.rule for one in report] == ["rng:element-unknown"]
