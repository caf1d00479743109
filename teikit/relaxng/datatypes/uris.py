"""anyURI: a reference to a resource, absolute or relative (XML Schema Part 2, 3.2.17).

The lexical space of XSD 1.0, second edition, is what becomes a URI reference of RFC 2396, as amended by RFC 2732, once
all characters that cannot stand in one are escaped (XLink 1.0, 5.4). So spaces, letters of all scripts, quotation marks
and braces are allowed everywhere but in the scheme; `%` only before two hexadecimal digits; `#` only once; brackets only
around the address of a host or after `?` and `#`.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from functools import cache

from teikit.relaxng.datatypes.datatype import Namespaces, collapse_space
from teikit.relaxng.datatypes.simpletype import LENGTHS, SimpleType

# What stands for itself, or is escaped before it is looked at: all but the characters that RFC 2396 gives a role.
_PLAIN = r"(?:[^%#\[\]/?:@&=+$,;]|%[0-9A-Fa-f]{2})"
_PATH = rf"(?:{_PLAIN}|[:@&=+$,;/])"
_ANY = rf"(?:{_PLAIN}|[;/?:@&=+$,\[\]])"
_USER = rf"(?:{_PLAIN}|[;:&=+$,])*@"
_IPV6 = r"\[[0-9A-Fa-f:.]+\]"
_AUTHORITY = rf"(?:(?:{_USER})?{_IPV6}(?::[0-9]*)?|(?:{_PLAIN}|[$,;:@&=+])*)"
_QUERY = rf"(?:\?{_ANY}*)?"
_HIERARCHY = rf"(?://{_AUTHORITY}(?:/{_PATH}*)?|/(?!/){_PATH}*){_QUERY}"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*"
_OPAQUE = rf"(?:{_PLAIN}|[;?:@&=+$,\[\]]){_ANY}*"
_SEGMENT = rf"(?:{_PLAIN}|[;@&=+$,])+"
_RELATIVE = rf"(?:{_HIERARCHY}|{_SEGMENT}(?:/{_PATH}*)?{_QUERY}|\?{_ANY}*)?"

# Nearly all there are, told without trying the alternatives.
_QUICK = re.compile(
    r"#?[A-Za-z0-9_.~/-]*|https?://[A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_.,~/:=&+-]*)?(?:\?[A-Za-z0-9_.,~/:=&+-]*)?"
    r"(?:#[A-Za-z0-9_.-]*)?"
)


@cache
def _reference() -> re.Pattern[str]:
    return re.compile(rf"(?:{_SCHEME}:(?:{_HIERARCHY}|{_OPAQUE})|{_RELATIVE})(?:#{_ANY}*)?")


class UriType(SimpleType):
    """anyURI."""

    name = "anyURI"
    facets = LENGTHS

    def allows(self, text: str, namespaces: Namespaces | None = None) -> bool:
        """See `Datatype.allows`."""
        return _QUICK.fullmatch(text) is not None or _reference().fullmatch(collapse_space(text)) is not None

    def is_lexical(self, literal: str, namespaces: Namespaces | None) -> bool:
        """Whether it would be a URI reference after escaping."""
        return _reference().fullmatch(literal) is not None

    def to_value(self, literal: str, namespaces: Namespaces | None) -> Hashable:
        """The literal: two references are the same only where they are written the same."""
        return literal

    def fault(self, literal: str) -> str:
        """Names the character that is out of place."""
        if bad := re.search(r"%(?![0-9A-Fa-f]{2}).{0,2}", literal):
            return f'"{bad.group()}" is no escape: "%" stands before two hexadecimal digits'
        if literal.count("#") > 1:
            return '"#" can stand only once, before the name of the part'
        scheme, colon, rest = literal.partition(":")
        if colon and not scheme:
            return "the scheme before the colon is missing"
        if colon and re.fullmatch(_SCHEME, scheme) and not rest.partition("#")[0]:
            return f'nothing follows "{scheme}:"'
        path = re.split(r"[?#]", literal, maxsplit=1)[0]
        if re.search(r"[\[\]]", path):
            return "brackets can stand only around the numeric address of a host"
        if colon and not re.fullmatch(_SCHEME, scheme):
            return (
                f'"{scheme}" before the colon is no scheme such as https, and a path needs "./" before its first colon'
            )
        return "this is not the form of a URI"

    def remedy(self, literal: str) -> str:
        """Offers the reference with the offending character escaped."""
        head, mark, tail = literal.partition("#")
        repaired = head + mark + tail.replace("#", "%23")
        repaired = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", repaired)
        if repaired != literal and len(repaired) <= 60 and self.is_lexical(repaired, None) and repaired.strip("%25"):
            return f"write {repaired}"
        bracketed = literal.replace("[", "%5B").replace("]", "%5D")
        if bracketed != literal and len(bracketed) <= 60 and self.is_lexical(bracketed, None):
            return f"write {bracketed}"
        if (
            ":" in literal
            and len(literal) <= 50
            and self.is_lexical("./" + literal, None)
            and not literal.startswith(":")
        ):
            return f"write ./{literal} for a file of that name, or {self.describe()}"
        return f"write {self.describe()}, for example {self.example()}"

    def describe(self) -> str:
        """See `Datatype.describe`."""
        return "a URI, absolute or relative"

    def example(self) -> str:
        """See `Datatype.example`."""
        return "https://example.org/people#jd"

    def nearness(self, text: str) -> float:
        """A scheme or a hash looks like a URI."""
        if self.allows(text):
            return 1.0
        return 0.8 if re.match(r"[A-Za-z]+:|#|\.{0,2}/", text.strip()) else 0.3
