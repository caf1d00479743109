"""Name classes of the compact syntax: names, `*`, `prefix:*`, exceptions and choices (appendix A, `nameClass`)."""

from __future__ import annotations

from teikit.relaxng.compact.annotations import (
    Annotations,
    Item,
    apply,
    gather,
    read_annotations,
    read_following,
)
from teikit.relaxng.compact.environment import Environment
from teikit.relaxng.compact.tokens import Cursor, Token
from teikit.relaxng.syntax import Syntax

MAX_DEPTH = 150
"""So many parentheses of a name class may stand within one another."""


class NameClassReader:
    """Reads the name class of an element or attribute.

    Args:
        cursor: The tokens.
        environment: The prefixes.
        is_element: Whether names without a prefix are in the default namespace, or in none.
    """

    def __init__(self, cursor: Cursor, environment: Environment, is_element: bool) -> None:
        self._cursor = cursor
        self._environment = environment
        self._default = environment.default if is_element else ""
        self._what = "element" if is_element else "attribute"

    def read(self) -> Item:
        """The whole name class, up to the `{` that follows it."""
        return self._inner(Annotations(), 0)

    def _inner(self, outer: Annotations, depth: int) -> Item:
        cursor = self._cursor
        if depth > MAX_DEPTH:
            raise cursor.error(f"more than {MAX_DEPTH} parentheses within one another")
        start = cursor.token
        item, excepts = self._lead_or_except(depth)
        read_following(cursor, self._environment, item)
        if not cursor.is_symbol("|"):
            self._no_second_except(excepts)
            return apply(outer, self._wrap("choice", [item], start)) if outer else item
        items = [item]
        while cursor.is_symbol("|"):
            if excepts:
                raise cursor.error('"|" and "-" stand side by side; put the names with their exceptions in parentheses')
            cursor.advance()
            item, excepts = self._lead_or_except(depth)
            read_following(cursor, self._environment, item)
            items.append(item)
        if excepts:
            raise cursor.error('"|" and "-" stand side by side; put the names with their exceptions in parentheses')
        return apply(outer, self._wrap("choice", items, start))

    def _no_second_except(self, excepts: bool) -> None:
        if excepts and self._cursor.is_symbol("-"):
            raise self._cursor.error('a second "-"; put all exceptions in one pair of parentheses, with "|" between')

    def _lead_or_except(self, depth: int) -> tuple[Item, bool]:
        """A name class, and whether it is one with exceptions, which may not stand in a choice as it is."""
        cursor = self._cursor
        annotations = read_annotations(cursor, self._environment)
        start = cursor.token
        if cursor.is_symbol("("):
            return self._parenthesized(annotations, depth), False
        item = self._simple()
        if not cursor.is_symbol("-"):
            return apply(annotations, item), False
        if item.node.name == "name":
            raise cursor.error('exceptions, after "-", are of "*" or "prefix:*" only')
        cursor.advance()
        lead = read_annotations(cursor, self._environment)
        inner = self._parenthesized(lead, depth) if cursor.is_symbol("(") else apply(lead, self._simple())
        children, following = gather([self._wrap("except", [inner], start)])
        item.node.children = children
        item.node.annotations = following
        return apply(annotations, item), True

    def _parenthesized(self, annotations: Annotations, depth: int) -> Item:
        opened = self._cursor.advance()
        item = self._inner(annotations, depth + 1)
        self._cursor.close(")", opened)
        return item

    def _simple(self) -> Item:
        cursor = self._cursor
        token = cursor.token
        if token.kind in ("identifier", "keyword"):
            cursor.advance()
            return self._name(token, token.text, self._default)
        if token.kind == "cname":
            cursor.advance()
            prefix, _, local = token.text.partition(":")
            return self._name(token, local, self._environment.namespace(prefix, cursor, token))
        if token.kind == "nsname":
            cursor.advance()
            namespace = self._environment.namespace(token.text, cursor, token)
            return self._make("nsName", token, {} if namespace is None else {"ns": namespace})
        if cursor.is_symbol("*"):
            cursor.advance()
            return self._make("anyName", token, {})
        raise cursor.unexpected(f"the name of the {self._what} is missing")

    def _name(self, token: Token, local: str, namespace: str | None) -> Item:
        item = self._make("name", token, {} if namespace is None else {"ns": namespace})
        item.node.text = local
        return item

    def _make(self, name: str, token: Token, attributes: dict[str, str]) -> Item:
        location = self._cursor.location(token)
        return Item(Syntax(name, attributes, (), "", self._environment.context, location))

    def _wrap(self, name: str, items: list[Item], token: Token) -> Item:
        item = self._make(name, token, {})
        item.node.children, item.node.annotations = gather(items)
        return item
