"""The words of a landing page around a document: date, title, citation, summary, languages, contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from teikit.dialects.facts import Facts
from teikit.dialects.groups import Group
from teikit.model import Dropped, Fact, Responsibility
from teikit.notations import language_code, load_notation, read_date
from teikit.patterns import lazy_pattern
from teikit.source import Line, Span

_BOLD = lazy_pattern(r"\*\*(?P<words>.+?)\*\*", regex.DOTALL)
_LINK = lazy_pattern(r"<?(?P<url>https?://[^\s<>]+)>?")
_ROLES = ("citation", "summary", "original_language", "contents", "credits", "source", "repository", "translator")
#: Labels that a page shares with any other paper.
_OTHER_LABELS = {
    **{"title": "title", "date": "date", "document date": "date", "translation": "translator"},
    **dict.fromkeys(("creator", "creators", "author"), "creator"),
}
#: Labels that nothing but an archive's page has.
_PAGE_ONLY = frozenset(["citation", "original_language", "contents", "translator"])
_INLINE_LABEL = lazy_pattern(
    r"\s*(?P<label>(?:\*\*)?(?P<words>\p{Lu}[\p{L} ]{2,28}?)(?:\*\*)?\s?[:：](?:\*\*)?)(?=\s|$)"
)
#: So many groups a page's words may take; no label is longer; the first few may be of any length.
_FARTHEST, _LONGEST_LABEL, _FEW = 40, 400, 12
_PAGE_WORDS = lazy_pattern(
    r"(?i)^\W*(?:original|english|translations?|transcri\w+|scans?|pdf|download|facsimile|image|document|view|text|[\p{L}]+)"
    r"(?:\W+(?:original|translations?|transcri\w+|scans?|pdf|download|facsimile|image|document|text|[\p{L}]+)){0,3}\W*$"
)
_PAGE_SURE = lazy_pattern(r"(?i)\b(?:original|translation|transcri\w+|scan|pdf|facsimile|version|image)\b")
_TRANSLATED = lazy_pattern(
    r"(?i)\b(?:translated|translation)\s+(?:\w+\s+){0,3}?by\s+(?P<name>\p{Lu}[^,;\n]*?)(?=\.\s*$|\.\s+\p{Lu}|[,;\n]|$)"
)
_SEVERAL = lazy_pattern(r"\s+(?:and|&|et|und|y|и)\s+|\s*[、;；]\s*")
_ARCHIVE = lazy_pattern(
    r"(?i)\b(?:archiv\w*|library|biblioth\w+|museum|collection|records|fond|ministry)\b|архив|档案|公文書|史料"
)
_CALL_NUMBER = lazy_pattern(
    r"(?i)^(?:file|folder|box|fond|record|document|case|akte|bestand|дело|ф\.)?\s*(?:no\.?|nr\.?|number|№)?\s*"
    r"(?P<number>[\w\-/., ]*\d[\w\-/., ]*)$"
)
_CALL_WORD = lazy_pattern(r"(?i)\b(?:no\.|nr\.|№|file|fond|box|folder)")

#: An archive and a call number, and nothing else.
_CALLED = lazy_pattern(
    r"(?P<archive>\p{Lu}[^,;:\d]{1,60}),\s+(?P<number>[^;]*\d+/[^;]*\d|(?:\p{Lu}+|фонд|ф\.|fond|f\.) ?\d[^;]*\d)\.?"
)
#: The short name of an archive: BArch, PA AA, NARA, АВП РФ.
_SHORT_NAME = lazy_pattern(r"\p{Lu}{1,5}\p{L}{0,6}(?:[ -]\p{Lu}{2,5})?")


@dataclass
class PageMetadata:
    """What the page says around the document.

    Attributes:
        labels: The labels found, in order.
        own: How many of them only a page has.
        end: Index of the first group of the document itself.
        lines: Numbers of the lines that are the page's.
        facts: What they tell.
        languages: Language codes that the page names, the original's first.
        original: The original's language.
        dropped: Labels and lists that are no facts.
        span: The page's words, from the beginning of the source.
    """

    labels: list[str] = field(default_factory=list)
    own: int = 0
    end: int = 0
    lines: list[int] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    languages: list[str] = field(default_factory=list)
    original: str = ""
    dropped: list[Dropped] = field(default_factory=list)
    span: Span | None = None


def part_page(groups: Sequence[Group]) -> list[Group]:
    """The groups, labels of the page parted from what stands behind them on their line or right below it.

    Copied as plain text, a page gives `Summary: …` on one line, or the label and its value without a blank line between them.
    """
    out: list[Group] = []
    labels: set[str] = set()
    for index, group in enumerate(groups[:_FARTHEST]):
        if not out or _inline_label(group.lines[0].text):
            out += (pieces := list(_pieces(group)))
            labels |= {role for piece in pieces if (role := _label(piece)) in _ROLES}
        else:
            out.append(group)
            if labels and len(group.folded) > _LONGEST_LABEL and index > _FEW:
                break
    return [*out, *groups[index + 1 :]] if len(labels) > 1 and labels & _PAGE_ONLY else list(groups)


def _pieces(group: Group) -> Iterator[Group]:
    """A group's labels and their values, each a group."""
    held: list[Line] = []
    for line in group.lines:
        found = _inline_label(line.text)
        link = _LINK.fullmatch(line.text.strip())
        if found is None and link is None:
            held.append(line)
            continue
        if held:
            yield Group(group.source, tuple(held))
            held = []
        if found is None:
            yield Group(group.source, (line,))
            continue
        end = line.start + found.end("label")
        yield Group(group.source, (Line(line.number, line.start, end, line.text[: found.end("label")]),))
        rest = Line(line.number, end, line.end, line.text[found.end("label") :])
        held = [] if rest.blank else [rest]
    if held:
        yield Group(group.source, tuple(held))


