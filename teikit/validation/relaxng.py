"""The RELAX NG layer: teikit's own engine, its problems as findings."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from teikit.errors import SchemaError
from teikit.findings import Finding, Location, Severity
from teikit.relaxng import RelaxNGError, Schema
from teikit.relaxng.problems import Problem
from teikit.relaxng.verdict import Tag
from teikit.validation.document import Document
from teikit.validation.folders import cache_folder
from teikit.validation.open_lists import OpenLists, open_lists
from teikit.validation.wellformed import undeclared

if TYPE_CHECKING:
    from teikit.relaxng.catalog import Catalog


class RelaxNG:
    """A grammar ready to check documents.

    Args:
        path: The schema, in XML or compact syntax.
        catalogs: XML catalogs for what it includes.
        use_cache: Whether the schema is kept on disk once it is read and checked. What is kept counts only while every file
            that it came from, and teikit's own code, are unchanged.

    Raises:
        SchemaError: The schema is wrong; with file and line.
    """

    def __init__(self, path: Path, catalogs: tuple[Path, ...] = (), *, use_cache: bool = True):
        self.path = path
        self._cache = cache_folder() if use_cache else None
        try:
            self._schema = Schema.load(
                path,
                catalog=_catalog(catalogs) if catalogs else None,
                cache=self._cache / "relaxng" if self._cache is not None else None,
            )
        except RelaxNGError as error:
            raise SchemaError(error.message, file=error.file or path, line=error.line, column=error.column) from error

    @cached_property
    def open_lists(self) -> OpenLists:
        """The values that the grammar suggests for attributes, by elements."""
        return open_lists(self._schema, self._cache)

    @property
    def files(self) -> tuple[Path, ...]:
        """The schema and all it includes."""
        return tuple(Path(file) for file in self._schema.files)

    def findings(self, document: Document) -> list[Finding]:
        """What the grammar does not allow in a document. Of a valid one its tags are kept for who else needs them."""
        if document.expanded:
            return problems_of(self._schema, document)
        # Bytes that are not UTF-8 were decoded already; an encoding declaration in them would mislead expat.
        data = document.data if document.is_utf8 else undeclared(document.text).encode("utf-8", "surrogatepass")
        tags: list[Tag] = []
        problems = self._schema.validate(data, tags)
        if not problems:
            document.tags = tags
        return [_finding(document.name, problem) for problem in problems]

    def findings_of_file(self, name: str, path: Path) -> list[Finding]:
        """What the grammar does not allow in a file that is read piece by piece, or why it is not well-formed.

        Raises:
            OSError: The file cannot be read.
        """
        return [_finding(name, problem) for problem in self._schema.validate(path)]


def _catalog(files: tuple[Path, ...]) -> Catalog:
    from teikit.relaxng.catalog import Catalog

    return Catalog.load(*map(str, files))


def problems_of(schema: Schema, document: Document) -> list[Finding]:
    """What a grammar does not allow in a document, each with its place in the file that it stands in."""
    if document.expanded:
        return [_tree_finding(document, problem) for problem in schema.validate_tree(document.root)]
    data = document.data if document.is_utf8 else undeclared(document.text).encode("utf-8", "surrogatepass")
    return [_finding(document.name, problem) for problem in schema.validate(data)]


def _tree_finding(document: Document, problem: Problem) -> Finding:
    finding = _finding(document.name, problem)
    path, _, attribute = problem.xpath.partition("/@")
    node = document.by_xpath(path)
    return finding if node is None else replace(finding, location=document.location(node, attribute))


_HTML = {
    "a": '<ref target="…">',
    "b": '<hi rend="bold">',
    "blockquote": "<quote>",
    "br": "<lb/>",
    "center": '<hi rend="center">',
    "em": "<emph>",
    "h1": "<head>",
    "h2": "<head>",
    "h3": "<head>",
    "hr": '<milestone rend="rule">',
    "i": '<hi rend="italic">',
    "img": '<graphic url="…">',
    "li": "<item>",
    "ol": '<list rend="numbered">',
    "span": "<seg>",
    "strong": "<emph>",
    "sub": '<hi rend="subscript">',
    "sup": '<hi rend="superscript">',
    "td": "<cell>",
    "th": '<cell role="label">',
    "tr": "<row>",
    "u": '<hi rend="underline">',
    "ul": "<list>",
}
"""What elements that people know from HTML are in TEI (Guidelines, chapters 3, 11 and 14)."""


def _finding(name: str, problem: Problem) -> Finding:
    expected = problem.expected
    known = _HTML.get(problem.name) if problem.code == "element-unknown" and problem.xpath.startswith("/TEI") else None
    if known and not problem.hint:
        problem = replace(problem, hint=f"That is HTML; in TEI write {known}.")
    if problem.expected_more:
        expected = (*expected, f"{problem.expected_more} more")
    return Finding(
        f"rng:{problem.code}",
        Severity.ERROR,
        Location(name, problem.line, problem.column),
        problem.message,
        problem.hint,
        problem.name,
        expected,
        problem.xpath,
        problem.documentation,
    )
