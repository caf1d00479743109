"""The shapes of groups in an edited document: headings, attachments, signatures, lists and tables."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from teikit.dialects.groups import Group
from teikit.dialects.spoken_lines import goes_over, is_running_text, margin
from teikit.model import Mark, PageBreak
from teikit.patterns import lazy_pattern
from teikit.source import Span

_ATTACHMENT = lazy_pattern(
    r"\[?(?P<kind>attachments?|(?:sub-?)?[ei]nclosures?|tabs?|annex(?:es)?|appendix|appendices|addendum)\b"
    r"(?:\s+(?:No\.\s*)?(?:\d{1,3}|[A-Z]{1,2}|[IVX]{1,5}|[“\"‘'(]\w{1,3}[”\"’')]))?"
    r"(?:\s+(?:in|to|with)\s+(?:No\.|despatch|dispatch|the)\s*[\w. ]{1,30}?)?\.?\s*\]?(?P<more>\s*[—–:.-].*|\s+\p{Lu}.{0,80})?$",
    regex.IGNORECASE,
)
_SIGNATURE_WORD = (
    r"(?:[\p{Lu}(\[/][\p{L}.'’)\]/*0-9-]*|&c\.?|de|von|la|le|van|der|of|the|and|for|in|to|at|by|\(?s\)?|/s/"
    r"|\d(?:st|nd|rd|th))"
)
_SIGNATURE = lazy_pattern(rf"(?:/[sS]/\s*)?{_SIGNATURE_WORD}(?:,?\s+{_SIGNATURE_WORD}){{0,9}}[.,]?\d?\s*$")
_FAREWELL = lazy_pattern(
    r"(?:(?:yours|very|most|with|believe|i am"
    r"|i remain|i have the honou?r|accept|as ever|faithfully|sincerely|respectfully|cordially|regards|best|warm|kind|all)\b"
    r"(?:[^.;:!?]|&c\.){0,70}[,.]?|for the .{0,80}:)$",
    regex.IGNORECASE,
)
#: A numbered heading that closes with the papers it is about: "2. Policy on Eastmark (NSC 5432; NSC Action No. 1212)".
_REFERRED = lazy_pattern(
    r"\d{1,2}\.\s+\p{Lu}[^.!?]*\((?:(?:NSC|NSAM|NIE|SNIE|PPS|OCB|JCS|CAB|NSSM|NSDM|Tab|See|Paper|Memo)\b)[^()]*\)$"
)
_COMPLETED = lazy_pattern(r"(?<=\p{L})\[(\p{Ll}{1,20})\]")
_ROMAN = lazy_pattern(r"(?:[IVXL]{1,6}|[A-Z]|\d{1,2})\.?$")
_NUMBERING = lazy_pattern(r"^(?:\(?[IVXLivxl\dA-Za-z]{1,5}[.)]\s+)")
_WORD = lazy_pattern(r"\p{L}[\p{L}’'-]*")
_ALONE = lazy_pattern(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxlIVXL]{1,6})[.)]$|[—–•*-]$")
_MARKED = lazy_pattern(r"(?P<label>\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|[—–•*-])\s*(?=\S)")
_TAB = lazy_pattern(r"[^\t]+")
#: A line that Markdown sets off as a whole.
_SET_OFF = lazy_pattern(r"(?:\*\*[^*\n]{2,150}\*\*|_[^_\[\]\n]{2,150}_)$")
_HASHES = lazy_pattern(r"(#{1,6})[ \t]+(?=\S)")
_LONGEST_HEAD = 110
_MOST_WORDS = 7


def hashes(group: Group) -> tuple[tuple[Mark, ...], int]:
    """Markdown's mark of a heading as a node, and where the words behind it begin."""
    found = _HASHES.match(group.text)
    start = group.span.start
    if found is None:
        return (), start
    span = Span(start, start + found.end(1))
    return (Mark(span, found[1], "Markdown's mark of a heading"),), start + found.end()


def page_break(group: Group) -> tuple[PageBreak, Mark]:
    """A line that says where a page ends, as a page break and what told it."""
    start = group.span.start
    return PageBreak(Span(start, start)), Mark(group.span, group.text, "a page break, told by pb")


