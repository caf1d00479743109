"""One mistake is one finding: what only follows from a mistake that was told already is not told again.

A grammar that knows `@woh` for a slip of `@who` lets the later layers read the document as it was meant. What they still find
at the very place, or of the very value or content that the grammar complains of, is the same mistake in other words. A pointer
that many elements share is told once, with the places of the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from lxml import etree

from teikit.findings import Finding
from teikit.validation.document import XML, Document

_MEANT = re.compile(r'Did you mean (?:<([\w:.-]+)>|@([\w:.-]+)|"([^"]*)")\?')
_CONTENT = {"rng:element-unknown", "rng:element-namespace", "rng:element-missing"}
_SHARED = ("TK003", "TK005", "TK006", "sch:language-is-declared")
"""What is one mistake wherever it shows: a target, a file, a prefix or a language that is not there."""
_LINES = 5


def repair(document: Document, findings: Iterable[Finding]) -> None:
    """Read misspelt names and values in a document's tree as what the grammar took them for; the file stays as it is."""
    mended = False
    for finding in findings:
        match = _MEANT.search(finding.hint) if finding.rule.startswith("rng:") else None
        path, _, attribute = finding.xpath.partition("/@")
        node = document.by_xpath(path) if match and path else None
        if match is None or node is None:
            continue
        element, name, value = match.groups()
        written = _clark(node, attribute) if attribute else ""
        if attribute and written not in node.attrib:
            continue
        if name and attribute:
            right = _clark(node, name)
            if right not in node.attrib:
                node.set(right, str(node.attrib.pop(written)))
                mended = True
        elif attribute and value is not None:
            node.set(written, value)
            mended = True
        elif element and not attribute and finding.rule == "rng:element-unknown":
            namespace = etree.QName(node).namespace
            local = element.rpartition(":")[2]
            node.tag = f"{{{namespace}}}{local}" if namespace else local
            mended = True
    if mended:
        document.changed_in_place()


def _clark(node: etree._Element, name: str) -> str:
    prefix, _, local = name.rpartition(":")
    if not prefix:
        return local
    namespace = XML if prefix == "xml" else node.nsmap.get(prefix, "")
    return f"{{{namespace}}}{local}"


class Told:
    """What the grammar said of a document, to be held against what later layers find.

    Args:
        document: The document.
        findings: Those of the grammars.
    """

    def __init__(self, document: Document, findings: Iterable[Finding]):
        self._places: dict[tuple[str, int | None, int | None], Finding] = {}
        self._contents: dict[str, Finding] = {}
        self._words: dict[str, list[tuple[str, Finding]]] = {}
        self._no_header: Finding | None = None
        for finding in findings:
            if not finding.rule.startswith(("rng:", "xsd:")):
                continue
            path, _, attribute = finding.xpath.partition("/@")
            at = finding.location
            if finding.rule == "rng:attribute-missing":
                self._words.setdefault(path, []).append((finding.element, finding))
                continue
            self._places[at.file, at.line, at.column] = finding
            if finding.rule in _CONTENT and path:
                self._contents[path.rpartition("/")[0]] = finding
                if finding.expected[:1] == ("teiHeader",):
                    self._no_header = finding
            elif finding.rule == "rng:content-incomplete":
                self._contents[path] = finding
            elif (
                attribute
                and (node := document.by_xpath(path)) is not None
                and (value := str(node.get(_clark(node, attribute), "")))
            ):
                self._words.setdefault(path, []).append((value, finding))

    def cause(self, finding: Finding) -> Finding | None:
        """The finding of a grammar that a finding of Schematron or of a rule only follows from."""
        at = finding.location
        if (found := self._places.get((at.file, at.line, at.column))) is not None:
            return found
        rules = finding.rule.startswith("sch:")
        path = finding.xpath.partition("/@")[0]
        if rules and (found := self._contents.get(path)) is not None:
            return found
        if self._no_header is not None and (finding.rule == "TK003" or (rules and path.count("/") == 1)):
            return self._no_header  # whatever is declared, is declared there
        if rules:
            for word, found in self._words.get(path, ()):
                if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", f"{finding.message} {finding.hint}"):
                    return found
        return None


class Nearby:
    """Findings by their elements.

    Args:
        findings: Those of RELAX NG.
    """

    def __init__(self, findings: Iterable[Finding]):
        self._at: dict[str, Finding] = {}
        self._around: dict[str, Finding] = {}
        for finding in findings:
            path = finding.xpath.partition("/@")[0]
            self._at.setdefault(path, finding)
            self._around.setdefault(path.rpartition("/")[0], finding)

    def near(self, path: str) -> Finding | None:
        """A finding about the element of a path, its parent or a child of it; where one has no element, any."""
        path = path.partition("/@")[0]
        if not path or "" in self._at:
            return next(iter(self._at.values()), None)
        return self._at.get(path) or self._at.get(path.rpartition("/")[0]) or self._around.get(path)


