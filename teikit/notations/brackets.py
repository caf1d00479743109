"""Which bracket closes which, in one pass: unbalanced ones are passed over and swallow nothing."""

from __future__ import annotations

from teikit.patterns import lazy_pattern

# Each kind pairs with itself only, so that a stray parenthesis inside square brackets does no harm.
_CLOSING = {"]": "[", ")": "(", "）": "（", "】": "【", "〕": "〔", "］": "［", ">": "<", "〉": "〈", "》": "《"}
_OPENING = frozenset(_CLOSING.values())
_ANY = lazy_pattern(r"[\[\]()（）【】〔〕［］<>〈〉《》]")
# A marker is a remark, not a chapter: what is longer is two stray brackets.
LONGEST = 6000
# Brackets within brackets within brackets are still a remark; a hundred deep are noise, and would cost time.
DEEPEST = 6


def bracket_pairs(text: str) -> list[tuple[int, int]]:
    """Start and end offsets of every balanced pair, brackets included, in order of their starts.

    Time and space are linear in the length of the text.
    """
    open_at: dict[str, list[int]] = {opening: [] for opening in _OPENING}
    pairs: list[tuple[int, int]] = []
    closed: list[tuple[int, int]] = []  # start and height of the pairs that no later pair holds so far
    for match in _ANY.finditer(text):
        char, at = match.group(), match.start()
        if char in _OPENING:
            open_at[char].append(at)
        elif stack := open_at[_CLOSING[char]]:
            start = stack.pop()
            height = 1
            while closed and closed[-1][0] > start:
                height = max(height, closed.pop()[1] + 1)
            closed.append((start, height))
            if at - start <= LONGEST and height <= DEEPEST:
                pairs.append((start, at + 1))
    pairs.sort()
    return pairs
