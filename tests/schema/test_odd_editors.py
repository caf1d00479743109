"""What editors read: the catalog, the settings of VS Code, the framework and the template of oXygen."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree

from teikit.findings import Finding, Location, Severity
from teikit.resources import schema_path
from teikit.validation.catalog import Catalog
from teikit.validation.schematron import Schematron
from tests.conftest import CHECKOUT, require_program
from tests.schema.test_odd_source import any_element

SCHEMAS = CHECKOUT / "schemas"
OXYGEN = "{http://www.oxygenxml.com/ns/framework/extend}"
CATALOG = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"


def settings(name: str) -> dict[str, object]:
    """A settings file of VS Code: JSON with comments on lines of their own."""
    text = (CHECKOUT / ".vscode" / name).read_text(encoding="utf-8")
    return json.loads(re.sub(r"(?m)^\s*//.*$", "", text))


def test_catalog_names_files_that_exist() -> None:
    """Every entry of the catalog leads to a file."""
    entries = list(etree.parse(SCHEMAS / "catalog.xml").getroot())
    targets = {entry.get("uri") for entry in entries if isinstance(entry.tag, str)}
    assert targets >= {"teikit.rng", "teikit.xsd", "teikit.sch", "teikit.odd"}
    assert all((SCHEMAS / target).exists() for target in targets)


@pytest.mark.parametrize(
    "uri", ["urn:teikit:schema:rng", "https://example.org/somewhere/teikit.rng", "file:///home/me/corpus/teikit.rng"]
)
def test_catalog_resolves(uri: str) -> None:
    """A schema is found by its URN and by any address that ends in its name."""
    found = Catalog([SCHEMAS / "catalog.xml"]).resolve(uri)
    assert Path(unquote(urlsplit(found).path)).resolve() == (SCHEMAS / "teikit.rng").resolve()


def test_other_programs_read_the_catalog() -> None:
    """The catalog is one for libxml2 as well."""
    program = require_program("xmlcatalog")
    result = subprocess.run(
        [program, SCHEMAS / "catalog.xml", "urn:teikit:schema:rng"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip().endswith("schemas/teikit.rng")


def test_vscode_finds_the_schema() -> None:
    """What the settings name exists, and the extensions are those that the settings are for."""
    found = settings("settings.json")
    associations = found["xml.fileAssociations"]
    assert isinstance(associations, list)
    for association in associations:
        assert (CHECKOUT / association["systemId"]).exists()
    catalogs = found["xml.catalogs"]
    assert isinstance(catalogs, list)
    assert all((CHECKOUT / catalog).exists() for catalog in catalogs)
    assert settings("extensions.json")["recommendations"] == ["raffazizzi.sxml", "redhat.vscode-xml"]


@pytest.mark.parametrize("severity", list(Severity))
def test_vscode_reads_findings(severity: Severity) -> None:
    """The Problems panel shows a finding on its line, whatever its severity."""
    finding = Finding("sch:who-is-person", severity, Location("corpus/tei/a.xml", 12, 7), "@who points nowhere.")
    tasks = settings("tasks.json")["tasks"]
    assert isinstance(tasks, list)
    matchers = [task["problemMatcher"] for task in tasks if task["problemMatcher"]]
    assert matchers
    for matcher in matchers:
        pattern = matcher["pattern"]
        match = re.match(pattern["regexp"], str(finding))
        assert match is not None
        assert match[pattern["file"]] == "corpus/tei/a.xml"
        assert (match[pattern["line"]], match[pattern["column"]]) == ("12", "7")
        assert match[pattern["severity"]] in ("error", "warning", "info")
        assert match[pattern["code"]] == "sch:who-is-person"
        assert match[pattern["message"]] == "@who points nowhere."


SNIPPETS = settings("cable.code-snippets")


@pytest.mark.parametrize("name", SNIPPETS)
def test_snippets_are_valid(name: str) -> None:
    """A snippet, with what it proposes left as it is, is valid; every value that it offers is one."""
    snippet = SNIPPETS[name]
    assert isinstance(snippet, dict)
    body = snippet["body"] if isinstance(snippet["body"], str) else "\n".join(snippet["body"])
    assert snippet["description"]
    choices = re.findall(r"\$\{\d+\|([^|]+)\|\}", body)
    longest = max((len(choice.split(",")) for choice in choices), default=1)
    for turn in range(longest):
        text = re.sub(r"\$\{\d+\|([^|]+)\|\}", lambda found: found[1].split(",")[turn % len(found[1].split(","))], body)  # noqa: B023
        text = text.replace("$TM_SELECTED_TEXT", "words")
        text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text).replace("$0", "")
        assert "$" not in text
        wrapped = etree.fromstring(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{text}</TEI>')
        grammar = any_element()
        for element in wrapped:
            element.tail = None
            assert grammar.validate(etree.fromstring(etree.tostring(element))), f"{text}: {grammar.error_log}"


def test_oxygen_framework_names_files_that_exist() -> None:
    """The framework leads to the schema, the catalog, the style sheet and the templates."""
    folder = SCHEMAS / "oxygen"
    root = etree.parse(folder / "teikit.exf").getroot()
    paths = [node.get("href") or node.get("path") for node in root.iter(etree.Element)]
    named = [re.sub(r"\$\{framework(Dir)?\}/", "", path) for path in paths if path]
    assert len(named) == 4
    assert all((folder / path).exists() for path in named), named
    assert root.find(f"{OXYGEN}name") is not None


def test_template_is_valid() -> None:
    """A file begun from the template is valid from the start, by the grammar and by the rules."""
    template = SCHEMAS / "oxygen" / "templates" / "cable.xml"
    grammar = etree.RelaxNG(etree.parse(schema_path("teikit.rng")))
    tree = etree.parse(template)
    assert grammar.validate(tree), grammar.error_log
    rules = Schematron(schema_path("teikit.sch"), use_cache=False)
    results, failures = rules.run(template.read_text(encoding="utf-8"), template.resolve().as_uri())
    assert not failures
    assert not [(result.rule, result.message) for result in results]
    models = [node for node in tree.xpath("/processing-instruction()") if node.target == "xml-model"]
    catalog = Catalog([SCHEMAS / "catalog.xml"])
    assert len(models) == 2
    assert all(catalog.resolve(model.get("href")) != model.get("href") for model in models)


def test_cables_name_their_schemas() -> None:
    """Every cable of the corpus tells an editor where grammar and rules are, and they are there."""
    for cable in sorted((CHECKOUT / "corpus" / "tei").glob("**/*.xml")):
        models = [node for node in etree.parse(cable).xpath("/processing-instruction()") if node.target == "xml-model"]
        assert {Path(model.get("href")).suffix for model in models} == {".rng", ".sch"}, cable
        assert all((cable.parent / model.get("href")).resolve().exists() for model in models), cable
