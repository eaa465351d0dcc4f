"""``raci init``: a small definition to begin with, or one of what there is already."""

import click

from raci.cli.command import Command, ExistingPath
from raci.cli.import_ import import_options
from raci.cli.options import given, lang_option


@click.command(cls=Command)
@click.argument("folder", default=".", type=click.Path(file_okay=False))
@click.option(
    "--from",
    "paths",
    metavar="FILE",
    multiple=True,
    type=ExistingPath(exists=True, dir_okay=False),
)
@import_options
@lang_option
@click.pass_context
def init(ctx: click.Context, /, **options: object) -> None:
    """Write a small definition to begin with."""
    from raci.cli.run.import_ import ImportFiles
    from raci.cli.run.init import run_init

    ctx.exit(run_init(given(ImportFiles, options)))
