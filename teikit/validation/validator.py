"""The validation of a corpus: files in, one report out.

The layers run for every file by itself, in this process or in several; then the rules that compare files; then what the
settings and the files say of findings (suppressed, ignored, weighed otherwise, known) is applied. The order of findings
does not depend on the number of processes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from teikit.findings import Finding, Location, Severity
from teikit.processes import may_fork
from teikit.validation.checker import Checker
from teikit.validation.discovery import files_of, size_of
from teikit.validation.plan import FileResult, Plan, ValidationReport

if TYPE_CHECKING:
    from teikit.validation.cache import ResultCache

# The command line's start-up counts: what a small run does not need is loaded by those that do.


_LARGE = 400_000
_MANY_LARGE = 8_000_000
_SPAWN_WORTH = 4_000_000
"""Bytes below which starting processes costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which findings are told, and how much they weigh.

    Attributes:
        select: Beginnings of rule identifiers to report; empty for all.
        ignore: Beginnings of rule identifiers not to report; the longer beginning wins.
        per_file_ignores: Patterns of paths, with beginnings of rule identifiers.
        severity: Severities by beginnings of rule identifiers; `off` is not reported.
        baseline: Fingerprints of known findings, with how often each is known.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, Sequence[str]] = field(default_factory=dict)
    severity: Mapping[str, str] = field(default_factory=dict)
    baseline: Mapping[str, int] = field(default_factory=dict)


