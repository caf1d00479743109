"""`teikit rule`: the manual of the rules."""

from __future__ import annotations

import sys

import click

from teikit.errors import TeikitError


@click.command("rule")
@click.argument("identifiers", nargs=-1, metavar="[RULE...]")
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", help="How to write it.")
def command(identifiers: tuple[str, ...], form: str) -> None:
    """Explain a rule, such as TK012; without one, list them all.

    What the schemas find is told as rng:CODE, xsd:invalid and sch:ID, and explained in the finding itself; the codes of
    RELAX NG (rng:element-unknown) are explained here too.
    """
    from teikit.relaxng.problems import CODES
    from teikit.validation.rules import all_rules, rule

    try:
        if not identifiers:
            for entry in all_rules():
                click.echo(f"{entry.identifier}  {entry.severity:<11}  {entry.name}")
            for code in CODES:
                click.echo(f"rng:{code}")
            return
        pages: list[str] = []
        for identifier in identifiers:
            if identifier.startswith("rng:") and identifier[4:] in CODES:
                pages.append(f"{identifier}: {CODES[identifier[4:]]}")
                continue
            entry = rule(identifier)
            mark = "## " if form == "markdown" else ""
            about = "all documents together" if entry.scope == "corpus" else "one document"
            mended = " `--fix` mends it." if entry.fix is not None else ""
            pages.append(
                f"{mark}{entry.identifier} ({entry.severity}): {entry.name}\n\n{entry.manual}\n\n"
                f"Looks at {about}.{mended}"
            )
        click.echo("\n\n".join(pages))
    except TeikitError as error:
        click.echo(f"teikit rule: {error}", err=True)
        sys.exit(2)