def attachment_kind(group: Group, following: Sequence[Group]) -> str | None:
    """`attachment`, `enclosure` … where a group heads what is attached, and something follows it."""
    text = group.folded
    if len(group.lines) > 2 or len(text) > 140 or not following:
        return None
    found = _ATTACHMENT.match(text)
    if found is None:
        return None
    more = (found["more"] or "").strip()
    if text.endswith((".", ",", ";")) or (more == ":" and len(following[0].lines) > 1) or more.startswith((":", ".")):
        return None
    return "enclosure" if "nclosure" in found["kind"].lower() else "attachment"


def is_head(group: Group, following: Sequence[Group], *, spoken: bool = False) -> bool:
    """Whether a group is the heading of a section.

    Args:
        group: The group.
        following: What follows it, at least one group: a heading heads something.
        spoken: Whether somebody is speaking: then only words that are all capitals or all begin with one are a heading.
    """
    if not following or len(group.lines) > 1:
        return False
    text = group.text
    if _SET_OFF.match(text) or _HASHES.match(text):
        return True
    closed = text[-1] in ".!?,;—–-”\"'’…:)]" and not _ROMAN.match(text) and not text.isupper()
    if len(text) > _LONGEST_HEAD or (closed and not _REFERRED.match(text)):
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in '(“"[') or text[0] == "[" or text.endswith("]"):
        return False
    if _ROMAN.match(text):
        return not spoken or len(text) > 2
    words = _WORD.findall(_NUMBERING.sub("", text))
    if not words:
        return False
    if text.isupper():
        # Capitals are a heading's, or else the whole text is typed in them.
        return len(text) > 3 and text[-1] not in ",;" and not (text[-1] == "." and len(words) > _MOST_WORDS)
    long = [word for word in words if len(word) > 3] or words
    capital = sum(1 for word in long if word[0].isupper())
    return words[0][0].isupper() and capital == len(long) and (not spoken or len(words) <= 8)


def is_signature(group: Group) -> bool:
    """Whether a group at the end of a text is a farewell, a name, initials, or a name with its office."""
    # A name that the editors completed: "B[ert] L. H[unt]".
    lines = [_COMPLETED.sub(r"\1", line.text.strip()) for line in group.lines]
    if len(lines) > 8 or any(len(line) > 90 for line in lines) or is_running_text(group):
        return False
    if _FAREWELL.match(lines[0]) and len(lines[0]) < 80:
        return True
    return all(_SIGNATURE.match(line) for line in lines[:2])


def table_cells(group: Group) -> list[list[Span]] | None:
    """The cells of a table that tabs divide, row by row, or `None`."""
    if sum("\t" in line.text.strip() for line in group.lines) * 2 < len(group.lines):
        return None
    rows = []
    for line in group.lines:
        found = [_stripped(line.text, cell.start(), cell.end(), line.start) for cell in _TAB.finditer(line.text)]
        rows.append([span for span in found if span.start < span.end])
    return [row for row in rows if row]


def _stripped(text: str, start: int, end: int, offset: int) -> Span:
    cell = text[start:end]
    return Span(offset + start + len(cell) - len(cell.lstrip()), offset + start + len(cell.rstrip()))


def list_items(group: Group) -> list[tuple[Span | None, Span]] | None:
    """The items of a list as (number or sign, words), or `None`: each line begins with its number, or stands under it."""
    lines = list(group.split())
    texts = [line.text for line in lines]
    alone = [bool(_ALONE.match(text)) for text in texts]
    wide = margin(texts)
    marked = [
        _MARKED.match(text) is not None and not (index and goes_over(texts[index - 1], wide))
        for index, text in enumerate(texts)
    ]
    if not alone[0] and not marked[0]:
        return None
    begun = sum(alone) + sum(mark and not one for mark, one in zip(marked, alone, strict=True))
    if begun < 2 or begun * 3 < len(lines):
        return None
    items: list[tuple[Span | None, Span]] = []
    for line, one, mark in zip(lines, alone, marked, strict=True):
        span = line.span
        if one:
            items.append((span, Span(span.end, span.end)))
        elif mark:
            found = _MARKED.match(line.text)
            assert found is not None
            label = Span(span.start, span.start + found.end("label"))
            items.append((label, Span(span.start + found.end(), span.end)))
        else:
            label_before, words = items.pop()
            items.append((label_before, Span(words.start if words.start < words.end else span.start, span.end)))
    return items
