"""jing's verdict on ten thousand pairs of datatype and value, and five thousand of expression and value.

Ours is the same but for the departures listed, each with the clause of XML Schema Part 2 (second edition) that decides.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from teikit.relaxng.datatypes import get_library
from teikit.relaxng.syntax import XSD_DATATYPES
from tests.conftest import require_program


def words(text: str) -> list[str]:
    return text.split()


TYPES = words(
    "NCName NMTOKEN NMTOKENS Name QName anyURI base64Binary boolean byte date dateTime decimal double "
    "duration float gDay gMonth gMonthDay gYear gYearMonth hexBinary int integer language long "
    "negativeInteger nonNegativeInteger nonPositiveInteger normalizedString positiveInteger short string "
    "time token unsignedByte unsignedInt unsignedLong unsignedShort"
)

VALUES = list(
    dict.fromkeys(
        [
            *words(
                "0 -0 1 +1 01 -1 1.5 1. .5 . .e1 1e 1e5 1E-3 INF -INF +INF NaN inf nan Infinity 0x1 1f 1d 1_000 1,5"
            ),
            *words("true false True TRUE yes 127 128 -128 -129 255 256 32767 32768 65535 65536 2147483648 -2147483649"),
            *["4294967295", "4294967296", "9223372036854775808", "18446744073709551615", "18446744073709551616"],
            *[
                "99999999999999999999999",
                "2001-01-01",
                "2001-02-29",
                "2000-02-29",
                "1900-02-29",
                "2001-1-1",
                "2001-13-01",
            ],
            *words("2001-00-10 2001-01-32 2001-04-31 0000-01-01 -0001-01-01 -0001-02-29 -0004-02-29 -0005-02-29"),
            *["12001-01-01", "02001-01-01", "2001-01-01Z", "2001-01-01+14:00", "2001-01-01+14:01", "2001-01-01+13:59"],
            *["2001-01-01-13:59", "2001-01-01-12:00", "2001-01-01+15:00", "2001-01-01+1:00", "2001-01-01T00:00:00"],
            *["2001-01-01T24:00:00", "2001-01-01T24:00:01", "2001-01-01T24:00:00.0", "2001-01-01T23:59:60"],
            *["2001-01-01T23:59:59.", "2001-01-01T23:59:59.999", "2001-01-01T23:59", "2001-01-01T25:00:00"],
            *["2001-01-01T23:60:00", "2001-02-29T00:00:00Z", "24:00:00", "23:59:59", "23:59:60", "12:00:00.", "12:00"],
            *words("12:00:00Z 12:00:00+01:00 1:00:00 2001 2001Z 2001-01 2001-13 0000 -0044 200 --02-29 --02-30"),
            *["--04-31", "--13-01", "--01", "--13", "--00", "--01--", "---31", "---32", "---00", "---1", "--1"],
            *words("P1Y P1M P1DT1H PT1S PT1.5S PT1.S PT.5S P PT P1YT P-1Y -P1Y +P1Y P1.5Y P1S PT1H1D P1W P0D"),
            *words("en en-US en_US x-klingon i- abcdefghi en-abcdefghi a1 1a foo foo:bar :foo foo: _a -a .a a.b a:b:c"),
            *["é", "日本", "a·", "·a", "à", "̀a", "a‿", "⁰", "a⁰", "\u200cа", "𠀀", "xml:id", "p:q", "〇"],
            *["ำ", "K", "Ĳ", "៰", "٠", "١٢", "１", "a\xa0b", "a\u2028b", "a\x85b", "\x7f"],
            *words(
                "% a#b a#b#c # ## http://[x http://[::1]/ http://[::1]:80/x http://a/[b] http://a/?[b] http://a/#[b]"
            ),
            *words("[ a[b] : a: http: http:// http:/// ftp:// mailto:a@b mailto: urn:x:y foo$bar:stuff 1:2 a%20b a%2"),
            *[
                "a%zz",
                "<>",
                "{}",
                "|",
                "\\",
                "^",
                "`",
                '"',
                "a?b?c",
                "?",
                "/",
                "//",
                "///",
                "//a",
                "a//b",
                "../x",
                "./a:b",
                "a/b:c",
                "file:///c|/x",
                "file:///C:\\x",
            ],
            *words("http://a:b http://a:80:80 http://u@h@i/ http://é/ http://h/% http://-a/ http://a_b/ x+y:z x_y:z"),
            *words("http://h?q http://h#f -a:b a.b-c+d:e //[::1 http://h:p/ ?a#b?c a;b:c a@b:c $ $: $/: http://%zz/"),
            *words("AAAA AA== AB== AAA= AAB= AAAAA AAAA==== ==== A=== AAA AA=A +/== +A== 0F 0f 0G é="),
            *["", " ", "foo bar", "a b", "http://a b/", "2001-01-01 23:59:59", "A A A A", "00 11", "P1Y2M3DT4H5M6.7S"],
        ]
    )
)

DEPARTURES = {
    # 3.2.17, by RFC 2396, 3.2.2: the server of an authority may be empty.
    **dict.fromkeys([("anyURI", value) for value in ("http://", "ftp://", "//")], True),
    # 3.2.7.3: hours of a zone up to 13 with any minutes, to the west as to the east.
    ("date", "2001-01-01-13:59"): True,
    # XSD 1.1, 3.3.7 and 3.3.9: the year 0000.
    ("date", "0000-01-01"): True,
    ("gYear", "0000"): True,
    # 3.2.7.1: 24:00:00 is midnight; 3.2.8: of a time likewise.
    **dict.fromkeys([("dateTime", "2001-01-01T24:00:00"), ("dateTime", "2001-01-01T24:00:00.0")], True),
    ("time", "24:00:00"): True,
    # Appendix D.2: leap seconds are not supported; 3.2.7.1: digits follow the point.
    **dict.fromkeys([("dateTime", "2001-01-01T23:59:60"), ("time", "23:59:60")], False),
    **dict.fromkeys([("dateTime", "2001-01-01T23:59:59."), ("time", "12:00:00.")], False),
    # 3.2.6.1: [0-9]+(\.[0-9]+)? seconds.
    **dict.fromkeys([("duration", "PT1.S"), ("duration", "PT.5S")], False),
    # 3.2.11: any number of digits.
    **{
        ("gYear", value): True
        for value in (
            "-2147483649",
            "2147483648",
            "4294967295",
            "4294967296",
            "9223372036854775808",
            "18446744073709551615",
            "18446744073709551616",
            "99999999999999999999999",
        )
    },
}
"""What we say of a pair on which jing says the opposite."""

EXPRESSIONS = [
    r"[^\p{C}\p{Z}]+", r"\S+", r"(\-?[\d]+/\-?[\d]+)", r"(-?[0-9]+(\.[0-9]+)?,-?[0-9]+(\.[0-9]+)?)",
    r"[0-9.,DHMPRSTWYZ/:+\-]+", r"[\d]+[a-z]*[\d]*(\.[\d]+[a-z]*[\d]*){0,3}", r"[^/\s]+:\S*", r"[\d]+(\.[\d]+){0,2}",
    r".+:.+", r"(19[789][0-9]|[2-9][0-9]{3}).*", r"[a-z][a-z0-9\+\.\-]*", r".+", r"(\p{L}|\p{N}|\p{P}|\p{S})+", r"\i\c*",
    r"\I+", r"\C*", r"[\i-[:]][\c-[:]]*", r"\w+", r"\W+", r"\d{2,4}", r"\D*", r"\p{Lu}\p{Ll}*", r"\P{L}+",
    r"[a-z-[aeiou]]+", r"[^a-z-[X]]", r"(a|bc)*d?", r"(a?){3}a{3}", r"\p{IsGreek}+", r"\p{IsBasicLatin}*",
    r"\P{IsBasicLatin}*", r"[\p{IsHebrew}x]+", r"a{0}", r"a{2}", r"a{2,}", r"(ab){1,2}", r"[^^]", r"[a^]+", r"^a$",
    r"[\S]+", r"[^\S]+", r"[^\s]+", r"[\s\d]+", r"\p{Nd}+", r"\p{Zs}", r"\p{Sm}|\p{Sc}", r"\p{Cf}", r"\p{Co}", r"\p{Cn}",
    r"\p{M}+", r".", r"", r"a||b", r"(|a)b", r"[\\\]\[]+", r"\n|\t", r"[\-a]+", r"\.\*\?",
]  # fmt: skip

STRINGS = [
    *words("a b ab abc aaa aaaa aaaaaa aaaaaaa d ad bcd 1 12 123 12345 1/2 -1/-2 1,2 1.5,-2.5 1.2 1.2.3 1.2.3.4 v1"),
    *words(
        "1a.2b http:x /:x a: a:b :b 1975 2024x 1960 é É Éa 日本 λόγος α שלום x X ^ ^$ ^a$ $ - \\ [] ٣ ½ € + 𝒜 _ . .*?"
    ),
    *[":", "P1Y", "a-b", "foo.bar", "é", "á", "́", "\xad", "\u200b", "\ue000", "\u0378", "𠀀", "😀", "İ", "ǅ", "ⅷ", "²"],
    *["", " ", "\t", "\n", "a b", "\u00a0", "\u2028", "\u202f", "\u3000", "\u2003", "\u0085", "a\u00a0b"],
]

# `\p{C}`: Cc, Cf, Cn and Co among others (F.1.1); jing's class of everything but \p{C} and \p{Z} has them.
MISTAKEN = dict.fromkeys(
    [(r"[^\p{C}\p{Z}]+", string) for string in ("\t", "\n", "\u0085", "\u00ad", "\u200b", "\u0378", "\ue000")], False
)


def ask_jing(folder: Path, patterns: Sequence[str], texts: Sequence[str]) -> dict[tuple[int, str], bool]:
    """Jing's verdict on every text by every pattern, from one document with one pair a line."""
    jing = require_program("jing")
    schema, document = folder / "all.rnc", folder / "all.xml"
    elements = " | ".join(f"element e{number} {{ {pattern} }}" for number, pattern in enumerate(patterns))
    schema.write_text(f"start = element v {{ ({elements})* }}\n", encoding="utf-8")
    pairs = [(number, text) for number in range(len(patterns)) for text in texts]
    lines = [f"<e{number}>{escape(text).replace(chr(10), '&#10;')}</e{number}>" for number, text in pairs]
    document.write_text("\n".join(['<v xmlns:p="urn:p">', *lines, "</v>"]), encoding="utf-8")
    run = subprocess.run([jing, "-c", schema, document], capture_output=True, text=True, timeout=300, check=False)
    assert "all.rnc:" not in run.stdout, run.stdout[:500]
    refused = {int(line) for line in re.findall(r"all\.xml:(\d+):", run.stdout)}
    return {pair: line not in refused for line, pair in enumerate(pairs, start=2)}


