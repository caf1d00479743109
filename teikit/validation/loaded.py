"""The schemas that a process checks with, each loaded once, when the first file needs it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from teikit.errors import SchemaError
from teikit.resources import schema_path
from teikit.validation.catalog import Catalog
from teikit.validation.plan import Plan
from teikit.validation.relaxng import RelaxNG

if TYPE_CHECKING:
    from teikit.validation.schematron import Schematron
    from teikit.validation.xsd import XSD


class LoadedSchemas:
    """Schemas by their files. One that is wrong is kept as its error, so that it is told and not tried again.

    Args:
        plan: What to check, and whether what is compiled is kept on disk.
        catalog: Where other URIs lead.
    """

    def __init__(self, plan: Plan, catalog: Catalog):
        self._plan = plan
        self._catalog = catalog
        self._rng: dict[Path, RelaxNG | SchemaError] = {}
        self._xsd: dict[Path, XSD | SchemaError] = {}
        self._sch: dict[tuple[Path, str], Schematron | SchemaError] = {}

    def rng(self, path: Path) -> RelaxNG | SchemaError:
        """A RELAX NG schema, or what is wrong with it."""
        if path not in self._rng:
            try:
                use_cache = self._plan.use_cache
                self._rng[path] = (
                    _own_rng(path, use_cache)
                    if _is_own(path)
                    else RelaxNG(path, self._plan.catalogs, use_cache=use_cache)
                )
            except SchemaError as error:
                self._rng[path] = error
        return self._rng[path]

    def xsd(self, path: Path) -> XSD | SchemaError:
        """An XSD schema, or what is wrong with it."""
        if path not in self._xsd:
            try:
                use_cache = self._plan.use_cache
                self._xsd[path] = (
                    _own_xsd(path, use_cache) if _is_own(path) else _load_xsd(path, use_cache, self._catalog)
                )
            except SchemaError as error:
                self._xsd[path] = error
        return self._xsd[path]

    def sch(self, path: Path, phase: str) -> Schematron | SchemaError:
        """A Schematron schema in a phase, or what is wrong with it."""
        from teikit.validation.schematron import Schematron

        key = (path, phase)
        if key not in self._sch:
            try:
                if _is_own(path) and not self._plan.allow_files:
                    self._sch[key] = _own_sch(path, phase, self._plan.use_cache)
                else:
                    self._sch[key] = Schematron(
                        path,
                        phase=phase,
                        catalog=self._catalog,
                        use_cache=self._plan.use_cache,
                        allow_files=self._plan.allow_files,
                    )
            except SchemaError as error:
                self._sch[key] = error
        return self._sch[key]


def _is_own(path: Path) -> bool:
    """Whether a schema is teikit's: it does not change while teikit runs, so that it is loaded once a process."""
    return path.parent == schema_path().parent


@cache
def _own_rng(path: Path, use_cache: bool) -> RelaxNG:
    return RelaxNG(path, use_cache=use_cache)


@cache
def _own_xsd(path: Path, use_cache: bool) -> XSD:
    return _load_xsd(path, use_cache)


def _load_xsd(path: Path, use_cache: bool, catalog: Catalog | None = None) -> XSD:
    from teikit.validation.xsd import XSD

    return XSD(path, catalog=catalog, use_cache=use_cache)


@cache
def _own_sch(path: Path, phase: str, use_cache: bool) -> Schematron:
    from teikit.validation.schematron import Schematron

    return Schematron(path, phase=phase, use_cache=use_cache)
