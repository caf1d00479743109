"""Which text is in which language where an editor set borders: from each on, up to the next, his word counts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from teikit.dialects.groups import Group
from teikit.dialects.language_split import Stretch, split_languages
from teikit.source import SourceText


def given_languages(
    source: SourceText, found: Sequence[Group], expected: Sequence[str] = ()
) -> tuple[Sequence[Group], list[Stretch]]:
    """Divide groups into texts by language, heeding the borders of the source.

    Args:
        source: The transcript, with the borders that an editor set.
        found: The groups of the body.
        expected: Languages that the page itself names.

    Returns:
        The groups, divided where a border falls within one, and the stretches that cover them.
    """
    if not found or not source.borders:
        return found, split_languages(found, expected)
    starts = dict(source.borders)
    divided = [part for group in found for part in _divided(group, starts)]
    marks = [
        (index, starts[group.lines[0].start]) for index, group in enumerate(divided) if group.lines[0].start in starts
    ]
    if not marks:
        return found, split_languages(found, expected)
    stretches = split_languages(divided[: marks[0][0]], expected)
    for (start, lang), (end, _) in pairwise([*marks, (len(divided), "")]):
        stretches.append(Stretch(start, end, lang))
    return divided, stretches


def _divided(group: Group, starts: dict[int, str]) -> list[Group]:
    borders = [
        0,
        *(index for index, line in enumerate(group.lines) if index and line.start in starts),
        len(group.lines),
    ]
    return [Group(group.source, group.lines[start:end]) for start, end in pairwise(borders)]