def validate(
    paths: Iterable[str | os.PathLike[str]],
    *,
    schema: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None = None,
    schematron: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None = None,
    layers: Sequence[str] | None = None,
    plan: Plan | None = None,
    filters: Filters | None = None,
    exclude: Sequence[str] = (),
    authority: Sequence[Path] = (),
    jobs: int = 1,
    cache: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ValidationReport:
    """Check TEI files: well-formedness, RELAX NG, XSD, Schematron, and the rules of a corpus.

    Args:
        paths: Files, folders, patterns, or `-`.
        schema: RELAX NG, XSD or Schematron for all files; without it each file's own, else teikit's.
        schematron: Schematron besides.
        layers: Which of `xml`, `rng`, `xsd`, `sch`, `corpus` to run; all by default.
        plan: All settings at once; `schema`, `schematron` and `layers` beat it.
        filters: Which findings to tell.
        exclude: Patterns, as in `.gitignore`, of what to leave out of folders.
        authority: Files that hold the persons of the corpus.
        jobs: How many processes; 0 for one a core where it is worth it.
        cache: Whether results of unchanged files are taken from an earlier run.
        progress: Called with how many files are done, of how many.

    Returns:
        The report. Its exit code is 2 where a path matched nothing or a check could not be made.

    Raises:
        SchemaError: A schema given here is wrong.
    """
    plan = plan or Plan()
    if schema is not None:
        plan = replace(plan, schema=_paths(schema))
    if schematron is not None:
        plan = replace(plan, schematron=_paths(schematron))
    if layers is not None:
        plan = replace(plan, layers=tuple(layers))
    wanted = [os.fspath(path) for path in paths]
    files, nothing = files_of(wanted, exclude)
    report = ValidationReport()
    for path in nothing:
        what = "no XML file is in this folder" if Path(path).is_dir() else "there is no such file or folder"
        report.failures.append(Finding("files", Severity.ERROR, Location(path), what, "Correct the path."))
    if not files and not nothing:
        report.failures.append(Finding("files", Severity.ERROR, Location("."), "nothing was given to check"))
    results = _run(files, plan, jobs, cache, progress)
    checked = [result for result in results if not result.skipped]
    report.skipped = len(results) - len(checked)
    if files and not checked and not plan.only_tei:
        one = " has" if report.skipped == 1 else "s have"
        folders = ", ".join(path for path in wanted if Path(path).is_dir()) or wanted[0]
        report.failures.append(
            Finding(
                "files",
                Severity.ERROR,
                Location(folders),
                f"no TEI file is here ({report.skipped} XML file{one} another root element)",
                "Name the file itself to have it checked all the same.",
            )
        )
    report.files = [result.name for result in checked]
    for result in checked:
        report.add(result.findings)
        report.failures.extend(result.failures)
        report.consequences.extend(result.consequences)
    report.notes = tuple(dict.fromkeys(note for result in checked for note in result.notes))
    report.schemas = tuple(sorted({schema for result in checked for schema in result.schemas}))
    if "corpus" in plan.layers:
        # What a file that cannot be read would have said is not missing.
        whole = any(not named for _, named in files) and not any(
            one.rule.startswith("xml:") for result in checked for one in (*result.findings, *result.failures)
        )
        from teikit.validation.consequences import across

        findings, failures = _corpus_findings(checked, plan, tuple(authority), whole)
        report.consequences += across(report.findings, findings)
        report.add(findings)
        report.failures.extend(failures)
    # A file that others include is met several times over, and so is what is wrong with it.
    report.findings = list({(one.rule, one.location, one.message): one for one in reversed(report.findings)}.values())
    report.failures = list(dict.fromkeys(report.failures))
    apply_filters(report, checked, filters or Filters())
    return report


def _paths(given: str | os.PathLike[str] | Sequence[str | os.PathLike[str]]) -> tuple[Path, ...]:
    if isinstance(given, str | os.PathLike):
        return (Path(given),)
    return tuple(Path(path) for path in given)


def _corpus_findings(
    results: list[FileResult], plan: Plan, authority: tuple[Path, ...], whole: bool
) -> tuple[list[Finding], list[Finding]]:
    from teikit.validation.corpus import Corpus
    from teikit.validation.rules import corpus_rules

    facts = sorted((result.facts for result in results if result.facts is not None), key=lambda one: one.name)
    if not facts:
        return [], []
    corpus = Corpus(facts, plan, authority, whole=whole)
    found = [finding for rule in corpus_rules() for finding in rule.check(corpus)]
    return found, list(corpus.authority_failures())


# ---- filters


def longest(identifier: str, beginnings: Iterable[str]) -> int:
    """The length of the longest of these beginnings that an identifier has; -1 where it has none."""
    return max((len(start) for start in beginnings if identifier.startswith(start)), default=-1)


def apply_filters(report: ValidationReport, results: list[FileResult], filters: Filters) -> None:
    """Take out what is suppressed, not selected, ignored or known; weigh what is to be weighed otherwise."""
    from teikit.validation.baseline import fingerprints
    from teikit.validation.consequences import folded, remaining
    from teikit.validation.suppression import apply_suppressions

    kept, report.suppressed = apply_suppressions(report.findings, results)
    weighed = [(finding, other) for finding in kept if (other := _weighed(finding, filters)) is not None]
    chosen = filters.select
    left = remaining(
        (finding for finding, _ in weighed), report.consequences, lambda rule: not chosen or longest(rule, chosen) >= 0
    )
    kept = folded([other for finding, other in weighed if finding in left])
    if filters.baseline:
        known = dict(filters.baseline)
        new: list[Finding] = []
        ordered = sorted(kept, key=Finding.sort_key)
        for finding, fingerprint in zip(ordered, fingerprints(ordered), strict=True):
            if known.get(fingerprint, 0):
                known[fingerprint] -= 1
                report.known += 1
            else:
                new.append(finding)
        kept = new
    report.findings = kept


def _weighed(finding: Finding, filters: Filters) -> Finding | None:
    rule = finding.rule
    # A file that could not be parsed was not held against the rules that are selected: that must not pass for clean.
    selecting = filters.select and not rule.startswith("xml:")
    if selecting and longest(rule, filters.select) <= longest(rule, filters.ignore):
        return None
    if not selecting and longest(rule, filters.ignore) >= 0:
        return None
    for pattern, rules in filters.per_file_ignores.items():
        if longest(rule, rules) >= 0 and fits(finding.location.file, pattern):
            return None
    best = longest(rule, filters.severity)
    if best >= 0:
        said = next(value for start, value in filters.severity.items() if len(start) == best and rule.startswith(start))
        if said == "off":
            return None
        return replace(finding, severity=Severity(said))
    return finding


def fits(path: str, pattern: str) -> bool:
    """Whether a path, or its end, fits a pattern."""
    name = Path(path).as_posix()
    return fnmatch(name, pattern) or fnmatch(name, f"*/{pattern}")


# ---- running


def _run(
    files: list[tuple[str, bool]],
    plan: Plan,
    jobs: int,
    cache: bool,
    progress: Callable[[int, int], None] | None,
) -> list[FileResult]:
    results: dict[str, FileResult] = {}
    store: ResultCache | None = None
    if cache:
        from teikit.validation import cache as results_cache

        store = results_cache.ResultCache(plan)
    if store is not None:
        for name, named in files:
            if (known := store.get(name, named=named)) is not None:
                results[name] = known
    missing = [(name, named) for name, named in files if name not in results]
    if progress is not None:
        progress(len(results), len(files))
    if missing:
        for done, result in enumerate(_checked(missing, plan, _workers(missing, jobs)), len(results) + 1):
            results[result.name] = result
            if progress is not None:
                progress(done, len(files))
    if store is not None:
        store.put([results[name] for name, _ in missing if name in results])
        store.close()
    return [results[name] for name, _ in files]


def _checked(files: list[tuple[str, bool]], plan: Plan, workers: int) -> Iterator[FileResult]:
    checker = Checker(plan)  # a schema that is wrong is told here, once
    away = workers > 1 or (_grows(files, plan) and may_fork())
    # Standard input is that of this process alone.
    yield from checker.check_all(entry for entry in files if entry[0] == "-" or not away)
    if away:
        from teikit.validation.workers import in_parallel

        yield from in_parallel([entry for entry in files if entry[0] != "-"], plan, workers, checker)


def _grows(files: list[tuple[str, bool]], plan: Plan) -> bool:
    """Whether the files are so large that the process which checks them is better replaced now and then.

    Saxon gives no memory back. With files of some hundred KB it stays as it is; with those of a MB it grows with each.
    """
    return "sch" in plan.layers and sum(size for name, _ in files if (size := size_of(name)) > _LARGE) > _MANY_LARGE


def _workers(files: list[tuple[str, bool]], jobs: int) -> int:
    if jobs == 1 or len(files) < 2:
        return 1
    if jobs > 1:
        return min(jobs, len(files))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, len(files)) if sum(size_of(name) for name, _ in files) > _SPAWN_WORTH else 1
