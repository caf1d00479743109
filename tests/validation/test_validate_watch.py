"""`--watch` answers to changes of what is checked and to nothing else; Ctrl-C ends without a traceback."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.validate_documents import document

BASE = document("cable-1", 2500, 1)
CALL = [sys.executable, "-c", "from teikit.cli.main import main; main()", "validate"]


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / ".cache"))
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


class Watcher:
    def __init__(self, *arguments: str):
        self.process = subprocess.Popen(
            [*CALL, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)

    def until(self, words: str) -> list[str]:
        """The lines up to one that has these words."""
        found = []
        while not found or words not in found[-1]:
            found.append(self.lines.get(timeout=30))
        return found

    def rest(self, seconds: float) -> list[str]:
        """What is said in a while."""
        time.sleep(seconds)
        return [self.lines.get() for _ in range(self.lines.qsize())]

    def stop(self) -> tuple[int, list[str]]:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(30)
        self.thread.join(10)
        return code, self.rest(0)


@pytest.fixture
def watching() -> Iterator[Watcher]:
    Path("cable-1.xml").write_text(BASE, encoding="utf-8")
    watcher = Watcher(".", "--watch", "--format", "concise", "--format", "junit=report.xml")
    yield watcher
    watcher.process.kill()
    watcher.process.wait()
    assert watcher.process.stdout is not None
    watcher.thread.join(10)
    watcher.process.stdout.close()


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent as a signal")
def test_changes_are_checked_and_its_own_reports_are_not(watching: Watcher) -> None:
    watching.until("stop with Ctrl-C")
    time.sleep(0.5)
    Path("cable-1.xml").write_text(BASE.replace('who="#first"', 'who="#frist"', 1), encoding="utf-8")
    assert any("TK003" in line for line in watching.until("1 error"))
    assert watching.rest(1.5) == [], "the report that was written lies in the folder that is watched"
    Path("notes.txt").write_text("x", encoding="utf-8")
    assert watching.rest(1.0) == []
    Path("corpus.toml").write_text('[validate]\nignroe = ["TK003"]\n', encoding="utf-8")
    assert "did you mean 'ignore'" in watching.until("unknown key")[-1]
    Path("corpus.toml").write_text('[validate]\nignore = ["TK003", "TK007"]\n', encoding="utf-8")
    watching.until("no findings")
    time.sleep(1)  # the line is said before the check is over
    code, said = watching.stop()
    assert code == 0
    assert "".join(said).strip() == ""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for the processes in /proc")
def test_ctrl_c_in_the_middle_is_one_line_and_no_verdict() -> None:
    text = document("cable-1", 20_000, 1)
    for number in range(1500):
        Path(f"cable-{number}.xml").write_text(text, encoding="utf-8")
    process = subprocess.Popen(
        [*CALL, ".", "--jobs", "2", "--no-cache"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 60
    while len(children.read_text(encoding="ascii").split()) < 2:  # the workers
        assert time.monotonic() < deadline
        time.sleep(0.02)
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: all processes of the group
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == b""
    assert errors.decode().strip() == "teikit validate: stopped; not everything was checked"
