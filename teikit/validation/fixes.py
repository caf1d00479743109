"""`--fix` and `--diff`: what can be mended without a doubt."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from teikit.errors import TeikitError
from teikit.files import write_whole
from teikit.findings import Finding
from teikit.validation import wellformed
from teikit.validation.discovery import files_of
from teikit.validation.document import is_tei_root
from teikit.validation.edits import Edit, apply
from teikit.validation.index import Index
from teikit.validation.plan import Plan
from teikit.validation.rules import document_rules
from teikit.validation.suppression import suppressions_of
from teikit.validation.validator import Filters, fits, longest


@dataclass(frozen=True, slots=True)
class Change:
    """What was mended in a file.

    Attributes:
        name: The file.
        summary: How many edits, by rule.
        diff: The change as a unified diff.
    """

    name: str
    summary: str
    diff: str


def fix_files(
    paths: Sequence[str], plan: Plan, filters: Filters, exclude: Sequence[str] = (), *, write: bool = True
) -> tuple[list[Change], list[str], list[str]]:
    """Mend files, or say what would be mended.

    Files that are not well-formed or have a document type declaration are left alone; every file keeps its encoding.

    Returns:
        What was mended; why files could not be read; why others could not be written.
    """
    changes: list[Change] = []
    files, nothing = files_of(paths, exclude)
    left = [f"{path}: there is no TEI file here" for path in nothing]
    failed: list[str] = []
    for name, _named in files:
        if name == "-" or "corpus" not in plan.layers:
            continue
        path = Path(name)
        try:
            data = path.read_bytes()
        except OSError as error:
            left.append(f"{name}: cannot be read: {error.strerror}")
            continue
        if len(data) > plan.max_bytes:
            left.append(f"{name}: is too large to be mended; raise --max-megabytes")
            continue
        document = wellformed.read(name, path, data)
        if isinstance(document, Finding):
            left.append(f"{document.location}: {document.message}")
            continue
        if not is_tei_root(document.root):
            continue
        index = Index(document)
        # What a file keeps from being told anywhere is not mended in it: somebody wrote it so.
        kept = (
            {rule for one in suppressions_of(document) if one.reason for rule in one.rules}
            if b"<?teikit" in data
            else ()
        )
        edits: list[Edit] = []
        counted: Counter[str] = Counter()
        for rule in document_rules():
            if rule.fix is None or not _wanted(rule.identifier, name, filters) or longest(rule.identifier, kept) >= 0:
                continue
            made = list(rule.fix(index))
            counted[rule.identifier] += len(made)
            edits += made
        if not edits:
            continue
        mended, _ = apply(document.utf8, edits)
        written = wellformed.encoded(mended.decode("utf-8"), data)
        if isinstance(wellformed.read(name, path, written), Finding):
            continue  # an edit that would break the file is none
        if write:
            try:
                write_whole(path, written)
            except TeikitError as error:
                failed.append(str(error))
                continue
        diff = "".join(
            difflib.unified_diff(
                document.utf8.decode("utf-8").splitlines(keepends=True),
                mended.decode("utf-8").splitlines(keepends=True),
                name,
                f"{name} (mended)",
            )
        )
        told = ", ".join(f"{number} × {rule}" for rule, number in sorted(counted.items()) if number)
        changes.append(Change(name, f"mended {told}", diff))
    return changes, left, failed


def _wanted(rule: str, name: str, filters: Filters) -> bool:
    if filters.select and longest(rule, filters.select) < 0:
        return False
    if any(longest(rule, rules) >= 0 and fits(name, pattern) for pattern, rules in filters.per_file_ignores.items()):
        return False
    return longest(rule, filters.ignore) < 0
