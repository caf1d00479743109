"""A value that the schema suggests is written as the schema writes it.

Many lists of values are open: `type` of a `div` may be `original`, `translation` or a word of the project's own. A word that is
nearly one of the list is probably a slip, which no grammar tells. Lists that are closed are left to the grammar; words with
another ending (`pages`, `drafted`), and words that a file uses again and again, are its own. A word that is meant so is said to be
with `<?teikit ignore="TK022" reason="…"?>`, or `ignore` in the settings.

Bad:

    <div type="orginal">

Good:

    <div type="original">
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from teikit.findings import Finding, Severity
from teikit.relaxng.nearness import distance
from teikit.validation.index import Index
from teikit.validation.plan import Plan

ID = "TK022"
NAME = "value that is nearly one of the list"
SEVERITY = Severity.WARNING
SCOPE = "document"

_SHORT, _LONG = 5, 9
_OWN = 4
"""A word that is written so often is no slip."""


def check(index: Index, plan: Plan) -> Iterator[Finding]:  # rules have one signature
    """Values that are nearly suggested ones."""
    tags = index.tags
    for grammar in index.document.grammars():
        lists = grammar.open_lists
        for name in lists.keys() & index.numbers.keys():
            for attribute, values in lists[name].items():
                others = [
                    (number, value)
                    for number in index.numbers[name]
                    if (value := tags[number][1].get(attribute)) is not None and value not in values
                ]
                counted = Counter(value for _, value in others)
                for number, value in others:
                    if counted[value] >= _OWN or not (meant := _meant(value, values)):
                        continue
                    written = attribute.rpartition("}")[2]
                    yield index.document.finding(
                        ID,
                        SEVERITY,
                        index.elements[number],
                        f'@{written} is "{value}", which is nearly "{meant}"',
                        attribute=written,
                        hint=f'Did you mean "{meant}"?',
                        expected=values[:8] if len(values) <= 9 else (*values[:8], f"{len(values) - 8} more"),
                    )


@lru_cache(maxsize=4096)
def _meant(value: str, values: tuple[str, ...]) -> str:
    """The value that was probably meant; empty where none is near. Short words are often one letter from each other."""
    small = value.casefold()
    for one in values:
        other = one.casefold()
        if small == other or (len(small) == 4 and sorted(small) == sorted(other) and distance(small, other, 1) == 1):
            return one
    if len(small) < _SHORT:
        return ""
    known = [one for one in values if len(one) >= _SHORT - 1 and not _inflected(small, one.casefold())]
    near = [one for one in known if distance(small, one.casefold(), 1) == 1]
    if not near and len(small) >= _LONG:
        near = [one for one in known if distance(small, one.casefold(), 2) == 2]
    return near[0] if len(near) == 1 else ""


def _inflected(first: str, second: str) -> bool:
    """Whether two words differ in their endings alone."""
    stem = min(len(first), len(second)) - 1
    return first[:stem] == second[:stem]
