"""Identifiers take the quick way through a document; what is wrong with them is found there, too."""

from __future__ import annotations

import pytest

from teikit.relaxng import Schema
from teikit.relaxng.verdict import Tag

GRAMMAR = """
start = element r { attribute id { xsd:ID }?, item* }
item = element i { attribute id { xsd:ID }?, attribute n { xsd:integer }?, attribute o { xsd:ID { maxLength = "2" } }? }
"""


@pytest.fixture(scope="module")
def schema() -> Schema:
    made = Schema.from_string(GRAMMAR, file="it.rnc")
    # All the tables are filled before what is looked for comes.
    assert made.is_valid(b'<r id="r"><i id="a" n="1" o="x"/><i n="1" id="b"/></r>')
    return made


@pytest.mark.parametrize(
    "inside",
    [
        '<i id="b"/><i id="c"/>',
        '<i id="a" n="7"/><i id="b" n="8"/>',
        '<i n="9" id="a"/><i n="10" id="b" o="c"/>',
        '<i id=" a "/><i id="b"/>',
        '<i id="é"/><i id="ü" n="11"/>',
        '<i id="_-.9"/>',
    ],
)
def test_sound_identifiers(schema: Schema, inside: str) -> None:
    assert schema.validate(f'<r id="r">{inside}</r>'.encode()) == []


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ('<i id="a"/><i id="a"/>', "id-duplicate"),
        ('<i id="r"/>', "id-duplicate"),
        ('<i id="a"/><i id=" a "/>', "id-duplicate"),
        ('<i id="a" n="12"/><i id="a" n="13"/>', "id-duplicate"),
        ('<i id="a" n="1"/><i id="a" n="14"/>', "id-duplicate"),
        ('<i id="é"/><i id="é"/>', "id-duplicate"),
        ('<i id="a" o="a"/>', "id-duplicate"),
        ('<i id="a"/><i o="a"/>', "id-duplicate"),
        ('<i id="1"/>', "attribute-value"),
        ('<i id="a b"/>', "attribute-value"),
        ('<i id=""/>', "attribute-value"),
        ('<i id="a" n="x"/>', "attribute-value"),
        ('<i o="abc"/>', "attribute-value"),
    ],
)
def test_what_is_wrong_with_identifiers(schema: Schema, inside: str, code: str) -> None:
    for _ in range(2):  # the second time everything has been met before
        found = schema.validate(f'<r id="r">{inside}</r>'.encode())
        assert [problem.code for problem in found] == [code]


def test_the_tags_of_a_document(schema: Schema) -> None:
    tags: list[Tag] = []
    assert schema.validate(b'<r><i id="a" n="1"/><i/></r>', tags) == []
    assert tags == [("r", {}, 0), ("i", {"id": "a", "n": "1"}, 1), ("i", {}, 1)]
