"""Who speaks: one person behind the labels of every language.

Turns that answer each other are of one person; the labels that thus belong together, with the offices and names that the paragraphs before
the first turn give ("Prime Minister Hosokawa", 細川総理), become a `person`. A blacked-out speaker is nobody's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import regex

from teikit.enrichment.walk import gaps, plain
from teikit.model import Block, Cable, Division, Fact, Header, Paragraph, Person, Speech
from teikit.notations import load_notation

_BRACKETS = "()（）[]【】〔〕:：;.,、 \u3000\t\n*_—–-"
_NAME_AFTER = r"(?P<name>(?:\p{Lu}[\p{L}'’.\-]+)(?:\s+\p{Lu}[\p{L}'’\-]+)?)"
_EAST_ASIAN_NAME = r"(?P<name>[\p{Han}\p{Katakana}ー・]{2,8}?)"
_EAST_ASIAN = ("ja", "zh", "ko")
_ARTICLES = frozenset({"the", "of", "der", "die", "das", "le", "la", "el"})


def name_speakers(cable: Cable) -> Cable:
    """Find the persons behind the turns and point every turn to its person."""
    turns = [(division, turn) for division in cable.divisions for turn in _turns(division.blocks)]
    if not turns:
        return cable
    groups = _groups(turns)
    persons: list[Person] = []
    keys: dict[tuple[str, str], str] = {}
    used: set[str] = set()
    context = {division.lang: _context(division) for division in cable.divisions}
    for labels in groups:
        person = _person(labels, context, used, cable.header)
        persons.append(person)
        keys.update(dict.fromkeys(labels, person.key))

    def point(block: Block, lang: str) -> Block:
        if isinstance(block, Speech):
            label = _label(block)
            return replace(block, who=keys.get((lang, label), "") if label else "")
        if isinstance(block, Division):
            return replace(block, blocks=tuple(point(inner, lang) for inner in block.blocks))
        return block

    divisions = tuple(
        replace(division, blocks=tuple(point(block, division.lang) for block in division.blocks))
        for division in cable.divisions
    )
    known = {(name.text, name.lang) for person in persons for name in (*person.names, *person.roles)}
    others = [
        person for person in cable.header.persons if not any((name.text, name.lang) in known for name in person.names)
    ]
    return replace(cable, divisions=divisions, header=replace(cable.header, persons=(*persons, *others)))


def _turns(blocks: tuple[Block, ...]) -> Iterator[Speech]:
    for block in blocks:
        if isinstance(block, Speech):
            yield block
        elif isinstance(block, Division):
            yield from _turns(block.blocks)


def _label(turn: Speech) -> str:
    """The label as a key; empty where the speaker is blacked out."""
    if gaps(turn):
        hidden = any(gap in turn.speaker for gap in gaps(turn))
        if hidden:
            return ""
    text = unicodedata.normalize("NFKC", plain(turn.speaker))
    return " ".join(text.strip(_BRACKETS).split())


def _groups(turns: list[tuple[Division, Speech]]) -> list[list[tuple[str, str]]]:
    """Labels that belong to one person, by the order of the first turn: the same label, or labels of turns that answer each other.

    Two labels of one language are never joined through a third: where the texts disagree, it is for the editor to say.
    """
    by_id = {turn.id: (division.lang, _label(turn)) for division, turn in turns if turn.id}
    order = list(dict.fromkeys((division.lang, _label(turn)) for division, turn in turns if _label(turn)))
    votes: dict[tuple[tuple[str, str], tuple[str, str]], int] = {}
    for division, turn in turns:
        mine = (division.lang, _label(turn))
        for pointed in turn.corresp:
            theirs = by_id.get(pointed)
            if mine[1] and theirs and theirs[1]:
                votes[mine, theirs] = votes.get((mine, theirs), 0) + 1
    group_of: dict[tuple[str, str], list[tuple[str, str]]] = {known: [known] for known in order}
    for lang, label in order:
        bare = (lang, _without_title(label, lang))
        if bare[1] and bare != (lang, label) and bare in group_of and group_of[bare] is not group_of[lang, label]:
            group_of[bare] += group_of[lang, label]
            group_of[lang, label] = group_of[bare]
    for (one, other), _ in sorted(
        votes.items(), key=lambda item: (-item[1], order.index(item[0][0]), order.index(item[0][1]))
    ):
        left, right = group_of[one], group_of[other]
        if left is right or {language for language, _ in left} & {language for language, _ in right}:
            continue
        left.extend(right)
        for member in right:
            group_of[member] = left
    return list({id(group): group for group in group_of.values()}.values())


def _context(division: Division) -> str:
    """What stands before the first turn: there the texts say who holds which office."""
    words = []
    for block in division.blocks:
        if isinstance(block, Speech):
            break
        if isinstance(block, Paragraph):
            words.append(plain(block.content))
        for item in getattr(block, "items", ()):
            words.append(plain(item.content))
    return "\n".join(words)


def _person(labels: list[tuple[str, str]], context: dict[str, str], used: set[str], header: Header) -> Person:
    names: list[Fact] = []
    roles: list[Fact] = []
    for lang, label in labels:
        notation = load_notation(lang)
        if any(_without_title(label, lang) == known for other, known in labels if other == lang):
            continue
        if notation.has_title(label):
            name = _holder(label, lang, context.get(lang, ""))
            bare = _without_title(label, lang)
            if name:
                names.append(Fact(name, lang=lang))
                roles.append(Fact(label, lang=lang))
            elif bare:
                names.append(Fact(label, lang=lang))
            else:
                roles.append(Fact(label, lang=lang))
        else:
            names.append(Fact(label, lang=lang))
    del header
    key = _key([*names, *roles], used)
    used.add(key)
    return Person(key, tuple(names), tuple(roles), speaks=True)


def _holder(office: str, lang: str, context: str) -> str:
    """Who holds an office, by the words before the first turn."""
    words = regex.escape(office).replace(r"\ ", r"\s+")
    if lang.split("-", maxsplit=1)[0] in _EAST_ASIAN:
        match = regex.search(rf"(?<![\p{{Han}}\p{{Katakana}}ー]){_EAST_ASIAN_NAME}{words}", context)
    else:
        match = regex.search(rf"\b{words},?\s+{_NAME_AFTER}", context)
    return str(match["name"]) if match else ""


def _without_title(label: str, lang: str) -> str:
    """What is left of a label without titles: the name, if it holds one."""
    notation = load_notation(lang)

    def is_title(word: str) -> bool:
        folded = word.casefold()
        return (
            notation.has_title(word)
            or bool({folded, folded.rstrip("."), folded + "."} & notation.titles)
            or folded in _ARTICLES
        )

    words = [word for word in label.split() if not is_title(word)]
    kept = [word for word in words if word[:1].isupper() or lang.split("-", maxsplit=1)[0] in _EAST_ASIAN]
    return " ".join(kept) if len(label.split()) > 1 else ""


def _key(facts: list[Fact], used: set[str]) -> str:
    """An identifier made of the name, in Latin letters where a text gives any."""
    latin = [slug for fact in facts if (slug := _slug(fact.text))]
    base = latin[0] if latin else "person"
    key, number = base, 1
    while key in used or (base == "person" and number == 1):
        key = f"{base}{number}" if base == "person" else f"{base}-{number + 1}"
        number += 1
    return key


def _slug(text: str) -> str:
    plain_letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = "-".join(regex.findall(r"[a-z0-9]+", plain_letters))
    return slug if regex.match(r"[a-z]", slug) and len(slug) > 1 else ""
