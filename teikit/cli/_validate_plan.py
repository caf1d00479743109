"""Settings and flags of `teikit validate` as one plan; a flag beats the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from teikit.config import LAYERS, Settings, find_settings, load_settings
from teikit.errors import ConfigError
from teikit.findings import Severity
from teikit.validation.plan import Plan
from teikit.validation.validator import Filters


@dataclass(frozen=True)
class Run:
    """The arguments of one call.

    Attributes:
        paths: What to check.
        options: The options by their names.
    """

    paths: tuple[str, ...]
    options: dict[str, Any]

    def settings(self) -> Settings:
        """The settings file that counts."""
        if self.options["config"] is not None:
            return load_settings(self.options["config"])
        start = next((Path(path) for path in self.paths if path != "-" and Path(path).exists()), Path())
        return load_settings(find_settings(start))


def _schemas_of(odd: Path) -> Sequence[Path]:
    """What a project's own ODD compiles to."""
    from teikit.schema import schemas_of

    return schemas_of(odd)


def plan_of(run: Run, settings: Settings) -> tuple[Plan, Filters]:
    """Settings and flags as one plan; a flag beats the file."""
    options, table, root = run.options, settings.validate, settings.root

    def local(paths: Sequence[str]) -> tuple[Path, ...]:
        return tuple(root / path for path in paths)

    def compiled(paths: Sequence[Path]) -> tuple[Path, ...]:
        return tuple(schema for path in paths for schema in (_schemas_of(path) if path.suffix == ".odd" else (path,)))

    layers = options["layers"] or table.layers
    for layer in (*layers, *options["skipped"]):
        if layer not in LAYERS:
            raise ConfigError(f"unknown layer {layer!r}; known are {', '.join(LAYERS)}")
    plan = Plan(
        layers=tuple(layer for layer in LAYERS if layer in layers and layer not in options["skipped"]),
        schema=compiled(options["schema"]),
        schematron=options["schematron"],
        corpus_schema=compiled(local(table.schema)),
        corpus_schematron=local(table.schematron),
        catalogs=options["catalog"] or local(table.catalog),
        phase=options["phase"] or table.phase,
        allow_dtd=table.allow_dtd if options["allow_dtd"] is None else options["allow_dtd"],
        allow_files=table.allow_files if options["allow_files"] is None else options["allow_files"],
        xinclude=table.xinclude,
        max_bytes=(options["max_megabytes"] or table.max_megabytes) * 1_000_000,
        date_years=table.date_years,
        only_tei=options["only_tei"],
    )
    if not plan.layers:
        raise ConfigError("no layer is left to be checked; leave out fewer")
    weights = dict(table.severity)
    for item in options["weights"]:
        rule, equals, level = item.partition("=")
        if not equals or level not in (*Severity, "off"):
            raise ConfigError(f"--severity {item}: write RULE=error, RULE=warning, RULE=information or RULE=off")
        weights[rule] = level
    named = (*options["select"], *table.select, *table.ignore, *options["ignore"], *weights)
    _check_rules((*named, *(rule for rules in table.per_file_ignores.values() for rule in rules)))
    baseline = options["baseline"] or (root / table.baseline if table.baseline else None)
    known: dict[str, int] = {}
    if baseline is not None and not options["write_baseline"]:
        from teikit.validation.baseline import read_baseline

        known = read_baseline(baseline)
    per_file = {pattern: tuple(rules) for pattern, rules in table.per_file_ignores.items()}
    return plan, Filters(
        options["select"] or table.select, (*table.ignore, *options["ignore"]), per_file, weights, known
    )


def _check_rules(beginnings: Sequence[str]) -> None:
    """A rule that does not exist selects nothing, and nothing would be found: that must not pass for clean."""
    if not beginnings:
        return
    import difflib

    from teikit.manual import pages
    from teikit.validation.rules import all_rules

    said = (page for page in pages() if not page.startswith("TK9"))  # TK9xx are those of the conversion
    known = [*(rule.identifier for rule in all_rules()), *said, "sch:"]
    for start in beginnings:
        if start.startswith("sch:") or any(rule.startswith(start) for rule in known if start):
            continue
        near = difflib.get_close_matches(start, known, 1)
        hint = f"did you mean {near[0]}?" if near else "teikit rule lists them"
        raise ConfigError(f"there is no rule {start!r}; {hint}")
