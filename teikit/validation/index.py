"""What the rules of a corpus look at, gathered in one pass over a document, and the facts that outlive it.

A document's `Index` holds elements and is dropped with the tree. Its `Facts` are a few strings: they go from a worker to the
main process, into the cache, and to the rules that compare documents.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from lxml import etree

from teikit.validation.document import TEI, XML_ID, XML_LANG, Document, local_name, plain_text
from teikit.validation.parts import part_of

_POINTERS = """
active ana change copyOf corresp decls domains end exclude facs hand mutual next origin
passive prev ref rendition resp sameAs scheme select source spanTo start synch target
toWhom who wit
"""
POINTERS = frozenset(_POINTERS.split())
"""Attributes whose value is one or several pointers (TEI data.pointer), as far as cables and their kin use them."""

_TO_PERSONS = frozenset({"who", "toWhom", "ref", "corresp", "active", "passive", "mutual", "resp", "target"})
_PREFIX = f"{TEI}}}"
IDENTIFIER = XML_ID[1:]
LANGUAGE = XML_LANG[1:]
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SPACES = tuple(space.encode() for space in ("\u3000", "\u00a0", "\u202f", "\u2009", "\u2003", "\u2002"))
"""White space of other scripts and of typesetters, in UTF-8."""
_SMALL = bytes(range(256)).lower()
_CASED = bytes((*range(0xC3, 0xD7), 0xE1))
"""What letters with capitals begin with in UTF-8, those of ASCII left out: Latin, Greek, Cyrillic, Armenian, Georgian."""
_ENOUGH = 200
_NUMBERS = ("message", "mrn", "cable", "telegram", "number", "messagenumber")
"""Types of `idno` that hold the number of a message."""


class Pointer(NamedTuple):
    """One pointer of an attribute: the number of its element in document order, the attribute, the pointer."""

    element: int
    attribute: str
    value: str


class Pointing(NamedTuple):
    """A pointing attribute: the number of its element in document order, its name, its value, the pointers in it."""

    element: int
    attribute: str
    value: str
    pointers: list[str]


@dataclass(slots=True)
class Facts:
    """What is remembered of a document after its tree is gone.

    Attributes:
        name: The path as the user gave it.
        root: The root element's local name.
        identifier: `TEI/@xml:id`.
        outward: Pointers that leave the file.
        number: The message number.
        post: Where it was sent from.
        date: The day it was written or sent.
        part: `(1, 2)` for part 1 of 2.
        series: What the parts of one cable have in common: the message number, or the title without the part.
        text: A digest of the letters of the text; empty for a text too short to compare.
        persons: The identifiers of persons that the file declares, with the numbers of their elements.
        used: Those of these persons that the file itself points to.
    """

    name: str
    root: str = ""
    identifier: str = ""
    outward: list[Pointer] = field(default_factory=list)
    number: str = ""
    post: str = ""
    date: str = ""
    part: tuple[int, int] | None = None
    series: str = ""
    text: str = ""
    persons: dict[str, int] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """A form that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Facts:
        """Facts from that form."""
        made = cls(**data)
        made.outward = [Pointer(*pointer) for pointer in data["outward"]]
        made.part = tuple(data["part"]) if data["part"] else None
        return made


