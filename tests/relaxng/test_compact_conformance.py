"""James Clark's suite for the compact syntax: each case is a test.

A schema that is right must say the same as its translation into the XML syntax; one that is wrong must be refused, by
the reader of the compact syntax or by the rules that hold for both.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from teikit.relaxng import Schema
from teikit.relaxng.errors import RelaxNGError
from teikit.relaxng.loader import parse
from teikit.relaxng.syntax import Annotation, Syntax, tidy
from tests.conftest import CHECKOUT, SHARED, require_program, shared_path

SUITE = SHARED / "tei" / "relaxng" / "compacttest.xml"
NAME_HOLDERS = ("element", "attribute")
ONE_PATTERN = ("element", "define", "start", "oneOrMore", "zeroOrMore", "optional", "list", "mixed")
COMBINED = ("choice", "group", "interleave")


class Case(NamedTuple):
    number: int
    line: int
    compact: str
    is_correct: bool
    translation: bytes | None


def _cases() -> list[Case]:
    if not SUITE.exists():
        return []
    cases = []
    for number, case in enumerate(etree.parse(str(SUITE)).getroot().iter("testCase"), start=1):
        compact, xml = case.find("compact"), case.find("xml")
        right = compact.find("correct")
        schema = right if right is not None else compact.find("incorrect")
        translation = None
        if xml is not None:
            translation = etree.tostring(next(xml.find("correct").iterchildren("*")), with_tail=False)
        cases.append(Case(number, case.sourceline, schema.text, right is not None, translation))
    return cases


CASES = _cases()


def test_the_suite_is_there_and_whole() -> None:
    shared_path("tei", "relaxng", "compacttest.xml")
    assert len(CASES) == 87
    assert sum(case.is_correct for case in CASES) == 56


@pytest.mark.parametrize("case", [pytest.param(c, id=f"{c.number}-line{c.line}") for c in CASES if c.is_correct])
def test_a_right_schema_says_what_its_translation_says(case: Case) -> None:
    compact = parse(case.compact.encode("utf-8"), "x.rnc")
    assert case.translation is not None
    xml = parse(case.translation, "x.rng")
    assert canonical(compact) == canonical(xml)
    assert annotations(compact) == annotations(xml)


@pytest.mark.parametrize("case", [pytest.param(c, id=f"{c.number}-line{c.line}") for c in CASES if not c.is_correct])
def test_a_wrong_schema_is_refused_with_its_place(case: Case, tmp_path: Path) -> None:
    file = tmp_path / "case.rnc"
    file.write_text(case.compact, encoding="utf-8")
    with pytest.raises(RelaxNGError) as caught:
        Schema.load(file)
    assert caught.value.line is not None
    assert caught.value.column is not None
    assert caught.value.line <= case.compact.count("\n") + 1


@pytest.mark.jing
@pytest.mark.parametrize("name", ["tei_all.rng", "dracor.rng", "teikit.rng", "frus.rnc"])
def test_a_schema_put_into_the_other_syntax_by_trang_says_the_same(name: str, tmp_path: Path) -> None:
    """Half a megabyte of TEI and three schemas of projects, element by element, with all that is noted on them."""
    ours = CHECKOUT / "schemas" / name
    source = ours if ours.exists() else shared_path("tei", name)
    target = tmp_path / f"other{'.rnc' if source.suffix == '.rng' else '.rng'}"
    subprocess.run([require_program("trang"), str(source), str(target)], check=True, timeout=120)
    one, other = (parse(file.read_bytes(), str(file)) for file in (source, target))
    assert canonical(one) == canonical(other)
    assert documented(one) == documented(other)


def documented(node: Syntax) -> list[str]:
    """All documentation of a schema: trang joins what stands in one place, and moves white space."""
    found: list[str] = []
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if words := tidy(here.documentation):
            found.append(words)
        waiting.extend(here.children)
    return sorted(found)


def canonical(node: Syntax, ns: str = "", library: str = "", is_attribute: bool = False) -> object:
    """The tree after the steps 4.2 to 4.4, 4.8 to 4.10 and 4.12 of the specification, as nested tuples.

    These are the differences that the compact syntax does not keep (Compact Syntax, 6.2).
    """
    if node.name == "name" and ":" in node.text:
        prefix, _, local = node.text.strip().partition(":")
        return ("name", _namespace(node, prefix), local)
    ns = node.attributes.get("ns", ns)
    library = node.attributes.get("datatypeLibrary", library)
    if node.name == "name":
        return ("name", ns, node.text.strip())
    children = list(_children(node, ns, library))
    attributes = _attributes(node, ns, library)
    if node.name in ("choice", "group", "interleave") and len(children) == 1:
        return children[0]
    if node.name in ONE_PATTERN:
        kept = children[:1] if node.name == "element" else []
        rest = children[len(kept) :]
        children = [*kept, rest[0] if len(rest) == 1 else ("group", (), "", tuple(rest))]
    if node.name == "attribute" and len(children) == 1:
        children.append(("text", (), "", ()))
    if node.name == "except" and len(children) > 1:
        children = [("choice", (), "", tuple(children))]
    text = node.text if node.name == "value" else " ".join(node.text.split())
    return (node.name, attributes, text, tuple(children))


def _children(node: Syntax, ns: str, library: str) -> Iterator[object]:
    if node.name in NAME_HOLDERS and "name" in node.attributes:
        written = node.attributes["name"].strip()
        prefix, colon, local = written.partition(":")
        if colon:
            yield ("name", _namespace(node, prefix), local)
        else:
            inherited = node.attributes.get("ns", "" if node.name == "attribute" else ns)
            yield ("name", inherited, written)
    for child in node.children:
        yield canonical(child, ns, library)


def _namespace(node: Syntax, prefix: str) -> str:
    return "http://www.w3.org/XML/1998/namespace" if prefix == "xml" else node.namespaces[prefix]


def _attributes(node: Syntax, ns: str, library: str) -> tuple[tuple[str, str], ...]:
    kept = {key: node.attributes[key].strip() for key in ("name", "type", "combine") if key in node.attributes}
    if node.name in NAME_HOLDERS:
        kept.pop("name", None)
    if node.name in ("data", "value"):
        kept["datatypeLibrary"] = library if "type" in node.attributes else ""
        kept.setdefault("type", "token")
    if node.name in ("nsName", "include", "externalRef"):
        kept["ns"] = ns
    if "href" in node.attributes:
        # The translation of a file has another name.
        kept["href"] = node.attributes["href"].replace(".rnc", ".rng")
    return tuple(sorted(kept.items()))


def annotations(node: Syntax) -> list[str]:
    """All annotations of a schema, in an order of their own: the steps above move them."""
    found: list[str] = []
    waiting = [node]
    while waiting:
        here = waiting.pop()
        found.extend(_shown(annotation) for annotation in here.annotations)
        found.extend(f"@{name}={value}" for name, value in here.foreign.items())
        if here.documentation:
            found.append(f"documentation {tidy(here.documentation)}")
        waiting.extend(here.children)
    return sorted(found)


def _shown(annotation: Annotation) -> str:
    attributes = sorted(annotation.attributes.items())
    # White space between elements is that of the file; comments of the XML file split no text.
    parts = [part for part in annotation.children if not isinstance(part, str) or part.strip()]
    content = "".join(f"'{tidy(part)}'" if isinstance(part, str) else _shown(part) for part in parts)
    return f"{annotation.name}{attributes}[{content}]".replace("''", "")
