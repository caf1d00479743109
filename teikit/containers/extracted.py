"""What a container gives: its pages of text, what was left out of them, and what to tell the user about them."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PureWindowsPath
from types import ModuleType
from urllib.parse import quote

from teikit.errors import SourceError
from teikit.findings import Finding, Location, Severity
from teikit.patterns import lazy_pattern
from teikit.source import LeftOut, Page, PageWords, Zone

#: What stands between two pages: a line of its own, which the dialects take for white space.
PAGE_END = "\n\f\n"
_WORD_CUT = lazy_pattern(r"\p{L}-\s*\Z")
_ENDED = lazy_pattern(r"[.!?。．！？…:：;；»”\"」』）)\]】〕’'*■]\s*\Z")
_SMALL = lazy_pattern(r"\s*\p{Ll}")
#: What stands around words that are set off (`containers.set_off`).
_SIGNS = lazy_pattern(r"[\ufdd0-\ufdef]")
#: A line of fewer words than this may be a heading or a label, and need not go on.
_FEWEST_WORDS = 5
_WEB = lazy_pattern(r"https?://[^\s<>\"]+\Z")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a page: a region of it, or all of its text.

    Attributes:
        text: Its words; blank lines divide paragraphs.
        words: What it is if it is no text but something that the page carries (`header`, `footer`, `pageNum`, `marginalia` …).
        points: Its outline in the page's image, as `x,y` pairs with blanks between.
        kind: What the container takes it for.
    """

    text: str
    words: str = ""
    points: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PageText:
    """One page.

    Attributes:
        parts: What stands on it, in reading order.
        n: Its number or label.
        image: Where its image is, as a URL.
        width: The width of the image.
        height: Its height.
        soft: The program that set the text broke the page here, wherever it had come to; words may go on without a line end.
    """

    parts: tuple[Part, ...]
    n: str = ""
    image: str = ""
    width: int = 0
    height: int = 0
    soft: bool = False

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read on it."""
        return not any(part.text.strip() for part in self.parts)


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a container.

    Attributes:
        pages: Its pages.
        format: What it was taken out of ("PDF").
        findings: What was decided or left out on the way.
        left_out: What of its letters is not in the pages.
    """

    pages: tuple[PageText, ...]
    format: str
    findings: tuple[Finding, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def assembled(pages: Sequence[PageText]) -> Assembled:
    """Pages as one text, and where each begins in it.

    A page without text begins where the next one does. A sentence that evidently runs on into the next region or over the page is not
    cut by a blank line, and what stands between its halves (page numbers, running heads) stands in its line.
    """
    rows = [(at, part) for at, page in enumerate(pages) for part in page.parts if part.text.strip()]
    whole = Assembled()
    tight = _tight(rows, pages)
    begun = 0
    for index, (at, part) in enumerate(rows):
        first = begun <= at
        soft = pages[at].soft and first and begun == at and index > 0
        own = part.text if soft else part.text.strip("\r\n") if part.words else part.text.lstrip("\r\n\ufeff")
        if part.words:
            own = " ".join(own.split())
        before = rows[index - 1][1] if index else None
        if index and not (soft and not part.words and before and not before.words):
            whole.trim()
            within = "\t" if before and before.words else "\n"
            whole.join(within if index in tight else PAGE_END if first else "\n\n")
        while begun <= at:
            whole.begin(pages[begun])
            begun += 1
        whole.add(part, own)
    whole.trim()
    for page in pages[begun:]:
        whole.begin(page)
    if whole.length:
        whole.join("\n")
    return whole


@dataclass
class Assembled:
    """A text that is being put together, its pages, and the words on them that are none of it."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[Page] = field(default_factory=list)
    page_words: list[PageWords] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole."""
        return "".join(self.pieces)

    def trim(self) -> None:
        """Take away the line ends that it ends with."""
        while self.pieces:
            last = self.pieces.pop()
            kept = last.rstrip("\r\n")
            self.length -= len(last) - len(kept)
            if kept:
                self.pieces.append(kept)
                return

    def join(self, text: str) -> None:
        """Add letters that belong to no part."""
        self.pieces.append(text)
        self.length += len(text)

    def begin(self, page: PageText) -> None:
        """Begin a page here."""
        self.pages.append(Page(self.length, page.n, page.image, page.width, page.height))

    def add(self, part: Part, own: str) -> None:
        """Add a part to the page that was begun last."""
        start, end = self.length, self.length + len(own.rstrip())
        self.join(own)
        if part.words:
            self.page_words.append(PageWords(start, end, part.words))
        if part.points:
            page = self.pages[-1]
            zone = Zone(start, end, part.points, part.words or part.kind)
            self.pages[-1] = replace(page, zones=(*page.zones, zone))


def _tight(rows: Sequence[tuple[int, Part]], pages: Sequence[PageText]) -> set[int]:
    """The parts before which no paragraph ends, for the text before them runs on there or behind them."""
    found: set[int] = set()
    last: int | None = None
    for index, (at, part) in enumerate(rows):
        if part.words:
            continue
        if last is not None and at - rows[last][0] <= 1:
            soft = pages[at].soft and at > rows[last][0]
            if soft or runs_on(rows[last][1].text, part.text):
                found.update(range(last + 1, index + 1))
        last = index
    return found


def runs_on(before: str, after: str) -> bool:
    """Whether the last sentence of one page evidently goes on at the top of the next."""
    before, after = _SIGNS.sub("", before), _SIGNS.sub("", after[:200])
    if not _SMALL.match(after):
        return False
    line = before.rstrip().rpartition("\n")[2]
    return bool(_WORD_CUT.search(line)) or (not _ENDED.search(line) and len(line.split()) >= _FEWEST_WORDS)


def image_url(given: str) -> str:
    """The name of an image as a URL. Of an absolute path, which is that of another machine, only the file's name is kept."""
    given = given.strip()
    if _WEB.match(given):
        return given
    path = PureWindowsPath(given)  # it knows both kinds of slashes
    name = path.name if path.drive or path.root else path.as_posix()
    return quote(name, safe="/") if name not in (".", "") else ""


def told(rule: str, name: str, message: str, hint: str, severity: Severity = Severity.INFORMATION) -> Finding:
    """A finding about a container as a whole; its lines are not the text's lines, so none is named."""
    return Finding(rule, severity, Location(name), message, hint)


def library(module: str, extra: str, name: str) -> ModuleType:
    """Import a library that only some containers need.

    Raises:
        SourceError: It is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise SourceError(
            f"reading this format needs the library {module.partition('.')[0]}; install it with: pip install 'teikit[{extra}]'",
            file=name,
        ) from error
