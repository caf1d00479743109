"""Papers behind a text, and the lines that announce them: `Attachment`, `Enclosure 2`, `Tab A`, 別添, `Приложение № 1`, `Anlage`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from teikit.dialects.groups import Group
from teikit.dialects.prose import first_prose
from teikit.notations import load_notation
from teikit.notations.folding import is_unspaced
from teikit.patterns import compiled_pattern, lazy_pattern

#: No such line is longer.
_LONGEST = 40
#: Words of `[markers] structure` that name a picture in the text and no paper behind it.
#: A paper has at most so many lines over it: what it is called here, and its titles.
MOST_HEADS = 4
_LONGEST_TITLE = 80
_COLUMNS = lazy_pattern(r"\S(?: {2,}|\t)\S|\|")
_ENDS = (".", ";", ",", ":", "。", "、", "：", "；")
_TITLE = lazy_pattern(r"\p{Lu}{2}|\p{Lu}[^.!?]*\Z|\p{Lo}[^\s.!?]*\Z")
_PICTURES = ("map", "chart", "exhibit", "附图")


def attachment_label(text: str, lang: str) -> str:
    """What a line announces that holds nothing else: `attachment`, `enclosure`, or nothing.

    Args:
        text: The line.
        lang: The language of the text around it; English words are known in every language.
    """
    bare = text.strip(" \t\u3000*_#[]（）()【】〔〕")
    if not bare or len(bare) > _LONGEST or _pattern(lang).fullmatch(bare) is None:
        return ""
    return "enclosure" if "encl" in bare.lower() else "attachment"


def first_paper(groups: Sequence[Group], lang: str) -> int:
    """The index of the group that announces the first paper behind a text; the number of groups where none does."""
    prose = first_prose(groups)
    for at, group in enumerate(groups):
        if (
            prose is not None
            and at > prose
            and attachment_label(group.lines[0].text, lang)
            and _has_text(groups[at:], lang)
        ):
            return at
    return len(groups)


def papers(groups: Sequence[Group], lang: str) -> list[Sequence[Group]]:
    """Groups from the first announcement on, paper by paper."""
    starts = [at for at, group in enumerate(groups) if attachment_label(group.lines[0].text, lang)]
    if not groups:
        return []
    if 0 not in starts:
        starts.insert(0, 0)
    # "Attachment" with "Tab A" right behind it announces one paper.
    starts = [at for at in starts if at == 0 or at - 1 not in starts or len(groups[at - 1].lines) > 1]
    return [groups[first:last] for first, last in zip(starts, [*starts[1:], len(groups)], strict=True)]


def headed(groups: Sequence[Group], lang: str) -> tuple[list[Group], list[Group]]:
    """The lines over a paper – what it is called, its titles – and the groups under them."""
    heads: list[Group] = []
    rest = list(groups)
    while rest and len(heads) < MOST_HEADS:
        titled = bool(heads) and (len(rest) > 1 or len(rest[0].lines) > 1) and is_title(rest[0].lines[0].text)
        if not titled and not attachment_label(rest[0].lines[0].text, lang):
            break
        first, *others = rest.pop(0).split()
        heads.append(first)
        if others:
            rest.insert(0, Group(first.source, tuple(line for one in others for line in one.lines)))
    return heads, rest


def is_title(text: str) -> bool:
    """Whether a line is a title: short, without the end of a sentence, and no point of a list."""
    text = text.strip()
    plain = len(text) <= _LONGEST_TITLE and not text.endswith(_ENDS) and _COLUMNS.search(text) is None
    return plain and _TITLE.match(text) is not None


def _has_text(groups: Sequence[Group], lang: str) -> bool:
    """Whether more than the line that announces it is there of a paper."""
    return any(not attachment_label(line.text, lang) for group in groups for line in group.lines if not line.blank)


@cache
def _pattern(lang: str) -> regex.Pattern[str]:
    words = {
        word
        for one in dict.fromkeys((lang, "en"))
        for word in load_notation(one).verbs.get("structure", ())
        if word not in _PICTURES
    }
    spaced = "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True) if not is_unspaced(word))
    dense = "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True) if is_unspaced(word))
    number = r"(?:no\.?|nr\.?|№|n[°º]|num\.?)?\s*(?:\d{1,3}|[a-z]|[ivx]{1,5})(?:\s?[-–.]\s?[a-z\d])?"
    return compiled_pattern(
        rf"(?:(?:{spaced or '(?!)'})(?:\s+{number})?|(?:{dense or '(?!)'})\s*(?:[（(]?[\d一二三四五六七八九十]{{1,3}}[)）]?)?)\s*\.?",
        regex.IGNORECASE,
    )
