"""``raci plan``: what a reorganisation would do, before anybody approves it."""

from typing import Any

import click

from raci.cli.options import allow_option, as_of_option, lang_option

FORMATS = {"text": ".txt", "markdown": ".md", "html": ".html", "json": ".json"}


@click.command()
@click.argument("proposal", type=click.Path(exists=True), metavar="PROPOSAL|PATH", default=".")
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), help="Default: by -o, else text."
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write to a file; its suffix tells the format."
)
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
def plan(ctx: click.Context, /, proposal: str, **options: Any) -> None:
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
    from raci.cli.run.plan import tell_plan

    ctx.exit(tell_plan(proposal, options))
