"""How documents are read: sources, entities, depth, encodings, identifiers, places, limits."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from teikit.relaxng import Problem, Schema
from tests.conftest import shared_path

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'


def schema(source: str) -> Schema:
    """A schema without the namespace declarations."""
    begin, tag, rest = source.partition(">")
    close = "/" if begin.endswith("/") else ""
    return Schema.from_string(f"{begin.removesuffix('/')} {RNG}{close}{tag}{rest}")


@cache
def paragraphs() -> Schema:
    """Nested divisions with paragraphs, that have identifiers and point to them."""
    return schema(
        '<grammar><start><ref name="d"/></start>'
        '<define name="d"><element name="d"><optional><attribute name="id"><data type="ID"/></attribute></optional>'
        '<optional><attribute name="to"><data type="IDREFS"/></attribute></optional>'
        '<zeroOrMore><choice><ref name="d"/><element name="p"><text/></element></choice></zeroOrMore></element></define>'
        "</grammar>"
    )


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


class Unseekable(io.BytesIO):
    """A stream as a pipe is one."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_arguments: int) -> int:
        raise io.UnsupportedOperation


# Sources


@pytest.mark.parametrize("data", [b"<d><p>x</p></d>", b"<d>\n<q/><p>x</p></d>", b"<d><p>x</d>"])
def test_every_source_says_the_same(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "d.xml"
    file.write_bytes(data)
    expected = paragraphs().validate(data)
    assert paragraphs().validate(str(file)) == expected
    assert paragraphs().validate(file) == expected
    assert paragraphs().validate(io.BytesIO(data)) == expected
    assert paragraphs().validate(Unseekable(data)) == expected
    assert paragraphs().is_valid(Unseekable(data)) is (not expected)
    with file.open("rb") as stream:
        stream.read(0)
        assert paragraphs().validate(stream) == expected


def test_a_missing_file_is_an_os_error() -> None:
    with pytest.raises(FileNotFoundError):
        paragraphs().validate("no-such-file.xml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_columns_count_characters_in_every_encoding(encoding: str) -> None:
    """A wrong attribute after letters that take several bytes."""
    name = "iso-8859-1" if encoding == "iso-8859-1" else "utf-16" if encoding == "utf-16" else "utf-8"
    text = f'<?xml version="1.0" encoding="{name}"?>\n<d><p>\u00e9\u00fc\u00df</p>\n<p>\u00e9</p><p\n  a="\u00e9\u00e9" b="1">x</p></d>'
    found = paragraphs().validate(text.encode(encoding))
    assert [(problem.line, problem.column, problem.name) for problem in found] == [(4, 3, "@a"), (4, 10, "@b")]


def test_offsets_are_bytes() -> None:
    data = "<d><p>\u00e9\u00e9</p><q/></d>".encode()
    (problem,) = paragraphs().validate(data)
    assert problem.offset == data.index(b"<q/>")
    assert problem.column == len("<d><p>..</p>") + 1


@pytest.mark.parametrize("name", ["x-unknown", "gb2312", "utf-32", "cp037", "hex", "idna", "punycode", "undefined"])
def test_an_encoding_that_cannot_be_read_is_one_problem(name: str) -> None:
    (problem,) = paragraphs().validate(f'<?xml version="1.0" encoding="{name}"?><d/>'.encode())
    assert problem.code == "not-well-formed"
    assert "encoding" in problem.message


@pytest.mark.parametrize(
    "data", [b"", b"   ", b"<d>", b"<d></p>", b"text", b"<d/><d/>", b"\xff\xfe\x00", b"<d>\x00</d>"]
)
def test_what_is_not_xml_is_one_problem(data: bytes) -> None:
    assert codes(paragraphs().validate(data)) == ["not-well-formed"]


# Entities


def test_entities_of_the_document_are_followed() -> None:
    assert paragraphs().is_valid(b'<!DOCTYPE d [<!ENTITY par "<p>x</p>">]><d>&par;&par;<p>&lt;&#233;</p></d>')


@pytest.mark.parametrize(
    ("doctype", "reference"),
    [
        ("", "&e;"),
        ("<!DOCTYPE d SYSTEM 'd.dtd'>", "&e;"),
        ("<!DOCTYPE d [<!ENTITY % x SYSTEM 'x.ent'> %x;]>", "&e;"),
        ("<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>", "&e;"),
        ("<!DOCTYPE d [<!ENTITY e SYSTEM 'http://127.0.0.1:9/e'>]>", "&e;"),
    ],
)
def test_what_lies_outside_is_an_error_and_never_skipped(doctype: str, reference: str) -> None:
    data = f"{doctype}<d><p>{reference}</p></d>".encode()
    assert not paragraphs().is_valid(data)
    assert codes(paragraphs().validate(data)) == ["entity"]


def test_an_external_dtd_that_is_not_needed_does_no_harm() -> None:
    assert paragraphs().is_valid(b'<!DOCTYPE d SYSTEM "d.dtd"><d><p>x</p></d>')


@pytest.mark.parametrize("kind", ["billion laughs", "quadratic"])
def test_entity_bombs_are_stopped(kind: str) -> None:
    if kind == "quadratic":
        declarations = '<!ENTITY a "' + "x" * 100_000 + '">'
        content = "&a;" * 10_000
    else:
        declarations = '<!ENTITY a0 "laugh">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
        content = "&a11;"
    data = f"<!DOCTYPE d [{declarations}]><d><p>{content}</p></d>".encode()
    assert codes(paragraphs().validate(data)) == ["entity"]


def test_attribute_defaults_of_the_document_count() -> None:
    assert codes(paragraphs().validate(b'<!DOCTYPE d [<!ATTLIST p n CDATA "1">]><d><p>x</p></d>')) == [
        "attribute-unknown"
    ]


# Depth and size


@pytest.mark.parametrize("inside", [b"", b"<q/>"])
def test_depth_has_no_limit(inside: bytes) -> None:
    depth = 100_000
    data = b"<d>" * depth + inside + b"</d>" * depth
    problems = paragraphs().validate(data)
    assert codes(problems) == (["element-unknown"] if inside else [])
    if inside:
        assert problems[0].xpath == "/d[1]" * depth + "/q[1]"


def test_a_deep_tree_has_no_limit_either() -> None:
    depth = 20_000
    data = b"<d>" * depth + b"<q/>" + b"</d>" * depth
    tree = (
        etree.fromstring(data, etree.XMLParser(huge_tree=True, recover=False, collect_ids=False), base_url=None)
        if (depth <= 2048)
        else None
    )
    if tree is None:
        root = etree.Element("d")
        inner = root
        for _ in range(depth - 1):
            inner = etree.SubElement(inner, "d")
        etree.SubElement(inner, "q")
        tree = root
    assert codes(paragraphs().validate_tree(tree)) == ["element-unknown"]


linux = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the high-water mark is Linux's to tell")


def memory_of(code: str) -> int:
    """The most memory that a Python program takes, in kilobytes."""
    # The high-water mark of the process itself: what getrusage says includes the process that started it.
    program = f"{code}\nprint(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1])


STREAM = """
import io
from teikit.relaxng import Schema

class Long(io.RawIOBase):
    def __init__(self, size):
        self.left = [b"<d>"] + [b"<p>Some text of a paragraph.</p>\\n" * 2000] * (size // 66000) + [{tail!r}]
        self.left.reverse()
    def read(self, size=-1):
        return self.left.pop() if self.left else b""
    def seekable(self):
        return False

schema = Schema.from_string('''<element name="d" xmlns="http://relaxng.org/ns/structure/1.0"><zeroOrMore><element name="p">
<text/></element></zeroOrMore></element>''')
found = schema.{method}(Long({size}))
assert {check}, found
"""


@linux
@pytest.mark.parametrize(
    ("method", "tail", "check"),
    [("is_valid", b"</d>", "found is True"), ("validate", b"<q/></d>", "[p.line for p in found] == [606001]")],
)
def test_memory_does_not_grow_with_the_document(method: str, tail: bytes, check: str) -> None:
    """Twenty megabytes take no more memory than almost nothing does."""
    small = memory_of(STREAM.format(method=method, tail=tail, size=0, check="True"))
    large = memory_of(STREAM.format(method=method, tail=tail, size=20_000_000, check=check))
    assert large - small < 4_000


@pytest.mark.nightly
def test_time_grows_with_the_document_and_no_more() -> None:
    """Five hundred megabytes take a hundred times as long as five, give or take a quarter, and no more memory."""
    clock = "import time; begun = time.process_time()\n{}\nprint(time.process_time() - begun)"
    times: list[float] = []
    for size in (5_000_000, 500_000_000):
        program = clock.format(STREAM.format(method="is_valid", tail=b"</d>", size=size, check="found is True"))
        done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
        times.append(float(done.stdout))
    assert times[1] < 125 * times[0]


@linux
@pytest.mark.shared
def test_memory_with_tei_all() -> None:
    """At most 80 MB with the whole of TEI loaded and a document explained."""
    path = shared_path("tei", "tei_all.rng")
    document = shared_path("tei", "example-valid.xml")
    code = f"""
from teikit.relaxng import Schema
schema = Schema.load({str(path)!r})
data = open({str(document)!r}, "rb").read()
assert schema.validate(data) == []
assert schema.validate(data.replace(b"<p>", b"<pp>").replace(b"</p>", b"</pp>"))
"""
    assert memory_of(code) < 80_000


# Identifiers


def test_identifiers_and_references() -> None:
    found = paragraphs().validate(b'<d id="a" to="b c">\n<d id="b"/>\n<d id="a" to="ab"/></d>')
    assert [(p.code, p.line, p.column, p.name, p.related) for p in found] == [
        ("idref-missing", 1, 11, "@to", None),
        ("id-duplicate", 3, 4, "@id", (1, 1)),
        ("idref-missing", 3, 11, "@to", None),
    ]
    assert '"c"' in found[0].message
    assert "line 1" in found[1].hint


def test_references_are_not_judged_in_a_document_that_breaks_off() -> None:
    assert codes(paragraphs().validate(b'<d to="late"><d>')) == ["not-well-formed"]


def test_a_schema_whose_ids_compete_is_told_of() -> None:
    competing = schema(
        '<element name="d"><choice><group><attribute name="id"><data type="ID"/></attribute><empty/></group>'
        '<group><attribute name="id"><data type="NCName"/></attribute><text/></group></choice></element>'
    )
    (conflict,) = competing.id_conflicts()
    assert "@id of <d>" in conflict
    assert paragraphs().id_conflicts() == []


def test_qnames_are_values_in_their_scope() -> None:
    names = schema(
        '<element name="d"><attribute name="q"><choice><value type="QName" ns="urn:x" xmlns:p="urn:y">p:a</value>'
        '<value type="QName" ns="urn:x">b</value></choice></attribute><empty/></element>'
    )
    for source, right in [
        ('<d q="p:a" xmlns:p="urn:y"/>', True),
        ('<d q="z:a" xmlns:z="urn:y"/>', True),
        ('<d q="p:a" xmlns:p="urn:z"/>', False),
        ('<d q="p:a"/>', False),
        ('<z:d q="b" xmlns:z="urn:x"/>', False),
        ('<d q="b"/>', False),
        ('<d q="y:b" xmlns:y="urn:x"/>', True),
    ]:
        assert names.is_valid(source.encode()) is right, source
        assert names.is_valid(source.encode()) is right, f"{source}, the second time"
        assert (not names.validate_tree(etree.fromstring(source))) is right, f"{source} as a tree"


# Automaton


def test_ambiguity_does_not_multiply() -> None:
    """Forty ways to read the same elements, told apart by the last: the reader follows all at once."""
    element = '<element name="a">{}</element>'
    ways = "".join(
        "<group>"
        + f"<optional>{element.format('<empty/>')}</optional>" * (n % 7 + 1)
        + f"<oneOrMore>{element.format(f'<attribute name=%sn%s><value>{n}</value></attribute>' % (chr(34), chr(34)))}"
        + "</oneOrMore></group>"
        for n in range(40)
    )
    ambiguous = schema(f'<element name="d"><oneOrMore><choice>{ways}</choice></oneOrMore></element>')
    start = b"<d>" + b'<a/><a n="3"/>' * 2000
    assert ambiguous.is_valid(start + b"</d>")
    assert ambiguous.is_valid(start + b'<a/><a/><a/><a/><a/><a/><a/><a n="6"/></d>')
    assert not ambiguous.is_valid(start + b"<a/></d>")
    assert codes(ambiguous.validate(start + b"<a/></d>")) == ["content-incomplete"]
    assert codes(ambiguous.validate(start + b'<a n="40"/></d>')) == ["attribute-value"]


def test_one_step_that_needs_too_many_patterns_is_a_problem() -> None:
    """The cap itself: told as a problem of the document, not as a crash."""
    parts = "".join(f'<element name="{name}"><text/></element>' for name in "abcd")
    capped = schema(f'<element name="d"><interleave>{parts}</interleave></element>')
    capped._patterns._limit = 0
    assert codes(capped.validate(b"<d><a/><b/><c/><d/></d>")) == ["limit"]
    assert codes(capped.validate_tree(etree.fromstring("<d><b/><a/><c/><d/></d>"))) == ["limit"]


def test_what_documents_teach_is_bounded_and_can_be_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """With tiny caps, verdicts stay the same."""
    from teikit.relaxng import automaton

    monkeypatch.setattr(automaton, "MAX_STATES", 3)
    monkeypatch.setattr(automaton, "MAX_PATTERNS", 3)
    monkeypatch.setattr(automaton, "MAX_VALUES", 2)
    names = "abcdefgh"
    optional = "".join(
        f'<optional><element name="{n}"><attribute name="n"><data type="int"/></attribute><text/></element></optional>'
        for n in names
    )
    capped = schema(f'<element name="d"><interleave>{optional}</interleave></element>')
    rng = random.Random(1)
    for _ in range(300):
        chosen = rng.sample(names, rng.randrange(len(names) + 1))
        twice = rng.random() < 0.3 and bool(chosen)
        inside = "".join(f'<{n} n="{rng.randrange(1000)}">x</{n}>' for n in [*chosen, *(chosen[:1] if twice else [])])
        assert capped.is_valid(f"<d>{inside}</d>".encode()) is not twice
        assert (not capped.validate(f"<d>{inside}</d>".encode())) is not twice


def test_there_is_an_end_to_what_is_wrong() -> None:
    """Ten thousand mistakes are told, and then that there are more; in little time and memory."""
    problems = paragraphs().validate(b"<d>" + b"<q/><p>x</p>" * 20_000 + b"</d>")
    assert len(problems) == 10_001
    assert codes(problems)[-1] == "limit"
    deep = paragraphs().validate(b"<d>" * 50_000 + b"<q/><p>x</p>" * 5_000)
    assert codes(deep)[-1] == "limit"
    assert sum(len(problem.xpath) for problem in deep) < 60_000_000
    pointing = paragraphs().validate(b"<d>" + b"".join(b'<d to="n%d"/>' % n for n in range(10_500)) + b"</d>")
    assert len(pointing) == 10_001
    assert codes(pointing)[-1] == "limit"


def test_names_without_end_are_read_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wildcard met under ever new names does not fill the memory."""
    from teikit.relaxng import automaton

    monkeypatch.setattr(automaton, "MAX_FANS", 100)
    anything = schema(
        '<grammar><start><ref name="any"/></start><define name="any"><element><anyName/><zeroOrMore><choice><attribute>'
        '<anyName/></attribute><text/><ref name="any"/></choice></zeroOrMore></element></define></grammar>'
    )
    document = "<d>" + "".join(f'<n{n} a{n}="x">t</n{n}>' for n in range(5000)) + "</d>"
    assert anything.is_valid(document.encode())
    assert len(anything._automaton._fans) <= 101
    long = "x" * 100_000
    (problem,) = paragraphs().validate(f"<d><{long}/></d>".encode())
    assert len(problem.message) < 200


@pytest.mark.shared
def test_messages_do_not_depend_on_documents_before() -> None:
    """The same problems from a fresh schema and from one that has read others, in any order."""
    path = shared_path("tei", "tei_all.rng")
    cases = sorted((Path(__file__).parent / "messages").glob("*.xml"))
    used = Schema.load(path)
    forward = {case: used.validate(case) for case in cases}
    backward_schema = Schema.load(path)
    backward = {case: backward_schema.validate(case) for case in reversed(cases)}
    assert forward == backward
    for case in cases[::10]:
        assert Schema.load(path).validate(case) == forward[case]


@pytest.mark.shared
def test_trees_and_texts_have_one_verdict() -> None:
    """Every document of the reference material that lxml reads: the same codes at the same elements."""
    used = Schema.load(shared_path("tei", "tei_all.rng"))
    parser = etree.XMLParser(collect_ids=False, load_dtd=False, no_network=True)
    compared = 0
    for file in sorted(shared_path("tei", "instances").rglob("*.xml")):
        data = file.read_bytes()
        if b"<!DOCTYPE" in data:
            continue
        try:
            tree = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            continue
        by_tree = sorted((p.code, p.xpath, p.message) for p in used.validate_tree(tree))
        by_text = sorted((p.code, p.xpath, p.message) for p in used.validate(data))
        assert by_tree == by_text, file
        compared += 1
    assert compared > 30


def test_entities_left_in_a_tree_are_a_problem() -> None:
    parser = etree.XMLParser(resolve_entities=False)
    tree = etree.fromstring('<!DOCTYPE d [<!ENTITY e "x">]><d><p>&e;</p></d>', parser)
    assert codes(paragraphs().validate_tree(tree)) == ["entity"]


# Start-up


def test_little_is_imported_until_there_is_a_problem() -> None:
    """Neither lxml, nor what explains, nor what dataclasses need."""
    code = (
        "import sys; from teikit.relaxng import Schema\n"
        's = Schema.from_string(\'<element name="p" xmlns="http://relaxng.org/ns/structure/1.0"><text/></element>\')\n'
        "assert s.is_valid(b'<p/>')\n"
        "heavy = {'lxml', 'dataclasses', 'inspect', 'teikit.relaxng.report', 'teikit.relaxng.compact'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_command(tmp_path: Path) -> None:
    rng, right, wrong = tmp_path / "d.rnc", tmp_path / "right.xml", tmp_path / "wrong.xml"
    rng.write_text("element d { element p { text }* }", encoding="utf-8")
    right.write_text("<d/>", encoding="utf-8")
    wrong.write_text("<d><q/></d>", encoding="utf-8")

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "teikit.relaxng", *map(str, arguments)]
        environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
        return subprocess.run(command, check=False, capture_output=True, text=True, env=environment)

    assert run(rng, right).returncode == 0
    done = run(rng, right, wrong)
    assert done.returncode == 1
    assert done.stdout.startswith(f"{wrong}:1:4: element-unknown: ")
    assert run(rng, tmp_path / "none.xml").returncode == 2
    assert run(tmp_path / "none.rng", right).returncode == 2
    assert run().returncode == 2
    assert len(list((tmp_path / "cache").rglob("*.json"))) == 1
    assert run("--no-cache", rng, wrong).returncode == 1
