"""Whatever comes in: documents give problems, schemas give errors of this package, and nothing else is ever raised."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from xml.parsers.expat import ExpatError

import pytest

from teikit.relaxng import Problem, RelaxNGError, Schema
from teikit.relaxng.problems import CODES
from tests.conftest import shared_path
from tests.relaxng.mutants import Mutator

DOCUMENT = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE doc [<!ENTITY e "text &amp; more"><!ATTLIST doc note CDATA "x">]>
<doc xmlns="urn:d" xmlns:x="urn:x" xml:id="d" q="x:a"><!-- comment --><head>A <b>title</b></head>
<p n="1" to="d">Text &e; &#233;<b/></p><?pi x?><list><item>1</item><item><![CDATA[2]]></item></list>
<x:any a="b"><x:other/></x:any><p n="2">caf\xc3\xa9</p></doc>
"""
COMPACT = r"""
default namespace d = "urn:d"
namespace x = "urn:x"
datatypes xsd = "http://www.w3.org/2001/XMLSchema-datatypes"
start = doc
## The document.
doc = element doc { attribute xml:id { xsd:ID }?, attribute q { xsd:QName }?, attribute note { "x" }?,
  head, (p | points)*, element x:any { any }?, p* }
any = (attribute * { text } | text | element * { any })*
head = element head { mixed { b* } }
b = element b { text }
p = element p { attribute n { xsd:int { minInclusive = "1" } }, attribute to { xsd:IDREF }?, mixed { b* } }
points = element d:list { element item { xsd:integer - "0" }+ }
"""
XML = b"""<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0"
 datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes" ns="urn:d"><start><ref name="doc"/></start>
<define name="doc" combine="choice"><element name="doc"><a:documentation>x</a:documentation><interleave><ref name="p"/>
<zeroOrMore><attribute><choice><name>a</name><nsName ns="urn:x"><except><name>b</name></except></nsName></choice>
<data type="token"><param name="maxLength">3</param><except><value>no</value></except></data></attribute></zeroOrMore>
<mixed><zeroOrMore><element><anyName><except><name>doc</name><name>p</name></except></anyName><empty/></element>
</zeroOrMore></mixed></interleave></element></define><div><define name="p"><element name="p"><list><oneOrMore>
<data type="int"/></oneOrMore></list></element></define></div></grammar>"""


@cache
def schema() -> Schema:
    return Schema.from_string(COMPACT, file="s.rnc")


def spoil(data: bytes, rng: random.Random) -> bytes:
    """Some pieces left out, doubled, moved, or replaced by bytes that markup is made of."""
    for _ in range(rng.randrange(1, 4)):
        start = rng.randrange(len(data))
        end = min(len(data), start + rng.choice([1, 1, 2, 5, 20, 100]))
        kind = rng.randrange(5)
        if kind == 0:
            data = data[:start] + data[end:]
        elif kind == 1:
            data = data[:start] + data[start:end] * 2 + data[end:]
        elif kind == 2:
            new = bytes(rng.choice(b"<>/&;\"'=:*|,{}[]()?!#x01 \n\xc3\xff\x00") for _ in range(end - start))
            data = data[:start] + new + data[end:]
        elif kind == 3:
            at = rng.randrange(len(data))
            data = data[:at] + data[start:end] + data[at:]
        else:
            words = [b"<p>", b"</p>", b"<x:q/>", b' n="3"', b"&x;", b"<item/>", b"text", b"<name>a</name>", b"<text/>"]
            data = data[:start] + rng.choice(words) + data[start:]
    return data


def check(problems: list[Problem]) -> None:
    places = [(problem.line, problem.column) for problem in problems]
    assert places == sorted(places)
    for problem in problems:
        assert problem.code in CODES
        assert problem.message
        assert problem.line
        assert problem.column
        assert len(problem.expected) <= 8


def test_the_document_is_valid() -> None:
    assert schema().validate(DOCUMENT) == []


@pytest.mark.parametrize("seed", range(4))
def test_documents_of_any_kind(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(500):
        data = spoil(DOCUMENT, rng)
        problems = schema().validate(data)
        check(problems)
        assert schema().is_valid(data) is (not problems)


@pytest.mark.parametrize("name", ["s.rnc", "s.rng"])
@pytest.mark.parametrize("seed", range(3))
def test_schemas_of_any_kind(name: str, seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    source = COMPACT.encode() if name == "s.rnc" else XML
    Schema.from_string(source, file=name)
    for _ in range(250):
        data = spoil(source, rng)
        try:
            found = Schema.from_string(data, file=str(tmp_path / name))
        except RelaxNGError as error:
            told = str(error)
            assert error.line or "decoded" in told or not told, told  # noqa: PT017
        else:
            check(found.validate(DOCUMENT))
            found.elements()
            found.id_conflicts()


@pytest.mark.shared
@pytest.mark.parametrize("name", ["tei_all.rng", "dracor.rng", "frus.rnc"])
def test_every_document_of_the_reference_material(name: str) -> None:
    """However far it is from the schema, it is explained to its end."""
    used = Schema.load(shared_path("tei", name))
    for folder in ("tei/instances", "data/dracor", "data/parlamint"):
        for file in sorted(shared_path(*folder.split("/")).rglob("*")):
            if file.suffix in (".xml", ".odd", ".tei", ".rng"):
                problems = used.validate(file)
                check(problems)
                assert used.is_valid(file) is (not problems)


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(2))
def test_documents_with_many_faults(seed: int) -> None:
    """Fault upon fault in real documents: the verdict of the quick reader and of the explaining one agree."""
    used = Schema.load(shared_path("tei", "tei_all.rng"))
    names = sorted({info.name[1] for info in used.elements() if info.name})
    files = [file for file in sorted(shared_path("tei", "instances").rglob("*.xml")) if file.stat().st_size < 30_000]
    rng = random.Random(seed)
    for _ in range(150):
        data = rng.choice(files).read_bytes()
        for _ in range(rng.randrange(2, 6)):
            try:
                mutator = Mutator(data, names)
            except (ExpatError, ValueError):
                break
            mutant = next(mutator.mutants(rng, 1), None)
            data = mutant.data if mutant else data
        problems = used.validate(data)
        check(problems)
        assert used.is_valid(data) is (not problems)
