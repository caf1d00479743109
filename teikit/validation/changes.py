"""`--since REV`: the files that changed, and their neighbours, without which rules between files would speak nonsense."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from teikit.errors import TeikitError
from teikit.validation.discovery import files_of

_FILE = re.compile(rb"""=\s*["']([^"'#]*[^"'#\s])#""")

_INCLUDE = re.compile(rb"""<(?:[\w.-]+:)?include\b[^>]*?\bhref\s*=\s*["']([^"'#]+)""")
_SCHEMAS = {".rng", ".rnc", ".xsd", ".sch", ".odd"}
_SETTINGS = {"corpus.toml", "catalog.xml"}
_ROOT = re.compile(rb"""<TEI\b[^>]*?\bxml:id\s*=\s*["']([^"']*)""")
_NUMBER = re.compile(rb"<idno\b[^>]*>\s*([^<]*?)\s*</idno")
_TAG = re.compile(rb"<\?.*?\?>|<[^>]*>|\s+", re.DOTALL)


def changed_files(
    revision: str, paths: Sequence[str], exclude: Sequence[str] = (), for_all: Sequence[Path] = ()
) -> tuple[list[str], list[str]]:
    """The files below some paths that changed since a revision, with their neighbours.

    A neighbour is a file that points to a changed one or to one that is gone, that a changed one points to, or that has the
    identifier of a changed one, a number of its, or the same text. Where a schema or the settings changed, or the persons of the
    corpus, every file is to be checked.

    Args:
        revision: What Git knows as a commit.
        paths: What the user named.
        exclude: Patterns of what to leave out.
        for_all: Files that every file is held against: those of the authority, catalogs.

    Returns:
        All files to check, in a stable order; and those that changed themselves.

    Raises:
        TeikitError: A path stands for no file, Git is not there, this is no repository, or it does not know the revision.
    """
    files, nothing = files_of(paths, exclude)
    if nothing:
        raise TeikitError(f"{nothing[0]}: no XML file is here; correct the path")
    folder = next((Path(path) if Path(path).is_dir() else Path(path).parent for path in paths if path != "-"), Path())
    top = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    if revision.startswith("-"):
        raise TeikitError(f"--since {revision}: that is no revision")
    names = _git(folder, "diff", "--name-only", "-z", "--diff-filter=d", revision, "--").split("\0")
    names += _git(folder, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", str(top)).split("\0")
    changed = {(top / name).resolve() for name in names if name}
    # A file that got another name is gone under the old one.
    lost = _git(folder, "diff", "--name-only", "-z", "--diff-filter=D", "--no-renames", revision, "--").split("\0")
    gone = {(top / name).resolve() for name in lost if name}
    mine = {Path(name).resolve(): name for name, _ in files if name != "-"}
    touched = [path for path in mine if path in changed]
    wanted = set(touched)
    shared = {path.resolve() for path in for_all}
    if any(path.suffix in _SCHEMAS or path.name in _SETTINGS or path in shared for path in (*changed, *gone)):
        return list(mine.values()), [mine[path] for path in touched]
    if touched or gone:
        pointed = {*touched, *gone}
        looked = {path: _look(path) for path in mine}
        taken = {mark for path in touched for mark in looked[path][1]}
        for path, (targets, marks) in looked.items():
            if path in changed:
                wanted |= targets & mine.keys()
            elif targets & pointed or marks & taken:
                wanted.add(path)
    return [mine[path] for path in mine if path in wanted], [mine[path] for path in touched]


def _look(path: Path) -> tuple[set[Path], set[tuple[str, bytes]]]:
    """The files that a file points to, and what another file of the same cable would share with it; found in the bytes, for speed."""
    try:
        data = path.read_bytes()
    except OSError:
        return set(), set()
    found: set[Path] = set()
    for match in (*_FILE.findall(data), *_INCLUDE.findall(data)):
        for part in match.decode("utf-8", "replace").split():
            if "://" not in part:
                found.add((path.parent / part).resolve())
    marks = {("number", number.lower()) for number in _NUMBER.findall(data) if number}
    if (root := _ROOT.search(data)) and root[1]:
        marks.add(("identifier", root[1]))
    if (body := data.find(b"<body")) >= 0:
        marks.add(("text", hashlib.sha256(_TAG.sub(b"", data[body:])).digest()))
    return found, marks


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, check=False, encoding="utf-8", errors="replace"
        )
    except OSError as error:
        raise TeikitError("--since needs Git, which is not installed") from error
    if done.returncode:
        raise TeikitError(f"--since: {(done.stderr.strip().splitlines() or ['Git failed'])[0]}")
    return done.stdout
