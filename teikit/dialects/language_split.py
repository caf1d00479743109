"""Which text is in which language: contiguous stretches of groups, told by script and words.

A cable gives its original first and the translation after it, or the other way round; each text is one stretch. Short lines that tell no
language (a number, a marker) go with what follows, but for a line that closes a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from teikit.dialects.groups import Group
from teikit.notations import guess_language, load_notation
from teikit.patterns import lazy_pattern

_LETTER = lazy_pattern(r"\p{L}")
#: East Asian letters say more each than Latin ones do.
_DENSE = lazy_pattern(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_BRACKETED = lazy_pattern(r"\[[^\[\]]*\]|[（(][^（）()]*[)）]")
#: A stretch with fewer letters than this is a quotation or a name, not a text of its own.
_SHORTEST = 150
#: Staying in the same language is worth this many letters.
_SWITCH = 60


@dataclass(frozen=True, slots=True)
class Stretch:
    """Groups `[start, end)` in one language."""

    start: int
    end: int
    lang: str


def split_languages(found: Sequence[Group], expected: Sequence[str] = ()) -> list[Stretch]:
    """Divide groups into texts by language.

    Args:
        found: The groups of the body.
        expected: Languages that the page itself names.

    Returns:
        Stretches that cover all groups in order; one alone where there is one language, `en` where none can be told.
    """
    if not found:
        return []
    evidence = [_evidence(group) for group in found]
    totals: dict[str, int] = {}
    for lang, weight in evidence:
        if lang:
            totals[lang] = totals.get(lang, 0) + weight
    if not totals:
        return [Stretch(0, len(found), expected[0] if expected else "en")]
    whole = sum(totals.values())
    kept = [
        lang for lang, weight in totals.items() if weight >= min(_SHORTEST, whole) or (lang in expected and weight > 30)
    ]
    if not kept:
        kept = [max(totals, key=lambda lang: (totals[lang], lang))]
    chosen = _path(evidence, sorted(kept))
    return _stretches(found, evidence, chosen)


def _evidence(group: Group) -> tuple[str, int]:
    """The language of a group and how many letters say so."""
    text = group.folded
    bare = _BRACKETED.sub(" ", text)
    # Words in brackets may be the transcriber's: alone they tell little of the text around them.
    aside = len(_LETTER.findall(bare)) < 2
    text = text if aside else bare
    letters = len(_LETTER.findall(text))
    lang = guess_language(text) if letters else None
    if not lang:
        return "", 0
    weight = letters + 2 * len(_DENSE.findall(text))
    return lang, weight // 4 if aside else weight


def _path(evidence: Sequence[tuple[str, int]], languages: Sequence[str]) -> list[str]:
    """The likeliest language of each group: as much evidence and as few changes as can be."""
    scores = dict.fromkeys(languages, 0)
    back: list[dict[str, str]] = []
    for found, weight in evidence:
        step: dict[str, str] = {}
        fresh: dict[str, int] = {}
        leader = max(languages, key=lambda lang: (scores[lang], lang))
        for lang in languages:
            stay, change = scores[lang], scores[leader] - _SWITCH
            step[lang] = lang if stay >= change else leader
            fresh[lang] = max(stay, change) + (weight if found == lang else 0)
        scores = fresh
        back.append(step)
    lang = max(languages, key=lambda one: (scores[one], one))
    path = []
    for step in reversed(back):
        path.append(lang)
        lang = step[lang]
    return path[::-1]


def _stretches(found: Sequence[Group], evidence: Sequence[tuple[str, int]], chosen: list[str]) -> list[Stretch]:
    borders = [index for index in range(1, len(chosen)) if chosen[index] != chosen[index - 1]]
    moved = []
    for border in borders:
        at = border
        before, after = chosen[border - 1], chosen[border]
        while at > 0 and evidence[at - 1][0] in ("", after) and not _closes(found[at - 1], before):
            at -= 1
        while at < len(found) and at <= border and (evidence[at][0] == before or _closes(found[at], before)):
            at += 1
        moved.append(at)
    marks = [0, *moved, len(found)]
    languages = [chosen[0], *(chosen[border] for border in borders)]
    return [
        Stretch(start, end, lang)
        for start, end, lang in zip(marks[:-1], marks[1:], languages, strict=True)
        if start < end
    ]


def _closes(group: Group, lang: str) -> bool:
    """Whether a line only says that its text goes on elsewhere or ends."""
    return load_notation(lang).is_continued(group.folded)
