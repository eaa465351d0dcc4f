"""``raci plan``: what a reorganisation would do, before anybody approves it."""

import click

from raci.cli.command import Command, ExistingPath
from raci.cli.formats import CHANGE, target_options
from raci.cli.options import allow_option, as_of_option, given, lang_option, show_people_option


@click.command(cls=Command)
@click.argument("proposal", type=ExistingPath(exists=True), metavar="PROPOSAL|PATH", default=".")
@click.argument("folder", type=ExistingPath(exists=True, file_okay=False), required=False)
@target_options(CHANGE)
@click.option(
    "--for",
    "role",
    metavar="REF",
)
@click.option(
    "--without",
    metavar="REF",
)
@click.option("--since", metavar="REV")
@click.option("--brief", is_flag=True)
@click.option("--require-approval", is_flag=True)
@allow_option
@show_people_option
@as_of_option
@lang_option
@click.pass_context
def plan(ctx: click.Context, /, **options: object) -> None:
    """Tell what a proposal does, before anybody approves it."""
    from raci.cli.run.plan import PlanOptions, run_plan

    chosen = given(PlanOptions, options)
    if chosen.since is None:
        ctx.exit(run_plan(chosen))
    from raci.cli.run.plan_since import plan_since

    ctx.exit(plan_since(chosen))
