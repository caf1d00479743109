"""The texts of a transcript put together as a cable: languages, hands, facts, and the proof that every letter is accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from teikit.dialects.facts import Facts, header
from teikit.dialects.footnotes import Footnotes, find_footnotes, read_footnote
from teikit.dialects.groups import Group
from teikit.dialects.hands import declared_hands
from teikit.dialects.identity import cable_id
from teikit.dialects.inline import Reading
from teikit.dialects.language_borders import given_languages
from teikit.dialects.page import PageMetadata, archive_facts
from teikit.dialects.protocol import Trace
from teikit.dialects.texts import TextReader
from teikit.model import Block, Cable, DateText, Division, Fact, Paragraph, Speech
from teikit.source import SourceText, Span


def assemble(
    source: SourceText,
    dialect: str,
    groups: Sequence[Group],
    trace: Trace,
    *,
    metadata: PageMetadata | None = None,
    markdown: bool = False,
    reader: type[TextReader] = TextReader,
    taken: Sequence[str] = (),
    sections: bool = False,
) -> Cable:
    """Read the texts of a transcript.

    Args:
        source: The transcript.
        dialect: The dialect's name.
        groups: The groups of the document itself.
        trace: What each line was taken for.
        metadata: What the page around it says.
        markdown: Asterisks and blanks at line ends mean what they mean in Markdown.
        reader: What reads one text; a layout of its own overrides parts of `TextReader`.
        sections: Headings of sections are told by capitals and numbers where there is one text; parallel texts are divided alike.
        taken: Identifiers that other texts of the same cable bear already.
    """
    page = metadata or PageMetadata()
    groups, stretches = given_languages(source, groups, page.languages)
    languages = tuple(stretch.lang for stretch in stretches)
    original = page.original if page.original in languages else languages[0] if languages else ""
    facts = page.facts
    hands = declared_hands(facts, groups)
    results: list[tuple[str, Facts, Division]] = []
    identifiers = list(taken)
    for stretch in stretches:
        own = Facts()
        others = tuple(lang for lang in dict.fromkeys(languages) if lang != stretch.lang)
        near = _day(facts)
        identifiers.append(_identifier(stretch.lang, identifiers))
        mine = groups[stretch.start : stretch.end]
        notes = find_footnotes(mine, lang=stretch.lang)
        targets = notes.targets(identifiers[-1]) if notes else {}
        reading = Reading(stretch.lang, others, near, markdown, hands=hands, notes=targets)
        text = reader(source, reading, own, trace, _names(facts), infer_pages=metadata is not None)
        text.sections = sections and len(stretches) == 1
        blocks = text.read(mine[: notes.start] if notes else mine)
        if notes:
            blocks += _footnotes(notes, text, identifiers[-1])
            blocks += text.attachments(mine[notes.end :])
        kind = _kind(stretch.lang, original, page, len(languages))
        resp = hands.get("translator", "") if kind == "translation" else ""
        span = Span(mine[0].span.start, mine[-1].span.end)
        results.append((stretch.lang, own, Division(span, kind, blocks, stretch.lang, resp=resp, id=identifiers[-1])))
    for _, own, division in results:
        facts.merge(own)
        _meeting(division, facts)
    divisions = tuple(division for _, _, division in results)
    used = tuple(dict.fromkeys(languages))
    identifier, findings = cable_id(source)
    _first_date(facts)
    if not facts.first("title") and not facts.first("subject"):
        for fact in facts.all("subtitle")[:1]:
            facts.add("title", fact)
    return Cable(
        identifier,
        source,
        dialect,
        header(facts, used),
        divisions,
        before=page.span,
        dropped=tuple(page.dropped),
        findings=(*source.findings, *findings),
    )


def _footnotes(notes: Footnotes, text: TextReader, prefix: str) -> tuple[Block, ...]:
    """The notes below a text; one that is nothing but an archive's name and a call number tells where the original lies."""
    for note in notes.notes:
        words = " ".join(group.folded for group in note.groups).partition(" ")[2]
        span = Span(note.groups[0].span.start, note.groups[-1].span.end)
        for role, fact in archive_facts(words, span):
            text.facts.add(role, fact)
        for line in (line for group in note.groups for line in group.lines):
            text.trace.note(line.number, f"footnote {note.n}")
    return tuple(read_footnote(note, text.reading, prefix) for note in notes.notes)


def _identifier(lang: str, taken: Sequence[str]) -> str:
    """The language's code; for the second text in it and later ones, with a number."""
    number = 1
    while (found := lang if number == 1 else f"{lang}{number}") in taken:
        number += 1
    return found


def _kind(lang: str, original: str, page: PageMetadata, texts: int) -> str:
    if texts > 1:
        return "original" if lang == original else "translation"
    return "translation" if page.original and page.original != lang else "document"


def _names(facts: Facts) -> list[str]:
    return [fact.text for fact in facts.all("participants", "title")]


def _day(facts: Facts) -> date | None:
    fact = facts.first("date")
    try:
        return date.fromisoformat(fact.when[:10]) if fact else None
    except ValueError:
        return None


def _first_date(facts: Facts) -> None:
    """Without a date of its own, a cable has that of its dateline."""
    if not facts.first("date") and not facts.first("sent-date"):
        for fact in facts.all("front-date"):
            facts.add("date", fact)
            return


def _meeting(division: Division, facts: Facts) -> None:
    """The day of a conversation: the first date of the paragraphs before the first turn."""
    if not any(isinstance(block, Speech) for block in division.blocks) or facts.first("setting-date"):
        return
    for block in division.blocks:
        if isinstance(block, Speech):
            return
        if isinstance(block, Paragraph):
            for node in block.content:
                if isinstance(node, DateText) and (node.when or node.from_):
                    words = " ".join(facts_text(node))
                    facts.add(
                        "setting-date", Fact(words, node.span, division.lang, when=node.when or node.from_, to=node.to)
                    )
                    return


def facts_text(node: DateText) -> list[str]:
    """The words of a date, white space folded."""
    return " ".join(getattr(inner, "text", "") for inner in node.content).split()
