"""How schemas are read: several files, catalogs, loops; each error names its rule and its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from teikit.relaxng import LimitError, RelaxNGError, Schema, SchemaError, SchemaSyntaxError
from tests.conftest import shared_path

NS = 'xmlns="http://relaxng.org/ns/structure/1.0"'
XSD = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'


def write(folder: Path, **files: str) -> Path:
    """Write files (`a_rng` is `a.rng`); the first is the schema."""
    paths = []
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_rng", ".rng").replace("_rnc", ".rnc").replace("_xml", ".xml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths[0]


# Errors: (rule, line, column, a part of the message, schema)
WRONG = [
    ("xml", 2, 1, "not well-formed", f"<element name='a' {NS}>\n<"),
    ("3", 1, 1, "outermost", f"<define name='a' {NS}><text/></define>"),
    ("3", 1, 1, "namespace", "<grammar/>"),
    ("3", 2, 1, "no element <elemnt>", f"<grammar {NS}>\n<elemnt/></grammar>"),
    ("3", 2, 1, "needs the attribute name", f"<grammar {NS}>\n<define><text/></define></grammar>"),
    ("3", 2, 3, "takes no attribute", f"<element name='a' {NS}>\n  <text name='x'/></element>"),
    ("3", 1, 1, "needs content", f"<element name='a' {NS}/>"),
    ("3", 2, 1, "cannot stand in", f"<element name='a' {NS}>\n<start><text/></start></element>"),
    ("3", 1, 65, "text in <element>", f"<element name='a' {NS}>stray<text/></element>"),
    ("3", 1, 1, "qualified name", f"<element name='a b' {NS}><text/></element>"),
    ("4.3", 1, 1, "absolute URI", f"<element name='a' datatypeLibrary='x' {NS}><text/></element>"),
    ("4.5", 1, 1, "fragment", f"<externalRef href='x#y' {NS}/>"),
    ("4.5", 1, 1, "not on this machine", f"<externalRef href='http://example.org/x.rng' {NS}/>"),
    ("4.5", 1, 1, "cannot be read", f"<externalRef href='none.rng' {NS}/>"),
    ("4.7", 2, 1, "not a grammar", f"<grammar {NS}>\n<include href='element.rng'/><start><text/></start></grammar>"),
    ("4.10", 1, 1, "not declared", f"<element name='x:a' {NS}><text/></element>"),
    (
        "4.16",
        2,
        1,
        "no type",
        f"<element name='a' {NS} {XSD}>\n<data type='dat'/></element>",
    ),
    (
        "4.16",
        2,
        1,
        "no datatype library",
        f"<element name='a' {NS} datatypeLibrary='urn:x'>\n<data type='d'/></element>",
    ),
    ("4.16", 2, 1, "can never match", f"<element name='a' {NS} {XSD}>\n<value type='int'>one</value></element>"),
    ("4.16", 2, 1, "xmlns", f"<element name='a' {NS}>\n<attribute name='xmlns'/></element>"),
    (
        "4.16",
        1,
        85,
        "nothing would be left",
        f"<element {NS}><anyName><except>" + "<anyName/></except></anyName><text/></element>",
    ),
    (
        "4.17",
        3,
        1,
        "defined twice",
        f"<grammar {NS}><start><ref name='a'/></start>\n<define name='a'><text/></define>\n<define name='a'><text/></define></grammar>",
    ),
    ("4.18", 2, 1, "not defined", f"<grammar {NS}><start>\n<ref name='a'/></start></grammar>"),
    ("4.18", 1, 1, "no <start>", f"<grammar {NS}/>"),
    (
        "4.19",
        2,
        26,
        "refers to itself",
        f"<grammar {NS}><start><ref name='a'/></start>\n<define name='a'><choice><ref name='a'/><text/></choice></define></grammar>",
    ),
    (
        "7.1.1",
        1,
        1,
        "value of an attribute",
        f"<element name='a' {NS}><attribute name='b'><element name='c'><text/></element></attribute></element>",
    ),
    (
        "7.1.2",
        1,
        1,
        "repeated",
        f"<element name='a' {NS}><oneOrMore><attribute name='b'/><attribute name='c'/></oneOrMore></element>",
    ),
    ("7.1.3", 1, 1, "list", f"<element name='a' {NS}><list><text/></list></element>"),
    (
        "7.1.4",
        1,
        1,
        "exceptions",
        f"<element name='a' {NS}><data type='string'><except><text/></except></data></element>",
    ),
    ("7.1.5", 1, 1, "start", f"<grammar {NS}><start><text/></start></grammar>"),
    ("7.2", 1, 1, "beside other", f"<element name='a' {NS}><value>x</value><text/></element>"),
    (
        "7.3",
        2,
        1,
        'attribute "b"',
        f"<grammar {NS}><start>\n<element name='a'><attribute name='b'/><attribute name='b'/></element></start></grammar>",
    ),
    ("7.3", 1, 1, "wildcard", f"<element name='a' {NS}><attribute><anyName/></attribute></element>"),
    ("7.4", 1, 1, "text in two parts", f"<element name='a' {NS}><interleave><text/><text/></interleave></element>"),
    (
        "7.4",
        1,
        1,
        'element "b"',
        f"<element name='a' {NS}><interleave><element name='b'><text/></element><element name='b'><empty/></element>"
        "</interleave></element>",
    ),
]


@pytest.mark.parametrize(("rule", "line", "column", "part", "source"), WRONG)
def test_an_error_names_its_rule_and_place(
    rule: str, line: int, column: int, part: str, source: str, tmp_path: Path
) -> None:
    path = write(tmp_path, s_rng=source, element_rng=f"<element name='e' {NS}><text/></element>")
    with pytest.raises(RelaxNGError) as caught:
        Schema.load(path)
    error = caught.value
    assert (error.rule, error.line, error.file) == (rule, line, str(path))
    assert part in error.message
    assert error.column is not None
    if "<anyName/></except>" not in source and "stray" not in source:
        assert error.column == column
    assert str(error).startswith(f"{path}:{line}:")


def test_what_cannot_stand_together_is_placed(tmp_path: Path) -> None:
    """Attributes and elements that clash are shown where they are written, in whichever file."""
    path = write(
        tmp_path,
        main_rng=f"<grammar {NS}><include href='base.rng'/>\n<define name='more' combine='interleave'>\n"
        "<attribute name='b'/></define></grammar>",
        base_rng=f"<grammar {NS}><start><element name='a'><ref name='more'/></element></start>\n"
        "<define name='more'><attribute name='b'/></define></grammar>",
    )
    with pytest.raises(SchemaError) as caught:
        Schema.load(path)
    assert caught.value.rule == "7.3"
    assert Path(caught.value.file).name == "base.rng"
    assert caught.value.message.endswith(f"see {tmp_path / 'base.rng'}:2:21, {path}:3:1")
    clash = "<interleave><element name='b'><text/></element>\n<element><anyName/><text/></element></interleave>"
    with pytest.raises(SchemaError, match=r"see s.rng:1:\d+, s.rng:2:1"):
        Schema.from_string(f"<element name='a' {NS}>{clash}</element>", file="s.rng")


def test_an_unreadable_schema_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="cannot be read"):
        Schema.load(tmp_path / "none.rng")
    with pytest.raises(SchemaSyntaxError, match="entity"):
        Schema.from_string(f'<!DOCTYPE element SYSTEM "x.dtd"><element name="a" {NS}>&x;</element>')
    with pytest.raises(SchemaSyntaxError):
        Schema.from_string(b"\xff\xfe<\x00")


def test_depth_is_an_error_not_a_crash() -> None:
    deep = "<group>" * 5000 + "<text/>" + "</group>" * 5000
    with pytest.raises(LimitError):
        Schema.from_string(f"<element name='a' {NS}>{deep}</element>")


def test_depth_through_definitions_is_an_error_too() -> None:
    """Each definition nests the one before, and elements ask for them one by one: nothing recurses far, until a text is read."""
    nested = '<define name="d0"><element name="x"><empty/></element></define>' + "".join(
        f'<define name="d{n}"><choice><group><element name="a{n}"><empty/></element><ref name="d{n - 1}"/></group><text/>'
        "</choice></define>"
        for n in range(1, 2000)
    )
    askers = "".join(f'<element name="e{n}"><ref name="d{n}"/></element>' for n in range(0, 2000, 20))
    with pytest.raises(RelaxNGError, match="nested"):
        Schema.from_string(f"<grammar {NS}><start><choice>{askers}</choice></start>{nested}</grammar>")
    deep = "<choice><value>a</value>" * 300 + "<value>b</value>" + "</choice>" * 300
    flat = Schema.from_string(f"<element name='a' {NS}><list><oneOrMore>{deep}</oneOrMore></list></element>")
    assert flat.is_valid(b"<a>a b a</a>")


# Several files


def test_includes_replace_and_combine(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        main_rng=f"<grammar {NS} ns='urn:m'><include href='lib/base.rng'><define name='inner'><element name='new'><empty/>"
        "</element></define></include><define name='more' combine='choice'><element name='own'><empty/></element></define>"
        "</grammar>",
        lib__base_rng=f"<grammar {NS}><start><element name='doc'><ref name='inner'/><ref name='more'/></element></start>"
        "<define name='inner'><element name='old'><empty/></element></define><include href='more.rng'/></grammar>",
        lib__more_rng=f"<grammar {NS} ns=''><define name='more' combine='choice'><element name='plain'><empty/></element>"
        "</define></grammar>",
    )
    schema = Schema.load(path)
    assert schema.is_valid(b'<doc xmlns="urn:m"><new/><own/></doc>')
    assert schema.is_valid(b'<doc xmlns="urn:m"><new/><plain xmlns=""/></doc>')
    assert not schema.is_valid(b'<doc xmlns="urn:m"><old/><own/></doc>')
    assert not schema.is_valid(b'<doc xmlns="urn:m"><new/><plain/></doc>')
    assert [Path(file).name for file in schema.files] == ["main.rng", "base.rng", "more.rng"]


def test_an_include_replaces_what_is_there_only(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        main_rng=f"<grammar {NS}><include href='base.rng'>\n<define name='none'><text/></define></include></grammar>",
        base_rng=f"<grammar {NS}><start><element name='a'><text/></element></start></grammar>",
    )
    with pytest.raises(SchemaError, match='no definition of "none"') as caught:
        Schema.load(path)
    assert (caught.value.rule, caught.value.line) == ("4.7", 2)


@pytest.mark.parametrize("kind", ["include", "externalRef"])
def test_files_that_lead_to_themselves_are_an_error(kind: str, tmp_path: Path) -> None:
    if kind == "include":
        one = f"<grammar {NS}><include href='two.rng'/></grammar>"
        two = f"<grammar {NS}><start><text/></start><include href='one.rng'/></grammar>"
    else:
        one = f"<element name='a' {NS}><externalRef href='two.rng'/></element>"
        two = f"<element name='b' {NS}><externalRef href='one.rng'/></element>"
    with pytest.raises(SchemaError, match="leads to itself"):
        Schema.load(write(tmp_path, one_rng=one, two_rng=two))


def test_both_syntaxes_refer_to_each_other(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        main_rnc='default namespace = "urn:m"\ninclude "base.rng" { inner = element new { empty } }\n',
        base_rng=f"<grammar {NS} ns='urn:m'><start><element name='doc'><ref name='inner'/><externalRef href='tail.rnc'/>"
        "</element></start><define name='inner'><text/></define></grammar>",
        tail_rnc='default namespace = "urn:m"\nelement tail { text }\n',
    )
    schema = Schema.load(path)
    assert schema.is_valid(b'<doc xmlns="urn:m"><new/><tail>x</tail></doc>')
    assert not schema.is_valid(b'<doc xmlns="urn:m">text<tail>x</tail></doc>')


def test_an_error_in_an_included_file_names_that_file(tmp_path: Path) -> None:
    path = write(tmp_path, main_rnc='include "base.rnc"\n', base_rnc="start = element a {\n")
    with pytest.raises(RelaxNGError) as caught:
        Schema.load(path)
    assert Path(caught.value.file).name == "base.rnc"


def test_xml_base_moves_references(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        main_rng=f"<element name='a' {NS} xml:base='sub/'><group xml:base='deep/x'><externalRef href='e.rng'/></group></element>",
        sub__deep__e_rng=f"<element name='e' {NS}><empty/></element>",
    )
    assert Schema.load(path).is_valid(b"<a><e/></a>")


# Catalogs


@pytest.mark.parametrize(
    "entry",
    [
        '<uri name="http://example.org/s/base.rng" uri="local/base.rng"/>',
        '<system systemId="http://example.org/s/base.rng" uri="local/base.rng"/>',
        '<rewriteURI uriStartString="http://example.org/" rewritePrefix="nowhere/"/>'
        '<rewriteURI uriStartString="http://example.org/s/" rewritePrefix="local/"/>',
        '<uriSuffix uriSuffix="s/base.rng" uri="local/base.rng"/>',
        '<group xml:base="local/"><uri name="http://example.org/s/base.rng" uri="base.rng"/></group>',
        '<nextCatalog catalog="local/catalog.xml"/>',
    ],
)
def test_catalogs_say_where_files_are(entry: str, tmp_path: Path) -> None:
    catalog_ns = 'xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"'
    path = write(
        tmp_path,
        main_rng=f"<grammar {NS}><include href='http://example.org/s/base.rng'/></grammar>",
        catalog_xml=f"<catalog {catalog_ns}>{entry}</catalog>",
        local__base_rng=f"<grammar {NS}><start><element name='a'><text/></element></start></grammar>",
        local__catalog_xml=f"<catalog {catalog_ns}><uri name='http://example.org/s/base.rng' uri='base.rng'/></catalog>",
    )
    with pytest.raises(SchemaError, match="not on this machine"):
        Schema.load(path)
    assert Schema.load(path, catalog=tmp_path / "catalog.xml").is_valid(b"<a/>")


def test_a_broken_catalog_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, main_rng=f"<element name='a' {NS}><text/></element>", catalog_xml="<catalog>")
    with pytest.raises(SchemaError, match="well-formed") as caught:
        Schema.load(path, catalog=tmp_path / "catalog.xml")
    assert caught.value.line == 1
    with pytest.raises(SchemaError, match="cannot be read"):
        Schema.load(path, catalog=tmp_path / "none.xml")


# Inspection


def test_a_grammar_is_open_to_inspection() -> None:
    schema = Schema.from_string(
        r"""
        start = doc
        ## A document.
        doc = element doc {
          attribute n { xsd:integer }, attribute kind { "long" | "short" }?, attribute * - (n | kind) { text }*,
          head?, (p | points)+, element * - (doc | head | p | points) { text }? }
        head = element head { text }
        ## A paragraph.
        p = element p { mixed { points* } }
        points = element points { element item { text }, element item { text } }
        """,
        file="s.rnc",
    )
    (doc,) = schema.element("doc")
    assert doc.name == ("", "doc")
    assert doc.documentation == "A document."
    assert doc.definition == "doc"
    assert doc.children == (("", "head"), ("", "p"), ("", "points"))
    assert not doc.text
    assert [(a.name, a.required, [value for value, _words in a.values]) for a in doc.attributes] == [
        (("", "n"), True, []),
        (("", "kind"), False, ["long", "short"]),
        (None, False, []),
    ]
    assert doc.content == "head?, (p | points)+, *?"
    (paragraph,) = schema.element(("", "p"))
    assert paragraph.mixed
    assert paragraph.content == "text & points*"
    assert schema.element("none") == []
    assert {info.name for info in schema.elements()} == {("", n) for n in ("doc", "head", "p", "points", "item")} | {
        None
    }

    allowed = schema.allowed([("", "doc")])
    assert allowed is not None
    assert allowed.elements == (("", "p"), ("", "points"), ("", "head"))
    assert not allowed.complete
    assert allowed.missing == (("", "p"),)
    later = schema.allowed([("", "doc")], [("", "head"), ("", "p")])
    assert later is not None
    assert later.complete
    assert later.wildcards
    inside = schema.allowed([("", "doc"), ("", "p")], [None, ("", "points"), None])
    assert inside is not None
    assert inside.text
    assert schema.allowed([("", "doc")], [("", "p"), ("", "head")]) is None
    assert schema.allowed([("", "none")]) is None
    outermost = schema.allowed()
    assert outermost is not None
    assert outermost.elements == (("", "doc"),)


@pytest.mark.shared
def test_tei_is_inspected_whole() -> None:
    """Every element of TEI, with its documentation, in little time."""
    schema = Schema.load(shared_path("tei", "tei_all.rng"))
    infos = [info for info in schema.elements() if info.name and info.name[0] == "http://www.tei-c.org/ns/1.0"]
    assert len({info.name for info in infos}) > 580
    assert all(info.documentation for info in infos)
    (gap,) = schema.element("gap")
    assert "reason" in {attribute.name[1] for attribute in gap.attributes if attribute.name}
    assert Path(gap.location.file).name == "tei_all.rng"
    assert gap.location.line > 1


def test_the_package_stands_alone() -> None:
    """It imports nothing else of teikit."""
    import ast

    import teikit.relaxng

    for file in sorted(Path(teikit.relaxng.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert not name.startswith("teikit") or name.startswith("teikit.relaxng"), f"{file}: {name}"


def test_the_manual_is_true() -> None:
    """The examples in the package's docstring."""
    import doctest

    import teikit.relaxng

    assert doctest.testmod(teikit.relaxng).failed == 0
