"""Every format holds every finding, whatever stands in it, and is what its readers expect."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator
from junitparser import JUnitXml
from lxml import etree, html
from rich.cells import cell_len

from teikit.errors import TeikitError
from teikit.findings import Finding, Location, Report, Severity
from teikit.reporting import FORMATS, render
from teikit.reporting.context import Context
from teikit.reporting.github import step_summary
from teikit.reporting.sarif import fingerprint
from teikit.reporting.text import excerpt
from tests.conftest import missing
from tests.tools.official import json_schema


def cells(text: str) -> int:
    return int(cell_len(text))


LINE = '  <sp who="#frist">総理は<gap/> "x" & y</sp>'
CONTEXT = Context(
    summary="done", version="1.0", source=lambda _file: ["", LINE], rules={"TK003": ("a pointer", "The manual.")}
)


def finding(**changes: Any) -> Finding:
    given: dict[str, Any] = {
        "rule": "TK003",
        "severity": Severity.ERROR,
        "location": Location("corpus/a b.xml", 2, 7),
        "message": "@who points to #frist",
        "hint": "Did you mean #first?",
        "element": "@who",
        "expected": ("x", "2 more"),
        "xpath": "/TEI[1]/text[1]/sp[3]",
    }
    return Finding(**{**given, **changes})


def report(*findings: Finding, failures: tuple[Finding, ...] = ()) -> Report:
    return Report(list(findings), sorted({one.location.file for one in findings} | {"clean.xml"}), list(failures))


@cache
def sarif_schema() -> Draft7Validator:
    """The schema that the OASIS committee publishes."""
    schema = json_schema(
        "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json"
    )
    return Draft7Validator(schema)


def check_sarif(text: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(text)
    sarif_schema().validate(data)
    return data


# The Reviewdog Diagnostic Format is published as a Protocol Buffers file; this says the same of what is used here.
_POSITION = {
    "type": "object",
    "required": ["line"],
    "additionalProperties": False,
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}
_RDJSON = Draft202012Validator(
    {
        "type": "object",
        "required": ["diagnostics"],
        "additionalProperties": False,
        "properties": {
            "source": {
                "type": "object",
                "required": ["name"],
                "additionalProperties": False,
                "properties": {"name": {"type": "string"}, "url": {"type": "string"}},
            },
            "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
            "diagnostics": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["message", "location"],
                    "additionalProperties": False,
                    "properties": {
                        "message": {"type": "string", "minLength": 1},
                        "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
                        "code": {
                            "type": "object",
                            "required": ["value"],
                            "additionalProperties": False,
                            "properties": {"value": {"type": "string"}, "url": {"type": "string"}},
                        },
                        "location": {
                            "type": "object",
                            "required": ["path"],
                            "additionalProperties": False,
                            "properties": {
                                "path": {"type": "string"},
                                "range": {
                                    "type": "object",
                                    "required": ["start"],
                                    "additionalProperties": False,
                                    "properties": {"start": _POSITION, "end": _POSITION},
                                },
                            },
                        },
                    },
                },
            },
        },
    }
)


def check_rdjson(text: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(text)
    _RDJSON.validate(data)
    return data


@cache
def junit_schema() -> etree.XMLSchema:
    """The schema of Jenkins' xunit plug-in, which is what readers of JUnit files agree on."""
    named = os.environ.get("TEIKIT_JUNIT_XSD", "")
    if not Path(named).is_file():
        missing("TEIKIT_JUNIT_XSD names no copy of junit-10.xsd (.ci/run fetches one)")
    return etree.XMLSchema(etree.parse(named))


def test_sarif_has_places_fingerprints_and_what_failed() -> None:
    broken = finding(rule="schema", message="the schema is wrong")
    data = check_sarif(render("sarif", report(finding(), failures=(broken,)), CONTEXT))
    (run,) = data["runs"]
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "corpus/a%20b.xml"
    assert place["region"] == {"startLine": 2, "startColumn": 7}
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "TK003"
    assert run["invocations"][0]["executionSuccessful"] is False
    assert "schema is wrong" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_a_fingerprint_outlives_an_edit_above_and_not_another_finding() -> None:
    moved = finding(location=Location("corpus/a b.xml", 90, 1), xpath="/TEI[1]/text[1]/sp[8]")
    assert fingerprint(moved) == fingerprint(finding())
    assert fingerprint(finding(message="@who points to #scond")) != fingerprint(finding())


def test_sarif_and_rdjson_count_columns_in_their_own_units() -> None:
    context = Context(source=lambda _file: ["𝒳総<gap/>"])
    one = finding(location=Location("a.xml", 1, 3))
    data = json.loads(render("sarif", report(one), context))
    assert data["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startColumn"] == 4
    data = check_rdjson(render("rdjson", report(one), context))
    assert data["diagnostics"][0]["location"]["range"]["start"] == {"line": 1, "column": 8}


def test_junit_is_read_back() -> None:
    text = render(
        "junit", report(finding(), finding(rule="x"), failures=(finding(location=Location("gone.xml")),)), CONTEXT
    )
    suites = JUnitXml.fromstring(text.encode())
    assert (suites.tests, suites.failures, suites.errors) == (3, 1, 1)
    names = [case.name for suite in suites for case in suite]
    assert names == ["clean.xml", "corpus/a b.xml", "gone.xml"]


def test_junit_is_valid_against_the_schema_of_its_readers() -> None:
    told = finding(severity=Severity.INFORMATION, message="\x00 & <b>", location=Location("told.xml"))
    broken = finding(location=Location("gone.xml"))
    for made in (report(), report(finding(), finding(rule="x"), told, failures=(broken,))):
        junit_schema().assertValid(etree.fromstring(render("junit", made, CONTEXT).encode()))


