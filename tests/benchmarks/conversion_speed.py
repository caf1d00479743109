"""How fast transcripts become TEI, beside pandoc: `teikit convert` over a folder, pandoc once a file, and pandoc given all as one file.

    python tests/benchmarks/conversion_speed.py [SET] [--files N] [--rounds N]

Prints documents a second and megabytes a second, and cost by length from 1 KB to 10 MB. Each is measured in several rounds, one after the
other, and the best round of each counts, so that what else the machine does weighs on all alike. Goals: eight times the documents a second
of pandoc run once a file, one and a half times the megabytes a second of pandoc given all at once, cost linear in length, a third of a
second for one small file.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SHARED = Path(os.environ.get("TEIKIT_SHARED") or CHECKOUT.parent / "shared")
TEIKIT = [sys.executable, "-c", "from teikit.cli.main import main; main()"]
LENGTHS = (1, 10, 100, 1_000, 10_000)
#: Up to so many kilobytes, a length is measured in several rounds.
SHORT = 100


def timed(command: list[str], bytecode: Path | None = None) -> float:
    """Seconds that a command takes; it must succeed.

    Args:
        command: The command.
        bytecode: Where Python and teikit keep what they compiled, so that teikit starts as it does where it is in use.
    """
    environment = dict(os.environ)
    if bytecode is not None:
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(bytecode)
        environment["TEIKIT_CACHE_DIR"] = str(bytecode)
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - begun


def main() -> int:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", nargs="?", default="frus_memo_letter")
    parser.add_argument(
        "--files", type=int, default=60, help="how many files pandoc is run on one by one, over all rounds"
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    parser.add_argument("--megabytes", type=float, default=10, help="the longest transcript of the second table")
    arguments = parser.parse_args()
    pandoc = shutil.which("pandoc")
    files = sorted((SHARED / "data" / arguments.set).glob("*.raw.txt"))
    if not pandoc or not files:
        print("needs pandoc and the reference material (TEIKIT_SHARED)", file=sys.stderr)
        return 2
    rounds = max(1, arguments.rounds)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        whole = out / "all.md"
        whole.write_text("\n\n".join(path.read_text("utf-8") for path in files), "utf-8")
        some = files[:: max(1, len(files) * rounds // arguments.files)]
        bytecode = out / "bytecode"
        timed([*TEIKIT, "convert", str(files[0].parent), "-o", str(out / "first"), "--quiet"], bytecode)
        ours, single, together = [], [], []
        for number in range(rounds):
            command = [*TEIKIT, "convert", str(files[0].parent), "-o", str(out / f"tei{number}"), "--quiet"]
            ours.append(timed(command, bytecode))
            single.append(sum(timed([pandoc, "-f", "markdown", "-t", "tei", str(path)]) for path in some))
            together.append(timed([pandoc, "-f", "markdown", "-t", "tei", str(whole)]))
        _compare(
            len(files),
            sum(path.stat().st_size for path in files) / 1e6,
            min(ours),
            len(some) / min(single),
            min(together),
        )
        text = whole.read_text("utf-8")
        for kilobytes in LENGTHS:
            if kilobytes / 1000 > arguments.megabytes:
                break
            one = out / f"{kilobytes}.txt"
            one.write_text((text * (1 + kilobytes * 1000 // len(text)))[: kilobytes * 1000], "utf-8")
            command = [*TEIKIT, "convert", str(one), "-o", str(out / "long"), "--quiet"]
            seconds = min(timed(command, bytecode) for _ in range(rounds if kilobytes <= SHORT else 1))
            print(f"{kilobytes:8d} KB in one file: {seconds:7.2f} s, {kilobytes / seconds / 1000:.2f} MB/s")
    return 0


def _compare(count: int, size: float, ours: float, alone: float, together: float) -> None:
    """Print documents a second and megabytes a second.

    Args:
        count: How many files there are.
        size: Their megabytes.
        ours: Seconds that teikit takes for all.
        alone: Documents a second of pandoc, run once a file.
        together: Seconds that pandoc takes for all as one file.
    """
    print(f"teikit convert, {count} files: {count / ours:8.1f} documents/s {size / ours:6.2f} MB/s")
    print(f"pandoc, once a file:       {alone:8.1f} documents/s, so {count / ours / alone:.1f} times as many")
    print(f"pandoc, all as one file:   {size / together:8.2f} MB/s, so {together / ours:.1f} times as much")


if __name__ == "__main__":
    sys.exit(main())
