"""Values of the data types of XML Schema, as far as schemas of cables use them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from elementpath.regex import translate_pattern

_STRINGS = (
    *(
        "a",
        "x1",
        "en",
        "Tokyo",
        "総理",
        "クリントン",
        "b-c",
        "A.B",
        "é",
        "main",
        "word",
        "#a",
        "0",
        "1",
        "2",
        "12",
        "1994",
        "-3",
        "0.5",
        ".5",
    ),
    *(
        "1.0",
        "3/4",
        "-3/4",
        "1.0.0",
        "1.0rc1",
        "4.9.0",
        "2a3",
        "tei:p",
        "http://example.org/a?b=c",
        "urn:x:y",
        "80mm",
        "50%",
        "-1em",
        "1,2",
    ),
    *(
        "1,2 3,4",
        "10,20 30,40 50,60",
        "0.3,7",
        "true",
        "ja-Latn",
        "x-klingon",
        "#id1",
        "../a.xml#b",
        "one two",
        " lead",
        "",
        "ü/ß",
        "U+3042",
    ),
    *(
        "1st",
        "60Hz",
        "text/xml",
        "image/jpeg",
        "application/x-tei+xml",
        "P1Y",
        "--02-13",
        "Latn",
        "Jpan",
        "US",
        "+81",
        "(b)(1)",
        "0,0 1,1 2,0",
    ),
)
_TYPES: dict[str, tuple[str, ...]] = {
    "date": ("1994-02-13", "2000-02-29", "-0043-03-15", "1994-02-13Z", "1994-02-13+09:00"),
    "gYear": ("1994", "-0043", "12024"),
    "gMonth": ("--02", "--12"),
    "gDay": ("---01", "---31"),
    "gYearMonth": ("1994-02", "1994-12Z"),
    "gMonthDay": ("--02-29", "--12-31"),
    "time": ("11:35:00", "23:59:59.5", "00:00:00Z"),
    "dateTime": ("1994-02-13T11:35:00", "1994-02-13T11:35:00-05:00", "2024-12-31T23:59:59Z"),
    "duration": ("PT1H35M", "P1Y2M3DT4H", "-P1D", "PT0.5S"),
    "decimal": ("0", "1", "0.5", "-3.25", "1.0", "00.70", ".5", "12"),
    "double": ("0", "1.5", "-2E3", "INF", "NaN"),
    "float": ("0", "1.5", "-2E3"),
    "integer": ("0", "-12", "+7"),
    "nonNegativeInteger": ("0", "1", "300", "+7"),
    "positiveInteger": ("1", "300"),
    "int": ("0", "-12"),
    "boolean": ("true", "false", "0", "1"),
    "language": ("en", "ja", "ja-Latn", "en-GB", "x-klingon"),
    "anyURI": ("#a", "a.xml", "http://example.org/?q=%20", "urn:x:y", "../b#c", "person:clinton", "総理"),
    "Name": ("a", "tei:p", "_x", "総理"),
    "NCName": ("a", "_x", "b-1.c", "総理"),
    "NMTOKEN": ("1a", "-", "a:b"),
    "QName": ("a", "xml:b"),
    "IDREF": ("id1",),
}


@cache
def samples(type_name: str, params: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Values of a data type with its facets, simplest first; an assertion where none is known, because then none would be tried."""
    values = _TYPES.get(type_name, _STRINGS if type_name in ("string", "token", "normalizedString") else ())
    fits: list[Callable[[str], bool]] = []
    for name, text in params:
        if name == "pattern":
            matcher = re.compile(translate_pattern(text, back_references=False, lazy_quantifiers=False, anchors=False))
            fits.append(lambda value, matcher=matcher: matcher.fullmatch(value) is not None)  # type: ignore[misc]
        elif name in ("minInclusive", "maxInclusive"):
            bound = float(text)
            fits.append(
                (lambda value, bound=bound: float(value) >= bound)  # type: ignore[misc]
                if name == "minInclusive"
                else (lambda value, bound=bound: float(value) <= bound)  # type: ignore[misc]
            )
        elif name in ("minLength", "maxLength"):
            limit = int(text)
            fits.append(
                (lambda value, limit=limit: len(value) >= limit)  # type: ignore[misc]
                if name == "minLength"
                else (lambda value, limit=limit: len(value) <= limit)  # type: ignore[misc]
            )
        else:
            raise AssertionError(f"facet {name} is not known to the generator")
    collapsed = (value if type_name == "string" else " ".join(value.split()) for value in values)
    found = tuple(dict.fromkeys(value for value in collapsed if all(fit(value) for fit in fits)))
    assert found, f"the generator knows no value of {type_name} {params}"
    return found
