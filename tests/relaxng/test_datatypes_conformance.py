"""James Clark's suite for XSD's datatypes: each value, length, class of equals and comparison is a test.

None of its expectations departs from XSD, so none is left out.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from lxml import etree

from teikit.relaxng.datatypes import Datatype, Scope, get_library
from teikit.relaxng.datatypes.simpletype import SimpleType
from teikit.relaxng.syntax import XSD_DATATYPES
from tests.conftest import SHARED, shared_path

SUITE = SHARED / "tei" / "relaxng" / "xsdtest.xml"


def _elements() -> list[Any]:
    if not SUITE.exists():
        return []
    return [element for datatype in etree.parse(str(SUITE)).getroot() for element in datatype.iterchildren("*")]


def _named(*tags: str) -> list[Any]:
    return [
        pytest.param(element, id=f"{element.getparent().get('name')}-line{element.sourceline}")
        for element in _elements()
        if element.tag in tags
    ]


def _create(element: Any, *params: tuple[str, str]) -> Datatype:
    library = get_library(XSD_DATATYPES)
    assert library is not None
    return library.create(element.getparent().get("name"), params)


def _scope(element: Any) -> Scope:
    scope = Scope({prefix or "": uri for prefix, uri in element.nsmap.items()})
    scope.unparsed_entities = frozenset(re.findall(r"<!ENTITY (\w+)", element.get("internalSubset", "")))
    return scope


def _value(datatype: Datatype, element: Any) -> Any:
    return datatype.value(element.text or "", _scope(element))


def test_the_suite_is_there_and_whole() -> None:
    shared_path("tei", "relaxng", "xsdtest.xml")
    assert len(_named("valid", "invalid")) == 256


@pytest.mark.parametrize("element", _named("valid", "invalid"))
def test_a_value_is_allowed_or_not(element: Any) -> None:
    datatype = _create(element)
    assert datatype.allows(element.text or "", _scope(element)) == (element.tag == "valid")
    assert (_value(datatype, element) is not None) == (element.tag == "valid")


@pytest.mark.parametrize("element", _named("length"))
def test_a_length_is_counted_in_the_units_of_the_type(element: Any) -> None:
    length = int(element.get("value"))
    for asked in (length, length + 1):
        datatype = _create(element, ("length", str(asked)))
        assert datatype.allows(element.text or "", _scope(element)) == (asked == length)


@pytest.mark.parametrize("element", _named("equiv"))
def test_values_are_equal_within_a_class_and_unequal_between_classes(element: Any) -> None:
    datatype = _create(element)
    classes = [{_value(datatype, value) for value in members.iterchildren("value")} for members in element]
    assert all(len(members) == 1 and None not in members for members in classes)
    for one, other in combinations(classes, 2):
        assert one != other


@pytest.mark.parametrize("element", _named("lessThan", "incomparable"))
def test_values_are_ordered_or_not(element: Any) -> None:
    datatype = _create(element)
    assert isinstance(datatype, SimpleType)
    left, right = (_value(datatype, value) for value in element)
    if element.tag == "lessThan":
        assert datatype.compare(left, right) == -1
        assert datatype.compare(right, left) == 1
    else:
        # The suite calls a pair so too if each is as long as the other.
        assert datatype.compare(left, right) in (None, 0)