def pairs(findings: Iterable[Finding]) -> Iterator[tuple[Finding, Finding]]:
    """Findings that only follow from another one of the same document, by what teikit's own rules say; each with that one."""
    found = list(findings)
    pointers = [one for one in found if one.rule == "TK003"]
    aligned = [
        one
        for one in found
        if one.element in ("@corresp", "@xml:id")
        and one.rule in ("TK003", "rng:id-duplicate", "rng:attribute-value", "rng:attribute-unknown")
    ]
    told = {(one.xpath, one.rule) for one in found if not one.rule.startswith("sch:")}
    for one in found:
        if one.rule in ("sch:corresp-is-mutual", "sch:corresp-resolves") and (one.xpath, "TK009") not in told:
            yield from ((one, other) for other in aligned[:1])
        elif one.rule == "sch:language-is-declared":
            yield from ((one, other) for other in found if other.xpath.endswith("/@ident") and other.rule[:4] == "rng:")
        elif one.rule == "sch:foreign-is-not-foreign":
            yield from (
                (one, other)
                for other in found
                if other.rule == "sch:version-has-language" and one.xpath.startswith(f"{other.xpath}/")
            )
        elif one.rule.startswith("sch:"):
            for other in pointers:
                match = re.match(r"Did you mean (#[\w.-]+)\?", other.hint)
                if match and re.search(rf"{re.escape(match[1])}(?![\w-])", one.message):
                    yield one, other


def across(of_files: Iterable[Finding], of_corpus: Iterable[Finding]) -> Iterator[tuple[Finding, Finding]]:
    """Findings about several files that only follow from another one; each with that one.

    A value that is no pointer at all leads nowhere; of a cable that is there twice, the text says more than the number.
    """
    told = {one.location: one for one in of_files if one.rule.startswith(("rng:", "xsd:", "TK004", "TK006"))}
    found = list(of_corpus)
    copies = {one.location.file: one for one in found if one.rule == "TK016"}
    for one in found:
        cause = told.get(one.location) or (copies.get(one.location.file) if one.rule == "TK015" else None)
        if cause is not None:
            yield one, cause


def remaining(
    findings: Iterable[Finding], consequences: Iterable[tuple[Finding, Finding]], selected: Callable[[str], bool]
) -> set[Finding]:
    """What is left of findings when those that follow from another one are taken out.

    Where the cause itself is not told, what follows from it is; but a rule speaks for an assertion of the schema, and RELAX NG for
    XSD, also where it is ignored.

    Args:
        findings: Those that are to be told.
        consequences: Findings with their causes.
        selected: Whether a rule is among those that are told at all.
    """
    known = list(consequences)
    left = set(findings)
    # In other words a thing is told once: where its own word is ignored, it is not told at all, and what follows from it is.
    words = [(one, cause) for one, cause in known if selected(cause.rule) and _is_another_word_for(cause, one)]
    told = left - {one for one, cause in words if cause not in left}
    return told - {one for one, _ in words} - {one for one, cause in known if cause in told}


def _is_another_word_for(cause: Finding, finding: Finding) -> bool:
    if finding.rule.startswith("xsd:"):
        return cause.rule.startswith("rng:")
    return finding.rule.startswith("sch:") and not cause.rule.startswith(("rng:", "xsd:", "sch:"))


def folded(findings: list[Finding]) -> list[Finding]:
    """Findings with those about one thing that is missing made into one, at the first of its places."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        if finding.rule in _SHARED:
            groups.setdefault((finding.location.file, finding.rule, finding.message), []).append(finding)
    if all(len(group) == 1 for group in groups.values()):
        return findings
    gone: set[int] = set()
    told: dict[int, Finding] = {}
    for group in groups.values():
        first, *others = sorted(group, key=Finding.sort_key)
        if others:
            lines = list(dict.fromkeys(str(other.location.line) for other in others))
            more = f", … ({len(lines)} lines)" if len(lines) > _LINES else ""
            where = f"The same in line{'s' if len(lines) > 1 else ''} {', '.join(lines[:_LINES])}{more}."
            told[id(first)] = replace(first, hint=f"{first.hint} {where}".strip())
            gone.update(id(other) for other in others)
    return [told.get(id(finding), finding) for finding in findings if id(finding) not in gone]
