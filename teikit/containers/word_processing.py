"""What the files of all word processors have in common: what is met on the way through them, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from teikit.containers.extracted import told
from teikit.errors import SourceError
from teikit.findings import Finding, Severity
from teikit.source import LeftOut

#: Signs that stand for blackened text already: nothing lies under them.
_BLOCKS = "■█▇▆▅▓▉▌▐◼⬛▮ \t\n"
#: A ground is dark up to here (0 is black, 255 white), letters on it are seen from so great a difference.
_DARK = 80
_DIFFERENCE = 60
_WHITE = 245


@dataclass
class Tally:
    """Stretches of one kind and their letters."""

    pieces: int = 0
    letters: int = 0

    def add(self, text: str) -> None:
        """Count a stretch."""
        self.pieces += 1
        self.letters += len("".join(text.split()))


@dataclass
class Met:
    """What a document has beside its plain text.

    Attributes:
        name: The file, for messages.
        program: What an editor opens it with ("Word").
        changes: How many changes are tracked.
        comments: How many comments stand in the text.
        shapes: How many black shapes are drawn over the pages.
        pictures: How many pictures it has.
        deleted: What tracked changes take away.
        hidden: What is formatted as hidden.
        white: What is white on white, and kept.
    """

    name: str
    program: str
    changes: int = 0
    comments: int = 0
    shapes: int = 0
    pictures: int = 0
    deleted: Tally = field(default_factory=Tally)
    hidden: Tally = field(default_factory=Tally)
    white: Tally = field(default_factory=Tally)

    def seen(self, text: str, ground: float, ink: float) -> None:
        """Look at words on their ground.

        Args:
            text: The words.
            ground: How light the ground is, 0 to 255.
            ink: How light the letters are.

        Raises:
            SourceError: They are only blackened over: everyone who opens the file can read them.
        """
        words = text.strip(_BLOCKS)
        if not words or abs(ground - ink) >= _DIFFERENCE:
            return
        if ground <= _DARK:
            raise SourceError(
                f"{len(words)} characters are only blackened over (dark letters on a dark ground) and can still be read: "
                "converting would leak them; replace them with ■ and convert again",
                file=self.name,
            )
        if min(ground, ink) >= _WHITE:
            self.white.add(words)

    def comment(self, author: str, text: str) -> str:
        """Take in a comment; returns what stands for it in the text."""
        self.comments += 1
        return f"[Comment{f' by {author}' if author else ''}: {' '.join(text.split())}]"

    def left_out(self) -> tuple[LeftOut, ...]:
        """What is not in the text."""
        kinds = (("deleted in tracked changes", self.deleted), ("formatted as hidden text", self.hidden))
        return tuple(LeftOut(what, one.pieces, one.letters) for what, one in kinds if one.letters)

    def findings(self) -> Iterator[Finding]:
        """What the user is told."""
        name = self.name
        if self.changes:
            gone = f"; {self.deleted.letters} deleted letters are left out" if self.deleted.letters else ""
            yield told(
                "TK921",
                name,
                f"the document has {_count(self.changes, 'tracked change')}; it is read as if all were accepted{gone}",
                f"Accept or reject them in {self.program}, and convert it again.",
                Severity.WARNING,
            )
        if self.comments:
            yield told(
                "TK922",
                name,
                f"{_count(self.comments, 'comment')} {_stands(self.comments)} in brackets where made",
                f"Delete what is no part of the transcript in {self.program}.",
            )
        if self.hidden.pieces:
            yield told(
                "TK923",
                name,
                f"{_count(self.hidden.pieces, 'stretch', 'stretches')} of hidden text ({self.hidden.letters} letters) left out",
                f"Show or delete hidden text in {self.program}.",
                Severity.WARNING,
            )
        if self.white.pieces:
            yield told(
                "TK930",
                name,
                f"{_count(self.white.pieces, 'stretch', 'stretches')} of white letters on white ({self.white.letters} letters) "
                f"{'is' if self.white.pieces == 1 else 'are'} kept",
                "Delete them if nobody was to read them.",
                Severity.WARNING,
            )
        if self.shapes:
            yield told(
                "TK931",
                name,
                f"{_count(self.shapes, 'black shape')} {'is' if self.shapes == 1 else 'are'} drawn on the pages; "
                "words under a shape are in the text all the same",
                "If a shape hides words, replace them with ■ and convert again.",
                Severity.WARNING,
            )
        if self.pictures:
            yield told(
                "TK932",
                name,
                f"{_count(self.pictures, 'picture')} {'is' if self.pictures == 1 else 'are'} not read",
                "Transcribe the words in it, if there are any.",
            )


def lightness(colour: str) -> float | None:
    """How light a colour of six hexadecimal digits is, 0 to 255; `None` for what is none ("auto")."""
    try:
        red, green, blue = bytes.fromhex(colour.lstrip("#"))
    except ValueError:
        return None
    return 0.3 * red + 0.59 * green + 0.11 * blue


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _stands(number: int) -> str:
    return "stands" if number == 1 else "stand"
