"""What a start loads and keeps: only what it needs, and patterns compiled before."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

from teikit import pattern_store
from teikit.conversion import workers
from teikit.conversion.files import Job, convert_files
from teikit.files import write_whole
from teikit.patterns import lazy_pattern

_PATTERNS = (
    (r"(?P<day>\d{1,2})\.\s(?P<month>\p{Lu}\p{Ll}+)(?!\p{L})", 0),
    (r"(?:not declassified){e<=2}", regex.BESTMATCH),
    (r"(?<=\p{Han})\s+(?=\p{Han})|top\s+secret", regex.IGNORECASE),
    (r" (?: a | b ) # either", regex.VERBOSE),
)
_TEXT = "31. Oktober; not declassfied; TOP  SECRET 極 秘 ab"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(pattern_store, "_fresh", {})
    pattern_store._kept.cache_clear()
    yield
    pattern_store._kept.cache_clear()


def _loaded(*arguments: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    code = (
        "import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr));"
        f"sys.argv = ['teikit', *{list(arguments)!r}]; from teikit.cli.main import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    return set(done.stderr.split())


def test_help_loads_nothing_that_works() -> None:
    """The list of commands comes without lxml, regex, saxonche and the mail library."""
    assert not _loaded("--help") & {"lxml.etree", "regex", "saxonche", "teikit.conversion", "email.message"}


def test_one_transcript_needs_no_processes_and_no_metadata(tmp_path: Path) -> None:
    """A conversion of one file loads neither a process pool nor what opens containers, validates or renders."""
    source = tmp_path / "note.txt"
    source.write_text("SECRET\n\nThe ships are at sea.\n", "utf-8")
    loaded = _loaded("convert", str(source), "--quiet")
    assert "teikit.conversion.single" in loaded
    unwanted = {"saxonche", "zipfile", "multiprocessing", "importlib.metadata", "teikit.validation", "teikit.rendering"}
    assert not loaded & unwanted


def test_kept_patterns_find_the_same() -> None:
    """A pattern taken up from an earlier run finds what the compiled one finds."""
    found = [[match.span() for match in pattern_store.compiled_pattern(*one).finditer(_TEXT)] for one in _PATTERNS]
    assert all(found)
    pattern_store.keep_patterns()
    pattern_store._kept.cache_clear()
    again = [pattern_store.compiled_pattern(*one) for one in _PATTERNS]
    assert not pattern_store._fresh, "none had to be compiled again"
    assert [[match.span() for match in one.finditer(_TEXT)] for one in again] == found
    assert again[0].search(_TEXT)["month"] == "Oktober"


def test_runs_add_to_what_is_kept() -> None:
    """What one run keeps stays when another keeps more."""
    for text in ("first", "second"):
        pattern_store.compiled_pattern(text)
        pattern_store.keep_patterns()
    assert {key[0] for key in pattern_store._read()} == {"first", "second"}


@pytest.mark.parametrize("damage", [b"", b"no digest", bytes(40)])
def test_a_damaged_store_is_passed_over(damage: bytes) -> None:
    """A store that is cut off, or is none, costs the time that it would have saved and nothing else."""
    pattern_store.compiled_pattern("a+")
    pattern_store.keep_patterns()
    pattern_store._file().write_bytes(damage)
    pattern_store._kept.cache_clear()
    assert pattern_store.compiled_pattern("a+").search("caat").group() == "aa"


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be kept, nothing is said."""
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / "file" / "cache"))
    pattern_store.compiled_pattern("b+")
    pattern_store.keep_patterns()


def test_a_pattern_is_compiled_when_it_is_asked() -> None:
    """A mistake in a pattern comes out at its first use, and every method answers as `regex` does."""
    wrong = lazy_pattern("(")
    with pytest.raises(regex.error):
        wrong.search("text")
    words = lazy_pattern(r"(?P<word>\p{L}+)")
    assert words.sub("x", "ab cd") == "x x"
    assert words.pattern == r"(?P<word>\p{L}+)"
    assert [match["word"] for match in words.finditer("ab cd")] == ["ab", "cd"]


@pytest.mark.parametrize("fork", [True, False])
def test_workers_give_what_one_process_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fork: bool) -> None:
    """Forked or started anew, workers write the same files, and their outcomes come in the order of the transcripts."""
    monkeypatch.setattr(workers, "may_fork", lambda: fork)
    monkeypatch.setattr(workers, "_FEW_ANEW", 8)
    jobs: dict[str, list[Job]] = {"one": [], "many": []}
    for number in range(20):
        source = tmp_path / f"n{number:02}.txt"
        source.write_text(
            f"SECRET\n\nNo. {number}\n\nThe Minister said on May {number + 1}, 1950 that all was well.\n", "utf-8"
        )
        for folder, listed in jobs.items():
            listed.append(Job(str(source), str(tmp_path / folder / f"n{number:02}.xml")))
    alone = list(convert_files(jobs["one"], 1))
    side_by_side = list(convert_files(jobs["many"], 2))
    assert [one.name for one in side_by_side] == [one.name for one in alone]
    for one, other in zip(alone, side_by_side, strict=True):
        assert Path(one.written).read_bytes() == Path(other.written).read_bytes()


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    """A file that holds the bytes already keeps its time; other bytes replace it."""
    path = tmp_path / "a.xml"
    write_whole(path, "one")
    os.utime(path, (1, 1))
    write_whole(path, b"one")
    assert path.stat().st_mtime == 1
    write_whole(path, "two")
    assert path.read_text("utf-8") == "two"
    assert sorted(tmp_path.iterdir()) == [path]
