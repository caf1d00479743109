"""Known findings: a legacy corpus starts clean, and only what is new fails.

A finding is known by its rule, its file, its element and its message, not by its line, so that an edit above it does not
bring it back.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from teikit.errors import ConfigError
from teikit.files import write_whole
from teikit.findings import Finding

_VERSION = 1


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """What a finding is known by, across edits of other places."""
    return [fingerprint(finding) for finding in findings]


def fingerprint(finding: Finding) -> str:
    """SHA-256, shortened, of rule, file, element without indices, and message without numbers of lines."""
    steps = re.sub(r"\[\d+\]", "", finding.xpath)
    message = re.sub(r"\b\d+:\d+\b|\bline \d+\b", "", finding.message)
    text = "\0".join((finding.rule, Path(finding.location.file).as_posix(), steps, finding.element, message))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def write_baseline(path: Path, findings: Iterable[Finding]) -> int:
    """Write the known findings; returns how many.

    Raises:
        TeikitError: The file cannot be written.
    """
    counted = Counter(fingerprints(findings))
    write_whole(path, json.dumps({"version": _VERSION, "findings": dict(sorted(counted.items()))}, indent=1) + "\n")
    return counted.total()


def read_baseline(path: Path) -> dict[str, int]:
    """The known findings.

    Raises:
        ConfigError: The file cannot be read or is no baseline.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"the baseline cannot be read: {error.strerror}; write one with --write-baseline", file=path
        ) from error
    except ValueError as error:
        raise ConfigError("this is no baseline; write one with --write-baseline", file=path) from error
    found = data.get("findings") if isinstance(data, dict) else None
    if (
        not isinstance(found, dict)
        or data.get("version") != _VERSION
        or not all(isinstance(n, int) for n in found.values())
    ):
        raise ConfigError("this is no baseline of this version; write one with --write-baseline", file=path)
    return found
