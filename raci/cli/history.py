"""``raci history``: what became of an organisation over a period, from git."""

import click

from raci.cli.command import Command
from raci.cli.completion import refs
from raci.cli.formats import ANSWERED, HISTORY, target_options
from raci.cli.options import (
    day_option,
    given,
    lang_option,
    path_argument,
    show_people_option,
)


@click.command(cls=Command)
@path_argument
@click.argument("ref", required=False, shell_complete=refs(ANSWERED))
@day_option("--from", "start")
@day_option("--to", "end")
@day_option("--on", "on")
@target_options(HISTORY)
@show_people_option
@lang_option
def history(**options: object) -> None:
    """Show what became of an organisation over a period."""
    from raci.cli.run.history import HistoryOptions, run_history

    run_history(given(HistoryOptions, options))
