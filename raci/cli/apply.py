"""``raci apply``: a reorganisation made in the files."""

import click

from raci.cli.command import Command, ExistingPath, Number
from raci.cli.options import allow_option, as_of_option, given, lang_option


@click.command(cls=Command)
@click.argument("proposal", type=ExistingPath(exists=True, dir_okay=False))
@click.argument("folder", type=ExistingPath(exists=True, file_okay=False), required=False)
@click.option(
    "--plan",
    "plan_file",
    metavar="FILE",
    type=ExistingPath(exists=True, dir_okay=False),
)
@click.option(
    "--step",
    type=Number(min=1),
    metavar="N",
)
@click.option("--ahead-of-date", is_flag=True)
@click.option("--dry-run", is_flag=True)
@click.option("--since", metavar="REV")
@allow_option
@as_of_option
@lang_option
@click.pass_context
def apply(ctx: click.Context, /, **options: object) -> None:
    """Make the changes of a proposal in the organisation's files."""
    from raci.cli.run.apply import ApplyOptions, run_apply

    ctx.exit(run_apply(given(ApplyOptions, options)))
