"""Makes a schema ready: simplified, held against every rule, its patterns complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teikit.relaxng.errors import LimitError
from teikit.relaxng.interning import Patterns
from teikit.relaxng.patterns import Element, Pattern

if TYPE_CHECKING:
    from teikit.relaxng.datatypes import Datatype
    from teikit.relaxng.loader import Loader
    from teikit.relaxng.syntax import Syntax


class Prepared:
    """A schema that is ready to validate.

    Attributes:
        patterns: Makes patterns; sealed.
        start: The pattern of the document element.
        elements: Every element that a document could hold, in the order in which the schema leads to them.
        needs_prefixes: Whether some datatype's values depend on the prefixes in scope.
        files: The files it was read from.
        datatypes: Its datatypes, by library, name and parameters.
    """

    __slots__ = ("datatypes", "elements", "files", "needs_prefixes", "patterns", "start")

    def __init__(self, patterns: Patterns, start: Pattern, elements: list[Element], files: tuple[str, ...]) -> None:
        self.patterns = patterns
        self.start = start
        self.elements = elements
        self.files = files
        self.needs_prefixes = False
        self.datatypes: dict[tuple[str, str, tuple[tuple[str, str], ...]], Datatype] = {}


def reachable_elements(start: Pattern) -> list[Element]:
    """Every element that a document could hold, in the order in which the schema leads to them."""
    found: dict[Element, None] = {}
    todo: list[Pattern] = [start]
    seen: set[Pattern] = set()
    for pattern in todo:
        if pattern in seen:
            continue
        seen.add(pattern)
        if isinstance(pattern, Element):
            found[pattern] = None
            todo.append(pattern.content)
        else:
            todo.extend(pattern.members)
    return list(found)


def prepare(root: Syntax, loader: Loader) -> Prepared:
    """Make a schema ready.

    Args:
        root: The outermost element of the schema.
        loader: Reads further files.

    Raises:
        SchemaSyntaxError: Where a further file is not a schema.
        SchemaError: Where a rule of sections 4 or 7 is broken.
        LimitError: Where it is nested too deeply.
    """
    from teikit.relaxng.build import Builder
    from teikit.relaxng.restrictions import check_restrictions

    patterns = Patterns()
    builder = Builder(patterns, loader)
    start = builder.build(root)
    elements = reachable_elements(start)
    try:
        check_restrictions(start, elements, root.location, builder.places)
    except RecursionError:
        message = "patterns are nested too deeply; name parts of them as elements"
        raise LimitError(message, rule="limit", file=root.location.file) from None
    patterns.seal()
    files = loader.files or ((root.location.file,) if root.location.file else ())
    prepared = Prepared(patterns, start, elements, files)
    prepared.needs_prefixes = builder.needs_prefixes
    prepared.datatypes = builder.datatypes
    return prepared
