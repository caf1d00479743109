"""Reads a schema in the XML syntax into a `Syntax` tree.

expat reads the file, so that every element has its line and column. Entities declared inside the file are expanded
(expat bounds their growth); those that lie outside, or are not declared, are an error.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final, NoReturn
from xml.parsers import expat

from teikit.relaxng.errors import SchemaSyntaxError
from teikit.relaxng.structure import RELAXNG_NAMES, WHITE_SPACE, check_structure
from teikit.relaxng.syntax import (
    ANNOTATION_NAMESPACE,
    NO_ANNOTATIONS,
    NO_FOREIGN,
    RELAXNG_NAMESPACE,
    XML_NAMESPACE,
    Annotation,
    Location,
    Syntax,
)

_PREFIX: Final = RELAXNG_NAMESPACE + "}"
_XML_BASE: Final = f"{{{XML_NAMESPACE}}}base"
_DOCUMENTATION: Final = f"{{{ANNOTATION_NAMESPACE}}}documentation"
_TEXT_ONLY: Final = frozenset(("name", "value", "param"))
_PLAIN: Final[Mapping[str, str]] = {}
MAX_DEPTH: Final = 10_000


class _Frame:
    """An element that is open: what is known of it so far."""

    __slots__ = (
        "annotations",
        "attributes",
        "base",
        "children",
        "documentation",
        "foreign",
        "location",
        "name",
        "text",
    )

    def __init__(self, name: str, attributes: Mapping[str, str], location: Location, base: str) -> None:
        self.name = name
        self.attributes = attributes
        self.location = location
        self.base = base
        self.foreign: dict[str, str] = {}
        self.children: list[Syntax] = []
        self.text: list[str] = []
        self.annotations: list[Annotation] = []
        self.documentation: list[str] = []


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Syntax | None = None
        self.stack: list[_Frame] = []
        self.scopes: list[Mapping[str, str]] = [{"": ""}]
        self.pending: dict[str, str] = {}
        # The foreign elements that are open: name, attributes, content.
        self.foreign: list[tuple[str, dict[str, str], list[Annotation | str]]] = []
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.StartNamespaceDeclHandler = self.declare
        parser.SkippedEntityHandler = self.skipped
        parser.ExternalEntityRefHandler = self.external
        self.parser = parser

    def place(self) -> Location:
        return Location(self.file, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def fail(self, message: str, rule: str = "3", at: Location | None = None) -> NoReturn:
        at = at or self.place()
        raise SchemaSyntaxError(message, rule=rule, file=at.file, line=at.line, column=at.column)

    def declare(self, prefix: str | None, uri: str | None) -> None:
        self.pending[prefix or ""] = uri or ""

    def skipped(self, name: str, parameter: bool) -> None:
        self.fail(f"the entity {'%' if parameter else '&'}{name}; is not declared in this file; write it out", "xml")

    def external(self, context: str, *_ids: str | None) -> int:
        self.fail("an external entity; schemas may refer to other files by include and externalRef only", "xml")

    def start(self, raw: str, attributes: dict[str, str]) -> None:
        if self.pending:
            self.scopes.append({**self.scopes[-1], **self.pending})
            self.pending = {}
        else:
            self.scopes.append(self.scopes[-1])
        if len(self.scopes) > MAX_DEPTH:
            self.fail(f"elements nested more than {MAX_DEPTH:,} deep", "limit")
        if self.foreign or not raw.startswith(_PREFIX):
            if not self.foreign:
                self.check_foreign(raw)
            clark = {_clark(key): value for key, value in attributes.items()}
            self.foreign.append((_clark(raw), clark, []))
            return
        name = raw[len(_PREFIX) :]
        if name not in RELAXNG_NAMES:
            self.fail(f"RELAX NG has no element <{name}>")
        parent = self.stack[-1] if self.stack else None
        if parent is not None and parent.name in _TEXT_ONLY:
            self.fail(f"<{parent.name}> holds text only, not <{name}>")
        frame = _Frame(name, attributes or _PLAIN, self.place(), parent.base if parent else "")
        if attributes and any("}" in key for key in attributes):
            self.split_foreign(frame, attributes)
        self.stack.append(frame)

    def check_foreign(self, raw: str) -> None:
        if not self.stack:
            self.fail(f"<{raw.rpartition('}')[2]}> is not in the namespace of RELAX NG: {RELAXNG_NAMESPACE}")
        if self.stack[-1].name in _TEXT_ONLY:
            self.fail(f"<{self.stack[-1].name}> holds text only, not <{raw.rpartition('}')[2]}>")

    def split_foreign(self, frame: _Frame, attributes: dict[str, str]) -> None:
        frame.attributes = {key: value for key, value in attributes.items() if "}" not in key}
        for key, value in attributes.items():
            if key.startswith(_PREFIX):
                self.fail(f"attributes of RELAX NG are in no namespace; write {key[len(_PREFIX) :]} without a prefix")
            if "}" in key:
                frame.foreign["{" + key] = value
        base = frame.foreign.get(_XML_BASE)
        if base is not None:
            frame.base = join_reference(frame.base or self.file, base)

    def characters(self, text: str) -> None:
        if self.foreign:
            self.foreign[-1][2].append(text)
        elif self.stack[-1].name in _TEXT_ONLY:
            self.stack[-1].text.append(text)
        elif text.strip(WHITE_SPACE):
            self.fail(f'text in <{self.stack[-1].name}>: "{text.strip(WHITE_SPACE)[:40]}"')

    def end(self, _raw: str) -> None:
        namespaces = self.scopes.pop()
        if self.foreign:
            self.end_foreign()
            return
        frame = self.stack.pop()
        node = Syntax(
            frame.name,
            frame.attributes,
            tuple(frame.children),
            "".join(frame.text),
            namespaces,
            frame.location,
            "\n".join(frame.documentation),
            tuple(frame.annotations) if frame.annotations else NO_ANNOTATIONS,
            frame.foreign or NO_FOREIGN,
            frame.base,
        )
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node

    def end_foreign(self) -> None:
        name, attributes, content = self.foreign.pop()
        annotation = Annotation(name, attributes, tuple(content))
        if self.foreign:
            self.foreign[-1][2].append(annotation)
            return
        owner = self.stack[-1]
        owner.annotations.append(annotation)
        if name == _DOCUMENTATION:
            text = " ".join(annotation.text.split())
            # An element that can hold text only has its documentation after it (DTD Compatibility, section 2).
            last = owner.children[-1] if owner.children else None
            if last is not None and last.name in _TEXT_ONLY:
                last.documentation = f"{last.documentation}\n{text}" if last.documentation else text
            else:
                owner.documentation.append(text)


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
    reader = _Reader(file)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"not well-formed XML: {expat.ErrorString(error.code)}"
        raise SchemaSyntaxError(message, rule="xml", file=file, line=error.lineno, column=error.offset + 1) from None
    except (LookupError, ValueError) as error:
        raise SchemaSyntaxError(f"cannot be decoded: {error}", rule="xml", file=file) from None
    root = reader.root
    if root is None:
        raise SchemaSyntaxError("no element in the file", rule="xml", file=file)
    check_structure(root)
    return root
