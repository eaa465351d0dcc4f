"""``raci plan``: what a reorganisation would do, before anybody approves it."""

import click

from raci.cli.formats import CHANGE, target_options
from raci.cli.options import allow_option, as_of_option, given, lang_option


@click.command()
@click.argument("proposal", type=click.Path(exists=True), metavar="PROPOSAL|PATH", default=".")
@target_options(CHANGE)
@click.option(
    "--for",
    "role",
    metavar="REF",
    help="Only what changes for role:ID: what it gains, loses and keeps, and with whom.",
)
@click.option(
    "--without",
    metavar="REF",
    help="Instead of a proposal: what breaks in PATH without role:ID, person:ID or platform:ID.",
)
@allow_option
@as_of_option
@lang_option
@click.pass_context
def plan(ctx: click.Context, /, **options: object) -> None:
    """Tell what a proposal does, before anybody approves it.

    Its changes are made in memory, one after the other; the state that each step leaves is
    compiled and judged. The organisation is the one that the proposal names as its base; nothing
    in its files changes. With --without, PATH is an organisation, and a loss is what is planned.

    \b
    Exit status:
      0  safe, or safe with waivers
      1  not ready, or not safe
      2  the proposal or the organisation cannot be read, or a change cannot be made
      3  a defect of raci or of a rule
    """
    from raci.cli.run.plan import PlanOptions, run_plan

    ctx.exit(run_plan(given(PlanOptions, options)))
