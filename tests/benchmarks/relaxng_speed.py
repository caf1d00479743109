"""How fast RELAX NG validation is, beside lxml's parser and jing: prints a table.

    python tests/benchmarks/relaxng_speed.py [--rounds 5] [--jing]

Documents of 20 KB and 500 KB are made from the valid ones of the reference material, with other numbers in each, so that
remembered values do not help more than they would in real life. Figures are medians; of processor time where all runs
in one process, so that what else the machine does counts less, of time on the clock for whole commands. "Cold" starts with a schema just
loaded, "warm" is the second time through. Ratios say more than times, which depend on the machine.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from teikit.relaxng import Schema
from tests.conftest import SHARED

SCHEMA = SHARED / "tei" / "tei_all.rng"
PARSER = etree.XMLParser(collect_ids=False, resolve_entities=False)


def bases(schema: Schema) -> list[bytes]:
    """Valid documents with a body that can be repeated."""
    found: list[bytes] = []
    folders = [SHARED / "tei" / "instances", SHARED / "data" / "dracor", SHARED / "data" / "parlamint"]
    for file in sorted(file for folder in folders for file in folder.rglob("*.xml")):
        data = file.read_bytes()
        if b"<!DOCTYPE" in data or not 2000 < len(data) < 400_000:
            continue
        data = re.sub(rb'\sxml:id="[^"]*"', b"", data)
        match = re.search(rb"<body[^>]*>(.*)</body>", data, re.DOTALL)
        if match and len(match[1]) > 800 and schema.is_valid(data):
            found.append(data)
    return found


def document(base: bytes, size: int, rng: random.Random, schema: Schema) -> bytes | None:
    """A document of about the size: the body's content, repeated, with other numbers in it."""
    match = re.search(rb"(<body[^>]*>)(.*)(</body>)", base, re.DOTALL)
    assert match is not None
    head, body, tail = base[: match.end(1)], match[2], base[match.start(3) :]
    divisions = re.findall(rb"<div.*?</div>|<p[ >].*?</p>|<sp[ >].*?</sp>", body, re.DOTALL)
    times = max(0, (size - len(head) - len(body) - len(tail)) // max(1, len(body)))
    extra = body * times
    if not times and divisions:
        body = body[: size - len(head) - len(tail)]
        return None
    made = head + body + extra + tail
    made = re.sub(rb"(?<=[ >])\d{1,3}(?=[ .,<])", lambda _m: str(rng.randrange(1000)).encode(), made)
    made = re.sub(rb"<p>", lambda _m: b'<p n="%d">' % rng.randrange(10_000), made)
    return made if 0.7 * size < len(made) < 1.6 * size and schema.is_valid(made) else None


def corpus(size: int, count: int, schema: Schema, folder: Path) -> list[Path]:
    """So many documents of about the size."""
    rng = random.Random(size)
    sources = bases(schema)
    files: list[Path] = []
    tries = 0
    while len(files) < count and tries < count * 40:
        made = document(sources[tries % len(sources)], size, rng, schema)
        tries += 1
        if made is not None:
            file = folder / f"{size}-{len(files):04}.xml"
            file.write_bytes(made)
            files.append(file)
    return files


def median(rounds: int, work: Callable[[], float]) -> float:
    return statistics.median(work() for _ in range(rounds))


def timed(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def each(work: Callable[[str], object], paths: list[str]) -> float:
    begun = time.process_time()
    for path in paths:
        work(path)
    return time.process_time() - begun


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--jing", action="store_true", help="measure jing too (needs Java)")
    chosen = options.parse_args()
    rounds = chosen.rounds
    load = median(rounds, lambda: timed(lambda: Schema.load(SCHEMA)))
    print(f"load tei_all.rng with every check: {load * 1000:.0f} ms")
    print(f"{'':28}{'files':>7}{'MB':>7}{'seconds':>9}{'docs/s':>8}{'MB/s':>7}{'x lxml':>8}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        schema = Schema.load(SCHEMA)
        small, large = corpus(20_000, 500, schema, folder), corpus(500_000, 50, schema, folder)
        for label, files in (("20 KB", small), ("500 KB", large)):
            size = sum(file.stat().st_size for file in files) / 1e6
            paths = [str(file) for file in files]
            results: dict[str, list[float]] = {"lxml parse": [], "ours, cold": [], "ours, warm": []}
            for _ in range(rounds):
                results["lxml parse"].append(each(lambda path: etree.parse(path, PARSER), paths))
                fresh = Schema.load(SCHEMA)
                results["ours, cold"].append(each(fresh.validate, paths))
                results["ours, warm"].append(each(fresh.validate, paths))
            medians = {key: statistics.median(values) for key, values in results.items()}
            for key, seconds in medians.items():
                rate = f"{len(files) / seconds:8.0f}{size / seconds:7.1f}{seconds / medians['lxml parse']:8.2f}"
                print(f"{label + ', ' + key:28}{len(files):7}{size:7.1f}{seconds:9.3f}{rate}")
        print(
            f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB (with lxml and the corpus maker)"
        )
        commands(small, rounds, chosen.jing)


def commands(files: list[Path], rounds: int, jing: bool) -> None:
    """Whole commands, as an installed package runs: all files, and one; without and with the kept schema."""
    paths = [str(file) for file in files]
    folder = str(files[0].parent)
    # An installed package has its byte code beside it.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": f"{folder}/code", "XDG_CACHE_HOME": f"{folder}/cache"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ours = [sys.executable, "-m", "teikit.relaxng"]
    runs = {"ours, schema read": [*ours, "--no-cache", str(SCHEMA)], "ours, schema kept": [*ours, str(SCHEMA)]}
    if jing:
        runs["jing"] = ["java", "-jar", "/usr/share/java/jing.jar", str(SCHEMA)]
    table: dict[str, tuple[float, float]] = {}
    for label, command in runs.items():

        def run(arguments: list[str], command: list[str] = command) -> float:
            begun = time.perf_counter()
            subprocess.run([*command, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)
            return time.perf_counter() - begun

        run(paths[:1])
        table[label] = (
            statistics.median(run(paths) for _ in range(rounds)),
            statistics.median(run(paths[:1]) for _ in range(rounds)),
        )
    print(f"{'whole command':28}{'500 files':>11}{'one file':>11}" + (f"{'jing: x':>11}{'x':>7}" if jing else ""))
    for label, (many, one) in table.items():
        ratio = f"{table['jing'][0] / many:11.1f}{table['jing'][1] / one:7.1f}" if jing else ""
        print(f"{label:28}{many:10.2f}s{one:10.2f}s{ratio}")


if __name__ == "__main__":
    main()
