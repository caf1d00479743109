"""Results of unchanged files, kept between runs.

A result counts while the file's bytes, its path, the settings, this version of teikit, every file that it includes and every
schema file that was used are the same. Kept as JSON in SQLite: nothing read from the cache can run code.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from dataclasses import asdict
from functools import cache as remember
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from teikit.validation.catalog import Catalog
from teikit.validation.folders import cache_folder
from teikit.validation.plan import FileResult, Plan
from teikit.version import __version__

_SCHEMA = "CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, schemas TEXT NOT NULL, result TEXT NOT NULL)"
_KEEP = 200_000


class ResultCache:
    """The results of earlier runs with the same plan. A cache that cannot be used only costs time.

    Args:
        plan: What is checked.
    """

    def __init__(self, plan: Plan):
        settings = json.dumps(
            [asdict(plan), _plug_ins(), *map(_digest, map(str, plan.catalogs))], default=str, sort_keys=True
        )
        self._settings = hashlib.sha256(f"{__version__}\0{_code()}\0{settings}".encode()).hexdigest()
        self._catalog = Catalog(plan.catalogs)
        self._rules_read_files = plan.allow_files
        self._keys: dict[str, str] = {}
        self._schemas: dict[str, str] = {}
        self._database: sqlite3.Connection | None = None
        with contextlib.suppress(sqlite3.Error, OSError):
            folder = cache_folder()
            folder.mkdir(parents=True, exist_ok=True)
            self._database = _opened(folder / "results.sqlite")

    def get(self, name: str, *, named: bool = True) -> FileResult | None:
        """The result of a file, if it still counts; whether the user named it decides on files that are no TEI."""
        if self._database is None or not Path(name).is_file():  # what comes through a pipe can be read but once
            return None
        try:
            with Path(name).open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return None
        parts = (self._settings, str(Path(name).resolve()), name, str(named), digest)
        key = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
        self._keys[name] = key
        try:
            row = self._database.execute("SELECT schemas, result FROM results WHERE key = ?", (key,)).fetchone()
            if row is None or any(self._schema(path) != known for path, known in json.loads(row[0]).items()):
                return None
            return FileResult.from_json(json.loads(row[1]))
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            return None

    def put(self, results: list[FileResult]) -> None:
        """Keep results. What could not be checked is tried again next time."""
        if self._database is None:
            return
        rows = [
            (
                self._keys[result.name],
                json.dumps({path: self._schema(path) for path in (*result.schemas, *result.included)}),
                json.dumps(result.to_json()),
            )
            for result in results
            if result.name in self._keys and not result.failures and not result.volatile and not self._rules_read_files
        ]
        with contextlib.suppress(sqlite3.Error):
            self._database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", rows)
            self._database.execute("DELETE FROM results WHERE rowid <= (SELECT max(rowid) FROM results) - ?", (_KEEP,))
            self._database.commit()

    def _schema(self, path: str) -> str:
        if path not in self._schemas:
            self._schemas[path] = _digest(path, self._catalog)
        return self._schemas[path]

    def close(self) -> None:
        """Let go of the database."""
        if self._database is not None:
            self._database.close()
            self._database = None


def _opened(file: Path) -> sqlite3.Connection:
    """The database; one that is damaged is begun anew."""
    try:
        database = sqlite3.connect(file, timeout=5)
        database.execute(_SCHEMA)
    except sqlite3.OperationalError:  # locked, or not writable: no fault of what is in it
        raise
    except sqlite3.DatabaseError:
        file.unlink()
        database = sqlite3.connect(file, timeout=5)
        database.execute(_SCHEMA)
    return database


def _plug_ins() -> list[str]:
    """The rules that others bring, with the versions of their packages."""
    from importlib.metadata import entry_points

    found = entry_points(group="teikit.rules")
    return sorted(f"{entry.name} {entry.value} {entry.dist.version if entry.dist else ''}" for entry in found)


@remember
def _code() -> str:
    """A digest of the code that makes the results, so that an edited checkout does not read stale ones."""
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parent.parent
    for folder in ("validation", "relaxng"):
        for file in sorted((package / folder).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _digest(path: str, catalog: Catalog | None = None) -> str:
    """SHA-256 of a schema and everything it includes, also by way of a catalog."""
    digest = hashlib.sha256()
    waiting, seen = [Path(path)], set()
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        try:
            data = file.read_bytes() if file.is_file() else None
        except OSError:
            data = None
        if data is None:
            digest.update(b"missing")
            continue
        digest.update(hashlib.sha256(data).digest())
        if b"href" in data or b"schemaLocation" in data or b"include" in data:
            waiting.extend(sorted(_references(file, data, catalog or Catalog())))
    return digest.hexdigest()


def _references(file: Path, data: bytes, catalog: Catalog) -> set[Path]:
    if file.suffix.lower() == ".rnc":
        import re

        found = re.findall(rb"""(?:include|external)\s+["']+([^"']+)""", data)
        names = [match.decode("utf-8", "replace") for match in found]
    else:
        try:
            root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, collect_ids=False))
        except etree.XMLSyntaxError:
            return set()
        names = [
            value
            for node in root.iter(etree.Element)
            if etree.QName(node).localname in ("include", "import", "redefine", "override", "externalRef", "extends")
            for value in (node.get("href"), node.get("schemaLocation"))
            if value
        ]
    base = file.resolve().as_uri()
    targets = {urlsplit(catalog.resolve(urljoin(base, name.partition("#")[0]))) for name in names if name[:1] != "#"}
    return {Path(unquote(target.path)) for target in targets if target.scheme == "file"}
