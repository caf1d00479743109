"""Findings that a file asks not to be told: `<?teikit ignore="TK012 rng:" reason="the drafter wrote it so"?>`.

Before the root element the instruction is about the whole file; elsewhere about the element that follows it, else the one
around it. It needs a reason, and says nothing where it has none; one that suppresses nothing is told, so that it can go.
"""

from __future__ import annotations

from lxml import etree

from teikit.findings import Finding, Location, Severity
from teikit.validation.document import Document, pseudo_attributes, xpath
from teikit.validation.plan import FileResult, Suppression


def apply_suppressions(findings: list[Finding], results: list[FileResult]) -> tuple[list[Finding], int]:
    """The findings that are left, with those about the instructions themselves, and how many were suppressed."""
    by_file = {result.name: result.suppressions for result in results if result.suppressions}
    if not by_file:
        return findings, 0
    used: set[tuple[str, Suppression]] = set()
    kept: list[Finding] = []
    for finding in findings:
        hit = False
        for suppression in by_file.get(finding.location.file, ()):
            if suppression.reason and covers(suppression, finding):
                used.add((finding.location.file, suppression))
                hit = True
        if not hit:
            kept.append(finding)
    suppressed = len(findings) - len(kept)
    for name, suppressions in by_file.items():
        for suppression in suppressions:
            at = Location(name, suppression.line, suppression.column)
            if not suppression.rules:
                message, hint = "this instruction names no rule", 'Write ignore="TK012" with the rule to be ignored.'
            elif not suppression.reason:
                message, hint = "this instruction gives no reason and is not followed", 'Add reason="…".'
            elif (name, suppression) not in used:
                message, hint = f"nothing here is found by {', '.join(suppression.rules)}", "Remove the instruction."
            else:
                continue
            kept.append(Finding("TK000", Severity.WARNING, at, message, hint, "?teikit"))
    return kept, suppressed


def covers(suppression: Suppression, finding: Finding) -> bool:
    """Whether a finding is one that a file asks not to be told."""
    if not any(finding.rule.startswith(rule) for rule in suppression.rules):
        return False
    scope = suppression.scope
    return not scope or finding.xpath == scope or finding.xpath.startswith(f"{scope}/")


def suppressions_of(document: Document) -> list[Suppression]:
    """What a document asks not to be told."""
    found: list[Suppression] = []
    places = document.positions.instructions("teikit")
    root = document.root
    before = list(root.itersiblings(preceding=True))
    nodes = [*reversed(before), *root.iter(etree.ProcessingInstruction)]
    instructions = [
        node for node in nodes if isinstance(node, etree._ProcessingInstruction) and node.target == "teikit"
    ]
    for node, place in zip(instructions, places, strict=False):
        pseudo = pseudo_attributes(node)
        scope = ""
        if node.getparent() is not None:
            following = next((other for other in node.itersiblings(etree.Element)), None)
            scope = xpath(following if following is not None else node.getparent())  # type: ignore[arg-type]
        rules = tuple(pseudo.get("ignore", "").replace(",", " ").split())
        found.append(Suppression(rules, scope, place.line, place.column, pseudo.get("reason", "").strip()))
    return found
