"""What the reader of the compact syntax says of common slips: where, what is wrong, what to do."""

from __future__ import annotations

import pytest

from teikit.relaxng import Schema
from teikit.relaxng.compact import parse_compact
from teikit.relaxng.errors import RelaxNGError, SchemaSyntaxError

SLIPS = [
    # schema, line:column, part of the message
    ("start = a | b, c", "1:14", '"|" and "," stand side by side; put one of them in parentheses'),
    ("element p { a b }", "1:15", '"," or "|" or "&" is missing between two patterns; here stands "b"'),
    ("element p { text", "1:11", 'this "{" is never closed by "}"'),
    ("start = (text", "1:9", 'this "(" is never closed by ")"'),
    ("element p { text )", "1:18", '"}" is missing, which closes the "{" of line 1'),
    ("text = element text { empty }", "1:1", '"text" is a keyword; write "\\text" to define that name'),
    ("start = div", "1:9", '"div" is a keyword, so write "\\div" for the definition'),
    ("start = element tei:p { empty }", "1:17", 'the prefix "tei" is not declared; write namespace tei = "…"'),
    ("start = xs:date", "1:9", 'or did you mean "xsd"?'),
    ('start = element p { "a', "1:21", 'this literal is not closed by " on its line'),
    ('start = element p { """a\n', "1:21", 'this literal is never closed by """'),
    ("start = p;", "1:10", '";" has no meaning here: definitions end without a sign'),
    ("start = a**", "1:11", '"*" after "*"'),
    ("start = element { text }", "1:17", "the name of the element is missing"),
    ("start = element p text", "1:19", '"{" is missing after the name of the element'),
    ('start = p\nnamespace a = "b"', "2:1", "declarations stand at the top of a schema"),
    ('<grammar xmlns="http://relaxng.org/ns/structure/1.0"/>', "1:1", "this is XML, and not the compact syntax"),
    ("start = element * - a | b { empty }", "1:23", "put the names with their exceptions in parentheses"),
    ("start = element p - q { empty }", "1:19", 'exceptions, after "-", are of "*" or "prefix:*" only'),
    ('start = string - "a" | "b"', "1:22", "a datatype with an exception"),
    ("element p { text } ## about p", "1:20", "documentation (##) stands before what it documents"),
    ("start = p\n## about nothing", "2:1", "no definition follows this documentation or annotation"),
    ('[ a:b = "c" ] element p { empty }', "1:3", 'the prefix "a" is not declared'),
    ('[ b = "c" ] element p { empty }', "1:3", 'the attribute "b" needs a prefix'),
    ("start = xsd:string { minLength = 1 }", "1:34", "'1' has no meaning here"),
    ("start = parent text", "1:16", 'write "\\text" if that is the name'),
    ('include "a.rnc" { include "b.rnc" }', "1:19", "an include cannot stand within the braces of another"),
    ("start = \\ a", "1:9", 'a name must follow "\\"'),
    ("start = element p { empty }\n}", "2:1", 'this "}" closes nothing'),
    ('datatypes xsd = "urn:x"\nstart = a', "1:17", 'the prefix "xsd" always means'),
    ('default namespace = "a"\ndefault namespace = "b"\nstart = a', "2:9", "default namespace is declared twice"),
    ("start = \u00d7", "1:9", '"×" cannot stand in a name here'),
    ("element p { empty }\nstart = p", "2:1", "a schema is one pattern or a list of definitions"),
    ("start = \x02", "1:9", "the character U+0002 cannot stand in a schema"),
]


@pytest.mark.parametrize(("schema", "place", "message"), [pytest.param(*s, id=repr(s[0])[:40]) for s in SLIPS])
def test_a_slip_is_named_where_it_is(schema: str, place: str, message: str) -> None:
    with pytest.raises(SchemaSyntaxError) as caught:
        parse_compact(schema, "cable.rnc")
    error = caught.value
    assert f"{error.line}:{error.column}" == place
    assert error.file == "cable.rnc"
    assert error.rule == "compact"
    assert message.replace("'1'", '"1"') in error.message


def test_places_are_those_of_the_file_whatever_its_line_breaks_and_escapes() -> None:
    """A column counts what is written: an escape has all its characters, CR LF is one line break."""
    with pytest.raises(SchemaSyntaxError) as caught:
        parse_compact("\ufeff# first\r\n\\x{65}lement p\r{ a \\x{7C} ; }", "x.rnc")
    assert (caught.value.line, caught.value.column) == (3, 12)


def test_a_fault_of_the_schema_has_the_place_in_the_compact_file() -> None:
    with pytest.raises(RelaxNGError) as caught:
        Schema.from_string('start = element p {\n  xsd:date { minimum = "1900-01-01" }\n}', file="x.rnc")
    assert (caught.value.line, caught.value.column) == (2, 3) or caught.value.line == 2
    assert "minimum" in caught.value.message
