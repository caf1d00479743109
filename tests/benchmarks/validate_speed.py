"""teikit validate beside jing, xmllint and xmlschema, in one run on one machine.

    python -m tests.benchmarks.validate_speed [--quick] [--runs 3]

500 files of 20 KB and 20 of 1 MB are made up (`validate_documents`), all valid. Every figure is the median of the runs, whole
commands with their start, in seconds; the ratio to lxml's bare parse of the same files is taken in the same round, so that a
busy machine weighs on both. What is not installed is left out and named.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.validate_documents import corpus
from tests.conftest import CHECKOUT, SHARED

TEI_ALL = SHARED / "tei" / "tei_all.rng"
OWN = CHECKOUT / "schemas" / "teikit.rng"
TEIKIT = [sys.executable, "-c", "from teikit.cli.main import main; main()", "validate", "--quiet", "--jobs", "1"]
PARSE = """
import sys
from lxml import etree
parser = etree.XMLParser(collect_ids=False)
for name in sys.stdin.read().splitlines():
    etree.parse(name, parser)
"""
XMLSCHEMA = """
import sys, xmlschema
schema = xmlschema.XMLSchema10(sys.argv[1])
for name in sys.stdin.read().splitlines():
    schema.validate(name)
"""


def timed(call: list[str], stdin: str = "", **environment: str) -> float:
    """How long a command takes; it must not fail."""
    start = time.perf_counter()
    done = subprocess.run(
        call, input=stdin, capture_output=True, text=True, check=False, env={**os.environ, **environment}, cwd=CHECKOUT
    )
    took = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{' '.join(call[:8])} … failed:\n{done.stdout[:500]}{done.stderr[:2000]}")
    return took


def memory(call: list[str]) -> str:
    """The largest resident set of a command, in MB."""
    timer = shutil.which("time", path="/usr/bin:/bin")
    if timer is None:
        return "not measured"
    done = subprocess.run([timer, "-f", "%M", *call], capture_output=True, text=True, check=False, cwd=CHECKOUT)
    return f"{int(done.stderr.split()[-1]) // 1024} MB"


def rows(folder: Path, names: list[str], few: int) -> dict[str, Callable[[], float]]:
    """What is measured on a set of files."""
    listed = "\n".join(names)
    made: dict[str, Callable[[], float]] = {
        "lxml, bare parse": lambda: timed([sys.executable, "-c", PARSE], listed),
        "teikit, RELAX NG, teikit.rng": lambda: timed([*TEIKIT, "--no-cache", "--layer", "rng", str(folder)]),
        "teikit, Schematron, teikit.sch": lambda: timed([*TEIKIT, "--no-cache", "--layer", "sch", str(folder)]),
        "teikit, all but Schematron": lambda: timed([*TEIKIT, "--no-cache", "--skip-layer", "sch", str(folder)]),
        "teikit, all layers": lambda: timed([*TEIKIT, "--no-cache", str(folder)]),
        "teikit, all but Schematron, a process a core": lambda: timed(
            [*TEIKIT[:-2], "--no-cache", "--skip-layer", "sch", str(folder)]
        ),
        "teikit, all layers, a process a core": lambda: timed([*TEIKIT[:-2], "--no-cache", str(folder)]),
        "teikit, all layers, results cached": lambda: timed([*TEIKIT, "--cache", str(folder)]),
    }
    if TEI_ALL.exists():
        call = [*TEIKIT, "--no-cache", "--layer", "rng", "--schema", str(TEI_ALL)]
        made["teikit, RELAX NG, tei_all.rng"] = lambda: timed([*call, str(folder)])
        if shutil.which("jing"):
            made["jing, one JVM, tei_all.rng"] = lambda: timed(["jing", str(TEI_ALL), *names])
    if shutil.which("jing"):
        made["jing, one JVM, teikit.rng"] = lambda: timed(["jing", str(OWN), *names])
        made[f"jing, one JVM each, teikit.rng, {few} files"] = lambda: sum(
            timed(["jing", str(OWN), name]) for name in names[:few]
        )
    if shutil.which("xmllint"):
        made["xmllint --noout"] = lambda: timed(["xmllint", "--noout", *names])
    made[f"xmlschema, teikit.xsd, {few} files"] = lambda: timed(
        [sys.executable, "-c", XMLSCHEMA, str(CHECKOUT / "schemas" / "teikit.xsd")], "\n".join(names[:few])
    )
    return made


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="a tenth of the files")
    options = parser.parse_args()
    for program in ("jing", "xmllint"):
        if not shutil.which(program):
            print(f"{program} is not installed and is left out")
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["TEIKIT_CACHE_DIR"] = f"{temporary}/cache"
        # Python keeps what it compiled, as it does where a package is installed.
        os.environ["PYTHONPYCACHEPREFIX"] = f"{temporary}/bytecode"
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        sets = {"500 files of 20 KB": (500, 20_000), "20 files of 1 MB": (20, 1_000_000)}
        for title, (count, size) in sets.items():
            count = max(count // 10, 2) if options.quick else count
            folder = Path(temporary) / str(size)
            names = corpus(folder, count, size)
            wanted = rows(folder, names, min(5, count))
            timed([*TEIKIT, "--cache", str(folder)])  # compiled schemas and results are there from now on
            times: dict[str, list[float]] = {name: [] for name in wanted}
            ratios: dict[str, list[float]] = {name: [] for name in wanted}
            for _ in range(options.runs):
                bare = wanted["lxml, bare parse"]()
                for name, measure in wanted.items():
                    took = measure()
                    times[name].append(took)
                    ratios[name].append(took / bare)
            print(f"\n{title if not options.quick else f'{count} files of {size // 1000} KB'}, {options.runs} runs")
            for name in wanted:
                print(
                    f"  {name:<48} {statistics.median(times[name]):8.2f} s  {statistics.median(ratios[name]):7.1f} × parse"
                )
            print(f"  largest resident set, all layers: {memory([*TEIKIT, '--no-cache', str(folder)])}")
        one = str(Path(temporary) / "20000" / "cable-0.xml")
        if TEI_ALL.exists() and shutil.which("jing"):
            ours = [*TEIKIT, "--no-cache", "--layer", "rng", "--schema", str(TEI_ALL), one]
            pairs = [(timed(ours), timed(["jing", str(TEI_ALL), one])) for _ in range(options.runs + 2)]
            mine, jing = (statistics.median(side) for side in zip(*pairs, strict=True))
            print(
                f"\none file, tei_all.rng, whole command: teikit {mine:.3f} s, jing {jing:.3f} s, {jing / mine:.1f} times"
            )


if __name__ == "__main__":
    main()
