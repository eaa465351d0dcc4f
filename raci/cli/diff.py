"""``raci diff``: what a change does, for those who approve it."""

import click

from raci.cli.command import Command
from raci.cli.formats import CHANGE, target_options
from raci.cli.options import allow_option, as_of_option, given, lang_option


@click.command(cls=Command)
@click.argument("base")
@click.argument("head", default=".")
@target_options(CHANGE)
@allow_option
@as_of_option
@lang_option
@click.pass_context
def diff(ctx: click.Context, /, **options: object) -> None:
    """Tell what is different between two versions."""
    from raci.cli.run.diff import DiffOptions, run_diff

    ctx.exit(run_diff(given(DiffOptions, options)))
