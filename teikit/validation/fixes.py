"""`--fix` and `--diff`: what can be mended without a doubt."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from teikit.files import write_whole
from teikit.findings import Finding
from teikit.validation import wellformed
from teikit.validation.discovery import files_of
from teikit.validation.document import is_tei_root
from teikit.validation.edits import Edit, apply
from teikit.validation.index import Index
from teikit.validation.plan import Plan
from teikit.validation.rules import document_rules
from teikit.validation.validator import Filters, longest


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
) -> list[Change]:
    """Mend files, or say what would be mended.

    Files that are not UTF-8, that are not well-formed or have a document type declaration are left alone.

    Raises:
        TeikitError: A file cannot be written.
    """
    changes: list[Change] = []
    files, _ = files_of(paths, exclude)
    for name, _named in files:
        if name == "-" or "corpus" not in plan.layers:
            continue
        path = Path(name)
        try:
            data = path.read_bytes()
        except OSError:
            continue
        if len(data) > plan.max_bytes:
            continue
        document = wellformed.read(name, path, data)
        if isinstance(document, Finding) or not document.is_utf8 or not is_tei_root(document.root):
            continue
        index = Index(document)
        edits: list[Edit] = []
        counted: Counter[str] = Counter()
        for rule in document_rules():
            if rule.fix is None or not _wanted(rule.identifier, filters):
                continue
            made = list(rule.fix(index))
            counted[rule.identifier] += len(made)
            edits += made
        if not edits:
            continue
        mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        mended, _ = apply(document.utf8, edits)
        if isinstance(wellformed.read(name, path, mended), Finding):
            continue  # an edit that would break the file is none
        if write:
            write_whole(path, mark + mended)
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
    return changes


def _wanted(rule: str, filters: Filters) -> bool:
    if filters.select and longest(rule, filters.select) < 0:
        return False
    return longest(rule, filters.ignore) < 0
