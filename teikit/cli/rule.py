"""`teikit rule`: the manual of the rules."""

from __future__ import annotations

import difflib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from teikit.errors import TeikitError

if TYPE_CHECKING:
    from lxml import etree


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
        return _assertion(identifier)
    near = difflib.get_close_matches(identifier.casefold(), known, 1)
    hint = f"did you mean {known[near[0]].identifier}?" if near else "teikit rule lists them all"
    raise TeikitError(f"there is no rule {identifier}; {hint}")


def _assertion(identifier: str) -> _Entry:
    """An assertion of teikit's own Schematron, as the schema has it."""
    from lxml import etree

    from teikit.resources import schema_path

    tree = etree.parse(str(schema_path("teikit.sch")))
    found = {str(node.get("id")): node for node in tree.iter("{*}assert", "{*}report") if node.get("id")}
    node = found.get(identifier.removeprefix("sch:"))
    if node is None:
        near = difflib.get_close_matches(identifier.removeprefix("sch:"), found, 1)
        hint = f"; did you mean sch:{near[0]}?" if near else "; another schema explains its own in the finding itself"
        raise TeikitError(f"teikit's Schematron has no assertion {identifier[4:]}{hint}")
    rule = node.getparent()
    pattern = rule.getparent() if rule is not None else None
    notes = {str(one.get("id")): one for one in tree.iter("{*}diagnostic")}
    words = [_words(node), *(_words(notes[one]) for one in (node.get("diagnostics") or "").split() if one in notes)]
    about = str(pattern.get("id") if pattern is not None else "").replace("-", " ")
    looks_at = f"Looks at {rule.get('context') if rule is not None else ''} in one document (teikit.sch, line {node.sourceline})."
    return _Entry(identifier, about, node.get("role") or "error", "\n\n".join(words), looks_at)


def _words(node: etree._Element) -> str:
    """The text of an assertion, with … for what it takes from the document."""
    parts = [node.text or ""]
    for child in node:
        parts += ["…" if str(child.tag).endswith(("value-of", "name")) else _words(child), child.tail or ""]
    return " ".join("".join(parts).split())


@click.command("rule")
@click.argument("identifiers", nargs=-1, metavar="[RULE...]")
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", help="How to write it.")
def command(identifiers: tuple[str, ...], form: str) -> None:
    """Explain a rule, such as TK012 or rng:element-unknown; without one, list them all.

    Each page has a bad and a good example. Assertions of teikit's own Schematron (sch:ID) are shown as the schema has them;
    those of other schemas explain themselves in the finding.
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
