"""duration, and XSD 1.1's two kinds of it (XML Schema Part 2, 3.2.6).

A value has six parts, and two are equal where all six are: P1Y is not P12M, though neither is longer. The order is
partial, because months differ in length: it is that of four dates to which both are added (3.2.6.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from teikit.relaxng.datatypes.calendar import SECONDS_A_DAY, day_number
from teikit.relaxng.datatypes.datatype import Namespaces, collapse_space
from teikit.relaxng.datatypes.simpletype import BOUNDS, SimpleType

if TYPE_CHECKING:
    from decimal import Decimal

_N = "[0-9]{1,400}"
_YEARS = rf"(?:(?P<years>{_N})Y)?(?:(?P<months>{_N})M)?"
_TIME = rf"(?:T(?=[0-9])(?:(?P<hours>{_N})H)?(?:(?P<minutes>{_N})M)?(?:(?P<seconds>{_N})(?:\.(?P<fraction>[0-9]{{1,400}}))?S)?)?"
_FORMS = {
    "duration": rf"(?P<sign>-?)P(?=.){_YEARS}(?:(?P<days>{_N})D)?{_TIME}",
    "yearMonthDuration": rf"(?P<sign>-?)P(?=.){_YEARS}",
    "dayTimeDuration": rf"(?P<sign>-?)P(?=.)(?:(?P<days>{_N})D)?{_TIME}",
}
_EXAMPLES = {"duration": "P1Y6M", "yearMonthDuration": "P1Y6M", "dayTimeDuration": "P2DT12H"}
_FORMATS = {"duration": "PnYnMnDTnHnMnS", "yearMonthDuration": "PnYnM", "dayTimeDuration": "PnDTnHnMnS"}

DURATION_TYPES = tuple(sorted(_FORMS))

_PARTS = ("years", "months", "days", "hours", "minutes")
# The dates that XSD 1.0 chooses: between them lie months of every length, in both orders.
_REFERENCES = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))


class Duration(NamedTuple):
    """A duration; all parts have the sign of the whole."""

    years: int
    months: int
    days: int
    hours: int
    minutes: int
    seconds: Decimal


class DurationType(SimpleType):
    """A length of time.

    Args:
        name: `duration`, `yearMonthDuration` or `dayTimeDuration`.
    """

    facets = BOUNDS

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def _matches(self) -> Callable[[str], re.Match[str] | None]:
        return re.compile(_FORMS[self.name]).fullmatch

    def is_lexical(self, literal: str, namespaces: Namespaces | None) -> bool:
        """Whether it has the form."""
        return self._matches(literal) is not None

    def to_value(self, literal: str, namespaces: Namespaces | None) -> Hashable:
        """Its six parts."""
        from decimal import Decimal

        found = self._matches(literal)
        assert found is not None
        parts = found.groupdict()
        sign = -1 if parts["sign"] else 1
        years, months, days, hours, minutes = (sign * int(parts.get(part) or 0) for part in _PARTS)
        # By text, because arithmetic would round.
        seconds = Decimal(f"{parts['sign']}{parts.get('seconds') or 0}.{parts.get('fraction') or 0}")
        return Duration(years, months, days, hours, minutes, seconds)

    def compare(self, left: Any, right: Any) -> int | None:
        """See `SimpleType.compare`."""
        orders = {(a > b) - (a < b) for a, b in zip(_ends(left), _ends(right), strict=True)}
        return orders.pop() if len(orders) == 1 else None

    def fault(self, literal: str) -> str:
        """Says which part is missing or out of place."""
        if not literal:
            return "a duration is needed"
        if not literal.lstrip("-+").startswith("P"):
            return 'a duration begins with "P"'
        if literal.startswith("+"):
            return "a duration has no plus sign"
        if literal.endswith("T"):
            return 'after "T" hours, minutes or seconds must follow'
        if literal.endswith("P"):
            return "at least one number with its unit is needed"
        if re.search(r"[a-z]", literal):
            return "the units are capital letters"
        if re.fullmatch(r"-?P[^T]*[0-9][HS].*", literal):
            return 'hours, minutes and seconds come after a "T"'
        if re.search(r"[0-9][.,][0-9]*[YMDH]", literal) or "," in literal:
            return "only the seconds may have decimals, after a point"
        if "W" in literal:
            return "weeks are not counted, days are"
        return "the parts are numbers with their units, the greatest first"

    def remedy(self, literal: str) -> str:
        """Shows the form."""
        upper = literal.upper()
        if upper != literal and self._matches(upper):
            return f"write {upper}"
        if (timed := re.sub(r"^(-?P(?:\d+D)?)(\d+[HMS])", r"\1T\2", literal)) != literal and self._matches(timed):
            return f"write {timed}"
        if weeks := re.fullmatch(r"(-?P)(\d{1,4})W", literal):
            return f"write {weeks[1]}{int(weeks[2]) * 7}D"
        return f"write {_FORMATS[self.name]}, for example {_EXAMPLES[self.name]}"

    def describe(self) -> str:
        """See `Datatype.describe`."""
        return f"a duration as {_FORMATS[self.name]}"

    def example(self) -> str:
        """See `Datatype.example`."""
        return _EXAMPLES[self.name]

    def nearness(self, text: str) -> float:
        """A P and a number look like a duration."""
        literal = collapse_space(text)
        if self._matches(literal):
            return 1.0
        return 0.8 if re.fullmatch(r"[+-]?[Pp][T0-9YMDHSWymdhsw.,]+", literal) else 0.05


def _ends(duration: Duration) -> list[Decimal]:
    """When the duration ends, begun at each of the four dates, in seconds."""
    from decimal import Decimal, localcontext

    months = duration.years * 12 + duration.months
    seconds = duration.days * SECONDS_A_DAY + duration.hours * 3600 + duration.minutes * 60
    ends = []
    # Both parts of the seconds have at most 400 digits, so nothing is rounded.
    with localcontext(prec=900):
        for year, month in _REFERENCES:
            total = year * 12 + month - 1 + months
            whole = day_number(total // 12, total % 12 + 1, 1) * SECONDS_A_DAY + seconds
            ends.append(Decimal(whole) + duration.seconds)
    return ends
