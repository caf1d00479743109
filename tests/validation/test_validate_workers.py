"""Several processes: one that dies takes nothing with it but the file it died over, which is named."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from teikit.validation import ValidationReport, validate
from teikit.validation.checker import Checker
from teikit.validation.plan import Plan
from tests.benchmarks.validate_documents import document

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="finds the process that reads a pipe in /proc"
)


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEIKIT_CACHE_DIR", str(tmp_path / ".cache"))
    for number in range(8):
        text = document(f"cable-{number}", 2500, 1)
        wrong = text.replace('who="#first"', 'who="#frist"', 1) if number % 2 else text
        Path(f"cable-{number}.xml").write_text(wrong, encoding="utf-8")


def holders(pipe: Path) -> set[int]:
    """The other processes that read a pipe; not those that are just being forked, and have our end of it for a moment."""
    found = set()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            for fd in (entry / "fd").iterdir():
                if fd.readlink() == pipe:
                    told = (entry / "fdinfo" / fd.name).read_text(encoding="ascii")
                    if int(told.split("flags:")[1].split()[0], 8) & os.O_ACCMODE == os.O_RDONLY:
                        found.add(int(entry.name))
        except OSError:
            continue
    return found


class Feeder(threading.Thread):
    """Kills the first readers of a pipe, as the system does when the memory is used up; feeds those that come after.

    Args:
        name: The pipe, which is made.
        kills: How many readers are killed.
        text: What the others get.
    """

    def __init__(self, name: str, kills: int, text: str = ""):
        super().__init__(daemon=True)
        self.pipe = Path(name).resolve()
        self.kills = kills
        self.text = text
        self.killed: list[int] = []
        os.mkfifo(self.pipe)
        self.start()

    def run(self) -> None:
        while len(self.killed) < self.kills:
            end, pids = self.reader()
            for pid in pids:
                os.kill(pid, signal.SIGKILL)
            self.killed.append(max(pids))
            while pids & holders(self.pipe):
                time.sleep(0.01)
            os.close(end)
        if self.text:
            end, _ = self.reader()
            os.write(end, self.text.encode())
            os.close(end)

    def reader(self) -> tuple[int, set[int]]:
        """The end to write into, and who reads. One that was killed a moment ago may count as a reader for another."""
        while True:
            end = os.open(self.pipe, os.O_WRONLY)  # waits for a reader
            for _ in range(50):
                if pids := holders(self.pipe):
                    return end, pids
                time.sleep(0.01)
            os.close(end)


def told(report: ValidationReport) -> list[str]:
    return [str(finding) for finding in report if finding.rule != "TK016"]


NAMES = [f"cable-{number}.xml" for number in range(8)]


def test_a_file_that_kills_its_process_is_named_and_the_others_are_checked() -> None:
    alone = told(validate(NAMES))
    assert len(alone) == 4
    feeder = Feeder("deadly.xml", kills=2)
    report = validate([*NAMES[:4], "deadly.xml", *NAMES[4:]], jobs=2)
    assert len(feeder.killed) == 2, "once among others, once alone"
    assert report.exit_code == 2
    (failure,) = report.failures
    assert (failure.rule, failure.location.file) == ("crash", "deadly.xml")
    assert [line for line in told(report) if "deadly" not in line] == alone
    assert report.files == [*NAMES[:4], "deadly.xml", *NAMES[4:]]


def test_a_process_killed_once_leaves_no_trace() -> None:
    feeder = Feeder("slow.xml", kills=1, text=document("slow", 2500, 1))
    report = validate([*NAMES, "slow.xml"], jobs=2)
    assert len(feeder.killed) == 1
    assert report.failures == []
    assert told(report) == told(validate(NAMES))


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_the_order_of_findings_is_that_of_the_files(jobs: int) -> None:
    assert told(validate(list(reversed(NAMES)), jobs=jobs)) == told(validate(NAMES))


def test_standard_input_is_read_whatever_the_number_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    text = document("piped", 2500, 1).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    report = validate(["-", *NAMES], jobs=2)
    assert not [finding for finding in report if finding.location.file == "-" and finding.rule != "TK016"]
    assert "-" in report.files


def test_a_mistake_in_a_rule_does_not_take_the_other_files_along(tmp_path: Path) -> None:
    code = (
        "import sys, teikit.validation.rules.turn_parity as rule\n"
        "check = rule.check\n"
        "rule.check = lambda index, plan: 1 / ('cable-3' not in index.document.name) and check(index, plan)\n"
        "from teikit.cli.main import main\n"
        "main()\n"
    )
    call = [sys.executable, "-c", code, "validate", ".", "--format", "json", "--no-cache", "--ignore", "TK016"]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    (broken,) = [one for one in found if one.get("couldNotCheck")]
    assert (broken["rule"], broken["file"]) == ("crash", "cable-3.xml")
    assert "ZeroDivisionError" in broken["message"]
    assert {one["file"] for one in found} == {f"cable-{number}.xml" for number in (1, 3, 5, 7)}


def test_workers_that_are_copied_and_those_that_start_anew_find_the_same() -> None:
    outputs = []
    for fork in (True, False):
        code = (
            "import sys; from teikit.validation import workers; from teikit.cli.main import main;"
            f"assert workers.may_fork(); workers.may_fork = lambda: {fork}; main()"
        )
        call = [
            sys.executable,
            "-c",
            code,
            "validate",
            "--quiet",
            "--no-cache",
            "--format",
            "json",
            "--jobs",
            "2",
            *NAMES,
        ]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (1, "")
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
    assert outputs[0].count('"TK003"') == 4


def test_a_file_that_cannot_be_read_whole_is_no_example_to_get_ready_with() -> None:
    """A pipe, a folder, a file that is not there: the workers are made all the same, and nothing waits."""
    os.mkfifo("a-pipe.xml")
    checker = Checker(Plan())
    checker.prepare(["a-pipe.xml", "nowhere.xml", ".", *NAMES])
    assert checker._loaded._rng, "the grammar of the first file that is one"


GROWING = """
import atexit, resource, sys
from teikit.cli.main import main
from teikit.validation import validator, workers
pools, pool = [], workers._pool
workers._pool = lambda *arguments: pools.append(1) or pool(*arguments)
{settings}
def tell():
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(len(pools), "saxonche" in sys.modules, most // 1024, file=sys.stderr)
atexit.register(tell)
main()
"""


def _told_of_pools(settings: str, *arguments: str) -> tuple[str, list[str]]:
    call = [
        sys.executable,
        "-c",
        GROWING.format(settings=settings),
        "validate",
        "--quiet",
        "--no-cache",
        "--format",
        "json",
    ]
    done = subprocess.run([*call, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout, done.stderr.split()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_workers_that_have_grown_are_replaced(jobs: str) -> None:
    expected, (pools, *_) = _told_of_pools("", "--jobs", "2", *NAMES)
    assert pools == "1"
    settings = (
        "validator._LARGE = validator._MANY_LARGE = workers._GROWN = workers._GROWTH = 0; workers._LARGEST_CHUNK = 5000"
    )
    found, (pools, in_this_process, _) = _told_of_pools(settings, "--jobs", jobs, *NAMES)
    assert found == expected
    assert int(pools) > 1
    assert in_this_process == "False"


def test_a_worker_that_was_large_from_the_start_is_kept() -> None:
    settings = "validator._LARGE = validator._MANY_LARGE = workers._GROWN = 0; workers._LARGEST_CHUNK = 5000"
    _, (pools, *_) = _told_of_pools(settings, "--jobs", "1", *NAMES)
    assert pools == "1"


@pytest.mark.nightly
def test_memory_does_not_grow_with_the_number_of_large_files() -> None:
    for number in range(40):
        Path(f"large-{number}.xml").write_text(document(f"large-{number}", 1_000_000, number), encoding="utf-8")
    found, (pools, _, megabytes) = _told_of_pools("", "--jobs", "1", *(f"large-{number}.xml" for number in range(40)))
    assert not found
    assert int(pools) > 1
    assert int(megabytes) < 300
