"""``raci drill``: what breaks where a role, a person or a platform is lost."""

import click

from raci.cli.command import Command, Number
from raci.cli.completion import refs
from raci.cli.formats import LOSABLE, LOSSES, target_options
from raci.cli.options import as_of_option, given, lang_option, path_argument, show_people_option


@click.command(cls=Command)
@path_argument
@click.option(
    "--without",
    metavar="REF",
    shell_complete=refs(LOSABLE),
)
@click.option(
    "--top",
    type=Number(min=0),
    default=20,
)
@target_options(LOSSES)
@show_people_option
@as_of_option
@lang_option
def drill(**options: object) -> None:
    """Tell what breaks where somebody or something is lost."""
    from raci.cli.run.drill import DrillOptions, run_drill

    run_drill(given(DrillOptions, options))
