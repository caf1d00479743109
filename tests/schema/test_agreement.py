"""teikit.xsd and teikit.rng say the same of a document, but for what XSD 1.0 cannot say, which `BEYOND_XSD` lists with reasons.

Real files are changed in one place a thousand times; jing on the RELAX NG, xmlschema and libxml2 on the XSD give their verdicts.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

import pytest
import xmlschema
from lxml import etree

from teikit.resources import schema_path
from tests.conftest import CHECKOUT, shared_path
from tests.tools.converted import converted
from tests.tools.generator import Generator, Seeded
from tests.tools.grammar import Grammar
from tests.tools.jing import Jing
from tests.tools.mutants import Mutant, Mutator

pytestmark = pytest.mark.jing

TEI = "{http://www.tei-c.org/ns/1.0}"
XENODATA = "<xenoData>{}</xenoData>"


class Beyond(NamedTuple):
    """A kind of thing that XSD 1.0 cannot say.

    Attributes:
        reason: Why not.
        applies: Whether a document has it.
        example: What shows it: in the header of a document, RELAX NG refuses it and XSD does not.
        everywhere: Whether all processors of XSD let it pass.
    """

    reason: str
    applies: Callable[[etree._Element], bool]
    example: str
    everywhere: bool = True


# A percent sign that begins no escape, a second #, a scheme that begins with no letter, characters that no URI has.
NO_URI = re.compile(r'%(?![0-9A-Fa-f]{2})|#.*#|^[^A-Za-z/?#][^/?#]*:|^:|[\[\]<>"{}|\\^`]')

BEYOND_XSD = {
    "attributes that exclude each other": Beyond(
        "XSD 1.0 declares each attribute by itself; that one of two is allowed takes an assertion of XSD 1.1.",
        lambda root: any(element.get("active") and element.get("mutual") for element in root.iter(f"{TEI}relation")),
        '<particDesc><listPerson><person xml:id="a"><persName>A</persName></person>'
        '<relation active="#a" mutual="#a"/></listPerson></particDesc>',
    ),
    "TEI within a foreign element": Beyond(
        "A wildcard of XSD 1.0 looks at the element it stands for; with skip it does not look inside, and anything stricter would "
        "ask for declarations of the foreign elements.",
        lambda root: any(len(foreign) for foreign in root.iterfind(f".//{TEI}xenoData/*")),
        XENODATA.format('<x xmlns="urn:x"><p xmlns="http://www.tei-c.org/ns/1.0"/></x>'),
    ),
    "a single name that a wildcard leaves out": Beyond(
        "A wildcard of XSD 1.0 leaves out namespaces, not names.",
        lambda root: root.find(f".//{TEI}xenoData//{{http://www.tei-c.org/ns/Examples}}egXML") is not None,
        XENODATA.format('<egXML xmlns="http://www.tei-c.org/ns/Examples"/>'),
    ),
    "text or elements, but not both": Beyond(
        "Content of XSD that is mixed is mixed everywhere.",
        lambda root: any(
            len(element) and "".join([element.text or "", *(child.tail or "" for child in element)]).strip()
            for element in root.iter(f"{TEI}xenoData")
        ),
        XENODATA.format('words <x xmlns="urn:x"/>'),
    ),
    "what is no URI": Beyond(
        "XSD 1.0 leaves it to the processor how closely it looks at anyURI: xmlschema takes nearly all, libxml2 and jing what a URI is.",
        lambda root: any(
            NO_URI.search(word)
            for element in root.iter()
            for value in element.attrib.values()
            for word in value.split()
        ),
        '<abstract><p><ref target="50%"/></p></abstract>',
        everywhere=False,
    ),
}


@cache
def grammar() -> Grammar:
    return Grammar(schema_path("teikit.rng"))


@cache
def xsd() -> xmlschema.XMLSchema10:
    return xmlschema.XMLSchema10(str(schema_path("teikit.xsd")))


@cache
def libxml2() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(schema_path("teikit.xsd")))


@pytest.fixture(scope="module")
def jing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jing]:
    with Jing(tmp_path_factory.mktemp("jing"), schema_path("teikit.rng"), ids=True) as server:
        yield server


@cache
def real_files() -> tuple[bytes, ...]:
    """Encoded documents: specimens and seed as they are converted, the cases of the rules, the example of the reference material."""
    cases = sorted((CHECKOUT / "tests/schema/rules").glob("*/valid/*.xml"))
    paths = [*cases, shared_path("tei", "example-valid.xml")]
    return (*converted().values(), *(path.read_bytes() for path in paths))


def mutator(seed: int) -> Mutator:
    names = sorted({element.name for element in grammar().elements if element.name})
    return Mutator(names, sorted(grammar().attribute_names()), seed)


def mutants(documents: Iterable[bytes], count: int, seed: int) -> Iterator[Mutant]:
    """So many mutants, of every document and of every kind in turn."""
    source = list(documents)
    maker = mutator(seed)
    made = turn = 0
    while made < count:
        mutant = maker.mutant(source[turn % len(source)], Mutator.KINDS[turn % len(Mutator.KINDS)])
        turn += 1
        if mutant is not None:
            made += 1
            yield mutant


def verdicts(jing: Jing, document: bytes) -> tuple[str | None, str | None, bool]:
    """What jing says of it, what xmlschema says of it, whether libxml2 takes it; `None` is valid."""
    root = etree.fromstring(document, etree.XMLParser(collect_ids=False))
    error = next(xsd().iter_errors(root), None)
    return jing.ask(document), error and str(error.reason), libxml2().validate(root)


def hold_against_each_other(jing: Jing, changed: Iterable[Mutant]) -> Counter[tuple[str, bool]]:
    """Assert that the verdicts agree; count kinds and verdicts."""
    counted: Counter[tuple[str, bool]] = Counter()
    for mutant in changed:
        by_rng, by_xmlschema, by_libxml2 = verdicts(jing, mutant.document)
        counted[mutant.kind, by_rng is None] += 1
        if (by_rng is None) == (by_xmlschema is None) == by_libxml2:
            continue
        root = etree.fromstring(mutant.document)
        beyond = [name for name, kind in BEYOND_XSD.items() if kind.applies(root)]
        told = f"{mutant.kind}: {mutant.detail}\njing: {by_rng}\nxmlschema: {by_xmlschema}\nlibxml2: {by_libxml2}"
        assert beyond, f"{told}\n{mutant.document.decode()}"
        assert by_rng is not None, f"the XSD refuses what the RELAX NG allows\n{told}"
        assert by_xmlschema is None, told
        assert by_libxml2 or not all(BEYOND_XSD[name].everywhere for name in beyond), told
    return counted


def test_a_thousand_mutants_of_real_files(jing: Jing) -> None:
    """Both schemas accept and refuse the same changed files, and enough of each for that to mean something."""
    counted = hold_against_each_other(jing, mutants(real_files(), 1000, seed=3))
    assert {kind for kind, _ in counted} == set(Mutator.KINDS)
    assert min(sum(counted[kind, verdict] for kind in Mutator.KINDS) for verdict in (True, False)) > 200


def made_up(seed: int) -> Iterator[bytes]:
    """A document for each element of the schema."""
    for number, goal in enumerate(grammar().elements):
        yield Generator(grammar(), Seeded(seed + number), budget=8, sparse=True).document(goal).encode()


def test_mutants_of_made_up_documents(jing: Jing) -> None:
    """The same for documents that reach every element, which real files do not."""
    hold_against_each_other(jing, mutants(made_up(seed=5), 500, seed=5))


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(10))
def test_many_more_mutants(jing: Jing, seed: int) -> None:
    """The same at length."""
    hold_against_each_other(jing, mutants(real_files(), 1000, seed=100 + seed))
    hold_against_each_other(jing, mutants(made_up(seed=1000 * seed), 1000, seed=200 + seed))


@pytest.mark.parametrize("name", BEYOND_XSD)
def test_what_xsd_cannot_say(jing: Jing, name: str) -> None:
    """Each kind in the list is real: RELAX NG refuses its example, XSD does not, and the list would excuse it."""
    header = BEYOND_XSD[name].example
    if not header.startswith("<xenoData"):
        header = f"<profileDesc>{header}</profileDesc>"
    document = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
        "<publicationStmt><publisher>P</publisher></publicationStmt><sourceDesc><p>S</p></sourceDesc></fileDesc>"
        f"{header}</teiHeader><text><body><p/></body></text></TEI>"
    ).encode()
    by_rng, by_xmlschema, by_libxml2 = verdicts(jing, document)
    assert by_rng is not None
    assert by_xmlschema is None
    assert by_libxml2 == BEYOND_XSD[name].everywhere
    assert BEYOND_XSD[name].applies(etree.fromstring(document))
    assert BEYOND_XSD[name].reason.endswith(".")


def test_valid_instances_are_valid_in_both(jing: Jing) -> None:
    """TEI files of others that fit our grammar fit our XSD."""
    folder = shared_path("tei", "instances")
    manifest = json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8"))
    seen = 0
    for entry in manifest:
        data = (folder / entry["path"]).read_bytes() if entry.get("tei_all_valid") else b"<!DOCTYPE"
        if b"<!DOCTYPE" in data:
            continue
        by_rng, by_xmlschema, by_libxml2 = verdicts(jing, data)
        if by_rng is None:
            assert (by_xmlschema, by_libxml2) == (None, True), entry["path"]
            seen += 1
        else:
            assert by_xmlschema is not None, entry["path"]
            assert not by_libxml2, entry["path"]
    assert seen


def test_both_grammars_load_everywhere() -> None:
    """libxml2 takes the RELAX NG and the XSD; xmlschema finds nothing wrong with the XSD."""
    etree.RelaxNG(etree.parse(schema_path("teikit.rng")))
    libxml2()
    assert xsd().all_errors == []
    assert list(xsd().elements) == ["TEI", "teiCorpus"]
