"""Validates documents from the command line: `python -m teikit.relaxng [--no-cache] SCHEMA DOCUMENT...`.

Prints one line a mistake, `file:line:column: code: message`. Exit code 0: all valid; 1: mistakes; 2: the schema or a
document could not be read. The schema is kept in the user's cache folder after all checks, to load faster the next time.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence


def _cache_folder() -> str:
    """The user's folder for what can be made again."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return os.path.join(base, "teikit", "relaxng")  # noqa: PTH118


def main(arguments: Sequence[str] | None = None) -> int:
    """Validate documents; the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    cache: str | None = _cache_folder()
    if words[:1] == ["--no-cache"]:
        cache, words = None, words[1:]
    schema_file, *documents = words or [""]
    if not schema_file or not documents or schema_file.startswith("-"):
        print("usage: python -m teikit.relaxng [--no-cache] SCHEMA DOCUMENT...", file=sys.stderr)
        return 2
    from teikit.relaxng.errors import RelaxNGError
    from teikit.relaxng.schema import Schema

    try:
        schema = Schema.load(schema_file, cache=cache)
    except RelaxNGError as error:
        print(error, file=sys.stderr)
        return 2
    # The schema stays until the end; nothing in it is garbage to look for.
    gc.freeze()
    result = 0
    for document in documents:
        try:
            problems = schema.validate(document)
        except OSError as error:
            print(f"{document}: cannot be read: {error.strerror}", file=sys.stderr)
            result = 2
            continue
        for problem in problems:
            print(
                f"{document}:{problem.line}:{problem.column}: {problem.code}: {problem.message}. {problem.hint}".rstrip()
            )
        result = max(result, int(bool(problems)))
    return result


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    # Taking the schema apart object by object would take longer than many a document.
    os._exit(code)
