"""What `teikit validate` does with its plan: it checks, tells what it found, and watches."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from teikit.cli._validate_plan import Run, plan_of
from teikit.config import Settings
from teikit.errors import ConfigError, TeikitError
from teikit.files import write_whole
from teikit.findings import Finding, Severity
from teikit.reporting import FORMATS, render
from teikit.reporting.context import Context
from teikit.validation.collecting import collect_seldom
from teikit.validation.plan import Plan, ValidationReport
from teikit.validation.validator import Filters, validate
from teikit.version import __version__


def run(call: Run, *, watch: bool = False) -> int:
    """Check once, or again and again; returns the exit code."""
    collect_seldom()
    code = _check(call)
    return _watch(call, code) if watch else code


def _check(call: Run) -> int:
    settings = call.settings()
    plan, filters = plan_of(call, settings)
    paths, changed = call.paths, frozenset[str]()
    exclude = (*settings.validate.exclude, *call.options["exclude"])
    if call.options["since"]:
        from teikit.validation.changes import changed_files

        authority = [settings.root / path for path in settings.validate.authority]
        names, touched = changed_files(call.options["since"], paths, exclude, [*authority, *plan.catalogs])
        changed = frozenset(touched)
        if not names:
            _say(call, f"no TEI file changed since {call.options['since']}")
            if call.options["output_file"] or any("=" in item for item in call.options["formats"]):
                _write(call, ValidationReport(), changed)  # whoever waits for the files finds them
            return 0
        paths = tuple(names)
    if call.options["list_files"]:
        from teikit.validation.discovery import files_of

        files, nothing = files_of(paths, exclude)
        for name, _ in files:
            click.echo(name)
        return 2 if nothing or not files else 0
    if call.options["fix"] or call.options["diff"]:
        from teikit.validation.fixes import fix_files

        showing = call.options["diff"]
        changes, left, failed = fix_files(paths, plan, filters, exclude, write=not showing)
        for change in changes:
            if showing:
                click.echo(change.diff, nl=False)
            else:
                click.echo(f"{change.name}: {change.summary}", err=True)
        # What cannot be read is a finding of the check that follows; here it only follows where something is mended.
        for reason in (*failed, *(left if showing else ())):
            click.echo(f"teikit validate: {reason}", err=True)
        if showing:
            return 2 if left else int(bool(changes))
        code = _once(call, settings, plan, filters, paths, exclude, changed)
        return 2 if failed else code
    return _once(call, settings, plan, filters, paths, exclude, changed)


def _once(
    call: Run,
    settings: Settings,
    plan: Plan,
    filters: Filters,
    paths: tuple[str, ...],
    exclude: Sequence[str],
    changed: frozenset[str],
) -> int:
    options = call.options
    jobs = settings.validate.jobs if options["jobs"] is None else options["jobs"]
    cache = settings.validate.cache if options["cache"] is None else options["cache"]
    quiet = options["quiet"] or not sys.stderr.isatty() or bool(os.environ.get("CI"))
    progress = None if quiet else _Progress()
    report = validate(
        paths,
        plan=plan,
        filters=filters,
        exclude=exclude,
        authority=tuple(settings.root / path for path in settings.validate.authority),
        jobs=jobs,
        cache=cache,
        progress=progress,
    )
    if progress is not None:
        progress.close()
    if options["write_baseline"]:
        from teikit.validation.baseline import write_baseline

        count = write_baseline(options["write_baseline"], report.findings)
        _say(call, f"{count} findings are known from now on: {options['write_baseline']}")
        return 2 if report.failures else 0
    if options["stdin_name"]:
        report = _renamed(report, options["stdin_name"])
    for note in () if options["quiet"] else report.notes:
        click.echo(f"note: {note}", err=True)
    _write(call, report, changed)
    return 2 if report.failures else 0 if options["exit_zero"] else report.exit_code


def _write(call: Run, report: ValidationReport, changed: frozenset[str]) -> None:
    options = call.options
    wanted = options["formats"] or ("github",) * (os.environ.get("GITHUB_ACTIONS") == "true") or ("text",)
    line = "" if options["quiet"] else summary(report)
    targets: list[tuple[str, Path | None]] = []
    for item in wanted:
        name, equals, file = item.partition("=")
        if name not in FORMATS:
            raise ConfigError(f"--format {name}: known are {', '.join(FORMATS)}")
        targets.append((name, Path(file) if equals else None))
    if options["output_file"]:
        first = next((number for number, (_, file) in enumerate(targets) if file is None), None)
        if first is None:
            raise ConfigError("--output-file goes with a --format that has no file of its own")
        targets[first] = (targets[first][0], options["output_file"])
    if sum(file is None for _, file in targets) > 1:
        raise ConfigError("several formats go to standard output; write all but one as --format NAME=FILE")
    context = Context(
        color=_color(options["color"]),
        version=__version__,
        summary=line,
        rules=_manual(report) if {name for name, _ in targets} & {"sarif", "html", "github"} else {},
        changed=changed,
    )
    for name, file in targets:
        text = render(name, report, replace(context, color=context.color and file is None))
        if file is None:
            click.echo(text, nl=False, color=True)
        else:
            write_whole(file, text)
    if options["statistics"]:
        counted = Counter((finding.rule, str(finding.severity)) for finding in report.findings)
        counted.update((failure.rule, "not checked") for failure in report.failures)
        for (rule, severity), number in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
            click.echo(
                f"{number:>7}  {severity:<11}  {rule}",
                err=any(file is None and name not in ("text", "concise") for name, file in targets),
            )
    if line and not any(name in ("text", "github") and file is None for name, file in targets):
        click.echo(line, err=True)


def summary(report: ValidationReport) -> str:
    """What was done and what came out, in a line that a person understands."""
    parts = [_count(len(report.files), "file"), _count(len(report.schemas), "schema")]
    errors, warnings, information = (report.count(severity) for severity in Severity)
    found = [_count(number, noun) for number, noun in ((errors, "error"), (warnings, "warning")) if number]
    if information:
        found.append(f"{information} for information")
    parts.append(", ".join(found) if found else "no findings")
    if report.known:
        parts.append(f"{report.known} known from the baseline")
    if report.suppressed:
        parts.append(f"{report.suppressed} suppressed in the files")
    if report.skipped:
        parts.append(f"{_count(report.skipped, 'file')} skipped that {'is' if report.skipped == 1 else 'are'} no TEI")
    if report.failures:
        parts.append(f"{_count(len(report.failures), 'check')} could not be made")
    return ", ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _manual(report: ValidationReport) -> dict[str, tuple[str, str]]:
    """What SARIF, HTML and the step summary say of the rules that found something."""
    from teikit.manual import pages
    from teikit.validation.rules import all_rules

    known = {rule.identifier: (rule.name, rule.manual) for rule in all_rules()}
    known |= {page.identifier: (page.name, page.manual) for page in pages().values()}
    return {finding.rule: known[finding.rule] for finding in report.sorted() if finding.rule in known}


def _renamed(report: ValidationReport, name: str) -> ValidationReport:
    def named(finding: Finding) -> Finding:
        at = finding.location
        return replace(finding, location=replace(at, file=name)) if at.file == "-" else finding

    report.findings = [named(finding) for finding in report.findings]
    report.failures = [named(finding) for finding in report.failures]
    report.files = [name if file == "-" else file for file in report.files]
    return report


def _color(chosen: bool | None) -> bool:
    if chosen is not None:
        return chosen
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def _say(call: Run, text: str) -> None:
    if not call.options["quiet"]:
        click.echo(text, err=True)


class _Progress:
    """A line on the terminal that says how far it is. rich costs more time to load than most runs take."""

    def __init__(self) -> None:
        self._shown = ""

    def __call__(self, done: int, total: int) -> None:
        text = f"{done}/{total} files" if total >= 50 else ""
        if text != self._shown and (done % 25 == 0 or done == total):
            sys.stderr.write(f"\r{text}\x1b[K")
            sys.stderr.flush()
            self._shown = text

    def close(self) -> None:
        """Wipe the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _watch(call: Run, code: int) -> int:
    """Check again whenever a file changes that has to do with it; returns the exit code of the last check."""
    try:
        from watchfiles import watch
    except ImportError as error:
        raise TeikitError("--watch needs watchfiles; install teikit[watch]") from error
    folders = sorted({path if Path(path).is_dir() else str(Path(path).parent) for path in call.paths if path != "-"})
    if not folders:
        raise TeikitError("--watch needs files or folders; standard input cannot be watched")
    # What this very run writes must not set it off again.
    written = {Path(item.partition("=")[2]).resolve() for item in call.options["formats"] if "=" in item}
    if call.options["output_file"]:
        written.add(call.options["output_file"].resolve())

    def counts(_change: object, path: str) -> bool:
        return path.endswith(_WATCHED) and Path(path).resolve() not in written

    _say(call, f"watching {', '.join(folders)}; stop with Ctrl-C")
    try:
        for _ in watch(*folders, watch_filter=counts, raise_interrupt=True):
            click.echo("")
            try:
                code = _check(call)
            except TeikitError as error:
                click.echo(f"teikit validate: {error}", err=True)
                code = 2
    except KeyboardInterrupt:
        click.echo("", err=True)
    return code


_WATCHED = (".xml", ".tei", ".rng", ".rnc", ".xsd", ".sch", ".odd", ".toml")
