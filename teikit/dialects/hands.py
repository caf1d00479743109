"""The hands that markers name: a translator's or editor's remark declares who made it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from teikit.dialects.facts import Facts
from teikit.dialects.groups import Group
from teikit.model import Block, Fact, Responsibility
from teikit.model.walk import walk
from teikit.notations import available_languages, load_notation, scan
from teikit.patterns import compiled_pattern, lazy_pattern

_EDITOR = "editor"
_BRACKETS = lazy_pattern(r"[\[【（〔［]")


def declared_hands(facts: Facts, groups: Iterable[Group], lang: str = "") -> dict[str, str]:
    """Hand → key of its statement of responsibility; one that no statement names is declared without a name.

    Args:
        facts: Statements of responsibility are read from it and added to it.
        groups: The groups of the transcript.
        lang: Its language, where it has but one; a hand is then looked for in that and in English, else in all that are known.
    """
    hands = {hand.key: hand.key for hand in facts.responsibilities}
    named: set[str] = set()
    for group in groups:
        # Reading every marker costs more than all the rest: only where a hand's prefix follows a bracket can one be named.
        if _BRACKETS.search(group.text) and _prefixes(lang).search(group.text):
            named |= {found.marker.resp for found in scan(group.text, "en") if found.marker.resp}
    for hand in sorted(named & {"translator", "editor"}):
        if hand not in hands:
            facts.responsibilities.append(Responsibility(hand, hand, Fact("")))
            hands[hand] = hand
    if "translator" in hands and "editor" not in hands:
        hands["editor"] = hands["translator"]
    return hands


def series_hands(facts: Facts, groups: Iterable[Group], lang: str) -> dict[str, str]:
    """The hands of a document of an edited series: where no other is named, the words in brackets are its editors'."""
    return {_EDITOR: _EDITOR, **declared_hands(facts, groups, lang)}


def declare_editors(facts: Facts, blocks: Iterable[Block]) -> None:
    """State the responsibility of the editors of a series, where something in the text points to them."""
    if any(hand.key == _EDITOR for hand in facts.responsibilities):
        return
    if any(getattr(node, "resp", "") == _EDITOR for node in walk(blocks)):
        facts.responsibilities.append(Responsibility(_EDITOR, "editors of the series", Fact("")))


@cache
def _prefixes(only: str) -> regex.Pattern[str]:
    """What a hand's remark begins with, right behind its bracket."""
    phrases = {
        phrase
        for lang in ({only, "en"} if only else available_languages())
        for hand, words in load_notation(lang).prefixes.items()
        if hand != "drafter"
        for phrase in words
    }
    ordered = sorted(phrases, key=lambda one: (-len(one), one))
    words = "|".join(regex.escape(one).replace(r"\ ", r"\s+") for one in ordered)
    return compiled_pattern(rf"[\[【（〔［(]\s*(?:{words})", regex.IGNORECASE)
