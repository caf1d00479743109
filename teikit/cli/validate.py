"""`teikit validate`: check TEI files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from teikit.config import LAYERS
from teikit.errors import TeikitError

_FORMATS = ("text", "concise", "json", "sarif", "junit", "github", "rdjson", "html")


def _list(_context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(item for part in value for item in part.replace(",", " ").split())


@click.command("validate", context_settings={"auto_envvar_prefix": "TEIKIT_VALIDATE"})
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--schema",
    multiple=True,
    type=click.Path(path_type=Path),
    help="RELAX NG (.rng, .rnc), XSD or Schematron for all files.",
)
@click.option("--schematron", multiple=True, type=click.Path(path_type=Path), help="Schematron besides the grammar.")
@click.option("--phase", help="The Schematron phase: a name, #ALL or #DEFAULT.")
@click.option("--catalog", multiple=True, type=click.Path(path_type=Path), help="An XML catalog.")
@click.option("--layer", "layers", multiple=True, callback=_list, help=f"Run these layers alone: {', '.join(LAYERS)}.")
@click.option("--skip-layer", "skipped", multiple=True, callback=_list, help="Leave a layer out.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME[=FILE]",
    help=f"How to tell: {', '.join(_FORMATS)}; several at once with =FILE.",
)
@click.option(
    "--output-file",
    type=click.Path(path_type=Path),
    help="Write the (first) format here instead of to standard output.",
)
@click.option(
    "--select",
    multiple=True,
    callback=_list,
    metavar="RULE",
    help="Tell these rules alone (beginnings: TK, rng:, sch:gap).",
)
@click.option("--ignore", multiple=True, callback=_list, metavar="RULE", help="Do not tell these rules.")
@click.option(
    "--severity",
    "weights",
    multiple=True,
    metavar="RULE=LEVEL",
    help="Weigh a rule otherwise: error, warning, information, off.",
)
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out of folders, as in .gitignore.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Known findings, which do not fail.")
@click.option("--write-baseline", type=click.Path(path_type=Path), help="Write all findings as known ones.")
@click.option("--since", metavar="REV", help="Only files changed since a Git revision, and what they point to.")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@click.option("--diff", is_flag=True, help="Show what --fix would change.")
@click.option("--statistics", is_flag=True, help="Count findings by rule.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even where something is found.")
@click.option("--only-tei", is_flag=True, help="Skip files whose root is not TEI, also where they are named.")
@click.option("--list-files", is_flag=True, help="Say which files would be checked.")
@click.option("--jobs", "-j", type=click.IntRange(0), help="Processes; 0 for one a core.")
@click.option(
    "--cache/--no-cache",
    "cache",
    default=None,
    help="Whether results of unchanged files are reused (compiled schemas are).",
)
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.option("--allow-dtd", is_flag=True, default=None, help="Read document type declarations with local files.")
@click.option("--allow-files", is_flag=True, default=None, help="Let Schematron rules read local files.")
@click.option("--max-megabytes", type=click.IntRange(1), help="Refuse larger files.")
@click.option("--config", type=click.Path(path_type=Path), help="The settings, instead of the nearest corpus.toml.")
@click.option("--stdin-name", metavar="NAME", help="What standard input is called in findings.")
@click.option("--color/--no-color", default=None, help="Colour; by default on a terminal.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no closing line.")
@click.pass_context
def command(context: click.Context, /, paths: tuple[str, ...], **options: object) -> None:
    """Check TEI files: well-formedness, RELAX NG, XSD, Schematron, and the rules of a corpus.

    Each file is held against the schemas given here, else those it names itself, else those of the corpus, else
    teikit's own. Exit code 0: clean; 1: something was found; 2: something could not be checked.
    """
    from teikit.cli._validate import run
    from teikit.cli._validate_plan import Run

    if not paths:
        raise click.UsageError("name files or folders to check, or - for standard input")
    try:
        code = run(Run(paths, options), watch=bool(options["watch"]))
    except TeikitError as error:
        click.echo(f"teikit validate: {error}", err=True)
        code = 2
    except KeyboardInterrupt:
        click.echo("teikit validate: stopped; not everything was checked", err=True)
        code = 130
    except BrokenPipeError:
        # Whoever reads us has seen enough; Python must not complain about it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    context.exit(code)
