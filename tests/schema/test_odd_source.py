"""The ODD itself: it is TEI, it stays inside TEI, it is deterministic, and it explains and shows everything that it defines."""

from __future__ import annotations

import re
import subprocess
from copy import deepcopy
from functools import cache

import pytest
from lxml import etree

from teikit.resources import schema_path
from tests.conftest import require_program, shared_path
from tests.schema.content_models import TEXT, ambiguities, counterexample, interleave, symbols, without_text
from tests.schema.schema_readers import RNG, TEI, XML, Attribute, Element, Grammar, Odd
from tests.schema.xsd_reader import Xsd

EXAMPLES = "{http://www.tei-c.org/ns/Examples}"

TOKEN = "xsd:token{[^\\p{C}\\p{Z}]+}"
# Datatypes of ours beside those of TEI that hold all their values, where the two are not written alike.
NARROWER = {
    "xsd:decimal{0|1|0?\\.[0-9]+|1\\.0+}": {"xsd:double{maxInclusive=1,minInclusive=0}"},
    "xsd:token{\\-?[0-9]+/\\-?[0-9]+}": {"xsd:token{(\\-?[\\d]+/\\-?[\\d]+)}"},
    "xsd:token{[0-9]+[a-z]*[0-9]*(\\.[0-9]+[a-z]*[0-9]*){0,3}}": {
        "xsd:token{[\\d]+[a-z]*[\\d]*(\\.[\\d]+[a-z]*[\\d]*){0,3}}"
    },
    "xsd:token{[0-9]+(\\.[0-9]+){0,2}}": {"xsd:token{[\\d]+(\\.[\\d]+){0,2}}"},
    "xsd:token{[a-z][a-z0-9+.\\-]*}": {"xsd:token{[a-z][a-z0-9\\+\\.\\-]*}"},
    "xsd:token{[\\-+]?[0-9]+(\\.[0-9]+)?(%|cm|mm|in|pt|pc|px|em|ex|ch|rem|vw|vh|vmin|vmax)}": {
        "xsd:token{[\\-+]?\\d+(\\.\\d+)?(%|cm|mm|in|pt|pc|px|em|ex|ch|rem|vw|vh|vmin|vmax)}"
    },
    "xsd:token{\\-?[0-9]+(\\.[0-9]+)?,\\-?[0-9]+(\\.[0-9]+)?}": {
        "xsd:token{(-?[0-9]+(\\.[0-9]+)?,-?[0-9]+(\\.[0-9]+)?)}"
    },
}


@cache
def odd() -> Odd:
    return Odd(schema_path("teikit.odd"))


@cache
def ours() -> dict[str, Element]:
    return odd().elements()


@cache
def theirs() -> dict[str, Element]:
    return Grammar(shared_path("tei", "tei_all.rng")).elements()


def fits(leaf: str, wide: frozenset[str]) -> bool:
    """Whether every value of a leaf is a value of one of the wide ones."""
    if leaf in wide or NARROWER.get(leaf, set()) & wide:
        return True
    if leaf.startswith("="):
        return "xsd:string" in wide or (TOKEN in wide and re.fullmatch(r"=\S+", leaf) is not None)
    return leaf == "xsd:token" and "xsd:string" in wide


def faults(name: str, narrow: Attribute, wide: Attribute | None) -> list[str]:
    """What keeps an attribute of ours from being one of TEI's."""
    if wide is None:
        return [f"{name}/@{narrow.name} is not TEI's"]
    found = []
    if wide.required and not narrow.required:
        found.append(f"{name}/@{narrow.name} is required in TEI")
    if (narrow.least is None) != (wide.least is None) or (narrow.least or 0) < (wide.least or 0):
        found.append(f"{name}/@{narrow.name} is a list of another length in TEI")
    found += [
        f"{name}/@{narrow.name}: {leaf} is no value in TEI" for leaf in narrow.leaves if not fits(leaf, wide.leaves)
    ]
    return found


