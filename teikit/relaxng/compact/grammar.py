"""Grammars of the compact syntax: definitions, `start`, `div`, `include` (Compact Syntax, appendix A, `grammar`)."""

from __future__ import annotations

from teikit.relaxng.compact.annotations import (
    Item,
    apply,
    gather,
    read_annotations,
    read_element,
)
from teikit.relaxng.compact.environment import Environment, read_literal
from teikit.relaxng.compact.patterns import PatternReader, read_inherit
from teikit.relaxng.compact.tokens import Cursor, Token
from teikit.relaxng.syntax import Annotation, Syntax

MAX_DEPTH = 100
"""So many `div`s may lie within one another."""

_ASSIGNMENTS = {"=": None, "|=": "choice", "&=": "interleave"}


class GrammarReader:
    """Reads what is in a grammar.

    Args:
        cursor: The tokens.
        environment: The prefixes.
        depth: How many grammars it lies within.
    """

    def __init__(self, cursor: Cursor, environment: Environment, depth: int = 0) -> None:
        self._cursor = cursor
        self._environment = environment
        self._depth = depth

    def members(self, divs: int = 0, within_include: bool = False) -> tuple[tuple[Syntax, ...], tuple[Annotation, ...]]:
        """All members up to what cannot be one, and the annotations between them."""
        if divs > MAX_DEPTH:
            raise self._cursor.error(f"more than {MAX_DEPTH} divs within one another")
        items: list[Item] = []
        before: list[Annotation] = []
        while True:
            if self._is_annotation():
                element = read_element(self._cursor, self._environment)
                (items[-1].following if items else before).append(element)
                continue
            item = self._member(divs, within_include)
            if item is None:
                break
            items.append(item)
        children, following = gather(items)
        return children, (*before, *following)

    def _is_annotation(self) -> bool:
        following = self._cursor.following()
        return self._cursor.token.kind in ("identifier", "cname") and (following.kind, following.text) == (
            "symbol",
            "[",
        )

    def _member(self, divs: int, within_include: bool) -> Item | None:
        cursor = self._cursor
        first = cursor.token
        annotations = read_annotations(cursor, self._environment)
        token = cursor.token
        if cursor.is_keyword("start"):
            item = self._definition("start")
        elif token.kind == "identifier":
            item = self._definition("define")
        elif cursor.is_keyword("div"):
            item = self._div(divs, within_include)
        elif cursor.is_keyword("include"):
            if within_include:
                raise cursor.error("an include cannot stand within the braces of another")
            item = self._include(divs)
        else:
            if annotations:
                raise cursor.error("no definition follows this documentation or annotation", first)
            self._check_end(token)
            return None
        return apply(annotations, item)

    def _check_end(self, token: Token) -> None:
        cursor = self._cursor
        following = cursor.following()
        if token.kind == "keyword":
            if following.kind == "symbol" and following.text in _ASSIGNMENTS:
                raise cursor.error(f'"{token.text}" is a keyword; write "\\{token.text}" to define that name')
            if token.text in ("namespace", "default", "datatypes"):
                raise cursor.error("declarations stand at the top of a schema, before everything else")
            raise cursor.unexpected("a definition is missing, as in start = … or name = …")
        if token.kind != "end" and not cursor.is_symbol("}"):
            raise cursor.unexpected("a definition is missing, as in start = … or name = …")

    def _definition(self, kind: str) -> Item:
        cursor = self._cursor
        token = cursor.advance()
        attributes = {} if kind == "start" else {"name": token.text}
        if not cursor.is_symbol(*_ASSIGNMENTS):
            if kind == "define":
                raise cursor.unexpected(f'"=" is missing after "{token.text}", or an operator before it')
            raise cursor.unexpected('"=", "|=" or "&=" must follow "start"')
        combine = _ASSIGNMENTS[cursor.advance().text]
        if combine:
            attributes["combine"] = combine
        pattern = PatternReader(cursor, self._environment, self._depth).read()
        item = self._make(kind, token, attributes)
        item.node.children, item.node.annotations = gather([pattern])
        return item

    def _div(self, divs: int, within_include: bool) -> Item:
        cursor = self._cursor
        item = self._make("div", cursor.advance(), {})
        opened = cursor.take_symbol("{", 'after "div"')
        item.node.children, item.node.annotations = self.members(divs + 1, within_include)
        cursor.close("}", opened)
        return item

    def _include(self, divs: int) -> Item:
        cursor = self._cursor
        token = cursor.advance()
        attributes = {"href": read_literal(cursor, 'the file after "include"')}
        namespace = read_inherit(cursor, self._environment)
        if namespace is not None:
            attributes["ns"] = namespace
        item = self._make("include", token, attributes)
        if cursor.is_symbol("{"):
            opened = cursor.advance()
            item.node.children, item.node.annotations = self.members(divs + 1, within_include=True)
            cursor.close("}", opened)
        return item

    def _make(self, name: str, token: Token, attributes: dict[str, str]) -> Item:
        return Item(Syntax(name, attributes, (), "", self._environment.context, self._cursor.location(token)))
