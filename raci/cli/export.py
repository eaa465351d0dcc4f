"""``raci export``: the organisation in the formats of other tools."""

import click

from raci.cli.command import Command
from raci.cli.formats import EXPORTS, target_options
from raci.cli.options import as_of_option, given, lang_option, path_argument


@click.command(cls=Command)
@path_argument
@target_options(EXPORTS, default=None)
@as_of_option
@lang_option
def export(**options: object) -> None:
    """Export the organisation."""
    from raci.cli.run.export import ExportOptions, run_export

    run_export(given(ExportOptions, options))
