"""Grammars: what their definitions are once includes, overrides, divs and combine are worked out (4.6, 4.7, 4.11, 4.17).

An `Env` is what a place in a schema inherits: namespace and datatype library from the elements around it, the grammar
whose definitions its `ref`s mean, and the files that lead to it.
"""

from __future__ import annotations

from typing import NoReturn

from teikit.relaxng.errors import SchemaError
from teikit.relaxng.loader import Loader
from teikit.relaxng.patterns import Pattern
from teikit.relaxng.structure import WHITE_SPACE
from teikit.relaxng.syntax import Syntax


def fail(message: str, node: Syntax, rule: str) -> NoReturn:
    """Raise a `SchemaError` at a node."""
    at = node.location
    raise SchemaError(message, rule=rule, file=at.file, line=at.line, column=at.column)


class Env:
    """What a place in a schema inherits.

    Attributes:
        namespace: The value of the nearest `ns` attribute, across `include` and `externalRef` (4.9).
        library: The value of the nearest `datatypeLibrary` attribute in the same file (4.3).
        grammar: The grammar around; `None` outside any.
        files: The files from the first to this one, by which loops are found.
    """

    __slots__ = ("files", "grammar", "library", "namespace")

    def __init__(self, namespace: str, library: str, grammar: Grammar | None, files: tuple[str, ...]) -> None:
        self.namespace = namespace
        self.library = library
        self.grammar = grammar
        self.files = files

    def within(self, node: Syntax) -> Env:
        """What holds inside an element."""
        attributes = node.attributes
        if not attributes or ("ns" not in attributes and "datatypeLibrary" not in attributes):
            return self
        return Env(
            attributes.get("ns", self.namespace),
            attributes.get("datatypeLibrary", self.library).strip(WHITE_SPACE),
            self.grammar,
            self.files,
        )

    def in_file(self, file: str, node: Syntax, rule: str) -> Env:
        """What holds at the top of another file; a file that leads to itself is an error."""
        if file in self.files:
            fail(f"the schema {file} leads to itself: {' → '.join((*self.files, file))}", node, rule)
        return Env(self.namespace, "", self.grammar, (*self.files, file))


class Definition:
    """All `define`s of one name (or all `start`s) in a grammar.

    Attributes:
        name: The name; empty for the start.
        parts: The elements with what each inherits.
        combine: How they are combined.
        pattern: What they mean, once built.
        building: Whether building it is under way.
    """

    __slots__ = ("building", "combine", "name", "parts", "pattern")

    def __init__(self, name: str) -> None:
        self.name = name
        self.parts: list[tuple[Syntax, Env]] = []
        self.combine = ""
        self.pattern: Pattern | None = None
        self.building = False

    @property
    def documentation(self) -> str:
        """What the schema says of it."""
        return "\n".join(part.documentation for part, _env in self.parts if part.documentation)


class Grammar:
    """A `grammar` element with all that it includes.

    Args:
        node: The element.
        env: What its place inherits.
        loader: Where included files come from.

    Attributes:
        parent: The grammar around it, which `parentRef` means.
        definitions: By name; the start has the empty name.

    Raises:
        SchemaError: 4.5 to 4.7, 4.17, and 4.18 where there is no start.
    """

    def __init__(self, node: Syntax, env: Env, loader: Loader) -> None:
        self.node = node
        self.parent = env.grammar
        self._loader = loader
        inside = Env(env.namespace, env.library, self, env.files).within(node)
        self.definitions: dict[str, Definition] = {}
        for part, part_env in self._components(node, inside):
            name = _name(part)
            found = self.definitions.get(name)
            if found is None:
                found = self.definitions[name] = Definition(name)
            found.parts.append((part, part_env))
        for definition in self.definitions.values():
            definition.combine = _combination(definition)
        if "" not in self.definitions:
            fail("the grammar has no <start>, which says what the outermost element may be", node, "4.18")

    def _components(self, node: Syntax, env: Env) -> list[tuple[Syntax, Env]]:
        found: list[tuple[Syntax, Env]] = []
        for child in node.children:
            inside = env.within(child)
            if child.name == "div":
                found += self._components(child, inside)
            elif child.name == "include":
                found += self._include(child, inside)
            else:
                found.append((child, inside))
        return found

    def _include(self, node: Syntax, env: Env) -> list[tuple[Syntax, Env]]:
        file = self._loader.resolve(node.attributes["href"].strip(WHITE_SPACE), node)
        outside = env.in_file(file, node, "4.7")
        root = self._loader.load(file, node)
        if root.name != "grammar":
            fail(
                f"{file} is not a grammar (it is <{root.name}>), so it cannot be included; use externalRef", node, "4.7"
            )
        included = self._components(root, outside.within(root))
        own = self._components(node, env)
        names = {_name(part) for part, _env in included}
        overridden: set[str] = set()
        for part, _part_env in own:
            name = _name(part)
            if name not in names:
                what = f'definition of "{name}"' if name else "start"
                fail(f"{file} has no {what} that this one could replace", part, "4.7")
            overridden.add(name)
        return [(part, part_env) for part, part_env in included if _name(part) not in overridden] + own


def _name(part: Syntax) -> str:
    return part.attributes["name"].strip(WHITE_SPACE) if part.name == "define" else ""


def _combination(definition: Definition) -> str:
    what = f'"{definition.name}"' if definition.name else "the start"
    combine = ""
    without: Syntax | None = None
    for part, _env in definition.parts:
        value = part.attributes.get("combine", "").strip(WHITE_SPACE)
        if not value:
            if without is not None:
                message = f"{what} is defined twice without combine; the other definition is at {without.location}"
                fail(message, part, "4.17")
            without = part
        elif combine and value != combine:
            fail(f'{what} is combined by "{combine}" elsewhere and by "{value}" here', part, "4.17")
        else:
            combine = value
    return combine
