"""Patterns of the compact syntax (Compact Syntax, appendix A, `pattern`).

The reader keeps its own stack, so that patterns may lie within one another as deeply as a schema has them. A `Level` of
the stack is a pattern that is being read: within parentheses, within the braces of an element, after the `-` of an
exception.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from teikit.relaxng.compact.annotations import (
    Annotations,
    Item,
    apply,
    gather,
    read_annotations,
    read_following,
)
from teikit.relaxng.compact.environment import Environment, read_literal
from teikit.relaxng.compact.nameclasses import NameClassReader
from teikit.relaxng.compact.tokens import KEYWORDS, Cursor, Token
from teikit.relaxng.syntax import Syntax

MAX_DEPTH = 10_000
"""So many patterns may lie within one another."""

MAX_GRAMMARS = 50
"""So many grammars may lie within one another."""

_COMBINATIONS = {",": "group", "|": "choice", "&": "interleave"}
_REPETITIONS = {"?": "optional", "*": "zeroOrMore", "+": "oneOrMore"}
_PLAIN = frozenset(("empty", "text", "notAllowed"))


@dataclass(slots=True)
class Level:
    """A pattern that is being read.

    Attributes:
        kind: What holds it: `whole` for the pattern asked for, else an element, attribute, list or mixed (`braces`),
            parentheses or an exception.
        opened: The token that opened it, or where it begins.
        annotations: What stands before its parentheses or its keyword.
        holder: The element that is to hold it: of braces the pattern, of an exception the data.
        items: The patterns read so far.
        operator: `,`, `|` or `&`, once there is one.
        excepting: Whether it is a single datatype with an exception, which stands alone.
        repeated: Whether the pattern read last has a sign of repetition.
    """

    kind: Literal["whole", "braces", "parentheses", "exception"]
    opened: Token
    annotations: Annotations = field(default_factory=Annotations)
    holder: Item | None = None
    items: list[Item] = field(default_factory=list)
    operator: str = ""
    excepting: bool = False
    repeated: bool = False


class PatternReader:
    """Reads one pattern.

    Args:
        cursor: The tokens.
        environment: The prefixes.
        depth: How many grammars it lies within.
    """

    def __init__(self, cursor: Cursor, environment: Environment, depth: int = 0) -> None:
        self._cursor = cursor
        self._environment = environment
        self._depth = depth
        self._levels: list[Level] = []

    def read(self) -> Item:
        """The pattern up to what cannot belong to it."""
        self._levels = [Level("whole", self._cursor.token)]
        while True:
            item = self._begin()
            while item is not None:
                done = self._after(item)
                if done is None:
                    break
                if not self._levels:
                    return done
                item = done

    def _push(self, level: Level) -> None:
        if len(self._levels) > MAX_DEPTH:
            raise self._cursor.error(f"more than {MAX_DEPTH:,} patterns within one another")
        self._levels.append(level)

    def _begin(self) -> Item | None:
        """Read what a pattern begins with: a whole pattern, or the opening of one (`None`)."""
        cursor = self._cursor
        annotations = read_annotations(cursor, self._environment)
        if cursor.is_symbol("("):
            self._push(Level("parentheses", cursor.advance(), annotations))
            return None
        if cursor.is_keyword("element", "attribute", "list", "mixed"):
            self._open_braces(annotations)
            return None
        item = self._leaf()
        if item.node.name == "data" and cursor.is_symbol("-"):
            self._open_exception(apply(annotations, item))
            return None
        return apply(annotations, item)

    def _open_braces(self, annotations: Annotations) -> None:
        cursor = self._cursor
        keyword = cursor.advance()
        holder = self._make(keyword.text, keyword)
        names: list[Item] = []
        where = f'after "{keyword.text}"'
        if keyword.text in ("element", "attribute"):
            name = NameClassReader(cursor, self._environment, keyword.text == "element").read()
            names.append(name)
            where = f"after the name of the {keyword.text}"
        opened = cursor.take_symbol("{", where)
        self._push(Level("braces", opened, annotations, holder))
        holder.node.children, holder.node.annotations = gather(names)

    def _open_exception(self, data: Item) -> None:
        level = self._levels[-1]
        cursor = self._cursor
        if level.items or level.kind == "exception":
            raise self._exception_alone()
        level.excepting = True
        self._push(Level("exception", cursor.advance(), holder=data))

    def _exception_alone(self) -> Exception:
        return self._cursor.error(
            'a datatype with an exception, after "-", stands alone; put it in parentheses to combine or repeat it'
        )

    def _after(self, item: Item) -> Item | None:
        """Go on after a pattern.

        Returns:
            The pattern that is complete with it, which the level below takes; `None` where another must follow first.
        """
        cursor, level = self._cursor, self._levels[-1]
        if level.kind == "exception":
            return self._close_exception(item)
        read_following(cursor, self._environment, item)
        if level.excepting:
            if cursor.is_symbol("-", *_REPETITIONS, *_COMBINATIONS):
                raise self._exception_alone()
        else:
            level.repeated = cursor.is_symbol(*_REPETITIONS)
            if level.repeated:
                item = self._repeat(item)
        level.items.append(item)
        if cursor.is_symbol(*_COMBINATIONS):
            operator = cursor.token.text
            if level.operator and operator != level.operator:
                raise cursor.error(
                    f'"{level.operator}" and "{operator}" stand side by side; put one of them in parentheses'
                )
            level.operator = operator
            cursor.advance()
            return None
        return self._close(level)

    def _repeat(self, item: Item) -> Item:
        cursor = self._cursor
        token = cursor.advance()
        repeated = self._make(_REPETITIONS[token.text], token)
        repeated.node.location = item.node.location
        repeated.node.children, repeated.node.annotations = gather([item])
        read_following(cursor, self._environment, repeated)
        if cursor.is_symbol(*_REPETITIONS):
            raise cursor.error(
                f'"{cursor.token.text}" after "{token.text}"; one sign says how often, parentheses lie between two'
            )
        return repeated

    def _close_exception(self, item: Item) -> Item:
        level = self._levels.pop()
        assert level.holder is not None
        holder = self._make("except", level.opened)
        holder.node.children, holder.node.annotations = gather([item])
        data = level.holder
        data.node.children = (*data.node.children, holder.node)
        return data

    def _close(self, level: Level) -> Item:
        cursor = self._cursor
        pattern = self._combined(level)
        if level.kind == "parentheses":
            self._check_joint(")")
            cursor.close(")", level.opened)
        elif level.kind == "braces":
            self._check_joint("}")
            cursor.close("}", level.opened)
            assert level.holder is not None
            children, following = gather([pattern])
            node = level.holder.node
            node.children = (*node.children, *children)
            node.annotations = (*node.annotations, *following)
            pattern = apply(level.annotations, level.holder)
        self._levels.pop()
        return pattern

    def _check_joint(self, closing: str) -> None:
        """Say what is missing where one pattern follows another, or another of what could follow."""
        cursor = self._cursor
        token = cursor.token
        if cursor.is_symbol(closing) or token.kind == "end":
            return
        begins = token.kind in ("identifier", "cname", "literal") or cursor.is_symbol("(", "[")
        if begins or (token.kind == "keyword" and token.text in KEYWORDS - {"default", "namespace", "datatypes"}):
            if token.kind in ("identifier", "keyword") and cursor.following().text in ("=", "|=", "&="):
                return
            raise cursor.unexpected('"," or "|" or "&" is missing between two patterns')

    def _combined(self, level: Level) -> Item:
        """The one pattern that a level has become, with what stands before its parentheses put on it."""
        parenthesized = level.annotations if level.kind == "parentheses" else Annotations()
        if level.operator:
            combined = self._make(_COMBINATIONS[level.operator], level.opened)
            combined.node.location = level.items[0].node.location
            combined.node.children, combined.node.annotations = gather(level.items)
            return apply(parenthesized, combined)
        item = level.items[0]
        if not parenthesized:
            return item
        if level.repeated:
            return apply(parenthesized, item)
        group = self._make("group", level.opened)
        group.node.children, group.node.annotations = gather([item])
        return apply(parenthesized, group)

    def _make(self, element: str, token: Token, /, **attributes: str | None) -> Item:
        given = {key: value for key, value in attributes.items() if value is not None}
        return Item(Syntax(element, given, (), "", self._environment.context, self._cursor.location(token)))

    def _leaf(self) -> Item:
        """A pattern that holds no other, or a grammar."""
        cursor = self._cursor
        token = cursor.token
        if token.kind == "keyword":
            return self._keyword(token)
        if token.kind == "identifier":
            cursor.advance()
            return self._make("ref", token, name=token.text)
        if token.kind == "literal":
            item = self._make("value", token)
            item.node.text = read_literal(cursor, "a value")
            return item
        if token.kind == "cname":
            cursor.advance()
            prefix, _, name = token.text.partition(":")
            return self._data(token, name, self._environment.library(prefix, cursor, token))
        raise cursor.unexpected("a pattern is missing")

    def _keyword(self, token: Token) -> Item:
        cursor = self._cursor
        name = token.text
        if name in _PLAIN:
            cursor.advance()
            return self._make(name, token)
        if name in ("string", "token"):
            cursor.advance()
            return self._data(token, name, "")
        if name == "parent":
            cursor.advance()
            target = cursor.token
            if target.kind != "identifier":
                hint = f'; write "\\{target.text}" if that is the name' if target.kind == "keyword" else ""
                raise cursor.unexpected(f'the name of a definition must follow "parent"{hint}')
            cursor.advance()
            return self._make("parentRef", token, name=target.text)
        if name == "external":
            cursor.advance()
            href = read_literal(cursor, 'the file after "external"')
            return self._make("externalRef", token, href=href, ns=read_inherit(cursor, self._environment))
        if name == "grammar":
            return self._grammar(cursor.advance())
        raise cursor.unexpected(f'a pattern is missing; "{name}" is a keyword, so write "\\{name}" for the definition')

    def _grammar(self, keyword: Token) -> Item:
        from teikit.relaxng.compact.grammar import GrammarReader

        cursor = self._cursor
        if self._depth >= MAX_GRAMMARS:
            raise cursor.error(f"more than {MAX_GRAMMARS} grammars within one another", keyword)
        opened = cursor.take_symbol("{", 'after "grammar"')
        grammar = self._make("grammar", keyword)
        reader = GrammarReader(cursor, self._environment, self._depth + 1)
        grammar.node.children, grammar.node.annotations = reader.members()
        cursor.close("}", opened)
        return grammar

    def _data(self, token: Token, name: str, library: str) -> Item:
        cursor = self._cursor
        if cursor.token.kind == "literal":
            # A QName without a prefix is in the default namespace, as it is to every other reader of this syntax; the
            # specification leaves it to be inherited.
            value = self._make("value", token, type=name, datatypeLibrary=library, ns=self._environment.default)
            value.node.text = read_literal(cursor, "a value")
            return value
        data = self._make("data", token, type=name, datatypeLibrary=library)
        if cursor.is_symbol("{"):
            opened = cursor.advance()
            params: list[Item] = []
            while not cursor.is_symbol("}") and cursor.token.kind != "end":
                params.append(self._param())
            cursor.close("}", opened)
            data.node.children, data.node.annotations = gather(params)
        return data

    def _param(self) -> Item:
        cursor = self._cursor
        annotations = read_annotations(cursor, self._environment)
        token = cursor.token
        if token.kind not in ("identifier", "keyword"):
            raise cursor.unexpected('a parameter is missing, as in minLength = "1"')
        cursor.advance()
        cursor.take_symbol("=", f"after the parameter {token.text}")
        param = self._make("param", token, name=token.text)
        param.node.text = read_literal(cursor, f"the value of {token.text}")
        return apply(annotations, param)


def read_inherit(cursor: Cursor, environment: Environment) -> str | None:
    """The namespace that another schema is to inherit: that of `inherit = prefix`, else the default one."""
    if not cursor.is_keyword("inherit"):
        return environment.default
    cursor.advance()
    cursor.take_symbol("=", 'after "inherit"')
    token = cursor.token
    if token.kind not in ("identifier", "keyword"):
        raise cursor.unexpected('a prefix must follow "inherit ="')
    cursor.advance()
    return environment.namespace(token.text, cursor, token)
