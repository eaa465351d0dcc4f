"""``raci matrix``: the RACI table, to the terminal or a file."""

import click

from raci.cli.command import Choice, Command
from raci.cli.completion import refs
from raci.cli.formats import MATRIX, SELECTABLE, target_options
from raci.cli.options import as_of_option, given, lang_option, path_argument


@click.command(cls=Command)
@path_argument
@target_options(MATRIX)
@click.option(
    "--only",
    metavar="REF",
    shell_complete=refs(SELECTABLE),
)
@click.option(
    "--by",
    type=Choice(["activity", "role"]),
    default="activity",
)
@click.option(
    "--status",
    type=Choice(["active", "all"]),
    default="active",
)
@click.option(
    "--sort",
    type=Choice(["written", "id"]),
    default="written",
)
@as_of_option
@lang_option
def matrix(**options: object) -> None:
    """Print the responsibility matrix."""
    from raci.cli.run.matrix import MatrixOptions, run_matrix

    run_matrix(given(MatrixOptions, options))
