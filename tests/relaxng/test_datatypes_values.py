"""Where validators differ over XSD's datatypes, with the clause of XML Schema Part 2, second edition, that decides.

The tables name who is otherwise: jing 20220510, libxml2 2.14, xmlschema 4.3.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from teikit.relaxng import Schema
from teikit.relaxng.datatypes import Datatype, Scope, get_library
from teikit.relaxng.datatypes.simpletype import SimpleType
from teikit.relaxng.errors import DatatypeError
from teikit.relaxng.syntax import COMPATIBILITY_DATATYPES, XSD_DATATYPES


def xsd(name: str, *params: tuple[str, str]) -> Datatype:
    library = get_library(XSD_DATATYPES)
    assert library is not None
    return library.create(name, params)


DECIDED = [
    # type, clause, allowed, not allowed
    (
        "dateTime",
        "3.2.7.1 midnight as 24:00:00; jing refuses",
        ["1973-02-17T24:00:00", "1973-02-17T24:00:00.0Z"],
        ["1973-02-17T24:00:01", "1973-02-17T24:01:00"],
    ),
    ("time", "3.2.8 likewise; jing refuses", ["24:00:00", "24:00:00Z"], ["24:00:00.5"]),
    ("time", "appendix D.2 no leap seconds; jing allows 60", ["23:59:59"], ["23:59:60"]),
    ("time", "3.2.7.1 digits after the point; jing allows none", ["12:00:00.5"], ["12:00:00."]),
    ("dateTime", "appendix D.2 no leap seconds; jing allows 60", [], ["1972-06-30T23:59:60Z"]),
    (
        "date",
        "3.2.7.1 -0001 is 1 BCE, a leap year; libxml2 and xmlschema refuse",
        ["-0001-02-29", "-0005-02-29"],
        ["-0002-02-29", "-0004-02-29"],
    ),
    (
        "date",
        "XSD 1.1, 3.3.9 the year 0000, also 1 BCE; jing and XSD 1.0 refuse",
        ["0000-02-29", "0000-01-01"],
        ["-0000-01-01"],
    ),
    (
        "date",
        "3.2.7.3 zones up to 14:00; jing refuses 13:59 west",
        ["2001-01-01-13:59", "2001-01-01+14:00"],
        ["2001-01-01+14:01", "2001-01-01+1:00", "2001-01-01+24:00"],
    ),
    (
        "date",
        "3.2.7.1 a year has four digits or more, no zeros before more",
        ["12001-01-01"],
        ["02001-01-01", "201-01-01", "+2001-01-01"],
    ),
    (
        "date",
        "3.2.9 lengths of months",
        ["2000-02-29", "2004-02-29", "2001-04-30"],
        ["1900-02-29", "2001-02-29", "2001-04-31", "2001-06-31", "2001-02-30", "2001-00-10", "2001-01-00"],
    ),
    (
        "gYear",
        "3.2.11 any number of digits; jing has ten",
        ["99999999999999999999999", "-0044", "0000"],
        ["44", "-44", "001973"],
    ),
    ("gMonth", "3.2.14 second edition: --MM, and no longer --MM--", ["--02", "--12Z"], ["--02--", "--13", "-02"]),
    ("gMonthDay", "3.2.12 February may have 29 days", ["--02-29", "--12-31"], ["--02-30", "--04-31", "--00-01"]),
    ("gDay", "3.2.13", ["---31", "---01Z"], ["---32", "---00", "--01"]),
    (
        "duration",
        "3.2.6.1 digits on both sides of the point; jing allows none",
        ["PT1.5S", "P1Y2M3DT4H5M6S", "-P1D", "P0Y"],
        ["PT.5S", "PT1.S", "P1.5Y", "P", "PT", "P1YT", "P1W", "+P1Y", "P1M1Y"],
    ),
    (
        "double",
        "3.2.5.1 an exponent has digits; libxml2 allows none",
        ["1e5", "1E-3", "1.", ".5", "-INF", "NaN"],
        ["1e", "+INF", "inf", "0x1", "1_0", "1f"],
    ),
    (
        "decimal",
        "3.2.3.1 no space within; xmlschema allows one",
        ["1.", ".5", "+1", "-0.0"],
        ["1 .2", "1e5", ".", "", "1,5", "\u0661"],
    ),
    ("integer", "3.3.13.1 ASCII digits", ["007", "-0"], ["1.0", "\u0661", ""]),
    ("boolean", "3.2.2.1", ["true", "0", " 1 "], ["True", "TRUE", "yes", ""]),
    ("byte", "3.3.19", ["127", "-128"], ["128", "-129"]),
    ("positiveInteger", "3.3.25", ["1", "+1"], ["0", "-1"]),
    (
        "language",
        "3.3.3",
        ["en", "en-GB", "zh-Hant", "x-klingon"],
        ["en_GB", "", "en-", "a1", "abcdefghi", "en-abcdefghi"],
    ),
    (
        "anyURI",
        "3.2.17 by RFC 2396 after XLink's escaping: xmlschema allows nearly all",
        [
            "",
            "a b",
            "é",
            "#a",
            "?a",
            "a/b:c",
            "./a:b",
            "http://[::1]:80/",
            "http://a/?[b]",
            "<>",
            "a%20b",
            "file:///C:\\x",
            "urn:a:b",
            "//a",
        ],
        [
            "%",
            "a%2",
            "a%zz",
            "a#b#c",
            "http://[x",
            "http://a/[b]",
            "a[b]",
            ":",
            ":a",
            "a:",
            "mailto:",
            "foo$bar:stuff",
            "1:2",
            "##",
        ],
    ),
    ("anyURI", "RFC 2396, 3.2.2 a server may be empty; jing refuses", ["http://", "ftp://", "//", "http:///a"], []),
    (
        "base64Binary",
        "3.2.16 unused bits are zero",
        ["", "BA==", "BBA=", "A A A A"],
        ["BB==", "BBB=", "====", "A===", "AA=A", "AAAAA"],
    ),
    ("hexBinary", "3.2.15", ["", "0fB7"], ["0", "0G", "00 00"]),
    (
        "NCName",
        "3.3.7 by XML 1.0, second edition",
        ["a", "_", "é", "日本", "a\u00b7", "a\u0300", "a.b-c"],
        ["a:b", "1", "-a", "\u00b7a", "\u0300a", "", "a b", "\u2070", "\U00020000"],
    ),
    ("Name", "3.3.6", ["a:b", ":", ":a"], ["-a", "1", ""]),
    ("NMTOKEN", "3.3.4", ["1", "-", ".a", ":"], ["a b", "", "!"]),
    ("NMTOKENS", "3.3.5 at least one", ["a", " 1  2 "], ["", " ", "a !"]),
    ("IDREFS", "3.3.10", ["a b"], ["", "a 1"]),
    ("token", "4.3.6 a no-break space is no white space", ["\u00a0", ""], []),
    ("dateTimeStamp", "XSD 1.1, 3.4.28", ["1973-02-17T00:00:00Z"], ["1973-02-17T00:00:00"]),
    ("yearMonthDuration", "XSD 1.1, 3.4.26", ["P1Y", "-P1Y2M"], ["P1D", "PT1M", "P"]),
    ("dayTimeDuration", "XSD 1.1, 3.4.27", ["P1D", "PT1M", "P1DT1.5S"], ["P1Y", "P1M", "P", "PT"]),
]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param(name, text, expected, id=f"{name} {clause.split(' ')[0]} {text!r}")
        for name, clause, allowed, refused in DECIDED
        for texts, expected in ((allowed, True), (refused, False))
        for text in texts
    ],
)
def test_what_the_clause_decides(name: str, text: str, expected: bool) -> None:
    datatype = xsd(name)
    assert datatype.allows(text, {}) == expected
    assert datatype.allows(f"\n\t {text} ", {}) == expected
    assert (datatype.why_not(text) == "") == expected


EQUAL = [
    ("dateTime", "1973-02-17T24:00:00", "1973-02-18T00:00:00", True),
    ("dateTime", "1973-02-17T12:00:00Z", "1973-02-17T13:00:00+01:00", True),
    ("dateTime", "1973-02-17T12:00:00", "1973-02-17T12:00:00Z", False),
    ("dateTime", "1972-12-31T24:00:00", "1973-01-01T00:00:00.000", True),
    ("time", "24:00:00", "00:00:00", True),
    ("time", "23:00:00Z", "00:00:00+01:00", True),
    ("date", "2000-01-01+13:00", "1999-12-31-11:00", True),
    ("date", "0000-03-01", "-0001-03-01", True),
    ("gYear", "1973", "1973Z", False),
    ("gYear", "1973Z", "1973-00:00", True),
    ("duration", "P1Y", "P12M", False),
    ("duration", "P1D", "PT24H", False),
    ("duration", "PT1.50S", "PT1.5S", True),
    ("decimal", "1.0", "+01", True),
    ("decimal", "0.1000000000000000000000000000000000001", "0.1", False),
    ("integer", "-0", "0", True),
    ("double", "1e400", "INF", True),
    ("double", "0.1", "0.10000000000000000001", True),
    ("float", "16777217", "16777216", True),
    ("float", "1e39", "INF", True),
    ("double", "-0", "0", True),
    ("double", "NaN", " NaN ", True),
    ("boolean", "1", "true", True),
    ("anyURI", "HTTP://a", "http://a", False),
    ("hexBinary", "0f", "0F", True),
    ("base64Binary", "BA = =", "BA==", True),
    ("string", "a b", "a  b", False),
    ("normalizedString", "a\tb", "a b", True),
    ("token", " a  b ", "a b", True),
    ("NMTOKENS", "a  b", " a b", True),
    ("NMTOKENS", "a b", "b a", False),
]


@pytest.mark.parametrize(("name", "one", "other", "equal"), EQUAL)
def test_when_two_values_are_one(name: str, one: str, other: str, equal: bool) -> None:
    datatype = xsd(name)
    first, second = datatype.value(one), datatype.value(other)
    assert first is not None
    assert second is not None
    assert (first == second) == equal
    if equal:
        assert hash(first) == hash(second)


ORDERED = [
    ("dateTime", "2000-01-15T00:00:00", "2000-02-15T00:00:00", -1),
    ("dateTime", "2000-01-15T12:00:00", "2000-01-16T12:00:00Z", -1),
    ("dateTime", "2000-01-01T12:00:00", "1999-12-31T23:00:00Z", None),
    ("dateTime", "2000-01-16T12:00:00", "2000-01-16T12:00:00Z", None),
    ("dateTime", "2000-01-16T00:00:00.25", "2000-01-16T00:00:00.3", -1),
    ("date", "-0002-01-01", "-0001-01-01", -1),
    ("date", "0000-12-31", "0001-01-01", -1),
    ("date", "99999-01-01", "100000-01-01", -1),
    ("gMonthDay", "--02-29", "--03-01", -1),
    ("duration", "P1M", "P30D", None),
    ("duration", "P1M", "P32D", -1),
    ("duration", "-PT0.5S", "PT0S", -1),
    ("duration", "PT36H", "P1DT12H", 0),
    ("double", "NaN", "1", None),
    ("double", "-INF", "INF", -1),
    ("decimal", "9.99", "10", -1),
]


@pytest.mark.parametrize(("name", "left", "right", "order"), ORDERED)
def test_how_values_are_ordered(name: str, left: str, right: str, order: int | None) -> None:
    """The examples of 3.2.7.4 and 3.2.6.2 among them."""
    datatype = xsd(name)
    assert isinstance(datatype, SimpleType)
    one, other = datatype.value(left), datatype.value(right)
    assert datatype.compare(one, other) == order
    assert datatype.compare(other, one) == (None if order is None else -order)


@pytest.mark.parametrize("name", ["QName", "NOTATION"])
def test_a_qualified_name_needs_its_prefix_bound(name: str) -> None:
    datatype = xsd(name)
    scope: Mapping[str, str] = {"": "urn:d", "p": "urn:p", "q": "urn:p"}
    assert datatype.context_dependent
    assert datatype.value("a", scope) == ("urn:d", "a")
    assert datatype.value("a", {}) == ("", "a")
    assert datatype.value("p:a", scope) == datatype.value("q:a", scope) == ("urn:p", "a")
    assert datatype.value("xml:lang", {}) == ("http://www.w3.org/XML/1998/namespace", "lang")
    for text in ("r:a", "p:a:b", ":a", "p:", "p: a", ""):
        assert not datatype.allows(text, scope)
    assert not datatype.allows("p:a", None)


def test_an_entity_must_be_declared() -> None:
    scope = Scope()
    scope.unparsed_entities = frozenset(("photo", "map"))
    assert xsd("ENTITY").allows("photo", scope)
    assert xsd("ENTITIES").allows("photo  map", scope)
    assert not xsd("ENTITIES").allows("photo other", scope)
    assert not xsd("ENTITY").allows("photo", {})
    assert xsd("ENTITIES").context_dependent


def test_an_entity_of_a_document_is_one_that_its_doctype_declares() -> None:
    schema = Schema.from_string("element figure { attribute entity { xsd:ENTITY } }", file="x.rnc")
    doctype = '<!DOCTYPE figure [<!NOTATION jpeg SYSTEM "jpeg"><!ENTITY photo SYSTEM "p.jpg" NDATA jpeg>]>'
    assert schema.is_valid(f'{doctype}<figure entity="photo"/>'.encode())
    (problem,) = schema.validate(f'{doctype}<figure entity="map"/>'.encode())
    assert "no unparsed entity of this name" in problem.message
    assert not schema.is_valid(b'<figure entity="photo"/>')


def test_cross_references_are_known_in_both_libraries() -> None:
    compatibility = get_library(COMPATIBILITY_DATATYPES)
    assert compatibility is not None
    for kind in ("ID", "IDREF", "IDREFS"):
        assert xsd(kind).id_kind == compatibility.create(kind, []).id_kind == kind
    assert xsd("ID", ("maxLength", "8")).id_kind == "ID"
    assert xsd("NCName").id_kind is None


def test_the_builtin_library_holds_all_text_and_compares_it_two_ways() -> None:
    library = get_library("")
    assert library is not None
    string, token = library.create("string", []), library.create("token", [])
    assert string.allows(" \x85 ")
    assert string.value(" a ") == " a "
    assert token.value(" a\n b ") == "a b"
    assert token.value("\u00a0a") == "\u00a0a"


@pytest.mark.parametrize(
    ("library", "name", "params", "message"),
    [
        ("", "date", [], 'has no type "date"'),
        ("", "string", [("length", "1")], "takes no parameters"),
        (XSD_DATATYPES, "datetime", [], 'did you mean "dateTime"?'),
        (XSD_DATATYPES, "anyType", [], "has no type"),
        (COMPATIBILITY_DATATYPES, "NCName", [], "it has ID, IDREF, IDREFS"),
        (COMPATIBILITY_DATATYPES, "ID", [("pattern", "a")], "takes no parameters"),
    ],
)
def test_what_a_library_does_not_have(library: str, name: str, params: list[tuple[str, str]], message: str) -> None:
    found = get_library(library)
    assert found is not None
    with pytest.raises(DatatypeError) as caught:
        found.create(name, params)
    assert message in caught.value.message


def test_there_are_no_other_libraries() -> None:
    assert get_library("http://www.w3.org/2001/XMLSchema") is None
    assert get_library("urn:other") is None


def test_equal_requests_give_one_object() -> None:
    assert xsd("token", ("pattern", "a")) is xsd("token", ("pattern", "a"))
    assert xsd("date") is xsd("date")


def test_values_of_any_size_are_decided() -> None:
    """Longer than Python's own limit for turning text into numbers, and more than a machine number holds."""
    digits = "9" * 100_000
    assert xsd("integer").allows(digits)
    assert xsd("integer").value(digits) != xsd("integer").value(digits + "0")
    assert not xsd("long").allows(digits)
    assert xsd("decimal", ("maxInclusive", "10")).allows("0." + digits)
    assert xsd("double").allows(digits)
    assert not xsd("gYear").allows(digits)
    assert not xsd("duration").allows(f"P{digits}Y")
    assert xsd("NCName").allows("a" * 1_000_000)
