"""What a page carries and the text does not, and the paragraphs that it cuts in two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from teikit.dialects.front_lines import bare, covers
from teikit.dialects.groups import Group
from teikit.notations import find_categories, is_release_stamp
from teikit.patterns import lazy_pattern

#: What a transcriber or a program writes where a page ends.
PAGE_BREAK = lazy_pattern(
    r"^\s*[\[(]?\s*(?:page\s+break(?:\s+in\s+(?:the\s+)?\w+)?|new\s+page|end\s+of\s+page\s+\d+)\s*[\])]?\s*$",
    regex.IGNORECASE,
)
_PAGE_NUMBER = lazy_pattern(
    r"^\W*(?:(?:page|seite|стр\.?|с\.|p\.?)\s*)?\d{1,3}(?:\s*(?:/|of|von|из)\s*\d{1,3})?\W*$", regex.IGNORECASE
)
_DASHED_NUMBER = lazy_pattern(
    r"^\s*[-–—]\s*\d{1,3}\s*[-–—]\s*$|^\s*\d{1,3}\s*$|^\s*(?:page|seite|стр\.?)\s*\d{1,3}\s*$"
    r"|^\s*第?\s*[\d〇零一二三四五六七八九十百]{1,5}\s*(?:页|頁|ページ)\s*$|^\s*제?\s*\d{1,3}\s*(?:쪽|면)\s*$",
    regex.IGNORECASE,
)
_TERMINAL = lazy_pattern(r"[.!?。．！？…:：;；»”\"」』）)\]】〕’'*]\s*$")
_WEAK_TERMINAL = lazy_pattern(r"[)\]）】’'”\"*]\s*$")
_NEW_START = lazy_pattern(r"^\s*(?:\d{1,3}[.)．、]|\([a-z0-9]{1,3}\)|[-–—•*]\s|[IVX]+\.|第[一二三四五六七八九十\d]+)")
_LOWER = lazy_pattern(r"^\s*[\p{Ll}]")
_HASHES = lazy_pattern(r"^#{1,6}\s+")
_LONGEST = 60


def repeated_lines(groups: Sequence[Group]) -> set[str]:
    """Short lines that stand alone more than once, in their bare form."""
    counts = Counter(bare(group.text) for group in groups if len(group.lines) == 1 and len(group.text) <= _LONGEST)
    return {text for text, times in counts.items() if times > 1 and text}


def is_furniture(group: Group, lang: str, stamped: set[str], repeated: set[str]) -> bool:
    """Whether a group is no text: stamps, classification marks, page numbers, lines repeated on each page."""
    near_stamp = False
    for line in group.split():
        text = line.text
        key = bare(text)
        categories = find_categories(text, lang) if len(text) <= _LONGEST else []
        if key in stamped or covers(text, categories) or is_release_stamp(text) or is_page_number(text):
            near_stamp = True
            continue
        if key in repeated and text.lstrip().startswith("#"):
            continue
        if near_stamp and len(text) <= 25 and not _TERMINAL.search(text) and key in repeated:
            continue
        return False
    return True


def is_page_number(text: str) -> bool:
    """Whether a line is the number of a page, in figures or in words of the page ("第二页"), Markdown's heading marks aside."""
    return _DASHED_NUMBER.match(_HASHES.sub("", text)) is not None


def ends_open(text: str) -> bool:
    """Whether a paragraph stops before its sentence does."""
    return not _TERMINAL.search(text) and len(text.split()) + len(text) // 8 > 4


def goes_on(before: str, after: str, across_page: bool) -> bool:
    """Whether the second of two stretches goes on with the sentence of the first.

    Args:
        before: The text before the cut.
        after: The text behind it.
        across_page: Whether page furniture stands between them; without it only a small letter tells.
    """
    if not ends_open(before) or _NEW_START.match(after):
        return False
    return bool(_LOWER.match(after)) or across_page
