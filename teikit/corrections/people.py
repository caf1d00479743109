"""The persons that an editor names, put into a cable whose speakers are found already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from teikit.corrections.labels import key_of
from teikit.corrections.places import Places
from teikit.corrections.sidecar import Corrections, Entry
from teikit.enrichment.identifiers import taken_identifiers
from teikit.model import Cable, Division, Fact, Person, Speech
from teikit.model.walk import walk


def name_persons(cable: Cable, corrections: Corrections) -> Cable:
    """Point turns to the persons that an editor names, and give persons the names and roles that he gives.

    The person behind a label is behind the labels of the other languages too that were found to be his, unless the editor says
    otherwise of them.
    """
    if not corrections.entries("speaker") and not corrections.entries("person"):
        return cable
    places = Places(cable.source, corrections.file)
    reserved = taken_identifiers(cable)
    speakers = [entry for entry in corrections.entries("speaker") if _free(entry, "person", reserved, places)]
    own = {key_of(entry["label"]): entry["person"] for entry in speakers}
    moved: dict[str, str] = {}
    for turn in _turns(cable.divisions):
        wanted = own.get(key_of(_label(cable, turn)))
        if wanted and turn.who:
            moved.setdefault(turn.who, wanted)

    def point(turn: Speech) -> Speech:
        wanted = own.get(key_of(_label(cable, turn)))
        return replace(turn, who=wanted or moved.get(turn.who, turn.who), cert="" if wanted else turn.cert)

    divisions = tuple(_mapped(division, point) for division in cable.divisions)
    pointed = {key for turn in _turns(divisions) for key in turn.who.split()}
    persons: dict[str, Person] = {}
    for person in cable.header.persons:
        key = moved.get(person.key, person.key)
        if person.speaks and key not in pointed:
            continue
        _put(persons, replace(person, key=key))
    for entry in speakers:
        _speaks(entry, persons)
    for entry in corrections.entries("person"):
        if _free(entry, "key", reserved, places):
            person = persons.get(entry["key"], Person(entry["key"]))
            names = tuple(Fact(text, lang=lang) for text, lang in entry.names) or person.names
            roles = tuple(Fact(text, lang=lang) for text, lang in entry.roles) or person.roles
            persons[entry["key"]] = replace(person, names=names, roles=roles)
    header = replace(cable.header, persons=tuple(persons.values()))
    return replace(cable, divisions=divisions, header=header, findings=(*cable.findings, *places.findings))


def _put(persons: dict[str, Person], person: Person) -> None:
    """Take in a person; two that have become one share their names."""
    known = persons.get(person.key)
    persons[person.key] = (
        person
        if known is None
        else replace(
            known,
            names=tuple(dict.fromkeys((*known.names, *person.names))),
            roles=tuple(dict.fromkeys((*known.roles, *person.roles))),
            notes=tuple(dict.fromkeys((*known.notes, *person.notes))),
            speaks=known.speaks or person.speaks,
        )
    )


def _speaks(entry: Entry, persons: dict[str, Person]) -> None:
    """The person behind a label, or the persons; a name that the editor gives belongs to one alone."""
    keys = entry["person"].split()
    name = entry.values.get("name", "") if len(keys) == 1 else ""
    for key in keys:
        if key not in persons:
            persons[key] = Person(key, (Fact(name or _bare(entry["label"])),), speaks=True)
        elif name:
            person = persons[key]
            others = tuple(fact for fact in person.names if fact.text != name and not fact.lang) + tuple(
                fact for fact in person.names if fact.text != name and fact.lang
            )
            persons[key] = replace(person, names=(Fact(name), *others))


def _free(entry: Entry, key: str, reserved: set[str], places: Places) -> bool:
    taken = next((one for one in entry[key].split() if one in reserved), None)
    if taken is not None:
        places.taken(entry, taken)
    return taken is None


def _label(cable: Cable, turn: Speech) -> str:
    return cable.source.text[turn.speaker[0].span.start : turn.speaker[-1].span.end] if turn.speaker else ""


def _bare(label: str) -> str:
    return " ".join(label.strip("()（）[]【】〔〕:：; \u3000—–-").split()) or label


def _turns(divisions: Iterable[Division]) -> Iterator[Speech]:
    return (node for node in walk(divisions) if isinstance(node, Speech))


def _mapped(division: Division, change: Callable[[Speech], Speech]) -> Division:
    return replace(
        division,
        blocks=tuple(
            change(block)
            if isinstance(block, Speech)
            else _mapped(block, change)
            if isinstance(block, Division)
            else block
            for block in division.blocks
        ),
    )
