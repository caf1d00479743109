"""A transcript: where every character of it stands.

All offsets count characters of the decoded text from 0; lines and columns count from 1.
"""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from teikit.errors import SourceError
from teikit.findings import Finding, Location, Severity
from teikit.patterns import lazy_pattern
from teikit.source.decode import decode
from teikit.source.groups import Group, grouped
from teikit.source.left_out import LeftOut
from teikit.source.pages import Page, PageWords, SetOff, pages_by_form_feed
from teikit.source.span import Line

#: What XML 1.0 forbids in a document (section 2.2, production Char): most control characters, surrogates, two non-characters.
FORBIDDEN = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


#: Fewer lines tell nothing; longer ones were set at no margin.
_FEWEST, _MARGIN = 4, 130
_FORBIDDEN_WHOLE = tuple(map(chr, (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF)))


@dataclass(frozen=True)
class SourceText:
    """A decoded transcript.

    Attributes:
        name: The file's path as the user gave it, or `-`.
        text: The characters, line ends as they stood; a byte order mark is left out.
        encoding: The character encoding that was read.
        sha256: The digest of the bytes, in hexadecimal.
        findings: What was assumed in decoding, and characters that XML cannot hold.
        borders: Offsets of lines from which an editor says that the text is in a language, and that language (BCP 47).
        pages: The pages that it came on, in their order; empty where nothing tells of pages.
        page_words: Running heads and the like that the container tells from the text, in their order.
        left_out: What of the file is not in the text.
        set_off: Words that the container shows in italics, in bold and the like, in their order.
    """

    name: str
    text: str
    encoding: str = "utf-8"
    sha256: str = ""
    findings: tuple[Finding, ...] = ()
    borders: tuple[tuple[int, str], ...] = ()
    pages: tuple[Page, ...] = ()
    page_words: tuple[PageWords, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    set_off: tuple[SetOff, ...] = ()

    @property
    def lang(self) -> str:
        """The language that an editor says the text begins in; empty where none says so."""
        return self.borders[0][1] if self.borders and not self.text[: self.borders[0][0]].strip() else ""

    @property
    def stem(self) -> str:
        """The file's name without its folder and without `.raw.txt`, `.txt` or `.md`."""
        name = Path(self.name).name if self.name != "-" else "stdin"
        for ending in (".raw.txt", ".txt", ".md", ".markdown"):
            if name.lower().endswith(ending) and len(name) > len(ending):
                return name[: -len(ending)]
        return Path(name).stem or name

    @property
    def running(self) -> SourceText:
        """The transcript for a dialect to read: blanks for `page_words`, and one kind of blank; every offset and line stays."""
        text = _plain_blanks(self._without_page_words())
        return self if text is self.text else replace(self, text=text, page_words=())

    def _without_page_words(self) -> str:
        if not self.page_words:
            return self.text
        kept: list[str] = []
        at = 0
        for words in self.page_words:
            gone = "".join(one if one in "\r\n\f" else " " for one in self.text[words.start : words.end])
            kept += [self.text[at : words.start], gone]
            at = words.end
        return "".join(kept) + self.text[at:]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines. CR LF, LF, CR, form feed and the Unicode separators end a line."""
        return tuple(self._split())

    def _split(self) -> Iterator[Line]:
        at = 0
        for number, raw in enumerate(self.text.splitlines(keepends=True), 1):
            body = raw.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
            yield Line(number, at, at + len(body), body)
            at += len(raw)

    @cached_property
    def forbidden(self) -> tuple[tuple[int, str], ...]:
        """Where a character stands that XML cannot hold, and which."""
        if not _may_hold_forbidden(self.text):
            return ()
        return tuple((found.start(), found.group()) for found in FORBIDDEN.finditer(self.text))

    @cached_property
    def line_by_line(self) -> bool:
        """Whether a paragraph ends with its line: no line is left blank, and there are lines longer than any margin."""
        lines = [line for line in self.lines if not line.blank]
        if len(lines) < _FEWEST or lines[-1].number - lines[0].number >= len(lines):
            return False
        return sum(len(line.text) > _MARGIN for line in lines) * 10 >= len(lines)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups of its lines, which blank lines divide."""
        return tuple(grouped(self, self.lines))

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, offset: int) -> int:
        """The number of the line that holds this offset."""
        return max(1, bisect_right(self._starts, offset))

    def location(self, offset: int, end: int | None = None) -> Location:
        """The place of an offset, for a finding."""
        line = self.line_at(offset)
        start = self._starts[line - 1] if self._starts else 0
        return Location(self.name, line, offset - start + 1, line if end else None, end - start + 1 if end else None)


#: Blanks of other widths, and those that no line breaks at: a word processor or a web page sets them for the space that was typed.
#: The ideographic one is wider on purpose.
_BLANKS = {
    ord(one): " "
    for one in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
}
_BLANK_SIGNS = tuple(map(chr, _BLANKS))


def _plain_blanks(text: str) -> str:
    """The text with the space for other blanks, one for one; the text itself where it has none."""
    if text.isascii() or not any(one in text for one in _BLANK_SIGNS):
        return text
    return text.translate(_BLANKS)


def _may_hold_forbidden(text: str) -> bool:
    """Quickly, for nearly no transcript does: whether it has one of the characters, or a half of one (a surrogate)."""
    if any(character in text for character in _FORBIDDEN_WHOLE):
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def letters(text: str) -> str:
    """The letters that count when nothing may be lost: composed (NFC), without white space and byte order marks."""
    return "".join(unicodedata.normalize("NFC", text).replace("\ufeff", "").split())


def read_source(path: Path | str, data: bytes | None = None, encoding: str | None = None) -> SourceText:
    """Read and decode a transcript.

    Args:
        path: The file; `-` names standard input, whose bytes come in `data`.
        data: The bytes, where they are in hand already.
        encoding: The encoding to read it in; by default it is worked out and reported.

    Raises:
        SourceError: The file cannot be read, is empty, or is not text.
    """
    name = str(path)
    if data is None:
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            raise SourceError(f"cannot read it: {error.strerror or error}", file=name) from error
    decoded = decode(data, name, encoding)
    if not decoded.text.replace("\ufeff", "").strip():
        raise SourceError("the file is empty; there is nothing to convert", file=name)
    pages = pages_by_form_feed(decoded.text)
    digest = hashlib.sha256(data).hexdigest()
    source = SourceText(name, decoded.text, decoded.encoding, digest, decoded.findings, pages=pages)
    forbidden = _forbidden(source)
    return replace(source, findings=(*decoded.findings, *forbidden)) if forbidden else source


def _forbidden(source: SourceText) -> list[Finding]:
    """One finding for each kind of character that XML cannot hold, at the first place it stands."""
    seen: dict[str, list[int]] = {}
    for place, character in source.forbidden:
        if character not in "\f\v\x1c\x1d\x1e":
            seen.setdefault(character, []).append(place)
    found = []
    for character, places in sorted(seen.items()):
        times = "once" if len(places) == 1 else f"{len(places)} times"
        found.append(
            Finding(
                "TK904",
                Severity.WARNING,
                source.location(places[0]),
                f"the character U+{ord(character):04X} stands here ({times} in all) and XML cannot hold it",
                "It is left out of the text and listed among what was dropped; look at the original there.",
            )
        )
    return found