def test_github_shows_ten_of_a_kind_changed_files_first_and_counts_the_rest(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    many = [finding(location=Location(f"f{number:02}.xml", 1, 1)) for number in range(14)]
    many += [finding(location=Location("f00.xml", line, 1)) for line in range(2, 5)]
    many.append(finding(severity=Severity.WARNING, message="50% of it: yes, no"))
    text = render("github", report(*many), Context(changed=frozenset({"f13.xml"}), summary="done"))
    lines = text.splitlines()
    errors = [line for line in lines if line.startswith("::error ")]
    assert len(errors) == 10
    assert errors[0].startswith("::error file=f13.xml,line=1,col=1,title=TK003::@who points to #frist%0A")
    assert len({line.split(",")[0] for line in errors}) == 10, "another file before a second finding of one"
    assert "7 more of severity error" in text
    assert any(line.startswith("::warning file=corpus/a b.xml") and "50%25 of it: yes, no" in line for line in lines)
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").count("`f00.xml") == 4


def test_the_step_summary_stays_below_what_github_takes() -> None:
    many = [finding(location=Location("a.xml", number, 1), message="x" * 500) for number in range(1, 5000)]
    text = step_summary(report(*many), CONTEXT)
    assert len(text.encode()) < 1_000_000
    assert "more are not shown here" in text


def test_html_is_a_page_without_scripts_that_shows_the_place() -> None:
    evil = finding(message="<script>alert(1)</script>", location=Location("<b>.xml", 2, 7))
    text = render("html", report(evil, finding()), CONTEXT)
    page = html.document_fromstring(text)
    assert not page.xpath("//script | //*[@onclick] | //b")
    assert page.get("lang") == "en"
    assert [mark.text for mark in page.xpath("//mark")] == ["who", "who"]
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]


def test_the_caret_stands_under_wide_characters() -> None:
    source, caret = excerpt("総理は<gap/>", 4, finding(element="gap"))
    assert (source, caret) == ("総理は<gap/>", "      ^^^^")
    long, caret = excerpt("x" * 500 + "<gap/>" + "y" * 500, 501, finding(element="gap"))
    assert len(long) <= 112
    assert long[caret.index("^") :].startswith("<gap")


@pytest.mark.parametrize(
    ("line", "column", "element"),
    [
        ("\t\t<p>\t<gap/>", 7, "gap"),
        ("総理は" * 200 + "<tei:gap/>" + "韓国" * 200, 601, "gap"),
        ("e\u0301" * 300 + "<gap/>", 601, "gap"),
        ("a\u200bb <gap/>", 5, "gap"),
        ("👩‍🚀 <gap/>", 5, "gap"),
    ],
)
def test_the_caret_stands_under_its_place_in_any_script(line: str, column: int, element: str) -> None:
    """Cells are counted here by a library's table, not by the one under test."""
    source, caret = excerpt(line, column, finding(element=element))
    assert cells(source) <= 112
    assert "\t" not in source
    at = next(number for number in range(len(source)) if cells(source[:number]) == len(caret) - len(caret.lstrip()))
    at += len(source[at:]) - len(source[at:].lstrip("\u0301"))
    assert source[at:].startswith(("<gap", "<tei:gap"))
    assert caret.strip() == "^" * (4 + 4 * ("tei:" in line))


def test_names_and_messages_cannot_steer_a_terminal() -> None:
    evil = finding(
        location=Location("new\nline\x1b[2J.xml", 1, 1), message="value \x9b31m\u202etxt\nsecond", hint="\x07"
    )
    for name in ("text", "concise"):
        text = render(name, report(evil), Context(source=lambda _file: ["\x1b[31mred"]))
        assert r"new\nline\x1b[2J.xml:1:1: error TK003 value \x9b31m\u202etxt second" in text
        assert not set(text) & set("\x1b\x9b\x07\u202e")
        assert text.count("error") == 1


def test_a_file_name_that_is_not_utf_8_breaks_no_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    strange = finding(location=Location("caf\udce9.xml", 1, 1))
    for name in FORMATS:
        render(name, report(strange), CONTEXT).encode("utf-8")
    data = check_sarif(render("sarif", report(strange), CONTEXT))
    place = data["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "caf%E9.xml"
    assert json.loads(render("json", report(strange), CONTEXT))["file"] == "caf\udce9.xml"


def test_an_unknown_format_is_refused_by_name() -> None:
    with pytest.raises(TeikitError, match="there is no format xml; known are text"):
        render("xml", report(), CONTEXT)


texts = st.text(st.characters(exclude_categories=()), max_size=30)
findings = st.builds(
    Finding,
    st.sampled_from(["TK003", "rng:element-unknown", "sch:ü|<&"]),
    st.sampled_from(list(Severity)),
    st.builds(Location, texts.filter(bool), st.none() | st.integers(1, 3), st.none() | st.integers(1, 60)),
    texts.filter(bool),
    texts,
    texts,
    st.tuples(texts),
    texts,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(findings, max_size=5), st.sampled_from(sorted(FORMATS)))
def test_no_text_breaks_a_format(found: list[Finding], name: str) -> None:
    text = render(name, report(*found), Context(source=lambda _file: ["a", LINE, "\x1b[0m"], summary="x"))
    unique = len(set(found))
    if name == "junit":
        etree.fromstring(text.encode("utf-8"))
    elif name == "json":
        assert len(text.splitlines()) >= unique
        for line in text.split("\n"):
            if line:
                json.loads(line)
    elif name == "sarif":
        assert len(check_sarif(text)["runs"][0]["results"]) == unique
    elif name == "rdjson":
        assert len(check_rdjson(text)["diagnostics"]) == unique
    elif name == "html":
        assert text.count("<li>") == unique
    elif name == "github":
        assert all("\r" not in line for line in text.split("\n"))