def differences(ours: Iterable[tuple[tuple[str, str], bool, bool]]) -> dict[tuple[str, str], bool]:
    return {pair: mine for pair, mine, theirs in ours if mine != theirs}


@pytest.mark.jing
def test_every_pair_of_type_and_value_has_jings_verdict_but_for_the_departures(tmp_path: Path) -> None:
    library = get_library(XSD_DATATYPES)
    assert library is not None
    verdicts = ask_jing(tmp_path, [f"xsd:{name}" for name in TYPES], VALUES)
    assert len(verdicts) > 9_500
    scope = {"p": "urn:p"}
    ours = (
        ((TYPES[number], text), library.create(TYPES[number], []).allows(text, scope), theirs)
        for (number, text), theirs in verdicts.items()
    )
    assert differences(ours) == DEPARTURES


@pytest.mark.jing
def test_every_pair_of_expression_and_string_has_jings_verdict_but_for_the_departures(tmp_path: Path) -> None:
    library = get_library(XSD_DATATYPES)
    assert library is not None
    patterns = [f"xsd:string {{ pattern = '''{expression}''' }}" for expression in EXPRESSIONS]
    verdicts = ask_jing(tmp_path, patterns, STRINGS)
    assert len(verdicts) > 4_500
    ours = (
        ((EXPRESSIONS[number], text), library.create("string", [("pattern", EXPRESSIONS[number])]).allows(text), theirs)
        for (number, text), theirs in verdicts.items()
    )
    assert differences(ours) == MISTAKEN
