"""The index finds by numbers what the tree holds."""

from __future__ import annotations

import copy
import random

import pytest
from lxml import etree

from teikit.resources import schema_path
from teikit.validation import wellformed
from teikit.validation.document import Document
from teikit.validation.index import IDENTIFIER, Index
from teikit.validation.relaxng import RelaxNG
from tests.benchmarks.validate_documents import document

STRANGE = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:o="urn:o" xml:id="a" n="&lt;&#9;"><!-- c --><o:x o:y="1" y="2"/>
<text xml:id="b"><?pi?><body><p xml:id="a" corresp="#b
 #c">x</p><empty xmlns=""/></body></text></TEI>"""


def _read(data: bytes) -> Document:
    found = wellformed.read("it.xml", None, data)
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize("data", [STRANGE, *(document("it", 4000, seed).encode() for seed in range(3))])
def test_tags_are_the_same_from_the_text_and_from_the_tree(data: bytes) -> None:
    from_text, from_tree = _read(data), _read(data)
    from_tree.expanded = True
    assert from_text.tags == from_tree.tags
    assert len(from_text.tags) == len(list(from_text.root.iter(etree.Element)))


def test_relax_ng_leaves_the_tags_of_a_valid_document() -> None:
    grammar = RelaxNG(schema_path("teikit.rng"), use_cache=False)
    data = document("it", 4000, 1).encode()
    valid, untouched = _read(data), _read(data)
    assert grammar.findings(valid) == []
    assert "tags" in valid.__dict__
    assert valid.tags == untouched.tags
    wrong = _read(data.replace(b"<speaker>", b"<speakers>").replace(b"</speaker>", b"</speakers>"))
    assert grammar.findings(wrong)
    assert "tags" not in wrong.__dict__
    assert len(wrong.tags) == len(valid.tags)


@pytest.mark.parametrize("seed", range(5))
def test_numbers_find_the_elements_of_the_tree(seed: int) -> None:
    chance = random.Random(seed)
    root = etree.fromstring(document("it", 5000, seed).encode())
    nodes = list(root.iter(etree.Element))
    for _ in range(6):
        chance.choice(nodes).append(copy.deepcopy(chance.choice(nodes[10:])))
    index = Index(_read(etree.tostring(root)))
    lazily = [index.element(number) for number in range(len(index.tags))]
    assert "elements" not in index.__dict__
    assert lazily == index.elements
    for number, node in enumerate(index.elements):
        inside = list(node.iter(etree.Element))
        assert [index.elements[one] for one in index.within(number)] == inside
        assert [index.elements[one] for one in index.inside(number, "p")] == [
            one for one in inside if one.tag == "{http://www.tei-c.org/ns/1.0}p"
        ]
        assert dict(node.items()).get("{" + IDENTIFIER) == index.tags[number][1].get(IDENTIFIER)
    assert index.all("sp", "gap") == [
        node
        for name in ("sp", "gap")
        for node in index.elements
        if node.tag == f"{{http://www.tei-c.org/ns/1.0}}{name}"
    ]
    assert index.first("sp") is index.all("sp")[0]
    assert index.first("nothing") is None
    for identifier, found in index.ids.items():
        assert index.target(f"#{identifier}") is found[0]


def test_what_is_settled_is_a_pointer_to_an_element_of_the_document() -> None:
    index = Index(_read(STRANGE))
    assert [(attribute, value.split()) for _, attribute, value in index.pointers] == [("corresp", ["#b", "#c"])]
    assert [(one.element, one.attribute, one.value) for one in index.unsettled] == index.pointers
    assert [one.pointers for one in index.unsettled] == [["#b", "#c"]]
    assert index.ids.keys() == {"a", "b"}
    assert len(index.ids["a"]) == 2
    settled = Index(_read(STRANGE.replace(b"#b\n #c", b"#b")))
    assert len(settled.pointers) == 1
    assert settled.unsettled == []
