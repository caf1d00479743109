"""How names and lists of names are written in messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from teikit.relaxng.completion import Items
from teikit.relaxng.derivatives import named
from teikit.relaxng.names import QName, describe
from teikit.relaxng.patterns import Attribute, Element
from teikit.relaxng.syntax import XML_NAMESPACE

MAX_NAMES = 8
_LONGEST_NAME = 80


def tag(name: str) -> str:
    """An element, as messages name it."""
    return f"<{clip(name)}>"


def clip(name: str) -> str:
    """A name of reasonable length."""
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def listed(items: Sequence[str], word: str = "and", most: int = MAX_NAMES) -> str:
    """Items as a phrase: `a`, `a and b`, `a, b, c and 5 more`."""
    shown = list(items[:most])
    more = len(items) - len(shown)
    if more == 1:
        shown, more = list(items[: most + 1]), 0
    if more:
        return f"{', '.join(shown)} {word} {more} more"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {word} {shown[-1]}"


class Namer:
    """Writes names as the document writes them.

    Args:
        scope: Prefix to namespace where the name is to be written, the default namespace under the empty prefix.
        main: The namespace of most of the schema's elements: it need not be said where the document has no prefix.
    """

    def __init__(self, scope: dict[str, str], main: str = "") -> None:
        self._main = main
        self._prefixes: dict[str, str] = {}
        for prefix, uri in scope.items():
            # Of several prefixes, the empty one is shortest, and then the first that was bound.
            if uri not in self._prefixes or not prefix:
                self._prefixes[uri] = prefix
        self._prefixes[XML_NAMESPACE] = "xml"
        self._default = scope.get("", "")

    def element(self, name: QName) -> str:
        """The name of an element."""
        namespace, local = name
        if namespace == self._default:
            return local
        prefix = self._prefixes.get(namespace)
        if prefix:
            return f"{prefix}:{local}"
        return f"{{{namespace}}}{local}" if namespace and namespace != self._main else local

    def attribute(self, name: QName) -> str:
        """The name of an attribute, without a sign."""
        namespace, local = name
        if not namespace:
            return local
        prefix = self._prefixes.get(namespace)
        return f"{prefix}:{local}" if prefix else f"{{{namespace}}}{local}"

    def elements(self, names: Iterable[QName]) -> list[str]:
        """The names of elements, each once."""
        return list(dict.fromkeys(self.element(name) for name in names))


def phrase(items: Items, namer: Namer) -> str:
    """The things of a completion, in order: `<head> and then <p>`."""
    words: list[str] = []
    for item in items:
        if isinstance(item, Element):
            names = [tag(namer.element(name.pair)) for name in named(item)]
            words.append(" or ".join(names) or f"an element of {describe(item.name_class)}")
        elif isinstance(item, Attribute):
            words.extend(f"@{namer.attribute(name.pair)}" for name in named(item))
        else:
            words.append("text")
    return listed(words, "and then")
