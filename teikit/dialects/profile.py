r"""A project's own layout, declared in its `corpus.toml` with patterns alone, for archives without a programmer.

    [[dialect]]
    name = "harbour"
    recognise = ['^HARBOUR OFFICE', '^File no\. \d+']        # each must fit a line among the first eighty
    head.number = '^File no\. (?P<value>\d+)'
    head.from = '^Sent by (?P<value>.+)'
    head.date = ['^Done on (?P<value>.+)', '^Date: (?P<value>.+)']
    speaker = '^(?P<label>(?P<name>\p{Lu}[\p{L} .]+) >)'      # at the beginning of a line, where someone begins to speak
    furniture = ['^HARBOUR OFFICE COPY', '^Leaf \d+$']         # what a page carries: lifted out, sentences joined across it
    markdown = false                                           # true: asterisks and # mean what they mean in Markdown

Patterns are regular expressions (those of the `regex` module; single quotes keep backslashes as they are) and are held against one line at
a time. In `head`, each key is a fact, and the group `value` its words; a key may have a list of patterns. `speaker` marks the label in the
group `label`, or in all that fits; without it, turns are looked for as in any transcript. What a bracket, a date or a stamp means is
shared with all other dialects. Where the layout takes a program, write a dialect in Python instead (see `teikit.dialects.protocol`) and
offer it as an entry point:

    [project.entry-points."teikit.dialects"]
    harbour = "harbour_dialect:Harbour"

In: `Sent by Consul Brandt`, declared as above. Out: `correspAction[@type="sent"]`. In: `Brandt > The nets are dry.`. Out: `sp`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from teikit.dialects.assembly import assemble
from teikit.dialects.front_lines import FrontLine, front_lines
from teikit.dialects.furniture import is_furniture, repeated_lines
from teikit.dialects.groups import Group, groups
from teikit.dialects.openers import near_day
from teikit.dialects.prose import is_prose
from teikit.dialects.protocol import Declined, Match, Trace
from teikit.dialects.texts import TextReader
from teikit.dialects.turns import Turn, find_turns
from teikit.model import Block, Cable, Fact
from teikit.source import SourceText, Span

#: What `head` may tell.
FACTS = (
    "title",
    "subject",
    "number",
    "date",
    "sent",
    "received",
    "from",
    "to",
    "info",
    "action",
    "reference",
    "tags",
    "participants",
    "repository",
    "collection",
    "idno",
    "distribution",
    "drafted",
    "approved",
    "cleared",
)
_FIRST_LINES = 80
_SURE = 0.99
Pattern = Any  # the regex module is not typed


class Profile:
    """A dialect made of patterns.

    Args:
        name: How users call it.
        recognise: Each must fit one of the first lines.
        head: Fact and pattern, in their order.
        speaker: What begins a turn.
        furniture: What a page carries and the text does not.
        markdown: Asterisks mean what they mean in Markdown.
    """

    name: ClassVar[str] = ""
    heeds_borders = True

    def __init__(
        self,
        name: str,
        recognise: Sequence[Pattern],
        head: Sequence[tuple[str, Pattern]] = (),
        speaker: Sequence[Pattern] = (),
        furniture: Sequence[Pattern] = (),
        *,
        markdown: bool = False,
    ):
        self.name = name  # type: ignore[misc]  # a name of its own for each profile
        self.recognise, self.head, self.speaker, self.furniture = recognise, head, speaker, furniture
        self.markdown = markdown

    def sniff(self, source: SourceText) -> Match | Declined:
        """Every pattern of `recognise` fits a line near the beginning."""
        lines = source.lines[:_FIRST_LINES]
        for pattern in self.recognise:
            if not any(pattern.search(line.text) for line in lines):
                return Declined(f"none of the first {_FIRST_LINES} lines fits {pattern.pattern!r}")
        return Match(_SURE, f"its lines fit {', '.join(repr(pattern.pattern) for pattern in self.recognise)}")

    def read(self, source: SourceText, trace: Trace) -> Cable:
        """Read the transcript with the patterns."""
        found = [part for group in groups(source) for part in self._divided(group)]
        reader = type("Reader", (ProfileReader,), {"profile": self})
        return assemble(source, self.name, found, trace, markdown=self.markdown, reader=reader)

    def _divided(self, group: Group) -> list[Group]:
        """A head line and a line of furniture stand alone; a line that begins a turn begins a paragraph."""
        out: list[Group] = []
        held: list[Group] = []

        def flush() -> None:
            if held:
                out.append(Group(group.source, tuple(line for one in held for line in one.lines)))
                held.clear()

        for line in group.split():
            alone = self.is_furniture(line) or self.fact(line) is not None
            if alone or self.turn(line.text) is not None:
                flush()
            held.append(line)
            if alone:
                flush()
        flush()
        return out

    def is_furniture(self, group: Group) -> bool:
        """Whether a line is the page's."""
        return len(group.lines) == 1 and any(pattern.search(group.text) for pattern in self.furniture)

    def fact(self, group: Group) -> tuple[str, Span] | None:
        """The fact that a line of the head tells, and where its words stand."""
        if len(group.lines) != 1:
            return None
        for role, pattern in self.head:
            if (match := pattern.search(group.text)) is not None and match["value"] and match["value"].strip():
                start, end = match.span("value")
                words = match["value"]
                start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
                return role, Span(group.span.start + start, group.span.start + end)
        return None

    def turn(self, text: str) -> tuple[int, str] | None:
        """Where the label at the beginning of a paragraph ends, and the name in it."""
        for pattern in self.speaker:
            match = pattern.match(text)
            if match is None or not match.group().strip():
                continue
            named = match.groupdict()
            end = match.end("label") if named.get("label") else match.end()
            return end, (named.get("name") or match.group()).strip()
        return None

    def turns(self, paragraphs: Sequence[str], lang: str, participants: Sequence[str]) -> dict[int, Turn]:
        """The turns of a text: as declared, or as in any transcript where no pattern says what a speaker is."""
        if not self.speaker:
            return find_turns(paragraphs, lang, participants)
        found = ((index, self.turn(text)) for index, text in enumerate(paragraphs))
        return {index: Turn(index, turn[0], turn[1], "colon") for index, turn in found if turn is not None}


