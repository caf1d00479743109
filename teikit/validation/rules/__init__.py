"""The rules that no schema can hold: about pointers between files, two languages that answer each other, a whole corpus.

A rule is a module of this package, found by being here. It has

- `ID` (`TK012`), `NAME` (a few words), `SEVERITY`, `SCOPE` (`document` or `corpus`);
- `check`, a generator of findings: `check(index, plan)` for one document, `check(corpus)` for all;
- optionally `INSTEAD_OF`, the Schematron assertions of teikit that say the same of the same element: the rule speaks for them;
- optionally `fix(index)`, a generator of safe edits;
- a docstring that is its page in the manual, with a bad and a good example.

Others bring rules through the entry point group `teikit.rules`.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from teikit.errors import TeikitError
from teikit.findings import Finding, Severity

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_GROUP = "teikit.rules"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as its module states it."""

    identifier: str
    name: str
    severity: Severity
    scope: str
    check: Callable[..., Iterable[Finding]]
    manual: str
    instead_of: tuple[str, ...] = ()
    fix: Callable[..., Iterable[Any]] | None = None


def _from_module(module: ModuleType) -> Rule:
    return Rule(
        module.ID,
        module.NAME,
        module.SEVERITY,
        module.SCOPE,
        module.check,
        (module.__doc__ or "").strip(),
        tuple(getattr(module, "INSTEAD_OF", ())),
        getattr(module, "fix", None),
    )


def _plug_ins() -> Iterable[EntryPoint]:
    """The entry points of others. `importlib.metadata` takes longer to load than all rules together; most have none."""
    if not any(_mentions_rules(folder) for folder in sys.path):
        return ()
    from importlib.metadata import entry_points

    return entry_points(group=_GROUP)


def _mentions_rules(folder: str) -> bool:
    """Whether a package in a folder of the search path may bring rules. What is no folder, as an archive, may."""
    try:
        found = [entry.path for entry in os.scandir(folder or ".") if entry.name.endswith((".dist-info", ".egg-info"))]
    except FileNotFoundError:
        return False
    except OSError:
        return True
    for package in found:
        try:
            with open(f"{package}/entry_points.txt", "rb") as stream:  # noqa: PTH123
                if _GROUP.encode() in stream.read():
                    return True
        except OSError:
            continue
    return False


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by identifier.

    Raises:
        TeikitError: A plug-in cannot be loaded, or two rules have one identifier.
    """
    rules: dict[str, Rule] = {}
    modules = [importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
    found = [(_from_module(module), "teikit") for module in modules if hasattr(module, "ID")]
    for entry in _plug_ins():
        owner = entry.dist.name if entry.dist else entry.value
        try:
            found.append((_from_module(entry.load()), owner))
        except Exception as error:  # whatever a stranger's module raises
            raise TeikitError(f"the rule {entry.name} of {owner} cannot be loaded: {error}") from error
    for rule, owner in found:
        if rule.identifier in rules:
            raise TeikitError(f"two rules are called {rule.identifier}; the second is from {owner}")
        rules[rule.identifier] = rule
    return tuple(rules[identifier] for identifier in sorted(rules))


@cache
def document_rules() -> tuple[Rule, ...]:
    """The rules about one document."""
    return tuple(rule for rule in all_rules() if rule.scope == "document")


@cache
def corpus_rules() -> tuple[Rule, ...]:
    """The rules about all documents together."""
    return tuple(rule for rule in all_rules() if rule.scope == "corpus")


def rule(identifier: str) -> Rule:
    """A rule by its identifier.

    Raises:
        TeikitError: There is none; with the nearest name.
    """
    import difflib

    known = {entry.identifier.casefold(): entry for entry in all_rules()}
    if found := known.get(identifier.casefold()):
        return found
    near = difflib.get_close_matches(identifier.casefold(), known, 1)
    hint = f"did you mean {known[near[0]].identifier}?" if near else "teikit rule lists them all"
    raise TeikitError(f"there is no rule {identifier}; {hint}")
