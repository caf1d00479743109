"""Facets as parameters (XML Schema Part 2, 4.3; Guidelines for using XSD datatypes with RELAX NG, 2)."""

from __future__ import annotations

import pytest

from teikit.relaxng.datatypes import Datatype, get_library
from teikit.relaxng.errors import DatatypeError
from teikit.relaxng.syntax import XSD_DATATYPES


def restricted(name: str, *params: tuple[str, str]) -> Datatype:
    library = get_library(XSD_DATATYPES)
    assert library is not None
    return library.create(name, params)


FACETS = [
    # type, parameters, allowed, not allowed
    ("string", [("length", "2")], ["ab", "  "], ["a", "abc", " ab"]),
    ("token", [("length", "2")], [" ab "], ["a b"]),
    ("string", [("length", "1")], ["\U0001f600"], ["e\u0301"]),
    ("string", [("minLength", "1"), ("maxLength", "2")], ["a", "ab"], ["", "abc"]),
    ("hexBinary", [("length", "2")], ["00FF"], ["00"]),
    ("base64Binary", [("maxLength", "1")], ["BA==", ""], ["BBA="]),
    ("NMTOKENS", [("minLength", "2")], ["a b"], ["a"]),
    ("IDREFS", [("maxLength", "2")], ["a b"], ["a b c"]),
    ("QName", [("length", "1")], ["abc", "xml:id"], ["a:b:c"]),
    ("anyURI", [("maxLength", "2")], ["é#"], ["abc"]),
    ("double", [("minInclusive", "0"), ("maxInclusive", "1")], ["0", "1", "-0", "0.5"], ["1.1", "-1", "NaN", "INF"]),
    ("double", [("minInclusive", "NaN")], ["NaN"], ["0", "INF"]),
    ("double", [("minExclusive", "NaN")], [], ["NaN", "0", "INF"]),
    ("decimal", [("minExclusive", "0"), ("maxExclusive", "1")], ["0.1"], ["0", "1", "0.0"]),
    ("int", [("maxInclusive", " 5 ")], ["5"], ["6"]),
    ("decimal", [("totalDigits", "3")], ["123", "1.23", "0.12", "00123", "1.230", "0"], ["1234", "1.234", "0.0001", "1000"]),
    ("decimal", [("fractionDigits", "2")], ["1.23", "1.2300", "100"], ["1.234"]),
    ("integer", [("fractionDigits", "0")], ["100"], ["1.0"]),
    ("date", [("minInclusive", "1969-01-20"), ("maxExclusive", "1977-01-20")], ["1969-01-20", "1977-01-19"], ["1969-01-19", "1977-01-20"]),
    ("date", [("minInclusive", "1969-01-20")], ["1969-01-22Z"], ["1969-01-20Z"]),
    ("gYear", [("maxInclusive", "1973")], ["-0044", "1973"], ["1974"]),
    ("time", [("minInclusive", "12:00:00")], ["23:59:59.5"], ["00:00:00", "24:00:00"]),
    ("duration", [("maxInclusive", "P1M")], ["P27D", "P1M"], ["P28D", "P31D", "P32D", "P2M"]),
    ("token", [("pattern", "[a-z]+"), ("pattern", ".{2}")], ["ab"], ["a", "AB", "abc"]),
    ("token", [("pattern", "a b")], [" a  b "], ["ab"]),
    ("string", [("pattern", "a b")], ["a b"], [" a b", "a  b"]),
    ("date", [("pattern", "19.*")], ["1973-02-17"], ["2001-02-17", "1973-02-30", "19"]),
    ("NMTOKENS", [("pattern", "a.*")], ["a b", " a"], ["b a"]),
    ("boolean", [("pattern", "true|false")], ["true"], ["1"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "params", "text", "expected"),
    [
        pytest.param(name, params, text, expected, id=f"{name} {dict(params)} {text!r}")
        for name, params, allowed, refused in FACETS
        for texts, expected in ((allowed, True), (refused, False))
        for text in texts
    ],
)
def test_what_a_facet_allows(name: str, params: list[tuple[str, str]], text: str, expected: bool) -> None:
    datatype = restricted(name, *params)
    for _ in "once and from memory":
        assert datatype.allows(text, {}) == expected
    assert (datatype.value(text, {}) is not None) == expected
    assert (datatype.why_not(text) == "") == expected


WRONG = [
    ("string", [("whiteSpace", "collapse")], "choose xsd:string, xsd:normalizedString or xsd:token"),
    ("string", [("enumeration", "a")], "write a choice of values"),
    ("string", [("totalDigits", "1")], 'xsd:string takes no parameter "totalDigits"; its parameters are length, maxLength'),
    ("boolean", [("length", "1")], "its parameters are pattern"),
    ("date", [("minimum", "1973-01-01")], 'takes no parameter "minimum"'),
    ("string", [("length", "1"), ("length", "1")], '"length" stands twice'),
    ("string", [("length", "-1")], "length must be a whole number, 0 or more, not -1"),
    ("string", [("length", "x")], "length must be a whole number"),
    ("decimal", [("totalDigits", "0")], "totalDigits must be a positive whole number"),
    ("int", [("fractionDigits", "1")], "fractionDigits of xsd:int can only be 0"),
    ("int", [("maxInclusive", "2147483648")], "maxInclusive must itself be of type xsd:int"),
    ("date", [("minInclusive", "1973-02-30")], "February 1973 has 28 days"),
    ("int", [("minInclusive", "3"), ("maxInclusive", "1")], "maxInclusive 1 and minInclusive 3 contradict each other"),
    ("string", [("minLength", "3"), ("maxLength", "2")], "contradict each other"),
    ("string", [("length", "3"), ("maxLength", "2")], "contradict each other"),
    ("string", [("pattern", "a{")], "at character 2"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "params", "message"), [pytest.param(*w, id=f"{w[0]} {w[1]}") for w in WRONG])
def test_a_facet_that_cannot_be_is_refused(name: str, params: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(DatatypeError) as caught:
        restricted(name, *params)
    assert message in caught.value.message


def test_results_are_remembered_but_not_without_end() -> None:
    from teikit.relaxng.datatypes import restriction

    datatype = restricted("token", ("maxLength", "5"))
    assert isinstance(datatype, restriction.Restriction)
    for number in range(restriction.MAX_KNOWN + 100):
        assert datatype.allows(f"{number:05}")
    assert len(datatype._known) <= restriction.MAX_KNOWN
    assert not datatype.allows("x" * 100_000)
    assert all(len(text) < 256 for text in datatype._known)