class ProfileReader(TextReader):
    """Reads one text by the patterns of a profile."""

    profile: ClassVar[Profile]

    def read(self, groups: Sequence[Group]) -> tuple[Block, ...]:
        """Read the groups; every letter of them is in the blocks."""
        profile, lang = self.profile, self.reading.lang
        told = {index: fact for index, group in enumerate(groups) if (fact := profile.fact(group)) is not None}
        prose = [index for index, group in enumerate(groups) if is_prose(group) and index not in told]
        turning = profile.turns([group.text for group in groups], lang, self.participants)
        border = min([*prose[:1], *turning], default=0 if not told else max(told) + 1)
        stamped: set[str] = set()
        pages = [index for index in range(border) if profile.is_furniture(groups[index])]
        plain = [line for index in range(border) if index not in pages for line in groups[index].split()]
        lines = {line.group.span: line for line in front_lines(plain, lang, stamped)}
        for index in (index for index in told if index < border):
            role, value = told[index]
            line = lines[groups[index].span]
            lines[groups[index].span] = FrontLine(line.group, "label", role, value, line.categories)
            if role == "number":  # the reader of openers tells numbers by their own words
                words = " ".join(self.source.text[value.start : value.end].split())
                self.facts.add("number", Fact(words, value, lang))
        blocks: list[Block] = []
        held: list[FrontLine] = []
        for index in range(border):
            if index in pages:
                blocks += self._front(held)
                held = []
                blocks += [node for node in self.page_cuts.page(groups[index], first=True) if isinstance(node, Block)]
            else:
                held += [lines[line.span] for line in groups[index].split()]
        blocks += self._front(held)
        if near := near_day(self.facts):
            self.reading = replace(self.reading, near=near)
        return (*blocks, *self._body(groups[border:], stamped))

    def _body(self, groups: Sequence[Group], stamped: set[str]) -> list[Block]:
        profile, lang = self.profile, self.reading.lang
        repeated = repeated_lines(groups)
        kinds = [
            "furniture" if profile.is_furniture(group) or is_furniture(group, lang, stamped, repeated) else "text"
            for group in groups
        ]
        texts = [index for index, kind in enumerate(kinds) if kind == "text"]
        found = profile.turns([groups[index].text for index in texts], lang, self.participants)
        turns = {texts[at]: turn for at, turn in found.items()}
        closing = self._closing(groups, texts, turns)
        numbered = [(index, groups[index], kinds[index]) for index in range(len(groups))]
        return self._blocks(self.page_cuts.pieces(numbered, turns, closing), turns)
