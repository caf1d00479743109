"""`teikit init`: the repository of a new corpus."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from teikit.cli._new_corpus import new_corpus
from teikit.errors import TeikitError


@click.command("init")
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False), metavar="[FOLDER]")
@click.option("--title", default="", help="The title of the corpus; by default the folder's name.")
def command(folder: Path, title: str) -> None:
    """Lay out a new corpus: settings, folders, an authority file, and a workflow that validates and publishes it.

    Files that are there already are left as they are.
    """
    try:
        made, kept = new_corpus(folder, title)
    except TeikitError as error:
        click.echo(f"teikit init: {error}", err=True)
        sys.exit(2)
    for path in made:
        click.echo(f"made {path}")
    for path in kept:
        click.echo(f"kept {path}, which was there")
    click.echo("Next: put transcripts into sources/, then teikit convert sources -o tei, and teikit validate .")
