"""`teikit`: the commands of this package, each in a module of its own, loaded only when it is asked for."""

from __future__ import annotations

import gc
import importlib
import os
import pkgutil
import sys

import click

from teikit.errors import TeikitError
from teikit.version import __version__


class Commands(click.Group):
    """A group whose commands are the modules beside this one that offer a `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, sorted."""
        del ctx
        package = importlib.import_module("teikit.cli")
        return sorted(
            module.name
            for module in pkgutil.iter_modules(package.__path__)
            if module.name != "main" and not module.name.startswith("_")
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or `None`."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found = importlib.import_module(f"teikit.cli.{cmd_name}").command
        assert isinstance(found, click.Command)
        return found


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="teikit")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Turn released cables into TEI P5, validate TEI without Java, and render it.

    Exit codes: 0 all is well, 1 there are findings, 2 something could not be done.
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False


def main() -> None:
    """Run the command line; what stops it is one message, never a traceback."""
    try:
        cli(prog_name="teikit")
    except TeikitError as error:
        click.echo(f"teikit: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141 - 128 + 128)
    finally:
        gc.freeze()  # the process ends: to look through all that is loaded for garbage is an eighth of a short run


if __name__ == "__main__":
    main()
