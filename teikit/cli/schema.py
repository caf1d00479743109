"""`teikit schema`: where the schemas are, and how to build them from an ODD."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from teikit.errors import TeikitError
from teikit.files import write_whole
from teikit.resources import resource, schema_path

_SUFFIXES = (".odd", ".rng", ".xsd", ".sch")


@click.group("schema", invoke_without_command=True)
@click.option("--path", "show_path", is_flag=True, help="Print the folder of teikit's schemas and nothing else.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Copy teikit's schemas (ODD, RELAX NG, XSD, Schematron) into this folder.",
)
@click.pass_context
def command(context: click.Context, show_path: bool, out: Path | None) -> None:
    """Say where teikit's schemas are, copy them, or build schemas from an ODD.

    Without options, lists the schemas with their paths.
    """
    if context.invoked_subcommand is not None:
        if show_path or out is not None:
            raise click.UsageError("--path and --out go without a subcommand; to build into a folder use: build -o DIR")
        return
    try:
        schemas = sorted(path for path in resource("schemas").iterdir() if path.suffix in _SUFFIXES)
        if out is not None:
            for schema in schemas:
                click.echo(write_whole(out / schema.name, schema.read_bytes()))
        elif show_path:
            click.echo(resource("schemas"))
        else:
            for schema in schemas:
                click.echo(schema)
    except TeikitError as error:
        click.echo(f"teikit schema: {error}", err=True)
        sys.exit(2)


@command.command("build")
@click.option(
    "--odd",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The ODD to build from; teikit's own where none is named.",
)
@click.option(
    "--base",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The ODD that --odd customizes; 'teikit' for teikit's own.",
)
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder to write into.",
)
def build_command(odd: Path | None, base: Path | None, out: Path) -> None:
    """Build RELAX NG, XSD, Schematron and reference pages from an ODD.

    Exit code 2 if the ODD is at fault; every fault is then told with its line, and nothing is written.
    """
    from teikit.schema import OddError, compile_odd, write

    try:
        own = schema_path("teikit.odd")
        if base is not None and str(base) == "teikit" and not base.is_file():
            base = own
        compiled = compile_odd(odd if odd is not None else own, base=base)
        for warning in compiled.warnings:
            click.echo(str(warning), err=True)
        written = write(compiled, out)
        for path in written:
            if path.parent == out:
                click.echo(path)
        click.echo(f"{out / 'reference'} ({sum(path.parent != out for path in written)} files)")
    except OddError as error:
        for finding in error.findings:
            click.echo(str(finding), err=True)
        sys.exit(2)
    except TeikitError as error:
        click.echo(f"teikit schema build: {error}", err=True)
        sys.exit(2)