def _inline_label(text: str) -> regex.Match[str] | None:
    found = _INLINE_LABEL.match(text)
    return found if found is not None and _role(found["words"]) else None


def _role(words: str) -> str:
    """The role of a page's label; empty where it is none."""
    words = words.casefold().strip()
    role = _OTHER_LABELS.get(words) or load_notation("en").role_of(words) or ""
    return role if role in _ROLES or words in _OTHER_LABELS else ""


def page_metadata(groups: Sequence[Group]) -> PageMetadata:
    """Read the metadata at the beginning of a page."""
    found = PageMetadata()
    places = [(index, role) for index, group in enumerate(groups[:80]) if (role := _label(group))]
    if not any(role in _ROLES for _, role in places):
        return found
    found.own = sum(role in _ROLES for _, role in places)
    found.labels = [_words(groups[index]).rstrip(":：") for index, _ in places]
    for group in groups[: places[0][0]]:
        _titles(group, found)
    for at, (index, role) in enumerate(places):
        last = at + 1 == len(places)
        stop = _stop(groups, index, role) if last else places[at + 1][0]
        found.dropped.append(Dropped(groups[index].span, _words(groups[index]), "a label of the page"))
        for group in groups[index + 1 : stop]:
            _value(role, group, found)
        found.end = stop
    used = groups[: found.end]
    found.lines = [line.number for group in used for line in group.lines]
    found.span = Span(0, used[-1].span.end)
    if found.original and found.original not in found.languages:
        found.languages.insert(0, found.original)
    return found


def _words(group: Group) -> str:
    return group.folded.replace("**", "").strip()


def _label(group: Group) -> str:
    """The role of a label that stands alone, in bold or with a colon."""
    if len(group.lines) != 1:
        return ""
    words = _words(group)
    if not words.endswith((":", "：")) and not group.text.startswith("**"):
        return ""
    return _role(words.rstrip(":："))


def _stop(groups: Sequence[Group], index: int, role: str) -> int:
    """Where the value of the page's last label ends and the document begins."""
    if role != "contents":
        return min(index + 2, len(groups))
    stop = index + 1
    while stop < len(groups) and _is_page_word(groups[stop]):
        stop += 1
    return stop


def _is_page_word(group: Group) -> bool:
    return all(
        len(line.text) < 50 and bool(_PAGE_SURE.search(line.text)) and bool(_PAGE_WORDS.match(line.text))
        for line in group.lines
    )


