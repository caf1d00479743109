"""`teikit rule`: the manual of the rules."""

from __future__ import annotations

import difflib
import sys
from dataclasses import dataclass

import click

from teikit.errors import TeikitError


@dataclass(frozen=True)
class _Entry:
    identifier: str
    name: str
    severity: str
    manual: str
    looks_at: str


def _entries() -> dict[str, _Entry]:
    from teikit.manual import pages
    from teikit.validation.rules import all_rules

    made = {}
    for rule in all_rules():
        looks_at = f"Looks at {'all documents together' if rule.scope == 'corpus' else 'one document'}."
        if rule.fix is not None:
            looks_at += " `--fix` mends it."
        made[rule.identifier] = _Entry(rule.identifier, rule.name, rule.severity, rule.manual, looks_at)
    for page in pages().values():
        made[page.identifier] = _Entry(
            page.identifier, page.name, page.severity, page.manual, f"Looks at {page.about}."
        )
    # The corpus's own rules first, then what the layers and the conversion say.
    return {key: made[key] for key in sorted(made, key=lambda key: (not key.startswith("TK"), key))}


def _entry(identifier: str) -> _Entry:
    known = {key.casefold(): entry for key, entry in _entries().items()}
    if found := known.get(identifier.casefold()):
        return found
    if identifier.startswith("sch:"):
        raise TeikitError(f"{identifier} is an assertion of a Schematron schema, which explains it in its own words")
    near = difflib.get_close_matches(identifier.casefold(), known, 1)
    hint = f"did you mean {known[near[0]].identifier}?" if near else "teikit rule lists them all"
    raise TeikitError(f"there is no rule {identifier}; {hint}")


@click.command("rule")
@click.argument("identifiers", nargs=-1, metavar="[RULE...]")
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", help="How to write it.")
def command(identifiers: tuple[str, ...], form: str) -> None:
    """Explain a rule, such as TK012 or rng:element-unknown; without one, list them all.

    Each page has a bad and a good example. Rules of a Schematron schema (sch:ID) are explained by the schema, in the finding.
    """
    try:
        if not identifiers:
            entries = _entries().values()
            width = max(len(entry.identifier) for entry in entries)
            for entry in entries:
                click.echo(f"{entry.identifier:<{width}}  {entry.severity:<11}  {entry.name}")
            return
        mark = "## " if form == "markdown" else ""
        click.echo(
            "\n\n".join(
                f"{mark}{entry.identifier} ({entry.severity}): {entry.name}\n\n{entry.manual}\n\n{entry.looks_at}"
                for entry in map(_entry, identifiers)
            )
        )
    except TeikitError as error:
        click.echo(f"teikit rule: {error}", err=True)
        sys.exit(2)
