"""Random cables of the model: every kind of node in every place that the model allows, however unlikely."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TypeVar

from teikit import model
from teikit.source import SourceText, Span

T = TypeVar("T")
HERE = Span(0, 1)
REASONS = ("redacted", "illegible", "inaudible", "editorial", "sampling")
LINES = ("line", "bare", "dateline", "salute", "signed")


class RandomCable:
    """Builds a cable from a seed; the same seed gives the same cable."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.named = 0

    def cable(self) -> model.Cable:
        """A cable with a random header and up to two divisions."""
        divisions = [self.division(4) for _ in range(self.random.randint(0, 2))]
        return model.Cable(
            id="cable",
            source=SourceText("cable.raw.txt", "some text"),
            dialect="random",
            header=self.header(),
            divisions=tuple(divisions),
            before=self.maybe(lambda: Span(0, 4)),
        )

    def one(self, *values: T) -> T:
        """One of the values."""
        return self.random.choice(values)

    def maybe(self, make: Callable[[], T]) -> T | None:
        """What `make` makes, or nothing."""
        return make() if self.random.random() < 0.5 else None

    def some(self, make: Callable[[], T], least: int = 0, most: int = 3) -> tuple[T, ...]:
        """A few of what `make` makes."""
        return tuple(make() for _ in range(self.random.randint(least, most)))

    def name(self) -> str:
        """An identifier that nothing else has, or none."""
        self.named += 1
        return self.one("", f"n{self.named}")

    def inlines(self, depth: int) -> tuple[model.Inline, ...]:
        """A few inline nodes."""
        return self.some(lambda: self.inline(depth))

    def inline(self, depth: int) -> model.Inline:
        """An inline node, at most `depth` deep."""
        if depth <= 0 or self.random.random() < 0.2:
            return model.Text(HERE, self.one("words ", "極秘", " and "))
        inner = lambda: self.inlines(depth - 1)  # noqa: E731
        makers: tuple[Callable[[], model.Inline], ...] = (
            lambda: model.Mark(HERE, "**", "Markdown"),
            self.gap,
            lambda: model.Space(HERE, self.one("", "____")),
            lambda: model.Supplied(
                HERE, inner(), marks=self.one(("[", "]"), ("(", ")"), ("", "")), resp=self.one("", "tn")
            ),
            lambda: model.Unclear(HERE, inner(), cert=self.one("", "low")),
            lambda: model.Expansion(HERE, inner(), inner()),
            lambda: model.Correction(HERE, inner()),
            lambda: model.Note(
                HERE, inner(), kind=self.one("translator", "drafter"), n=self.one("", "1"), id=self.name()
            ),
            lambda: model.Reference(HERE, inner(), target=self.one("", "n1")),
            lambda: model.Foreign(HERE, inner(), "ja"),
            lambda: model.Highlight(HERE, inner(), "italic", title=self.one(True, False)),
            lambda: model.DateText(HERE, inner(), when=self.one("", "1994-02-12", "11:35:00")),
            lambda: model.Stamp(
                HERE, inner(), kind=self.one("", "release"), category=self.one("", "classification-secret")
            ),
            lambda: model.Phrase(HERE, inner(), self.one(*model.Role), category=self.one("", "precedence-immediate")),
            lambda: model.PageBreak(HERE, n=self.one("", "2")),
            lambda: model.LineBreak(HERE, hyphen=self.one("", "-")),
            lambda: model.Furniture(HERE, inner(), kind=self.one("header", "footer")),
        )
        return self.one(*makers)()

    def gap(self) -> model.Gap:
        """A gap that says this and that of itself."""
        return model.Gap(
            HERE,
            marker=self.one("", "[ ]", "[TN: blacked out]"),
            reason=self.one(*REASONS),
            unit=self.one("", "line", "name"),
            quantity=self.one("", "1", "1.5"),
            at_most=self.one("", "1"),
            extent=self.one("", "remainder"),
            precision=self.one("", "low"),
            cert=self.one("", "high"),
            resp=self.one("", "tn"),
            exemptions=self.one((), ("foia-b1", "eo13526-1.4c")),
            id=self.name(),
        )

    def block(self, depth: int) -> model.Block:
        """A block, at most `depth` deep."""
        if depth <= 0:
            return model.Paragraph(HERE, self.inlines(1))
        lines = lambda: self.some(lambda: model.OpenerLine(HERE, self.inlines(2), self.one(*LINES)))  # noqa: E731
        cells = lambda: self.some(lambda: model.Cell(HERE, self.inlines(2)), least=1)  # noqa: E731
        item = lambda: model.Item(HERE, self.inlines(2), label=self.inlines(1))  # noqa: E731
        makers: tuple[Callable[[], model.Block], ...] = (
            lambda: model.Paragraph(HERE, self.inlines(3), n=self.one("", "1"), id=self.name()),
            lambda: model.Paragraph(HERE, self.inlines(2)),
            lambda: model.Head(HERE, self.inlines(2), id=self.name()),
            lambda: model.Opener(HERE, lines()),
            lambda: model.Closer(HERE, lines()),
            lambda: model.Trailer(HERE, self.inlines(2)),
            lambda: model.ItemList(
                HERE, self.some(item, least=1), head=self.inlines(1), kind=self.one("", "participants")
            ),
            lambda: model.Table(HERE, self.some(cells, least=1)),
            lambda: model.NoteBlock(HERE, self.inlines(2), n=self.one("", "1"), id=self.name()),
            lambda: self.speech(depth),
            lambda: self.division(depth),
            lambda: model.PageBreak(HERE),
            lambda: model.Furniture(HERE, self.inlines(2)),
        )
        return self.one(*makers)()

    def speech(self, depth: int) -> model.Speech:
        """A turn with whatever a reader may have put into it."""
        said = self.some(lambda: self.block(depth - 1), most=4)
        return model.Speech(
            HERE, self.inlines(2), said, who=self.one("", "pm"), cert=self.one("", "low"), id=self.name()
        )

    def division(self, depth: int) -> model.Division:
        """A division with blocks in any order."""
        blocks = self.some(lambda: self.block(depth - 1), most=6)
        return model.Division(
            HERE, self.one("original", "translation", "section"), blocks, lang=self.one("", "ja", "en")
        )

    def fact(self) -> model.Fact:
        """A fact, possibly without words."""
        category = self.one("", "classification-secret")
        return model.Fact(
            self.one("words", "極秘", ""), lang=self.one("", "ja"), when=self.one("", "1994-02-12"), category=category
        )

    def facts(self) -> tuple[model.Fact, ...]:
        """Up to two facts."""
        return self.some(self.fact, most=2)

    def header(self) -> model.Header:
        """A header with any of its parts."""
        action = lambda: model.CorrespAction(  # noqa: E731
            self.one("sent", "received"), self.facts(), self.facts(), self.facts(), self.facts(), self.facts()
        )
        people = [
            model.Person(key, self.facts(), self.facts(), self.facts(), speaks=True) for key in ("pm", "president")
        ]
        hands = [model.Responsibility("tn", "translation", self.fact())]
        return model.Header(
            title=self.maybe(self.fact),
            titles=self.facts(),
            responsibilities=tuple(hands[: self.random.randint(0, 1)]),
            publisher=self.maybe(self.fact),
            landing_page=self.maybe(self.fact),
            licence=self.maybe(self.fact),
            ms=model.MsIdentifier(self.maybe(self.fact), self.maybe(self.fact), self.maybe(self.fact)),
            provenance=self.facts(),
            citation=self.maybe(self.fact),
            summary=self.maybe(self.fact),
            dates=self.facts(),
            languages=self.one((), ("ja",), ("ja", "en")),
            numbers=self.facts(),
            classification=self.facts(),
            precedence=self.facts(),
            handling=self.facts(),
            subjects=self.facts(),
            tags=self.facts(),
            references=self.facts(),
            correspondence=self.some(action, most=2),
            persons=tuple(people[: self.random.randint(0, 2)]),
            participants=self.facts(),
            setting=model.Setting(self.facts(), self.facts(), self.facts()),
            notes=self.some(lambda: ("note", self.fact()), most=1),
        )
