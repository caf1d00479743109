"""`teikit inspect`: which dialect reads a transcript and why, and what each line was taken for."""

from __future__ import annotations

import click


@click.command("inspect")
@click.argument("source", metavar="SRC")
@click.option(
    "--dialect", default="", metavar="NAME", help="Read with this dialect instead of the one that knows the layout."
)
@click.option("--encoding", default=None, metavar="NAME", help="Character encoding [default: worked out].")
@click.option("--width", type=click.IntRange(20), default=60, show_default=True, help="How much of each line is shown.")
@click.option(
    "--write-sidecar", is_flag=True, help="Begin a file of corrections, X.teikit.toml, with what was recognised."
)
def command(source: str, dialect: str, encoding: str | None, width: int, write_sidecar: bool) -> None:
    """Show how a transcript is read, line by line. Corrections in X.teikit.toml beside it are applied.

    Nothing is written but, where asked for, the sidecar; one that exists is never overwritten.
    """
    from teikit.cli._inspect import begin, show  # what reads is loaded only where something is read

    if write_sidecar:
        begin(source, dialect, encoding)
    else:
        show(source, dialect, encoding, width)
