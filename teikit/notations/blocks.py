"""Runs of blocks that a transcriber typed for what is blacked out, with their length in characters."""

from __future__ import annotations

import regex

from teikit.patterns import lazy_pattern

_BLOCKS = "■█▇▆▅▓▉◼⬛▮"
_RUN = lazy_pattern(
    rf"""
    (?P<blocks>(?<![{_BLOCKS}])[{_BLOCKS}](?:[ ][{_BLOCKS}](?![{_BLOCKS}]))+|[{_BLOCKS}]+)
  | (?P<crosses>(?<![\p{{L}}\p{{N}}])(?:X{{4,}}|x{{4,}}|Х{{4,}}|Ｘ{{2,}})(?![\p{{L}}\p{{N}}]))
  | (?P<lost>□+)
    """,
    regex.VERBOSE,
)
_LONG = lazy_pattern(rf"[{_BLOCKS}]{{2}}")


def block_runs(text: str) -> list[tuple[int, int, int, bool]]:
    """Runs of blocks: start, end, number of characters covered, and whether they mean "illegible" (□) and not "withheld"."""
    found = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        run = match.group()
        length = len(run.replace(" ", ""))
        if length == 1 and not match["lost"] and not _LONG.search(text):
            # One block alone is a bullet or a fleck on the scan; beside longer runs it may be an initial.
            continue
        if match["lost"] and (length == 1 and not _beside_han(text, start, end)):
            continue
        found.append((start, end, length, bool(match["lost"])))
    return found


def _beside_han(text: str, start: int, end: int) -> bool:
    """Whether □ stands in East Asian text, where it is the sign for a character that cannot be read."""
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return regex.search(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]", around) is not None
