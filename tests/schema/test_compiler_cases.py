"""The compiler, case by case: an ODD beside what it compiles to, or beside the faults that are told of it.

`cases/NAME.odd` stands beside `NAME.rng`, `NAME.xsd`, `NAME.sch`; `cases/over/NAME.odd` is laid over `letter.odd`; what is wrong in
`cases/errors/NAME.odd` is in `NAME.errors` (those called `over-*` are laid over `letter.odd` too). `--accept` renews them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import xmlschema
from lxml import etree

from teikit.errors import SchemaError
from teikit.resources import stylesheet_path
from teikit.schema import Compiled, OddError, compile_odd, write
from teikit.validation.schematron import Schematron
from tests.conftest import compare
from tests.tools.generator import Generator, Seeded
from tests.tools.grammar import Grammar
from tests.tools.jing import Jing
from tests.tools.mutants import Mutator

CASES = Path(__file__).parent / "cases"
BASE = CASES / "letter.odd"
ODDS = sorted([*CASES.glob("*.odd"), *CASES.glob("over/*.odd")])
FAULTY = sorted(CASES.glob("errors/*.odd"))
PAGES = ("index.html", "element-letter.html", "class-att.typed.html", "datatypes.html", "guide-use.html")


def name_of(path: Path) -> str:
    return str(path.relative_to(CASES).with_suffix(""))


@cache
def compiled(path: Path) -> Compiled:
    return compile_odd(path, base=BASE if path.parent.name == "over" else None)


@pytest.mark.parametrize("path", ODDS, ids=name_of)
def test_schemas(path: Path, accept: bool) -> None:
    """An ODD compiles to what stands beside it."""
    result = compiled(path)
    schemas = {name: text for name, text in result.files.items() if "/" not in name}
    stem = path.with_suffix("").name
    for name, text in schemas.items():
        compare(path.parent / name.replace(result.ident, stem, 1), text, accept)
    beside = {other.name for suffix in ("rng", "xsd", "sch") for other in path.parent.glob(f"{stem}*.{suffix}")}
    assert beside == {name.replace(result.ident, stem, 1) for name in schemas}
    noted = "".join(f"{finding.location.line}: {finding.message}\n" for finding in result.warnings)
    warnings = path.with_suffix(".warnings")
    if noted:
        compare(warnings, noted, accept)
    else:
        assert not warnings.exists()


@pytest.mark.parametrize("page", PAGES)
def test_pages(page: str, accept: bool) -> None:
    """The reference pages of one case."""
    compare(CASES / "letter.reference" / page, compiled(BASE).files[f"reference/{page}"], accept)


def told_of(path: Path) -> str:
    base = BASE if path.name.startswith("over-") else None
    with pytest.raises(SchemaError) as caught:
        compile_odd(path, base=base)
    error = caught.value
    if isinstance(error, OddError):
        lines = [str(finding) for finding in error.findings]
        assert str(error).startswith(f"{error.findings[0].location}: {error.findings[0].message}")
    else:
        lines = [str(error)]
    return "".join(line.replace(f"{CASES}/errors/", "").replace(f"{CASES}/", "") + "\n" for line in lines)


@pytest.mark.parametrize("path", FAULTY, ids=name_of)
def test_faults(path: Path, accept: bool) -> None:
    """A fault in an ODD is told with its file, its line and what to do."""
    compare(path.with_suffix(".errors"), told_of(path), accept)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """The RELAX NG of every case, written where its XSD lies too."""
    found = {}
    for path in ODDS:
        folder = tmp_path_factory.mktemp(path.stem)
        write(compiled(path), folder)
        found[path] = folder / f"{compiled(path).ident}.rng"
    return found


@pytest.fixture(scope="module")
def jing(written: dict[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jing]:
    with Jing(tmp_path_factory.mktemp("jing"), *written.values(), ids=True) as server:
        yield server


@pytest.mark.jing
@pytest.mark.parametrize("path", ODDS, ids=name_of)
def test_grammars_agree(path: Path, written: dict[Path, Path], jing: Jing) -> None:
    """Whatever the RELAX NG of a case allows its XSD allows, and what only the XSD allows the build warns of or cannot say."""
    rng = written[path]
    number = list(written).index(path)
    etree.RelaxNG(etree.parse(rng))
    libxml2 = etree.XMLSchema(etree.parse(rng.with_suffix(".xsd")))
    xsd = xmlschema.XMLSchema10(str(rng.with_suffix(".xsd")))
    assert xsd.all_errors == []
    grammar = Grammar(rng)
    names = sorted({element.name for element in grammar.elements if element.name})
    mutator = Mutator(names, sorted(grammar.attribute_names()), seed=1, ns=grammar.ns)
    wider = 0
    for seed, goal in enumerate(grammar.elements * 3):
        document = Generator(grammar, Seeded(seed), budget=10).document(goal).encode()
        assert jing.ask(document, number) is None
        changed = mutator.mutant(document, Mutator.KINDS[seed % len(Mutator.KINDS)])
        for candidate in [document, *([changed.document] if changed else [])]:
            root = etree.fromstring(candidate, etree.XMLParser(collect_ids=False))
            by_rng = jing.ask(candidate, number)
            by_xsd = next(xsd.iter_errors(root), None)
            assert libxml2.validate(root) == (by_xsd is None), candidate
            if by_rng is None:
                assert by_xsd is None, f"{by_xsd and by_xsd.reason}\n{candidate.decode()}"
            elif by_xsd is None:
                wider += 1
    beyond = {"attributes", "content", "namespaces"}  # exclusions, the warnings, wildcards
    assert wider == 0 or path.stem in beyond


def test_layers_are_read_in_order() -> None:
    """What a second ODD changes is changed, and what it does not name stays."""
    before, after = compiled(BASE).files["letter.rng"], compiled(CASES / "over" / "add-value.odd").files["ours.rng"]
    added = [line.strip() for line in after.splitlines() if line not in before.splitlines()]
    assert "<value>draft</value>" in added
    assert not [line for line in before.splitlines() if line not in after.splitlines() and "letter.odd" not in line]


def test_pages_of_what_is_gone_go(tmp_path: Path) -> None:
    """A second build into the same folder leaves no page of an element that the ODD no longer has."""
    write(compiled(BASE), tmp_path)
    (tmp_path / "reference" / "notes.html").write_text("mine", encoding="utf-8")
    assert (tmp_path / "reference" / "element-signed.html").exists()
    write(compiled(CASES / "over" / "many-changes.odd"), tmp_path)
    assert not (tmp_path / "reference" / "element-signed.html").exists()
    assert (tmp_path / "reference" / "element-stamp.html").exists()
    assert (tmp_path / "reference" / "notes.html").exists()


# Whatever the compiler has a word for, and some prose.
KNOWN = {
    str(node.get("name")): node
    for node in etree.parse(stylesheet_path("schema/check.xsl")).iter("{urn:teikit:odd}known")
}
NAMES = [*KNOWN, "gloss", "desc", "p", "exemplum", "remarks"]
ATTRIBUTES = sorted(
    {"ident", "key", "mode", *(name for node in KNOWN.values() for name in node.get("attributes", "").split())}
)


def told(odd: Path) -> Compiled | str:
    """What an ODD compiles to, or what is told of it."""
    try:
        return compile_odd(odd)
    except OddError as error:
        unplaced = [finding.message for finding in error.findings if not finding.location.line]
        return f"without a line: {unplaced}" if unplaced else "told"
    except SchemaError as error:
        return "told" if "describes a RELAX NG that is none" in str(error) else str(error)


def disturb(seed: int, count: int, folder: Path) -> tuple[int, int]:
    """Compile ODDs with one thing changed; what compiles must load, and what does not must be told. How many of each there were."""
    mutator = Mutator(NAMES, ATTRIBUTES, seed)
    sources = [path.read_bytes() for path in sorted(CASES.glob("*.odd"))]
    good = bad = 0
    for number in range(count):
        changed = mutator.mutant(sources[number % len(sources)], Mutator.KINDS[number % len(Mutator.KINDS)])
        if changed is None:
            continue
        odd = folder / "changed.odd"
        odd.write_bytes(changed.document)
        result = told(odd)
        if isinstance(result, str):
            assert result == "told", f"{changed.kind}: {changed.detail}"
            bad += 1
            continue
        write(result, folder)
        rng = folder / f"{result.ident}.rng"
        etree.RelaxNG(etree.parse(rng))
        etree.XMLSchema(etree.parse(rng.with_suffix(".xsd")))
        good += 1
    return good, bad


def test_changed_odds_compile_or_are_told(tmp_path: Path) -> None:
    """Whatever is changed in an ODD, it compiles to schemas that load, or its faults are told with their lines."""
    good, bad = disturb(1, 90, tmp_path)
    assert good > 20
    assert bad > 20


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(2, 8))
def test_changed_odds_at_length(tmp_path: Path, seed: int) -> None:
    """The same, a thousand times."""
    disturb(seed, 1000, tmp_path)


def rules_told(document: str, tmp_path: Path) -> list[tuple[str, str, str]]:
    """What the compiled Schematron of the case says of a document: rule, severity, message."""
    schema = tmp_path / "rules.sch"
    schema.write_text(compiled(CASES / "rules.odd").files["rules.sch"], encoding="utf-8")
    results, failures = Schematron(schema, use_cache=False).run(document, "file:///document.xml")
    assert not failures
    return sorted((result.rule, result.severity, result.message) for result in results)


def test_compiled_rules_run(tmp_path: Path) -> None:
    """The Schematron stands alone: with its keys and functions, in the contexts that the places in the ODD imply."""
    good = '<a xmlns="http://www.tei-c.org/ns/1.0" n="0"><b n="1"/><b n="2"/><b n="3"/></a>'
    assert rules_told(good, tmp_path) == []
    bad = '<a xmlns="http://www.tei-c.org/ns/1.0" n=""><b n="2"/><b n="1" m="x"/><b/><b n="x"/></a>'
    assert rules_told(bad, tmp_path) == [
        ("attribute-rule", "warning", "Write a number."),
        ("attribute-rule", "warning", "Write a number."),
        ("class-rule", "error", "Say which."),
        ("element-rule", "error", "Numbers rise."),
        ("element-rule", "error", "Numbers rise."),
        ("element-rule", "error", "Numbers rise."),
        ("few", "information", "There are 4 of them; make it three at most."),
        ("model-rule", "error", "There is no m."),
        ("own-attribute-rule", "error", "Take it away."),
        ("whole-2", "error", "Their number is even. Add one."),
        ("whole-3", "error", "A b needs a number."),
    ]
