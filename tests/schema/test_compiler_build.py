"""What is committed beside teikit.odd is what it compiles to; the pages hang together; the command does what it says."""

from __future__ import annotations

import resource as resource_usage
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree, html

from teikit.cli.schema import command
from teikit.resources import resource, schema_path, stylesheet_path
from teikit.schema import Compiled, build, compile_odd
from tests.conftest import shared_path

SCHEMAS = resource("schemas")
CASES = Path(__file__).parent / "cases"
MEGABYTE = 1_000_000


@cache
def compiled() -> Compiled:
    return compile_odd(schema_path("teikit.odd"))


def test_committed_files_are_what_the_odd_says() -> None:
    """Byte for byte; otherwise run: teikit schema build -o schemas."""
    for name, text in compiled().files.items():
        assert (SCHEMAS / name).read_bytes() == text.encode("utf-8"), f"{name} is out of date"
    built = {
        *SCHEMAS.glob("reference/*"),
        *SCHEMAS.glob("teikit*.rng"),
        *SCHEMAS.glob("teikit*.xsd"),
        *SCHEMAS.glob("teikit*.sch"),
    }
    assert {str(path.relative_to(SCHEMAS)) for path in built} == set(compiled().files)


def test_nothing_is_lost_between_the_schemas() -> None:
    """teikit.xsd says all that XSD can say of teikit.odd: the build has nothing to warn of."""
    assert compiled().warnings == []


def test_same_input_same_bytes() -> None:
    """A second run gives the same."""
    assert compile_odd(schema_path("teikit.odd")).files == compiled().files


def test_sizes() -> None:
    """No file of a megabyte, and less than two of them in pages."""
    pages = [text for name, text in compiled().files.items() if name.startswith("reference/")]
    assert sum(len(page.encode()) for page in pages) < 2 * MEGABYTE
    assert max(len(text.encode()) for text in compiled().files.values()) < MEGABYTE


