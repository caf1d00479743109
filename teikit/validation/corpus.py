"""All documents of a run together, for the rules that compare them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from lxml import etree

from teikit.findings import Finding, Location, Severity
from teikit.validation import wellformed
from teikit.validation.document import XML_ID, Document, local_name, xpath
from teikit.validation.index import Facts, Index
from teikit.validation.plan import Plan


def _shown(file: Path) -> str:
    """A path as a user would name it from here."""
    try:
        return str(file.relative_to(Path.cwd()))
    except ValueError:
        return str(file)


class Corpus:
    """What is known of the documents of a run.

    Args:
        facts: The facts of every TEI file, in the order of the files.
        plan: What is checked.
        authority: The files that hold the persons of the corpus.
        whole: Whether folders were checked rather than single files, so that what is missing is truly missing.
    """

    def __init__(self, facts: list[Facts], plan: Plan, authority: tuple[Path, ...] = (), *, whole: bool = True):
        self.facts = facts
        self.plan = plan
        self.authority = authority
        self.whole = whole
        self._loaded = lru_cache(maxsize=32)(self._load)
        self._identifiers: dict[Path, dict[str, str] | None] = {}

    @cached_property
    def by_identifier(self) -> dict[str, list[Facts]]:
        """Documents by `TEI/@xml:id`."""
        found: dict[str, list[Facts]] = {}
        for facts in self.facts:
            if facts.identifier:
                found.setdefault(facts.identifier, []).append(facts)
        return found

    @staticmethod
    def folder(facts: Facts) -> Path:
        """The folder that a document's relative pointers start from."""
        return Path() if facts.name == "-" else Path(facts.name).parent

    def identifiers(self, path: Path) -> dict[str, str] | None:
        """The `xml:id`s of a file with the names of their elements; `None` where it cannot be read."""
        key = path.resolve()
        if key not in self._identifiers:
            document = self._loaded(str(key))
            self._identifiers[key] = (
                None
                if document is None
                else {
                    identifier: local_name(node)
                    for node in document.root.iter(etree.Element)
                    if (identifier := node.get(XML_ID)) is not None
                }
            )
        return self._identifiers[key]

    @staticmethod
    def same_file(facts: Facts, file: Path) -> bool:
        """Whether facts are those of a file."""
        return facts.name != "-" and Path(facts.name).resolve() == file.resolve()

    def facts_of(self, file: Path) -> Facts | None:
        """The facts of a file, which need not be among those checked; `None` where it cannot be read."""
        for facts in self.facts:
            if self.same_file(facts, file):
                return facts
        document = self._loaded(str(file))
        return Index(document).facts() if document is not None else None

    def authority_failures(self) -> Iterator[Finding]:
        """The files of the authority that cannot be used: persons were not looked for in them."""
        for file in self.authority:
            if any(self.same_file(facts, file) for facts in self.facts):
                continue
            name = _shown(file)
            try:
                found = wellformed.read(name, file, file.read_bytes(), allow_dtd=self.plan.allow_dtd)
            except OSError as error:
                message = f"the authority file cannot be read: {error.strerror}"
                hint = "Correct [validate] authority in the settings, or make the file."
                yield Finding("authority", Severity.ERROR, Location(name), message, hint)
                continue
            if isinstance(found, Finding):
                message = f"the authority file cannot be used: {found.message}"
                yield Finding("authority", Severity.ERROR, found.location, message, found.hint)

    def finding(
        self,
        rule: str,
        severity: Severity,
        name: str,
        element: int,
        message: str,
        *,
        attribute: str = "",
        hint: str = "",
        expected: tuple[str, ...] = (),
    ) -> Finding:
        """A finding about an element of a file, by its number in document order. The file is read again for its place."""
        document = self._loaded(name) if name != "-" else None
        if document is None:
            return Finding(rule, severity, Location(name, 1, 1), message, hint, "", expected)
        nodes = list(document.root.iter(etree.Element))
        node = nodes[element] if element < len(nodes) else document.root
        finding = document.finding(rule, severity, node, message, attribute=attribute, hint=hint, expected=expected)
        return Finding(rule, severity, finding.location, message, hint, finding.element, expected, xpath(node))

    def _load(self, name: str) -> Document | None:
        path = Path(name)
        if not path.is_file():  # a pipe gives its text once
            return None
        try:
            document = wellformed.read(name, path, path.read_bytes(), allow_dtd=self.plan.allow_dtd)
        except OSError:
            return None
        return None if isinstance(document, Finding) else document
