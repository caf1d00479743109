"""A pattern facet: decides which values it matches, and says why one does not match.

Two matchers stand behind it. Python's `re` is the quick one; it is asked where it means the same as XSD and cannot take
long. Everything else goes to the automaton.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from teikit.relaxng.datatypes.patterns.nodes import Characters, Choice, Node, Repeat, Sequence
from teikit.relaxng.datatypes.patterns.parser import parse

if TYPE_CHECKING:
    from teikit.relaxng.datatypes.patterns.automaton import Automaton

MAX_STEPS = 1_000_000
"""Beyond so many steps that it might take, `re` is not asked."""

MAX_KNOWN = 4096
"""So many results are remembered for each pattern."""


class Pattern:
    """One regular expression of XSD.

    Args:
        source: The expression.

    Raises:
        DatatypeError: It is none.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.node = parse(source)
        self._known: dict[str, bool] = {}
        self._automaton: Automaton | None = None
        self._quick: re.Pattern[str] | None = None
        self._quick_is_for_ascii = False
        self._prepared = False

    def matches(self, text: str) -> bool:
        """Whether the expression matches the whole text."""
        known = self._known.get(text)
        if known is None:
            known = self._decide(text)
            if len(self._known) >= MAX_KNOWN:
                self._known.clear()
            if len(text) < 256:
                self._known[text] = known
        return known

    def _decide(self, text: str) -> bool:
        if not self._prepared:
            self._prepare()
        quick = self._quick
        if quick is None or (self._quick_is_for_ascii and not text.isascii()):
            return self.automaton.matches(text)
        effort = self.node.effort
        if effort > 1 and len(text) ** effort > MAX_STEPS:
            return self.automaton.matches(text)
        return quick.fullmatch(text) is not None

    def _prepare(self) -> None:
        self._prepared = True
        if self.node.effort > 12:
            return
        written = _to_python(self.node, ascii_only=False)
        if written is None:
            written = _to_python(self.node, ascii_only=True)
            self._quick_is_for_ascii = True
        if written is not None:
            self._quick = re.compile(written)

    @property
    def automaton(self) -> Automaton:
        """The automaton, built when first asked for."""
        if self._automaton is None:
            from teikit.relaxng.datatypes.patterns.automaton import Automaton

            self._automaton = Automaton(self.node)
        return self._automaton

    def __repr__(self) -> str:
        return f"<Pattern {self.source}>"


@lru_cache(maxsize=512)
def compile_pattern(source: str) -> Pattern:
    """The pattern of an expression; the same object for the same expression, so that caches are shared.

    Raises:
        DatatypeError: It is no regular expression of XSD.
    """
    return Pattern(source)


def _to_python(node: Node, ascii_only: bool) -> str | None:
    """The expression as `re` writes it; `None` where `re` cannot say it."""
    if isinstance(node, Characters):
        return node.members.to_ascii() if ascii_only else node.members.to_python()
    if isinstance(node, Repeat):
        inner = _to_python(node.part, ascii_only)
        if inner is None:
            return None
        if not isinstance(node.part, Characters):
            inner = f"(?:{inner})"
        most = "" if node.most is None else node.most
        return f"{inner}{{{node.least},{most}}}"
    if isinstance(node, Choice):
        written = [_to_python(branch, ascii_only) for branch in node.branches]
        return None if None in written else "(?:" + "|".join(part for part in written if part is not None) + ")"
    assert isinstance(node, Sequence)
    written = [_to_python(part, ascii_only) for part in node.parts]
    return None if None in written else "".join(part for part in written if part is not None)
