"""``raci matrix``: the RACI table, to the terminal or a file."""

import click

from raci.cli.completion import refs
from raci.cli.formats import MATRIX, SELECTABLE, target_options
from raci.cli.options import as_of_option, given, lang_option, path_argument


@click.command()
@path_argument
@target_options(MATRIX)
@click.option(
    "--only",
    metavar="REF",
    shell_complete=refs(SELECTABLE),
    help="Only what concerns department:ID, role:ID or platform:ID.",
)
@click.option(
    "--by",
    type=click.Choice(["activity", "role"]),
    default="activity",
    show_default=True,
    help="What goes down the side.",
)
@click.option(
    "--status",
    type=click.Choice(["active", "all"]),
    default="active",
    show_default=True,
    help="All: planned and archived activities too.",
)
@as_of_option
@lang_option
def matrix(**options: object) -> None:
    """Print the responsibility matrix.

    Cells hold the letters of the functions, R A S C I V G, joined by a slash; derived ones stand
    in brackets. On a terminal a matrix wider than the screen is split by department.
    """
    from raci.cli.run.matrix import MatrixOptions, run_matrix

    run_matrix(given(MatrixOptions, options))
