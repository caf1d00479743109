"""`teikit convert`: transcripts into TEI."""

from __future__ import annotations

import click


@click.command("convert")
@click.argument("sources", nargs=-1, required=True, metavar="SRC...")
@click.option(
    "-o",
    "--output",
    "output",
    default="",
    metavar="OUT",
    help="Folder for the TEI files [default: beside each transcript].",
)
@click.option(
    "--dialect", default="", metavar="NAME", help="Read with this dialect instead of the one that knows the layout."
)
@click.option(
    "--encoding",
    default=None,
    metavar="NAME",
    help="Character encoding of the transcripts [default: worked out and reported].",
)
@click.option(
    "--schemas",
    default="",
    metavar="PREFIX",
    help="Path or URL of the schemas' folder, for the xml-model instructions.",
)
@click.option(
    "--report", type=click.Path(dir_okay=False), default=None, help="Write how every character was used (JSON)."
)
@click.option("-j", "--jobs", type=click.IntRange(1), default=None, help="Processes [default: one a core].")
@click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
def command(
    sources: tuple[str, ...],
    output: str,
    dialect: str,
    encoding: str | None,
    schemas: str,
    report: str | None,
    jobs: int | None,
    quiet: bool,
) -> None:
    """Convert transcripts (files, folders, patterns, or - for standard input) to TEI P5.

    X.raw.txt, X.txt and X.md become X.xml; corrections in X.teikit.toml beside them are applied. Word, OpenDocument, PDF, PAGE and
    ALTO XML and ZIP archives of pages are read too (pip install 'teikit[all]'); with -o, page images in an archive are unpacked
    into OUT/X beside X.xml.
    What is doubtful is told line by line; the files are written all the same.
    """
    from teikit.cli._convert import Wishes, run  # what converts is loaded only where something is converted

    click.get_current_context().exit(
        run(sources, Wishes(output, dialect, encoding, schemas, usage=report is not None), report, jobs, quiet=quiet)
    )
