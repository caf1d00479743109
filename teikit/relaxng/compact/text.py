r"""The characters of a schema in the compact syntax before they are tokens (Compact Syntax, appendix A, 2.2 to 2.4).

A byte order mark is dropped, line breaks become one, `\x{…}` becomes the character it names. A line feed written as
`\x{A}` is a character and no line break: here it is kept as `ESCAPED_LINE_FEED` until the value of a literal is taken.
Every place in the result can be traced back to its line and column in the text as written.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from teikit.relaxng.errors import SchemaSyntaxError

ESCAPED_LINE_FEED = "\x01"
"""Stands for a line feed that was written as an escape; no text can hold this character itself."""

_CHANGED = re.compile(r"\r\n?|\\x+\{([0-9A-Fa-f]*)(\}?)")
_LINE_BREAK = re.compile(r"\r\n?|\n")
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class SourceText:
    """The characters to be read as tokens, and where each stands.

    Args:
        written: The text as it stands in the file.
        file: The file's name, for errors.

    Attributes:
        text: The characters, line breaks as line feeds.

    Raises:
        SchemaSyntaxError: A character that XML does not have, or an escape that is none.
    """

    def __init__(self, written: str, file: str) -> None:
        self.file = file
        self._written = written
        self._lines: list[int] | None = None
        # Where the text and the written one drift apart: offsets in both, after each change.
        self._offsets = [0]
        self._written_offsets = [0]
        if found := _FORBIDDEN.search(written):
            self._raise(f"the character U+{ord(found.group()):04X} cannot stand in a schema; remove it", found.start())
        self.text = self._convert()

    def _convert(self) -> str:
        written = self._written
        start = 1 if written.startswith("\ufeff") else 0
        if start:
            self._written_offsets[0] = 1
        pieces: list[str] = []
        length = 0
        for found in _CHANGED.finditer(written, start):
            pieces.append(written[start : found.start()])
            replaced = "\n" if found.group()[0] == "\r" else self._escaped(found)
            pieces.append(replaced)
            length += len(pieces[-2]) + len(replaced)
            start = found.end()
            self._offsets.append(length)
            self._written_offsets.append(start)
        pieces.append(written[start:])
        return "".join(pieces)

    def _escaped(self, found: re.Match[str]) -> str:
        digits, closed = found.groups()
        if not digits or not closed:
            self._raise(
                f'"{found.group()}" is no escape; write the code of a character, as in \\x{{E9}}', found.start()
            )
        code = int(digits[-8:], 16) if not digits[:-8].strip("0") else 0x110000
        if code > 0x10FFFF or _FORBIDDEN.match(chr(code)):
            self._raise(f'"{found.group()}" is the code of no character that XML has', found.start())
        return ESCAPED_LINE_FEED if code == 0xA else chr(code)

    def _raise(self, message: str, written_offset: int) -> None:
        line, column = self._written_place(written_offset)
        raise SchemaSyntaxError(message, rule="compact", file=self.file, line=line, column=column)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a place in `text`."""
        change = bisect_right(self._offsets, offset) - 1
        return self._written_place(self._written_offsets[change] + offset - self._offsets[change])

    def _written_place(self, offset: int) -> tuple[int, int]:
        if self._lines is None:
            self._lines = [0, *(found.end() for found in _LINE_BREAK.finditer(self._written))]
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1