def test_a_build_takes_less_than_five_seconds(tmp_path: Path) -> None:
    """From a cold start, pages and all; counted as processor time, which other work on the machine does not change."""
    program = f"from teikit.cli.schema import command; command(['build', '-o', {str(tmp_path)!r}])"
    before = resource_usage.getrusage(resource_usage.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, timeout=120)
    after = resource_usage.getrusage(resource_usage.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 5


def test_links_of_the_pages_lead_somewhere() -> None:
    """Every link within the pages has its target, and nothing on them runs."""
    pages = {name: html.fromstring(text.encode()) for name, text in compiled().files.items() if name.endswith(".html")}
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    reached = {"reference/index.html"}
    for name, page in pages.items():
        assert not page.xpath("//script | //@onclick | //@onload")
        assert len(page.xpath("//h1")) == 1, name
        assert page.xpath("string(//title)")
        assert len(page.xpath("//@id")) == len(ids[name]), name
        for target in page.xpath("//a/@href"):
            if target.startswith("https://"):
                continue
            file, _, anchor = target.partition("#")
            linked = f"reference/{file}" if file else name
            assert linked in pages, f"{name} links to {target}"
            assert not anchor or anchor in ids[linked], f"{name} links to {target}"
            reached.add(linked)
    assert reached == set(pages)


def test_every_element_has_its_page() -> None:
    """One page an element, with its descriptions in both languages."""
    rng = etree.fromstring(compiled().files["teikit.rng"].encode())
    names = rng.xpath("//r:element/@name", namespaces={"r": "http://relaxng.org/ns/structure/1.0"})
    assert len(names) > 200
    for name in names:
        page = html.fromstring(compiled().files[f"reference/element-{name}.html"].encode())
        assert page.xpath("//main/p[@lang='en']")
        assert page.xpath("//pre"), f"{name} shows no example"


# The command


def test_without_options_schemas_are_listed() -> None:
    """The paths of the schemas, one a line."""
    result = CliRunner().invoke(command, [])
    assert result.exit_code == 0
    assert str(schema_path("teikit.rng")) in result.output.splitlines()
    assert all(Path(line).is_file() for line in result.output.splitlines())


def test_path_is_the_folder() -> None:
    """For scripts: the folder and nothing else."""
    assert CliRunner().invoke(command, ["--path"]).output == f"{SCHEMAS}\n"


def test_out_copies_the_schemas(tmp_path: Path) -> None:
    """The copies are the files."""
    result = CliRunner().invoke(command, ["--out", str(tmp_path / "new")])
    assert result.exit_code == 0
    assert (tmp_path / "new" / "teikit.xsd").read_bytes() == schema_path("teikit.xsd").read_bytes()
    assert (tmp_path / "new" / "teikit-xml.xsd").exists()


def test_build_over_our_odd(tmp_path: Path) -> None:
    """Ten lines over teikit's own ODD, named by its name."""
    mine = tmp_path / "mine.odd"
    mine.write_text(
        '<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="mine">\n'
        '  <elementSpec ident="gap" mode="change"><attList><attDef ident="reason" mode="change">\n'
        '    <valList mode="add"><valItem ident="torn"><desc>The paper is torn off.</desc></valItem></valList>\n'
        "  </attDef></attList></elementSpec>\n"
        "</schemaSpec>\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(command, ["build", "--odd", str(mine), "--base", "teikit", "-o", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert "torn: " not in schema_path("teikit.rng").read_text(encoding="utf-8")
    assert "<value>torn</value>" in (tmp_path / "out" / "mine.rng").read_text(encoding="utf-8")
    assert build(mine, base=schema_path("teikit.odd"), out=tmp_path / "again")
    assert (tmp_path / "again" / "mine.xsd").read_bytes() == (tmp_path / "out" / "mine.xsd").read_bytes()


def test_a_fault_is_exit_code_2_and_writes_nothing(tmp_path: Path) -> None:
    """Every fault is told with its line; the folder stays as it was."""
    result = CliRunner().invoke(
        command, ["build", "--odd", str(CASES / "errors/unresolved.odd"), "-o", str(tmp_path / "out")]
    )
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) > 20
    assert "unresolved.odd:3: error" in result.stderr
    assert not (tmp_path / "out").exists()


def test_an_odd_that_is_not_there(tmp_path: Path) -> None:
    """A sentence, not a traceback."""
    result = CliRunner().invoke(command, ["build", "--odd", str(tmp_path / "none.odd"), "-o", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "none.odd: cannot be read" in result.stderr


def test_options_that_do_not_go_together() -> None:
    """A misuse is told as such."""
    assert CliRunner().invoke(command, ["--path", "build", "-o", "x"]).exit_code == 2


@pytest.mark.shared
def test_a_customization_of_tei_is_told_what_it_needs() -> None:
    """FRUS's ODD takes its declarations from the Guidelines: an error with the line of each reference, nothing dropped in silence."""
    result = CliRunner().invoke(command, ["build", "--odd", str(shared_path("tei", "frus.odd")), "-o", "unused"])
    assert result.exit_code == 2
    lines = [line for line in result.stderr.splitlines() if "moduleRef" in line]
    assert lines
    assert all("--base" in line and "frus.odd:" in line for line in lines)


def test_an_odd_cannot_read_files(tmp_path: Path) -> None:
    """Nothing in an ODD makes the compiler open a file: entities and inclusions are refused."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    odd = tmp_path / "x.odd"
    odd.write_text(f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>\n<x>&e;</x>', encoding="utf-8")
    result = CliRunner().invoke(command, ["build", "--odd", str(odd), "-o", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "declares an entity" in result.stderr


def test_the_readme_lists_what_is_known() -> None:
    """The table of known constructs is the one that the compiler checks by."""
    text = (SCHEMAS / "README.md").read_text(encoding="utf-8")
    told = text.partition("<!-- known -->")[2].partition("<!-- /known -->")[0].split("|---|---|---|\n")[1]
    known = etree.parse(stylesheet_path("schema/check.xsl")).iter("{urn:teikit:odd}known")
    rows = [
        f"| `{node.get('name')}` | "
        + " | ".join(
            ", ".join(f"`{word}`" for word in node.get(part, "").split()) or "–" for part in ("holds", "attributes")
        )
        + " |\n"
        for node in known
    ]
    assert told == "".join(rows)


def test_the_example_of_the_readme_compiles(tmp_path: Path) -> None:
    """What the manual shows works."""
    text = (SCHEMAS / "README.md").read_text(encoding="utf-8")
    odd = tmp_path / "archive.odd"
    odd.write_text(text.partition("```xml\n")[2].partition("```")[0], encoding="utf-8")
    files = compile_odd(odd, base=schema_path("teikit.odd"), outputs=["to-rng"]).files
    assert "<value>torn</value>" in files["archive.rng"]
