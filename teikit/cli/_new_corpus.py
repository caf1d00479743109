"""The files of a new corpus. They are few, so that each can be read before it is kept."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from teikit.files import write_whole
from teikit.resources import schema_path

_SETTINGS = """\
# The settings of this corpus. Paths are relative to this file.

[corpus]
title = {title}
sources = "sources"
tei = "tei"

[validate]
authority = ["authority/people.xml"]
# Persons are missing there at first. Take this line out once the file is filled, and those who are missing fail.
severity = {{ TK020 = "information" }}
# Rules that do not fit this corpus: ignore = ["TK016"]
# Findings of old files that are not to fail: baseline = "known-findings.json"
"""

_PEOPLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="../schemas/teikit.rng" type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"?>
<?xml-model href="../schemas/teikit.sch" type="application/xml" schematypens="http://purl.oclc.org/dsdl/schematron"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="people" xml:lang="en">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title type="main">Persons of {title}</title>
      </titleStmt>
      <publicationStmt>
        <publisher>{title}</publisher>
      </publicationStmt>
      <sourceDesc>
        <p>Everybody whom the documents name. Take out the example and put in your own.</p>
      </sourceDesc>
    </fileDesc>
  </teiHeader>
  <standOff>
    <listPerson>
      <person xml:id="example-person">
        <persName xml:lang="en">Example Person</persName>
      </person>
    </listPerson>
  </standOff>
</TEI>
"""

_WORKFLOW = """\
# Checks the corpus on every change, and publishes it from the main branch.
name: corpus
on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read

jobs:
  validate:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      security-events: write
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install teikit
      - name: Validate
        run: teikit validate . --format github --format sarif=teikit.sarif --format html=report.html
      - name: Keep the report
        if: always()
        uses: actions/upload-artifact@v4
        with:
          name: validation-report
          path: report.html
          if-no-files-found: ignore
      - name: Show findings under Security
        if: always() && github.event_name == 'push'
        continue-on-error: true
        uses: github/codeql-action/upload-sarif@v3
        with:
          sarif_file: teikit.sarif

  pages:
    needs: validate
    if: github.ref == 'refs/heads/main'
    runs-on: ubuntu-latest
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{ steps.deployment.outputs.page_url }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install teikit
      - run: teikit render tei --to html --out site
      - uses: actions/upload-pages-artifact@v3
        with:
          path: site
      - id: deployment
        uses: actions/deploy-pages@v4
"""

_HOOKS = """\
repos:
  - repo: https://github.com/teikit/teikit
    rev: v0.1.0
    hooks:
      - id: teikit-validate
"""

_EDITOR = """\
{
  "xml.catalogs": ["schemas/catalog.xml"],
  "files.associations": { "*.xml": "xml" }
}
"""

_README = """\
# {title}

Transcripts are in `sources/`, the TEI files made from them in `tei/`, the persons in `authority/people.xml`.

    pip install teikit
    teikit convert sources -o tei --schemas ../schemas/
    teikit validate .
    teikit render tei --to html --out site
"""

_IGNORE = "site/\nreport.html\nteikit.sarif\n"


def new_corpus(folder: Path, title: str = "") -> tuple[list[Path], list[Path]]:
    """Write the files of a new corpus.

    Args:
        folder: Where; it is made if it is not there.
        title: The title; by default the folder's name.

    Returns:
        The files that were written, and those that were there and left alone.

    Raises:
        TeikitError: A file cannot be written.
    """
    title = title.strip() or folder.resolve().name
    quoted = '"' + re.sub(r'(["\\])', r"\\\1", re.sub(r"[\x00-\x1f\x7f]", " ", title)) + '"'
    files: dict[str, str | bytes] = {
        "corpus.toml": _SETTINGS.format(title=quoted),
        "README.md": _README.format(title=title),
        "authority/people.xml": _PEOPLE.format(title=escape(re.sub(r"[\x00-\x1f]", " ", title), quote=False)),
        "sources/.gitkeep": "",
        "tei/.gitkeep": "",
        ".gitignore": _IGNORE,
        ".pre-commit-config.yaml": _HOOKS,
        ".vscode/settings.json": _EDITOR,
        ".github/workflows/corpus.yml": _WORKFLOW,
    }
    for name in ("teikit.rng", "teikit.sch", "teikit.xsd", "teikit-xml.xsd", "catalog.xml"):
        files[f"schemas/{name}"] = schema_path(name).read_bytes()
    made: list[Path] = []
    kept: list[Path] = []
    for name in sorted(files):
        path = folder / name
        if path.exists():
            kept.append(path)
        else:
            made.append(write_whole(path, files[name]))
    return made, kept
