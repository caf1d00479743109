"""The work of `teikit inspect`, apart from its options, so that those are known without it."""

from __future__ import annotations

import sys
import unicodedata

import click

from teikit.conversion import FileRead, overview, read_file
from teikit.corrections import begin_sidecar, sidecar_of
from teikit.dialects import Match
from teikit.errors import TeikitError
from teikit.files import write_whole
from teikit.patterns import keep_patterns

#: The columns of what a line was taken for.
_TAKEN_FOR = 36


def _read(source: str, dialect: str, encoding: str | None) -> FileRead:
    data = sys.stdin.buffer.read() if source == "-" else None
    read = read_file(source, data, dialect=dialect, encoding=encoding)
    keep_patterns()
    return read


def begin(source: str, dialect: str, encoding: str | None) -> None:
    """Begin the sidecar of a transcript with what was recognised.

    Raises:
        TeikitError: There is one already, or the transcript cannot be read.
    """
    _may_write(source)
    written = write_whole(sidecar_of(source), begin_sidecar(_read(source, dialect, encoding).cable))
    click.echo(f"{source}: corrections can be made in {written}")


def show(source: str, dialect: str, encoding: str | None, width: int) -> None:
    """Print how a transcript is read; of each line, as many columns as `width` says.

    Raises:
        TeikitError: It cannot be read.
    """
    read = _read(source, dialect, encoding)
    text, cable, recognition = read.source, read.cable, read.recognition
    click.echo(
        f"{source}: {text.encoding}, {len(text.lines)} lines, read as {recognition.dialect.name}: {recognition.match.reason}"
    )
    for name, answer in sorted(recognition.answers, key=lambda one: (one[0] != recognition.dialect.name, one[0])):
        if isinstance(answer, Match):
            click.echo(f"  {name:12} knows it ({answer.score:.2f}): {answer.reason}")
        else:
            click.echo(f"  {name:12} declines: {answer.reason}")
    if read.corrections:
        click.echo(f"corrections: {read.corrections.file}")
    click.echo(
        f"languages: {', '.join(division.lang for division in cable.divisions) or 'none'}; identifier {cable.id}"
    )
    click.echo()
    for told in overview(cable):
        click.echo(told)
    for finding in read.findings:
        click.echo(str(finding))
    click.echo()
    for line in text.lines:
        if not line.blank:
            shown = " ".join(line.text.split())
            what = _cut(read.trace.lines.get(line.number, "text"), _TAKEN_FOR)
            click.echo(f"{line.number:6}  {what}{' ' * (_TAKEN_FOR - _columns(what))}  {_cut(shown, width)}")


def _columns(words: str) -> int:
    """How many columns words take on a terminal: East Asian letters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


def _cut(words: str, width: int) -> str:
    """As much of some words as fits into some columns."""
    if _columns(words) <= width:
        return words
    while _columns(words) > width - 1:
        words = words[: -max(1, (_columns(words) - width) // 2)]
    return f"{words}…"


def _may_write(source: str) -> None:
    if source == "-":
        raise TeikitError("standard input has no file to lay a sidecar beside; name the transcript")
    target = sidecar_of(source)
    if target.exists():
        raise TeikitError(
            "this sidecar exists already and is not overwritten; edit it, or move it away first", file=target
        )
