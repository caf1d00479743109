"""The public face: a schema that is loaded once and validates many documents."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO, Self, TypeAlias
from xml.parsers import expat

from teikit.relaxng.automaton import Automaton
from teikit.relaxng.build import Builder
from teikit.relaxng.loader import Loader, parse
from teikit.relaxng.patterns import Patterns
from teikit.relaxng.reader import EntityError, Prefixes, feed, new_parser
from teikit.relaxng.restrictions import check_restrictions, reachable_elements
from teikit.relaxng.verdict import Invalid, Verdict

if TYPE_CHECKING:
    from teikit.relaxng.catalog import Catalog
    from teikit.relaxng.syntax import Syntax

Source: TypeAlias = "str | os.PathLike[str] | bytes | BinaryIO"
"""A document: a path, its bytes, or a stream of bytes."""


class Schema:
    """A RELAX NG schema.

    Make one with `load` or `from_string`. A schema may be used for any number of documents, by one thread at a time; what
    it learns from one document makes the next one faster.
    """

    def __init__(self, root: Syntax, loader: Loader) -> None:
        self._patterns = Patterns()
        builder = Builder(self._patterns, loader)
        self._start = builder.build(root)
        self._elements = reachable_elements(self._start)
        check_restrictions(self._start, self._elements)
        self._patterns.seal()
        self._automaton = Automaton(self._start, self._patterns)
        self._needs_prefixes = builder.needs_prefixes

    @classmethod
    def load(cls, path: str | os.PathLike[str], *, catalog: Catalog | str | os.PathLike[str] | None = None) -> Self:
        """Load a schema from a file: compact syntax if its name ends in `.rnc`, XML syntax otherwise.

        Args:
            path: The file.
            catalog: An XML catalog (or its file), by which references to other files are resolved.

        Raises:
            SchemaSyntaxError: Where a file is not a schema.
            SchemaError: Where the schema breaks a rule, or a file cannot be read.
            LimitError: Where it is nested too deeply.
        """
        loader = Loader(_catalog(catalog))
        return cls(loader.load(os.fspath(path)), loader)

    @classmethod
    def from_string(
        cls, text: str | bytes, *, file: str = "", catalog: Catalog | str | os.PathLike[str] | None = None
    ) -> Self:
        """Make a schema from its text.

        Args:
            text: The schema. Text in the compact syntax needs a `file` that ends in `.rnc`.
            file: A name for it, from which relative references start.
            catalog: As in `load`.

        Raises:
            SchemaSyntaxError: Where it is not a schema.
            SchemaError: Where it breaks a rule.
            LimitError: Where it is nested too deeply.
        """
        loader = Loader(_catalog(catalog))
        return cls(parse(text.encode("utf-8") if isinstance(text, str) else text, file), loader)

    def is_valid(self, source: Source) -> bool:
        """Whether a document is valid. Reads no further than the first mistake.

        Raises:
            OSError: Where a file cannot be read.
        """
        if isinstance(source, str | os.PathLike):
            with open(source, "rb") as stream:  # noqa: PTH123
                return self._quick(stream)
        return self._quick(source)

    def _quick(self, source: bytes | BinaryIO) -> bool:
        parser = new_parser()
        scope = Prefixes(parser).scope if self._needs_prefixes else dict[str, str]
        verdict = Verdict(self._automaton, scope)
        parser.StartElementHandler = verdict.start
        parser.CharacterDataHandler = verdict.characters
        parser.EndElementHandler = verdict.end
        try:
            feed(parser, source)
            verdict.finish()
        except (Invalid, EntityError, expat.ExpatError):
            return False
        return True


def _catalog(catalog: Catalog | str | os.PathLike[str] | None) -> Catalog | None:
    if catalog is None:
        return None
    from teikit.relaxng.catalog import Catalog

    return catalog if isinstance(catalog, Catalog) else Catalog.load(os.fspath(catalog))
