"""Finding the dialects: those in this package, and those that other packages offer under `teikit.dialects`."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from teikit.dialects.protocol import Declined, Dialect, Match
from teikit.errors import ConfigError
from teikit.plugins import offers
from teikit.source import SourceText


@dataclass(frozen=True)
class Recognition:
    """Which dialect reads a transcript.

    Attributes:
        dialect: The dialect.
        match: What it said.
        source: The transcript.
        asked: The dialects that could have read it, by name.
    """

    dialect: Dialect
    match: Match
    source: SourceText
    asked: Mapping[str, Dialect]

    @cached_property
    def answers(self) -> tuple[tuple[str, Match | Declined], ...]:
        """What each of them says."""
        return tuple(
            (name, self.match if dialect is self.dialect else dialect.sniff(self.source))
            for name, dialect in self.asked.items()
        )


@cache
def dialects() -> dict[str, Dialect]:
    """All dialects by name.

    Raises:
        ConfigError: Two dialects bear one name, or a plugin cannot be loaded.
    """
    found: dict[str, Dialect] = {}
    package = importlib.import_module("teikit.dialects")
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda one: one.name):
        dialect = getattr(importlib.import_module(f"teikit.dialects.{module.name}"), "DIALECT", None)
        if dialect is not None:
            found[dialect.name] = dialect
    for point in offers("teikit.dialects"):
        owner = point.dist.name if point.dist else "an unknown package"
        try:
            offered = point.load()
        except Exception as error:
            raise ConfigError(f"the dialect {point.name!r} of {owner} cannot be loaded: {error}") from error
        if point.name in found:
            raise ConfigError(f"{owner} offers a dialect {point.name!r}, but there is one of that name already")
        found[point.name] = offered() if isinstance(offered, type) else offered
    return found


def recognise(source: SourceText, name: str = "", own: Sequence[Dialect] = ()) -> Recognition:
    """Find the dialect that reads a transcript.

    Args:
        source: The transcript.
        name: A dialect asked for by name; then no other is tried.
        own: The project's own dialects; of two that know a layout equally well, they come first.

    Raises:
        ConfigError: No dialect bears that name, or one of the project's own bears the name of another.
    """
    known = dict(dialects())
    for dialect in own:
        if dialect.name in known:
            raise ConfigError(f"there is a dialect {dialect.name!r} already; give the project's own another name")
        known[dialect.name] = dialect
    names = {dialect.name for dialect in own}
    if name:
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), 1, 0.6)
            meant = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(known))}"
            raise ConfigError(f"no dialect is called {name!r}; {meant}")
        match = Match(1.0, "asked for by name")
        return Recognition(known[name], match, source, {name: known[name]})
    found: dict[str, Match] = {}
    highest = 0.0
    for key, dialect in sorted(known.items(), key=lambda one: -_surest(one[1])):
        if _surest(dialect) < highest:
            break  # neither this one nor those after it can be surer
        if isinstance(answer := dialect.sniff(source), Match):
            found[key] = answer
            highest = max(highest, answer.score)
    best = max(
        (key for key in known if key in found), key=lambda key: (found[key].score, key in names, key != "generic")
    )
    return Recognition(known[best], found[best], source, known)


def _surest(dialect: Dialect) -> float:
    return float(getattr(dialect, "surest", 1.0))
