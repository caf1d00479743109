"""The compact syntax of RELAX NG (Committee Specification of 21 November 2002), read into the same tree as the XML one.

    >>> from teikit.relaxng.compact import parse_compact
    >>> parse_compact("element p { text }", "p.rnc").children[1].name
    'text'

A schema passes through four steps, one module each: its characters (`text`), its tokens (`tokens`), the declarations at
its top (`environment`), and its patterns (`patterns`, `nameclasses`, `grammar`, `annotations`).
"""

from __future__ import annotations

from teikit.relaxng.compact.annotations import read_annotations
from teikit.relaxng.compact.environment import Environment, read_environment
from teikit.relaxng.compact.grammar import GrammarReader
from teikit.relaxng.compact.patterns import PatternReader
from teikit.relaxng.compact.text import SourceText
from teikit.relaxng.compact.tokens import Cursor
from teikit.relaxng.syntax import Location, Syntax

__all__ = ["parse_compact"]


def parse_compact(text: str, file: str) -> Syntax:
    """Read a schema in the compact syntax.

    Args:
        text: The schema.
        file: Its name, for locations and for the files it refers to.

    Returns:
        The outermost element of the same schema in the XML syntax. The rules of section 3 that do not belong to the
        grammar of the compact syntax, on `href` for one, are not checked yet: `structure.check_structure` does that.

    Raises:
        SchemaSyntaxError: The text is no schema in the compact syntax; with line and column, and what to do.
    """
    cursor = Cursor(SourceText(text, file))
    environment = read_environment(cursor)
    if _is_grammar(cursor, environment):
        root = Syntax("grammar", {}, (), "", environment.context, Location(file, 1, 1))
        root.children, root.annotations = GrammarReader(cursor, environment).members()
        if cursor.token.kind != "end":
            raise cursor.error('this "}" closes nothing')
        return root
    item = PatternReader(cursor, environment).read()
    if cursor.token.kind != "end":
        if cursor.is_symbol("}", ")", "]"):
            raise cursor.error(f'this "{cursor.token.text}" closes nothing')
        if cursor.is_symbol("=", "|=", "&=") or cursor.following().text in ("=", "|=", "&="):
            raise cursor.unexpected("a schema is one pattern or a list of definitions, and this began as a pattern")
        raise cursor.unexpected('"," or "|" or "&" is missing between two patterns')
    if item.following:
        raise cursor.error("an annotation cannot follow the pattern that is the whole schema; put it before, in […]")
    return item.node


def _is_grammar(cursor: Cursor, environment: Environment) -> bool:
    """Whether a schema is a list of definitions and not one pattern: decided by the first that is no annotation."""
    mark = cursor.mark()
    read_annotations(cursor, environment)
    following = cursor.following()
    found = (
        cursor.token.kind == "end"
        or cursor.is_keyword("start", "div", "include", "namespace", "default", "datatypes")
        or (cursor.token.kind in ("identifier", "keyword") and following.text in ("=", "|=", "&="))
        or (cursor.token.kind in ("identifier", "cname") and (following.kind, following.text) == ("symbol", "["))
    )
    cursor.reset(mark)
    return found
