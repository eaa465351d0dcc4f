"""``raci history``: what became of an organisation over a period, from git."""

from pathlib import Path
from typing import Any

import click

from raci.cli.command import Command, ExistingPath
from raci.cli.completion import refs
from raci.cli.formats import ANSWERED, HISTORY, target_options
from raci.cli.options import day_option, given, lang_option, show_people_option

COMPLETED = tuple(kind for kind in ANSWERED if kind != "duty")


class PathOrRef(ExistingPath):
    """A path that is there, or what somebody answered for, of which no path has the name."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path or the Ref; else end with status 2 and say what is wrong with it."""
        is_ref = str(value).startswith(tuple(f"{kind}:" for kind in ANSWERED))
        if is_ref and not Path(value).exists():
            return value
        return super().convert(value, param, ctx)


@click.command(cls=Command)
@click.argument("path", default=".", type=PathOrRef(exists=True))
@click.argument("ref", required=False, shell_complete=refs(COMPLETED))
@day_option("--from", "start")
@day_option("--to", "end")
@day_option("--on", "on")
@target_options(HISTORY)
@show_people_option
@lang_option
@click.pass_context
def history(ctx: click.Context, /, **options: object) -> None:
    """Show what became of an organisation over a period."""
    from raci.cli.run.history import HistoryOptions, run_history

    ctx.exit(run_history(given(HistoryOptions, options)))
