"""Reads a schema in the XML syntax into a `Syntax` tree.

expat reads the file, so that every element has its line and column. Entities declared inside the file are expanded
(expat bounds their growth); those that lie outside, or are not declared, are an error.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Final, NoReturn
from xml.parsers import expat

from teikit.relaxng.errors import SchemaSyntaxError
from teikit.relaxng.structure import RELAXNG_NAMES, WHITE_SPACE, check_structure
from teikit.relaxng.syntax import (
    ANNOTATION_NAMESPACE,
    RELAXNG_NAMESPACE,
    XML_NAMESPACE,
    Annotation,
    Location,
    Syntax,
)

_PREFIX: Final = RELAXNG_NAMESPACE + "}"
_NAMES: Final = {_PREFIX + name: name for name in RELAXNG_NAMES}
_XML_BASE: Final = f"{{{XML_NAMESPACE}}}base"
_DOCUMENTATION: Final = f"{{{ANNOTATION_NAMESPACE}}}documentation"
_TEXT_ONLY: Final = frozenset(("name", "value", "param"))
_MAX_FOREIGN_DEPTH: Final = 200


class _Reader:
    """Builds the tree from expat's events.

    Most of the text in a schema is white space between elements. It goes straight into a list, which is looked at when
    all is read: only if there is more than white space in it, the schema is read again with `watchful`, to say where.

    Attributes:
        root: The outermost element, once read.
        strays: Text outside `name`, `value`, `param` and foreign elements.
    """

    def __init__(self, file: str, watchful: bool) -> None:
        self.file = file
        self.root: Syntax | None = None
        self.strays: list[str] = []
        # The RELAX NG elements that are open, and the children of each so far.
        self.stack: list[Syntax] = []
        self.children: list[list[Syntax]] = [[]]
        self.scope: Mapping[str, str] = {"": ""}
        self.scopes: list[Mapping[str, str]] = []
        # The foreign elements that are open: name, attributes, content.
        self.foreign: list[tuple[str, dict[str, str], list[Annotation | str]]] = []
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        self.between: Callable[[str], None] = self.stray if watchful else self.strays.append
        parser.CharacterDataHandler = self.between
        parser.StartNamespaceDeclHandler = self.declare
        parser.EndNamespaceDeclHandler = self.undeclare
        parser.SkippedEntityHandler = self.skipped
        parser.ExternalEntityRefHandler = self.external
        self.parser = parser
        self.start, self.end = self.handlers()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end

    def handlers(self) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None]]:
        """The handlers of tags outside foreign elements. They run for every element of a large schema."""
        parser, file, stack, lists, names, text_only = (
            self.parser,
            self.file,
            self.stack,
            self.children,
            _NAMES,
            _TEXT_ONLY,
        )

        def start(raw: str, attributes: dict[str, str]) -> None:
            name = names.get(raw)
            if name is None:
                self.start_foreign(raw, attributes)
                return
            base = ""
            if stack:
                parent = stack[-1]
                base = parent.base
                if parent.name in text_only:
                    self.fail(f"<{parent.name}> holds text only, not <{name}>")
            location = Location(file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
            children: list[Syntax] = []
            node = Syntax(name, attributes, children, "", self.scope, location, base=base)
            for key in attributes:
                if "}" in key:
                    self.split_foreign(node, attributes)
                    break
            stack.append(node)
            lists[-1].append(node)
            lists.append(children)
            if name in text_only:
                parser.CharacterDataHandler = self.text

        def end(_raw: str) -> None:
            node = stack.pop()
            lists.pop()
            if node.name in text_only:
                parser.CharacterDataHandler = self.between
            if not stack:
                self.root = node

        return start, end

    def place(self) -> Location:
        return Location(self.file, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def fail(self, message: str, rule: str = "3") -> NoReturn:
        at = self.place()
        raise SchemaSyntaxError(message, rule=rule, file=at.file, line=at.line, column=at.column)

    def declare(self, prefix: str | None, uri: str | None) -> None:
        self.scopes.append(self.scope)
        self.scope = {**self.scope, (prefix or ""): uri or ""}

    def undeclare(self, _prefix: str | None) -> None:
        self.scope = self.scopes.pop()

    def skipped(self, name: str, parameter: bool) -> None:
        self.fail(f"the entity {'%' if parameter else '&'}{name}; is not declared in this file; write it out", "xml")

    def external(self, context: str, *_ids: str | None) -> int:
        self.fail("an external entity; schemas may refer to other files by include and externalRef only", "xml")

    def start_foreign(self, raw: str, attributes: dict[str, str]) -> None:
        if not self.foreign:
            local = raw.rpartition("}")[2]
            if raw.startswith(_PREFIX):
                self.fail(f"RELAX NG has no element <{local}>")
            if not self.stack:
                self.fail(f"<{local}> is not in the namespace of RELAX NG: {RELAXNG_NAMESPACE}")
            if self.stack[-1].name in _TEXT_ONLY:
                self.fail(f"<{self.stack[-1].name}> holds text only, not <{local}>")
            self.parser.StartElementHandler = self.start_foreign
            self.parser.EndElementHandler = self.end_foreign
        if len(self.foreign) > _MAX_FOREIGN_DEPTH:
            self.fail(f"annotations nested more than {_MAX_FOREIGN_DEPTH} deep", "limit")
        clark = {_clark(key): value for key, value in attributes.items()} if attributes else attributes
        content: list[Annotation | str] = []
        self.foreign.append((_clark(raw), clark, content))
        self.parser.CharacterDataHandler = content.append

    def split_foreign(self, node: Syntax, attributes: dict[str, str]) -> None:
        node.attributes = {key: value for key, value in attributes.items() if "}" not in key}
        foreign: dict[str, str] = {}
        for key, value in attributes.items():
            if key.startswith(_PREFIX):
                self.fail(f"attributes of RELAX NG are in no namespace; write {key[len(_PREFIX) :]} without a prefix")
            if "}" in key:
                foreign["{" + key] = value
        node.foreign = foreign
        base = foreign.get(_XML_BASE)
        if base is not None:
            node.base = join_reference(node.base or self.file, base)

    def text(self, text: str) -> None:
        self.stack[-1].text += text

    def stray(self, text: str) -> None:
        text = text.strip(WHITE_SPACE)
        if text:
            self.fail(f'text in <{self.stack[-1].name}>: "{text[:40]}"')

    def end_foreign(self, _raw: str) -> None:
        name, attributes, content = self.foreign.pop()
        annotation = Annotation(name, attributes, tuple(content))
        if self.foreign:
            outer = self.foreign[-1][2]
            outer.append(annotation)
            self.parser.CharacterDataHandler = outer.append
            return
        parser = self.parser
        parser.CharacterDataHandler = self.between
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        owner = self.stack[-1]
        owner.annotations = (*owner.annotations, annotation)
        if name == _DOCUMENTATION:
            # An element that can hold text only has its documentation after it (DTD Compatibility, section 2).
            siblings = self.children[-1]
            if siblings and siblings[-1].name in _TEXT_ONLY:
                owner = siblings[-1]
            text = annotation.text
            owner.documentation = f"{owner.documentation}\n{text}" if owner.documentation else text


def _clark(raw: str) -> str:
    return "{" + raw if "}" in raw else raw


def join_reference(base: str, reference: str) -> str:
    """A reference seen from a base, both file names or URIs; the last step of the base does not count."""
    if "://" in reference or reference.startswith("file:") or os.path.isabs(reference):  # noqa: PTH117
        return reference
    if "://" in base or base.startswith("file:"):
        from urllib.parse import urljoin

        return urljoin(base, reference)
    return os.path.join(os.path.dirname(base), reference)  # noqa: PTH118, PTH120


def parse_xml(data: bytes, file: str) -> Syntax:
    """Read a schema in the XML syntax and hold it against section 3.

    Args:
        data: The file's bytes, in any encoding that its XML declaration names and expat reads.
        file: Its name, for locations and relative references.

    Returns:
        The outermost element.

    Raises:
        SchemaSyntaxError: Where it is not well-formed or not RELAX NG, with line and column.
    """
    root = _read(data, file)
    check_structure(root)
    return root


def _read(data: bytes, file: str, watchful: bool = False) -> Syntax:
    reader = _Reader(file, watchful)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"not well-formed XML: {expat.ErrorString(error.code)}"
        raise SchemaSyntaxError(message, rule="xml", file=file, line=error.lineno, column=error.offset + 1) from None
    except (LookupError, ValueError) as error:
        raise SchemaSyntaxError(f"cannot be decoded: {error}", rule="xml", file=file) from None
    if reader.root is None:
        raise SchemaSyntaxError("no element in the file", rule="xml", file=file)
    if not watchful and "".join(reader.strays).strip(WHITE_SPACE):
        return _read(data, file, watchful=True)
    return reader.root
