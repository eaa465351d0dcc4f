"""``raci drill``: what breaks where a role, a person or a platform is lost."""

import click

from raci.cli.completion import refs
from raci.cli.formats import LOSABLE, LOSSES, target_options
from raci.cli.options import as_of_option, given, lang_option, path_argument


@click.command()
@path_argument
@click.option(
    "--without",
    metavar="REF",
    shell_complete=refs(LOSABLE),
    help="One loss in full: role:ID, person:ID or platform:ID.",
)
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="How many losses the text lists; 0: all.",
)
@target_options(LOSSES)
@as_of_option
@lang_option
def drill(**options: object) -> None:
    """Tell what breaks where somebody or something is lost.

    Every role, person and platform is lost in turn.

    The worst first: critical activities that nobody would do, other activities, accountability,
    platforms without an owner, and separations that a deputy who stands in would break. What a
    deputy covers is told as covered. JSON lists every loss, with all that breaks.
    """
    from raci.cli.run.drill import DrillOptions, run_drill

    run_drill(given(DrillOptions, options))
