"""`teikit inspect`: which dialect reads a transcript and why, and what each line was taken for."""

from __future__ import annotations

import sys

import click

from teikit.containers import read_transcript
from teikit.conversion.single import read_cable
from teikit.dialects import Match


@click.command("inspect")
@click.argument("source", metavar="SRC")
@click.option(
    "--dialect", default="", metavar="NAME", help="Read with this dialect instead of the one that knows the layout."
)
@click.option("--encoding", default=None, metavar="NAME", help="Character encoding [default: worked out].")
@click.option("--width", type=click.IntRange(20), default=60, show_default=True, help="How much of each line is shown.")
def command(source: str, dialect: str, encoding: str | None, width: int) -> None:
    """Show how a transcript is read, line by line; nothing is written."""
    data = sys.stdin.buffer.read() if source == "-" else None
    text = read_transcript(source, data, encoding)
    cable, recognition, trace = read_cable(text, dialect)
    click.echo(
        f"{source}: {text.encoding}, {len(text.lines)} lines, read as {recognition.dialect.name}: {recognition.match.reason}"
    )
    for name, answer in sorted(recognition.answers):
        if isinstance(answer, Match):
            click.echo(f"  {name:12} knows it ({answer.score:.2f}): {answer.reason}")
        else:
            click.echo(f"  {name:12} declines: {answer.reason}")
    click.echo(
        f"languages: {', '.join(division.lang for division in cable.divisions) or 'none'}; identifier {cable.id}"
    )
    for finding in cable.findings:
        click.echo(str(finding))
    click.echo()
    for line in text.lines:
        if not line.blank:
            shown = " ".join(line.text.split())
            cut = shown if len(shown) <= width else shown[: width - 1] + "…"
            click.echo(f"{line.number:6}  {trace.lines.get(line.number, 'text'):32}  {cut}")