class Index:
    """The elements of a document by what the rules ask for.

    Elements have numbers, in document order from 0. Most rules find what they look for by numbers and attributes alone, and
    ask for the element only to tell of it.

    Attributes:
        document: The document.
        tags: The start tags: name and attributes as `namespace}local`, and depth.
        numbers: The numbers of elements by name, as `namespace}local`.
        identifiers: The number of the first element with each `xml:id`.
        languages: The numbers of elements with `xml:lang`, and its value.
        pointers: Every pointing attribute of the document: the number of its element, its name, its value.
        unsettled: Those of them that are more, or other, than one pointer to an element of this document.
    """

    def __init__(self, document: Document):
        self.document = document
        self._within: dict[int, range] = {}
        self.tags = document.tags
        self.pointers: list[tuple[int, str, str]] = []
        self.identifiers: dict[str, int] = {}
        self.languages: list[tuple[int, str]] = []
        # This loop is most of what the rules cost: it does as little as it can for each element.
        numbers: defaultdict[str, list[int]] = defaultdict(list)
        identifiers, pointers, kinds = self.identifiers, self.pointers, POINTERS
        for number, (name, attributes, _) in enumerate(self.tags):
            numbers[name].append(number)
            for attribute, value in attributes.items():
                if attribute in kinds:
                    pointers.append((number, attribute, value))
                elif attribute == IDENTIFIER:
                    identifiers.setdefault(value, number)
                elif attribute == LANGUAGE:
                    self.languages.append((number, value))
        self.numbers: dict[str, list[int]] = dict(numbers)
        self.unsettled = [
            Pointing(number, attribute, value, value.split())
            for number, attribute, value in pointers
            if value[:1] != "#" or value[1:] not in identifiers
        ]

    @cached_property
    def elements(self) -> list[etree._Element]:
        """All elements in document order."""
        return list(self.document.root.iter(etree.Element))

    @cached_property
    def ids(self) -> dict[str, list[etree._Element]]:
        """Elements by `xml:id`; more than one where an identifier is used twice."""
        found: dict[str, list[etree._Element]] = {}
        for number, (_, attributes, _) in enumerate(self.tags):
            if IDENTIFIER in attributes:
                found.setdefault(attributes[IDENTIFIER], []).append(self.elements[number])
        return found

    def named(self, name: str) -> list[int]:
        """The numbers of the TEI elements of a name."""
        return self.numbers.get(_PREFIX + name, [])

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """The division of the original with that of each translation; without an original, the first with the others."""
        tags = self.tags
        found = [
            number
            for number in self.named("div")
            if tags[number][1].get("type") in ("original", "translation") and LANGUAGE in tags[number][1]
        ]
        found.sort(key=lambda number: tags[number][1]["type"] != "original")
        return [(found[0], other) for other in found[1:]]

    def all(self, *names: str) -> list[etree._Element]:
        """The TEI elements of these names; in document order for one name."""
        root = self.document.root
        return [node for name in names if self.named(name) for node in root.iter(f"{{{_PREFIX}{name}")]

    def first(self, name: str) -> etree._Element | None:
        """The first TEI element of a name; for one, where all of them are not needed."""
        return next(self.document.root.iter(f"{{{_PREFIX}{name}"), None) if self.named(name) else None

    def within(self, number: int) -> range:
        """The numbers of an element and of all that it holds."""
        if number not in self._within:
            tags, depth = self.tags, self.tags[number][2]
            last = next((n for n in range(number + 1, len(tags)) if tags[n][2] <= depth), len(tags))
            self._within[number] = range(number, last)
        return self._within[number]

    def inside(self, number: int, name: str) -> list[int]:
        """The numbers of the TEI elements of a name within an element."""
        around, found = self.within(number), self.named(name)
        return found[bisect_left(found, around.start) : bisect_left(found, around.stop)]

    def element(self, number: int) -> etree._Element:
        """An element by its number; for one or a few, where all of them are not needed."""
        if "elements" in self.__dict__:
            return self.elements[number]
        name = self.tags[number][0]
        place = bisect_left(self.numbers[name], number)
        tag = f"{{{name}" if "}" in name else name
        return next(islice(self.document.root.iter(tag), place, None))

    def number_of(self, pointer: str) -> int | None:
        """The number of the element that `#id` points to."""
        return self.identifiers.get(pointer[1:]) if pointer.startswith("#") else None

    def target(self, pointer: str) -> etree._Element | None:
        """The element that `#id` points to."""
        number = self.number_of(pointer)
        return None if number is None else self.element(number)

    def facts(self) -> Facts:
        """What is to be remembered."""
        root = self.document.root
        facts = Facts(self.document.name, local_name(root), root.get(XML_ID, ""))
        prefixes = {node.get("ident", ""): _expansion(node) for node in self.all("prefixDef")}
        used: set[str] = set()
        for number, attribute, _, pointers in self.unsettled:
            for pointer in pointers:
                if pointer[0] == "#":
                    if attribute in _TO_PERSONS:
                        used.add(pointer[1:])
                elif not (scheme := _SCHEME.match(pointer)):
                    facts.outward.append(Pointer(number, attribute, pointer))
                elif scheme[0][:-1] in prefixes and (expanded := prefixes[scheme[0][:-1]](pointer[scheme.end() :])):
                    facts.outward.append(Pointer(number, attribute, expanded))
        self._cable(facts)
        for number in self.named("person"):
            if (identifier := self.tags[number][1].get(IDENTIFIER)) is not None:
                facts.persons[identifier] = number
        if persons := facts.persons:
            named = {f"#{person}" for person in persons}
            used.update(
                value[1:] for _, attribute, value in self.pointers if value in named and attribute in _TO_PERSONS
            )
        facts.used = sorted(used & persons.keys())
        return facts

    def _cable(self, facts: Facts) -> None:
        for number in self.named("idno"):
            if self.tags[number][1].get("type", "").lower() in _NUMBERS:
                facts.number = _flat(self.element(number))
                break
        for number in self.named("correspAction"):
            if self.tags[number][1].get("type") == "sent":
                action = self.element(number)
                place = action.find(f"{{{_PREFIX}placeName")
                if place is None:
                    place = action.find(f"{{{_PREFIX}orgName")
                facts.post = _flat(place) if place is not None else ""
                date = action.find(f"{{{_PREFIX}date")
                facts.date = (date.get("when") or "")[:10] if date is not None else ""
                break
        if not facts.date:
            for creation in self.all("creation"):
                date = creation.find(f"{{{_PREFIX}date")
                facts.date = (date.get("when") or "")[:10] if date is not None else ""
        if (title := self.first("title")) is not None and (part := part_of(_flat(title), facts.number)) is not None:
            facts.part = (part.number, part.total)
            facts.series = part.series
        if (body := self.first("text")) is not None:
            facts.text = _digest(plain_text(body))


def _digest(text: str) -> str:
    """A digest of the letters of a text; empty where they are too few to compare."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data.translate(None, _CASED)) < len(data):
        data = text.casefold().encode("utf-8", "surrogatepass")
    for space in _SPACES:
        data = data.replace(space, b"")
    data = data.translate(_SMALL, b" \t\n\r")
    return hashlib.sha256(data).hexdigest() if len(data) >= _ENOUGH else ""


def _expansion(node: etree._Element) -> Callable[[str], str]:
    """What a `prefixDef` makes of the rest of a pointer; empty where its pattern does not fit or Python cannot read it."""
    pattern, replacement = node.get("matchPattern", ""), node.get("replacementPattern", "")

    def expand(rest: str) -> str:
        try:
            match = re.fullmatch(pattern, rest)
            return match.expand(re.sub(r"\$(\d)", r"\\\1", replacement)) if match else ""
        except re.error:
            return ""

    return expand


def _flat(node: etree._Element) -> str:
    return " ".join(plain_text(node).split())
