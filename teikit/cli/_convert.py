"""The work of `teikit convert`, apart from its options, so that those are known without it."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click

from teikit.config import find_settings
from teikit.conversion.files import Job, Outcome, clashes, convert_files, convert_one, target_name, transcripts
from teikit.conversion.workers import spare_collector
from teikit.dialects.profile_settings import load_profiles
from teikit.errors import TeikitError
from teikit.files import write_whole
from teikit.findings import Severity
from teikit.patterns import keep_patterns

#: So many findings for information are told of one kind.
_MOST_TOLD = 10


@dataclass(frozen=True)
class Wishes:
    """How all transcripts of a run are to be converted; see `Job`, but for `output`, the folder of all TEI files."""

    output: str
    dialect: str
    encoding: str | None
    schemas: str
    usage: bool


def run(sources: Sequence[str], wishes: Wishes, report: str | None, jobs: int | None, *, quiet: bool) -> int:
    """Convert transcripts, and tell what is doubtful while that goes on.

    Args:
        sources: Files, folders, patterns, or `-` for standard input.
        wishes: How they are to be converted.
        report: Where to write how every character was used.
        jobs: How many processes; by default one a core.
        quiet: Say only what went wrong.

    Returns:
        The exit code.

    Raises:
        TeikitError: There is nothing to convert, two transcripts would become one file, or the settings cannot be used.
    """
    names = transcripts(sources)
    if not names:
        raise TeikitError(f"nothing to convert: no transcript matches {' '.join(sources)}")
    settings = cache(_settings)
    work = [_job(name, wishes, settings(os.path.dirname(name))) for name in names]  # noqa: PTH120  # of many thousands
    for target, rivals in sorted(clashes(work).items()):
        raise TeikitError(
            f"{' and '.join(rivals)} would both be written to {target}; convert them into different folders"
        )
    spare_collector()
    outcomes: list[Outcome] = []
    told: Counter[str] = Counter()
    if names == ["-"]:
        outcomes.append(convert_one(work[0], sys.stdin.buffer.read()))
        _tell(outcomes[0], quiet, told)
    else:
        for outcome in convert_files(work, jobs or os.cpu_count() or 1):
            outcomes.append(outcome)
            _tell(outcome, quiet, told)
    keep_patterns()
    for rule, count in sorted(told.items()):
        if count > _MOST_TOLD:
            more = count - _MOST_TOLD
            click.echo(f"… and {more} more of {rule}, for information; --report FILE tells every one", err=True)
    if report is not None:
        _write_report(report, outcomes)
    failed = sum(outcome.failure is not None for outcome in outcomes)
    doubtful = sum(any(one.severity is not Severity.INFORMATION for one in outcome.findings) for outcome in outcomes)
    if not quiet:
        _summary(outcomes, failed, doubtful, wishes.output)
    return 2 if failed else int(doubtful > 0)


def _job(name: str, wishes: Wishes, settings: str) -> Job:
    folder = Path(wishes.output) if wishes.output else (Path(name).parent if name != "-" else Path())
    prefix = wishes.schemas if not wishes.schemas or wishes.schemas.endswith("/") else wishes.schemas + "/"
    target = str(folder / target_name(name))
    return Job(name, target, wishes.dialect, wishes.encoding, prefix, wishes.usage, settings, bool(wishes.output))


def _settings(name: str) -> str:
    """The settings file of a folder; what is wrong with its dialects is said before anything is converted."""
    folder = Path(name)
    found = find_settings(folder) if folder.is_dir() else None
    settings = str(found or "")
    load_profiles(settings)
    return settings


def _tell(outcome: Outcome, quiet: bool, told: Counter[str]) -> None:
    """Say what was found; of what is for information only, the first of a kind, so that a warning among them is seen."""
    if outcome.failure is not None:
        click.echo(str(outcome.failure), err=True)
    for finding in outcome.findings:
        if finding.severity is Severity.INFORMATION:
            if quiet:
                continue
            told[finding.rule] += 1
            if told[finding.rule] > _MOST_TOLD:
                continue
        click.echo(str(finding), err=True)


def _summary(outcomes: list[Outcome], failed: int, doubtful: int, output: str) -> None:
    done = [outcome for outcome in outcomes if outcome.failure is None]
    if len(done) == 1 and not failed:
        click.echo(f"{done[0].name} → {done[0].written} (dialect {done[0].dialect})")
        return
    counts: dict[str, int] = {}
    for outcome in done:
        counts[outcome.dialect] = counts.get(outcome.dialect, 0) + 1
    kinds = ", ".join(f"{count} {dialect}" for dialect, count in sorted(counts.items()))
    where = f" into {output}" if output else ""
    told = [f"{len(done)} converted{where}" + (f" ({kinds})" if kinds else "")]
    told += [f"{doubtful} with findings"] if doubtful else []
    told += [f"{failed} not converted"] if failed else []
    click.echo("; ".join(told))


def _write_report(path: str, outcomes: list[Outcome]) -> None:
    rows = [
        outcome.usage or {"source": outcome.name, "failure": outcome.failure.message if outcome.failure else ""}
        for outcome in outcomes
    ]
    write_whole(Path(path), json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
