"""`teikit render`: TEI files to pages and texts."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from teikit.errors import RenderError, TeikitError


class _FormatName(click.ParamType):  # type: ignore[type-arg]  # generic only in some releases of click
    """The name of a format; the names come from the stylesheets when they are first needed."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from teikit.rendering import formats

        if value not in formats():
            self.fail(f'there is no format "{value}"; choose one of {", ".join(formats())}', param, ctx)
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        from teikit.rendering import formats

        return [
            CompletionItem(each.name, help=each.description)
            for each in formats().values()
            if each.name.startswith(incomplete)
        ]


@click.command("render")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--to",
    "to",
    default=("html",),
    show_default="html",
    multiple=True,
    type=_FormatName(),
    help="html (a page), text (for reading), transcript (the source's body back), or another installed format; "
    "may be given several times.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="OUT",
    help="The folder to write into. X.xml becomes X.html or X.txt; asked for both text and transcript, "
    "X.txt is the text and X.transcript.txt the transcript. Without it, one document goes to standard output.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    metavar="N",
    help="How many processes share the work; 0 for one a core.",
)
@click.option("--quiet", is_flag=True, help="Say nothing of what went well.")
def command(paths: tuple[str, ...], to: tuple[str, ...], out: Path | None, jobs: int, quiet: bool) -> None:
    """Render TEI documents as HTML, as text, or back as the transcript they were made from.

    PATH is a file, a folder (every .xml in it), a glob pattern, or - for standard input. A document that cannot be
    rendered is told with its line and does not stop the others; the exit code is then 2.
    """
    from teikit.rendering import formats
    from teikit.rendering.batch import STANDARD_INPUT, Document, discover, render_documents, report_on

    files, failures = discover([path for path in paths if path != STANDARD_INPUT])
    documents = list(files)
    if STANDARD_INPUT in paths:
        documents.append(Document(STANDARD_INPUT, Path("document"), sys.stdin.buffer.read()))
    for each in failures:
        click.echo(str(each), err=True)
    if not documents:
        sys.exit(2)
    wanted = [formats()[name] for name in dict.fromkeys(to)]

    if out is None:
        if len(documents) > 1 or len(wanted) > 1:
            raise click.UsageError(
                f"{len(documents)} document(s) in {len(wanted)} format(s) do not fit on standard output; name a folder with -o"
            )
        _to_standard_output(documents[0].name, documents[0].data, wanted[0].name)
        sys.exit(2 if failures else 0)

    outcomes = []
    for outcome in render_documents(documents, wanted, out, jobs=jobs or os.cpu_count() or 1):
        outcomes.append(outcome)
        for path in outcome.written if not quiet else ():
            click.echo(path)
        for each in outcome.failures:
            click.echo(str(each), err=True)
    sys.exit(report_on(outcomes, failures).exit_code)


def _to_standard_output(name: str, data: bytes | None, to: str) -> None:
    from teikit.rendering import render
    from teikit.rendering.batch import failure

    try:
        result = render(Path(name) if data is None else data, to, name=name)
    except RenderError as error:
        click.echo(str(failure(str(error.file or name), error.message, line=error.line, column=error.column)), err=True)
        sys.exit(2)
    except TeikitError as error:
        click.echo(f"teikit render: {error}", err=True)
        sys.exit(2)
    # Bytes: the result is UTF-8 whatever the terminal believes.
    sys.stdout.buffer.write(result.encode("utf-8"))
