"""A datatype of XSD restricted by facets (XML Schema Part 2, 4.3), which RELAX NG writes as parameters.

The Guidelines for using XSD datatypes with RELAX NG, section 2, say which: every facet but `whiteSpace` and
`enumeration`; only `pattern` may stand more than once, and then all must match; but for `pattern`, white space around a
parameter's value does not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from teikit.relaxng.datatypes.datatype import Datatype, Namespaces, collapse_space, show
from teikit.relaxng.datatypes.patterns import Pattern, compile_pattern
from teikit.relaxng.datatypes.simpletype import BOUNDS, DIGITS, LENGTHS, SimpleType
from teikit.relaxng.errors import DatatypeError

if TYPE_CHECKING:
    from decimal import Decimal

MAX_KNOWN = 4096
"""So many results are remembered for each restriction."""

_Check = Callable[[Any], bool]


class Restriction(Datatype):
    """A built-in datatype with facets.

    Args:
        base: The type that is restricted.
        params: Facets and their values, in order.

    Raises:
        DatatypeError: The type has no such facet, or the facet cannot have this value.
    """

    restricted = True

    def __init__(self, base: SimpleType, params: Sequence[tuple[str, str]]) -> None:
        self.base = base
        self.name = base.name
        self.id_kind = base.id_kind
        self.context_dependent = base.context_dependent
        self.patterns: list[Pattern] = []
        self.facets: dict[str, str] = {}
        self._checks: list[tuple[str, _Check]] = []
        self._known: dict[str, bool] = {}
        for name, written in params:
            if name == "pattern":
                self.patterns.append(compile_pattern(written))
            else:
                self._add(name, collapse_space(written))
        self._check_lengths()
        # The common case, a token with patterns, is asked without a detour.
        self._patterns_only = not self._checks

    def _add(self, name: str, written: str) -> None:
        base = self.base
        if name == "whiteSpace":
            raise DatatypeError(
                "whiteSpace cannot be a parameter; choose xsd:string, xsd:normalizedString or xsd:token instead",
                rule="4.16",
            )
        if name == "enumeration":
            raise DatatypeError("enumeration cannot be a parameter; write a choice of values instead", rule="4.16")
        if name not in base.facets:
            known = ", ".join(sorted(("pattern", *base.facets)))
            raise DatatypeError(
                f'The type xsd:{base.name} takes no parameter "{name}"; its parameters are {known}', rule="4.16"
            )
        if name in self.facets:
            raise DatatypeError(f'The parameter "{name}" stands twice; only "pattern" may be repeated', rule="4.16")
        self.facets[name] = written
        check = self._bound(name, written) if name in BOUNDS else self._count(name, written)
        if check is not None:
            self._checks.append((name, check))

    def _check_lengths(self) -> None:
        """MinLength must not be over maxLength (4.3.2.4), and what holds for two holds for all three."""
        order = [name for name in ("minLength", "length", "maxLength") if name in self.facets]
        for lower, upper in pairwise(order):
            if int(self.facets[lower]) > int(self.facets[upper]):
                raise DatatypeError(
                    f"{lower} {self.facets[lower]} and {upper} {self.facets[upper]} contradict each other, so no value "
                    "would be allowed",
                    rule="4.16",
                )

    def _bound(self, name: str, written: str) -> _Check:
        base = self.base
        bound: Any = base.value(written)
        if bound is None:
            raise DatatypeError(f"{name} must itself be of type xsd:{base.name}: {base.why_not(written)}", rule="4.16")
        # A facet restricts the type as the facets before it have left it, so its value must be of that type.
        clash = next((other for other, check in self._checks if other in BOUNDS and not check(bound)), "")
        if clash:
            raise DatatypeError(
                f"{name} {written} and {clash} {self.facets[clash]} contradict each other, so no value would be allowed",
                rule="4.16",
            )
        orders = {
            "minInclusive": (0, 1),
            "minExclusive": (1,),
            "maxInclusive": (0, -1),
            "maxExclusive": (-1,),
        }[name]
        return lambda value: base.compare(value, bound) in orders

    def _count(self, name: str, written: str) -> _Check | None:
        base = self.base
        # Read as XSD's nonNegativeInteger; more digits than this no text is long.
        if re.fullmatch(r"\+?[0-9]{1,18}|-0+", written) is None or (name == "totalDigits" and int(written) == 0):
            what = "a positive whole number" if name == "totalDigits" else "a whole number, 0 or more"
            raise DatatypeError(f"{name} must be {what}, not {show(written)}", rule="4.16")
        count = int(written)
        if name in DIGITS:
            if name == "fractionDigits":
                if count and base.name != "decimal":
                    raise DatatypeError(f"fractionDigits of xsd:{base.name} can only be 0", rule="4.16")
                return lambda value: _digits(value)[1] <= count
            return lambda value: max(_digits(value)) <= count
        assert name in LENGTHS
        if base.name in ("QName", "NOTATION"):
            return None
        if name == "length":
            return lambda value: base.length(value) == count
        if name == "minLength":
            return lambda value: base.length(value) >= count
        return lambda value: base.length(value) <= count

    def allows(self, text: str, namespaces: Namespaces | None = None) -> bool:
        """See `Datatype.allows`."""
        if self.context_dependent:
            return self._decide(text, namespaces)
        known = self._known.get(text)
        if known is None:
            known = self._decide(text, namespaces)
            if len(self._known) >= MAX_KNOWN:
                self._known.clear()
            if len(text) < 256:
                self._known[text] = known
        return known

    def _decide(self, text: str, namespaces: Namespaces | None) -> bool:
        literal = self.base.literal(text)
        if not self.base.is_lexical(literal, namespaces):
            return False
        for pattern in self.patterns:
            if not pattern.matches(literal):
                return False
        if self._patterns_only:
            return True
        value = self.base.to_value(literal, namespaces)
        return all(check(value) for _, check in self._checks)

    def value(self, text: str, namespaces: Namespaces | None = None) -> Hashable | None:
        """See `Datatype.value`."""
        return self.base.value(text, namespaces) if self.allows(text, namespaces) else None

    def why_not(self, text: str) -> str:
        """See `Datatype.why_not`; the first facet that is not met."""
        if self.allows(text):
            return ""
        from teikit.relaxng.datatypes.facetwording import explain

        return explain(self, text)

    def failing(self, literal: str) -> str:
        """The name of the first facet, patterns aside, that a literal of the base type does not meet, or empty."""
        value = self.base.to_value(literal, None)
        return next((name for name, check in self._checks if not check(value)), "")

    def describe(self) -> str:
        """See `Datatype.describe`."""
        from teikit.relaxng.datatypes.facetwording import describe

        return describe(self)

    def example(self) -> str:
        """See `Datatype.example`."""
        from teikit.relaxng.datatypes.facetwording import example

        return example(self)

    def nearness(self, text: str) -> float:
        """As near as the base, and as far as the patterns can be followed."""
        if self.allows(text):
            return 1.0
        base = self.base.nearness(text)
        literal = self.base.literal(text)
        if not self.patterns or not literal:
            return base * 0.9
        followed = min(pattern.automaton.stuck(literal)[0] / len(literal) for pattern in self.patterns)
        return min(base, 0.05 + 0.7 * followed)


def _digits(number: Decimal) -> tuple[int, int]:
    """How many digits a number has, without zeros that change nothing, and how many of them after the point."""
    _, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    text = "".join(map(str, digits)).lstrip("0")
    trimmed = text.rstrip("0")
    exponent += len(text) - len(trimmed)
    if not trimmed:
        return 0, 0
    if exponent >= 0:
        return len(trimmed) + exponent, 0
    return max(len(trimmed), -exponent), -exponent
