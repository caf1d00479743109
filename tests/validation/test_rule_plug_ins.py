"""Rules that other packages bring are found, wherever such a package lies."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

RULE = '''"""A rule of somebody else."""

from teikit.findings import Severity

ID, NAME, SEVERITY, SCOPE = "XX001", "theirs", Severity.WARNING, "document"


def check(index, plan):
    yield index.document.finding(ID, SEVERITY, index.document.root, "theirs")
'''
LIST = """
import sys
sys.path.insert(0, sys.argv[1])
from teikit.validation.rules import all_rules
print(*[rule.identifier for rule in all_rules()])
"""
FILES = {
    "theirs.py": RULE,
    "theirs-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: theirs\nVersion: 1.0\n",
    "theirs-1.0.dist-info/entry_points.txt": "[teikit.rules]\ntheirs = theirs\n",
}


def _rules(path: Path) -> list[str]:
    done = subprocess.run([sys.executable, "-c", LIST, str(path)], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.parametrize("archived", [False, True])
def test_a_package_brings_a_rule(tmp_path: Path, archived: bool) -> None:
    place = tmp_path / ("theirs.zip" if archived else "theirs")
    if archived:
        with zipfile.ZipFile(place, "w") as archive:
            for name, text in FILES.items():
                archive.writestr(name, text)
    else:
        for name, text in FILES.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(text, encoding="utf-8")
    assert "XX001" in _rules(place)


def test_without_such_a_package_the_metadata_of_packages_is_not_loaded() -> None:
    # Started without site, which may load it itself.
    code = f"import sys; sys.path[:] = {sys.path!r}\nfrom teikit.validation.rules import all_rules\nall_rules()"
    code += "\nprint('importlib.metadata' in sys.modules)"
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