def _titles(group: Group, found: PageMetadata) -> None:
    """A date and a title, each in bold, or each on a line of its own."""
    bold = list(_BOLD.finditer(group.text))
    stretches = [match.span("words") for match in bold]
    if not bold:
        stretches = [(line.start - group.span.start, line.end - group.span.start) for line in group.lines]
    for start, end in stretches:
        words = " ".join(group.text[max(start, 0) : end].split())
        span = Span(group.span.start + max(start, 0), group.span.start + end)
        day = read_date(words)
        if day and day.when and len(words) < 40 and "date" not in found.facts.by_role:
            found.facts.add("date", Fact(words, span, when=day.when))
        elif link := _LINK.fullmatch(words):
            found.facts.add("landing-page", Fact(link["url"], span))
        else:
            found.facts.add("title", Fact(words, span))


def _value(role: str, group: Group, found: PageMetadata) -> None:
    words, span = group.folded.replace("**", ""), group.span
    if link := _LINK.fullmatch(words):
        found.facts.add("landing-page", Fact(link["url"], span))
    elif role == "summary":
        found.facts.add("summary", Fact(words, span))
    elif role == "citation":
        found.facts.add("citation", Fact(words, span))
        _citation(words, span, found)
    elif role == "original_language":
        for name in regex.split(r"[,;/]| and ", words):
            if code := language_code(name.strip()):
                found.original = found.original or code
                found.languages.append(code)
    elif role == "contents":
        found.languages += [code for word in regex.findall(r"\p{L}+", words) if (code := language_code(word))]
        found.dropped.append(Dropped(span, words, "the page's list of contents"))
    elif role == "credits":
        found.facts.add("licence", Fact(words, span))
    elif role == "title":
        found.facts.by_role["title"].insert(0, Fact(words, span))
    elif role == "date":
        day = read_date(words)
        found.facts.add("date", Fact(words, span, when=(day.when or "") if day else ""))
    elif role == "creator":
        found.facts.add("from", Fact(words, span))
    elif role == "repository":
        found.facts.add("repository", Fact(words, span))
    elif role == "translator":
        found.facts.responsibilities.append(_translators(words, span))
    else:
        found.facts.add("provenance", Fact(words, span))


def _translators(words: str, span: Span) -> Responsibility:
    """One translator, or several of whom nothing says who translated which text."""
    first, *others = [Fact(name.strip(), span) for name in _SEVERAL.split(words.strip())]
    return Responsibility("translator", "translator", first, tuple(others))


def archive_facts(words: str, span: Span) -> list[tuple[str, Fact]]:
    """Repository and call number, where some words (`BArch, B 136/59748, 297-301.`) are nothing else."""
    match = _CALLED.fullmatch(words)
    if match is None or not (_SHORT_NAME.fullmatch(match["archive"]) or _ARCHIVE.search(match["archive"])):
        return []
    return [("repository", Fact(match["archive"], span)), ("idno", Fact(match["number"], span))]


def _citation(words: str, span: Span, found: PageMetadata) -> None:
    """A citation's own parts: who translated, which archive publishes, which holds the original, its call number."""
    if hand := _TRANSLATED.search(words):
        found.facts.responsibilities.append(_translators(hand["name"], span))
    rest = words[: hand.start()] if hand else words
    quoted = regex.match(r"\s*[\"“„«「『].*[\"”»」』]\s*[,.]?", rest)
    rest = rest[quoted.end() :] if quoted else rest
    parts = [
        part.strip(" .")
        for part in regex.split(r",\s+(?!\d{4}\b)|(?<!\b(?:No|Nr|Vol|Bd|St))\.\s+", rest)
        if part.strip(" .")
    ]
    archives = [part for part in parts if _ARCHIVE.search(part) and not _CALL_WORD.search(part)]
    numbers = [number for part in parts if _CALL_WORD.search(part) and (number := _CALL_NUMBER.match(part))]
    if archives:
        found.facts.add("repository", Fact(archives[-1], span))
    if len(archives) > 1:
        found.facts.add("publisher", Fact(archives[0], span))
    if numbers:
        found.facts.add("idno", Fact(numbers[0]["number"].strip(), span))
