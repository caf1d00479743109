"""Who speaks: one person behind the labels of every language.

Turns that answer each other are of one person; the labels that thus belong together, with the offices and names that the paragraphs before
the first turn give ("Prime Minister Hosokawa", 細川総理), become a `person`. A blacked-out speaker is nobody's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import regex

from teikit.enrichment.identifiers import taken_identifiers
from teikit.enrichment.walk import plain
from teikit.model import Block, Cable, Division, Fact, Gap, Header, Paragraph, Person, Speech
from teikit.notations import load_notation
from teikit.notations.letter_spacing import join_spaced
from teikit.patterns import lazy_pattern

#: What stands around a name in a label, whatever layout a project declares ("Brandt >", "Brandt |").
_BRACKETS = "()（）[]【】〔〕<>«»‹›{}|=#:：;.,、 \u3000\t\n*_—–-"
_ASIDE = lazy_pattern(r"\s*[(（\[][^()（）\[\]]*[)）\]]?\s*$")
_SLUG_WORD = lazy_pattern(r"[a-z0-9]+")
_NAME_AFTER = r"(?P<name>(?:\p{Lu}[\p{L}'’.\-]+)(?:[ \t]+\p{Lu}[\p{L}'’\-]+)?)"
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
    used = taken_identifiers(cable)
    context = {division.lang: _context(division) for division in cable.divisions}
    for labels in groups:
        person = _person(labels, context, used, cable.header)
        persons.append(person)
        keys.update(dict.fromkeys(labels, person.key))

    def point(block: Block, lang: str) -> Block:
        if isinstance(block, Speech):
            return replace(block, who=" ".join(keys[lang, label] for label in _labels(block)))
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


def _labels(turn: Speech) -> tuple[str, ...]:
    """The names in a label, as keys: none where the speaker is blacked out, several where they speak together."""
    if any(isinstance(node, Gap) for node in turn.speaker):
        return ()
    return _names(plain(turn.speaker))


@lru_cache(maxsize=4096)
def _names(label: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFKC", label).strip(_BRACKETS)
    names = (_ASIDE.sub("", part).strip(_BRACKETS + "?") for part in text.split("/"))
    return tuple(join_spaced(" ".join(name.split())) for name in names if name)


def _groups(turns: list[tuple[Division, Speech]]) -> list[list[tuple[str, str]]]:
    """Labels that belong to one person, by the order of the first turn: the same label, or labels of turns that answer each other.

    Two labels of one language are never joined through a third: where the texts disagree, it is for the editor to say.
    """
    by_id = {turn.id: (division.lang, _labels(turn)) for division, turn in turns if turn.id}
    order = list(dict.fromkeys((division.lang, label) for division, turn in turns for label in _labels(turn)))
    votes: dict[tuple[tuple[str, str], tuple[str, str]], int] = {}
    for division, turn in turns:
        mine = _labels(turn)
        for pointed in turn.corresp:
            lang, theirs = by_id.get(pointed, ("", ()))
            if len(mine) == len(theirs):
                for one, other in zip(mine, theirs, strict=True):
                    pair = ((division.lang, one), (lang, other))
                    votes[pair] = votes.get(pair, 0) + 1
    group_of: dict[tuple[str, str], list[tuple[str, str]]] = {known: [known] for known in order}
    typed: dict[tuple[str, str], tuple[str, str]] = {}
    for lang, label in order:
        # A name is the same in capitals: "DR. EVATT" and "Dr. Evatt".
        typed.setdefault((lang, label.casefold()), (lang, label))
    for lang, label in order:
        for same in (label, _without_title(label, lang)):
            known = typed.get((lang, same.casefold())) if same else None
            if known is not None and group_of[known] is not group_of[lang, label]:
                group_of[known] += group_of[lang, label]
                for member in group_of[lang, label]:
                    group_of[member] = group_of[known]
    for (first, second), _ in sorted(
        votes.items(), key=lambda item: (-item[1], order.index(item[0][0]), order.index(item[0][1]))
    ):
        left, right = group_of[first], group_of[second]
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
        others = [known for other, known in labels if other == lang and known != label]
        if any(_without_title(label, lang) == known for known in others):
            continue
        if label.isupper() and any(known.casefold() == label.casefold() for known in others):
            continue  # the same name, typed in capitals
        if notation.has_title(label):
            bare = _without_title(label, lang)
            name = "" if bare else _holder(label, lang, context.get(lang, ""))
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
    key = _key([_bare(fact) for fact in (*names, *roles)], used)
    used.add(key)
    return Person(key, tuple(names), tuple(roles), speaks=True)


def _holder(office: str, lang: str, context: str) -> str:
    """Who holds an office, by the words before the first turn."""
    words = regex.escape(office).replace(r"\ ", r"\s+")
    if lang.split("-", maxsplit=1)[0] in _EAST_ASIAN:
        match = regex.search(rf"(?<![\p{{Han}}\p{{Katakana}}ー]){_EAST_ASIAN_NAME}{words}", context)
    else:
        match = regex.search(rf"\b{words}[ \t]+{_NAME_AFTER}", context)
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

    words = label.split()
    for length in range(min(4, len(words)), 1, -1):
        for start in range(len(words) - length, -1, -1):
            if " ".join(words[start : start + length]).casefold() in notation.titles:
                del words[start : start + length]
    words = [word for word in words if not is_title(word)]
    kept = [word for word in words if word[:1].isupper() or lang.split("-", maxsplit=1)[0] in _EAST_ASIAN]
    return " ".join(kept) if len(label.split()) > 1 else ""


def _bare(fact: Fact) -> Fact:
    """The name without its title, where a name is left."""
    name = _without_title(fact.text, fact.lang)
    return replace(fact, text=name) if name else fact


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
    slug = "-".join(_SLUG_WORD.findall(plain_letters))
    return slug if "a" <= slug[:1] <= "z" and len(slug) > 1 else ""
