"""What the compact syntax says, construct by construct, and that it survives any text."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from teikit.relaxng import Schema
from teikit.relaxng.compact import parse_compact
from teikit.relaxng.compact.tokens import KEYWORDS
from teikit.relaxng.errors import SchemaSyntaxError
from teikit.relaxng.syntax import ANNOTATION_NAMESPACE, RELAXNG_NAMESPACE, Syntax
from tests.conftest import shared_path


def outline(node: Syntax) -> str:
    """A tree on one line: names with what is in them."""
    inner = " ".join(outline(child) for child in node.children)
    return node.name + (f"={node.text}" if node.text else "") + (f"({inner})" if inner else "")


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("element a { b?, c*, d+ }", "element(name=a group(optional(ref) zeroOrMore(ref) oneOrMore(ref)))"),
        ("(a | (b & c))", "choice(ref interleave(ref ref))"),
        ("((a))", "ref"),
        ("(a, b)*", "zeroOrMore(group(ref ref))"),
        ("((a*)?)+", "oneOrMore(optional(zeroOrMore(ref)))"),
        ('string - ("a" | "b")', "data(except(choice(value=a value=b)))"),
        ('(string - "a") | b', "choice(data(except(value=a)) ref)"),
        ("attribute * - (a | b) { text }", "attribute(anyName(except(choice(name=a name=b))) text)"),
        ("list { xsd:int+ }", "list(oneOrMore(data))"),
        ('xsd:token { pattern = "a" length = "1" }', "data(param=a param=1)"),
        ("grammar { start = parent x x |= y }", "grammar(start(parentRef) define(ref))"),
        ("element start { empty }", "element(name=start empty)"),
        ('"a" ~ "b"', "value=ab"),
    ],
)
def test_constructs(schema: str, expected: str) -> None:
    assert outline(parse_compact(schema, "")) == expected


def test_names_without_prefix_are_in_the_default_namespace_for_elements_only() -> None:
    root = parse_compact('default namespace t = "urn:t"\nelement a { attribute b { text }, element t:c { empty } }', "")
    names = [node.children[0].attributes for node in (root, *root.children[1].children)]
    assert names == [{"ns": "urn:t"}, {"ns": ""}, {"ns": "urn:t"}]


def test_an_inherited_namespace_is_left_to_the_schema_that_refers_here() -> None:
    root = parse_compact("default namespace x = inherit\nelement a { element * - x:* { empty } }", "")
    assert root.children[0].attributes == {}
    excluded = root.children[1].children[0].children[0].children[0]
    assert (excluded.name, excluded.attributes) == ("nsName", {})


def test_a_referred_schema_inherits_the_default_namespace_or_the_one_named() -> None:
    root = parse_compact(
        'default namespace = "urn:a"\nnamespace b = "urn:b"\nstart = external "x.rnc"\n'
        'include "y.rnc" inherit = b { start = empty }',
        "",
    )
    external, include = root.children[0].children[0], root.children[1]
    assert external.attributes == {"href": "x.rnc", "ns": "urn:a"}
    assert include.attributes == {"href": "y.rnc", "ns": "urn:b"}
    assert outline(include) == "include(start(empty))"


def test_a_qname_value_without_prefix_is_in_the_default_namespace() -> None:
    """As jing and trang read it; without a default namespace it is left to be inherited."""
    schema = Schema.from_string('default namespace = "urn:a"\nelement a { xsd:QName "b" }', file="x.rnc")
    assert schema.is_valid(b'<a xmlns="urn:a">b</a>')
    assert schema.is_valid(b'<p:a xmlns:p="urn:a">p:b</p:a>')
    assert not schema.is_valid(b'<p:a xmlns:p="urn:a">b</p:a>')


def test_a_prefix_of_a_qname_value_is_one_of_the_schema() -> None:
    schema = Schema.from_string('namespace x = "urn:a"\nelement a { xsd:QName "x:b" }', file="x.rnc")
    assert schema.is_valid(b'<a xmlns:y="urn:a">y:b</a>')
    assert not schema.is_valid(b'<a xmlns:x="urn:other">x:b</a>')


def test_definitions_are_combined() -> None:
    schema = Schema.from_string(
        "start = element p { a & extra }\na = element a { empty }\na |= element b { empty }\n"
        "extra &= attribute n { text }\nextra &= attribute m { text }",
        file="x.rnc",
    )
    assert schema.is_valid(b'<p n="" m=""><b/></p>')
    assert not schema.is_valid(b'<p n=""><a/></p>')


def test_documentation_is_kept_where_it_stands() -> None:
    root = parse_compact("## Says who\n##   speaks.\n\n## Twice.\nstart = element sp { ## the text\n text }", "")
    start = root.children[0]
    assert start.documentation == "Says who\n  speaks.\nTwice."
    assert [annotation.name for annotation in start.annotations] == [f"{{{ANNOTATION_NAMESPACE}}}documentation"] * 2
    assert start.annotations[0].text == "Says who\n  speaks."
    assert start.children[0].children[1].documentation == "the text"


def test_annotations_before_and_after() -> None:
    root = parse_compact(
        'namespace e = "urn:e"\n'
        '[ e:a = "1" e:b [ c = "2" "text" d [] ] ] start = ([ e:x [] ] a >> e:y [] | b) >> e:z []',
        "",
    )
    start = root.children[0]
    assert dict(start.foreign) == {"{urn:e}a": "1"}
    assert [annotation.name for annotation in start.annotations] == ["{urn:e}b", "{urn:e}z"]
    assert dict(start.annotations[0].attributes) == {"c": "2"}
    assert start.annotations[0].text == "text"
    choice = start.children[0]
    assert [annotation.name for annotation in choice.annotations] == ["{urn:e}y"]
    assert [annotation.name for annotation in choice.children[0].annotations] == ["{urn:e}x"]


def test_prefixes_in_scope_are_those_declared_and_not_empty() -> None:
    root = parse_compact('namespace a = "urn:a"\nnamespace none = ""\nnamespace i = inherit\ntext', "")
    assert dict(root.namespaces) == {"": RELAXNG_NAMESPACE, "a": "urn:a"}


def test_patterns_lie_within_one_another_as_deep_as_one_likes() -> None:
    depth = 5000
    nested = parse_compact("(" * depth + "a" + ")" * depth, "")
    assert nested.name == "ref"
    starred = parse_compact("(" * depth + "a" + "?)" * depth, "")
    levels = 0
    while starred.children:
        starred = starred.children[0]
        levels += 1
    assert levels == depth


def test_too_deep_is_an_error_and_no_crash() -> None:
    with pytest.raises(SchemaSyntaxError, match="within one another"):
        parse_compact("(" * 20_000, "")
    for opening in ("div {", "start = grammar {", "[ a [", "element (", "include 'x' { div {"):
        with pytest.raises(SchemaSyntaxError):
            parse_compact(opening * 2000, "")


def test_a_schema_of_a_real_project_is_read() -> None:
    """The schema of the Foreign Relations of the United States series, an ODD compiled in 2014."""
    file = shared_path("tei", "frus.rnc")
    root = parse_compact(file.read_text(encoding="utf-8"), str(file))
    assert root.name == "grammar"
    assert sum(child.name == "define" for child in root.children) == 381
    documented = [child for child in root.children if child.name == "define" and child.children[0].documentation]
    assert documented


PIECES = [
    *sorted(KEYWORDS), "a", "b:c", "x:*", "\\text", '"v"', "'''v\n'''", '"', "## d\n", "# c\n", "\n", "=", "|=", "&=", "{",
    "}", "(", ")", "[", "]", ",", "&", "|", "?", "*", "+", "-", "~", ">>", "\\x{61}", "\\x{", "xsd:date", "é", "\x85", "\r",
]  # fmt: skip


def failure(text: str) -> SchemaSyntaxError | None:
    """The error that a text raises; `None` where it is a schema."""
    try:
        parse_compact(text, "x.rnc")
    except SchemaSyntaxError as error:
        return error
    return None


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
@example("[")
@example("a >>")
def test_any_row_of_tokens_is_a_schema_or_an_error_with_its_place(text: str) -> None:
    error = failure(text)
    if error is not None:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert error.line is not None
        assert error.column is not None
        assert 1 <= error.line <= len(lines)
        assert 1 <= error.column <= len(lines[error.line - 1]) + 1


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_any_text_is_a_schema_or_an_error(text: str) -> None:
    error = failure(text)
    assert error is None or error.message


def test_a_real_schema_damaged_anywhere_is_a_schema_or_an_error() -> None:
    text = shared_path("tei", "frus.rnc").read_text(encoding="utf-8")[:6000]
    chance = random.Random(4)
    for _ in range(150):
        at = chance.randrange(len(text))
        damaged = (
            text[:at] + chance.choice(["", "{", "}", '"', "|", "a = ", "\\", "##"]) + text[at + chance.randrange(3) :]
        )
        error = failure(damaged)
        assert error is None or error.line is not None


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff\\")).filter(
        lambda t: '"""' not in t
    )
)
def test_a_literal_means_what_stands_between_its_quotes(text: str) -> None:
    quote = '"' if '"' not in text else "'" if "'" not in text else None
    if quote is None:
        return
    assert parse_compact(f"{quote}{text}{quote}", "").text == text


@given(
    st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), min_size=1)
)
def test_an_escape_means_the_character(text: str) -> None:
    escaped = "".join(f"\\x{{{ord(character):X}}}" for character in text)
    literal = f"'''{escaped}'''" if "'" not in text else f'"""{escaped}"""'
    if "'" in text and '"' in text:
        return
    assert parse_compact(literal, "").text == text
