"""The public face: a schema that is loaded once and validates many documents."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from io import FileIO
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Self, TypeAlias, cast
from xml.parsers import expat

from teikit.relaxng.automaton import Automaton
from teikit.relaxng.errors import LimitError
from teikit.relaxng.reader import EncodingError, EntityError, Prefixes, feed, new_parser
from teikit.relaxng.verdict import Invalid, Tag, Verdict

if TYPE_CHECKING:
    from teikit.relaxng.catalog import Catalog
    from teikit.relaxng.inspection import Allowed, ElementInfo
    from teikit.relaxng.prepare import Prepared
    from teikit.relaxng.problems import Problem
    from teikit.relaxng.vocabulary import Vocabulary

Source: TypeAlias = "str | os.PathLike[str] | bytes | BinaryIO"
"""A document: a path, its bytes, or a stream of bytes."""

_READ_WHOLE: Final = 1 << 21


class Schema:
    """A RELAX NG schema.

    Make one with `load` or `from_string`. A schema may be used for any number of documents, by one thread at a time; what
    it learns from one document makes the next one faster.
    """

    def __init__(self, prepared: Prepared) -> None:
        self._patterns = prepared.patterns
        self._start = prepared.start
        self._elements = prepared.elements
        self._needs_prefixes = prepared.needs_prefixes
        self._files = prepared.files
        self._automaton = Automaton(self._start, self._patterns)

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        *,
        catalog: Catalog | str | os.PathLike[str] | None = None,
        cache: str | os.PathLike[str] | None = None,
    ) -> Self:
        """Load a schema from a file: compact syntax if its name ends in `.rnc`, XML syntax otherwise.

        Args:
            path: The file.
            catalog: An XML catalog (or its file), by which references to other files are resolved.
            cache: A folder in which the schema is kept as it is after all checks, to load faster the next time. What is
                kept is used only while every file it came from, and this package, are unchanged; it is JSON, so that
                nobody's code runs. Schemas found through a catalog are not kept.

        Raises:
            SchemaSyntaxError: Where a file is not a schema.
            SchemaError: Where the schema breaks a rule, or a file cannot be read.
            LimitError: Where it is nested too deeply.
        """
        file = os.fspath(path)
        kept = None
        if cache is not None and catalog is None:
            from teikit.relaxng.cache import Cache

            kept = Cache(os.fspath(cache))
        with _paused_collection():
            prepared = kept.get(file) if kept is not None else None
            if prepared is None:
                from teikit.relaxng.loader import Loader
                from teikit.relaxng.prepare import prepare

                loader = Loader(_catalog(catalog))
                prepared = prepare(loader.load(file), loader)
                if kept is not None:
                    kept.put(file, prepared)
            return cls(prepared)

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
        from teikit.relaxng.loader import Loader, parse
        from teikit.relaxng.prepare import prepare

        data = text.encode("utf-8") if isinstance(text, str) else text
        loader = Loader(_catalog(catalog))
        with _paused_collection():
            return cls(prepare(parse(data, file), loader))

    def is_valid(self, source: Source) -> bool:
        """Whether a document is valid. Reads no further than the first mistake.

        Raises:
            OSError: Where a file cannot be read.
        """
        if isinstance(source, str | os.PathLike):
            with open(source, "rb", buffering=0) as stream:  # noqa: PTH123
                return self._quick(_whole(stream))
        return self._quick(source)

    def validate(self, source: Source, tags: list[Tag] | None = None) -> list[Problem]:
        """Every mistake in a document, in the order of their places; none if it is valid.

        A valid document is read once, quickly. One that is not is read again from its start to explain what is wrong,
        which a stream that cannot go back does not allow: it is read slowly from the first.

        Args:
            source: The document.
            tags: Takes the start tags of a valid document, so that whoever needs them need not read it once more. Of one
                that is not valid it takes those before the first mistake.

        Raises:
            OSError: Where a file cannot be read.
        """
        if isinstance(source, str | os.PathLike):
            with open(source, "rb", buffering=0) as stream:  # noqa: PTH123
                return self.validate(_whole(stream), tags)
        if isinstance(source, bytes):
            return [] if self._quick(source, tags) else self._explain(source)
        if source.seekable():
            begin = source.tell()
            if self._quick(source, tags):
                return []
            source.seek(begin)
        return self._explain(source)

    def validate_tree(self, tree: Any) -> list[Problem]:
        """Every mistake in a tree that lxml has read; lines are those that lxml knows, columns it knows none.

        Args:
            tree: An element, taken as the outermost, or an element tree.
        """
        from teikit.relaxng.places import TreePlaces
        from teikit.relaxng.trees import scope_of, walk

        root = tree.getroot() if hasattr(tree, "getroot") else tree
        places = TreePlaces()
        verdict = Verdict(self._automaton, lambda: scope_of(places))
        try:
            walk(root, places, verdict.start, verdict.characters, verdict.end)
            verdict.finish()
        except (Invalid, EntityError, LimitError):
            from teikit.relaxng.explain import explain_tree

            return explain_tree(root, self._automaton, self._vocabulary)
        return []

    def elements(self) -> list[ElementInfo]:
        """Every element of the schema that a document could hold, in the schema's order, with all that is said of it."""
        from teikit.relaxng.inspection import element_info

        return [element_info(element, self._patterns) for element in self._elements]

    def element(self, name: str | tuple[str, str]) -> list[ElementInfo]:
        """The element patterns of a name: mostly one, several where context decides, none for unknown names.

        Args:
            name: Namespace and local name, or a local name in whichever namespace the schema has it.
        """
        from teikit.relaxng.inspection import element_info

        vocabulary = self._vocabulary
        names = vocabulary.by_local.get(name, ()) if isinstance(name, str) else (name,)
        found = [element for each in names for element in vocabulary.by_name.get(each, ())]
        return [element_info(element, self._patterns) for element in found]

    def allowed(
        self, path: Iterable[tuple[str, str]] = (), before: Sequence[tuple[str, str] | None] = ()
    ) -> Allowed | None:
        """What may come next at a place.

        Args:
            path: The elements that are open, from the outermost, by namespace and local name; none for the document.
            before: What stands before the place in the innermost: elements, or `None` for text.

        Returns:
            What may come, or `None` where path or siblings are not right themselves.
        """
        from teikit.relaxng.inspection import allowed_at
        from teikit.relaxng.lookups import Lookups

        return allowed_at(Lookups(self._automaton, self._vocabulary, {}), path, before)

    def id_conflicts(self) -> list[str]:
        """What keeps the schema from being compatible with the ID feature of RELAX NG DTD Compatibility (section 5).

        Such a schema still works: whatever matches an attribute of type ID, IDREF or IDREFS is checked as one. But
        other validators may refuse it.
        """
        from teikit.relaxng.compatibility import id_conflicts

        return id_conflicts(self._vocabulary)

    @property
    def files(self) -> tuple[str, ...]:
        """The files that the schema was read from, the first one first."""
        return self._files

    def _quick(self, source: bytes | BinaryIO, tags: list[Tag] | None = None) -> bool:
        parser = new_parser()
        scope = Prefixes(parser).scope if self._needs_prefixes else dict[str, str]
        verdict = Verdict(self._automaton, scope, tags)
        parser.StartElementHandler = verdict.start
        parser.CharacterDataHandler = verdict.characters
        parser.EndElementHandler = verdict.end
        try:
            feed(parser, source)
            verdict.finish()
        except (Invalid, EntityError, EncodingError, LimitError, expat.ExpatError):
            return False
        return True

    def _explain(self, source: bytes | BinaryIO) -> list[Problem]:
        from teikit.relaxng.explain import explain

        return explain(source, self._automaton, self._vocabulary)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        from teikit.relaxng.vocabulary import Vocabulary

        return Vocabulary(self._elements)


def _whole(stream: FileIO) -> bytes | BinaryIO:
    """A file's bytes, if there are not many; else the file, to be read piece by piece."""
    if os.fstat(stream.fileno()).st_size <= _READ_WHOLE:
        return stream.readall()
    return cast("BinaryIO", stream)


@contextmanager
def _paused_collection() -> Iterator[None]:
    """A schema is many small objects, none of them garbage: looking for some takes a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _catalog(catalog: Catalog | str | os.PathLike[str] | None) -> Catalog | None:
    if catalog is None:
        return None
    from teikit.relaxng.catalog import Catalog

    return catalog if isinstance(catalog, Catalog) else Catalog.load(os.fspath(catalog))
