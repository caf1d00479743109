"""The header of a cable (Guidelines chapter 2): each fact in an element of its own, and what was left out of the text."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from teikit.model import Cable, CorrespAction, Fact, Person
from teikit.notations import language_name
from teikit.source import Span
from teikit.tei.builder import child, clean
from teikit.tei.contents import Contents
from teikit.tei.taxonomies import header_categories, scheme_of, write_taxonomies


def encode_header(parent: etree._Element, cable: Cable, contents: Contents, version: str) -> None:
    """Write the `teiHeader` of a cable.

    Args:
        parent: The `TEI` element.
        cable: The cable.
        contents: What its texts hold that the header names.
        version: teikit's version, for `appInfo`.
    """
    header = child(parent, "teiHeader")
    _file_description(child(header, "fileDesc"), cable)
    _encoding_description(child(header, "encodingDesc"), cable, contents, version)
    _around(header, cable, cable.before, "transcript-before")
    _around(header, cable, cable.after, "transcript-after")
    _profile_description(child(header, "profileDesc"), cable, contents)
    changes = child(header, "revisionDesc", {"status": "draft"})
    child(changes, "change", {"when": _conversion_day()}, f"Converted from {Path(cable.source.name).name}")


def _fact(parent: etree._Element, name: str, fact: Fact, attributes: dict[str, str] | None = None) -> etree._Element:
    return child(parent, name, {**(attributes or {}), "xml:lang": fact.lang, "cert": fact.cert}, fact.text)


def _date(parent: etree._Element, fact: Fact, attributes: dict[str, str] | None = None) -> etree._Element:
    known = {"from": fact.when, "to": fact.to} if fact.to else {"when": fact.when}
    return _fact(parent, "date", fact, {**(attributes or {}), **known})


def _file_description(parent: etree._Element, cable: Cable) -> None:
    facts = cable.header
    titles = child(parent, "titleStmt")
    if facts.title:
        _fact(titles, "title", facts.title, {"type": "main"})
    else:
        child(titles, "title", {"type": "main"}, cable.id)
    for title in facts.titles:
        _fact(titles, "title", title, {"type": "sub"})
    for hand in facts.responsibilities:
        statement = child(titles, "respStmt", {"xml:id": hand.key})
        child(statement, "resp", text=hand.resp)
        for name in (hand.name, *hand.others):
            if name.text:
                _fact(statement, "persName", name)
        if not hand.name.text:
            child(statement, "name", text=hand.resp)
    publication = child(parent, "publicationStmt")
    if facts.publisher:
        _fact(publication, "publisher", facts.publisher)
    if facts.landing_page or facts.licence:
        if not facts.publisher:
            child(publication, "publisher", text="Publisher not named in the transcript")
        if facts.landing_page:
            child(publication, "idno", {"type": "URI"}, facts.landing_page.text)
        if facts.licence:
            _fact(child(child(publication, "availability"), "licence"), "p", facts.licence)
    elif not facts.publisher:
        child(publication, "p", text="Not published; encoded from a transcript.")
    _source_description(child(parent, "sourceDesc"), cable)


def _source_description(parent: etree._Element, cable: Cable) -> None:
    facts = cable.header
    ms = facts.ms
    if ms.repository or ms.collection or ms.idno or facts.provenance or facts.citation:
        manuscript = child(parent, "msDesc")
        identifier = child(manuscript, "msIdentifier")
        if ms.repository:
            _fact(identifier, "repository", ms.repository)
        if ms.collection:
            _fact(identifier, "collection", ms.collection)
        if ms.idno:
            _fact(identifier, "idno", ms.idno)
        if not len(identifier):
            child(identifier, "msName", text=facts.title.text if facts.title else cable.id)
        if facts.provenance:
            history = child(manuscript, "history")
            for fact in facts.provenance:
                _fact(history, "provenance", fact, {"when": fact.when})
        if facts.citation:
            listing = child(child(manuscript, "additional"), "listBibl")
            _fact(listing, "bibl", facts.citation, {"type": "citation"})
    source = child(parent, "bibl", {"type": "transcript"})
    child(source, "title", text=Path(cable.source.name).name)
    if cable.source.sha256:
        child(source, "idno", {"type": "SHA-256"}, cable.source.sha256)
    child(source, "note", {"type": "encoding"}, cable.source.encoding)


def _encoding_description(parent: etree._Element, cable: Cable, contents: Contents, version: str) -> None:
    if cable.dropped or cable.source.left_out:
        _left_out(child(parent, "samplingDecl"), cable)
    editorial = child(parent, "editorialDecl")
    child(editorial, "p", text=_POLICY)
    write_taxonomies(parent, cable, contents)
    application = child(child(parent, "appInfo"), "application", {"ident": "teikit", "version": version})
    child(application, "label", text="teikit")
    child(application, "desc", text=f"Read as dialect {cable.dialect}.")


_POLICY = (
    "What was withheld is a gap whose desc keeps the transcriber's marker letter for letter; what the marker tells of unit and "
    "quantity is in its attributes. Letters of the transcript that are no text stand in processing instructions where they stood."
)


def _left_out(parent: etree._Element, cable: Cable) -> None:
    """Name each piece that is neither text nor fact, and why; like pieces once, with how often. What a file hides is only counted."""
    for one in cable.source.left_out:
        stretches = "stretch" if one.pieces == 1 else "stretches"
        text = (
            f"Of the file, {one.letters} letters in {one.pieces} {stretches} are no part of the transcript: {one.what}."
        )
        child(parent, "p", text=text)
    if cable.dropped:
        _dropped(parent, cable)


def _dropped(parent: etree._Element, cable: Cable) -> None:
    child(parent, "p", text="Of the transcript, these letters are neither text nor fact:")
    pieces: dict[tuple[str, str], list[Span]] = {}
    for piece in cable.dropped:
        pieces.setdefault((piece.text, piece.reason), []).append(piece.span)
    listing = child(child(parent, "p"), "list", {"type": "dropped"})
    for (text, reason), spans in pieces.items():
        line = cable.source.line_at(spans[0].start)
        item = child(listing, "item", {"n": str(len(spans))})
        child(item, "q", text=_visible(text))
        times = "" if len(spans) == 1 else f", {len(spans)} times"
        item[-1].tail = clean(f" (line {line}{times}): {reason}")


def _visible(text: str) -> str:
    """The letters, those that XML forbids by their number."""
    return "".join(character if clean(character) else f"U+{ord(character):04X}" for character in text)


def _around(parent: etree._Element, cable: Cable, span: Span | None, kind: str) -> None:
    """The words of the page around the text, letter for letter."""
    if span is not None and (text := cable.source.text[span.start : span.end]).strip():
        child(parent, "xenoData", {"type": kind}, text.replace("\r\n", "\n").replace("\r", "\n"))


def _profile_description(parent: etree._Element, cable: Cable, contents: Contents) -> None:
    facts = cable.header
    if facts.summary:
        _fact(child(parent, "abstract"), "p", facts.summary)
    if facts.dates:
        creation = child(parent, "creation")
        for fact in facts.dates:
            _date(creation, fact)
    # A word of another language inside a text makes that language one of the cable's, after those of its texts.
    languages = dict.fromkeys((*facts.languages, *sorted(contents.languages))) if facts.languages else {}
    if languages:
        usage = child(parent, "langUsage")
        for code in languages:
            child(usage, "language", {"ident": code}, language_name(code) or code)
    _correspondence(parent, cable)
    if facts.persons or facts.participants:
        _participants(child(parent, "particDesc"), cable)
    if facts.setting:
        setting = child(child(parent, "settingDesc"), "setting")
        for place in facts.setting.places:
            _fact(setting, "placeName", place)
        for fact in facts.setting.dates:
            _date(setting, fact)
        for activity in facts.setting.activities:
            _fact(setting, "activity", activity)
    _text_class(parent, cable)


def _correspondence(parent: etree._Element, cable: Cable) -> None:
    facts = cable.header
    actions = [action for action in facts.correspondence if action]
    notes = (
        *(("message", fact) for fact in facts.numbers),
        *(("reference", fact) for fact in facts.references),
        *facts.notes,
    )
    if not actions and not notes:
        return
    description = child(parent, "correspDesc")
    for action in actions:
        _action(child(description, "correspAction", {"type": action.kind}), action)
    for kind, fact in notes:
        note = child(description, "note", {"type": kind, "xml:lang": fact.lang})
        child(note, "idno", {"type": kind}, fact.text) if kind == "message" else _set_text(note, fact.text)


def _set_text(element: etree._Element, text: str) -> None:
    element.text = clean(text)


def _action(parent: etree._Element, action: CorrespAction) -> None:
    for name, facts in (
        ("persName", action.persons),
        ("orgName", action.organisations),
        ("placeName", action.places),
    ):
        for fact in facts:
            _fact(parent, name, fact)
    for fact in action.dates:
        _date(parent, fact)
    for fact in action.notes:
        _fact(parent, "note", fact)


def _participants(parent: etree._Element, cable: Cable) -> None:
    facts = cable.header
    if facts.persons:
        listing = child(parent, "listPerson")
        for person in facts.persons:
            _person(listing, person)
    if facts.participants and not facts.persons:
        listing = child(parent, "listPerson", {"type": "participants"})
        for fact in facts.participants:
            child(child(listing, "person"), "persName", {"xml:lang": fact.lang}, fact.text)
    elif facts.participants:
        known = {name.text for person in facts.persons for name in (*person.names, *person.roles, *person.notes)}
        others = [fact for fact in facts.participants if fact.text not in known]
        for fact in others:
            child(child(listing, "person"), "persName", {"xml:lang": fact.lang}, fact.text)


def _person(parent: etree._Element, person: Person) -> None:
    element = child(parent, "person", {"xml:id": person.key, "role": "speaker" if person.speaks else ""})
    for name in person.names:
        _fact(element, "persName", name)
    for role in person.roles:
        if person.names:
            _fact(child(element, "persName", {"type": "office", "xml:lang": role.lang}), "roleName", role)
        else:
            _fact(child(element, "persName", {"xml:lang": role.lang}), "roleName", role)
    for note in person.notes:
        _fact(element, "note", note)


def _text_class(parent: etree._Element, cable: Cable) -> None:
    facts = cable.header
    categories: dict[str, list[str]] = {}
    for fact in header_categories(cable):
        known = categories.setdefault(scheme_of(fact.category), [])
        if fact.category not in known:
            known.append(fact.category)
    terms = [(kind, listed) for kind, listed in (("subject", facts.subjects), ("tags", facts.tags)) if listed]
    if not categories and not terms:
        return
    element = child(parent, "textClass")
    for scheme, values in categories.items():
        for value in values:
            child(element, "catRef", {"scheme": f"#{scheme}", "target": f"#{value}"})
    for kind, listed in terms:
        keywords = child(element, "keywords")
        for fact in listed:
            _fact(keywords, "term", fact, {"type": kind})


def _conversion_day() -> str:
    """The day of conversion where the environment fixes one, so that the same input gives the same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date().isoformat() if epoch.isdigit() else ""
