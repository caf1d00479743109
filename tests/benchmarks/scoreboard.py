"""The scoreboard: real transcripts converted with no dialect named, scored against their gold by the reference material's own scorer.

    python tests/benchmarks/scoreboard.py [SET…] [--every N] [--worst N] [--out FOLDER] [--workers N]

Prints a line for each figure with its goal and its floor (`scoreboard.toml`), and ends with 1 where a figure is below its floor. Every
document is also held against its source letter by letter, and every tenth against our RELAX NG grammar and `tei_all`. `--worst` lists the
documents that cost most, to be read: the ones in `tests/data/disputed.toml` cost because the gold is wrong.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent
SHARED = Path(os.environ.get("TEIKIT_SHARED") or CHECKOUT.parent / "shared")
LOWER_IS_BETTER = ("false_turns", "false_redactions")
VALIDATED = 10

sys.path.insert(0, str(CHECKOUT))
from teikit.conversion import convert_bytes  # noqa: E402
from teikit.relaxng import Schema  # noqa: E402
from teikit.resources import schema_path  # noqa: E402
from tests.tools.transcript import letters, transcript  # noqa: E402


@dataclass(frozen=True)
class Figure:
    """One figure of one set."""

    dataset: str
    name: str
    reached: float
    goal: float
    floor: float
    of: str = ""

    @property
    def good(self) -> bool:
        """Whether it is not below its floor."""
        lower = self.name in LOWER_IS_BETTER
        return self.reached <= self.floor if lower else self.reached >= self.floor


def scorer() -> ModuleType:
    """The reference material's own scorer."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def convert(job: tuple[str, str, bool]) -> str:
    """Convert one transcript and prove it; returns what is wrong, or nothing."""
    name, target, validated = job
    path = Path(name)
    try:
        done = convert_bytes(path.read_bytes(), path.name)
    except Exception as error:
        return f"{path.name}: {type(error).__name__}: {error}"
    Path(target).write_bytes(done.tei)
    want, have = letters(done.cable.source.text), letters(transcript(done.tei))
    if want != have:
        at = next((i for i, (a, b) in enumerate(zip(want, have, strict=False)) if a != b), min(len(want), len(have)))
        return f"{path.name}: letter {at} of the source does not come back: …{want[max(0, at - 20) : at + 20]}…"
    if validated:
        for schema in _schemas():
            if problems := list(schema.validate(done.tei)):
                return f"{path.name}: {problems[0]}"
    return ""


_LOADED: list[Schema] = []


def _schemas() -> list[Schema]:
    if not _LOADED:
        _LOADED.extend((Schema.load(schema_path()), Schema.load(SHARED / "tei" / "tei_all.rng")))
    return _LOADED


def measure(dataset: str, every: int, out: Path, workers: int, worst: int) -> tuple[list[Figure], list[str], float]:
    """Convert and score one set.

    Returns:
        Its figures, what was wrong with single documents, and documents a second.
    """
    score = scorer()
    gold, tei = out / "gold" / dataset, out / "tei" / dataset
    for folder in (gold, tei):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
    jobs = []
    for index, path in enumerate(_transcripts(SHARED / "data" / dataset)[::every]):
        stem = path.name.removesuffix(".raw.txt").removesuffix(".md")
        for ending in (".raw.txt", ".gold.json"):
            if (source := path.with_name(stem + ending)).exists():
                (gold / (stem + ending)).symlink_to(source)
        jobs.append((str(path), str(tei / f"{stem}.xml"), index % VALIDATED == 0))
    begun = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        wrong = [said for said in pool.map(convert, jobs, chunksize=16) if said]
    speed = len(jobs) / (time.perf_counter() - begun)
    wanted = tomllib.loads((HERE / "scoreboard.toml").read_text("utf-8"))[dataset]
    reached = _figures(score, gold, tei, set(wanted), worst) if wanted else {}
    figures = [
        Figure(dataset, name, *reached[name][:1], entry["goal"], entry["floor"], reached[name][1])
        for name, entry in wanted.items()
        if name in reached
    ]
    intact = 1 - len(wrong) / len(jobs) if jobs else 1.0
    return (
        [*figures, Figure(dataset, "intact", intact, 1.0, 1.0, f"{len(jobs) - len(wrong)}/{len(jobs)}")],
        wrong,
        speed,
    )


