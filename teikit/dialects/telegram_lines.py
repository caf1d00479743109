"""The lines of a telegram one by one: which are the page's (headings, stamps, classification marks), which the text's.

A page of a telegram as the Department of State keeps it begins with the classification and a heading (`PAGE 02 LA PAZ 00039 032026Z`) and
ends with the classification; the release stamp stands wherever the printed page ended. A telegram sent in sections repeats its whole head
before each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from teikit.dialects.facts import category_id
from teikit.dialects.front_lines import covers
from teikit.dialects.groups import line_span
from teikit.model import Furniture, Inline, Mark, PageBreak, Stamp, Text
from teikit.notations import Category, find_categories, goes_on_stamp, is_release_stamp
from teikit.notations.codes import is_only_codes
from teikit.patterns import lazy_pattern
from teikit.source import Line, SourceText, Span

PAGE_HEADING = lazy_pattern(r"^\s*PAGE\s+(?P<n>\d{1,3})\s+(?P<rest>\p{Lu}[\p{Lu}\d .,'/()\-]*)$")
_STAMP = lazy_pattern(
    r"(?i)\bdeclassified\s*/\s*released\b|\bsystematic review\b|\bmargaret p\. grafeld\b|\breleased in (?:full|part)\b"
)
_RELEASE = lazy_pattern(r"(?i)\brelease[ds]?\b|\bdeclassified\b")
#: What who scanned the pages put over each, and the number of the record in its collection ("104-10014-10065").
_SCANNED_PAGE = lazy_pattern(r"#{1,6}\s+(?i:page)\s+(?P<n>\d{1,4})$")
_RECORD = lazy_pattern(r"(?:#{1,6}\s+)?\d{3}-\d{5}-\d{5}$|#{1,6}\s+[\w-]*\d[\w-]*$")
_END = lazy_pattern(r"^\W*(?:N\s?N\s?N(?:\s?N)*|END OF (?:DOCUMENT|MESSAGE|CABLE|TELEGRAM))\W*$")
_EXPORT = lazy_pattern(r"^\s*\*{3}\s*(?P<label>[^*]{3,60}?)\s*\*{3}\s*(?P<value>.*)$")
_LONGEST_MARK = 72
_FARTHEST_HEAD = 80
_DATED = lazy_pattern(r"-{6,}\s*\d{6}.*?\s(?P<next>(?:[OPRZ]\s+){1,3}\d{6}Z\s+\p{Lu}{3}\s+\d\d\b)")
_FROM = lazy_pattern(r"(?:^|\s)(?:[OPRZ]\s+){1,3}\d{6}Z\s+\p{Lu}{3}\s+\d\d(?:\s\S+)?\s+(?P<next>FM\s+\p{Lu}{2})")
_TO = lazy_pattern(
    r"(?:^|\s)FM\s+\p{Lu}[^\n]{2,40}?\s(?P<next>TO\s+(?:SEC|AM|US|RU|DIR|DEPT|WHITE|CIA|DOD|CINC|ALL|NSC|JCS|JOINT|DEFENSE)\p{Lu}*\b)"
)
_NUMBERED = lazy_pattern(r"¶?\d{1,2}\s?[.)]\s+\S")
#: A typewriter's line is no longer; half of those of running text are longer than the second; fewer lines tell nothing.
_TYPED_WIDTH, _TYPED_LINE, _FEWEST_LINES = 90, 40, 20


@dataclass(slots=True)
class Told:
    """A line and what it is.

    Attributes:
        line: The line.
        span: Its letters.
        text: The characters of the span.
        kind: `blank`, `page`, `stamp`, `mark`, `end`, `export`, `head` (of a later section) or `line`.
        page: For a heading, the page's number in its section.
        category: For a stamp or mark, its category.
    """

    line: Line
    span: Span
    text: str
    kind: str
    page: int = 0
    category: str = ""

    @property
    def furniture(self) -> bool:
        """Whether it belongs to the page and not to the text."""
        return self.kind in ("page", "stamp", "mark", "head")


def tell_lines(source: SourceText) -> list[Told]:
    """Tell what each line is, looking at the line alone; a record's number is the page's only where the page begins."""
    told = [_tell(line) for line in source.lines]
    for above, one in pairwise(told):
        if (
            above.kind == "stamp"
            and one.kind in ("line", "mark")
            and (goes_on_stamp(one.text) or is_only_codes(one.text))
        ):
            one.kind, one.category = "stamp", above.category
    before = "page"
    for one in told:
        if one.kind == "head" and one.text[0] != "#" and before not in ("page", "head", "stamp"):
            one.kind = "line"
        if one.kind != "blank":
            before = one.kind
    return told


def part_head(told: list[Told]) -> list[Told]:
    """Lines of the head that have lost the line end between them, apart again: date-time group, FM, TO and INFO."""
    out: list[Told] = []
    for index, one in enumerate(told):
        if index >= _FARTHEST_HEAD or one.kind != "line" or len(one.text) > _LONGEST_MARK * 2:
            out.append(one)
            continue
        starts = [0]
        for form in (_DATED, _FROM, _TO):
            cut = form.search(one.text, starts[-1])
            if cut is not None and cut.start("next") > starts[-1]:
                starts.append(cut.start("next"))
        ends = [*starts[1:], len(one.text)]
        for start, end in zip(starts, ends, strict=True):
            text = one.text[start:end].rstrip()
            out.append(Told(one.line, Span(one.span.start + start, one.span.start + start + len(text)), text, "line"))
    return out


def close_up(told: list[Told]) -> tuple[list[Told], int]:
    """Lines typed two apart as if they were typed one apart, and how far neighbours lie from each other (1 or 2).

    Copied from a PDF file or retyped, a telegram may have a blank line behind each of its lines. What divides paragraphs is then two blank
    lines or more, and where there is never more than one, the numbers alone.
    """
    gaps: list[int] = []
    blank = 0
    for one in told:
        if one.kind == "blank":
            blank += 1
            continue
        gaps.append(blank)
        blank = 0
    inner = gaps[1:]
    lengths = sorted(len(one.text) for one in told if one.kind == "line")
    if len(inner) < _FEWEST_LINES or not lengths:
        return told, 1
    close, single = (sum(gap == size for gap in inner) for size in (0, 1))
    even = single == len(inner)
    typed = lengths[len(lengths) * 9 // 10] <= _TYPED_WIDTH and lengths[len(lengths) // 2] >= (
        _TYPED_LINE if even else 1
    )
    open_ended = sum(one.kind == "line" and one.text[-1] not in ".!?:" for one in told) * 2 > len(lengths)
    if close * 50 > len(inner) or single * 3 < len(inner) or not typed or not open_ended:
        return told, 1
    out: list[Told] = []
    for index, one in enumerate(told):
        if even and one.kind == "blank" and index + 1 < len(told) and _NUMBERED.match(told[index + 1].text):
            out.append(one)
            continue
        alone = (
            one.kind == "blank"
            and 0 < index < len(told) - 1
            and told[index - 1].kind != "blank" != told[index + 1].kind
        )
        if not alone:
            out.append(one)
    return out, 2


@lru_cache(maxsize=4096)
def categories_of(text: str) -> tuple[Category, ...]:
    """The classifications and caveats of a line, in English."""
    return tuple(find_categories(text, "en"))


def _tell(line: Line) -> Told:
    span = line_span(line)
    text = line.text.strip()
    if not text:
        return Told(line, span, "", "blank")
    if heading := PAGE_HEADING.match(text):
        return Told(line, span, text, "page", int(heading["n"]))
    if text[0] == "#" and (heading := _SCANNED_PAGE.match(text)):
        return Told(line, span, text, "page", int(heading["n"]))
    if text[0] in "#0123456789" and _RECORD.match(text):
        return Told(line, span, text, "head")
    if len(text) < 160 and (_STAMP.search(text) or _is_release(text) or is_release_stamp(text)):
        category = next(
            (category_id(one) for one in categories_of(text) if one.scheme == "release"), "release-declassified"
        )
        return Told(line, span, text, "stamp", category=category)
    if _END.match(text):
        return Told(line, span, text, "end")
    if _EXPORT.match(text):
        return Told(line, span, text, "export")
    if len(text) <= _LONGEST_MARK and text[0].isupper():
        found = categories_of(text)
        if found and found[0].scheme == "classification" and covers(text, list(found)) and text.upper() == text:
            return Told(line, span, text, "mark", category=category_id(found[0]))
    return Told(line, span, text, "line")


def _is_release(text: str) -> bool:
    """Whether a line is a stamp of release and nothing else."""
    if not _RELEASE.search(text):
        return False
    found = [one for one in categories_of(text) if one.scheme == "release"]
    return bool(found) and covers(text, found)


def export_parts(text: str) -> tuple[str, str]:
    """The label and the value of a line such as `*** Current Classification *** UNCLASSIFIED`."""
    match = _EXPORT.match(text)
    return (match["label"], match["value"]) if match else ("", "")


def page_nodes(lines: Sequence[Told], pages: bool = True) -> tuple[Inline, ...]:
    """The nodes of a run of furniture: page breaks where pages begin, and each line as what it is.

    The page begins before the classification that stands over its heading.
    """
    breaks: dict[int, Told] = {}
    for index, told in enumerate(lines):
        if told.kind == "page":
            at = index
            while at > 0 and lines[at - 1].kind == "mark" and index - at < 1:
                at -= 1
            breaks[at] = told
    nodes: list[Inline] = []
    begun = False
    for index, told in enumerate(lines):
        if pages and (heading := breaks.get(index)):
            nodes.append(PageBreak(Span(told.span.start, told.span.start), str(heading.page)))
            begun = True
        nodes.append(furniture_node(told, "header" if begun or told.kind in ("page", "head") else "footer"))
    return tuple(nodes)


def furniture_node(told: Told, place: str) -> Furniture:
    """A line of the page as furniture; stamps and classifications as stamps in it."""
    words: tuple[Inline, ...] = (Text(told.span, " ".join(told.text.split())),)
    if hashes := len(told.text) - len(told.text.lstrip("#")):
        start, rest = told.span.start, told.text[hashes:].lstrip()
        mark = Mark(Span(start, start + hashes), told.text[:hashes], "Markdown's mark of a heading")
        words = (mark, Text(Span(told.span.end - len(rest), told.span.end), " ".join(rest.split())))
    if told.kind == "stamp":
        return Furniture(told.span, (Stamp(told.span, words, "release", told.category),), "footer")
    if told.kind == "mark":
        return Furniture(told.span, (Stamp(told.span, words, "classification", told.category),), place)
    return Furniture(told.span, words, place)
