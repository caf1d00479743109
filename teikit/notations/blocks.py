"""Runs of blocks that a transcriber typed for what is blacked out, with their length in characters."""

from __future__ import annotations

import re

import regex

from teikit.patterns import lazy_pattern

_BLOCKS = "■█▇▆▅▓▒░▉◼⬛▮"
# 一九○○年 is a year.
_FIGURES = "一二三四五六七八九十〇零年\\d"
_RUN = lazy_pattern(
    rf"""
    (?P<blocks>(?<![{_BLOCKS}])[{_BLOCKS}](?:[ ][{_BLOCKS}](?![{_BLOCKS}]))+|[{_BLOCKS}]+)
  | (?P<crosses>(?<![\p{{L}}\p{{N}}])(?:X{{4,}}|x{{4,}}|Х{{4,}}|Ｘ{{2,}})(?![\p{{L}}\p{{N}}]))
  | (?P<rounds>(?<![●○×{_FIGURES}])(?:●{{2,}}|○{{2,}}|×{{2,}})(?![●○×{_FIGURES}]))
  | (?P<lost>□+)
    """,
    regex.VERBOSE,
)
_SIGNS = re.compile(rf"[{_BLOCKS}□●○×ＸХ]|XX|xx")
_LONG = lazy_pattern(rf"[{_BLOCKS}]{{2}}")


def may_be_block(text: str) -> bool:
    """A quick look: whether a text may hold a run of blocks."""
    return _SIGNS.search(text) is not None


def block_runs(text: str, *, bracketed: bool = False) -> list[tuple[int, int, int, bool]]:
    """Runs of blocks: start, end, number of characters covered, and whether they mean "illegible" (□) and not "withheld".

    Args:
        text: The text.
        bracketed: Whether it stands between brackets, where signs that may be ornaments are none.
    """
    found = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        run = match.group()
        length = len(run.replace(" ", ""))
        if length == 1 and not match["lost"] and not _LONG.search(text):
            # One block alone is a bullet or a fleck on the scan; beside longer runs it may be an initial.
            continue
        if match["rounds"] and not bracketed and not _beside_han(text, start, end):
            # Signs of the East's own for letters left out, ornaments elsewhere.
            continue
        if match["lost"] and (length == 1 and not _beside_han(text, start, end)):
            continue
        found.append((start, end, length, bool(match["lost"])))
    return found


def _beside_han(text: str, start: int, end: int) -> bool:
    """Whether a sign stands in East Asian text, where □ is a character that cannot be read and ●● one that must not be."""
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return regex.search(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]", around) is not None
