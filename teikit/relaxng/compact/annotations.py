"""Annotations: documentation after `##`, `[…]` before what is annotated, `>> …` after it (Compact Syntax, section 5)."""

from __future__ import annotations

from dataclasses import dataclass, field

from teikit.relaxng.compact.environment import Environment, read_literal
from teikit.relaxng.compact.tokens import Cursor, Token
from teikit.relaxng.syntax import (
    ANNOTATION_NAMESPACE,
    NO_ANNOTATIONS,
    NO_FOREIGN,
    RELAXNG_NAMESPACE,
    XMLNS_NAMESPACE,
    Annotation,
    Syntax,
)

MAX_DEPTH = 200
"""So many elements of an annotation may stand within one another."""

_DOCUMENTATION = f"{{{ANNOTATION_NAMESPACE}}}documentation"
_TEXT_ONLY = frozenset(("name", "value", "param"))


@dataclass(slots=True)
class Annotations:
    """What stands before a pattern, a name class, a parameter or a component.

    Attributes:
        foreign: Attributes, by `{namespace}local`.
        elements: Elements, documentation first.
        documentation: The text of the documentation, as `Syntax.documentation` has it.
    """

    foreign: dict[str, str] = field(default_factory=dict)
    elements: list[Annotation] = field(default_factory=list)
    documentation: str = ""

    def __bool__(self) -> bool:
        return bool(self.foreign or self.elements)


@dataclass(slots=True)
class Item:
    """An element of RELAX NG with the annotations that follow it."""

    node: Syntax
    following: list[Annotation] = field(default_factory=list)


def apply(annotations: Annotations, item: Item) -> Item:
    """Put annotations on what they stand before.

    An element that holds text only cannot hold annotations; they follow it (5.1).
    """
    if not annotations:
        return item
    node = item.node
    if annotations.foreign:
        node.foreign = {**annotations.foreign, **node.foreign}
    if annotations.documentation:
        parts = (annotations.documentation, node.documentation)
        node.documentation = "\n".join(part for part in parts if part)
    if node.name in _TEXT_ONLY:
        item.following[:0] = annotations.elements
    else:
        node.annotations = (*annotations.elements, *node.annotations)
    return item


def gather(items: list[Item]) -> tuple[tuple[Syntax, ...], tuple[Annotation, ...]]:
    """The children and the annotations of an element that holds the items."""
    children = tuple(item.node for item in items)
    following = tuple(annotation for item in items for annotation in item.following)
    return children, following or NO_ANNOTATIONS


def read_annotations(cursor: Cursor, environment: Environment) -> Annotations:
    """Documentation and bracketed annotations, if there are any."""
    found = Annotations()
    texts: list[str] = []
    while cursor.token.kind == "documentation":
        text = cursor.advance().text
        found.elements.append(Annotation(_DOCUMENTATION, NO_FOREIGN, (text,) if text else ()))
        texts.append(text)
    if cursor.is_symbol("["):
        opened = cursor.advance()
        found.foreign = _attributes(cursor, environment, nested=False)
        while _is_name(cursor.token):
            element = read_element(cursor, environment)
            found.elements.append(element)
            if element.name == _DOCUMENTATION:
                texts.append(element.text)
        if cursor.is_symbol("="):
            raise cursor.error("attributes stand before elements in an annotation")
        cursor.close("]", opened)
    found.documentation = "\n".join(texts)
    return found


def read_following(cursor: Cursor, environment: Environment, item: Item) -> None:
    """Put the annotations after `>>`, if there are any, behind the item."""
    while cursor.is_symbol(">>"):
        cursor.advance()
        if not _is_name(cursor.token):
            raise cursor.unexpected('an annotation, name […], must follow ">>"')
        annotation = read_element(cursor, environment)
        item.following.append(annotation)
        # What follows an element that holds text only documents it (DTD Compatibility, section 2).
        if annotation.name == _DOCUMENTATION and item.node.name in _TEXT_ONLY:
            parts = (item.node.documentation, annotation.text)
            item.node.documentation = "\n".join(part for part in parts if part)


def read_element(cursor: Cursor, environment: Environment, depth: int = 0) -> Annotation:
    """An element of an annotation: its name, then attributes and content in brackets."""
    if depth > MAX_DEPTH:
        raise cursor.error(f"more than {MAX_DEPTH} elements of an annotation within one another")
    token = cursor.advance()
    name = _name(cursor, environment, token)
    if depth == 0 and name.startswith(f"{{{RELAXNG_NAMESPACE}}}"):
        raise cursor.error("an annotation cannot be of the namespace of RELAX NG itself", token)
    opened = cursor.take_symbol("[", f"after the annotation {token.text}")
    attributes = _attributes(cursor, environment, nested=True)
    content: list[Annotation | str] = []
    while True:
        if cursor.token.kind == "literal":
            text = read_literal(cursor, "text")
            if content and isinstance(content[-1], str):
                content[-1] += text
            elif text:
                content.append(text)
        elif _is_name(cursor.token):
            content.append(read_element(cursor, environment, depth + 1))
        else:
            break
    cursor.close("]", opened)
    return Annotation(name, attributes or NO_FOREIGN, tuple(content), cursor.location(token).line)


def _is_name(token: Token) -> bool:
    return token.kind in ("identifier", "keyword", "cname")


def _attributes(cursor: Cursor, environment: Environment, nested: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    while _is_name(cursor.token) and cursor.following().kind == "symbol" and cursor.following().text == "=":
        token = cursor.advance()
        name = _name(cursor, environment, token)
        namespace = name[1:].partition("}")[0] if name[0] == "{" else ""
        if namespace.rstrip("/") == XMLNS_NAMESPACE.rstrip("/") or name == "xmlns":
            raise cursor.error(f'"{token.text}" would declare a namespace; do so at the top of the schema', token)
        if not nested and not namespace:
            raise cursor.error(
                f'the attribute "{token.text}" needs a prefix: annotations are in a namespace of their own', token
            )
        if not nested and namespace == RELAXNG_NAMESPACE:
            raise cursor.error("an annotation cannot be of the namespace of RELAX NG itself", token)
        if name in found:
            raise cursor.error(f'the attribute "{token.text}" stands twice', token)
        cursor.advance()
        found[name] = read_literal(cursor, f"the value of {token.text}")
    return found


def _name(cursor: Cursor, environment: Environment, token: Token) -> str:
    if token.kind != "cname":
        return token.text
    prefix, _, local = token.text.partition(":")
    namespace = environment.namespace(prefix, cursor, token)
    if namespace is None:
        raise cursor.error(f'the prefix "{prefix}" is inherited, so an annotation cannot have it', token)
    return f"{{{namespace}}}{local}" if namespace else local
