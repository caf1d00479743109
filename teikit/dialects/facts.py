"""Facts of the header as a reader gathers them, line by line; `header` puts them together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from teikit.model import CorrespAction, Fact, Header, MsIdentifier, Responsibility, Setting
from teikit.notations import Category
from teikit.patterns import lazy_pattern

#: What is an office or body and no person.
_BODY = lazy_pattern(
    r"(?i)\b(?:department|embassy|ministry|office|secstate|amembassy|amconsul|consulate|mission|legation|bureau|agency|government|council|"
    r"us\s?mission|usint|uslo|us\s?del|amlegation|cinc\w+|us\w*cinc\w*|jcs|dia|cia|nsc|usia|usib|white\s+house|collective|posts|"
    r"committee|headquarters|delegation|state|usun|mofa|secdef|dienst|amt|ministerium|botschaft|ambassade|minist[èe]re|embajada)\b"
    r"|министерств|посольств|комитет|省$|局|大使館|本省|外交部|大使馆|외무부|대사관"
)


@dataclass
class Facts:
    """What the lines of a transcript say, by role.

    Attributes:
        by_role: Role → facts in the order found.
        responsibilities: Hands other than the drafter's.
        persons: Names of participants, in the order found.
    """

    by_role: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    responsibilities: list[Responsibility] = field(default_factory=list)

    def add(self, role: str, fact: Fact) -> None:
        """Take in a fact, once."""
        known = self.by_role[role]
        if fact.text and all(
            (fact.text, fact.lang, fact.when) != (other.text, other.lang, other.when) for other in known
        ):
            known.append(fact)

    def merge(self, other: Facts) -> None:
        """Take in all that another text of the same cable says."""
        for role, facts in other.by_role.items():
            for fact in facts:
                self.add(role, fact)
        for hand in other.responsibilities:
            if all(hand.key != known.key for known in self.responsibilities):
                self.responsibilities.append(hand)

    def first(self, role: str) -> Fact | None:
        """The first fact of a role."""
        found = self.by_role.get(role)
        return found[0] if found else None

    def all(self, *roles: str) -> tuple[Fact, ...]:
        """The facts of some roles, in order, each once."""
        return tuple(dict.fromkeys(fact for role in roles for fact in self.by_role.get(role, ())))


def category_id(category: Category) -> str:
    """The identifier of a category in the header's taxonomies."""
    return f"{category.scheme}-{category.key}"


def header(facts: Facts, languages: tuple[str, ...] = ()) -> Header:
    """Put the facts of a cable together."""
    sent = _action("sent", facts, "from", "sent-place", "sent-date")
    received = _action("received", facts, "to", "received-place", "received-date")
    copied = _action("received", facts, "info", "info-place", "info-date")
    return Header(
        title=facts.first("title") or facts.first("subject"),
        titles=tuple(fact for fact in facts.all("subtitle") if fact != facts.first("title")),
        responsibilities=tuple(facts.responsibilities),
        publisher=facts.first("publisher"),
        landing_page=facts.first("landing-page"),
        licence=facts.first("licence"),
        ms=MsIdentifier(facts.first("repository"), facts.first("collection"), facts.first("idno")),
        provenance=facts.all("provenance"),
        citation=facts.first("citation"),
        summary=facts.first("summary"),
        dates=facts.all("date") or facts.all("sent-date"),
        languages=languages,
        numbers=_by_words(facts.all("number")),
        classification=facts.all("classification"),
        precedence=facts.all("precedence"),
        handling=facts.all("handling"),
        subjects=facts.all("subject"),
        tags=facts.all("tags"),
        references=facts.all("reference"),
        correspondence=tuple(action for action in (sent, received, copied) if action),
        participants=facts.all("participants"),
        setting=Setting(facts.all("setting-place"), facts.all("setting-date"), facts.all("setting-activity")),
        notes=tuple(
            (role, fact)
            for role in ("action", "distribution", "drafted", "approved", "cleared", "executive_order", "through", "cc")
            for fact in facts.all(role)
        ),
    )


def _action(kind: str, facts: Facts, who: str, place: str, day: str) -> CorrespAction:
    people = facts.all(who)
    bodies = tuple(fact for fact in people if _BODY.search(fact.text))
    return CorrespAction(
        kind,
        persons=tuple(fact for fact in people if fact not in bodies),
        organisations=bodies,
        places=facts.all(place),
        dates=facts.all(day),
    )


def _by_words(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Facts whose words say the same in every language, once."""
    return tuple({fact.text: fact for fact in reversed(facts)}.values())[::-1]
