"""How fast transcripts become TEI, beside pandoc: `teikit convert` over a folder, pandoc once a file, and pandoc given all as one file.

    python tests/benchmarks/conversion_speed.py [SET] [--files N]

Prints documents a second and megabytes a second, and cost by length from 1 KB to 10 MB. Goals: eight times the documents a second of
pandoc run once a file, one and a half times the megabytes a second of pandoc given all at once, cost linear in length.
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


def timed(command: list[str]) -> float:
    """Seconds that a command takes; it must succeed."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> int:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", nargs="?", default="frus_memo_letter")
    parser.add_argument("--files", type=int, default=60, help="how many files pandoc is run on one by one")
    parser.add_argument("--megabytes", type=float, default=10, help="the longest transcript of the second table")
    arguments = parser.parse_args()
    pandoc = shutil.which("pandoc")
    files = sorted((SHARED / "data" / arguments.set).glob("*.raw.txt"))
    if not pandoc or not files:
        print("needs pandoc and the reference material (TEIKIT_SHARED)", file=sys.stderr)
        return 2
    size = sum(path.stat().st_size for path in files) / 1e6
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        whole = out / "all.md"
        whole.write_text("\n\n".join(path.read_text("utf-8") for path in files), "utf-8")
        ours = timed([*TEIKIT, "convert", str(files[0].parent), "-o", str(out / "tei"), "--quiet"])
        some = files[:: max(1, len(files) // arguments.files)]
        single = sum(timed([pandoc, "-f", "markdown", "-t", "tei", str(path)]) for path in some)
        together = timed([pandoc, "-f", "markdown", "-t", "tei", str(whole)])
        docs, alone = len(files) / ours, len(some) / single
        print(f"teikit convert, {len(files)} files: {docs:8.1f} documents/s {size / ours:6.2f} MB/s")
        print(f"pandoc, once a file:       {alone:8.1f} documents/s, so {docs / alone:.1f} times as many")
        print(
            f"pandoc, all as one file:   {size / together:8.2f} MB/s, so {size / ours / (size / together):.1f} times as much"
        )
        text = whole.read_text("utf-8")
        for kilobytes in LENGTHS:
            if kilobytes / 1000 > arguments.megabytes:
                break
            one = out / f"{kilobytes}.txt"
            one.write_text((text * (1 + kilobytes * 1000 // len(text)))[: kilobytes * 1000], "utf-8")
            seconds = timed([*TEIKIT, "convert", str(one), "-o", str(out / "long"), "--quiet"])
            print(f"{kilobytes:8d} KB in one file: {seconds:7.2f} s, {kilobytes / seconds / 1000:.2f} MB/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
