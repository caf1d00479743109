"""The hands that markers name: a translator's or editor's remark declares who made it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from teikit.dialects.facts import Facts
from teikit.dialects.groups import Group
from teikit.model import Fact, Responsibility
from teikit.notations import available_languages, load_notation, scan

_BRACKETS = regex.compile(r"[\[【（〔［]")


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
    return regex.compile(rf"[\[【（〔［(]\s*(?:{words})", regex.IGNORECASE)
