"""Transcripts of our own, one a file, beside what each dialect makes of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from teikit.dialects import Match, Trace, recognise
from teikit.dialects.registry import dialects
from teikit.source import read_source
from teikit.tei import encode
from tests.conftest import compare
from tests.tools.transcript import letters, transcript

FOLDER = Path(__file__).parent
ALL = sorted(path for folder in FOLDER.iterdir() if folder.is_dir() for path in folder.glob("*.txt"))
CASES = sorted(path for name in ("frus", "cablegram", "generic", "wilson") for path in (FOLDER / name).glob("*.txt"))
_VERSION = re.compile(r'(<application ident="teikit" version=")[^"]+')


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_transcript_is_read_as_expected(path: Path, accept: bool) -> None:
    source = read_source(path.name, path.read_bytes())
    recognition = recognise(source)
    assert recognition.dialect.name == path.parent.name
    data = encode(recognition.dialect.read(source, Trace()))
    assert letters(transcript(data)) == letters(source.text)
    compare(path.with_suffix(".xml"), _VERSION.sub(r"\g<1>0", data.decode("utf-8")), accept)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_line_is_accounted_for(path: Path) -> None:
    source = read_source(path.name, path.read_bytes())
    trace = Trace()
    recognise(source).dialect.read(source, trace)
    told = {line.number for line in source.lines if not line.blank}
    assert told - set(trace.lines) == set()


@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_surest_dialect_reads_also_where_not_all_are_asked(path: Path) -> None:
    recognition = recognise(read_source(path.name, path.read_bytes()))
    scores = {name: answer.score for name, answer in recognition.answers if isinstance(answer, Match)}
    assert recognition.match.score == max(scores.values())
    assert scores[recognition.dialect.name] == recognition.match.score
    for name, score in scores.items():
        assert score <= getattr(dialects()[name], "surest", 1.0), "no dialect is surer than it says"
