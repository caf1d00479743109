"""The tokens of the compact syntax (Compact Syntax, appendix A, 2.5), and a cursor over them that reports errors."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from teikit.relaxng.compact.text import ESCAPED_LINE_FEED, SourceText
from teikit.relaxng.datatypes.datatype import show_character
from teikit.relaxng.datatypes.xmlnames import is_name_character, is_ncname
from teikit.relaxng.errors import SchemaSyntaxError
from teikit.relaxng.syntax import Location

KEYWORDS = frozenset(
    [
        "attribute",
        "default",
        "datatypes",
        "div",
        "element",
        "empty",
        "external",
        "grammar",
        "include",
        "inherit",
        "list",
        "mixed",
        "namespace",
        "notAllowed",
        "parent",
        "start",
        "string",
        "text",
        "token",
    ]
)

Kind = Literal["keyword", "identifier", "cname", "nsname", "literal", "documentation", "symbol", "end"]

_NAME = r"[A-Za-z_\x80-\U0010ffff][A-Za-z0-9_.\-\x80-\U0010ffff]*"
_TOKEN = re.compile(
    rf"""(?P<space>(?:[ \t\n{ESCAPED_LINE_FEED}]+|\#(?!\#)[^\n{ESCAPED_LINE_FEED}]*)+)
    |(?P<documentation>\#\#[^\n{ESCAPED_LINE_FEED}]*(?:[\n{ESCAPED_LINE_FEED}][ \t]*\#\#[^\n{ESCAPED_LINE_FEED}]*)*)
    |(?P<triple>\"\"\"(?:"{{0,2}}[^"])*\"\"\"|'''(?:'{{0,2}}[^'])*''')
    |(?P<single>"[^"\n]*"|'[^'\n]*')
    |(?P<nsname>{_NAME}):\*
    |(?P<cname>{_NAME}:{_NAME})
    |(?P<quoted>\\{_NAME})
    |(?P<name>{_NAME})
    |(?P<symbol>\|=|&=|>>|[=|&,?*+\-~(){{}}\[\]])""",
    re.VERBOSE,
)
_DOCUMENTATION_LINE = re.compile(r"[ \t]*##+ ?(.*)", re.DOTALL)


class Token(NamedTuple):
    """One token.

    Attributes:
        kind: What it is.
        text: Its value: of a literal what stands between the quotes, of a quoted identifier the name alone, of an
            `nsname` the prefix, of documentation the text without its marks.
        offset: Where it begins in the text.
    """

    kind: Kind
    text: str
    offset: int


def tokenize(source: SourceText) -> list[Token]:
    """All tokens of a schema; the last is of the kind `end`.

    Raises:
        SchemaSyntaxError: Characters that are no token.
    """
    text = source.text
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _no_token(source, at)
        group = found.lastgroup
        if group != "space":
            tokens.append(_token(source, found, at))
        at = found.end()
    tokens.append(Token("end", "", len(text)))
    return tokens


def _token(source: SourceText, found: re.Match[str], at: int) -> Token:
    group, written = found.lastgroup, found.group()
    if group == "symbol":
        return Token("symbol", written, at)
    if group in ("single", "triple"):
        quotes = 1 if group == "single" else 3
        return Token("literal", written[quotes:-quotes].replace(ESCAPED_LINE_FEED, "\n"), at)
    if group == "documentation":
        lines = written.replace(ESCAPED_LINE_FEED, "\n").split("\n")
        stripped = [match[1] for line in lines if (match := _DOCUMENTATION_LINE.fullmatch(line))]
        return Token("documentation", "\n".join(stripped), at)
    name = written.removeprefix("\\").removesuffix(":*")
    if not written.isascii():
        _check_name(source, name, at + written.startswith("\\"))
    if group == "name":
        return Token("keyword" if name in KEYWORDS else "identifier", name, at)
    if group == "nsname":
        return Token("nsname", name, at)
    return Token("cname" if group == "cname" else "identifier", name, at)


def _check_name(source: SourceText, name: str, at: int) -> None:
    start = 0
    for part in name.split(":"):
        if not is_ncname(part):
            wrong = next((i for i, character in enumerate(part) if not is_name_character(character)), 0)
            raise error(source, f"{show_character(part[wrong])} cannot stand in a name here", at + start + wrong)
        start += len(part) + 1


def _no_token(source: SourceText, at: int) -> SchemaSyntaxError:
    character = source.text[at]
    if character in "\"'":
        # Where three quotes begin a literal that no three end, the first two are an empty literal.
        if source.text.startswith(character * 3, max(at - 2, 0)):
            return error(source, f"this literal is never closed by {character * 3}", at - 2)
        hint = f"; a literal over several lines stands between {character * 3} and {character * 3}"
        return error(source, f"this literal is not closed by {character} on its line{hint}", at)
    if character == "<" and not source.text[:at].strip():
        return error(source, "this is XML, and not the compact syntax; give the file a name that ends in .rng", at)
    if character == "\\":
        return error(source, 'a name must follow "\\", as in \\text', at)
    hints = {
        ";": "definitions end without a sign, so remove it",
        ":": "in a prefixed name no space stands around the colon",
        ">": "annotations follow after >>",
        "/": "comments begin with #",
    }
    hint = hints.get(character, "names, literals in quotes and | & , ? * + - = ~ ( ) { } [ ] are all there is")
    return error(source, f"{show_character(character)} has no meaning here: {hint}", at)


def error(source: SourceText, message: str, offset: int) -> SchemaSyntaxError:
    """The error for a place in the text."""
    line, column = source.place(offset)
    return SchemaSyntaxError(message, rule="compact", file=source.file, line=line, column=column)


class Cursor:
    """Goes through the tokens one by one.

    Args:
        source: The text, for places.

    Attributes:
        token: The token to be read next.
    """

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self._tokens = tokenize(source)
        self._at = 0
        self.token = self._tokens[0]

    def advance(self) -> Token:
        """Take the next token; past the end the end remains."""
        token = self.token
        if token.kind != "end":
            self._at += 1
            self.token = self._tokens[self._at]
        return token

    def following(self) -> Token:
        """The token after the next."""
        return self._tokens[min(self._at + 1, len(self._tokens) - 1)]

    def mark(self) -> int:
        """Where the cursor is, for `reset`."""
        return self._at

    def reset(self, mark: int) -> None:
        """Go back to a mark."""
        self._at = mark
        self.token = self._tokens[mark]

    def is_symbol(self, *symbols: str) -> bool:
        """Whether the next token is one of these symbols."""
        return self.token.kind == "symbol" and self.token.text in symbols

    def is_keyword(self, *keywords: str) -> bool:
        """Whether the next token is one of these keywords."""
        return self.token.kind == "keyword" and self.token.text in keywords

    def take_symbol(self, symbol: str, where: str) -> Token:
        """Take a symbol that must come next.

        Args:
            symbol: The symbol.
            where: The place in words, for the error: `after the name of an element`.
        """
        if not self.is_symbol(symbol):
            raise self.unexpected(f'"{symbol}" is missing {where}')
        return self.advance()

    def close(self, symbol: str, opened: Token) -> None:
        """Take the sign that closes what a token opened."""
        if self.is_symbol(symbol):
            self.advance()
            return
        if self.token.kind == "end":
            raise self.error(f'this "{opened.text}" is never closed by "{symbol}"', opened)
        line, _ = self.source.place(opened.offset)
        raise self.unexpected(f'"{symbol}" is missing, which closes the "{opened.text}" of line {line}')

    def location(self, token: Token) -> Location:
        """Where a token stands."""
        return Location(self.source.file, *self.source.place(token.offset))

    def error(self, message: str, token: Token | None = None) -> SchemaSyntaxError:
        """An error at a token, the next one if none is given."""
        return error(self.source, message, (token or self.token).offset)

    def unexpected(self, message: str) -> SchemaSyntaxError:
        """An error that says what stands there instead."""
        if self.token.kind == "documentation":
            # Whatever was missing, this is what is wrong: it may follow any token, as comments do elsewhere.
            return self.error("documentation (##) stands before what it documents; begin a plain comment with one #")
        return self.error(f"{message}; {self.found()}")

    def found(self) -> str:
        """The next token in words."""
        token = self.token
        if token.kind == "end":
            return "the schema ends here"
        if token.kind == "literal":
            clipped = token.text if len(token.text) <= 24 else token.text[:23] + "…"
            return f'here stands the literal "{clipped}"'
        shown = f"{token.text}:*" if token.kind == "nsname" else token.text
        return f'here stands "{shown}"'
