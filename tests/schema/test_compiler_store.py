"""A project's own ODD used as a schema: compiled once, compiled again when it changes, and heeded by the validator."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from teikit.cli.validate import command
from teikit.errors import SchemaError
from teikit.schema import OddError, schemas_of
from teikit.schema.odd import read_odd
from teikit.schema.store import lies_over_another

CASES = Path(__file__).parent / "cases"
ODD = """<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="archive">
  <elementSpec ident="gap" mode="change">
    <attList>
      <attDef ident="reason" mode="change">
        <valList mode="add"><valItem ident="{reason}"><desc>The paper is torn off.</desc></valItem></valList>
      </attDef>
    </attList>
  </elementSpec>
</schemaSpec>
"""
CABLE = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="cable" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>Cable</title></titleStmt><publicationStmt><publisher>An archive</publisher></publicationStmt>
<sourceDesc><p>A typescript.</p></sourceDesc></fileDesc>
<profileDesc><langUsage><language ident="en">English</language></langUsage></profileDesc></teiHeader>
<text><body><div type="document" xml:id="en" xml:lang="en"><p>Said <gap reason="torn"/> again.</p></div></body></text></TEI>
"""


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An ODD of ten lines, in a world with a cache of its own."""
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "archive.odd"
    path.write_text(ODD.format(reason="torn"), encoding="utf-8")
    return path


def test_compiled_once(odd: Path) -> None:
    """The second time nothing is compiled: the files stay as they are."""
    first = schemas_of(odd)
    assert [path.name for path in first] == ["archive.rng", "archive.xsd", "archive.sch"]
    first[0].write_text("mine", encoding="utf-8")
    assert schemas_of(odd) == first
    assert first[0].read_text(encoding="utf-8") == "mine"


def test_compiled_again_when_it_changes(odd: Path) -> None:
    """Another ODD, other files."""
    first = schemas_of(odd)
    odd.write_text(ODD.format(reason="burnt"), encoding="utf-8")
    second = schemas_of(odd)
    assert first != second
    assert "<value>burnt</value>" in second[0].read_text(encoding="utf-8")
    etree.XMLSchema(etree.parse(second[1]))


def test_a_fault_leaves_nothing_behind(odd: Path) -> None:
    """An ODD that does not compile is told of each time."""
    odd.write_text(ODD.format(reason="torn").replace("gap", "gape"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(OddError, match="gape"):
            schemas_of(odd)


def test_a_half_written_folder_is_not_trusted(odd: Path) -> None:
    """Without the file that is written last the schemas are compiled again."""
    (path, *_) = schemas_of(odd)
    (path.parent / "files.txt").unlink()
    path.write_text("half", encoding="utf-8")
    assert schemas_of(odd)[0].read_text(encoding="utf-8").endswith("</grammar>\n")


def test_what_lies_over_another() -> None:
    """A start of its own and nothing changed: self-contained."""
    assert not lies_over_another(read_odd(CASES / "letter.odd"))
    assert lies_over_another(read_odd(CASES / "over" / "add-value.odd"))
    assert lies_over_another(read_odd(CASES / "over" / "many-changes.odd"))


def test_no_such_odd(tmp_path: Path) -> None:
    """A sentence with the name of the file."""
    with pytest.raises(SchemaError, match="cannot be read"):
        schemas_of(tmp_path / "none.odd")


@pytest.mark.parametrize("named", ["option", "settings"])
def test_the_validator_heeds_it(odd: Path, tmp_path: Path, named: str) -> None:
    """A reason that only the project's ODD has is valid with it, and not without."""
    cable = tmp_path / "cable.xml"
    cable.write_text(CABLE, encoding="utf-8")
    arguments = [str(cable), "--format", "json"]
    without = CliRunner().invoke(command, arguments)
    assert "torn" in without.output
    if named == "option":
        arguments += ["--schema", str(odd)]
    else:
        (tmp_path / "corpus.toml").write_text('[validate]\nschema = ["archive.odd"]\n', encoding="utf-8")
    heeded = CliRunner().invoke(command, arguments)
    assert heeded.exit_code in (0, 1), heeded.output
    assert "torn" not in heeded.output
