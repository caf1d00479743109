"""What is known about a cable: the facts that go into the header, each with the place in the source that says so."""

from __future__ import annotations

from dataclasses import dataclass

from teikit.source import Span


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact in the words of the source.

    Attributes:
        text: The words, white space folded.
        span: Where the source says so; `None` where it was worked out or given by a setting.
        lang: The language of the words; empty for the header's.
        when: For a date, what it comes to (ISO 8601), or its `from`.
        to: For a span of time, its end.
        category: For a term of a taxonomy, its key (`secret`).
        cert: How sure it is where it was worked out (`medium`); empty where the source says so.
    """

    text: str
    span: Span | None = None
    lang: str = ""
    when: str = ""
    to: str = ""
    category: str = ""
    cert: str = ""


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A hand other than the drafter's: the translator, an editor (`respStmt`). `key` becomes its identifier.

    `others` are the names of those who did the same work, where the source does not say who did which part.
    """

    key: str
    resp: str
    name: Fact
    others: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class MsIdentifier:
    """Where the original lies: repository, collection and call number."""

    repository: Fact | None = None
    collection: Fact | None = None
    idno: Fact | None = None


@dataclass(frozen=True, slots=True)
class CorrespAction:
    """Sending or receiving: who, where and when (Guidelines 2.4.6). `kind` is one of TEI's own five."""

    kind: str
    persons: tuple[Fact, ...] = ()
    organisations: tuple[Fact, ...] = ()
    places: tuple[Fact, ...] = ()
    dates: tuple[Fact, ...] = ()
    notes: tuple[Fact, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.persons or self.organisations or self.places or self.dates or self.notes)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who speaks or takes part. `names` and `roles` are as the texts give them, with their languages."""

    key: str
    names: tuple[Fact, ...] = ()
    roles: tuple[Fact, ...] = ()
    notes: tuple[Fact, ...] = ()
    speaks: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a conversation took place."""

    places: tuple[Fact, ...] = ()
    dates: tuple[Fact, ...] = ()
    activities: tuple[Fact, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.places or self.dates or self.activities)


@dataclass(frozen=True, slots=True)
class Header:
    """The header facts of a cable; what the source does not say is empty.

    Attributes:
        title: The title as published, or the best that the document itself offers.
        titles: Further titles that stand inside the document.
        dates: When it was written; the first is the date of the document.
        languages: Language codes of the texts, in their order.
        notes: Facts for which the header has no place of their own, as (label, fact).
    """

    title: Fact | None = None
    titles: tuple[Fact, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    publisher: Fact | None = None
    landing_page: Fact | None = None
    licence: Fact | None = None
    ms: MsIdentifier = MsIdentifier()
    provenance: tuple[Fact, ...] = ()
    citation: Fact | None = None
    summary: Fact | None = None
    dates: tuple[Fact, ...] = ()
    languages: tuple[str, ...] = ()
    numbers: tuple[Fact, ...] = ()
    classification: tuple[Fact, ...] = ()
    precedence: tuple[Fact, ...] = ()
    handling: tuple[Fact, ...] = ()
    subjects: tuple[Fact, ...] = ()
    tags: tuple[Fact, ...] = ()
    references: tuple[Fact, ...] = ()
    correspondence: tuple[CorrespAction, ...] = ()
    persons: tuple[Person, ...] = ()
    participants: tuple[Fact, ...] = ()
    setting: Setting = Setting()
    notes: tuple[tuple[str, Fact], ...] = ()
