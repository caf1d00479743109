"""The schema that libxml2 is given allows and says what the schema that was written does."""

from __future__ import annotations

import copy
import random
from pathlib import Path

import pytest
from lxml import etree

from teikit.resources import schema_path
from teikit.validation.xsd import XSD
from teikit.validation.xsd_flattening import flatten
from tests.benchmarks.validate_documents import document

XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'


def _flat(schema: str) -> etree._Element:
    root = etree.fromstring(f'<xs:schema {XS} xmlns:t="urn:t" targetNamespace="urn:t">{schema}</xs:schema>')
    flatten(root)
    return root


def _children(root: etree._Element, name: str) -> list[str]:
    choice = root.find(f".//*[@name='{name}']//{{http://www.w3.org/2001/XMLSchema}}choice")
    assert choice is not None
    return [child.get("name") or child.get("ref") or str(child.tag).rpartition("}")[2] for child in choice]


A, B, C = (f'<xs:element name="{name}" type="xs:string"/>' for name in "abc")


@pytest.mark.parametrize(
    ("inside", "groups", "expected"),
    [
        (f"{A}<xs:choice>{B}{C}</xs:choice>", "", ["a", "b", "c"]),
        (f'<xs:group ref="t:g"/>{A}', f'<xs:group name="g"><xs:choice>{B}{C}</xs:choice></xs:group>', ["b", "c", "a"]),
        (
            f'{A}<xs:group ref="t:g"/>',
            f'<xs:group name="g"><xs:choice><xs:group ref="t:h"/>{B}</xs:choice></xs:group>'
            f'<xs:group name="h"><xs:sequence>{C}</xs:sequence></xs:group>',
            ["a", "c", "b"],
        ),
        (f"{A}<xs:sequence>{B}{C}</xs:sequence>", "", ["a", "sequence"]),
        (f'{A}<xs:choice minOccurs="0">{B}</xs:choice>', "", ["a", "choice"]),
        (f'{A}<xs:choice><xs:element name="b" maxOccurs="2"/></xs:choice>', "", ["a", "choice"]),
        (f'{A}<xs:choice><xs:any namespace="##other"/></xs:choice>', "", ["a", "choice"]),
        (
            f'{A}<xs:group ref="elsewhere"/>',
            f'<xs:group name="elsewhere"><xs:choice>{B}</xs:choice></xs:group>',
            ["a", "elsewhere"],
        ),
        (
            f'{A}<xs:group ref="t:g"/>',
            '<xs:group name="g"><xs:choice><xs:group ref="t:g"/></xs:choice></xs:group>',
            ["a", "t:g"],
        ),
    ],
    ids=[
        "choice",
        "group",
        "group in group",
        "sequence",
        "optional",
        "repeated",
        "wildcard",
        "other namespace",
        "circle",
    ],
)
def test_only_alternatives_are_written_out(inside: str, groups: str, expected: list[str]) -> None:
    root = _flat(f'<xs:complexType name="it"><xs:choice>{inside}</xs:choice></xs:complexType>{groups}')
    assert _children(root, "it") == expected


def test_a_schema_that_redefines_is_left_alone() -> None:
    text = (
        f'<xs:redefine schemaLocation="other.xsd"/>'
        f'<xs:complexType name="it"><xs:choice>{A}<xs:choice>{B}{C}</xs:choice></xs:choice></xs:complexType>'
    )
    assert _children(_flat(text), "it") == ["a", "choice"]


def _messages(schema: etree.XMLSchema, root: etree._Element) -> list[tuple[int, str, str | None]]:
    schema.validate(root)
    # Of what it expected libxml2 tells the first ten, in an order of its own.
    return [
        (error.line, error.message.partition(" Expected is")[0], error.path)
        for error in list(schema.error_log)  # type: ignore[call-overload]
    ]


def test_the_flat_schema_says_the_same_of_mutants() -> None:
    tree = etree.parse(str(schema_path("teikit.xsd")))
    as_written = etree.XMLSchema(tree)
    flat = copy.deepcopy(tree)
    flatten(flat.getroot())
    as_loaded = etree.XMLSchema(flat)
    chance = random.Random(7)
    wrong = 0
    for seed in range(60):
        root = etree.fromstring(document("cable", 6000, seed).encode())
        nodes = list(root.iter(etree.Element))
        for _ in range(seed % 4):
            node, other = chance.choice(nodes), chance.choice(nodes)
            parent = node.getparent()
            if chance.random() < 0.5:
                node.tag = other.tag
            elif parent is not None:
                parent.insert(chance.randrange(len(parent) + 1), copy.deepcopy(other))
        written = _messages(as_written, root)
        assert _messages(as_loaded, root) == written
        wrong += bool(written)
    assert wrong > 20


def test_what_libxml2_refuses_goes_to_xmlschema_as_before(tmp_path: Path) -> None:
    counted = tmp_path / "counted.xsd"
    counted.write_text(
        f'<xs:schema {XS}><xs:element name="r"><xs:complexType><xs:sequence>'
        f'<xs:element name="a" type="xs:string" minOccurs="2" maxOccurs="2"/>{A}</xs:sequence>'
        "</xs:complexType></xs:element></xs:schema>",
        encoding="utf-8",
    )
    assert "not determinist" in XSD(counted).slow


def test_a_schema_that_was_kept_says_what_it_said_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept counts for these bytes alone; what is spoilt is made anew."""
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "small.xsd"
    text = (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="xs:{}">'
        "<xs:annotation><xs:documentation>An a.</xs:documentation></xs:annotation></xs:element></xs:schema>"
    )
    path.write_text(text.format("date"), encoding="utf-8")
    good, bad = etree.fromstring("<a>1994-02-13</a>"), etree.fromstring("<a>today</a>")
    for spoilt in (False, False, True, False):
        if spoilt:
            for file in (tmp_path / "cache" / "xsd").iterdir():
                file.write_bytes(file.read_bytes()[:40])
        schema = XSD(path)._quick
        assert schema is not None
        assert schema.validate(good)
        assert not schema.validate(bad)
    assert [b"An a." in file.read_bytes() for file in (tmp_path / "cache" / "xsd").glob("*.xsd")] == [False]
    path.write_text(text.format("string"), encoding="utf-8")
    changed = XSD(path)._quick
    assert changed is not None
    assert changed.validate(bad)
