"""XML catalogs: which entry wins, and that several of them, continued and delegated to, serve every layer."""

from __future__ import annotations

from pathlib import Path

import pytest

from teikit.validation import Plan, validate
from teikit.validation.catalog import Catalog

NS = 'xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"'
RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / ".cache"))


def catalog(name: str, inside: str) -> Path:
    path = Path(name)
    path.write_text(f"<catalog {NS}>{inside}</catalog>", encoding="utf-8")
    return path


def test_the_entry_that_says_most_wins() -> None:
    catalog("inner.xml", '<uri name="http://a/d/x" uri="delegated"/><uri name="http://b/x" uri="never"/>')
    found = Catalog(
        [
            catalog(
                "c.xml",
                """<uri name="http://a/exact" uri="exact"/><rewriteURI uriStartString="http://a/" rewritePrefix="short/"/>
                <rewriteURI uriStartString="http://a/long/" rewritePrefix="long/"/><uriSuffix uriSuffix="end.rng" uri="suffix"/>
                <delegateURI uriStartString="http://c/" catalog="inner2.xml"/><nextCatalog catalog="missing.xml"/>""",
            ),
            catalog("d.xml", '<delegateURI uriStartString="http://d/" catalog="inner3.xml"/>'),
        ]
    )
    here = Path.cwd().as_uri()
    for uri, wanted in (
        ("http://a/exact", f"{here}/exact"),
        ("http://a/other", f"{here}/short/other"),
        ("http://a/long/one", f"{here}/long/one"),
        ("http://z/end.rng", f"{here}/suffix"),
        ("http://z/nothing", "http://z/nothing"),
    ):
        assert found.resolve(uri) == wanted


def test_a_catalog_that_is_delegated_to_answers_for_its_beginning_alone() -> None:
    catalog("inner.xml", '<uri name="http://a/x" uri="a"/><uri name="http://b/x" uri="b"/>')
    found = Catalog([catalog("c.xml", '<delegateURI uriStartString="http://a/" catalog="inner.xml"/>')])
    assert found.resolve("http://a/x") == f"{Path.cwd().as_uri()}/a"
    assert found.resolve("http://b/x") == "http://b/x"


@pytest.mark.parametrize(
    "entry",
    ['<nextCatalog catalog="last.xml"/>', '<delegateURI uriStartString="http://example.org/" catalog="last.xml"/>'],
)
@pytest.mark.parametrize("first", [True, False])
def test_every_catalog_serves_documents_and_schemas(entry: str, first: bool) -> None:
    catalog("last.xml", '<rewriteURI uriStartString="http://example.org/" rewritePrefix="schemas/"/>')
    files = (catalog("empty.xml", ""), catalog("leading.xml", entry))
    Path("schemas").mkdir()
    Path("schemas/main.rng").write_text(
        f'<grammar {RNG}><include href="http://example.org/part.rng"/></grammar>', encoding="utf-8"
    )
    Path("schemas/part.rng").write_text(
        f'<grammar {RNG}><start><element name="a"><empty/></element></start></grammar>', encoding="utf-8"
    )
    Path("doc.xml").write_text('<?xml-model href="http://example.org/main.rng"?>\n<a>x</a>', encoding="utf-8")
    report = validate(["doc.xml"], plan=Plan(catalogs=files if first else files[::-1], layers=("rng",)))
    assert not report.failures
    assert [(one.location.line, one.location.column) for one in report] == [(2, 4)]


def test_an_instruction_that_names_no_schema_is_told() -> None:
    Path("doc.xml").write_text('<?xml-model hreff="a.rng"?>\n<a/>', encoding="utf-8")
    (failure,) = validate(["doc.xml"]).failures
    assert (failure.rule, failure.location.line) == ("xml:schema", 1)
    assert "names no schema" in failure.message
