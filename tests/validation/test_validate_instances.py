"""TEI of others: the first mistake that another validator names is among those found, at its place."""

from __future__ import annotations

import json

from teikit.validation import Plan, validate
from tests.conftest import shared_path

# The other validator (libxml2) names the start of an incomplete root, and the place of a content's owner.
ELSEWHERE = {"tst100002-corpus-legacy.xml", "morerendition.xml", "testplace-kml.xml"}


def test_the_first_mistake_of_the_manifest_is_found_at_its_line() -> None:
    folder = shared_path("tei", "instances")
    manifest = json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8"))
    plan = Plan(schema=(shared_path("tei", "tei_all.rng"),), layers=("xml", "rng"), xinclude=False, allow_dtd=True)
    report = validate([str(folder / entry["path"]) for entry in manifest], plan=plan)
    assert report.failures == []
    assert len(report.files) == len(manifest)
    lines: dict[str, set[int]] = {}
    for finding in report:
        lines.setdefault(finding.location.file, set()).add(finding.location.line or 0)
        assert finding.location.column, finding
    told = [entry for entry in manifest if "line" in entry]
    assert len(told) > 30
    missed = {
        entry["path"].rpartition("/")[2]
        for entry in told
        if not lines[str(folder / entry["path"])] & {entry["line"] - 1, entry["line"], entry["line"] + 1}
    }
    assert missed <= ELSEWHERE
