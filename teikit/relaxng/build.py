"""Simplification: from the full syntax to patterns (specification, section 4).

One walk does what the specification describes as a series of rewritings: names and types are trimmed (4.2), datatype
libraries, namespaces and QNames resolved (4.3, 4.4, 4.8 to 4.10), several children grouped and the derived patterns
written out (4.12 to 4.15), name classes and datatypes checked (4.16), references followed (4.18, 4.19). `Patterns` does
away with `notAllowed` and `empty` (4.20, 4.21).

The content of elements waits in a queue until the pattern around them is made: recursion through elements is what
grammars are for, recursion without them is an error.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from teikit.relaxng.datatypes import Datatype, get_library
from teikit.relaxng.errors import DatatypeError, LimitError
from teikit.relaxng.grammar import Definition, Env, Grammar, fail
from teikit.relaxng.interning import Patterns
from teikit.relaxng.loader import Loader
from teikit.relaxng.names import AnyName, Name, NameChoice, NameClass, NsName
from teikit.relaxng.patterns import EMPTY, NOT_ALLOWED, TEXT, Element, Origin, Pattern
from teikit.relaxng.structure import WHITE_SPACE
from teikit.relaxng.syntax import XML_NAMESPACE, XMLNS_NAMESPACE, Location, Syntax


class Builder:
    """Builds the patterns of one schema.

    Args:
        patterns: Makes them.
        loader: Reads further files.

    Attributes:
        elements: Every element of the schema, in the order of building.
        datatypes: Every datatype, by library, name and parameters.
        places: Where each attribute is defined.
    """

    def __init__(self, patterns: Patterns, loader: Loader) -> None:
        self.patterns = patterns
        self.loader = loader
        self.elements: list[Element] = []
        self.places: dict[Pattern, list[Location]] = {}
        self._grammars: list[Grammar] = []
        self._queue: deque[tuple[Element, Syntax, Env]] = deque()
        self.datatypes: dict[tuple[str, str, tuple[tuple[str, str], ...]], Datatype] = {}
        self._definition: Definition | None = None
        # Once all that the start leads to is built, what is left is checked but never used; it may even be circular.
        self._tolerant = False

    def build(self, root: Syntax) -> Pattern:
        """Build the whole schema.

        Args:
            root: Its outermost element.

        Returns:
            The pattern of the document element; the content of every element reached from it is set.

        Raises:
            SchemaSyntaxError: Where a further file is not a schema.
            SchemaError: Where a rule of section 4 is broken.
            LimitError: Where patterns are nested too deeply.
        """
        try:
            start = self._pattern(root, Env("", "", None, (root.location.file,)))
            self._drain()
            self._tolerant = True
            done = 0
            while done < len(self._grammars):
                for definition in self._grammars[done].definitions.values():
                    self._definition_pattern(definition)
                    self._drain()
                done += 1
        except RecursionError:
            message = "patterns or references are nested too deeply; name parts of them as elements"
            raise LimitError(message, rule="limit", file=root.location.file) from None
        return start

    def _drain(self) -> None:
        while self._queue:
            element, node, env = self._queue.popleft()
            children = node.children if "name" in node.attributes else node.children[1:]
            element.content = self.patterns.group([self._pattern(child, env) for child in children])

    @property
    def needs_prefixes(self) -> bool:
        """Whether some datatype's values depend on the prefixes in scope."""
        return any(datatype.context_dependent for datatype in self.datatypes.values())

    # Patterns

    def _pattern(self, node: Syntax, env: Env) -> Pattern:
        return _BUILD[node.name](self, node, env.within(node) if node.attributes else env)

    def _children(self, node: Syntax, env: Env) -> list[Pattern]:
        definitions = env.grammar.definitions if env.grammar is not None else {}
        found: list[Pattern] = []
        for child in node.children:
            # Most of a schema refers to what is built already.
            if child.name == "ref":
                definition = definitions.get(child.attributes["name"])
                if definition is not None and definition.pattern is not None:
                    found.append(definition.pattern)
                    continue
            found.append(self._pattern(child, env))
        return found

    def _group(self, node: Syntax, env: Env) -> Pattern:
        return self.patterns.group(self._children(node, env))

    def _choice(self, node: Syntax, env: Env) -> Pattern:
        return self.patterns.choice(self._children(node, env))

    def _interleave(self, node: Syntax, env: Env) -> Pattern:
        return self.patterns.interleave(self._children(node, env))

    def _mixed(self, node: Syntax, env: Env) -> Pattern:
        return self.patterns.interleave((self._group(node, env), TEXT))

    def _optional(self, node: Syntax, env: Env) -> Pattern:
        return self.patterns.choice((self._group(node, env), EMPTY))

    def _zero_or_more(self, node: Syntax, env: Env) -> Pattern:
        return self.patterns.choice((self.patterns.one_or_more(self._group(node, env)), EMPTY))

    def _one_or_more(self, node: Syntax, env: Env) -> Pattern:
        return self.patterns.one_or_more(self._group(node, env))

    def _list(self, node: Syntax, env: Env) -> Pattern:
        return self.patterns.list_of(self._group(node, env))

    def _empty(self, _node: Syntax, _env: Env) -> Pattern:
        return EMPTY

    def _text(self, _node: Syntax, _env: Env) -> Pattern:
        return TEXT

    def _not_allowed(self, _node: Syntax, _env: Env) -> Pattern:
        return NOT_ALLOWED

    def _element(self, node: Syntax, env: Env) -> Pattern:
        if "name" in node.attributes:
            name_class: NameClass = self._name(node, node.attributes["name"], env.namespace)
        else:
            name_class = self._name_class(node.children[0], env)
        definition = self._definition
        documentation = node.documentation
        if not documentation and definition is not None and len(definition.parts) == 1:
            documentation = definition.documentation
        origin = Origin(len(self.elements), definition.name if definition else "", documentation, node.location)
        element = self.patterns.element(name_class, origin)
        self.elements.append(element)
        self._queue.append((element, node, env))
        return element

    def _attribute(self, node: Syntax, env: Env) -> Pattern:
        children: Sequence[Syntax] = node.children
        if "name" in node.attributes:
            # 4.8: without a namespace of its own, the attribute is in none.
            name_class: NameClass = self._name(node, node.attributes["name"], node.attributes.get("ns", ""))
        else:
            name_class = self._name_class(children[0], env)
            children = children[1:]
        self._check_attribute_name(name_class, node)
        value = self._pattern(children[0], env) if children else TEXT
        attribute = self.patterns.attribute(name_class, value, node.documentation)
        self.places.setdefault(attribute, []).append(node.location)
        return attribute

    def _data(self, node: Syntax, env: Env) -> Pattern:
        params: list[tuple[str, str]] = []
        excluded: Pattern = NOT_ALLOWED
        for child in node.children:
            if child.name == "param":
                params.append((child.attributes["name"].strip(WHITE_SPACE), child.text))
            else:
                excluded = self._choice(child, env.within(child))
        type_name = node.attributes["type"].strip(WHITE_SPACE)
        datatype = self._datatype(node, env.library, type_name, tuple(params))
        return self.patterns.data(datatype, type_name, excluded)

    def _value(self, node: Syntax, env: Env) -> Pattern:
        written = node.attributes.get("type")
        # 4.4: without a type it is the built-in token, whatever library is in force.
        type_name = "token" if written is None else written.strip(WHITE_SPACE)
        datatype = self._datatype(node, "" if written is None else env.library, type_name, ())
        context = {**node.namespaces, "": env.namespace, "xml": XML_NAMESPACE} if datatype.context_dependent else None
        canonical = datatype.value(node.text, context)
        if canonical is None:
            reason = datatype.why_not(node.text)
            fail(f'"{node.text}" can never match, for it is not of the datatype {type_name}: {reason}', node, "4.16")
        return self.patterns.value(
            datatype, type_name, node.text, canonical=canonical, documentation=node.documentation, context=context
        )

    def _datatype(self, node: Syntax, library: str, name: str, params: tuple[tuple[str, str], ...]) -> Datatype:
        key = (library, name, params)
        found = self.datatypes.get(key)
        if found is None:
            source = get_library(library)
            if source is None:
                fail(f'no datatype library "{library}"', node, "4.16")
            try:
                found = self.datatypes[key] = source.create(name, params)
            except DatatypeError as error:
                fail(error.message, node, "4.16")
        return found

    # References

    def _ref(self, node: Syntax, env: Env) -> Pattern:
        return self._refer(node, env.grammar, "grammar")

    def _parent_ref(self, node: Syntax, env: Env) -> Pattern:
        return self._refer(node, env.grammar.parent if env.grammar else None, "grammar around its grammar")

    def _refer(self, node: Syntax, grammar: Grammar | None, what: str) -> Pattern:
        name = node.attributes["name"].strip(WHITE_SPACE)
        if grammar is None:
            fail(f'"{name}" cannot be referred to: there is no {what}', node, "4.18")
        definition = grammar.definitions.get(name)
        if definition is None:
            fail(f'"{name}" is not defined in the {what}', node, "4.18")
        if definition.pattern is None and definition.building:
            if self._tolerant:
                return NOT_ALLOWED
            fail(f'"{name}" refers to itself without an element between', node, "4.19")
        return self._definition_pattern(definition)

    def _definition_pattern(self, definition: Definition) -> Pattern:
        if definition.pattern is None:
            outer, self._definition = self._definition, definition
            definition.building = True
            parts = [self._group(part, env) for part, env in definition.parts]
            combine = self.patterns.interleave if definition.combine == "interleave" else self.patterns.choice
            definition.pattern = parts[0] if len(parts) == 1 else combine(parts)
            definition.building = False
            self._definition = outer
        return definition.pattern

    def _grammar(self, node: Syntax, env: Env) -> Pattern:
        grammar = Grammar(node, env, self.loader)
        self._grammars.append(grammar)
        return self._definition_pattern(grammar.definitions[""])

    def _external(self, node: Syntax, env: Env) -> Pattern:
        file = self.loader.resolve(node.attributes["href"].strip(WHITE_SPACE), node)
        outside = env.in_file(file, node, "4.6")
        return self._pattern(self.loader.load(file, node), outside)

    # Names

    def _name(self, node: Syntax, written: str, namespace: str) -> Name:
        prefix, colon, local = written.strip(WHITE_SPACE).rpartition(":")
        if not colon:
            return Name(namespace, local)
        if prefix == "xml":
            return Name(XML_NAMESPACE, local)
        uri = node.namespaces.get(prefix)
        if uri is None:
            fail(f'the prefix "{prefix}" of "{written.strip(WHITE_SPACE)}" is not declared', node, "4.10")
        return Name(uri, local)

    def _name_class(self, node: Syntax, env: Env, inside: str = "") -> NameClass:
        """A name class; `inside` is the wildcard whose exceptions are being read."""
        env = env.within(node)
        kind = node.name
        if kind == "name":
            return self._name(node, node.text, env.namespace)
        if kind == "choice":
            members = tuple(self._name_class(child, env, inside) for child in node.children)
            return members[0] if len(members) == 1 else NameChoice(members)
        if inside == "anyName" and kind == "anyName":
            fail("<anyName> among the exceptions of <anyName>: nothing would be left", node, "4.16")
        if inside == "nsName":
            fail(f"<{kind}> among the exceptions of <nsName>; only single names can be excepted there", node, "4.16")
        excluded: NameClass | None = None
        for child in node.children:
            inner = env.within(child)
            members = tuple(self._name_class(grandchild, inner, kind) for grandchild in child.children)
            excluded = members[0] if len(members) == 1 else NameChoice(members)
        return AnyName(excluded) if kind == "anyName" else NsName(env.namespace, excluded)

    def _check_attribute_name(self, name_class: NameClass, node: Syntax) -> None:
        if isinstance(name_class, NameChoice):
            for member in name_class.members:
                self._check_attribute_name(member, node)
            return
        if isinstance(name_class, Name) and name_class.namespace == "" and name_class.local == "xmlns":
            fail("xmlns declares a namespace and cannot be an attribute of the schema", node, "4.16")
        if isinstance(name_class, AnyName):
            if name_class.excluded is not None:
                self._check_attribute_name(name_class.excluded, node)
            return
        if name_class.namespace == XMLNS_NAMESPACE:
            fail(f"attributes in {name_class.namespace} declare namespaces and cannot be in a schema", node, "4.16")
        if isinstance(name_class, NsName) and name_class.excluded is not None:
            self._check_attribute_name(name_class.excluded, node)


_BUILD: Final[dict[str, Callable[[Builder, Syntax, Env], Pattern]]] = {
    "attribute": Builder._attribute,
    "choice": Builder._choice,
    "data": Builder._data,
    "element": Builder._element,
    "empty": Builder._empty,
    "externalRef": Builder._external,
    "grammar": Builder._grammar,
    "group": Builder._group,
    "interleave": Builder._interleave,
    "list": Builder._list,
    "mixed": Builder._mixed,
    "notAllowed": Builder._not_allowed,
    "oneOrMore": Builder._one_or_more,
    "optional": Builder._optional,
    "parentRef": Builder._parent_ref,
    "ref": Builder._ref,
    "text": Builder._text,
    "value": Builder._value,
    "zeroOrMore": Builder._zero_or_more,
}
