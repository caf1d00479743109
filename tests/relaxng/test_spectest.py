"""James Clark's conformance suite: every schema that it calls correct or incorrect, every instance valid or invalid."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from teikit.relaxng import RelaxNGError, Schema
from tests.conftest import SHARED, shared_path

SUITE = SHARED / "tei" / "relaxng" / "spectest.xml"


@dataclass
class Case:
    number: int
    section: str
    schema: str
    correct: bool
    files: dict[str, str] = field(default_factory=dict)
    valid: list[str] = field(default_factory=list)
    invalid: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.number:03}-{self.section}"


def _inner(text: str, start: int, end: int) -> str:
    return text[start:end].strip()


def read_suite(path: Path) -> list[Case]:
    """The cases, with schemas and instances as they are written: prefixes in values must keep their declarations."""
    cases: list[Case] = []
    for case in ET.parse(path).getroot().iter("testCase"):
        section = (case.findtext("section") or "").strip()
        schema = case.find("correct")
        correct = schema is not None
        if schema is None:
            schema = case.find("incorrect")
        assert schema is not None
        files: dict[str, str] = {}
        _files(case, "", files)
        cases.append(
            Case(
                len(cases) + 1,
                section,
                "",
                correct,
                files,
            )
        )
    _sources(path, cases)
    return cases


def _files(element: ET.Element, folder: str, found: dict[str, str]) -> None:
    for child in element:
        if child.tag == "resource":
            found[folder + child.attrib["name"]] = ""
        elif child.tag == "dir":
            _files(child, folder + child.attrib["name"] + "/", found)


def _sources(path: Path, cases: list[Case]) -> None:
    """Cut the text between the suite's own tags, which expat's byte offsets find."""
    from xml.parsers import expat

    data = path.read_bytes()
    prologue = data[: data.index(b"<testSuite>")]
    number = -1
    folders: list[str] = []
    opened: list[tuple[str, int]] = []
    name = ""
    parser = expat.ParserCreate()
    wrappers = ("correct", "incorrect", "resource", "valid", "invalid")
    depth_in = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal number, name, depth_in
        if depth_in:
            depth_in += 1
            return
        if tag == "testCase":
            number += 1
        elif tag == "dir":
            folders.append(attributes["name"])
        elif tag in wrappers:
            name = "/".join([*folders, attributes.get("name", "")])
            opened.append((tag, data.index(b">", parser.CurrentByteIndex) + 1))
            depth_in = 1

    def end(tag: str) -> None:
        nonlocal depth_in
        if depth_in:
            depth_in -= 1
            if depth_in:
                return
            kind, begin = opened.pop()
            text = data[begin : parser.CurrentByteIndex].strip()
            if b"&dii;" in text:
                text = prologue.replace(b"testSuite", b"x") + text
            case = cases[number]
            source = text.decode()
            if kind in ("correct", "incorrect"):
                case.schema = source
            elif kind == "resource":
                case.files[name] = source
            else:
                getattr(case, kind).append(source)
        elif tag == "dir":
            folders.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(data, True)


CASES = read_suite(SUITE) if SUITE.exists() else []


def test_the_suite_is_whole() -> None:
    shared_path("tei", "relaxng", "spectest.xml")
    assert (sum(case.correct for case in CASES), sum(not case.correct for case in CASES)) == (172, 213)
    assert sum(len(case.valid) + len(case.invalid) for case in CASES) == 580


@pytest.mark.shared
@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    for name, source in case.files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    schema_file = tmp_path / "schema.rng"
    schema_file.write_text(case.schema, encoding="utf-8")
    if not case.correct:
        with pytest.raises(RelaxNGError) as caught:
            Schema.load(schema_file)
        assert caught.value.rule, "the error names no rule"
        assert caught.value.line, "the error names no line"
        assert Path(caught.value.file).is_relative_to(tmp_path), "the error names no file"
        return
    schema = Schema.load(schema_file)
    for number, instance in enumerate(case.valid):
        assert schema.is_valid(instance.encode()), f"valid instance {number} is refused"
    for number, instance in enumerate(case.invalid):
        assert not schema.is_valid(instance.encode()), f"invalid instance {number} is accepted"