def _transcripts(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.raw.txt")) or sorted(folder.glob("*.md"))


def _figures(score: ModuleType, gold: Path, tei: Path, wanted: set[str], worst: int) -> dict[str, tuple[float, str]]:
    found: dict[str, tuple[float, str]] = {}
    runs: list[tuple[Callable[[Path, Path], tuple[list[tuple[int, str, str]], str]], set[str]]] = [
        (score.turns, {"turns", "false_turns"}),
        (score.redactions, {"redactions", "unit", "quantity", "false_redactions"}),
        (score.header, wanted),
    ]
    for run, names in runs:
        if not names & wanted:
            continue
        rows, line = run(gold, tei)
        for cost, stem, note in sorted(rows, reverse=True)[:worst]:
            if cost:
                print(f"    {cost:5d}  {stem}  {note}")
        found.update(_read(line, len(rows)))
    if "quantity" in wanted:
        found["quantity"] = _quantities(score, gold, tei)
    if "chosen_turns" in wanted:
        found["chosen_turns"] = _chosen_turns(score, gold, tei)
    if "printed_subject" in wanted:
        found["printed_subject"] = _printed_subjects(score, gold, tei)
    return found


def _chosen_turns(score: ModuleType, gold: Path, tei: Path) -> tuple[float, str]:
    """F1 of the turns of those speakers that the gold names: its labels were chosen by hand, and others spoke too."""
    right = wanted = given = 0
    for stem, facts in score.golds(gold):
        root = score.tei(tei, stem)
        labels = [score.label(turn["label"]) for turn in facts.get("turns") or []]
        found = (
            []
            if root is None
            else [score.label(score.text_of(one)) for one in root.iterfind(".//t:sp/t:speaker", score.TEI)]
        )
        found = [one for one in found if one in set(labels)]
        right += score.common(labels, found)
        wanted += len(labels)
        given += len(found)
    return score.f1(right, wanted, given)[2], f"{right} of {wanted}, {given} found"


def _printed_subjects(score: ModuleType, gold: Path, tei: Path) -> tuple[float, str]:
    """Subjects by what the telegram prints: the record's own field runs on into the text, and escapes its quotation marks."""
    right = all_ = 0
    for stem, facts in score.golds(gold):
        printed = (facts.get("printed_header") or {}).get("subject")
        root = score.tei(tei, stem)
        if not printed or root is None:
            continue
        words = score.letters(" ".join(root.find("t:teiHeader", score.TEI).itertext())).casefold()
        all_ += 1
        right += score.letters(printed).casefold() in words
    return (right / all_ if all_ else 1.0), f"{right}/{all_}"


def _read(line: str, documents: int) -> dict[str, tuple[float, str]]:
    """The figures of one of the scorer's lines."""
    kind, _, rest = line.partition(": ")
    if kind == "header":
        return {name: (float(x), of) for name, of, x in re.findall(r"(\w+) (\d+/\d+) = ([\d.]+)", rest)}
    totals = re.search(r"gold (\d+) found (\d+) right (\d+).*F1 ([\d.]+)", rest)
    assert totals is not None
    number, f1 = int(totals[2]) - int(totals[3]), float(totals[4])
    of = f"{totals[3]} of {totals[1]}, {totals[2]} found"
    found = {kind: (f1, of), f"false_{kind}": (100 * number / max(1, documents), f"{number} in {documents} documents")}
    for name, share, x in re.findall(r"(unit|quantity) (\d+/\d+) = ([\d.]+)", rest):
        found[name] = (float(x), share)
    return found


def _quantities(score: ModuleType, gold: Path, tei: Path) -> tuple[float, str]:
    """Quantities by the marker's whole number: the scorer takes "3-1/2 lines" for three."""
    right = all_ = 0
    for stem, facts in score.golds(gold):
        items = [one for one in facts.get("redactions") or [] if one.get("class") == "withheld"]
        root = score.tei(tei, stem)
        gaps = [] if root is None else root.xpath(".//t:gap[@reason='redacted']", namespaces=score.TEI)
        found = [
            score.label("".join(score.text_of(desc) for desc in gap.iterfind("t:desc", score.TEI))) for gap in gaps
        ]
        for a, b in score.pairs_in_order([score.label(one["text"]) for one in items], found):
            number = typed_quantity(items[a]["text"])
            if number is None or not items[a].get("quantity") or items[a].get("unit", "").rstrip("s") not in _UNITS:
                continue
            said = gaps[b].get("atMost") if items[a].get("less_than") else gaps[b].get("quantity")
            all_ += 1
            right += said is not None and Fraction(said) == number
    return (right / all_ if all_ else 1.0), f"{right}/{all_}"


_UNITS = ("line", "paragraph", "name", "word", "sentence", "page")
_HALVES = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_TYPED = re.compile(
    r"\[(?:less than )?(?:(?P<whole>\d+)?[-–\s]?(?P<part>[½¼¾])|(?P<mixed>\d+)\s?[-–\s]\s?1\s?/\s?2|(?P<lost>\d*?)1\s?/\s?2|(?P<plain>\d+))"
    r"\s(?:lines?|words?|names?|sentences?|paragraphs?|pages?)\b"
)


def typed_quantity(marker: str) -> Fraction | None:
    """The number that a marker begins with, fraction and all; `None` where it begins with none or with one that is no number ("5-2/2")."""
    match = _TYPED.match(marker)
    if match is None:
        return None
    if match["part"]:
        return int(match["whole"] or 0) + _HALVES[match["part"]]
    if match["plain"]:
        return Fraction(match["plain"])
    return int(match["mixed"] or match["lost"] or 0) + Fraction(1, 2)


def main() -> int:
    """Print the table; 1 where a floor is missed."""
    known = tomllib.loads((HERE / "scoreboard.toml").read_text("utf-8"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=list(known), help="sets of transcripts; all without any")
    parser.add_argument("--every", type=int, default=1, help="take every Nth document")
    parser.add_argument("--worst", type=int, default=0, help="list the N documents of each set that cost most")
    parser.add_argument("--out", type=Path, help="keep the TEI files here")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print(f"no reference material at {SHARED}; set TEIKIT_SHARED", file=sys.stderr)
        return 2
    if unknown := set(arguments.sets) - set(known):
        print(f"no such set: {', '.join(sorted(unknown))}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'set':18}{'figure':18}{'reached':>9}{'goal':>8}{'floor':>8}")
        for dataset in arguments.sets:
            out = arguments.out or Path(folder)
            figures, wrong, speed = measure(dataset, arguments.every, out, arguments.workers, arguments.worst)
            for figure in figures:
                sign = "" if figure.good else "  BELOW ITS FLOOR"
                numbers = f"{figure.reached:9.4f}{figure.goal:8.3f}{figure.floor:8.3f}"
                print(f"{figure.dataset:18}{figure.name:18}{numbers}  {figure.of}{sign}")
                missed += not figure.good
            for said in wrong[:10]:
                print(f"    {said}")
            print(f"{dataset:18}{'documents/s':18}{speed:9.1f}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