@pytest.mark.shared
@pytest.mark.jing
def test_the_odd_is_tei() -> None:
    """The source is a TEI document, and can be read, searched and rendered as one."""
    jing = require_program("jing")
    result = subprocess.run(
        [jing, shared_path("tei", "tei_all.rng"), schema_path("teikit.odd")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout


@pytest.mark.shared
def test_every_element_is_tei() -> None:
    """No element of our own: whoever reads TEI reads our files."""
    assert set(ours()) <= set(theirs())


@pytest.mark.shared
def test_content_is_within_tei() -> None:
    """Whatever an element may hold here, it may hold in TEI: decided for all sequences, not for samples."""
    wrong = {
        name: path
        for name, element in ours().items()
        if (path := counterexample(element.content, theirs()[name].content)) is not None
    }
    assert not wrong


@pytest.mark.shared
def test_attributes_are_within_tei() -> None:
    """Whatever an attribute may say here, it may say in TEI, and what TEI asks for is asked for."""
    wrong = []
    for name, element in ours().items():
        wide = theirs()[name].attributes
        for attribute in element.attributes.values():
            wrong += faults(name, attribute, wide.get(attribute.name))
        wrong += [
            f"{name}/@{a.name} is missing" for a in wide.values() if a.required and a.name not in element.attributes
        ]
    assert not wrong


@pytest.mark.shared
def test_attributes_that_exclude_each_other_do_so_here() -> None:
    """Where TEI has a choice between two attributes, no element of ours takes both."""
    tei, built = Grammar(shared_path("tei", "tei_all.rng")), Grammar(schema_path("teikit.rng"))
    found = 0
    for name, element in ours().items():
        wanted = {pair for pair in tei.exclusive(name) if pair <= set(element.attributes)}
        found += len(wanted)
        assert wanted <= built.exclusive(name), f"{name}: {wanted - built.exclusive(name)}"
    assert found


def test_content_is_deterministic() -> None:
    """XSD 1.0 can say every content model, because no two places of it compete for the same child."""
    assert not {name: found for name, element in ours().items() if (found := ambiguities(element.content))}


def test_the_relaxng_says_what_the_odd_says() -> None:
    """Read without the compiler, ODD and RELAX NG have the same models and attributes: nothing is lost or added on the way."""
    built = Grammar(schema_path("teikit.rng")).elements()
    assert set(built) == set(ours())
    for name, element in ours().items():
        assert counterexample(element.content, built[name].content) is None, name
        assert counterexample(built[name].content, element.content) is None, name
        assert set(element.attributes) == set(built[name].attributes), name
        for attribute in element.attributes.values():
            assert attribute == built[name].attributes[attribute.name], f"{name}/@{attribute.name}"


# Text or elements, but not both: XSD 1.0 has only "both".
EITHER_TEXT_OR_ELEMENTS = {"xenoData"}


def test_the_xsd_says_what_the_odd_says() -> None:
    """The XSD has the same models of elements, lets text stand in the same elements and has the same attributes."""
    built = Xsd(schema_path("teikit.xsd"))
    for name, element in ours().items():
        content, mixed, attributes = built.type_of(name)
        wanted = without_text(element.content)
        assert counterexample(content, wanted) is None, name
        assert counterexample(wanted, content) is None, name
        assert not ambiguities(content), name
        assert mixed == ("#text" in symbols(element.content)), name
        assert set(attributes) == set(element.attributes), name
        for attribute in element.attributes.values():
            other = attributes[attribute.name]
            if attribute.name.startswith("xml:"):
                assert other.required == attribute.required
            else:
                assert other == attribute, f"{name}/@{attribute.name}"
        if mixed and name not in EITHER_TEXT_OR_ELEMENTS:
            loose = interleave(wanted, TEXT)
            assert counterexample(loose, element.content) is None, f"text may not stand everywhere in {name}"


@pytest.mark.shared
def test_the_instruments_find_what_is_wrong() -> None:
    """The comparison sees a model that is too wide, an attribute too many, and a choice that XSD could not make."""
    p, speaker = ("sym", "p"), ("sym", "speaker")
    two_speakers = ("seq", speaker, speaker, p)
    assert counterexample(two_speakers, theirs()["sp"].content) == ["speaker", "speaker"]
    assert ambiguities(("seq", ("star", p), p)) == {"p"}
    assert faults("gap", Attribute("type", False, frozenset({TOKEN})), theirs()["gap"].attributes.get("type"))
    assert faults(
        "gap", Attribute("quantity", False, frozenset({"xsd:string"})), theirs()["gap"].attributes["quantity"]
    )


def languages(spec: etree._Element, child: str) -> set[str | None]:
    return {node.get(f"{XML}lang") for node in spec.findall(f"{TEI}{child}") if "".join(node.itertext()).strip()}


@pytest.mark.parametrize("spec", list(odd().element_specs), ids=lambda spec: spec.get("ident"))
def test_element_is_explained_and_shown(spec: etree._Element) -> None:
    """Every element has a gloss and a description in both languages of our editors and an example that holds it."""
    assert languages(spec, "gloss") >= {"en", "ja"}
    assert languages(spec, "desc") >= {"en", "ja"}
    examples = spec.findall(f"{TEI}exemplum/{EXAMPLES}egXML")
    assert examples
    assert all(example.find(f".//{EXAMPLES}{spec.get('ident')}") is not None for example in examples)


def test_everything_is_explained() -> None:
    """Classes, attributes, data types, macros, rules and modules have a description; listed values a gloss in both languages."""
    tags = ("classSpec", "dataSpec", "macroSpec", "attDef", "moduleSpec", "constraintSpec")
    for spec in odd().schema.iter(*(f"{TEI}{tag}" for tag in tags)):
        assert "en" in languages(spec, "desc"), f"line {spec.sourceline}: {spec.get('ident')}"
    for item in odd().schema.iterfind(f".//{TEI}attDef/{TEI}valList/{TEI}valItem"):
        assert languages(item, "gloss") >= {"en", "ja"}, f"line {item.sourceline}: {item.get('ident')}"
        assert "en" in languages(item, "desc"), f"line {item.sourceline}: {item.get('ident')}"


def test_every_class_is_used() -> None:
    """No class without members, none that nothing refers to."""
    tree = odd().tree
    keys = {
        node.get("key") for node in tree.iter(f"{TEI}classRef", f"{TEI}macroRef", f"{TEI}memberOf", f"{TEI}dataRef")
    }
    for ident, spec in odd().specs.items():
        if spec.tag != f"{TEI}elementSpec":
            assert ident in keys, f"{ident} is never referred to"
        if spec.get("type") == "model":
            assert odd().class_members(ident), f"{ident} has no members"


@cache
def any_element() -> etree.RelaxNG:
    """Our grammar with every element as a possible root."""
    tree = etree.parse(schema_path("teikit.rng"))
    start = tree.getroot().find(f"{RNG}start")
    assert start is not None
    for child in list(start):
        start.remove(child)
    choice = etree.SubElement(start, f"{RNG}choice")
    for define in tree.getroot().findall(f"{RNG}define"):
        if define.find(f"{RNG}element[@name]") is not None:
            etree.SubElement(choice, f"{RNG}ref", name=define.get("name"))
    return etree.RelaxNG(tree)


def in_tei(example: etree._Element) -> etree._Element:
    """An example as it would stand in a file."""
    copy = deepcopy(example)
    copy.tail = None
    for node in copy.iter(f"{EXAMPLES}*"):
        node.tag = f"{TEI}{etree.QName(node).localname}"
    return etree.fromstring(etree.tostring(copy))


def test_examples_are_valid() -> None:
    """What the reference shows may be typed as it stands; an example that leaves something out says so by valid="feasible"."""
    grammar = any_element()
    checked = 0
    for example in odd().tree.iter(f"{EXAMPLES}egXML"):
        if example.get("valid") in ("feasible", "false"):
            continue
        for child in example.iterchildren("*"):
            checked += 1
            assert grammar.validate(in_tei(child)), f"line {child.sourceline}: {grammar.error_log.last_error}"
    assert checked > len(ours())


def test_the_prose_names_no_unknown_element() -> None:
    """The guidelines speak only of elements and attributes that the schema has."""
    attributes = {name for element in ours().values() for name in element.attributes}
    body = odd().tree.getroot().find(f".//{TEI}body")
    assert body is not None
    for node in body.iter(f"{TEI}gi"):
        assert node.text in ours(), f"line {node.sourceline}: <{node.text}>"
    for node in body.iter(f"{TEI}att"):
        assert node.text in attributes, f"line {node.sourceline}: @{node.text}"
