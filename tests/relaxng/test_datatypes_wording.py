"""What is said of values that are not of their type: written to be read, kept in `datatypes/why_not.txt`.

The types are those of TEI's own datatypes and attributes, and the values what editors of cables write. `--accept` renews
the file; read the difference.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from teikit.relaxng import Schema
from teikit.relaxng.datatypes import get_library
from teikit.relaxng.syntax import XSD_DATATYPES
from tests.conftest import compare

EXPECTED = Path(__file__).parent / "datatypes" / "why_not.txt"

DATES = "xsd:date | xsd:gYear | xsd:gMonth | xsd:gDay | xsd:gYearMonth | xsd:gMonthDay | xsd:time | xsd:dateTime"
WORD = r'xsd:token { pattern = "[^\p{C}\p{Z}]+" }'

CASES: dict[str, tuple[str, list[str]]] = {
    "when, a date of the W3C's types": (
        DATES,
        [
            "1994-02-30", "1850-2-3", "1977-7-11T19:55:00Z", "1973-04-31", "12/03/1994", "23/03/1994", "23.3.1994", "1994-30-12",
            "March 3, 1994", "17 February 1973", "Feb 1973", "March", "94", "1973-13", "1973-00", "01973", "c. 1970",
            "1970s", "1973-02-17/1973-02-20", "1973-1975", "unknown", "", "1973-02-17 22:30", "1973-02-17T22:30",
            "1973-02-17T24:30:00", "1973-02-17T22:30:00+0200", "1973-02-17T22:30:00+15:00", "22:30", "10:30 pm",
            "2230 hours", "25:00:00", "23:59:60", "24:00:01", "--13", "--02-30", "---32", "-0000",
        ],
    ),
    "dur, a duration": ("xsd:duration", ["1 year", "P1W", "P30M10H", "p1y", "P", "P1YT", "PT1.5H", "P1,5Y", "+P1D", ""]),
    "target, a pointer": (
        r'xsd:anyURI { pattern = "\S+" }',
        ["%", "50%", "a#b#c", "http://[x", "#a b", "memo$1:x", ":", "mailto:", "", "photo [1].jpg"],
    ),
    "ref, pointers": (r'list { xsd:anyURI { pattern = "\S+" }+ }', ["#a #b#c", ""]),
    "xml:lang": (
        'xsd:language | ""',
        ["en_GB", "English language", "Japanese (romanized)", "en-", "en-Latin-romanized", "zh Hant", "fr/en"],
    ),
    "type, one word": (WORD, ["memorandum of conversation", "", "memo\u200b", "a\u00a0b"]),
    "n of a version": (r'xsd:token { pattern = "[\d]+(\.[\d]+){0,2}" }', ["v1", "1.2.3.4", "1.", "P5", "1,5"]),
    "version number": (
        r'xsd:token { pattern = "[\d]+[a-z]*[\d]*(\.[\d]+[a-z]*[\d]*){0,3}" }',
        ["v4", "4.9.0 a", "4.9.0A", "4..9"],
    ),
    "cert, a probability or a word": (
        'xsd:double { minInclusive = "0" maxInclusive = "1" } | "high" | "medium" | "low" | "unknown"',
        ["hihg", "High", "1.5", "-0.1", "certain", "50%", "0,5", ""],
    ),
    "quantity, a number": (
        r'xsd:double | xsd:token { pattern = "(\-?[\d]+/\-?[\d]+)" } | xsd:decimal',
        ["1,5", "1 000", "1/", "1/2/3", "ten", "1e", "+INF", "2½"],
    ),
    "cols, a count": ("xsd:nonNegativeInteger", ["-1", "2.5", "three", "1,000", "1e3", "IV", ""]),
    "width, a measurement": (
        r'xsd:token { pattern = "[\-+]?\d+(\.\d+)?(%|cm|mm|in|pt|pc|px|em|ex|ch|rem|vw|vh|vmin|vmax)" }',
        ["10 px", "10", "px", "10.px", "ten cm"],
    ),
    "instant, true or false": ("xsd:boolean", ["True", "yes", "n", "maybe", "2", ""]),
    "sample, true, false or a word": ('xsd:boolean | "unknown" | "inapplicable"', ["Unknown", "TRUE", "none"]),
    "unit, of a closed list": ('"chars" | "lines" | "pages" | "words"', ["line", "Chars", "inches", ""]),
    "xml:id": ("xsd:ID", ["1969v01", "d 1", "d:1", "-a", "", "d/1", "№1"]),
    "a name": ("xsd:Name", ["1a", "a b", ""]),
    "geo, a point": (
        r'list { xsd:token { pattern = "(-?[0-9]+(\.[0-9]+)?,-?[0-9]+(\.[0-9]+)?)" }+ }',
        ["35.6 139.7", "35,6,139,7", "N35,E139"],
    ),
    "year of publication": (r'xsd:token { pattern = "(19[789][0-9]|[2-9][0-9]{3}).*" }', ["1969", "197", "c1975"]),
    "a date within a term of office": (
        'xsd:date { minInclusive = "1969-01-20" maxExclusive = "1974-08-09" }',
        ["1968-12-31", "1974-08-09", "1969-01-20Z", "1970"],
    ),
    "facets on text": ('xsd:string { minLength = "2" maxLength = "4" }', ["a", "abcde"]),
    "digits of a number": ('xsd:decimal { totalDigits = "4" fractionDigits = "2" }', ["12345", "1.234"]),
    "octets": ('xsd:hexBinary { length = "2" }', ["0", "0G", "00FF00"]),
    "base64": ("xsd:base64Binary", ["AAA", "AB==", "AA=A", "ä==="]),
    "a QName": ("xsd:QName", ["y:foo", "a::b", ":x", "1:a"]),
    "an entity": ("xsd:ENTITY", ["photo1", "1"]),
    "idrefs": ("xsd:IDREFS", ["", "a 1b"]),
}  # fmt: skip


def told(pattern: str, values: list[str]) -> list[str]:
    """The values, each with what the validator says of it as the value of an attribute."""
    schema = Schema.from_string(f"element t {{ attribute a {{ {pattern} }} }}", file="case.rnc")
    lines = []
    for value in values:
        document = f"<t a={quoteattr(value)}/>".encode()
        problems = schema.validate(document)
        assert len(problems) == 1, f"{value!r} has {len(problems)} problems by {pattern}"
        (problem,) = problems
        assert problem.code in ("attribute-value", "idref-missing")
        lines.append(f"  {value!r}")
        lines.append(f"    {problem.message}")
        if problem.hint:
            lines.append(f"    {problem.hint}")
    return lines


def test_each_value_is_told_why_and_what_to_write(accept: bool) -> None:
    lines: list[str] = []
    for title, (pattern, values) in CASES.items():
        lines += [f"{title}: {pattern}", *told(pattern, values), ""]
    compare(EXPECTED, "\n".join(lines), accept)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("date", "1994-02-30", "1994-02-30: February 1994 has 28 days; write YYYY-MM-DD, for example 1994-02-28"),
        ("date", "1900-02-29", "1900-02-29: February 1900 has 28 days; write YYYY-MM-DD, for example 1900-02-28"),
        ("date", "23/03/1994", "23/03/1994: the parts are separated by hyphens, the year first; write 1994-03-23"),
        ("time", "10:30 pm", '"10:30 pm": hours are counted to 24; write 22:30:00'),
        ("language", "en_GB", "en_GB: the parts of a language tag are joined by hyphens, not underscores; write en-GB"),
        ("boolean", "TRUE", "TRUE: true and false are written in small letters; write true"),
        ("anyURI", "a#b#c", 'a#b#c: "#" can stand only once, before the name of the part; write a#b%23c'),
        ("NCName", "d\u200b1", "d<U+200B>1: U+200B (zero width space) cannot stand in a name; write, for example, d_1"),
        ("integer", "x" * 90, f"{'x' * 39}…: this is no number; write a whole number, for example 12"),
    ],
)
def test_the_words_for_one_type(name: str, text: str, message: str) -> None:
    library = get_library(XSD_DATATYPES)
    assert library is not None
    assert library.create(name, []).why_not(text) == message
