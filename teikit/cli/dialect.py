"""`teikit dialect`: the manual of the dialects, of profiles and of corrections."""

from __future__ import annotations

import difflib
import importlib
import inspect
import textwrap

import click

from teikit.errors import TeikitError

#: What is no dialect of its own, but is written by those who miss one.
_PAGES = {"profile": "teikit.dialects.profile", "sidecar": "teikit.corrections"}


@click.command("dialect")
@click.argument("name", required=False, default="")
def command(name: str) -> None:
    """Explain a dialect, such as memcon; without a name, list them.

    `teikit dialect profile` tells how a project declares a layout of its own, `teikit dialect sidecar` how an editor corrects one
    transcript.
    """
    manuals = _manuals()
    if not name:
        wide = max(map(len, manuals))
        for key, manual in manuals.items():
            click.echo(f"{key:<{wide}}  {manual.splitlines()[0]}")
        click.echo("\nteikit dialect NAME explains one.")
        return
    if name not in manuals:
        near = difflib.get_close_matches(name, manuals, 1)
        meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(manuals)}"
        raise TeikitError(f"no dialect is called {name!r}; {meant}")
    click.echo(f"{name}\n{'=' * len(name)}\n\n{manuals[name]}")


def _manuals() -> dict[str, str]:
    from teikit.dialects.registry import dialects

    made = {}
    for name, dialect in sorted(dialects().items()):
        module = importlib.import_module(type(dialect).__module__)
        made[name] = _manual(module.__doc__ or inspect.getdoc(dialect))
    for name, module_name in _PAGES.items():
        made[name] = _manual(importlib.import_module(module_name).__doc__)
    return made


def _manual(text: str | None) -> str:
    return textwrap.dedent(text or "It has no manual.").strip()
