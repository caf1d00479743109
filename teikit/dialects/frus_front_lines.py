"""What single lines before the text of an edited document are: an address, the last label, a salute."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from teikit.dialects.frus_labels import read_label
from teikit.dialects.frus_shapes import attachment_kind
from teikit.dialects.frus_title import is_title, read_dateline
from teikit.dialects.groups import Group
from teikit.dialects.turns import begins_turn
from teikit.notations import find_categories
from teikit.patterns import lazy_pattern

_FOR = lazy_pattern(r"(?<!\S)FOR\s+(?=(?:THE\s+)?\p{Lu})")
_ALONE_WORDS = ("HIMSELF ALONE", "HERSELF ALONE", "HIMSELF ONLY", "ONLY", "ALONE", "HIMSELF")
_ALONE = lazy_pattern(r"\s+(?:(?:HIMSELF|HERSELF)\s+)?(?:ALONE|ONLY|FROM)\b")
#: So far a label is looked for, and so long a paragraph ends the search.
_FARTHEST_LABEL, _PROSE = 30, 260
NUMBERED = lazy_pattern(r"(?:\d{1,2}|[A-Za-z]|[IVX]{1,4})[.)]\s+\p{L}")
#: A name may begin as a point does: "M. Louis Joxe, Secretary General".
INITIAL = lazy_pattern(r"\p{Lu}\.\s+(?:\p{Lu}[\p{L}.'’-]*\s*){1,5}(?:,|\(|$)")
WERE_PRESENT = lazy_pattern(r"\b(?:present|attend(?:ed|ing|ance|ees)|participa(?:nts?|ted|ting))\b", regex.IGNORECASE)
_MARKED_TITLE = lazy_pattern(
    r"^(?:#{1,6}\s+)?(?:\*\*|__)?(?:\d{1,4}\.\s+)?(?P<words>[^#*_].*?)(?:\*\*|__)?$", regex.DOTALL
)
#: So many groups may have lost the blank line between them; a line this long is a paragraph.
_OPENING, _PARAGRAPH, _NEAR = 10, 200, 5


def read_address(text: str) -> tuple[int, int] | None:
    """Who is addressed in a line of classification in capitals: `MOST IMMEDIATE FOR THE PRIME MINISTER MOST SECRET HIMSELF ALONE`.

    Returns:
        Where the addressee stands in the line, or `None` where it is no such line.
    """
    text = text.replace("&amp;", "&    ")
    if not text.isupper() or len(text) > 140 or (found := _FOR.search(text)) is None:
        return None
    categories = find_categories(text, "en")
    rest = list(text)
    for category in categories:
        rest[category.start : category.end] = "\0" * (category.end - category.start)
    before = "".join(rest[: found.start()])
    if before.strip("\0 ,&-.") not in ("", "AND", "PERSONAL") or (not categories and found.start()):
        return None
    name, _, behind = "".join(rest[found.end() :]).partition("\0")
    if behind.strip("\0 ,&-.") not in ("", "AND", *_ALONE_WORDS) or not name.strip(" ,.-"):
        return None
    name = _ALONE.split(name)[0].rstrip(" ,.-")
    return (found.end(), found.end() + len(name)) if 2 < len(name) <= 70 and name.count(" ") < 10 else None


def bare_title(text: str) -> str:
    """A title without Markdown's marks of a heading or of emphasis, and without the document's number in its volume."""
    found = _MARKED_TITLE.match(text)
    return str(found["words"]) if found else text


def split_opening(groups: Sequence[Group]) -> list[Group]:
    """The groups, those at the beginning divided where a blank line was lost: title, dateline and what is labelled from what follows."""
    out: list[Group] = []
    for index, group in enumerate(groups[:_OPENING]):
        rest = group
        while len(rest.lines) > 1:
            first, *others = rest.split()
            text = first.folded
            titled = (
                not index
                and rest is group
                and is_title(bare_title(text))
                and _begins_front(others[0].folded)
                and not (is_title(bare_title(rest.folded)) and _dated_soon(groups[1:_NEAR]))
            )
            dated = len(text) <= 120 and read_dateline(first.text) is not None and read_dateline(rest.text) is None
            labelled = read_label(text) is not None and _is_paragraph(others[0].folded)
            if not (titled or dated or labelled):
                break
            out.append(first)
            rest = Group(rest.source, rest.lines[1:])
        out.append(rest)
    return [*out, *groups[_OPENING:]]


def _dated_soon(groups: Sequence[Group]) -> bool:
    """Whether place and date stand below: then those in the lines above are the end of a title that was broken at a margin."""
    return any(len(group.lines) <= 2 and read_dateline(group.text) is not None for group in groups)


def _begins_front(text: str) -> bool:
    return read_dateline(text) is not None or read_label(text) is not None or _is_paragraph(text)


def _is_paragraph(text: str) -> bool:
    return len(text) > _PARAGRAPH and text[-1] in '.?!”"]:'


def last_label(groups: Sequence[Group]) -> int:
    """The index of the last label that stands before the text; -1 where there is none."""
    last = -1
    for index, group in enumerate(groups[:_FARTHEST_LABEL]):
        first = group.lines[0].text.strip()
        if read_label(first) is not None:
            last = index
            continue
        if len(group.lines) > 2:
            continue
        text = group.folded
        if WERE_PRESENT.search(text) and text.endswith(":"):
            last = index + 1
            continue
        if (
            attachment_kind(group, groups[index + 1 : index + 2])
            or (len(text) > 90 and text[-1] in ".?!”")
            or len(text) > _PROSE
        ):
            break
        if begins_turn(text) or NUMBERED.match(text):
            break
    return last
