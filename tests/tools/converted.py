"""The specimens and the seed as the converter encodes them: real files for tests of the schemas."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from teikit.cli.convert import command
from tests.conftest import CHECKOUT, SHARED


@cache
def converted() -> dict[str, bytes]:
    """The encoded documents by the name of their transcript."""
    sources = [*sorted((CHECKOUT / "corpus" / "sources").glob("*.txt")), *sorted((SHARED / "seed").glob("*.txt"))]
    assert sources
    with TemporaryDirectory() as folder:
        result = CliRunner().invoke(command, [*map(str, sources), "-o", folder])
        assert result.exit_code in (0, 1), result.output
        found = {path.stem: path.read_bytes() for path in sorted(Path(folder).rglob("*.xml"))}
    assert len(found) == len(sources), result.output
    return found
