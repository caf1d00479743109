"""What prefixes mean: the declarations at the top of a schema (Compact Syntax, section 4 and `decl` in appendix A)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from teikit.relaxng.compact.tokens import Cursor, Token
from teikit.relaxng.syntax import RELAXNG_NAMESPACE, XML_NAMESPACE, XMLNS_NAMESPACE, XSD_DATATYPES

_ABSOLUTE_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[^#%\s]|%[0-9A-Fa-f]{2})+")


class Environment:
    """The prefixes of a schema.

    A namespace of `None` is inherited from the schema that refers to this one.

    Attributes:
        default: The default namespace; `None`, inherited, where none is declared.
        namespaces: Prefix to namespace, `xml` among them.
        datatypes: Prefix to datatype library, `xsd` among them.
        context: What XML elements have as prefixes in scope: those that are neither inherited nor empty.
    """

    def __init__(self) -> None:
        self.default: str | None = None
        self.namespaces: dict[str, str | None] = {"xml": XML_NAMESPACE}
        self.datatypes: dict[str, str] = {"xsd": XSD_DATATYPES}
        self.context: Mapping[str, str] = {}

    def namespace(self, prefix: str, cursor: Cursor, token: Token) -> str | None:
        """The namespace of a prefix.

        Raises:
            SchemaSyntaxError: It is not declared.
        """
        if prefix in self.namespaces:
            return self.namespaces[prefix]
        raise cursor.error(
            f'the prefix "{prefix}" is not declared; write namespace {prefix} = "…" at the top of the schema'
            + _did_you_mean(prefix, self.namespaces),
            token,
        )

    def library(self, prefix: str, cursor: Cursor, token: Token) -> str:
        """The datatype library of a prefix.

        Raises:
            SchemaSyntaxError: It is not declared.
        """
        if prefix in self.datatypes:
            return self.datatypes[prefix]
        raise cursor.error(
            f'the prefix "{prefix}" is not declared for datatypes; write datatypes {prefix} = "…" at the top of the '
            "schema" + _did_you_mean(prefix, self.datatypes),
            token,
        )


def _did_you_mean(prefix: str, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(prefix, sorted(known), n=1)
    return f', or did you mean "{near[0]}"?' if near else ""


def read_literal(cursor: Cursor, what: str) -> str:
    """A literal, in as many segments as `~` joins.

    Args:
        cursor: At the first segment.
        what: What it is to be, for the error: `the namespace URI`.
    """
    if cursor.token.kind != "literal":
        raise cursor.unexpected(f"{what} is missing, in quotes")
    text = cursor.advance().text
    while cursor.is_symbol("~"):
        cursor.advance()
        if cursor.token.kind != "literal":
            raise cursor.unexpected('a literal must follow "~"')
        text += cursor.advance().text
    return text


def read_environment(cursor: Cursor) -> Environment:
    """The declarations before anything else.

    Raises:
        SchemaSyntaxError: A declaration is wrong, or repeated.
    """
    environment = Environment()
    declared: set[tuple[str, str]] = set()
    while cursor.is_keyword("namespace", "default", "datatypes"):
        keyword = cursor.advance()
        if keyword.text == "datatypes":
            _declare_datatypes(cursor, environment, declared)
        else:
            _declare_namespace(cursor, environment, declared, is_default=keyword.text == "default")
    environment.context = {prefix: uri for prefix, uri in environment.namespaces.items() if uri and prefix != "xml"} | {
        "": RELAXNG_NAMESPACE
    }
    return environment


def _declare_datatypes(cursor: Cursor, environment: Environment, declared: set[tuple[str, str]]) -> None:
    prefix = _prefix(cursor, "datatypes")
    _once(cursor, declared, "datatypes", prefix)
    cursor.take_symbol("=", f"after datatypes {prefix.text}")
    literal = cursor.token
    uri = read_literal(cursor, "the URI of the datatype library")
    if prefix.text == "xsd" and uri != XSD_DATATYPES:
        raise cursor.error(f'the prefix "xsd" always means {XSD_DATATYPES}; choose another', literal)
    if uri and _ABSOLUTE_URI.fullmatch(uri) is None:
        raise cursor.error(
            f'"{uri}" is no absolute URI without a fragment, as the URI of a datatype library must be', literal
        )
    environment.datatypes[prefix.text] = uri


def _declare_namespace(
    cursor: Cursor, environment: Environment, declared: set[tuple[str, str]], is_default: bool
) -> None:
    if is_default:
        if not cursor.is_keyword("namespace"):
            raise cursor.unexpected('after "default" must come "namespace"')
        keyword = cursor.advance()
        _once(cursor, declared, "default namespace", keyword)
    prefix = None if is_default and cursor.is_symbol("=") else _prefix(cursor, "namespace")
    if prefix is not None:
        _once(cursor, declared, "namespace", prefix)
    cursor.take_symbol("=", "after the prefix" if prefix else "after default namespace")
    value = cursor.token
    uri: str | None
    if cursor.is_keyword("inherit"):
        cursor.advance()
        uri = None
    else:
        uri = read_literal(cursor, "the namespace URI")
    name = prefix.text if prefix else ""
    if name == "xmlns":
        raise cursor.error('the prefix "xmlns" cannot be declared', prefix)
    if name == "xml" and uri != XML_NAMESPACE:
        raise cursor.error(f'the prefix "xml" always means {XML_NAMESPACE}', value)
    if uri == XML_NAMESPACE and name != "xml":
        raise cursor.error(f'for {XML_NAMESPACE} there is only the prefix "xml"', value)
    if uri == XMLNS_NAMESPACE:
        raise cursor.error(f"{XMLNS_NAMESPACE} cannot be declared", value)
    if is_default:
        environment.default = uri
    if prefix is not None:
        environment.namespaces[name] = uri


def _prefix(cursor: Cursor, what: str) -> Token:
    if cursor.token.kind not in ("identifier", "keyword"):
        raise cursor.unexpected(f'a prefix must follow "{what}"')
    return cursor.advance()


def _once(cursor: Cursor, declared: set[tuple[str, str]], what: str, token: Token) -> None:
    key = (what, "" if what == "default namespace" else token.text)
    if key in declared:
        name = what if what == "default namespace" else f"{what} {token.text}"
        raise cursor.error(f"{name} is declared twice", token)
    declared.add(key)
