"""``raci test``: runs the examples of policies and the cases of test files."""

import click

from raci.cli.command import Choice
from raci.cli.formats import RESULTS
from raci.cli.options import as_of_option, given, lang_option, path_argument
from raci.cli.output_options import TestCommand


@click.command(cls=TestCommand)
@path_argument
@click.option("--coverage", is_flag=True)
@click.option("--accept", is_flag=True)
@click.option("--format", "formats", multiple=True, type=Choice(RESULTS))
@click.option("-o", "--output", "outputs", multiple=True, metavar="FILE")
@as_of_option
@lang_option
@click.option("--color", type=Choice(["auto", "always", "never"]), default="auto")
@click.pass_context
def test(ctx: click.Context, /, **options: object) -> None:
    """Run the examples of policies and the cases of test files."""
    from raci.cli.run.test import TestOptions, run_test

    ctx.exit(run_test(given(TestOptions, options)))
