"""Where the lines before a text end and its running text begins; the columns of a line of the head; headings of sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from teikit.dialects.frus_shapes import is_head
from teikit.dialects.groups import Group
from teikit.notations import find_dates, is_release_stamp
from teikit.patterns import lazy_pattern

_LETTER = lazy_pattern(r"\p{L}")
_DENSE = lazy_pattern(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
#: The marks of notes may stand behind a sentence.
_SENTENCE_END = lazy_pattern(r"[.!?。．！？…][\s”\"』」)）\]*]*(?:\[\^?\d{1,3}\](?:\(#\w+\))?|[¹²³⁴-⁹]{1,3}|\s)*$")
_LABEL = lazy_pattern(r"[\p{L} ]{2,30}[:：]")
_INNER_SENTENCE = lazy_pattern(r"\p{Ll}{3,}[.!?]\s+\p{Lu}\p{Ll}+\s+\p{Ll}")
_POINT = lazy_pattern(r"(?P<n>\d{1,2})[.．]\s*(?=[^\s\d])")
_ENDS_SENTENCE = lazy_pattern(r"[.!?;,…]$")
#: Blanks that divide a line into columns: who wrote at the left, place and date at the right.
_COLUMNS = lazy_pattern(r"(?<=\S)\s{8,}(?=\S)")
_PROSE = 90
_FIRST_SENTENCE = 45
_ANNOUNCING = 8
_LONGEST_SIGNATURE = 60
_FIGURES = lazy_pattern(r"\d[\d./-]{3,}|^\W*$|:$")
_SIGNATURE_MARKS = lazy_pattern(r"[^\p{L}'’-]+")
_LONGEST_HEAD = 110


def is_sentence(text: str) -> bool:
    """Whether a group ends as a sentence does and is long enough to be one."""
    if not _SENTENCE_END.search(text):
        return False
    words = text.split()
    plain = sum(word[:1].islower() for word in words)
    return len(_LETTER.findall(text)) + len(_DENSE.findall(text)) >= 25 or (len(words) >= 4 and plain * 2 >= len(words))


def is_prose(group: Group) -> bool:
    """Whether a group is running text, and no line of a cable's head."""
    text = group.folded.rstrip(" -–—=_*")  # a rule below it is none of its words
    if all(is_release_stamp(line.text.strip()) for line in group.lines):
        return False
    letters = len(_LETTER.findall(text)) + 2 * len(_DENSE.findall(text))
    if letters >= 2 * _PROSE and len(group.lines) < 8:
        return True
    if letters >= _PROSE and _INNER_SENTENCE.search(text) and not _LABEL.match(text) and _mostly_small(text):
        # A page may cut it before its sentence ends.
        return True
    return letters >= _FIRST_SENTENCE and bool(_SENTENCE_END.search(text)) and not _LABEL.match(text)


def _mostly_small(text: str) -> bool:
    words = [word for word in text.split() if word[0].isalpha()]
    return sum(word[0].islower() for word in words) * 5 >= len(words) * 3


def may_sign(text: str) -> bool:
    """Whether a line that closes a text may be a signature: a name, a name with its office, or words that say that one stood there."""
    if len(text) >= _LONGEST_SIGNATURE or _FIGURES.search(text) or _LABEL.match(text):
        return False
    words = _SIGNATURE_MARKS.sub(" ", text).split()
    named = [word for word in words if word[0].isupper() or _DENSE.match(word)]
    small = [word for word in words if word[0].islower() and len(word) > 3]
    return bool(words) and (len(named) > len(small) or text.startswith(("(", "[", "/s/", "gez", "（")))


def first_prose(groups: Sequence[Group]) -> int | None:
    """The index of the group in which the text begins; `None` where there is none.

    A numbered heading of a first section and a sentence that announces what follows ("The following was said:") belong to the text.
    """
    found = next((index for index, group in enumerate(groups) if is_prose(group)), None)
    for index, group in enumerate(groups[:found]):
        point = _POINT.match(group.text)
        if (found is not None and point and point["n"] == "1" and len(group.lines) == 1) or _announces(group.folded):
            return index
    return found


def _announces(text: str) -> bool:
    words = text.split()
    small = sum(word[:1].islower() for word in words)
    return (
        text.endswith((":", "：")) and len(words) >= _ANNOUNCING and small * 2 >= len(words) and not _LABEL.match(text)
    )


def columns(line: Group, lang: str) -> list[Group]:
    """A line of the head whose right column is a date, as two; any other as it is."""
    (whole,) = line.lines
    found = list(_COLUMNS.finditer(whole.text.rstrip()))
    if len(found) != 1 or next(find_dates(whole.text[found[0].end() :], lang), None) is None:
        return [line]
    start, end = found[0].span()
    left = replace(whole, end=whole.start + start, text=whole.text[:start])
    right = replace(whole, start=whole.start + end, text=whole.text[end:])
    return [Group(line.source, (left,)), Group(line.source, (right,))]


def heads_section(groups: Sequence[Group], index: int) -> bool:
    """Whether a group is the heading of a section, by its capitals or its number.

    A numbered heading stands before a text, and not before or behind the next number: then it is an item of a list.
    """
    group, following = groups[index], groups[index + 1 : index + 2]
    point = _POINT.match(group.text)
    if point is None:
        return is_head(group, following)
    words = group.folded[point.end() :]
    if not following or len(group.lines) > 1 or len(group.text) > _LONGEST_HEAD or _ENDS_SENTENCE.search(words):
        return False
    numbers = [int(found["n"]) for one in (groups[max(0, index - 1)], *following) if (found := _POINT.match(one.text))]
    listed = any(abs(number - int(point["n"])) == 1 for number in numbers)
    return words[:1].isupper() and not listed
