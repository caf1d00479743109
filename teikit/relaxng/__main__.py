"""Validates documents from the command line: `python -m teikit.relaxng SCHEMA DOCUMENT...`.

Prints one line a mistake, `file:line:column: code: message`. Exit code 0: all valid; 1: mistakes; 2: the schema or a
document could not be read.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Validate documents; the exit code."""
    schema_file, *documents = list(sys.argv[1:] if arguments is None else arguments) or [""]
    if not schema_file or not documents or schema_file.startswith("-"):
        print("usage: python -m teikit.relaxng SCHEMA DOCUMENT...", file=sys.stderr)
        return 2
    from teikit.relaxng.errors import RelaxNGError
    from teikit.relaxng.schema import Schema

    try:
        schema = Schema.load(schema_file)
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
